"""Where the pelvis is, how it tilts sideways, and where the hip joints lie in it."""

import numpy as np

from kilter.body.sides import PerSide
from kilter.motion.filters import Array

# Single-variable regressions on pelvic depth and width, millimetres.
_BEHIND_PER_DEPTH, _BEHIND_M = 0.24, 0.0099
_BELOW_PER_WIDTH, _BELOW_M = 0.30, 0.0109
_BESIDE_PER_WIDTH, _BESIDE_M = 0.33, 0.0073


def pelvis_axes(asis: PerSide[Array], sacrum: Array) -> Array:
    """The anatomical frame of the pelvis.

    Args:
        asis: (T, 3) anterior superior iliac spines, metres, world frame.
        sacrum: (T, 3) the sacrum, or the middle of the posterior superior iliac spines.

    Returns:
        (T, 3, 3) unit vectors as rows: to the left (right spine to left spine), backward, and up, which is
        square to the plane of the spines and the sacrum. NaN where a marker was not seen.

    Source: wu2002. Departs from it in the names of the axes only.
    """
    left = unit(asis.left - asis.right)
    forward = (asis.left + asis.right) / 2 - sacrum
    up = unit(np.cross(forward, left))
    return np.stack((left, np.cross(up, left), up), axis=1)


def hip_centres(asis: PerSide[Array], sacrum: Array) -> PerSide[Array]:
    """Centres of both hip joints, from the size of the pelvis.

    The pelvis is taken as rigid: its depth and width are medians over the recording. The markers' own thickness and
    the skin beneath them are not taken off, so the centres lie a little too deep and too low.

    Args:
        asis: (T, 3) anterior superior iliac spines, metres, world frame.
        sacrum: (T, 3) the sacrum, or the middle of the posterior superior iliac spines.

    Returns:
        (T, 3) for each side, metres, world frame; NaN where a marker was not seen.

    Source: harrington2007 (the regressions on one variable each, which need no leg length).
    """
    middle = (asis.left + asis.right) / 2
    axes = pelvis_axes(asis, sacrum)
    depth_m = float(np.nanmedian(np.linalg.norm(middle - sacrum, axis=1)))
    width_m = float(np.nanmedian(np.linalg.norm(asis.left - asis.right, axis=1)))
    behind = (_BEHIND_PER_DEPTH * depth_m + _BEHIND_M) * axes[:, 1]
    below = (_BELOW_PER_WIDTH * width_m + _BELOW_M) * axes[:, 2]
    beside = (_BESIDE_PER_WIDTH * width_m + _BESIDE_M) * axes[:, 0]
    return PerSide(middle + behind - below + beside, middle + behind - below - beside)


def pelvis_obliquity_deg(asis: PerSide[Array]) -> Array:
    """How far the line through both hips leans from the horizontal.

    The line through the hip joints runs along the line through the iliac spines, so the spines suffice. The angle does
    not depend on where the person is heading nor on how far the pelvis tilts forward, as it would if it were read after
    the tilt, which is what Plug-in Gait does.

    Args:
        asis: (T, 3) anterior superior iliac spines, world frame, Z up.

    Returns:
        (T,) degrees, positive when the left hip is higher; NaN where a marker was not seen.

    Source: baker2001
    """
    return np.degrees(np.arcsin(unit(asis.left - asis.right)[:, 2]))


def unit(vectors: Array) -> Array:
    """Vectors (T, 3) brought to length one."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
