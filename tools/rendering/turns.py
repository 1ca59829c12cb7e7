"""Parts of a rotation: a share of its angle, and all of it but half of the twist about Z."""

import numpy as np
from tools.rendering.arrays import Floats


def share(rotation: Floats, part: float) -> Floats:
    """The rotation about the same axis by a part of the angle.

    Args:
        rotation: (3, 3).
        part: of the angle, 0 to 1.
    """
    quaternion = _quaternion(rotation)
    sine = float(np.linalg.norm(quaternion[1:]))
    if sine < 1e-12:
        return np.eye(3)
    half = part * float(np.arctan2(sine, quaternion[0]))
    return _matrix(np.array([np.cos(half), *(quaternion[1:] * (np.sin(half) / sine))]))


def without_half_twist(rotation: Floats) -> Floats:
    """The rotation with half of its twist about Z, which comes first, taken out.

    Args:
        rotation: (3, 3).
    """
    quaternion = _quaternion(rotation)
    if np.hypot(quaternion[0], quaternion[3]) < 1e-6:
        return rotation
    half = float(np.arctan2(quaternion[3], quaternion[0]))
    c, s = np.cos(half), np.sin(half)
    undo = np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
    turned: Floats = rotation @ undo
    return turned


def _quaternion(m: Floats) -> Floats:
    """(4,) w, x, y, z with w >= 0."""
    outer = np.array(
        [
            [m[0, 0] + m[1, 1] + m[2, 2], m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1]],
            [0.0, m[0, 0] - m[1, 1] - m[2, 2], m[0, 1] + m[1, 0], m[0, 2] + m[2, 0]],
            [0.0, 0.0, m[1, 1] - m[0, 0] - m[2, 2], m[1, 2] + m[2, 1]],
            [0.0, 0.0, 0.0, m[2, 2] - m[0, 0] - m[1, 1]],
        ]
    )
    _, vectors = np.linalg.eigh(outer, UPLO="U")
    quaternion: Floats = vectors[:, -1]
    return -quaternion if quaternion[0] < 0 else quaternion


def _matrix(q: Floats) -> Floats:
    w, x, y, z = q
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )
