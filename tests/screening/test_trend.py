"""Trends: a change is called one only where it can be told from none, and none only where none that matters fits."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people import mirrored
from tests.screening.repeating import FIRST, entry, person, wall

from kilter.body.sides import PerSide, Side
from kilter.knowledge.catalogue import Catalogue
from kilter.screening.findings import Verdict
from kilter.screening.form import Screening, TestEntry, Trials
from kilter.screening.trend import Change, Course, DetectableBasis, MeasureTrend, course_of, trends_of

DISTANCES = st.floats(0, 30)
SERIES = st.lists(st.tuples(DISTANCES, DISTANCES), min_size=1, max_size=6)


def _trends(catalogue: Catalogue, *entries: TestEntry) -> tuple[MeasureTrend, ...]:
    return trends_of(person(catalogue, *entries), catalogue, screened_on=FIRST)


def _trend(catalogue: Catalogue, *entries: TestEntry, measure: str | None = None) -> MeasureTrend:
    return next(trend for trend in _trends(catalogue, *entries) if measure in {None, trend.measure})


def _walls(catalogue: Catalogue, series: list[tuple[float, float]]) -> Screening:
    return person(catalogue, *(wall(left, right, days=7 * n) for n, (left, right) in enumerate(series)))


def _change(catalogue: Catalogue, first: float, last: float) -> Change:
    change = _trend(catalogue, wall(first, 10), wall(last, 10, days=28)).change.left
    assert change
    return change


@pytest.mark.parametrize(
    ("first", "last", "course"),
    [
        (10, 12, Course.BETTER),
        (12, 10, Course.WORSE),
        (10, 10.1, Course.NO_CHANGE),
        (10, 11, Course.CANNOT_TELL),
        (11, 10, Course.CANNOT_TELL),
    ],
)
def test_a_change_is_one_only_beyond_the_error(first: float, last: float, course: Course, catalogue: Catalogue) -> None:
    """With 1.8 cm that can be told and 2 cm that matter, one centimetre is neither a change nor none."""
    assert _change(catalogue, first, last).course is course


def test_where_lower_is_better_a_lower_value_is_better(catalogue: Catalogue) -> None:
    """Fewer points in the step-down are a change for the better."""
    steps = (entry("lateral_step_down", "score", 5, 2), entry("lateral_step_down", "score", 1, 5, days=28))

    trend = _trend(catalogue, *steps)

    assert trend.change.map(lambda change: change and change.course) == PerSide(Course.BETTER, Course.WORSE)
    assert trend.change.left
    assert trend.change.left.amount == 4


def test_the_first_day_without_a_date_is_the_day_of_the_screening(catalogue: Catalogue) -> None:
    """Its points stand before those of later days, each with its value, error and band."""
    trend = _trend(catalogue, wall(12, 13, days=28), wall(10, 11))

    assert [(point.on, point.value) for point in trend.sides.left] == [(FIRST, 10), (FIRST + timedelta(days=28), 12)]
    assert trend.sides.left[0].standard_error == 0.65
    assert trend.sides.left[0].band == pytest.approx((10 - 1.274, 10 + 1.274))


def test_the_latest_is_compared_with_the_first_and_with_the_day_before(catalogue: Catalogue) -> None:
    """What rose early and stayed is better than at first, and not told from the time before."""
    trend = _trend(catalogue, wall(8, 8), wall(12, 8, days=28), wall(12.5, 8, days=56))

    assert trend.change.left
    assert trend.last_change.left
    assert (trend.change.left.since, trend.change.left.course) == (FIRST, Course.BETTER)
    assert trend.last_change.left.since == FIRST + timedelta(days=28)
    assert trend.last_change.left.course is Course.CANNOT_TELL


def test_a_side_measured_once_or_never_has_no_change(catalogue: Catalogue) -> None:
    """Nothing is said of a side that was tested once, nor is anything made up for one that was not."""
    once = _trend(catalogue, wall(8, None), wall(8, 10, days=28))
    never = _trend(catalogue, wall(8, None))

    assert (once.change.right, len(once.sides.right)) == (None, 1)
    assert "Right: measured once" in once.reason
    assert (never.sides.right, never.asymmetry) == ((), ())
    assert "Right: not tested." in never.reason


def test_the_difference_between_the_sides_has_a_series_of_its_own(catalogue: Catalogue) -> None:
    """Each day with both sides is judged as a finding is, and the way from first to latest with both errors."""
    trend = _trend(catalogue, wall(6, 12), wall(7, None, days=14), wall(11, 12, days=56))

    assert [(point.difference, point.verdict) for point in trend.asymmetry] == [
        (6, Verdict.LEFT_LOWER),
        (1, Verdict.CANNOT_TELL),
    ]
    closer = trend.asymmetry_change
    assert closer
    assert (closer.amount, closer.course) == (5, Course.BETTER)
    assert closer.detectable == pytest.approx(2**0.5 * trend.asymmetry[0].detectable)
    assert "closer by 5 cm" in trend.reason


@pytest.mark.parametrize(
    ("last", "course", "words"),
    [
        ((8, 14.5), Course.WORSE, "apart by 5.5 cm"),
        ((8, 9.5), Course.CANNOT_TELL, "cannot be told"),
    ],
)
def test_sides_may_go_apart_or_leave_it_open(
    last: tuple[float, float], course: Course, words: str, catalogue: Catalogue
) -> None:
    """A difference that grew beyond its error went apart; within it, nothing is said either way."""
    trend = _trend(catalogue, wall(8, 9), wall(*last, days=56))

    assert trend.asymmetry_change
    assert trend.asymmetry_change.course is course
    assert words in trend.reason


def test_a_difference_that_stays_may_be_said_to_stay_where_the_error_is_small(catalogue: Catalogue) -> None:
    """Where only a large difference matters, the same difference again did not change in a way that matters."""
    measure = catalogue.tests["knee_to_wall"].measures[0]
    rule = measure.side_difference
    assert rule
    wide = measure.model_copy(update={"side_difference": rule.model_copy(update={"note_from": 9.0, "flag_from": 9.0})})
    test = catalogue.tests["knee_to_wall"].model_copy(update={"measures": (wide,)})
    changed = replace(catalogue, tests={test.id: test})

    trend = trends_of(person(catalogue, wall(8, 9), wall(8, 9, days=56)), changed, screened_on=FIRST)[0]

    assert trend.asymmetry_change
    assert trend.asymmetry_change.course is Course.NO_CHANGE


def test_a_measure_without_sides_is_told_without_them(catalogue: Catalogue) -> None:
    """The chair stand has one series, no asymmetry, and no side in its reason."""
    stands = [
        TestEntry(
            test="chair_stand", date=FIRST + timedelta(days=28 * n), measures={"repetitions": Trials(both=(count,))}
        )
        for n, count in enumerate((10.0, 15.0))
    ]

    trend = _trend(catalogue, *stands)

    assert not trend.sided
    assert (trend.asymmetry, trend.formula) == ((), None)
    assert trend.reason.startswith("Better by 5 repetitions")
    assert trend.change.left
    assert trend.change.left.matters_from is None


def test_a_relative_note_counts_in_the_unit_of_the_measure(catalogue: Catalogue) -> None:
    """25 per cent of 40 seconds are 10 seconds."""
    planks = (entry("side_plank_hold", "time", 40, 40), entry("side_plank_hold", "time", 40, 30, days=28))

    change = _trend(catalogue, *planks).change.left

    assert change
    assert change.matters_from == pytest.approx(10)
    assert change.detectable == pytest.approx(40 * 0.08 * 2.772, rel=1e-3)


@pytest.mark.parametrize(
    ("test", "measure", "trials", "basis", "words"),
    [
        ("hip_extension_range", "hip_extension", (1.0,), DetectableBasis.PUBLISHED_CHANGE, "published detectable"),
        ("hip_strength_abduction", "force", (30.0,), DetectableBasis.PUBLISHED_ERROR, "the published error"),
        ("knee_to_wall", "distance", (10.0,), DetectableBasis.ASSUMED, "an assumed error"),
        ("knee_to_wall", "distance", (2.0, 10.0, 20.0), DetectableBasis.OWN_TRIALS, "scatter of the trials"),
    ],
)
def test_the_reason_says_where_the_detectable_change_comes_from(
    test: str, measure: str, trials: tuple[float, ...], basis: DetectableBasis, words: str, catalogue: Catalogue
) -> None:
    """Published, assumed or the person's own scatter: the reason names it."""
    entries = [
        TestEntry(test=test, date=FIRST + timedelta(days=n), measures={measure: Trials(left=trials, right=trials)})
        for n in range(2)
    ]

    change = _trend(catalogue, *entries).change.left

    assert change
    assert change.basis is basis
    assert words in change.reason


def test_the_error_of_a_camera_counts_and_is_cited(catalogue: Catalogue) -> None:
    """Points read by a camera carry its larger error, named in the reason and in the sources."""
    trials = Trials(left=(4.0,), right=(4.0,), read_by="camera")
    steps = [
        TestEntry(test="lateral_step_down", date=FIRST + timedelta(days=n), measures={"score": trials})
        for n in range(2)
    ]

    trend = _trend(catalogue, *steps)

    assert trend.change.left
    assert trend.change.left.basis is DetectableBasis.CAMERA
    assert "kilter_convention" in trend.sources


def test_what_is_worked_out_carries_the_errors_of_its_parts(catalogue: Catalogue) -> None:
    """A ratio of two forces has a series, and its error grows with theirs."""
    both = {
        "force": Trials(left=(20.0,), right=(20.0,)),
        "abduction_force_same_setup": Trials(left=(5.0, 20.0, 40.0), right=(30.0,)),
    }
    days = [TestEntry(test="hip_strength_adduction", date=FIRST + timedelta(days=n), measures=both) for n in range(2)]

    trend = _trend(catalogue, *days, measure="adduction_to_abduction")

    assert trend.change.left
    assert trend.change.left.basis is DetectableBasis.PARTS
    assert trend.change.right
    assert trend.change.left.detectable > trend.change.right.detectable


@given(series=SERIES)
def test_a_mirrored_person_has_the_mirrored_trends(series: list[tuple[float, float]], catalogue: Catalogue) -> None:
    """Swapping left and right swaps every point and verdict, and turns the sign of the differences."""
    screening = _walls(catalogue, series)

    (seen,) = trends_of(screening, catalogue, screened_on=FIRST)
    (reflected,) = trends_of(mirrored(screening), catalogue, screened_on=FIRST)

    assert reflected.sides.mirrored == seen.sides
    assert reflected.change.mirrored == seen.change
    assert reflected.last_change.mirrored == seen.last_change
    assert reflected.asymmetry_change == seen.asymmetry_change
    assert [0 - point.difference for point in reflected.asymmetry] == [point.difference for point in seen.asymmetry]
    other = {Verdict.LEFT_LOWER: Verdict.RIGHT_LOWER, Verdict.RIGHT_LOWER: Verdict.LEFT_LOWER}
    assert [other.get(p.verdict, p.verdict) for p in reflected.asymmetry] == [p.verdict for p in seen.asymmetry]


@given(series=SERIES)
def test_the_same_value_again_is_never_worse(series: list[tuple[float, float]], catalogue: Catalogue) -> None:
    """Whoever measures the same once more has become neither worse nor better since the day before."""
    (trend,) = trends_of(_walls(catalogue, [*series, series[-1]]), catalogue, screened_on=FIRST)

    for side in Side:
        change = trend.last_change[side]
        assert change
        assert change.course in {Course.NO_CHANGE, Course.CANNOT_TELL}


@given(first=DISTANCES, last=DISTANCES)
def test_what_can_be_told_is_a_change_and_what_cannot_is_never_one(
    first: float, last: float, catalogue: Catalogue
) -> None:
    """A change inside the smallest detectable one is never called better or worse, and one beyond it always is."""
    change = _change(catalogue, first, last)

    assert (change.course in {Course.BETTER, Course.WORSE}) is (abs(last - first) > change.detectable)


@given(amount=st.floats(-100, 100), detectable=st.floats(0, 100), matters=st.none() | st.floats(0, 100))
def test_the_reverse_of_a_change_has_the_reverse_verdict(
    amount: float, detectable: float, matters: float | None
) -> None:
    """Better one way is worse the other way; the rest stays as it is."""
    turned = {Course.BETTER: Course.WORSE, Course.WORSE: Course.BETTER}
    course = course_of(amount, detectable, matters)

    assert course_of(-amount, detectable, matters) is turned.get(course, course)
