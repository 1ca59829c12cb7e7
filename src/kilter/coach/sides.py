"""Which side works: as told, as better seen, or as it moves."""

from collections.abc import Sequence

from kilter.body.landmarks import Landmark
from kilter.body.sides import Side
from kilter.coach.commands import StartSet
from kilter.coach.exercise import CoachedExercise
from kilter.coach.watch import SideWatch
from kilter.errors import Problem, UsageError
from kilter.knowledge.schema.movements import Laterality
from kilter.motion.frames import LandmarkFrame
from kilter.motion.observation import Observation

_LEG = ("hip", "knee", "ankle")


def sides_of(exercise: CoachedExercise, command: StartSet) -> tuple[Side, ...]:
    """The sides of a set, in the order in which they work.

    Raises:
        UsageError: one side works at a time and none was told.
    """
    if exercise.laterality is Laterality.ONE_SIDE:
        if command.side is None:
            mend = "Say left or right; of a recording, which_side finds it."
            raise UsageError(Problem(exercise.id, "One side works at a time, and no side was told.", mend))
        return (command.side, command.side.other) if command.then_other else (command.side,)
    first = command.side or Side.LEFT
    return (first, first.other)


def better_seen(frame: LandmarkFrame) -> Side:
    """The side whose leg the frame shows better; the left when there is nothing to choose by."""
    if frame.visibility is None or len(frame.visibility) < len(Landmark):
        return Side.LEFT
    shown = {side: sum(float(frame.visibility[Landmark(f"{side}_{part}").position]) for part in _LEG) for side in Side}
    return Side.RIGHT if shown[Side.RIGHT] > shown[Side.LEFT] else Side.LEFT


def which_side(exercise: CoachedExercise, left: Sequence[Observation], right: Sequence[Observation]) -> Side:
    """The side that works in a recording, told from which of them moves as the exercise does.

    Args:
        exercise: what is done.
        left: the whole recording, read as if the left side worked.
        right: the same as if the right side worked.

    Returns:
        the side with more complete repetitions or a longer hold, then the one that moved further; the left when
        neither did anything.
    """
    done_left, done_right = (_done(exercise, Side.LEFT, left), _done(exercise, Side.RIGHT, right))
    return Side.RIGHT if done_right > done_left else Side.LEFT


def _done(exercise: CoachedExercise, side: Side, observations: Sequence[Observation]) -> tuple[float, float]:
    """Complete repetitions or seconds held, and the range of all repetitions together."""
    watch = SideWatch(exercise, side)
    complete, moved = 0, 0.0
    for observation in observations:
        if observation.present:
            for told in watch.feed(observation).repetitions:
                complete += told.repetition.complete
                moved += told.repetition.range
    return (watch.clock.total_s if watch.clock is not None else float(complete), moved)
