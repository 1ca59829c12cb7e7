"""Pelvic obliquity from the line between the hips in the picture, which one camera sees best.

Of everything tried this line errs least while the person faces the camera squarely: depth, which a single camera
guesses, does not enter. Left and right may be swapped in some frames: the line is taken modulo 180 degrees, and which
end is left follows from the whole trunk over two seconds, not from one frame's hips.
"""

import numpy as np

from kilter.body.landmarks import Landmark
from kilter.body.skeleton import Point
from kilter.motion.filters import Array, Mask
from kilter.motion.landmarks import LandmarkRecording

SQUARE_WITHIN_DEG = 15.0
"""How far off square the person may stand; beyond, depth leaks into the line."""
GUARD_S = 1.0
"""How long before and after a frame the trunk is asked which side is left; turning round takes about as long."""
LEVEL_FEET_SHARE = 0.05
STILL_FEET_PER_S = 0.12

_PAIRS = tuple(
    (Landmark(f"left_{name}").position, Landmark(f"right_{name}").position) for name in ("shoulder", "hip", "ear")
)
_HIPS = _PAIRS[1]
_FEET = (Landmark.LEFT_ANKLE.position, Landmark.RIGHT_ANKLE.position)
_KNEES = (Landmark.LEFT_KNEE.position, Landmark.RIGHT_KNEE.position)


def pelvis_line_deg(recording: LandmarkRecording, points: Array, camera_roll_deg: float) -> Array:
    """Slope of the hip line against the floor.

    Args:
        recording: landmarks of one person.
        points: (T, 18, 3) the lifted points, upright axes, camera at -Y: they say how squarely the person stands.
        camera_roll_deg: positive when the picture's right side is too low.

    Returns:
        (T,) degrees, positive when the left hip is higher; NaN where a hip was not seen or the person stands more
        than 15 degrees off square, to the front or to the back.
    """
    left, right = recording.image_px[:, _HIPS[0]], recording.image_px[:, _HIPS[1]]
    slope = np.degrees(np.arctan2(right[:, 1] - left[:, 1], left[:, 0] - right[:, 0]))
    line = _modulo_half_turn(slope - camera_roll_deg)
    towards = _facing(recording)
    return np.where(_off_square_deg(points) <= SQUARE_WITHIN_DEG, towards * line, np.nan)


def _modulo_half_turn(angle_deg: Array) -> Array:
    return (angle_deg + 90.0) % 180.0 - 90.0


def _facing(recording: LandmarkRecording) -> Array:
    """(T,) 1 where the person faces the camera, -1 where they turn their back to it: most pairs within the guard."""
    with np.errstate(invalid="ignore"):
        votes = np.sum(
            [np.sign(recording.image_px[:, left, 0] - recording.image_px[:, right, 0]) for left, right in _PAIRS],
            axis=0,
        )
    votes = np.nan_to_num(votes)
    if not recording.frames:
        return np.ones(0)
    around = max(1, round(GUARD_S * recording.rate_hz)) if recording.frames > 1 else 1
    width = min(2 * around + 1, recording.frames)
    # near the ends the window stays as wide: half of it would be outvoted too easily
    first = np.clip(np.arange(recording.frames) - around, 0, recording.frames - width)
    counted = np.concatenate(([0.0], np.cumsum(votes)))
    return np.where(counted[first + width] >= counted[first], 1.0, -1.0)


def _off_square_deg(points: Array) -> Array:
    """(T,) degrees between the trunk's level left-right line and the picture's plane."""
    across = (
        points[:, Point.HIP_LEFT.index]
        - points[:, Point.HIP_RIGHT.index]
        + points[:, Point.SHOULDER_LEFT.index]
        - points[:, Point.SHOULDER_RIGHT.index]
    )
    return np.degrees(np.arctan2(np.abs(across[:, 1]), np.abs(across[:, 0])))


def two_leg_stance(recording: LandmarkRecording) -> Mask:
    """(T,) whether both feet stand still side by side at one height: the person's own level stance.

    Feet that are further apart in height than a twentieth of the leg's length, or that move, are not standing.
    """
    ankles = recording.image_px[:, list(_FEET)]
    hips = recording.image_px[:, list(_HIPS)].mean(axis=1)
    leg = np.linalg.norm(ankles.mean(axis=1) - hips, axis=1)
    knees = recording.image_px[:, list(_KNEES)]
    with np.errstate(invalid="ignore", divide="ignore"):
        level = np.abs(ankles[:, 0, 1] - ankles[:, 1, 1]) < LEVEL_FEET_SHARE * leg
        alike = np.abs(knees[:, 0, 1] - knees[:, 1, 1]) < LEVEL_FEET_SHARE * leg
        if recording.frames > 1:
            speed = np.linalg.norm(np.gradient(ankles, recording.t_s, axis=0), axis=2).max(axis=1) / leg
        else:
            speed = np.zeros(recording.frames)
        still = speed < STILL_FEET_PER_S
    return np.asarray(level & alike & still)


def change_from_stance(obliquity_deg: Array, standing: Mask) -> tuple[Array, float | None]:
    """Obliquity as change from the person's own stance on both legs, which takes the camera's bias with it.

    Args:
        obliquity_deg: (T,) degrees.
        standing: (T,) the frames of two-leg stance.

    Returns:
        (T,) degrees of change, and the obliquity of the stance; unchanged and None where no stance was seen.
    """
    own = obliquity_deg[standing & np.isfinite(obliquity_deg)]
    if not len(own):
        return obliquity_deg, None
    level = float(np.median(own))
    return obliquity_deg - level, level
