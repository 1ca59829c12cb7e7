"""A catalogue compiled to arrays: rules, cuts, norms and families, laid out once for any number of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.people import Sex
from kilter.knowledge.schema.rules import EvidenceRules
from kilter.knowledge.schema.teaching import Cause, Link, Sign, Weight
from kilter.knowledge.schema.tests import Better, Cut, Pointer, SideFormula

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]

NORMAL_975 = 1.96
SEXES = (Sex.FEMALE, Sex.MALE, Sex.UNSPECIFIED)


@dataclass(frozen=True, slots=True)
class Rule:
    """Where one row of contributions comes from."""

    impairment: str
    family: str
    kind: str
    """``test``, ``sign`` or ``cause``."""
    owner: str
    """The id of the test, sign or cause."""
    measure: str | None
    direct: bool
    weak: bool
    """A weak link never moves a programme by itself."""
    lr_if_positive: float
    lr_if_negative: float
    sources: tuple[str, ...]
    grade: str
    note: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The cuts of all pointers, flattened; one row a cut."""

    rule: Ints
    measure: Ints
    level: Floats
    share_of_norm: Floats
    norm_low: Bools
    side_gap: Floats
    plus: Floats
    minus: Floats


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """The facts about each (test, measure) column that weighing needs."""

    sign: Floats
    """+1 where higher is better."""
    error: Floats
    detectable: Floats
    relative_error: Bools
    relative_gap: Bools


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """A catalogue compiled to arrays."""

    impairments: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]
    signs: tuple[str, ...]
    causes: tuple[str, ...]
    rules: tuple[Rule, ...]
    """Test pointers first, then signs, then causes; ordered within by nothing in particular."""
    steps: Steps
    table: MeasureTable
    norms: tuple[tuple[int, float, float, Sex | None, float, float], ...]
    """Measure column, age from, age below, sex, mean, low."""
    needs_sign: Ints
    """For each pointer the column of the sign it needs, -1 for none."""
    sign_links: tuple[Ints, Floats]
    """Sign column and log likelihood ratio of each sign rule."""
    cause_links: tuple[Ints, Floats]
    order: Ints
    """Rules sorted by impairment and family."""
    group_starts: Ints
    """Where each (impairment, family) group begins in that order."""
    group_impairment: Ints
    impairment_starts: Ints
    """Where each impairment begins among the groups."""
    present: Ints
    """Impairment of each of those starts."""
    direct: Floats
    """(R, I): 1 where a rule is a direct test of an impairment."""
    about: Floats
    """(P, I): 1 where a test pointer is about an impairment."""
    rows_of: tuple[tuple[int, ...], ...]
    """For each impairment the rules about it."""
    relatives: tuple[tuple[int, ...], ...]
    """For each rule the others of its family about the same impairment."""
    prior: Floats
    sided: Bools
    limits: EvidenceRules


def compile_model(catalogue: Catalogue) -> EvidenceModel:
    """Lay the catalogue out as arrays, once."""
    limits = catalogue.evidence_rules
    impairments = tuple(catalogue.impairments)
    signs, causes = tuple(catalogue.signs), tuple(catalogue.causes)
    measures = tuple((test.id, measure.id) for test in catalogue.tests.values() for measure in test.measures)
    pointers = [(test.id, test.family, pointer) for test in catalogue.tests.values() for pointer in test.points_to]
    rules = [_test_rule(test_id, family, pointer, limits) for test_id, family, pointer in pointers]
    sign_rules, sign_links = _links(catalogue.signs, "sign", limits)
    cause_rules, cause_links = _links(catalogue.causes, "cause", limits)
    rules += sign_rules + cause_rules
    keys = [(impairments.index(rule.impairment), rule.family) for rule in rules]
    order = sorted(range(len(rules)), key=keys.__getitem__)
    groups = [(key, len(list(members))) for key, members in groupby(order, key=keys.__getitem__)]
    group_impairment = [key[0] for key, _ in groups]
    starts = [n for n, owner in enumerate(group_impairment) if n == 0 or group_impairment[n - 1] != owner]
    direct = np.zeros((len(rules), len(impairments)))
    for row, rule in enumerate(rules):
        direct[row, impairments.index(rule.impairment)] = rule.direct
    about = np.array(
        [[rule.impairment == name for name in impairments] for rule in rules[: len(pointers)]], dtype=float
    )
    base = np.array([entry.base_rate.value for entry in catalogue.impairments.values()])
    return EvidenceModel(
        impairments=impairments,
        measures=measures,
        signs=signs,
        causes=causes,
        rules=tuple(rules),
        steps=_steps(pointers, measures, limits),
        table=_measure_table(catalogue),
        norms=_norms(catalogue, measures),
        needs_sign=_ints([signs.index(p.with_sign) if p.with_sign else -1 for *_, p in pointers]),
        sign_links=sign_links,
        cause_links=cause_links,
        order=_ints(order),
        group_starts=_ints(np.cumsum([0, *(size for _, size in groups)])[:-1]),
        group_impairment=_ints(group_impairment),
        impairment_starts=_ints(starts),
        present=_ints([group_impairment[start] for start in starts]),
        direct=direct,
        about=about,
        rows_of=tuple(tuple(r for r, key in enumerate(keys) if key[0] == n) for n in range(len(impairments))),
        relatives=tuple(
            tuple(r for r, key in enumerate(keys) if key == own and r != row) for row, own in enumerate(keys)
        ),
        prior=np.log(base / (1 - base)),
        sided=np.array([entry.sided for entry in catalogue.impairments.values()]),
        limits=limits,
    )


def _ints(numbers: Sequence[int] | NDArray[np.intp]) -> Ints:
    return np.asarray(numbers, dtype=np.intp)


def _capped(ratio: float, limits: EvidenceRules) -> float:
    return min(max(ratio, limits.smallest_lr.value), limits.largest_lr.value)


def _test_rule(test_id: str, family: str, pointer: Pointer, limits: EvidenceRules) -> Rule:
    return Rule(
        impairment=pointer.impairment,
        family=family,
        kind="test",
        owner=test_id,
        measure=pointer.measure,
        direct=pointer.direct,
        weak=False,
        lr_if_positive=_capped(pointer.steps[-1].lr, limits),
        lr_if_negative=_capped(pointer.otherwise_lr, limits),
        sources=pointer.sources,
        grade=pointer.grade,
        note=pointer.note,
    )


def _links(
    entries: Mapping[str, Sign] | Mapping[str, Cause], kind: str, limits: EvidenceRules
) -> tuple[list[Rule], tuple[Ints, Floats]]:
    ratios = {
        Weight.STRONG: limits.weights.strong.value,
        Weight.MODERATE: limits.weights.moderate.value,
        Weight.WEAK: limits.weights.weak.value,
    }
    listed: list[Sign | Cause] = list(entries.values())
    pairs: list[tuple[int, str, Link]] = [
        (column, entry.id, link) for column, entry in enumerate(listed) for link in entry.links
    ]
    rules = [
        Rule(
            impairment=link.impairment,
            family=f"{kind}s",
            kind=kind,
            owner=owner,
            measure=None,
            direct=False,
            weak=link.weight is Weight.WEAK,
            lr_if_positive=_capped(ratios[link.weight], limits),
            lr_if_negative=1.0,
            sources=link.sources,
            grade=link.grade,
            note=link.why,
        )
        for _, owner, link in pairs
    ]
    columns = _ints([column for column, *_ in pairs])
    return rules, (columns, np.log([rule.lr_if_positive for rule in rules]))


def _steps(
    pointers: Sequence[tuple[str, str, Pointer]], measures: Sequence[tuple[str, str]], limits: EvidenceRules
) -> Steps:
    """Split each ladder of ratios into cuts that add up to it, so that a worse result never counts less."""
    rows: list[tuple[int, int, Cut, float, float]] = []
    for number, (test_id, _, pointer) in enumerate(pointers):
        column = measures.index((test_id, pointer.measure))
        before = float(np.log(_capped(pointer.otherwise_lr, limits)))
        for step in pointer.steps:
            here = float(np.log(_capped(step.lr, limits)))
            rows.append((number, column, step, max(here, 0) - max(before, 0), min(before, 0) - min(here, 0)))
            before = here

    def number_or_nan(values: Sequence[float | None]) -> Floats:
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)

    cuts = [cut for _, _, cut, _, _ in rows]
    return Steps(
        rule=_ints([row[0] for row in rows]),
        measure=_ints([row[1] for row in rows]),
        level=number_or_nan([cut.level for cut in cuts]),
        share_of_norm=number_or_nan([cut.share_of_norm for cut in cuts]),
        norm_low=np.array([cut.norm_low for cut in cuts], dtype=bool),
        side_gap=number_or_nan([cut.side_gap for cut in cuts]),
        plus=np.array([row[3] for row in rows]),
        minus=np.array([row[4] for row in rows]),
    )


def _measure_table(catalogue: Catalogue) -> MeasureTable:
    measures = [measure for test in catalogue.tests.values() for measure in test.measures]
    gaps = [measure.side_difference for measure in measures]
    return MeasureTable(
        sign=np.array([1.0 if measure.better is Better.HIGHER else -1.0 for measure in measures]),
        error=np.array([measure.error.standard_error for measure in measures]),
        detectable=np.array([measure.error.detectable for measure in measures]),
        relative_error=np.array([measure.error.relative for measure in measures]),
        relative_gap=np.array([gap is not None and gap.formula is not SideFormula.ABSOLUTE for gap in gaps]),
    )


def _norms(
    catalogue: Catalogue, measures: Sequence[tuple[str, str]]
) -> tuple[tuple[int, float, float, Sex | None, float, float], ...]:
    nan = float("nan")
    # The first norm that fits counts, so it is written last.
    return tuple(
        (
            measures.index((test.id, measure.id)),
            norm.age_from_years,
            norm.age_below_years,
            norm.sex,
            nan if norm.mean is None else norm.mean,
            nan if norm.low is None else norm.low,
        )
        for test in catalogue.tests.values()
        for measure in test.measures
        for norm in reversed(measure.norms)
    )
