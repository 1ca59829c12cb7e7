"""The observer that coaches watch through: landmarks to pose to signals, with the reason for whatever is not seen."""

import math
from collections.abc import Collection, Mapping
from types import MappingProxyType

from kilter.body.positions import Position
from kilter.body.sides import PerSide, Side
from kilter.body.signals import Signal
from kilter.motion.frames import LandmarkFrame
from kilter.motion.observation import Observation, Unseen
from kilter.motion.pose.expected import Expected
from kilter.motion.pose.stream import PoseFrame, PoseStream
from kilter.motion.pose.view import Facing, view_of
from kilter.motion.signals import signals_of_frame

SLACK_DEG = 20.0
"""How much further than asked for the camera may stand before its view counts as wrong."""
SETTLING_S = 0.7
"""Over how long the view is averaged."""
_LOST: frozenset[Unseen] = frozenset({Unseen.NO_PERSON, Unseen.IMPLAUSIBLE, Unseen.TOO_SMALL})
_NOTHING: Mapping[Signal, Unseen] = MappingProxyType({})


class LandmarkObserver:
    """Watches one person do one exercise.

    Args:
        stream: reads the pose.
        position: how the body lies or stands in the exercise.
        facing: which part of the person should be towards the camera.
        tolerance_deg: how far off that the camera may stand.
        counted: the signal that repetitions or holds are read from: it is given in any view.
        expected: what the person should do when either side works, where that is to guide how the pose is read.
        wanted: the signals to read; all of them when None.
    """

    def __init__(
        self,
        stream: PoseStream,
        position: Position,
        facing: Facing,
        tolerance_deg: float,
        counted: Signal | None,
        expected: PerSide[Expected] | None = None,
        wanted: Collection[Signal] | None = None,
    ) -> None:
        self._stream = stream
        self._position = position
        self._facing = facing
        self._widest_deg = tolerance_deg + SLACK_DEG
        self._counted = counted
        self._expected = expected
        self._wanted = wanted
        self._working: Side | None = None
        self._off_deg = 0.0
        self._last_s: float | None = None
        self._frame: LandmarkFrame | None = None
        self._pose: PoseFrame | None = None

    def observe(self, frame: LandmarkFrame, working: Side) -> Observation:
        """Read one frame for a working side; the same frame may be read for either side."""
        pose = self._pose
        if pose is None or frame is not self._frame:
            if self._expected is not None and working is not self._working:
                self._working = working
                self._stream.expect(self._expected[working])
            pose = self._stream.receive(frame)
            self._frame, self._pose = frame, pose
            if pose.points is not None:
                self._watch_view(pose.points, frame.t_s)
        if pose.points is None or pose.trouble in _LOST:
            return Observation(
                frame.t_s, present=False, values={}, unseen=_NOTHING, trouble=pose.trouble or Unseen.NO_PERSON
            )
        values = signals_of_frame(pose.points, working, self._position, self._wanted)
        unseen = _NOTHING
        trouble = pose.trouble
        doubt = Unseen.IMPLAUSIBLE if pose.slip else None
        if self._off_deg > self._widest_deg:
            trouble = trouble or Unseen.WRONG_VIEW
            doubt = Unseen.WRONG_VIEW
        if doubt is not None:
            unseen = {signal: doubt for signal in values if signal is not self._counted}
        return Observation(frame.t_s, present=True, values=values, unseen=unseen, trouble=trouble)

    def _watch_view(self, points: list[list[float]], t_s: float) -> None:
        off_deg = view_of(points, self._position).off_deg(self._facing)
        if math.isnan(off_deg) or not math.isfinite(t_s):
            return
        elapsed_s = SETTLING_S if self._last_s is None else max(t_s - self._last_s, 0.0)
        self._off_deg += min(elapsed_s / SETTLING_S, 1.0) * (off_deg - self._off_deg)
        self._last_s = t_s
