"""A walk ready to be measured: a body, its direction, its strides, and what it walks on."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from kilter.body.sides import PerSide
from kilter.motion.filters import Array
from kilter.motion.gait.body import WalkingBody, find_body
from kilter.motion.gait.events import Stride, find_strides, heading
from kilter.motion.gait.hip import HipAngles, hip_angles
from kilter.motion.gait.pelvis import pelvis_axes, pelvis_obliquity_deg
from kilter.motion.recording import MarkerRecording

POINTS = 101


class Surface(StrEnum):
    """What the person walks on: ground where the pelvis goes ahead faster than the standing feet go back."""

    GROUND = "ground"
    TREADMILL = "treadmill"


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """All that the measures are read from.

    Args:
        body: smoothed positions.
        along: (3,) direction of walking.
        obliquity_deg: (T,) positive when the left hip is higher.
        hips: angles of both hips, None where the knees are not known.
        strides: whole strides, per side.
        surface: ground or treadmill.
    """

    body: WalkingBody
    along: Array
    obliquity_deg: Array
    hips: HipAngles | None
    strides: PerSide[tuple[Stride, ...]]
    surface: Surface = Surface.GROUND

    def at(self, signal: Array, times_s: Array | float) -> Array:
        """A signal (T,) at times between frames; NaN beside frames that were not seen."""
        return np.interp(np.asarray(times_s) * self.body.rate_hz, np.arange(len(signal)), signal)

    def belt_m_per_s(self, stride: Stride) -> float:
        """Speed of the belt, told by the feet while they stand flat; 0 over ground."""
        return 0.0 if self.surface is Surface.GROUND else self.retreat_m_per_s(stride)

    def speed_m_per_s(self, stride: Stride) -> float:
        """Speed over ground or belt during one stride."""
        return self.travel_m_per_s(stride) + self.belt_m_per_s(stride)

    def travel_m_per_s(self, stride: Stride) -> float:
        """How fast the pelvis goes ahead in the room."""
        begin_m, end_m = self.at(self.body.sacrum @ self.along, np.array([stride.strike_s, stride.next_strike_s]))
        return float(end_m - begin_m) / stride.duration_s

    def retreat_m_per_s(self, stride: Stride) -> float:
        """How fast the forefeet go back in the room while flat; that of the own foot where the other is hidden."""
        speeds = []
        for side, window_s in ((stride.side, stride.flat_s), (stride.side.other, stride.other_flat_s)):
            times_s = np.linspace(*window_s, POINTS)
            places_m = self.at(self.body.toe[side] @ self.along, times_s)
            centred_s = times_s - times_s.mean()
            speeds.append(-float(centred_s @ places_m / (centred_s @ centred_s)))
        return float(np.nanmean(speeds))


def find_walk(recording: MarkerRecording) -> Walk:
    """Resolve the markers, find direction and strides, work out the angles.

    Args:
        recording: markers in metres, Z up.

    Returns:
        the walk.

    Raises:
        CaptureError: no walk can be found.
    """
    body = find_body(recording)
    along = heading(body)
    knee = body.knee
    walk = Walk(
        body=body,
        along=along,
        obliquity_deg=pelvis_obliquity_deg(body.asis),
        hips=None if knee is None else hip_angles(pelvis_axes(body.asis, body.sacrum), body.hip, knee),
        strides=find_strides(body, along),
    )
    every = (*walk.strides.left, *walk.strides.right)
    travel = np.median([walk.travel_m_per_s(stride) for stride in every])
    retreat = np.median([walk.retreat_m_per_s(stride) for stride in every])
    return replace(walk, surface=Surface.GROUND if travel > retreat else Surface.TREADMILL)
