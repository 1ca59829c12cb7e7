"""Rotations about the axes of the body: X to the left, Y backward, Z up.

Every function takes an angle or an array of angles in degrees and returns matrices that turn column vectors.
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def about_x(angle_deg: npt.ArrayLike) -> Array:
    """Turn about the axis to the left: (...) degrees to (..., 3, 3); positive carries up to the front."""
    return _about(0, angle_deg)


def about_y(angle_deg: npt.ArrayLike) -> Array:
    """Turn about the axis to the back: (...) degrees to (..., 3, 3); positive carries up to the left."""
    return _about(1, angle_deg)


def about_z(angle_deg: npt.ArrayLike) -> Array:
    """Turn about the upward axis: (...) degrees to (..., 3, 3); positive carries left to the back."""
    return _about(2, angle_deg)


def about_axis(axis: Array, angle_deg: npt.ArrayLike) -> Array:
    """Turn about any axis (Rodrigues).

    Args:
        axis: (..., 3) direction, of any length but 0.
        angle_deg: (...) degrees, right-handed.

    Returns:
        (..., 3, 3) matrices.
    """
    unit = axis / np.linalg.norm(axis, axis=-1, keepdims=True)
    angle = np.radians(np.asarray(angle_deg, dtype=np.float64))[..., None, None]
    cross = np.zeros((*unit.shape, 3))
    cross[..., 0, 1], cross[..., 0, 2], cross[..., 1, 2] = -unit[..., 2], unit[..., 1], -unit[..., 0]
    cross = cross - np.swapaxes(cross, -1, -2)
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * (cross @ cross))


def _about(axis: int, angle_deg: npt.ArrayLike) -> Array:
    angle = np.radians(np.asarray(angle_deg, dtype=np.float64))
    first, second = (axis + 1) % 3, (axis + 2) % 3
    turn = np.zeros((*angle.shape, 3, 3))
    turn[..., axis, axis] = 1.0
    turn[..., first, first] = turn[..., second, second] = np.cos(angle)
    turn[..., second, first] = np.sin(angle)
    turn[..., first, second] = -np.sin(angle)
    return turn
