"""Tests that a camera sees are drawn, counted and graded as their procedure asks."""

import pytest
from tests.knowledge.drawn import poses, reading
from tests.knowledge.shipped import load

from kilter.knowledge.schema.movements import Focus, Performed
from kilter.knowledge.schema.tests import Test

SEEN = {test.id: test.performed for test in load("tests", Test).values() if test.performed}
CHECKS = [pytest.param(it, focus, id=f"{key}-{focus.id}") for key, it in SEEN.items() for focus in it.focus]


def test_the_tests_of_movement_are_drawn() -> None:
    """Standing, squatting and stepping down on one leg, standing up, walking and the timed holds can be seen."""
    assert set(SEEN) == {
        "chair_stand",
        "gait",
        "lateral_step_down",
        "side_plank_hold",
        "single_leg_bridge_hold",
        "single_leg_squat",
        "single_leg_stance",
        "trendelenburg",
    }


@pytest.mark.parametrize("performed", [pytest.param(it, id=key) for key, it in SEEN.items() if it.repetition])
def test_repetitions_are_counted_inside_the_movement(performed: Performed) -> None:
    """Both thresholds of a repetition lie between rest and turn, in the direction the signal moves."""
    count = performed.repetition
    assert count is not None

    rest = reading(count.signal, performed, performed.movement.rest)
    turn = reading(count.signal, performed, poses(performed.reference_movement)["turn"])

    assert rest < count.end < count.begin < turn if count.rises else turn < count.begin < count.end < rest


@pytest.mark.parametrize("performed", [pytest.param(it, id=key) for key, it in SEEN.items() if it.hold])
def test_a_hold_counts_in_the_position_asked_for_and_not_before(performed: Performed) -> None:
    """The clock runs in the position that the test asks for, and not at rest."""
    hold = performed.hold
    assert hold is not None

    rest = reading(hold.signal, performed, performed.movement.rest)
    held = reading(hold.signal, performed, performed.movement.peak)

    assert hold.counts(held)
    assert not hold.counts(rest)


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
