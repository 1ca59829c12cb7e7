"""Movement tests read from a recording: each value as the test defines it, or why there is none."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.coach.events import HoldTicked
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.tests import ByCamera, CameraReads, Measure, Test
from kilter.motion.filters import Array
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pelvis_line import change_from_stance, pelvis_line_deg, two_leg_stance
from kilter.motion.pose.batch import Pose, pose_of
from kilter.motion.signals import signals_of_points
from kilter.services.coaching import Coachable, CoachedRecording, Lifters, coach_recording, coachable
from kilter.services.watching import watching

AT_AN_END_S = 1.5
"""A hold whose last or first whole second is nearer than this to an end of the recording may reach beyond it."""
_EDGE_S = 0.3
_LEAST_SEEN = 0.5


@dataclass(frozen=True, slots=True)
class Unread:
    """A measure that a recording does not give: why, and what to change."""

    measure: str
    say: str
    advice: str


@dataclass(frozen=True, slots=True)
class TestReading:
    """What a recording gives of a test.

    Args:
        values: by measure, in its unit.
        unread: the measures that a camera can give and this recording does not.
    """

    __test__ = False  # pytest would take the name for a test case

    values: Mapping[str, float]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A test in a recording, watched and measured."""

    recording: LandmarkRecording
    what: Coachable
    side: Side
    pose: Pose
    done: CoachedRecording

    def signal(self, wanted: Signal) -> Array:
        """(T,) of the working side."""
        return signals_of_points(self.pose.points, self.side, self.what.performed.position, [wanted])[wanted]


class _NotGivenError(Exception):
    """Why there is no value, and what to change."""

    def __init__(self, say: str, advice: str) -> None:
        super().__init__(say)
        self.say, self.advice = say, advice


def read_movement_test(
    recording: LandmarkRecording, test: Test, catalogue: Catalogue, lifters: Lifters, side: Side | None = None
) -> TestReading:
    """Read every measure of a test that a camera can give.

    Args:
        recording: landmarks of one person who does the test.
        test: which.
        catalogue: what is known.
        lifters: the networks for landmarks with and without depth.
        side: the side that the test is done on; None where it is done with both.

    Returns:
        the values, and what could not be read: never a value for something that was not seen.

    Raises:
        CaptureError: nobody is to be seen.
    """
    what = coachable(catalogue, test.id)
    done = coach_recording(recording, what, lifters, side)
    done.check()
    seen = _Seen(recording, what, side or Side.LEFT, pose_of(recording, *lifters), done)
    values: dict[str, float] = {}
    unread = []
    for measure in test.measures:
        if measure.by_camera is None:
            continue
        try:
            value = _READERS[measure.by_camera.reads](seen, measure, measure.by_camera)
        except _NotGivenError as missing:
            unread.append(Unread(measure.id, missing.say, missing.advice))
        else:
            low, high = measure.plausible
            values[measure.id] = round(min(max(value, low), high), 2)
    return TestReading(MappingProxyType(values), tuple(unread))


def _nothing_happened(seen: _Seen) -> _NotGivenError:
    """The test was not done, or not seen."""
    troubles = [one.advice for one in seen.done.summary.not_assessed if one.what in {"picture", _main(seen)}]
    return _NotGivenError(
        "The test is not seen in the recording.", " ".join((*troubles, watching(seen.what.performed)))
    )


def _main(seen: _Seen) -> str:
    return str(seen.what.exercise.main_signal)


def _longest_hold(seen: _Seen, measure: Measure, _rule: ByCamera) -> float:
    summary = seen.done.summary
    held = seen.what.exercise.held
    if held is None or summary.longest_s <= 0:
        raise _nothing_happened(seen)
    if summary.longest_s >= measure.plausible[1]:
        return summary.longest_s
    ticks = [event.t_s for event in seen.done.events if isinstance(event, HoldTicked)]
    t_s, values = seen.recording.t_s, seen.signal(held.signal)
    early, late = t_s <= t_s[0] + _EDGE_S, t_s >= t_s[-1] - _EDGE_S

    def holds(frames: Array) -> bool:
        found = values[frames]
        found = found[np.isfinite(found)]
        return bool(len(found)) and held.bound.within(float(np.median(found)))

    if ticks and holds(early) and ticks[0] <= t_s[0] + AT_AN_END_S:
        say = "The recording begins when the position is held already, so the time is not known."
        raise _NotGivenError(say, "Begin to record on both feet.")
    if holds(late) and (not ticks or ticks[-1] >= t_s[-1] - AT_AN_END_S):
        say = "The recording ends while the position is still held, so the time is not known."
        raise _NotGivenError(say, f"Record until it ends, or for {measure.plausible[1]:g} s.")
    return summary.longest_s


def _pelvic_drop(seen: _Seen, _measure: Measure, rule: ByCamera) -> float:
    recording, pose = seen.recording, seen.pose
    obliquity = pelvis_line_deg(recording, pose.points, pose.camera_roll_deg)
    change, stance_deg = change_from_stance(obliquity, two_leg_stance(recording))
    lifted = _longest_run(recording.t_s, _foot_is_up(seen))
    steady_s = rule.steady_s or 0.0
    if lifted is None or recording.t_s[lifted[1]] - recording.t_s[lifted[0]] < steady_s:
        say = f"One foot is not seen lifted for {steady_s:g} s."
        raise _NotGivenError(say, f"Stand on the leg for longer. {watching(seen.what.performed)}")
    if stance_deg is None:
        if not np.isfinite(obliquity).any():
            raise _not_square()
        say = "There is no moment in which both feet stand still side by side, from which a drop is counted."
        raise _NotGivenError(say, "Stand on both feet for two seconds first, in the same recording.")
    # positive where the left hip is higher, which over the left leg is a drop of the free side
    drop = change if seen.side is Side.LEFT else -change
    chosen = slice(lifted[0], lifted[1] + 1)
    found = _largest_steady(recording.t_s[chosen], drop[chosen], steady_s)
    if found is None:
        raise _not_square()
    return found


def _not_square() -> _NotGivenError:
    say = "The person does not face the camera squarely enough to tell how level the pelvis is."
    return _NotGivenError(say, "Face it squarely, or turn the back to it, with both hips in the picture.")


def _foot_is_up(seen: _Seen) -> Array:
    """(T,) whether the free foot is higher than half-way between where it rests and where the reference lifts it."""
    path = seen.what.exercise.reference[Signal.FREE_FOOT_HEIGHT]
    with np.errstate(invalid="ignore"):
        return np.asarray(seen.signal(Signal.FREE_FOOT_HEIGHT) > (path[0] + path[-1]) / 2)


def _longest_run(t_s: Array, yes: Array) -> tuple[int, int] | None:
    """The first and the last frame of the longest time of yes; a lapse of under 0.3 s does not end it."""
    places = np.flatnonzero(yes)
    if not len(places):
        return None
    parts = np.split(places, np.flatnonzero(np.diff(t_s[places]) > _EDGE_S) + 1)
    longest = max(parts, key=lambda part: float(t_s[part[-1]] - t_s[part[0]]))
    return int(longest[0]), int(longest[-1])


def _largest_steady(t_s: Array, values: Array, steady_s: float) -> float | None:
    """The largest mean over any time of this length of which half is seen; None where there is none."""
    means = []
    for start_s in t_s[t_s <= t_s[-1] - steady_s]:
        within = values[(t_s >= start_s) & (t_s <= start_s + steady_s)]
        known = within[np.isfinite(within)]
        if len(known) and len(known) >= _LEAST_SEEN * len(within):
            means.append(float(known.mean()))
    return max(means, default=None)


def _fault_points(seen: _Seen, _measure: Measure, rule: ByCamera) -> float:
    summary = seen.done.summary
    done = [one for one in summary.repetitions if one.repetition.complete]
    if not done:
        raise _nothing_happened(seen)
    deep = [one for one in done if rule.least_range is None or one.repetition.range >= rule.least_range]
    if len(deep) < rule.least_repetitions:
        which = "" if rule.least_range is None else f" of {rule.least_range:g} degrees and more"
        say = f"There are {len(deep)} repetitions{which}, too few to judge."
        raise _NotGivenError(say, "Do five of them, as deep as the procedure says.")
    counts = Counter(key for one in deep for key in one.faults)
    often = {key for key, count in counts.items() if 2 * count > len(deep)}
    unjudged = {one.what: one.advice for one in summary.not_assessed}
    points = 0
    missing: dict[str, str] = {}
    for group in rule.points:
        if often & set(group):
            points += 1
        else:
            missing |= {key: unjudged[key] for key in group if key in unjudged}
    if missing:
        cues = ", ".join(dict.fromkeys(f"“{cue.say}”" for key in missing if (cue := seen.what.cue(key))))
        raise _NotGivenError(f"The camera could not judge {cues}.", " ".join(dict.fromkeys(missing.values())))
    return float(points)


def _repetitions(seen: _Seen, _measure: Measure, rule: ByCamera) -> float:
    done = [one.repetition for one in seen.done.summary.repetitions if one.repetition.complete]
    if not done:
        raise _nothing_happened(seen)
    within_s = rule.within_s or 0.0
    over_s = done[0].start_s + within_s
    if seen.recording.t_s[-1] < over_s:
        say = f"The recording ends before {within_s:g} s have passed since the first repetition began."
        raise _NotGivenError(say, f"Let the camera run for the whole {within_s:g} s.")
    return float(sum(one.start_s + one.up_s / 2 < over_s for one in done))


_READERS: Mapping[CameraReads, Callable[[_Seen, Measure, ByCamera], float]] = MappingProxyType(
    {
        CameraReads.LONGEST_HOLD: _longest_hold,
        CameraReads.PELVIC_DROP: _pelvic_drop,
        CameraReads.FAULT_POINTS: _fault_points,
        CameraReads.REPETITIONS: _repetitions,
    }
)
