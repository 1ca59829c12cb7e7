"""Camera and props of a loop."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from tools.demonstrations.acting import Moment
from tools.rendering.arrays import Floats, Floats32

from kilter.body.cameras import Camera

_FIELD_DEG: Final = 22.0
_FILLED: Final = 0.86


@dataclass(frozen=True, slots=True)
class View:
    """From where a loop is seen: degrees round from the front towards the left side, and above the horizon."""

    azimuth_deg: float
    elevation_deg: float


def frame(moments: Sequence[Moment], more: Sequence[Floats | Floats32], view: View) -> Camera:
    """The camera that has all of a loop in its picture, upright or lying, as fits better."""
    points = np.concatenate([*(moment.figure.posed().vertices[::11] for moment in moments), *more])
    points = points.astype(np.float64)
    turn = _turn(view)
    flat = points @ turn.T
    low, high = flat.min(axis=0), flat.max(axis=0)
    upright = (high[0] - low[0]) < 1.05 * (high[1] - low[1])
    width, height = (270, 360) if upright else (360, 270)
    half = np.tan(np.radians(_FIELD_DEG) / 2)
    middle = turn.T @ ((low + high) / 2)
    distance = 4.0
    for _ in range(12):
        local = (points - middle) @ turn.T
        depth = distance + local[:, 2]
        x, y = local[:, 0] / depth, local[:, 1] / depth
        spread = max(np.ptp(x) / (2 * half * width / height), np.ptp(y) / (2 * half))
        off = np.array([(x.max() + x.min()) / 2, (y.max() + y.min()) / 2, 0.0]) * distance
        middle = middle + turn.T @ off
        distance = max(distance * (spread / _FILLED) ** 0.9, 1.5)
    ahead = turn[2]
    place = middle - ahead * distance
    return Camera.looking_at(
        (float(place[0]), float(place[1]), float(place[2])),
        (float(middle[0]), float(middle[1]), float(middle[2])),
        vertical_fov_deg=_FIELD_DEG,
        size_px=(width, height),
    )


def _turn(view: View) -> Floats:
    """(3, 3) rows right, down and forward of the camera."""
    azimuth, elevation = np.radians([view.azimuth_deg, view.elevation_deg])
    forward = -np.array([np.sin(azimuth) * np.cos(elevation), -np.cos(azimuth) * np.cos(elevation), np.sin(elevation)])
    right = np.array([np.cos(azimuth), np.sin(azimuth), 0.0])
    return np.stack([right, np.cross(forward, right), forward])
