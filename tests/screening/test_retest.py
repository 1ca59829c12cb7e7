"""The schedule of re-tests: the cheapest test that can tell, on the days that the rules name."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people import mirrored, random_screening
from tests.screening.repeating import FIRST, entry, person, wall

from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.screening.form import Screening, TestEntry, Trials, Wishes
from kilter.screening.retest import DueStatus, DueTest, RetestPlan, schedule_retests
from kilter.services.screen import Screener

SEEDS = st.integers(0, 2**32 - 1)


def _plan(screener: Screener, screening: Screening, *repeated: TestEntry, day: int = 0) -> RetestPlan:
    today = FIRST + timedelta(days=day)
    profile = screener.profile(screening)
    return schedule_retests(profile, screener.catalogue, start=FIRST, today=today, repeated=repeated)


def _statuses(plan: RetestPlan) -> list[tuple[float, DueStatus]]:
    return [(due.weeks, due.status) for due in plan.due]


def _due(plan: RetestPlan, week: float) -> list[DueTest]:
    return [due for due in plan.due if due.weeks == week]


@pytest.fixture
def stiff(catalogue: Catalogue) -> Screening:
    """A person whose left ankle bends little: 4 cm where 8 are usual, and 12 on the right."""
    return person(catalogue, wall(4, 12))


@pytest.fixture
def weak(catalogue: Catalogue) -> Screening:
    """A person who holds the side plank for 10 seconds on both sides, where 30 are usual."""
    return person(catalogue, entry("side_plank_hold", "time", 10, 10))


def test_a_test_is_due_after_four_eight_and_twelve_weeks(stiff: Screening, screener: Screener) -> None:
    """Each checkpoint has its day, and the last two compare the sides."""
    plan = _plan(screener, stiff)

    assert [(due.test, due.due, due.judges_symmetry) for due in plan.due] == [
        ("knee_to_wall", FIRST + timedelta(weeks=4), False),
        ("knee_to_wall", FIRST + timedelta(weeks=8), True),
        ("knee_to_wall", FIRST + timedelta(weeks=12), True),
    ]
    assert plan.due[0].sides == (Side.LEFT, Side.RIGHT)
    assert plan.due[0].measures == ("distance",)
    assert plan.due[0].minutes == screener.catalogue.tests["knee_to_wall"].effort.minutes
    assert "from week 8 on" in plan.due[0].why
    assert "compared as well" in plan.due[1].why


@pytest.mark.parametrize(
    ("day", "statuses"),
    [
        (0, [DueStatus.LATER, DueStatus.LATER, DueStatus.LATER]),
        (20, [DueStatus.LATER, DueStatus.LATER, DueStatus.LATER]),
        (21, [DueStatus.DUE, DueStatus.LATER, DueStatus.LATER]),
        (35, [DueStatus.DUE, DueStatus.LATER, DueStatus.LATER]),
        (36, [DueStatus.OVERDUE, DueStatus.LATER, DueStatus.LATER]),
        (49, [DueStatus.DUE, DueStatus.LATER]),
        (200, [DueStatus.OVERDUE]),
    ],
)
def test_a_repeat_is_due_for_a_week_either_way_and_then_overdue(
    day: int, statuses: list[DueStatus], weak: Screening, screener: Screener
) -> None:
    """One that was missed goes when the next one opens; the last one stays."""
    assert [due.status for due in _plan(screener, weak, day=day).due] == statuses


def test_a_range_of_motion_is_not_looked_at_before_its_time(stiff: Screening, screener: Screener) -> None:
    """It is due from the fourth week on, not from the third like the rest, and an earlier repeat does not count."""
    early = wall(6, 12, days=25)

    assert _statuses(_plan(screener, stiff, day=27))[0] == (4, DueStatus.LATER)
    assert _statuses(_plan(screener, stiff, early, day=28))[0] == (4, DueStatus.DUE)


def test_what_was_repeated_within_its_window_is_done(weak: Screening, screener: Screener) -> None:
    """A repeat counts for the checkpoint in whose window it lies, and for no other."""
    repeat = entry("side_plank_hold", "time", 14, 14, days=22)

    plan = _plan(screener, weak, repeat, day=60)

    assert _statuses(plan) == [(4, DueStatus.DONE), (8, DueStatus.DUE), (12, DueStatus.LATER)]


@pytest.mark.parametrize(
    "repeat",
    [
        entry("side_plank_hold", "time", 14, None, days=28),
        entry("side_plank_hold", "time", 14, 14),
        entry("side_plank_hold", "time", 14, 14, days=20),
        entry("knee_to_wall", "distance", 14, 14, days=28),
    ],
    ids=["one side", "no date", "too early", "another test"],
)
def test_half_a_repeat_is_not_done(repeat: TestEntry, weak: Screening, screener: Screener) -> None:
    """Both sides are treated, so both are measured again, in time."""
    assert _statuses(_plan(screener, weak, repeat, day=30))[0] == (4, DueStatus.DUE)


def test_the_cheapest_test_that_can_tell_is_taken_and_the_cheaper_that_cannot_is_named(
    catalogue: Catalogue, screener: Screener
) -> None:
    """Half a centimetre to go cannot be told in the knee to wall, so at four weeks the step-down has to show it."""
    both = person(catalogue, wall(7.5, 12), entry("lateral_step_down", "score", 5, 1), equipment=("tape_measure",))

    first, second = (_due(_plan(screener, both), week) for week in (4, 8))

    assert "Knee to wall takes fewer minutes and cannot tell." in first[0].why
    assert [due.test for due in first] == ["lateral_step_down"]
    assert "only by a detour" in first[0].why
    assert [due.test for due in second] == ["knee_to_wall", "lateral_step_down"]


def test_a_difference_between_the_sides_is_repeated_when_the_sides_are_judged(
    catalogue: Catalogue, screener: Screener
) -> None:
    """Where both sides are usual and only differ, nothing is due at four weeks."""
    apart = person(catalogue, wall(9, 14), equipment=("tape_measure",))

    plan = _plan(screener, apart)

    assert {due.weeks for due in plan.due} == {8, 12}
    assert "it has to become better by 3 cm" in plan.due[0].why


def test_where_no_test_can_tell_it_is_said(catalogue: Catalogue, screener: Screener) -> None:
    """1.5 cm would matter and 1.8 can be told: no repeat is planned, and the numbers are named."""
    close = person(catalogue, wall(6.5, 6.5), equipment=("tape_measure",))

    plan = _plan(screener, close)

    assert plan.due == ()
    assert {untold.impairment for untold in plan.untold} == {"limited_ankle_dorsiflexion"}
    assert plan.untold[0].why == (
        "Knee to wall: it has to become better by 1.5 cm, and only changes from 1.8 cm can be told."
    )


def test_a_test_that_cannot_be_done_now_is_not_planned(stiff: Screening, screener: Screener) -> None:
    """What lies beyond the person's limits is told instead."""
    seated = stiff.model_copy(update={"wishes": Wishes(cannot=(Position.STANDING,))})

    plan = _plan(screener, seated)

    assert plan.due == ()
    assert plan.untold[0].sides == (Side.LEFT,)
    assert "cannot be done with what there is" in plan.untold[0].why


def test_a_deficit_that_was_never_measured_has_nothing_to_compare(stiff: Screening, screener: Screener) -> None:
    """Signs alone make a deficit possible; a repeat needs a first time."""
    profile = screener.profile(stiff)
    unmeasured = replace(profile, findings=())
    usual = replace(profile, findings=screener.profile(stiff.model_copy(update={"tests": (wall(20, 20),)})).findings)

    said = [
        schedule_retests(each, screener.catalogue, start=FIRST, today=FIRST).untold[0].why
        for each in (unmeasured, usual)
    ]

    assert said[0].startswith("No test of it was done at first")
    assert said[1].startswith("What was measured of it was not bad enough")


def test_where_triage_stops_nothing_is_planned(stiff: Screening, screener: Screener) -> None:
    """Whoever is sent to a professional first has no schedule."""
    profile = screener.profile(stiff)
    stopped = replace(profile, triage=replace(profile.triage, stops=True))

    assert schedule_retests(stopped, screener.catalogue, start=FIRST, today=FIRST) == RetestPlan((), ())


def test_without_a_checkpoint_that_compares_the_sides_none_is_announced(stiff: Screening, screener: Screener) -> None:
    """Where the rules never compare the sides, nothing is said of it."""
    catalogue = screener.catalogue
    only = catalogue.retest_rules.model_copy(update={"checkpoints": catalogue.retest_rules.checkpoints[:1]})

    plan = schedule_retests(
        screener.profile(stiff), replace(catalogue, retest_rules=only), start=FIRST, today=FIRST + timedelta(days=90)
    )

    assert _statuses(plan) == [(4, DueStatus.OVERDUE)]
    assert "compared" not in plan.due[0].why


def test_a_measure_without_sides_is_repeated_without_them(catalogue: Catalogue, screener: Screener) -> None:
    """The dead bug is done once, not once a side."""
    faulty = TestEntry(test="dead_bug_control", measures={"faulty_share": Trials(both=(90.0,))})

    plan = _plan(screener, person(catalogue, faulty))

    assert {due.sides for due in plan.due} == {()}
    assert plan.due[0].why.startswith(catalogue.impairments["poor_trunk_control"].name + ":")


@given(seed=SEEDS, days=st.integers(0, 120))
def test_whoever_is_screened_gets_a_plan_that_holds(seed: int, days: int, screener: Screener) -> None:
    """Every planned test was done before, is treated, can be done at home, and nothing that is told is planned too."""
    screening = random_screening(np.random.default_rng(seed), screener.catalogue, healthy_share=1)
    profile = screener.profile(screening)
    today = FIRST + timedelta(days=days)

    plan = schedule_retests(profile, screener.catalogue, start=FIRST, today=today)

    measured = {(finding.test, finding.measure) for finding in profile.findings}
    treated = {view.impairment for view in profile.treated}
    assert all({(due.test, measure) for measure in due.measures} <= measured for due in plan.due)
    assert all(set(due.impairments) <= treated for due in plan.due)
    assert all("home" in screener.catalogue.tests[due.test].setting for due in plan.due)
    assert [due.due for due in plan.due] == sorted(due.due for due in plan.due)
    assert all(untold.why for untold in plan.untold)
    assert bool(treated) >= bool(plan.due or plan.untold)


@given(seed=SEEDS)
def test_a_mirrored_person_repeats_the_same_tests(seed: int, screener: Screener) -> None:
    """Swapping left and right changes no test, day or status, and mirrors what cannot be told."""
    screening = random_screening(np.random.default_rng(seed), screener.catalogue, healthy_share=1)

    seen, reflected = _plan(screener, screening), _plan(screener, mirrored(screening))

    assert [_facts(due) for due in reflected.due] == [_facts(due) for due in seen.due]
    turned = {(untold.impairment, side.other) for untold in reflected.untold for side in untold.sides}
    assert turned == {(untold.impairment, side) for untold in seen.untold for side in untold.sides}


def _facts(due: DueTest) -> tuple[str, date, DueStatus, frozenset[str], frozenset[str]]:
    return due.test, due.due, due.status, frozenset(due.measures), frozenset(due.impairments)
