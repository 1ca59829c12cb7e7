"""A recording coached as one set: which exercise, which side, and both sides where both were done."""

from dataclasses import replace

import numpy as np
import pytest
from tests.motion.people import MIDDLE, honest_lifter, see

from kilter.body.movements import Going, embody, perform
from kilter.body.sides import Side
from kilter.coach.summary import FaultTally
from kilter.errors import CaptureError, UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pose.batch import frame_of
from kilter.motion.pose.features import FLAT
from kilter.services.coaching import Coachable, check_side, coach_recording, coachable, observer_of, together

LIFTERS = (honest_lifter(), honest_lifter(FLAT))


def recorded(what: Coachable, sides: list[Side]) -> LandmarkRecording:
    """One repetition after the other, on these sides."""
    movement = what.performed.reference_movement
    performance = perform(movement, [Going(side) for side in sides], 30.0, before_s=1.5, after_s=1.5)
    return see(embody(movement, performance, MIDDLE).points).recording


def test_the_pain_that_ends_a_set_is_that_of_the_knowledge(catalogue: Catalogue) -> None:
    """An exercise and a movement test end at the score that the rules name."""
    exercise, test = coachable(catalogue, "clamshell"), coachable(catalogue, "single_leg_squat")

    assert exercise.stop_from_pain == test.stop_from_pain == catalogue.dose_rules.set_ends_from_pain.value


@pytest.mark.parametrize("side", list(Side))
def test_the_side_that_moves_is_found(side: Side, catalogue: Catalogue) -> None:
    """Without a side the one that bends is coached, and the standing of the other is no repetition."""
    what = coachable(catalogue, "single_leg_squat")

    summary = coach_recording(recorded(what, [side] * 3), what, LIFTERS).summary

    assert (summary.side, summary.counted) == (side, 3)
    assert {done.side for done in summary.repetitions} == {side}


def test_both_sides_one_after_the_other_are_one_set(catalogue: Catalogue) -> None:
    """Three squats on the left and then two on the right count as such, in the order in which they were done."""
    what = coachable(catalogue, "single_leg_squat")

    summary = coach_recording(recorded(what, [Side.LEFT] * 3 + [Side.RIGHT] * 2), what, LIFTERS).summary

    assert summary.side == "both"
    assert [done.side for done in summary.repetitions] == [Side.LEFT] * 3 + [Side.RIGHT] * 2
    assert np.all(np.diff([done.repetition.end_s for done in summary.repetitions]) > 0)


@pytest.mark.parametrize("key", ["squat", "standing_hip_abduction", "step_up"])
def test_the_signals_that_the_coach_needs_are_read_and_no_others(key: str, catalogue: Catalogue) -> None:
    """A coach gets just what its exercise names; who measures asks for everything."""
    what = coachable(catalogue, key)
    frame = frame_of(recorded(what, [Side.LEFT]), 0)

    own, every = (
        observer_of(what.performed, what.exercise, LIFTERS, every_signal=every).observe(frame, Side.LEFT).values.keys()
        for every in (False, True)
    )

    assert own == what.exercise.signals
    assert own < every


def test_a_side_that_was_named_is_the_only_one(catalogue: Catalogue) -> None:
    """Who asks about the right side is told of the right side."""
    what = coachable(catalogue, "single_leg_squat")

    recording = recorded(what, [Side.LEFT] * 3 + [Side.RIGHT] * 2)
    summary = coach_recording(recording, what, LIFTERS, Side.RIGHT).summary

    assert (summary.side, summary.counted) == ("right", 2)


def test_faults_of_both_sides_are_added(catalogue: Catalogue) -> None:
    """Counts add up, and the worst value of either side is the worst."""
    what = coachable(catalogue, "single_leg_squat")
    summary = coach_recording(recorded(what, [Side.LEFT]), what, LIFTERS, Side.LEFT).summary
    first = replace(summary, faults={"trunk_leans": FaultTally(2, 14.0)})
    second = replace(summary, faults={"trunk_leans": FaultTally(1, 18.0), "pelvis_turns": FaultTally(1, 13.0)})

    both = together(first, second)

    assert both.faults == {"trunk_leans": FaultTally(3, 18.0), "pelvis_turns": FaultTally(1, 13.0)}
    assert both.counted == 2 * summary.counted


def test_a_set_of_nobody_is_refused(catalogue: Catalogue) -> None:
    """A recording in which nobody is followed is no set of zero."""
    what = coachable(catalogue, "squat")
    recording = recorded(what, [Side.LEFT])
    recording.present[:] = False

    done = coach_recording(recording, what, LIFTERS)

    with pytest.raises(CaptureError, match="Nobody can be followed"):
        done.check()


def test_tests_are_found_with_and_without_their_prefix(catalogue: Catalogue) -> None:
    """A test goes by its own id, or by the one that clips of it carry."""
    plain, prefixed = (coachable(catalogue, key) for key in ("chair_stand", "test_chair_stand"))

    assert plain == prefixed
    assert plain.exercise.id == "chair_stand"


def test_a_side_where_both_work_is_refused(catalogue: Catalogue) -> None:
    """Nobody bridges with the left on both legs."""
    what = coachable(catalogue, "glute_bridge")

    with pytest.raises(UsageError, match="both sides"):
        check_side(what, Side.LEFT)
