"""A drawn body before a perfect camera, and networks that believe what they are told."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from kilter.adapters.pose_model.lifters import Lifters
from kilter.body.kinematics import posture, skeleton_points
from kilter.body.landmarks import Landmark
from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.body.signals import Joint
from kilter.body.skeleton import POINTS, Point, Proportions
from kilter.motion.filters import Array
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pose.features import FLAT, FULL, USED
from kilter.motion.pose.lifting import Lifter

RATE_HZ = 30.0
WIDTH_PX, HEIGHT_PX = 720, 1280
PIXELS_PER_M = 500.0
HEIGHT_M = 1.7
_BODY = Proportions.of_height(HEIGHT_M)
_NAMES = {"toe": "foot_index"}


def points_of(angles: Mapping[Joint, float], frames: int = 60) -> Array:
    """(T, 18, 3) metres of somebody who stands still like this, facing the camera; angles are the left side's."""
    every = {joint: np.full(frames, angles.get(joint, 0.0)) for joint in Joint}
    return skeleton_points(posture(every, Side.LEFT, Position.STANDING, ()), _BODY)


def recording_of(points: Array) -> LandmarkRecording:
    """What a perfect camera and pose model make of points."""
    frames = len(points)
    landmarks = np.full((frames, len(Landmark), 3), np.nan)
    for landmark in Landmark:
        landmarks[:, landmark.position] = points[:, Point.NECK.index] + (0.0, 0.0, 0.2)
    for point in POINTS:
        name, _, side = point.partition("_")
        if side:
            landmarks[:, Landmark(f"{side}_{_NAMES.get(name, name)}").position] = points[:, point.index]
    middle = np.array([WIDTH_PX / 2, HEIGHT_PX / 2])
    return LandmarkRecording(
        t_s=np.arange(frames) / RATE_HZ,
        image_px=middle + landmarks[..., [0, 2]] * (PIXELS_PER_M, -PIXELS_PER_M),
        world_m=np.stack([landmarks[..., 0], -landmarks[..., 2], landmarks[..., 1]], axis=2),
        visibility=np.ones((frames, len(Landmark))),
        width_px=WIDTH_PX,
        height_px=HEIGHT_PX,
        present=np.ones(frames, dtype=bool),
        source="drawn",
    )


def without(recording: LandmarkRecording, *landmarks: Landmark, frames: slice = slice(None)) -> LandmarkRecording:
    """The recording in which these landmarks (all where none is named) were not seen in some frames."""
    places = [landmark.position for landmark in landmarks or tuple(Landmark)]
    image_px = recording.image_px.copy()
    image_px[frames, places] = np.nan
    present = recording.present & np.isfinite(image_px).any(axis=(1, 2))
    return replace(recording, image_px=image_px, present=present)


def flat(recording: LandmarkRecording) -> LandmarkRecording:
    """The recording of a pose model that knows no depth."""
    return replace(recording, world_m=None)


def believing() -> Lifters:
    """Networks that take the landmarks for the points; the trunk's two ends are where an upright body has them.

    The flat one believes in the picture, and that the body is as large in every picture.
    """
    deep = _weights(FULL, lambda place, axis: FLAT + 3 * place + axis, 1.0)
    size_m = _size_m()
    picture = _weights(FLAT, lambda place, axis: 2 * place + (axis == 2) if axis != 1 else None, size_m)
    return Lifters(deep, picture)


def _weights(inputs, column, factor) -> Lifter:  # type: ignore[no-untyped-def]
    outputs = 3 * len(POINTS) + 3
    straight, bias = np.zeros((outputs, inputs), dtype=np.float32), np.zeros(outputs, dtype=np.float32)
    for point in POINTS:
        name, _, side = point.partition("_")
        if not side:
            continue
        place = USED.index(Landmark(f"{side}_{_NAMES.get(name, name)}"))
        for axis in range(3):
            at = column(place, axis)
            if at is not None:
                # a picture counts downward
                straight[3 * point.index + axis, at] = -factor if inputs == FLAT and axis == 2 else factor
    upright = points_of({}, 1)[0]
    for point in (Point.NECK, Point.LUMBAR):
        bias[3 * point.index : 3 * point.index + 3] = upright[point.index]
    bias[-1] = 1.0
    return Lifter(((np.zeros((outputs, inputs), dtype=np.float32), bias),), straight)


def _size_m() -> float:
    """The root mean square distance of an upright body's landmarks from the middle of its hips, in the picture."""
    used = [landmark.position for landmark in USED]
    flat_px = recording_of(points_of({}, 1)).image_px[0, used]
    hips = [USED.index(Landmark.LEFT_HIP), USED.index(Landmark.RIGHT_HIP)]
    about = flat_px - flat_px[hips].mean(axis=0)
    return float(np.sqrt((about * about).sum() / len(used)) / PIXELS_PER_M)
