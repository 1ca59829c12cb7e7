"""Coach a recording: the same engine as live, fed frame by frame."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kilter.body.sides import PerSide, Side
from kilter.coach.commands import Finish, StartSet
from kilter.coach.engine import Coach
from kilter.coach.events import Event, PersonFound, PositionReached
from kilter.coach.exercise import CoachedExercise, coached, coached_movement
from kilter.coach.sides import which_side
from kilter.coach.summary import FaultTally, SetSummary
from kilter.errors import CaptureError, Problem, UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.references import suggest
from kilter.knowledge.schema.movements import Focus, Laterality, Performed
from kilter.motion.frames import LandmarkFrame
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.observing import LandmarkObserver
from kilter.motion.pose.batch import frame_of
from kilter.motion.pose.expected import Expected, expected_by_side
from kilter.motion.pose.lifting import Lifter
from kilter.motion.pose.stream import PoseStream
from kilter.motion.pose.view import Facing

_KEPT_S, _KEPT_HZ = 0.8, 20.0
LEAST_OF_OTHER_SIDE = 2
"""Fewer repetitions of the other side may be getting up and lying down again."""

Lifters = tuple[Lifter, Lifter]
"""The networks for landmarks with and without depth."""


@dataclass(frozen=True, slots=True)
class Coachable:
    """An exercise or a movement test, ready to be watched.

    Args:
        performed: how it is done and from where it is seen.
        exercise: what the coach knows of it.
        stop_from_pain: a reported pain of this score (0 to 10) or more ends a set.
    """

    performed: Performed
    exercise: CoachedExercise
    stop_from_pain: int

    def cue(self, check_id: str) -> Focus | None:
        """The cue of a check, by its id; None where it is something else that is not assessed."""
        return next((focus for focus in self.performed.focus if focus.id == check_id), None)


@dataclass(frozen=True, slots=True)
class CoachedRecording:
    """What came of a recording.

    Args:
        events: of the side that worked, in order; of both, one side after the other.
        summary: the set as a whole.
    """

    events: tuple[Event, ...]
    summary: SetSummary

    def check(self) -> None:
        """Refuse a recording in which nobody was followed.

        Raises:
            CaptureError: nobody is to be seen.
        """
        if not any(isinstance(event, PersonFound) for event in self.events):
            mends = [one.advice for one in self.summary.not_assessed if one.what == "picture"]
            mend = mends[0] if mends else "Step into the picture, so that you can be seen from head to feet."
            raise CaptureError(Problem("recording", "Nobody can be followed in it.", mend))

    @property
    def in_position(self) -> bool:
        """Whether the position of the exercise was ever seen."""
        return any(isinstance(event, PositionReached) for event in self.events)


def coachable(catalogue: Catalogue, key: str, level: str | None = None) -> Coachable:
    """Find an exercise or a movement test by its id.

    Args:
        catalogue: what is known.
        key: the id; that of a test may have ``test_`` before it.
        level: id of a level of the exercise; the one that the how-to describes when None.

    Raises:
        UsageError: there is no such exercise, test or level, or the test is not done before a camera.
    """
    stop_from_pain = int(catalogue.dose_rules.set_ends_from_pain.value)
    exercise = catalogue.exercises.get(key)
    if exercise is not None:
        ready = coached(exercise, catalogue.camera_rules, level)
        chosen = next(one for one in exercise.levels if one.id == ready.level)
        return Coachable(exercise.at(chosen), ready, stop_from_pain)
    key = key.removeprefix("test_")
    watched = {test.id: test.performed for test in catalogue.tests.values() if test.performed is not None}
    if key in watched:
        if level is not None:
            raise UsageError(Problem("--level", f"The test “{key}” has no levels.", "Leave it out."))
        name = catalogue.tests[key].name
        ready = coached_movement(watched[key], catalogue.camera_rules, key=key, name=name)
        return Coachable(watched[key], ready, stop_from_pain)
    if key in catalogue.tests:
        mend = f"Of the tests it sees {', '.join(watched)}; “kilter exercises” lists the exercises."
        raise UsageError(Problem("EXERCISE", f"The test “{key}” is not done before a camera.", mend))
    mend = suggest(key, {**catalogue.exercises, **watched}, otherwise="“kilter exercises” lists what there is.")
    raise UsageError(Problem("EXERCISE", f"There is no exercise “{key}”.", mend))


def coach_recording(
    recording: LandmarkRecording, what: Coachable, lifters: Lifters, side: Side | None = None
) -> CoachedRecording:
    """Watch a whole recording as one set of free counting.

    Args:
        recording: landmarks of one person.
        what: the exercise or test.
        lifters: the networks for landmarks with and without depth.
        side: the working side. When None it is told from which side moves, and repetitions of the other side at other
            times count as well.

    Returns:
        the events and the summary.
    """
    frames = [frame_of(recording, index) for index in range(recording.frames)]
    if what.exercise.counted is not None:
        frames = _between_rests(frames)
    if side is not None or what.exercise.laterality is not Laterality.ONE_SIDE:
        return _one_set(frames, what, lifters, side)
    side = _working_side(frames, what, lifters)
    done = _one_set(frames, what, lifters, side)
    if what.exercise.counted is None or not done.summary.counted:
        return done
    return _with_other_side(done, _one_set(frames, what, lifters, side.other))


def _between_rests(frames: list[LandmarkFrame]) -> list[LandmarkFrame]:
    """The frames with the first and the last kept for a moment: a film is often cut where the movement begins and ends.

    Whoever is filmed from the first moment of a movement has rested before it; still frames alone count nothing.
    """
    if not frames:
        return frames
    first, last = frames[0], frames[-1]
    before = [replace(first, t_s=first.t_s - _KEPT_S + step / _KEPT_HZ) for step in range(round(_KEPT_S * _KEPT_HZ))]
    after = [replace(last, t_s=last.t_s + step / _KEPT_HZ) for step in range(1, round(_KEPT_S * _KEPT_HZ) + 1)]
    return [*before, *frames, *after]


def check_side(what: Coachable, side: Side | None) -> None:
    """Refuse a side where both work.

    Raises:
        UsageError: a side is given for such an exercise.
    """
    if side is not None and what.exercise.laterality is not Laterality.ONE_SIDE:
        raise UsageError(Problem("--side", f"“{what.exercise.id}” is done with both sides.", "Leave it out."))


def observer_of(
    performed: Performed,
    exercise: CoachedExercise,
    lifters: Lifters,
    *,
    side_known: bool = True,
    every_signal: bool = False,
) -> LandmarkObserver:
    """A fresh observer for one set, guided by what is done.

    Args:
        performed: how it is done and from where it is seen.
        exercise: what the coach knows of it.
        lifters: the networks for landmarks with and without depth.
        side_known: whether the side that it is read for is the one that works, where one works at a time.
        every_signal: whether it reads all signals; else those that the coach needs of the exercise, which is faster.
    """
    return LandmarkObserver(
        PoseStream(*lifters),
        performed.position,
        Facing(performed.camera.facing),
        performed.camera.tolerance_deg,
        exercise.main_signal,
        expected_of(performed, side_known=side_known),
        None if every_signal else exercise.signals,
    )


def expected_of(performed: Performed, *, side_known: bool = True) -> PerSide[Expected]:
    """What the network that lifts is told to expect of an exercise, for either side.

    Args:
        performed: how it is done and from where it is seen.
        side_known: whether the side that it is asked for is the one that works, where one works at a time.
    """
    one_side = side_known and performed.laterality is Laterality.ONE_SIDE
    return expected_by_side(performed.reference_movement, Facing(performed.camera.facing), one_side=one_side)


def _one_set(frames: Sequence[LandmarkFrame], what: Coachable, lifters: Lifters, side: Side | None) -> CoachedRecording:
    coach = Coach(
        what.exercise, observer_of(what.performed, what.exercise, lifters), stop_from_pain=what.stop_from_pain
    )
    events = list(coach.command(StartSet(side=side, then_other=False)))
    for frame in frames:
        events += coach.receive(frame)
    events += coach.command(Finish())
    return CoachedRecording(tuple(events), coach.summary)


def _working_side(frames: Sequence[LandmarkFrame], what: Coachable, lifters: Lifters) -> Side:
    watched = {}
    for side in Side:
        observer = observer_of(what.performed, what.exercise, lifters, side_known=False)
        watched[side] = [observer.observe(frame, side) for frame in frames]
    return which_side(what.exercise, watched[Side.LEFT], watched[Side.RIGHT])


def _with_other_side(first: CoachedRecording, second: CoachedRecording) -> CoachedRecording:
    """Both sides as one set, where the other worked before the first or after it; else the first alone."""
    own, other = first.summary, second.summary
    begins_s, ends_s = own.repetitions[0].repetition.start_s, own.repetitions[-1].repetition.end_s
    apart = all(
        done.repetition.start_s >= ends_s or done.repetition.end_s <= begins_s
        for done in other.repetitions
        if done.repetition.complete
    )
    if other.counted < LEAST_OF_OTHER_SIDE or not apart:
        return first
    return CoachedRecording((*first.events, *second.events), together(own, other))


def together(first: SetSummary, second: SetSummary) -> SetSummary:
    """The two sides of one exercise as one set.

    Args:
        first: the set of one side.
        second: the set of the other.
    """
    repetitions = sorted((*first.repetitions, *second.repetitions), key=lambda done: done.repetition.end_s)
    faults = dict(first.faults)
    for key, seen in second.faults.items():
        known = faults.get(key)
        # the sign of the limit is not known here: the larger of two values is further beyond it
        worst = seen.worst if known is None else max(seen.worst, known.worst, key=abs)
        faults[key] = FaultTally(seen.count + (0 if known is None else known.count), worst)
    told = {(one.what, one.reason) for one in first.not_assessed}
    return SetSummary(
        exercise=first.exercise,
        level=first.level,
        side="both",
        repetitions=tuple(repetitions),
        held_s=first.held_s + second.held_s,
        longest_s=max(first.longest_s, second.longest_s),
        faults=faults,
        not_assessed=(
            *first.not_assessed,
            *(one for one in second.not_assessed if (one.what, one.reason) not in told),
        ),
    )
