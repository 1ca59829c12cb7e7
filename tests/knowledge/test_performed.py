"""Whatever is done before a camera is drawn, counted and checked as it is said to be: exercises, levels and tests."""

import pytest
from tests.knowledge.drawn import WORKING, drawn, poses, reading
from tests.knowledge.shipped import load

from kilter.body.signals import Signal
from kilter.knowledge.schema.exercises import Exercise
from kilter.knowledge.schema.movements import Focus, Performed
from kilter.knowledge.schema.tests import Test

EXERCISES = load("exercises", Exercise)
LEVELS = {f"{key}-{at.id}": it.at(at) for key, it in EXERCISES.items() for at in it.levels if at.movement}
TESTS = {f"test_{key}": test.performed for key, test in load("tests", Test).items() if test.performed}
ALL: dict[str, Performed] = {**EXERCISES, **LEVELS, **TESTS}
# Those of a level are its exercise's, whose faults are drawn in the exercise's own position.
CHECKS = [
    pytest.param(it, focus, id=f"{key}-{focus.id}")
    for key, it in {**EXERCISES, **TESTS}.items()
    for focus in it.focus
    if focus.signal is not Signal.LOWERING_TIME
]
STILL = {
    "ball_squeeze",
    "easy_walk",
    "foam_roll_buttock",
    "foam_roll_front_thigh",
    "foam_roll_inner_thigh",
    "isometric_hip_abduction",
    "supine_breathing",
}
"""Holds whose body shape is the same at rest and at work: presses, rolling, walking, breathing."""


@pytest.mark.parametrize("performed", [pytest.param(it, id=key) for key, it in ALL.items() if it.repetition])
def test_repetitions_are_counted_inside_the_movement(performed: Performed) -> None:
    """Both thresholds of a repetition lie between rest and turn, in the direction the signal moves."""
    count = performed.repetition
    assert count is not None

    rest = reading(count.signal, performed, performed.movement.rest)
    turn = reading(count.signal, performed, poses(performed.reference_movement)["turn"])

    assert rest < count.end < count.begin < turn if count.rises else turn < count.begin < count.end < rest


@pytest.mark.parametrize(
    ("key", "performed"), [pytest.param(*each, id=each[0]) for each in ALL.items() if each[1].hold]
)
def test_a_hold_counts_at_work_and_not_before(key: str, performed: Performed) -> None:
    """The clock runs in the working position, and at rest only where that looks the same."""
    hold = performed.hold
    assert hold is not None

    rest = reading(hold.signal, performed, performed.movement.rest)
    held = reading(hold.signal, performed, poses(performed.reference_movement)["turn"])

    assert hold.counts(held)
    assert hold.counts(rest) is (key in STILL)


@pytest.mark.parametrize(("performed", "focus"), CHECKS)
def test_the_drawn_fault_is_seen_and_the_good_movement_is_not(performed: Performed, focus: Focus) -> None:
    """A fault takes its signal beyond the limit where the movement turns or midway; the good movement never does."""
    movement = performed.reference_movement

    good = {when: reading(focus.signal, performed, pose) for when, pose in poses(movement).items()}
    bad = [reading(focus.signal, performed, pose) for pose in poses(movement, focus.fault).values()]

    assert not focus.is_broken(good["turn"])
    # what must last a second or longer does not see a pose that is passed through
    assert focus.for_s >= 1 or not any(focus.is_broken(value) for value in good.values())
    assert any(focus.is_broken(value) for value in bad)


@pytest.mark.parametrize("performed", ALL.values(), ids=ALL)
def test_whatever_carries_the_body_touches_its_support(performed: Performed) -> None:
    """At rest and at the peak no knee, foot, hand or elbow that is said to carry hovers or sinks in by 4 cm."""
    movement = performed.reference_movement

    off = {
        (contact, when): float(drawn(movement, angles)[[point.index for point in contact.points(WORKING)], 2].min())
        - contact.clearance_m
        - support
        for when, angles in (("rest", performed.movement.rest), ("peak", performed.movement.peak))
        for contact, support in movement.carrying(returning=False).items()
    }

    assert max(map(abs, off.values())) < 0.04, off


@pytest.mark.parametrize("performed", LEVELS.values(), ids=LEVELS)
def test_a_level_done_well_breaks_none_of_its_checks(performed: Performed) -> None:
    """Where the movement of a level turns, no check that holds there is broken."""
    turn = poses(performed.reference_movement)["turn"]

    broken = {
        focus.id
        for focus in performed.focus
        if focus.signal is not Signal.LOWERING_TIME and focus.is_broken(reading(focus.signal, performed, turn))
    }

    assert not broken


@pytest.mark.parametrize(
    ("performed", "focus"),
    [pytest.param(it, focus, id=f"{key}-{focus.id}") for key, it in EXERCISES.items() for focus in it.focus],
)
def test_a_fault_is_drawn_unless_it_is_a_matter_of_time(performed: Performed, focus: Focus) -> None:
    """Each check has joint angles that differ from the reference peak; only a tempo has none."""
    peak = performed.movement.peak

    differs = any(angle != peak.get(joint, 0.0) for joint, angle in focus.fault.items())

    assert differs is (focus.signal is not Signal.LOWERING_TIME)


def test_the_tests_of_movement_are_drawn() -> None:
    """Standing, squatting and stepping down on one leg, standing up, walking and the timed holds can be seen."""
    assert {key.removeprefix("test_") for key in TESTS} == {
        "chair_stand",
        "gait",
        "lateral_step_down",
        "side_plank_hold",
        "single_leg_bridge_hold",
        "single_leg_squat",
        "single_leg_stance",
        "trendelenburg",
    }
