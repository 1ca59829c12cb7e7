"""What the lifting network is told about a frame, and how that reads in a mirror."""

import numpy as np

from kilter.body.landmarks import Landmark
from kilter.body.skeleton import POINTS
from kilter.motion.filters import Array

USED: tuple[Landmark, ...] = (
    Landmark.NOSE,
    Landmark.LEFT_EAR,
    Landmark.RIGHT_EAR,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
    Landmark.LEFT_HEEL,
    Landmark.RIGHT_HEEL,
    Landmark.LEFT_FOOT_INDEX,
    Landmark.RIGHT_FOOT_INDEX,
)
"""The landmarks that tell about trunk and limbs; face and fingers are left out."""

_PICK = np.array([landmark.position for landmark in USED])
_HIPS = np.array([USED.index(Landmark.LEFT_HIP), USED.index(Landmark.RIGHT_HIP)])
_SWAP = np.array([USED.index(landmark.mirrored) for landmark in USED])
_COUNT = len(USED)
FLAT = _COUNT * 3 + 3
"""How many features a source of two dimensions gives."""
FULL = FLAT + _COUNT * 3
"""How many features a source with depth gives."""
_SMALLEST_PX = 1e-3
# in sizes of the person, of the picture, and in metres: a landmark further off is none
_FURTHEST = 1e4


def features(image_px: Array, world_m: Array | None, visibility: Array, width_px: int, height_px: int) -> Array:
    """Describe frames without the size and place of the person in the picture.

    Args:
        image_px: (T, 33, 2) pixels.
        world_m: (T, 33, 3) metres as MediaPipe gives them, or None.
        visibility: (T, 33) from 0 to 1.
        width_px: width of the picture.
        height_px: height of the picture.

    Returns:
        (T, FULL) or, without depth, (T, FLAT): for each used landmark x and y about the middle of the hips in units of
        the person's size in the picture, and visibility; place and size of the person; then metres to the right, away
        and up. NaN where a landmark is missing or absurdly far off.
    """
    flat = image_px[:, _PICK]
    with np.errstate(invalid="ignore", over="ignore"):
        centre = (flat[:, _HIPS[0]] + flat[:, _HIPS[1]]) / 2
        about = flat - centre[:, None]
        size = np.sqrt((about * about).sum(axis=(1, 2)) / _COUNT) + _SMALLEST_PX
        shape = (about / size[:, None, None]).reshape(len(flat), 2 * _COUNT)
    longer = float(max(width_px, height_px))
    columns = [
        shape,
        visibility[:, _PICK],
        (centre - (width_px / 2, height_px / 2)) / longer,
        (size / longer)[:, None],
    ]
    if world_m is not None:
        world = world_m[:, _PICK]
        columns.append(np.stack([world[..., 0], world[..., 2], -world[..., 1]], axis=2).reshape(len(flat), 3 * _COUNT))
    described = np.concatenate(columns, axis=1)
    described[~(np.abs(described) <= _FURTHEST)] = np.nan
    return described


def _mirroring(count: int) -> tuple[Array, Array]:
    """Which column each column comes from in a mirrored picture, and the sign it takes."""
    pairs = [(2 * int(twin) + axis, -1.0 if axis == 0 else 1.0) for twin in _SWAP for axis in range(2)]
    pairs += [(2 * _COUNT + int(twin), 1.0) for twin in _SWAP]
    pairs += [(3 * _COUNT, -1.0), (3 * _COUNT + 1, 1.0), (3 * _COUNT + 2, 1.0)]
    if count == FULL:
        pairs += [(FLAT + 3 * int(twin) + axis, -1.0 if axis == 0 else 1.0) for twin in _SWAP for axis in range(3)]
    return np.array([column for column, _ in pairs]), np.array([sign for _, sign in pairs])


_MIRRORINGS = {count: _mirroring(count) for count in (FLAT, FULL)}
_POINT_SWAP = np.array([point.mirrored.index for point in POINTS])
_ACROSS = np.array([-1.0, 1.0, 1.0])


def mirrored_features(described: Array) -> Array:
    """The features (T, F) of the mirrored picture: left and right swapped, x turned round."""
    columns, signs = _MIRRORINGS[described.shape[1]]
    return np.asarray(described[:, columns] * signs)


def mirrored_points(points: Array) -> Array:
    """(T, 18, 3) points of the mirrored body, x being the axis across the picture."""
    return np.asarray(points[:, _POINT_SWAP] * _ACROSS)
