"""The columns of a measured movement: joint centres and named angles over time."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.body.skeleton import JOINT_CENTRES, Point
from kilter.motion.filters import Array, Mask
from kilter.motion.signals import signals_of_points

OF_EACH_SIDE: tuple[Signal, ...] = (
    Signal.HIP_FLEXION,
    Signal.HIP_ABDUCTION,
    Signal.HIP_ROTATION,
    Signal.KNEE_FLEXION,
    Signal.ANKLE_DORSIFLEXION,
    Signal.FRONTAL_PLANE_KNEE_ANGLE,
    Signal.FOOT_PROGRESSION,
    Signal.SHOULDER_FLEXION,
    Signal.ELBOW_FLEXION,
    Signal.THIGH_ANGLE,
    Signal.SHIN_ANGLE,
)
# those of the left side, so that lean is positive to the left and obliquity when the left hip is higher
OF_THE_MIDDLE: tuple[Signal, ...] = (
    Signal.TRUNK_FLEXION,
    Signal.TRUNK_LEAN,
    Signal.TRUNK_INCLINATION,
    Signal.PELVIS_TILT,
    Signal.PELVIS_OBLIQUITY,
    Signal.STEP_WIDTH,
)
OBLIQUITY = "pelvis_obliquity_deg"
QUALITY = "quality"
AGAINST_GRAVITY: frozenset[Signal] = frozenset(
    {
        Signal.FRONTAL_PLANE_KNEE_ANGLE,
        Signal.FOOT_PROGRESSION,
        Signal.THIGH_ANGLE,
        Signal.SHIN_ANGLE,
        Signal.TRUNK_FLEXION,
        Signal.TRUNK_LEAN,
        Signal.TRUNK_INCLINATION,
        Signal.PELVIS_OBLIQUITY,
        Signal.STEP_WIDTH,
    }
)
_NEED_SHOULDERS = (Signal.SHOULDER_FLEXION, Signal.ELBOW_FLEXION, Signal.STEP_WIDTH)
_HIPS = (Point.HIP_LEFT.index, Point.HIP_RIGHT.index)
_SHOULDERS = (Point.SHOULDER_LEFT.index, Point.SHOULDER_RIGHT.index)
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "_s": "seconds from the start",
        "_m": "metres",
        "_deg": "degrees",
        "_percent": "per cent of the distance between the shoulders",
        QUALITY: "from 0 (not to be used) to 1",
    }
)


def pose_columns(t_s: Array, points: Array) -> dict[str, Array]:
    """The columns of joint centres.

    Args:
        t_s: (T,) seconds.
        points: (T, 18, 3) metres.

    Returns:
        ``t_s`` and ``{joint}_{side}_{x,y,z}_m``, name to (T,).
    """
    columns = {"t_s": t_s}
    for point in JOINT_CENTRES:
        for axis, name in enumerate("xyz"):
            columns[f"{point}_{name}_m"] = points[:, point.index, axis]
    return columns


def signal_columns(t_s: Array, points: Array, quality: Array, *, upright: bool = True) -> dict[str, Array]:
    """The columns of named angles, counted as for somebody who stands: those of the trunk and the floor from gravity.

    Args:
        t_s: (T,) seconds.
        points: (T, 18, 3) metres, Z up.
        quality: (T,) from 0 to 1.
        upright: whether Z is known to be up; if not, what is counted from gravity is NaN.

    Returns:
        ``t_s``, ``{signal}_{side}_deg``, those of the middle of the body, and ``quality``, name to (T,).
    """
    stood_in, no_shoulders = _facing_as_the_hips(points)
    sides = {side: signals_of_points(stood_in, side, Position.STANDING) for side in Side}
    unknown = np.full(len(t_s), np.nan)

    def column(signal: Signal, side: Side) -> Array:
        if signal in AGAINST_GRAVITY and not upright:
            return unknown
        values = sides[side][signal]
        return np.where(no_shoulders, np.nan, values) if signal in _NEED_SHOULDERS else values

    columns = {"t_s": t_s}
    for signal in OF_EACH_SIDE:
        for side in Side:
            columns[f"{signal}_{side}_deg"] = column(signal, side)
    for signal in OF_THE_MIDDLE:
        unit = "percent" if signal is Signal.STEP_WIDTH else "deg"
        columns[f"{signal}_{unit}"] = column(signal, Side.LEFT)
    columns[QUALITY] = quality
    return columns


def _facing_as_the_hips(points: Array) -> tuple[Array, Mask]:
    """Points in which unseen shoulders stand above the hips, and (T,) where they do.

    Which way the body faces is read from hips and shoulders; without shoulders it is read from the hips alone.
    """
    missing: Mask = np.asarray(~np.isfinite(points[:, _SHOULDERS]).all(axis=(1, 2)))
    stood_in = points.copy()
    for shoulder, hip in zip(_SHOULDERS, _HIPS, strict=True):
        stood_in[missing, shoulder] = points[missing, hip]
    return stood_in, missing
