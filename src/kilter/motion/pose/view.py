"""From where the camera sees the person, and whether what it sees can be a body at all."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kilter.body.landmarks import Landmark
from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.body.skeleton import Point
from kilter.motion.filters import Array
from kilter.motion.frames import LandmarkFrame
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.observation import Unseen

SMALLEST_SHARE = 0.22
"""A person who fills less of the picture than this is read badly (measured: under a quarter, landmarks drift)."""
LEAST_VISIBILITY = 0.35
MOST_OUTSIDE = 0.02
MOST_MISFIT = 0.16
"""How far lifted points may lie off their landmarks, in units of the person's size in the picture."""
MOST_MISFIT_EXPECTED = 0.26
"""The same where it is known what is done: then landmarks on the wrong leg do not spoil the pose."""

_MAIN = tuple(
    Landmark(f"{side}_{name}").position for side in ("left", "right") for name in ("shoulder", "hip", "knee", "ankle")
)
_LEGS = tuple(Landmark(f"{side}_{name}").position for side in ("left", "right") for name in ("hip", "knee", "ankle"))
_COMPARED = tuple(
    (Point(f"{name}_{side}").index, Landmark(f"{side}_{name}").position)
    for side in ("left", "right")
    for name in ("shoulder", "hip", "knee", "ankle")
)
_IN_PICTURE = np.array([1.0, -1.0])
"""Turns x and z of the room, z upward, into x and y of a picture, y downward."""
_POINTS_COMPARED = np.array([point for point, _ in _COMPARED])
_LANDMARKS_COMPARED = np.array([landmark for _, landmark in _COMPARED])
_LANDMARKS_CROSSED = np.array(
    [
        Landmark(f"{side.other}_{name}" if name in {"knee", "ankle"} else f"{side}_{name}").position
        for side in Side
        for name in ("shoulder", "hip", "knee", "ankle")
    ]
)


class Facing(StrEnum):
    """Which part of the person is towards the camera."""

    FRONT = "front"
    SIDE = "side"
    BACK = "back"


def asked_azimuth_deg(facing: Facing, side: Side) -> float:
    """Where the camera should stand: degrees from the front (-Y) round to +X.

    From the side, the camera sees the working side; lying on the back, ``side`` is where that side of the body is.
    """
    if facing is Facing.SIDE:
        return 90.0 if side is Side.LEFT else -90.0
    return 0.0 if facing is Facing.FRONT else 180.0


@dataclass(frozen=True, slots=True)
class View:
    """From where a frame sees the person.

    Args:
        front_deg: angle between the direction that the person faces (lying: the direction of the feet) and the
            direction to the camera, both level: 0 is from the front, 180 from the back.
        left_deg: angle between the direction to the person's left and the direction to the camera: 0 means that the
            left side is towards the camera, 180 the right.
    """

    front_deg: float
    left_deg: float

    def off_deg(self, facing: Facing) -> float:
        """How far the camera stands off a facing; either side will do for ``side``."""
        if facing is Facing.SIDE:
            return min(self.left_deg, 180.0 - self.left_deg)
        return self.front_deg if facing is Facing.FRONT else 180.0 - self.front_deg


def view_of(points: list[list[float]], position: Position) -> View:
    """From where the camera sees a frame.

    Args:
        points: the 18 points in metres, upright axes, the camera at -Y.
        position: how the body lies or stands.

    Returns:
        the view; NaN where hips or shoulders were not seen.
    """
    hip_left, hip_right = points[Point.HIP_LEFT.index], points[Point.HIP_RIGHT.index]
    shoulder_left, shoulder_right = points[Point.SHOULDER_LEFT.index], points[Point.SHOULDER_RIGHT.index]
    neck, lumbar = points[Point.NECK.index], points[Point.LUMBAR.index]
    across = [hip_left[i] - hip_right[i] + shoulder_left[i] - shoulder_right[i] for i in range(3)]
    trunk = [neck[i] - lumbar[i] for i in range(3)]
    if position.upright or position.on_the_side:
        # the chest's own normal: left x up points to the front
        front_x = across[1] * trunk[2] - across[2] * trunk[1]
        front_y = across[2] * trunk[0] - across[0] * trunk[2]
    else:
        front_x, front_y = -trunk[0], -trunk[1]
    return View(_off_camera(front_x, front_y), _off_camera(across[0], across[1]))


def _off_camera(x: float, y: float) -> float:
    """Angle between a level direction and the direction to the camera, which is -Y; degrees from 0 to 180."""
    return math.degrees(math.atan2(abs(x), -y))


def picture_trouble(frame: LandmarkFrame) -> Unseen | None:
    """What is wrong with the picture of the person as a whole, or None.

    Args:
        frame: one frame; its landmarks may be missing, NaN or infinite.
    """
    if frame.image_px is None or frame.visibility is None:
        return Unseen.NO_PERSON
    main = frame.image_px[list(_MAIN)]
    if not np.isfinite(main).all():
        return Unseen.HIDDEN
    xs, ys = main[:, 0].tolist(), main[:, 1].tolist()
    extent = max(max(xs) - min(xs), max(ys) - min(ys))
    if extent < SMALLEST_SHARE * min(frame.width_px, frame.height_px):
        return Unseen.TOO_SMALL
    margin_x, margin_y = MOST_OUTSIDE * frame.width_px, MOST_OUTSIDE * frame.height_px
    if (
        min(xs) < -margin_x
        or min(ys) < -margin_y
        or max(xs) > frame.width_px + margin_x
        or max(ys) > frame.height_px + margin_y
    ):
        return Unseen.CUT_OFF
    seen = frame.visibility[list(_LEGS)].tolist()
    if sum(seen) / len(seen) < LEAST_VISIBILITY:
        return Unseen.HIDDEN
    return None


def picture_troubles(recording: LandmarkRecording) -> tuple[Unseen | None, ...]:
    """What is wrong with each picture of a recording: the same as :func:`picture_trouble`, for all frames at once."""
    main = recording.image_px[:, list(_MAIN)]
    low, high = main.min(axis=1), main.max(axis=1)
    size = np.array([recording.width_px, recording.height_px])
    margin = MOST_OUTSIDE * size
    with np.errstate(invalid="ignore"):
        found = np.select(
            [
                ~recording.present,
                ~np.isfinite(main).all(axis=(1, 2)),
                (high - low).max(axis=1) < SMALLEST_SHARE * size.min(),
                (low < -margin).any(axis=1) | (high > size + margin).any(axis=1),
                recording.visibility[:, list(_LEGS)].mean(axis=1) < LEAST_VISIBILITY,
            ],
            list(range(len(_TROUBLES) - 1)),
            default=len(_TROUBLES) - 1,
        )
    return tuple(_TROUBLES[place] for place in found.tolist())


_TROUBLES = (Unseen.NO_PERSON, Unseen.HIDDEN, Unseen.TOO_SMALL, Unseen.CUT_OFF, Unseen.HIDDEN, None)


def misfit(points: Array, image_px: Array, *, legs_crossed: bool = False) -> Array:
    """How far lifted points lie off the landmarks that they were lifted from.

    A body that was put together wrongly (a second person's leg, a chair taken for a shin) has no pose that looks like
    its landmarks.

    Args:
        points: (T, 18, 3) metres in the camera's axes.
        image_px: (T, 33, 2) pixels.
        legs_crossed: whether the landmarks of each knee and ankle are taken for the other leg's.

    Returns:
        (T,) root mean square distance after the best shift and scale, in units of the body's size in the picture.
    """
    flat = points[:, _POINTS_COMPARED, ::2] * _IN_PICTURE
    seen = image_px[:, _LANDMARKS_CROSSED if legs_crossed else _LANDMARKS_COMPARED]
    flat = flat - flat.mean(axis=1, keepdims=True)
    seen = seen - seen.mean(axis=1, keepdims=True)
    size = (seen * seen).sum(axis=(1, 2))
    scale = (flat * seen).sum(axis=(1, 2)) / ((flat * flat).sum(axis=(1, 2)) + 1e-9)
    off = seen - flat * scale[:, None, None]
    return np.asarray(np.sqrt((off * off).sum(axis=(1, 2)) / (size + 1e-9)))
