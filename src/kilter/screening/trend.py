"""What became of each measure over time: every value with its error, and a change only where one can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import hypot

from kilter.body.sides import PerSide, Side
from kilter.body.units import Unit
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.citing import Grade
from kilter.knowledge.schema.tests import Measure, SideFormula, Test
from kilter.language import mark, say
from kilter.screening.findings import (
    NORMAL_975,
    ErrorBasis,
    Sides,
    Size,
    Value,
    Verdict,
    amount_in_words,
    compare,
    detectable_between,
    entries_by_test,
    judge,
    known_detectable,
    sides_of,
)
from kilter.screening.form import Screening


class Course(StrEnum):
    """What became of a value between two days."""

    BETTER = "better"
    WORSE = "worse"
    NO_CHANGE = "no_change"
    """Even the whole error would not make it a change that matters."""
    CANNOT_TELL = "cannot_tell"


class DetectableBasis(StrEnum):
    """Where the smallest change that can be told comes from."""

    PUBLISHED_CHANGE = "published_change"
    """A detectable change as it was published, or worked out from published ones."""
    PUBLISHED_ERROR = "published_error"
    """1.96 × √2 × a standard error of measurement that was published, or worked out from what was."""
    ASSUMED = "assumed"
    """1.96 × √2 × an error that is a cautious assumption."""
    PARTS = "parts"
    """The errors of the two measures that it is worked out from."""
    OWN_TRIALS = "own_trials"
    CAMERA = "camera"


_BASIS_WORDS = {
    DetectableBasis.PUBLISHED_CHANGE: "the published detectable change",
    DetectableBasis.PUBLISHED_ERROR: "1.96 × √2 × the published error",
    DetectableBasis.ASSUMED: "1.96 × √2 × an assumed error",
    DetectableBasis.PARTS: "from the errors of its parts",
    DetectableBasis.OWN_TRIALS: "from the scatter of the trials",
    DetectableBasis.CAMERA: "from the error of the camera",
}


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One side on one day, in the unit of the measure."""

    on: date
    value: float
    standard_error: float
    basis: ErrorBasis

    @property
    def band(self) -> tuple[float, float]:
        """The ends of the 95 % error band."""
        half = NORMAL_975 * self.standard_error
        return self.value - half, self.value + half


@dataclass(frozen=True, slots=True)
class AsymmetryPoint:
    """The two sides compared on one day, in the unit of the measure's side formula."""

    on: date
    difference: float
    """Right minus left in goodness: positive when the left is worse."""
    detectable: float
    """Half of the 95 % band around the difference; inside it none can be told from zero."""
    verdict: Verdict
    size: Size


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a value, or of the difference between the sides, from one day to another."""

    since: date
    until: date
    course: Course
    amount: float
    """Positive when it became better; for the difference between the sides, when it became smaller."""
    detectable: float
    """The smallest amount that can be told from none (95 %), in the same unit."""
    matters_from: float | None
    """From where a change matters: the size from which the two sides would be called different; None if unknown."""
    basis: DetectableBasis
    reason: str


@dataclass(frozen=True, slots=True)
class MeasureTrend:
    """One measure of a test over all days on which it was taken, the first day first."""

    test: str
    measure: str
    unit: Unit
    sided: bool
    sides: PerSide[tuple[TrendPoint, ...]]
    """Both the same where the measure has no sides; empty where a side was never tested."""
    asymmetry: tuple[AsymmetryPoint, ...]
    """The days on which both sides were measured; empty where the sides are not compared."""
    formula: SideFormula | None
    change: PerSide[Change | None]
    """From the first day to the latest; None with fewer than two days."""
    last_change: PerSide[Change | None]
    """From the day before to the latest."""
    asymmetry_change: Change | None
    """Whether the sides came closer from the first day to the latest."""
    reason: str
    sources: tuple[str, ...]


def trends_of(screening: Screening, catalogue: Catalogue, *, screened_on: date) -> tuple[MeasureTrend, ...]:
    """Follow every measure of a screening over the days on which it was taken.

    Args:
        screening: with the entries of all days.
        catalogue: the knowledge.
        screened_on: the day of the first screening, which entries without a date take.

    Returns:
        one trend for each measure that was taken at least once, in the order of the first entries.
    """
    enough = int(catalogue.evidence_rules.enough_trials.value)
    dated = [entry if entry.date else entry.model_copy(update={"date": screened_on}) for entry in screening.tests]
    trends = []
    for test_id, entries in entries_by_test(dated).items():
        test = catalogue.tests[test_id]
        for measure in test.measures:
            days = [
                (entry.date or screened_on, sides)
                for entry in entries
                if (sides := sides_of(test, measure, entry, enough)) is not None
            ]
            if days:
                trends.append(_trend(test, measure, days))
    return tuple(trends)


Day = tuple[date, Sides]


def _trend(test: Test, measure: Measure, days: Sequence[Day]) -> MeasureTrend:
    series = PerSide.build(lambda side: [(on, value) for on, sides in days if (value := sides[side]) is not None])
    asymmetry = _asymmetry(measure, days) if measure.sided else ()
    change = series.map(lambda of_side: _change(measure, of_side[0], of_side[-1]) if len(of_side) > 1 else None)
    closer = _asymmetry_change(measure, asymmetry[0], asymmetry[-1]) if len(asymmetry) > 1 else None
    camera = [measure.by_camera.camera_error.sources] if measure.by_camera and _is_by_camera(days) else []
    rule = measure.side_difference
    cited = [measure.error.sources, *camera, rule.sources if rule else ()]
    return MeasureTrend(
        test=test.id,
        measure=measure.id,
        unit=measure.unit,
        sided=measure.sided,
        sides=series.map(lambda of_side: tuple(_point(on, value) for on, value in of_side)),
        asymmetry=asymmetry,
        formula=rule.formula if rule else None,
        change=change,
        last_change=series.map(
            lambda of_side: _change(measure, of_side[-2], of_side[-1]) if len(of_side) > 1 else None
        ),
        asymmetry_change=closer,
        reason=_reason(measure, series.map(len), change, closer),
        sources=tuple(dict.fromkeys(source for sources in cited for source in sources)),
    )


def _point(on: date, value: Value) -> TrendPoint:
    return TrendPoint(on, value.value, value.standard_error, value.basis)


def _is_by_camera(days: Sequence[Day]) -> bool:
    return any(value is not None and value.basis is ErrorBasis.CAMERA for _, sides in days for value in sides)


def _asymmetry(measure: Measure, days: Sequence[Day]) -> tuple[AsymmetryPoint, ...]:
    points = []
    for on, sides in days:
        difference, detectable = compare(measure, sides)
        if difference is not None and detectable is not None:
            points.append(AsymmetryPoint(on, difference, detectable, *judge(measure, difference, detectable)))
    return tuple(points)


def course_of(amount: float, detectable: float, matters_from: float | None) -> Course:
    """The verdict on a change.

    Args:
        amount: positive when it became better.
        detectable: the smallest amount that can be told from none.
        matters_from: from where a change matters; None if unknown.
    """
    if abs(amount) > detectable:
        return Course.BETTER if amount > 0 else Course.WORSE
    if matters_from is not None and abs(amount) + detectable < matters_from:
        return Course.NO_CHANGE
    return Course.CANNOT_TELL


def _change(measure: Measure, earlier: tuple[date, Value], later: tuple[date, Value]) -> Change:
    (since, first), (until, last) = earlier, later
    amount = (last.value - first.value) * measure.better.sign
    detectable = detectable_between(measure, first, last)
    matters = _matters_from(measure, first, last)
    course = course_of(amount, detectable, matters)
    basis = _basis(measure, first, last, detectable)
    return Change(
        since=since,
        until=until,
        course=course,
        amount=amount,
        detectable=detectable,
        matters_from=matters,
        basis=basis,
        reason=_change_in_words(
            course, amount, matters, error=_error_in_words(detectable, measure.unit.sign, basis), sign=measure.unit.sign
        ),
    )


def _matters_from(measure: Measure, first: Value, last: Value) -> float | None:
    rule = measure.side_difference
    if rule is None:
        return None
    if rule.formula is SideFormula.ABSOLUTE:
        return rule.note_from
    return rule.note_from / 100 * max(abs(first.value), abs(last.value))


def _basis(measure: Measure, first: Value, last: Value, detectable: float) -> DetectableBasis:
    bases = {first.basis, last.basis}
    if detectable > known_detectable(measure, first, last):
        if ErrorBasis.CAMERA in bases:
            return DetectableBasis.CAMERA
        return DetectableBasis.OWN_TRIALS if ErrorBasis.OWN_TRIALS in bases else DetectableBasis.PARTS
    if measure.error.grade is Grade.CONVENTION:
        return DetectableBasis.ASSUMED
    return DetectableBasis.PUBLISHED_ERROR if measure.error.mdc is None else DetectableBasis.PUBLISHED_CHANGE


def _asymmetry_change(measure: Measure, first: AsymmetryPoint, last: AsymmetryPoint) -> Change:
    """Whether the sides came closer; each difference has its own error, so both count."""
    amount = abs(first.difference) - abs(last.difference)
    detectable = hypot(first.detectable, last.detectable)
    rule = measure.side_difference
    relative = rule is not None and rule.formula is SideFormula.RELATIVE_TO_BETTER
    matters = rule.note_from if rule else None
    course = course_of(amount, detectable, matters)
    sign = "%" if relative else measure.unit.sign
    return Change(
        since=first.on,
        until=last.on,
        course=course,
        amount=amount,
        detectable=detectable,
        matters_from=matters,
        basis=DetectableBasis.PARTS,
        reason=_closer_in_words(course, amount, error=amount_in_words(detectable, sign), sign=sign),
    )


def _reason(
    measure: Measure, counts: PerSide[int], change: PerSide[Change | None], asymmetry_change: Change | None
) -> str:
    if not measure.sided:
        return _sentence("", counts.left, change.left)
    told = [_sentence(side.word, counts[side], change[side]) for side in Side]
    return " ".join([*told, asymmetry_change.reason] if asymmetry_change else told)


def _sentence(name: str, count: int, change: Change | None) -> str:
    said = change.reason if change else say("measured once, so no change can be seen.") if count else say("not tested.")
    said = f"{name}: {said}" if name else said
    return said[0].upper() + said[1:]


def _change_in_words(course: Course, amount: float, matters_from: float | None, *, error: str, sign: str) -> str:
    size = amount_in_words(abs(amount), sign)
    match course:
        case Course.BETTER | Course.WORSE:
            told = _BETTER if course is Course.BETTER else _WORSE
            return say(told, size=size, error=error)
        case Course.NO_CHANGE:
            limit = amount_in_words(matters_from or 0, sign)
            return say(_NO_CHANGE, size=size, limit=limit, error=error)
        case Course.CANNOT_TELL:
            return say("cannot tell; a change of {size} lies inside the error: {error}.", size=size, error=error)


_BETTER = mark("better by {size}, beyond the smallest change that can be told: {error}.")
_WORSE = mark("worse by {size}, beyond the smallest change that can be told: {error}.")
_NO_CHANGE = mark("no change that matters; {size} stays below {limit} even with the error: {error}.")


def _error_in_words(detectable: float, sign: str, basis: DetectableBasis) -> str:
    return f"{amount_in_words(detectable, sign)} ({_BASIS_WORDS[basis]})"


def _closer_in_words(course: Course, amount: float, *, error: str, sign: str) -> str:
    size = amount_in_words(abs(amount), sign)
    return {
        Course.BETTER: say("The sides came closer by {size}, beyond the error of {error}.", size=size, error=error),
        Course.WORSE: say("The sides went apart by {size}, beyond the error of {error}.", size=size, error=error),
        Course.NO_CHANGE: say("The difference between the sides did not change in a way that matters."),
        Course.CANNOT_TELL: say(
            "Whether the sides came closer cannot be told: {size}, with an error of {error}.", size=size, error=error
        ),
    }[course]
