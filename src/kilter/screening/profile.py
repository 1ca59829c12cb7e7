"""The profile: impairments on both sides with their probability and every reason for and against."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from kilter.body.sides import PerSide, Side
from kilter.knowledge.catalogue import Catalogue
from kilter.screening.evidence import SEXES, Answers, EvidenceModel, Rule, Weighed, weigh
from kilter.screening.findings import ErrorBasis, Finding, assess_tests, iter_values
from kilter.screening.form import Screening
from kilter.screening.next_test import NextTest, rank_next_tests
from kilter.screening.triage import TriageResult, triage


class Band(StrEnum):
    """How probable an impairment is, in words."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence for or against an impairment."""

    kind: str
    """``test``, ``sign`` or ``cause``."""
    owner: str
    """The id of the test, sign or cause."""
    measure: str | None
    log_likelihood_ratio: float
    """As counted for this person: capped, and shrunk where the error band crosses the cut."""
    direct: bool
    weak: bool
    note: str
    grade: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One impairment on one side."""

    probability: float
    band: Band
    evidence_for: tuple[Reason, ...]
    evidence_against: tuple[Reason, ...]

    @property
    def worth_treating(self) -> bool:
        """Whether it is at least possible, on more than a weak link."""
        strong_enough = any(not reason.weak for reason in self.evidence_for)
        return self.band in {Band.LIKELY, Band.POSSIBLE} and strong_enough


@dataclass(frozen=True, slots=True)
class ImpairmentView:
    """One impairment on both sides; both are the same where it has no sides."""

    impairment: str
    sides: PerSide[Judgement]

    @property
    def probability(self) -> float:
        """The higher of the two sides."""
        return max(judgement.probability for judgement in self.sides)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a screening comes to."""

    screening: Screening
    triage: TriageResult
    findings: tuple[Finding, ...]
    impairments: tuple[ImpairmentView, ...]
    """Most probable first."""
    next_tests: tuple[NextTest, ...]
    not_assessed: tuple[str, ...]
    """Ids of impairments that nothing was measured about."""

    @property
    def treated(self) -> tuple[ImpairmentView, ...]:
        """The impairments worth treating on some side, most probable first."""
        return tuple(view for view in self.impairments if any(side.worth_treating for side in view.sides))


def build_profile(screening: Screening, catalogue: Catalogue, model: EvidenceModel) -> Profile:
    """Triage first; then findings, evidence, and what to test next."""
    result = triage(screening, catalogue)
    findings = assess_tests(screening, catalogue)
    weighed = weigh(model, answers_of(screening, findings, model))
    views = [_view(number, catalogue, model, weighed) for number in range(len(model.impairments))]
    views.sort(
        key=lambda view: (-view.probability, catalogue.impairments[view.impairment].treat_order, view.impairment)
    )
    return Profile(
        screening=screening,
        triage=result,
        findings=findings,
        impairments=tuple(views),
        next_tests=() if result.stops else rank_next_tests(screening, findings, weighed, catalogue, model),
        not_assessed=tuple(
            view.impairment for view in views if all(side.band is Band.NOT_ASSESSED for side in view.sides)
        ),
    )


def answers_of(screening: Screening, findings: Sequence[Finding], model: EvidenceModel) -> Answers:
    """One person's answers and findings as arrays with N = 1."""
    column = {measure: number for number, measure in enumerate(model.measures)}
    shape = (1, len(model.measures), 2)
    values, own_error = np.full(shape, np.nan), np.full(shape, np.nan)
    own_detectable = np.full(shape[:2], np.nan)
    for finding, side, value in iter_values(findings):
        place = column[finding.test, finding.measure]
        values[0, place, _index(side)] = value.value
        if value.basis in {ErrorBasis.OWN_TRIALS, ErrorBasis.CAMERA} or not value.trials:
            own_error[0, place, _index(side)] = value.standard_error
        if finding.detectable is not None:
            own_detectable[0, place] = finding.detectable
    signs = [[screening.has_sign(sign, side) for side in Side] for sign in model.signs]
    causes = [
        [any(h.cause == cause and h.side in {side.value, "both"} for h in screening.history) for side in Side]
        for cause in model.causes
    ]
    return Answers(
        values=values,
        own_error=own_error,
        own_detectable=own_detectable,
        signs=np.array([signs], dtype=bool),
        causes=np.array([causes], dtype=bool),
        age_years=np.array([float(screening.person.age_years)]),
        sex=np.array([SEXES.index(screening.person.sex)]),
    )


def _index(side: Side) -> int:
    return 0 if side is Side.LEFT else 1


def _view(number: int, catalogue: Catalogue, model: EvidenceModel, weighed: Weighed) -> ImpairmentView:
    impairment = model.impairments[number]
    counted = weighed.contributions[0]

    def judge(side: Side) -> Judgement:
        looked_at = list(Side) if not catalogue.impairments[impairment].sided else [side]
        reasons = [
            _reason(model.rules[row], float(counted[row, _index(each)]))
            for row in model.rows_of[number]
            for each in looked_at
            if counted[row, _index(each)]
        ]
        reasons = list(dict.fromkeys(reasons))
        reasons.sort(key=lambda reason: (-abs(reason.log_likelihood_ratio), reason.owner))
        probability = float(weighed.probability[0, number, _index(side)])
        tested = bool(weighed.tested[0, number, _index(side)])
        return Judgement(
            probability=probability,
            band=_band(probability, tested, bool(reasons), model),
            evidence_for=tuple(reason for reason in reasons if reason.log_likelihood_ratio > 0),
            evidence_against=tuple(reason for reason in reasons if reason.log_likelihood_ratio < 0),
        )

    return ImpairmentView(impairment, PerSide.build(judge))


def _reason(rule: Rule, log_likelihood_ratio: float) -> Reason:
    return Reason(
        kind=rule.kind,
        owner=rule.owner,
        measure=rule.measure,
        log_likelihood_ratio=log_likelihood_ratio,
        direct=rule.direct,
        weak=rule.weak,
        note=rule.note,
        grade=rule.grade,
        sources=rule.sources,
    )


def _band(probability: float, tested: Any, suggested: Any, model: EvidenceModel) -> Band:
    """Words for a probability; what was never tested is not called unlikely."""
    if not tested and not suggested:
        return Band.NOT_ASSESSED
    if probability > model.limits.likely_from.value:
        return Band.LIKELY
    if probability >= model.limits.possible_from.value:
        return Band.POSSIBLE
    return Band.UNLIKELY if tested else Band.NOT_ASSESSED
