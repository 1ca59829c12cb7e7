"""Foot strikes, toe-offs and the strides between them, from heel and forefoot seen from the pelvis.

Source: zeni2008
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kilter.body.sides import PerSide, Side
from kilter.errors import CaptureError, Problem
from kilter.motion.filters import Array, stretches
from kilter.motion.gait.body import WalkingBody

_SHORTEST_SWING_M = 0.10
_SWING_SHARE = 0.25
_STRAIGHT_AHEAD = 0.5
_STAIR_M = 0.06
_RECORD_AGAIN = "Record steady, level walking, straight ahead, at least two strides with each leg."


@dataclass(frozen=True, slots=True)
class Stride:
    """One gait cycle of one side, from foot strike to the next strike of the same foot.

    Args:
        side: the side whose cycle it is.
        strike_s, other_off_s, other_strike_s, off_s, next_strike_s: times from the first frame, in this order;
            between frames, as the crest of a parabola gives them.
        lift_s: when the foot left for the step that ends with the strike; None where that was not seen.
    """

    side: Side
    strike_s: float
    other_off_s: float
    other_strike_s: float
    off_s: float
    next_strike_s: float
    lift_s: float | None = None

    @property
    def duration_s(self) -> float:
        """From strike to strike."""
        return self.next_strike_s - self.strike_s

    @property
    def stance_share(self) -> float:
        """The part of the cycle in which the foot is down, 0 to 1."""
        return (self.off_s - self.strike_s) / self.duration_s

    @property
    def flat_s(self) -> tuple[float, float]:
        """The first half of single support, when the standing foot is flat on the ground."""
        return self.other_off_s, (self.other_off_s + self.other_strike_s) / 2

    @property
    def other_flat_s(self) -> tuple[float, float]:
        """The same of the other foot, within this stride."""
        return self.off_s, (self.off_s + self.next_strike_s) / 2

    @property
    def other_flat_before_s(self) -> tuple[float, float] | None:
        """The same of the other foot, before this stride; None where that was not seen."""
        return None if self.lift_s is None else (self.lift_s, (self.lift_s + self.strike_s) / 2)


def heading(body: WalkingBody) -> Array:
    """The direction of walking: the line along which the heels swing about the pelvis, towards where it faces.

    Works alike over ground and on a treadmill, in whatever direction of the room.

    Args:
        body: smoothed positions.

    Returns:
        (3,) horizontal unit vector in the world frame.

    Raises:
        CaptureError: the heels do not swing, or the person turns.
    """
    swings = np.concatenate([_centred(heel - body.sacrum) for heel in body.heel])[:, :2]
    spread = swings.T @ swings / max(len(swings), 1)
    angle = 0.5 * np.arctan2(2 * spread[0, 1], spread[0, 0] - spread[1, 1])
    along = np.array([np.cos(angle), np.sin(angle), 0.0])
    if float(along[:2] @ spread @ along[:2]) < (_SHORTEST_SWING_M / 2) ** 2:
        raise CaptureError(Problem("recording", "The feet do not swing past the pelvis.", _RECORD_AGAIN))
    facing = ((body.asis.left + body.asis.right) / 2 - body.sacrum)[:, :2]
    facing = facing[np.isfinite(facing).all(axis=1)]
    ahead = facing @ along[:2] / np.linalg.norm(facing, axis=1)
    if np.median(ahead) < 0:
        along, ahead = -along, -ahead
    if np.percentile(ahead, 1) < _STRAIGHT_AHEAD:
        raise CaptureError(
            Problem(
                "recording",
                "The person turns, or does not face the way of walking.",
                "Cut the recording at the turns and give each straight pass on its own.",
            )
        )
    return along


def find_strides(body: WalkingBody, along: Array) -> PerSide[tuple[Stride, ...]]:
    """Whole strides of both sides.

    A foot strikes when its heel is furthest ahead of the pelvis, and leaves when its forefoot is furthest
    behind. Only cycles whose four events follow each other as in walking are kept (other foot off, other foot
    down, own foot off, own foot down), which running and walking backwards do not show, and only those in which
    the pelvis and the own foot are seen throughout.

    Args:
        body: smoothed positions.
        along: (3,) direction of walking.

    Returns:
        strides in order of time.

    Raises:
        CaptureError: there is no whole stride on either side, or the steps climb or descend.

    Source: zeni2008
    """
    heel = body.heel.map(lambda points: (points - body.sacrum) @ along)
    toe = body.toe.map(lambda points: (points - body.sacrum) @ along)
    strikes = heel.map(crests)
    offs = toe.map(lambda ahead: crests(-ahead))
    seen = PerSide.build(lambda side: np.isfinite(heel[side] + toe[side]))
    strides = PerSide.build(
        lambda side: tuple(
            stride
            for stride in _cycles(side, strikes, offs, body.rate_hz)
            if seen[side][int(stride.strike_s * body.rate_hz) : int(stride.next_strike_s * body.rate_hz) + 2].all()
        )
    )
    if not (strides.left or strides.right):
        raise CaptureError(
            Problem(
                "recording",
                f"No whole stride was found ({len(strikes.left)} foot strikes on the left, "
                f"{len(strikes.right)} on the right).",
                _RECORD_AGAIN,
            )
        )
    _check_level(body, strides)
    return strides


def crests(signal: Array) -> tuple[float, ...]:
    """Where a swinging signal turns downward.

    A crest counts when the signal falls from it by a quarter of its usual swing before it rises above it again;
    small ripples do not count, nor do the ends.

    Args:
        signal: (T,) NaN where not seen.

    Returns:
        positions in frames, between frames where a parabola through the crest says so.
    """
    if not np.isfinite(signal).any():
        return ()
    low, high = np.nanpercentile(signal, [5, 95])
    swing = max(_SWING_SHARE * float(high - low), _SHORTEST_SWING_M * _SWING_SHARE)
    found: list[float] = []
    for start, end in stretches(np.isfinite(signal)):
        found.extend(start + crest for crest in _crests_unbroken(signal[start:end], swing))
    return tuple(found)


def _crests_unbroken(signal: Array, swing: float) -> list[float]:
    tops = []
    # between its turning points the signal only rises or only falls
    turns = _turning_points(signal)
    values = signal[turns].tolist()
    top, bottom = 0, values[0]
    highest = values[0]
    rising = None
    for frame, value in zip(turns.tolist(), values, strict=True):
        if value > highest:
            top, highest = frame, value
        bottom = min(bottom, value)
        if rising is not False and value < highest - swing:
            if top > 0:
                tops.append(top)
            rising, bottom = False, value
        elif rising is not True and value > bottom + swing:
            rising, top, highest = True, frame, value
    return _summits(signal, np.array(tops, dtype=np.intp))


def _turning_points(signal: Array) -> npt.NDArray[np.intp]:
    """Where a signal begins to rise or fall, of level ground the first frame; and both ends."""
    steps = np.diff(signal)
    moving = np.flatnonzero(steps)
    turns = moving[:-1][np.diff(steps[moving] > 0)] + 1
    return np.concatenate(([0], turns, [len(signal) - 1]))


def _summits(signal: Array, tops: npt.NDArray[np.intp]) -> list[float]:
    """The tops of the parabolas through crests and their neighbours."""
    before, at, after = signal[tops - 1], signal[tops], signal[tops + 1]
    summits: list[float] = (tops + 0.5 * (before - after) / (before - 2 * at + after)).tolist()
    return summits


def _cycles(
    side: Side, strikes: PerSide[tuple[float, ...]], offs: PerSide[tuple[float, ...]], rate_hz: float
) -> list[Stride]:
    events = sorted(
        (frame, what, foot)
        for foot in Side
        for what, frames in (("off", offs[foot]), ("strike", strikes[foot]))
        for frame in frames
    )
    walking = [("strike", side), ("off", side.other), ("strike", side.other), ("off", side), ("strike", side)]
    cycles = []
    for first in range(len(events)):
        run = events[first : first + len(walking)]
        if [(what, foot) for _, what, foot in run] == walking:
            frame, what, foot = events[max(first - 1, 0)]
            lift_s = frame / rate_hz if (what, foot) == ("off", side) else None
            strike_s, other_off_s, other_strike_s, off_s, next_strike_s = (frame / rate_hz for frame, _, _ in run)
            cycles.append(Stride(side, strike_s, other_off_s, other_strike_s, off_s, next_strike_s, lift_s))
    return cycles


def _check_level(body: WalkingBody, strides: PerSide[tuple[Stride, ...]]) -> None:
    """Refuse stairs and steep slopes, which have the rhythm of walking."""
    climbs_m = []
    for side in Side:
        height_m = body.toe[side][:, 2]
        for stride in strides[side]:
            first, last = (round(moment * body.rate_hz) for moment in (stride.strike_s, stride.next_strike_s))
            climbs_m.append(abs(height_m[last] - height_m[first]) / 2)
    step_m = np.median(climbs_m)
    if step_m > _STAIR_M:
        raise CaptureError(
            Problem(
                "recording",
                f"Each step ends {step_m:.2f} m higher or lower than the one before: stairs or a slope.",
                _RECORD_AGAIN,
            )
        )


def _centred(swing: Array) -> Array:
    seen = swing[np.isfinite(swing).all(axis=1)]
    return seen - seen.mean(axis=0) if len(seen) else seen
