"""Flexion and abduction of the hips, from the pelvis and the long axis of each thigh."""

from dataclasses import dataclass

import numpy as np

from kilter.body.sides import PerSide, Side
from kilter.motion.filters import Array
from kilter.motion.gait.pelvis import unit

MARKER_RADIUS_M = 0.007


@dataclass(frozen=True, slots=True, eq=False)
class HipAngles:
    """Angles of both hips.

    Args:
        flexion_deg: (T,) each side, positive when the thigh is in front of the pelvis.
        abduction_deg: (T,) each side, positive when the thigh points away from the middle.
    """

    flexion_deg: PerSide[Array]
    abduction_deg: PerSide[Array]


def hip_angles(axes: Array, hip: PerSide[Array], knee: PerSide[Array]) -> HipAngles:
    """Flexion about the pelvis' own side axis, then abduction.

    With flexion first and rotation about the thigh last, both angles follow from the direction of the thigh alone;
    how the knee axis lies does not enter.

    Args:
        axes: (T, 3, 3) pelvis axes as rows: left, backward, up.
        hip: (T, 3) hip joint centres.
        knee: (T, 3) knee joint centres.

    Returns:
        both angles of both sides, degrees; NaN where something was not seen.

    Source: grood1983, wu2002
    """
    thigh = PerSide.build(lambda side: np.einsum("tij,tj->ti", axes, unit(knee[side] - hip[side])))
    outwards = PerSide(1.0, -1.0)
    return HipAngles(
        thigh.map(lambda along: np.degrees(np.arctan2(-along[:, 1], -along[:, 2]))),
        PerSide.build(lambda side: np.degrees(np.arcsin(outwards[side] * thigh[side][:, 0]))),
    )


def knee_from_epicondyles(lateral: Array, medial: Array) -> Array:
    """The knee's centre, midway between the markers on both sides of it.

    Args:
        lateral: (T, 3) outer side of the knee.
        medial: (T, 3) inner side of the knee.

    Returns:
        (T, 3) knee joint centre.

    Source: wu2002
    """
    return np.asarray((lateral + medial) / 2)


def knee_from_width(hip: Array, lateral: Array, thigh: Array, width_m: float) -> Array:
    """The knee's centre from the outer knee marker, the thigh marker and the knee's width, as Plug-in Gait does.

    The centre lies in the plane of hip, outer knee and thigh marker, half a knee (and a marker) away from the knee
    marker and seen from it at a right angle to the thigh, on the inner side.

    Args:
        hip: (T, 3) hip joint centre.
        lateral: (T, 3) outer side of the knee.
        thigh: (T, 3) marker on the outer side of the thigh.
        width_m: width of the knee across the epicondyles; 14 mm markers are assumed.

    Returns:
        (T, 3) knee joint centre; NaN where the plane cannot be told.

    Source: kadaba1990, davis1991
    """
    to_knee = lateral - hip
    length = np.linalg.norm(to_knee, axis=1, keepdims=True)
    down = to_knee / length
    outwards = thigh - lateral
    outwards = unit(outwards - np.sum(outwards * down, axis=1, keepdims=True) * down)
    offset = width_m / 2 + MARKER_RADIUS_M
    share = offset / length
    return np.asarray(lateral - offset * (share * down + np.sqrt(1 - share**2) * outwards))


def contralateral_pelvic_drop(obliquity_deg: Array, stance: Side) -> Array:
    """Drop of the unsupported side of the pelvis in the frontal plane.

    Args:
        obliquity_deg: (T,) pelvic obliquity, positive when the left hip is higher.
        stance: the side that bears weight.

    Returns:
        (T,) degrees, positive when the unsupported side is lower.

    Source: hardcastle1985
    """
    return obliquity_deg if stance is Side.LEFT else -obliquity_deg
