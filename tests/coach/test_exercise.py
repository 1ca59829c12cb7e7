"""Shipped exercises are ready to be coached, and people who do them are counted."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from tests.coach.scripted import Script, ScriptedObserver, coach_of, frames, received, script, seen_by_camera

from kilter.adapters.knowledge_files import load_catalogue
from kilter.body.movements import Going
from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.coach.commands import StartSet
from kilter.coach.exercise import CoachedExercise, coached
from kilter.coach.sides import which_side
from kilter.errors import UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.rules import CheckReading, Spread
from kilter.motion.observation import Observation

ALTERNATING = [Going(side, down_s=2.5) for side in (Side.LEFT, Side.RIGHT, Side.LEFT, Side.RIGHT)]
DONE = {
    "glute_bridge": [Going(Side.LEFT, down_s=2.5)] * 3,
    "clamshell": [Going(Side.RIGHT, down_s=2.5)] * 3,
    "squat": [Going(Side.LEFT, up_s=2.5)] * 3,
    "bird_dog": [Going(Side.RIGHT, hold_s=2.0)] * 3,
    "march_in_place": ALTERNATING,
    "windshield_wipers": ALTERNATING,
    "prone_hip_extension": [Going(Side.LEFT, down_s=2.5)] * 3,
}
LOWERED_GOING_OUT = {"squat", "cossack_squat", "lateral_step_down_drill", "single_leg_squat_to_box", "dead_bug"}


@cache
def shipped() -> Catalogue:
    """The shipped knowledge."""
    return load_catalogue()


@cache
def ready(key: str) -> CoachedExercise:
    """A shipped exercise, ready to be coached."""
    return coached(shipped().exercises[key], shipped().camera_rules)


@cache
def performed(key: str) -> Script:
    """Somebody who does it."""
    return script(shipped().exercises[key].reference_movement, DONE[key], before_s=1.2, wanted=ready(key).signals)


@pytest.mark.parametrize("key", DONE)
@pytest.mark.parametrize("rate_hz", [12.0, 30.0])
def test_shipped_exercises_are_counted_through_a_camera_that_errs(key: str, rate_hz: float) -> None:
    """Every repetition counts, each of every side, and good form is not corrected."""
    seen = seen_by_camera(performed(key), np.random.default_rng(3), rate_hz=rate_hz, noise=1.0, bias=3.0)
    coach = coach_of(ready(key), ScriptedObserver(seen))
    coach.command(StartSet(DONE[key][0].side, then_other=False))

    received(coach, frames(seen))

    sides = [done.side for done in coach.summary.repetitions if done.repetition.complete]
    assert sides == [going.side for going in DONE[key]]
    assert coach.summary.faults == {}


@pytest.mark.parametrize("key", shipped().exercises)
def test_the_signals_that_an_exercise_names_are_all_that_its_coach_needs(key: str) -> None:
    """Nothing is told otherwise when every other signal is read as well."""
    everything = script(shipped().exercises[key].reference_movement, [Going(Side.LEFT, hold_s=3.0)] * 2)
    own = {side: {one: read[one] for one in ready(key).signals} for side, read in everything.sides.items()}

    told = []
    for seen in (everything, replace(everything, sides=own)):
        coach = coach_of(ready(key), ScriptedObserver(seen))
        events = [*coach.command(StartSet(Side.LEFT, then_other=False)), *received(coach, frames(seen))]
        told.append((events, coach.summary))

    assert told[0] == told[1]


@pytest.mark.parametrize("key", ["clamshell", "bird_dog"])
@pytest.mark.parametrize("side", Side)
def test_the_side_that_works_is_found(key: str, side: Side) -> None:
    """From which leg moves as the exercise does, whichever it is."""
    exercise = shipped().exercises[key]
    moving = script(exercise.reference_movement, [Going(side)] * 2, wanted=ready(key).signals)
    read = {one: [moving.observation(index, one) for index in range(0, len(moving.t_s), 2)] for one in Side}

    assert which_side(ready(key), read[Side.LEFT], read[Side.RIGHT]) is side


def test_frames_without_anybody_do_not_hide_which_side_works() -> None:
    """Whoever steps into the picture late is followed from then on."""
    exercise = shipped().exercises["clamshell"]
    moving = script(exercise.reference_movement, [Going(Side.RIGHT)] * 2, wanted=ready("clamshell").signals)
    nobody = [Observation(-1.0 + number / 30, present=False, values={}, unseen={}) for number in range(20)]
    read = {one: [*nobody, *(moving.observation(index, one) for index in range(len(moving.t_s)))] for one in Side}

    assert which_side(ready("clamshell"), read[Side.LEFT], read[Side.RIGHT]) is Side.RIGHT


def test_a_hold_is_timed_on_the_side_that_holds() -> None:
    """The side of a stance is told by which foot leaves the floor."""
    key = "single_leg_stance_balance"
    movement = shipped().exercises[key].reference_movement
    standing = script(movement, [Going(Side.RIGHT, hold_s=4.0)], wanted=ready(key).signals)
    read = {one: [standing.observation(index, one) for index in range(0, len(standing.t_s), 2)] for one in Side}

    assert which_side(ready(key), read[Side.LEFT], read[Side.RIGHT]) is Side.RIGHT


def test_every_exercise_can_be_coached_at_every_level() -> None:
    """Each has something to count or time, unless its file says that no camera can."""
    for exercise in shipped().exercises.values():
        for level in exercise.levels:
            one = coached(exercise, shipped().camera_rules, level.id)

            assert (one.main_signal is not None) is level.seen
            assert one.signals <= set(Signal)
            assert Signal.LOWERING_TIME not in one.signals


@pytest.mark.parametrize("key", sorted(LOWERED_GOING_OUT | {"glute_bridge", "clamshell", "step_up", "banded_march"}))
def test_lowering_is_where_the_body_goes_down(key: str) -> None:
    """On the way out in squats and step-downs, on the way back in lifts."""
    assert ready(key).lowers_on_the_way_out is (key in LOWERED_GOING_OUT)


def test_a_level_that_does_not_exist_is_named() -> None:
    """The error lists the levels that there are."""
    with pytest.raises(UsageError, match="half_lift"):
        coached(shipped().exercises["clamshell"], shipped().camera_rules, "sideways")


def with_reading(good: float, faulty: float, sd: float) -> CoachedExercise:
    """The step-up before a camera that reads so much of the hip's drop, in degrees."""
    reading = CheckReading(
        shown="step_up",
        check="pelvis_drops",
        good=Spread(clips=20, mean=good, sd=sd),
        faulty=Spread(clips=3, mean=faulty, sd=sd),
    )
    rules = shipped().camera_rules.model_copy(update={"readings": (reading,)})
    return coached(shipped().exercises["step_up"], rules)


def test_a_check_is_made_where_the_camera_reads_the_fault_apart_from_good_form() -> None:
    """A drop that the camera shows at half its size is told from half of its limit, not passed over."""
    check = next(check for check in with_reading(0.0, 6.0, 1.0).checks if check.id == "pelvis_drops")

    assert check.read_limit == pytest.approx(3.0)
    assert check.beyond(4.0) == pytest.approx(1.0)
    assert check.limit == 8.0


@pytest.mark.parametrize(("faulty", "sd"), [(3.0, 1.0), (-6.0, 1.0), (6.0, 4.0)])
def test_a_check_whose_readings_overlap_is_not_assessed(faulty: float, sd: float) -> None:
    """Where good form often reads like the fault, or the fault like the other way round, nothing is praised."""
    exercise = with_reading(0.0, faulty, sd)

    assert "pelvis_drops" in exercise.too_coarse
    assert all(check.id != "pelvis_drops" for check in exercise.checks)


def test_every_measured_reading_is_of_a_check_that_is_made() -> None:
    """Each reading names a cue of an exercise or test that there is."""
    catalogue = shipped()
    performed_by = {key: exercise.focus for key, exercise in catalogue.exercises.items()}
    performed_by |= {key: test.performed.focus for key, test in catalogue.tests.items() if test.performed is not None}

    for reading in catalogue.camera_rules.readings:
        assert reading.check in {focus.id for focus in performed_by[reading.shown]}, reading
