"""What is known about both hips, as calls tell it."""

from collections.abc import Iterable
from datetime import date

from ninja import Schema

from kilter.exchange.report import build_report
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.safety import Triage, Urgency
from kilter.screening.findings import ErrorBasis, Finding, Level, Size, Value, Verdict
from kilter.screening.profile import Band, ImpairmentView, Profile
from kilter.web.calls.shapes import Both


class TriageShape(Schema):
    """What may happen next, and why."""

    level: Triage
    urgency: Urgency
    headline: str
    advice: str
    stops: bool
    reasons: list[str]
    precautions: list[str]


class EvidenceShape(Schema):
    """One piece of evidence."""

    kind: str
    owner: str
    measure: str | None
    log_likelihood_ratio: float
    direct: bool
    weak: bool
    note: str
    grade: str
    sources: list[str]


class JudgementShape(Schema):
    """One impairment on one side."""

    probability: float
    band: Band
    worth_treating: bool
    evidence_for: list[EvidenceShape]
    evidence_against: list[EvidenceShape]


class ImpairmentShape(Schema):
    """One impairment on both sides."""

    id: str
    name: str
    sides: Both[JudgementShape]


class ValueShape(Schema):
    """The result of one side, with half of its 95 % error band, both in the unit of the measure."""

    value: float
    half_band: float
    trials: list[float]
    basis: ErrorBasis


class FindingShape(Schema):
    """What one measure says."""

    test: str
    test_name: str
    measure: str
    measure_name: str
    unit: str
    sides: Both[ValueShape | None]
    levels: Both[Level]
    verdict: Verdict
    size: Size
    difference: float | None
    detectable: float | None
    reason: str
    sources: list[str]


class NextTestShape(Schema):
    """A test worth doing next."""

    test: str
    name: str
    minutes: float
    settles: list[str]
    repeat: bool


class LetterShape(Schema):
    """What to hand over to a professional, where triage stops."""

    opening: str
    reasons: list[str]
    answers: list[str]
    findings: list[str]
    closing: str


class Hips(Schema):
    """What is known about both hips."""

    triage: TriageShape
    impairments: list[ImpairmentShape]
    findings: list[FindingShape]
    next_tests: list[NextTestShape]
    not_assessed: list[str]
    letter: LetterShape | None


def hips_of(profile: Profile, catalogue: Catalogue, today: date) -> Hips:
    """A profile, each thing by its name."""
    triage = profile.triage
    return Hips(
        triage=TriageShape(
            level=triage.level,
            urgency=triage.urgency,
            headline=triage.headline,
            advice=triage.advice,
            stops=triage.stops,
            reasons=[reason.say for reason in triage.reasons],
            precautions=[catalogue.precautions[each].name for each in triage.precautions],
        ),
        impairments=[_impairment(view, catalogue) for view in profile.impairments],
        findings=[_finding(finding, catalogue) for finding in profile.findings],
        next_tests=[
            NextTestShape(
                test=each.test,
                name=catalogue.tests[each.test].name,
                minutes=each.minutes,
                settles=_names(each.settles, catalogue),
                repeat=each.repeat,
            )
            for each in profile.next_tests
        ],
        not_assessed=_names(profile.not_assessed, catalogue),
        letter=_letter(profile, catalogue, today) if triage.stops else None,
    )


def _names(impairments: Iterable[str], catalogue: Catalogue) -> list[str]:
    return [catalogue.impairments[each].name for each in impairments]


def _impairment(view: ImpairmentView, catalogue: Catalogue) -> ImpairmentShape:
    sides = Both(**{side: JudgementShape.from_orm(getattr(view.sides, side)) for side in ("left", "right")})
    return ImpairmentShape(id=view.impairment, name=catalogue.impairments[view.impairment].name, sides=sides)


def _finding(finding: Finding, catalogue: Catalogue) -> FindingShape:
    test = catalogue.tests[finding.test]
    return FindingShape(
        test=finding.test,
        test_name=test.name,
        measure=finding.measure,
        measure_name=test.measure(finding.measure).name,
        unit=finding.unit.sign,
        sides=Both(left=_value(finding.sides.left), right=_value(finding.sides.right)),
        levels=Both(left=finding.levels.left, right=finding.levels.right),
        verdict=finding.verdict,
        size=finding.size,
        difference=finding.difference,
        detectable=finding.detectable,
        reason=finding.reason,
        sources=list(finding.sources),
    )


def _value(value: Value | None) -> ValueShape | None:
    return None if value is None else ValueShape.from_orm(value)


def _letter(profile: Profile, catalogue: Catalogue, today: date) -> LetterShape | None:
    letter = build_report(profile, None, catalogue, made_on=today).letter
    if letter is None:
        return None
    return LetterShape(
        opening=letter.opening,
        reasons=[said.text for said in letter.reasons],
        answers=[f"{pair.name}: {pair.text}" for pair in letter.answers],
        findings=[said.text for said in letter.findings],
        closing=letter.closing,
    )
