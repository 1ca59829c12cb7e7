"""Findings: what the measures of a test say about each side and about the two compared, with their error."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, hypot, sqrt

from kilter.body.sides import PerSide, Side
from kilter.body.units import Unit
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.citing import Grade
from kilter.knowledge.schema.tests import (
    Better,
    Combination,
    Cut,
    Measure,
    MeasurementError,
    Norm,
    SideFormula,
    Summary,
    Test,
)
from kilter.language import in_figures, mark, say
from kilter.motion.student import students_t
from kilter.screening.form import Person, ReadBy, Screening, TestEntry

NORMAL_975 = 1.96


class Verdict(StrEnum):
    """The two sides compared."""

    LEFT_LOWER = "left_lower"
    RIGHT_LOWER = "right_lower"
    NO_DIFFERENCE = "no_difference"
    CANNOT_TELL = "cannot_tell"

    @property
    def lower_side(self) -> Side | None:
        """The side that does worse, where one does."""
        return {Verdict.LEFT_LOWER: Side.LEFT, Verdict.RIGHT_LOWER: Side.RIGHT}.get(self)


class Level(StrEnum):
    """One side against what is usual."""

    LOW = "low"
    USUAL = "usual"
    CANNOT_TELL = "cannot_tell"
    UNKNOWN = "unknown"
    """No norm is known, or the side was not tested."""


class Size(StrEnum):
    """How much a difference matters."""

    NONE = "none"
    NOTE = "note"
    FLAG = "flag"


class ErrorBasis(StrEnum):
    """Where the error of a value comes from."""

    PUBLISHED = "published"
    CONVENTION = "convention"
    OWN_TRIALS = "own_trials"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class Value:
    """The result of one side, in the unit of the measure."""

    value: float
    trials: tuple[float, ...]
    standard_error: float
    basis: ErrorBasis

    @property
    def half_band(self) -> float:
        """Half the 95 % error band."""
        return NORMAL_975 * self.standard_error


@dataclass(frozen=True, slots=True)
class Finding:
    """What one measure says, with the numbers that say it."""

    test: str
    measure: str
    unit: Unit
    sides: PerSide[Value | None]
    verdict: Verdict
    size: Size
    formula: SideFormula | None
    difference: float | None
    """Right minus left in goodness (positive: the left is worse), in the unit of the formula."""
    detectable: float | None
    """The smallest difference that can be told from none, in the unit of the formula."""
    levels: PerSide[Level]
    norm: Norm | None
    confirmed: bool | None
    """Whether an earlier day said the same; None when there is no earlier day."""
    reason: str
    sources: tuple[str, ...]


def assess_tests(screening: Screening, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Turn every measured test into findings; of a test done on several days the latest counts.

    The difference is called one only beyond the minimal detectable difference *and* from the size that
    matters; it is called none only when even its error band stays below that size.
    """
    enough = int(catalogue.evidence_rules.enough_trials.value)
    findings = []
    for test_id, entries in entries_by_test(screening.tests).items():
        test = catalogue.tests[test_id]
        for measure in test.measures:
            values = [sides for entry in entries if (sides := sides_of(test, measure, entry, enough)) is not None]
            if values:
                earlier = values[-2] if len(values) > 1 else None
                findings.append(_finding(test, measure, values[-1], earlier, screening.person))
    return tuple(findings)


def entries_by_test(entries: Sequence[TestEntry]) -> dict[str, list[TestEntry]]:
    """Entries of each test, earliest first; those without a date keep their place before dated ones."""
    tests: dict[str, list[TestEntry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.date.toordinal() if entry.date else 0):
        tests.setdefault(entry.test, []).append(entry)
    return tests


Sides = PerSide[Value | None]


def sides_of(test: Test, measure: Measure, entry: TestEntry, enough: int) -> Sides | None:
    """The value of each side of a measure in one entry; None when neither was measured.

    Args:
        test: what was done.
        measure: one of its measures, derived ones included.
        entry: the trials of one day.
        enough: from how many trials on their own scatter counts.
    """
    if measure.derived:
        first, second = (sides_of(test, test.measure(part), entry, enough) for part in measure.derived.of)
        if first is None or second is None:
            return None
        sides = PerSide.build(lambda side: _derive(measure, first[side], second[side]))
    elif measure.id in entry.measures:
        trials = entry.measures[measure.id]
        sides = PerSide.build(lambda side: summarise(measure, trials.of(side), enough, read_by=trials.read_by))
    else:
        return None
    return None if sides.left is None and sides.right is None else sides


def summarise(
    measure: Measure, trials: Sequence[float], enough_trials: int, *, read_by: ReadBy | None = None
) -> Value | None:
    """One value of several trials, by the protocol of the measure, with its standard error.

    The error is the published one (or the stated convention); where there are enough trials and their own
    scatter is larger, it is theirs. A camera's own error counts where it is the largest.
    """
    if not trials:
        return None
    if measure.summary is Summary.MEAN:
        value = fsum(trials) / len(trials)
    else:
        value = max(trials) if measure.better is Better.HIGHER else min(trials)
    error = measure.error
    standard_error = _standard_error(error, value)
    basis = ErrorBasis.CONVENTION if error.grade is Grade.CONVENTION else ErrorBasis.PUBLISHED
    if read_by == "camera" and measure.by_camera is not None:
        of_camera = _standard_error(measure.by_camera.camera_error, value)
        if of_camera > standard_error:
            standard_error, basis = of_camera, ErrorBasis.CAMERA
    if len(trials) >= enough_trials:
        # The best of a few scatters less than a single trial but more than the mean; take the single trial.
        own = sqrt(_variance(trials) / (len(trials) if measure.summary is Summary.MEAN else 1))
        own *= students_t(len(trials) - 1) / NORMAL_975
        if own > standard_error:
            standard_error, basis = own, ErrorBasis.OWN_TRIALS
    return Value(value, tuple(trials), standard_error, basis)


def _standard_error(error: MeasurementError, value: float) -> float:
    return error.standard_error * (abs(value) / 100 if error.relative else 1)


def _variance(trials: Sequence[float]) -> float:
    centre = fsum(trials) / len(trials)
    return fsum((trial - centre) ** 2 for trial in trials) / (len(trials) - 1)


def _derive(measure: Measure, first: Value | None, second: Value | None) -> Value | None:
    """Combine two values and carry their errors along."""
    if first is None or second is None or measure.derived is None:
        return None
    if measure.derived.combine is Combination.GAP:
        value = abs(first.value - second.value)
        error = hypot(first.standard_error, second.standard_error)
    else:
        if not second.value or not first.value:
            return None
        value = first.value / second.value
        error = abs(value) * hypot(first.standard_error / first.value, second.standard_error / second.value)
    stated = _standard_error(measure.error, value)
    return Value(value, (), max(error, stated), first.basis)


def _finding(test: Test, measure: Measure, sides: Sides, earlier: Sides | None, person: Person) -> Finding:
    norm = next((norm for norm in measure.norms if norm.fits(person.age_years, person.sex)), None)
    levels = sides.map(lambda value: level_of(measure, value, norm))
    difference, detectable = compare(measure, sides)
    verdict, size = judge(measure, difference, detectable)
    confirmed = None
    if earlier is not None and verdict.lower_side:
        confirmed = judge(measure, *compare(measure, earlier))[0] is verdict
    cited = [measure.error.sources, norm.sources if norm else ()]
    cited.append(measure.side_difference.sources if measure.side_difference else ())
    cited.append(measure.low_when.sources if measure.low_when else ())
    return Finding(
        test=test.id,
        measure=measure.id,
        unit=measure.unit,
        sides=sides,
        verdict=verdict,
        size=size,
        formula=measure.side_difference.formula if measure.side_difference else None,
        difference=difference,
        detectable=detectable,
        levels=levels,
        norm=norm,
        confirmed=confirmed,
        reason=_reason(
            measure,
            sides,
            verdict=verdict,
            size=size,
            difference=difference,
            detectable=detectable,
            confirmed=confirmed,
        ),
        sources=tuple(dict.fromkeys(source for sources in cited for source in sources)),
    )


def compare(measure: Measure, sides: Sides) -> tuple[float | None, float | None]:
    """The side difference by the measure's formula, and the smallest that can be told from none.

    Returns:
        Right minus left in goodness, so that a positive difference means the left is worse; and the minimal
        detectable difference; both in the unit of the formula. (None, None) without two sides or a formula.
    """
    left, right, rule = sides.left, sides.right, measure.side_difference
    if left is None or right is None or rule is None:
        return None, None
    difference = (right.value - left.value) * measure.better.sign
    detectable = detectable_between(measure, left, right)
    if rule.formula is SideFormula.ABSOLUTE:
        return difference, detectable
    larger = max(abs(left.value), abs(right.value))
    return (100 * difference / larger, 100 * detectable / larger) if larger else (0.0, 100.0)


def detectable_between(measure: Measure, one: Value, other: Value) -> float:
    """The smallest difference of two values that can be told from none (95 %), in the unit of the measure.

    It is the known one; where a value's own error is larger, it is at least what both errors come to together.
    """
    own = NORMAL_975 * hypot(one.standard_error, other.standard_error)
    larger_error = measure.derived or {ErrorBasis.OWN_TRIALS, ErrorBasis.CAMERA} & {one.basis, other.basis}
    known = known_detectable(measure, one, other)
    return max(known, own) if larger_error else known


def known_detectable(measure: Measure, one: Value, other: Value) -> float:
    """The smallest detectable difference that the knowledge gives, of two values, in the unit of the measure."""
    share = (abs(one.value) + abs(other.value)) / 200 if measure.error.relative else 1
    return measure.error.detectable * share


def judge(measure: Measure, difference: float | None, detectable: float | None) -> tuple[Verdict, Size]:
    """The verdict on a difference, and how much it matters."""
    rule = measure.side_difference
    if difference is None or detectable is None or rule is None:
        return Verdict.CANNOT_TELL, Size.NONE
    size = abs(difference)
    if size > detectable and size >= rule.note_from:
        verdict = Verdict.LEFT_LOWER if difference > 0 else Verdict.RIGHT_LOWER
        return verdict, Size.FLAG if size >= rule.flag_from else Size.NOTE
    if size + detectable < rule.note_from or (detectable < size < rule.note_from):
        return Verdict.NO_DIFFERENCE, Size.NONE
    return Verdict.CANNOT_TELL, Size.NONE


def level_of(measure: Measure, value: Value | None, norm: Norm | None) -> Level:
    """One side against the measure's limit of what is usual."""
    limit = level_limit(measure.low_when, norm) if measure.low_when else None
    if value is None or limit is None:
        return Level.UNKNOWN
    worse_by = (limit - value.value) * measure.better.sign
    if abs(worse_by) <= value.half_band:
        return Level.CANNOT_TELL
    return Level.LOW if worse_by > 0 else Level.USUAL


def level_limit(cut: Cut, norm: Norm | None) -> float | None:
    """The value at which a cut begins for a person with this norm; None when it is not known."""
    if cut.level is not None:
        return cut.level
    if norm is None:
        return None
    if cut.share_of_norm is not None and norm.mean is not None:
        return cut.share_of_norm * norm.mean
    return norm.low if cut.norm_low else None


def _reason(
    measure: Measure,
    sides: Sides,
    *,
    verdict: Verdict,
    size: Size,
    difference: float | None,
    detectable: float | None,
    confirmed: bool | None,
) -> str:
    if difference is None or detectable is None or measure.side_difference is None:
        if measure.sided and (sides.left is None or sides.right is None):
            return say("Only one side was tested, so the sides cannot be compared.")
        return say("The sides are not compared on this measure.")
    rule = measure.side_difference
    sign = "%" if rule.formula is SideFormula.RELATIVE_TO_BETTER else measure.unit.sign
    amount, band, from_where = (
        amount_in_words(number, sign) for number in (abs(difference), detectable, rule.note_from)
    )
    if verdict is Verdict.CANNOT_TELL:
        if abs(difference) <= detectable:
            return say(
                "The difference of {amount} is inside the measurement error of {band}: cannot tell.",
                amount=amount,
                band=band,
            )
        return say("The difference of {amount} may or may not matter: the error is {band}.", amount=amount, band=band)
    if verdict is Verdict.NO_DIFFERENCE:
        return say(
            "The difference of {amount} stays below {limit}, from where one is noted.", amount=amount, limit=from_where
        )
    worse = say(_LEFT_WORSE if verdict is Verdict.LEFT_LOWER else _RIGHT_WORSE, amount=amount, band=band)
    weight = say("flagged") if size is Size.FLAG else say("noted")
    return f"{worse} {weight}{say(_DAYS[confirmed])}."


_LEFT_WORSE = mark("The left side does worse by {amount}, more than the measurement error of {band}:")
_RIGHT_WORSE = mark("The right side does worse by {amount}, more than the measurement error of {band}:")
_DAYS = {
    None: mark("; repeat on another day"),
    True: mark("; an earlier day said the same"),
    False: mark("; an earlier day did not"),
}


def amount_in_words(number: float, sign: str) -> str:
    """A positive number to two figures, which is more than its error deserves, with its unit."""
    written = f"{number:.0f}" if number >= 9.95 else f"{number:.1f}" if number >= 0.995 else f"{number:.2g}"
    return in_figures(written.removesuffix(".0")) + ("" if sign in {"", "°"} else " ") + sign


def iter_values(findings: Sequence[Finding]) -> Iterator[tuple[Finding, Side, Value]]:
    """Every measured side of every finding."""
    for finding in findings:
        for side in Side:
            value = finding.sides[side]
            if value is not None:
                yield finding, side, value
