"""Coach a recording: the same engine as live, fed frame by frame."""

from dataclasses import dataclass

from kilter.body.sides import Side
from kilter.coach.commands import Finish, StartSet
from kilter.coach.engine import Coach
from kilter.coach.events import Event
from kilter.coach.exercise import CoachedExercise, coached, coached_movement
from kilter.coach.sides import which_side
from kilter.coach.summary import SetSummary
from kilter.errors import Problem, UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.movements import Laterality, Performed
from kilter.motion.frames import LandmarkFrame
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.observing import LandmarkObserver
from kilter.motion.pose.batch import frame_of
from kilter.motion.pose.lifting import Lifter
from kilter.motion.pose.stream import PoseStream
from kilter.motion.pose.view import Facing

STOP_FROM_PAIN = 5
"""Nobody reports pain while a recording is replayed; live, the session says from where a set stops."""


@dataclass(frozen=True, slots=True)
class Coachable:
    """An exercise or a movement test, ready to be watched.

    Args:
        performed: how it is done and from where it is seen.
        exercise: what the coach knows of it.
    """

    performed: Performed
    exercise: CoachedExercise


@dataclass(frozen=True, slots=True)
class CoachedRecording:
    """What came of a recording: every event in order, and the set as a whole."""

    events: tuple[Event, ...]
    summary: SetSummary


def coachable(catalogue: Catalogue, key: str, level: str | None = None) -> Coachable:
    """Find an exercise by its id, or a movement test as ``test_`` and its id.

    Args:
        catalogue: what is known.
        key: the id.
        level: id of a level of the exercise.

    Raises:
        UsageError: there is no such exercise, test or level, or the test is not done before a camera.
    """
    if key in catalogue.exercises:
        exercise = catalogue.exercises[key]
        chosen = next((one for one in exercise.levels if one.id == level), exercise.base_level)
        return Coachable(exercise.at(chosen), coached(exercise, catalogue.camera_rules, level))
    test = catalogue.tests.get(key.removeprefix("test_"))
    if test is not None and test.performed is not None:
        return Coachable(test.performed, coached_movement(test.performed, catalogue.camera_rules, key=key, name=test.name))
    raise UsageError(Problem(key, "There is no exercise of this id.", "kilter exercises lists them."))


def coach_recording(
    recording: LandmarkRecording, what: Coachable, lifters: tuple[Lifter, Lifter], side: Side | None = None
) -> CoachedRecording:
    """Watch a whole recording as one set of free counting.

    Args:
        recording: landmarks of one person.
        what: the exercise or test.
        lifters: the networks for landmarks with and without depth.
        side: the working side; told from which side moves when None.

    Returns:
        the events and the summary.
    """
    frames = [frame_of(recording, index) for index in range(recording.frames)]
    one_side = what.exercise.laterality is Laterality.ONE_SIDE
    if side is None and one_side:
        side = _working_side(frames, what, lifters)
    coach = Coach(what.exercise, observer_of(what.performed, what.exercise, lifters), stop_from_pain=STOP_FROM_PAIN)
    events = list(coach.command(StartSet(side=side, then_other=False)))
    for frame in frames:
        events += coach.receive(frame)
    events += coach.command(Finish())
    return CoachedRecording(tuple(events), coach.summary)


def observer_of(performed: Performed, exercise: CoachedExercise, lifters: tuple[Lifter, Lifter]) -> LandmarkObserver:
    """A fresh observer for one set."""
    return LandmarkObserver(
        PoseStream(*lifters),
        performed.position,
        Facing(performed.camera.facing),
        performed.camera.tolerance_deg,
        exercise.main_signal,
    )


def _working_side(frames: list[LandmarkFrame], what: Coachable, lifters: tuple[Lifter, Lifter]) -> Side:
    watched = {}
    for side in Side:
        observer = observer_of(what.performed, what.exercise, lifters)
        watched[side] = [observer.observe(frame, side) for frame in frames]
    return which_side(what.exercise, watched[Side.LEFT], watched[Side.RIGHT])
