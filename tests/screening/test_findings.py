"""Findings: how trials become a value with its error, and two values a verdict."""

from typing import Any

import pytest

from kilter.body.sides import PerSide, Side
from kilter.body.units import Unit
from kilter.knowledge.schema.citing import Grade
from kilter.knowledge.schema.people import Sex
from kilter.knowledge.schema.tests import (
    Better,
    Combination,
    Derived,
    LowLevel,
    Measure,
    MeasurementError,
    Norm,
    SideDifference,
    SideFormula,
    Summary,
)
from kilter.screening.findings import (
    ErrorBasis,
    Level,
    Size,
    Value,
    Verdict,
    _derive,
    compare,
    judge,
    level_limit,
    level_of,
    summarise,
)

CITED: dict[str, Any] = {"grade": Grade.VERIFIED, "sources": ("a_study",)}


def _measure(**changes: Any) -> Measure:
    base: dict[str, Any] = {
        "id": "time",
        "name": "Time",
        "unit": Unit.S,
        "better": Better.HIGHER,
        "plausible": (0, 100),
        "summary": Summary.MEAN,
        "error": MeasurementError(sem=1, **CITED),
        "side_difference": SideDifference(formula=SideFormula.ABSOLUTE, note_from=5, flag_from=10, **CITED),
    }
    return Measure(**{**base, **changes})


def _value(value: float, error: float = 1) -> Value:
    return Value(value, (value,), error, ErrorBasis.PUBLISHED)


def _verdict(left: float, right: float, measure: Measure) -> tuple[Verdict, Size]:
    return judge(measure, *compare(measure, PerSide(_value(left), _value(right))))


@pytest.mark.parametrize(
    ("left", "right", "verdict", "size"),
    [
        (20, 20, Verdict.NO_DIFFERENCE, Size.NONE),
        (20, 22, Verdict.NO_DIFFERENCE, Size.NONE),
        (20, 22.7, Verdict.CANNOT_TELL, Size.NONE),
        (20, 26, Verdict.LEFT_LOWER, Size.NOTE),
        (26, 20, Verdict.RIGHT_LOWER, Size.NOTE),
        (20, 31, Verdict.LEFT_LOWER, Size.FLAG),
    ],
)
def test_a_difference_is_one_only_beyond_the_error_and_from_the_size_that_matters(
    left: float, right: float, verdict: Verdict, size: Size
) -> None:
    """With a detectable difference of 2.77 s and a note from 5 s, what lies between is not told either way."""
    assert _verdict(left, right, _measure()) == (verdict, size)


def test_where_lower_is_better_the_higher_side_does_worse() -> None:
    """A score of four on the left against none on the right is worse on the left."""
    assert _verdict(14, 4, _measure(better=Better.LOWER))[0] is Verdict.LEFT_LOWER


def test_a_large_error_leaves_a_large_difference_untold() -> None:
    """Thirty seconds apart with an error of forty cannot be told."""
    measure = _measure(error=MeasurementError(mdc=40, **CITED))

    assert _verdict(20, 50, measure)[0] is Verdict.CANNOT_TELL


def test_a_relative_difference_is_taken_over_the_larger_side() -> None:
    """Fifteen against twenty is a difference of a quarter."""
    rule = SideDifference(formula=SideFormula.RELATIVE_TO_BETTER, note_from=15, flag_from=25, **CITED)
    measure = _measure(side_difference=rule)

    difference, detectable = compare(measure, PerSide(_value(15), _value(20)))

    assert difference == pytest.approx(25)
    assert detectable == pytest.approx(100 * 2.772 / 20, rel=1e-3)


def test_two_sides_of_nothing_are_no_relative_difference_and_no_error_is_claimed_for_it() -> None:
    """Zero against zero cannot be divided: no difference is claimed, nor that there is none."""
    rule = SideDifference(formula=SideFormula.RELATIVE_TO_BETTER, note_from=15, flag_from=25, **CITED)

    assert _verdict(0, 0, _measure(side_difference=rule))[0] is Verdict.CANNOT_TELL


def test_one_side_alone_is_not_compared() -> None:
    """Without the other side nothing is said of a difference."""
    measure = _measure()

    assert compare(measure, PerSide(_value(20), None)) == (None, None)
    assert judge(measure, None, None) == (Verdict.CANNOT_TELL, Size.NONE)


def test_best_and_mean_follow_the_protocol() -> None:
    """The best of trials is the highest where higher is better, the lowest where lower is; the mean is the mean."""
    trials = (4.0, 8.0, 6.0)

    mean = summarise(_measure(), trials, 99)
    best = summarise(_measure(summary=Summary.BEST), trials, 99)
    least = summarise(_measure(summary=Summary.BEST, better=Better.LOWER), trials, 99)

    assert (mean and mean.value, best and best.value, least and least.value) == (6, 8, 4)


def test_the_own_scatter_of_enough_trials_counts_where_it_is_larger() -> None:
    """Wild trials widen the error; quiet ones never make it smaller than the published one."""
    wild = summarise(_measure(), (1.0, 30.0, 60.0), 3)
    quiet = summarise(_measure(), (20.0, 20.0, 20.0), 3)
    few = summarise(_measure(), (1.0, 60.0), 3)

    assert wild
    assert wild.basis is ErrorBasis.OWN_TRIALS
    assert wild.standard_error > 10
    assert quiet
    assert quiet.basis is ErrorBasis.PUBLISHED
    assert quiet.standard_error == 1
    assert few
    assert few.basis is ErrorBasis.PUBLISHED


def test_a_conventional_error_says_so() -> None:
    """An error that no study gives is marked as a convention."""
    convention = MeasurementError(sem=1, grade=Grade.CONVENTION, sources=("kilter_convention",))

    value = summarise(_measure(error=convention), (20.0,), 3)

    assert value
    assert value.basis is ErrorBasis.CONVENTION


def test_a_relative_error_grows_with_the_value() -> None:
    """Ten per cent of eighty is eight."""
    value = summarise(_measure(error=MeasurementError(sem=10, relative=True, **CITED)), (80.0,), 3)

    assert value
    assert value.standard_error == pytest.approx(8)


@pytest.mark.parametrize(
    ("value", "level"),
    [(10, Level.LOW), (19, Level.CANNOT_TELL), (21, Level.CANNOT_TELL), (30, Level.USUAL)],
)
def test_a_level_near_its_limit_is_not_told(value: float, level: Level) -> None:
    """Within 1.96 standard errors of the limit of 20 neither low nor usual is said."""
    measure = _measure(low_when=LowLevel(level=20, **CITED))

    assert level_of(measure, _value(value), None) is level


def test_a_level_without_a_norm_is_unknown() -> None:
    """Where the limit hangs on a norm that is not known, nothing is said."""
    measure = _measure(low_when=LowLevel(share_of_norm=0.7, **CITED))

    assert level_of(measure, _value(1), None) is Level.UNKNOWN
    assert level_of(measure, None, None) is Level.UNKNOWN


def test_limits_come_from_the_norm_of_the_person() -> None:
    """A share of the norm's mean, or the norm's own limit."""
    norm = Norm(sex=Sex.FEMALE, age_from_years=40, age_below_years=50, mean=40, low=25, **CITED)

    assert level_limit(LowLevel(share_of_norm=0.5, **CITED), norm) == 20
    assert level_limit(LowLevel(norm_low=True, **CITED), norm) == 25
    assert norm.fits(40, Sex.FEMALE)
    assert not norm.fits(50, Sex.FEMALE)
    assert not norm.fits(45, Sex.MALE)


def test_derived_values_carry_the_error_of_their_parts() -> None:
    """A ratio adds relative errors, a gap absolute ones, in quadrature; nothing is divided by nothing."""
    ratio = _measure(derived=Derived(combine=Combination.RATIO, of=("one", "two")))
    gap = _measure(derived=Derived(combine=Combination.GAP, of=("one", "two")))

    halves = _derive(ratio, _value(10, 1), _value(20, 2))
    apart = _derive(gap, _value(10, 3), _value(20, 4))

    assert halves
    assert halves.value == 0.5
    assert apart
    assert (apart.value, apart.standard_error) == (10, 5)
    assert _derive(ratio, _value(10), _value(0)) is None
    assert _derive(ratio, None, _value(1)) is None


def test_each_verdict_names_its_lower_side() -> None:
    """Only a difference has a lower side."""
    assert Verdict.LEFT_LOWER.lower_side is Side.LEFT
    assert Verdict.RIGHT_LOWER.lower_side is Side.RIGHT
    assert Verdict.NO_DIFFERENCE.lower_side is None
