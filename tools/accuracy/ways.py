"""The ways of getting a pose that are compared: as the pose model gives it, fitted, lifted."""

import numpy as np

from kilter.body.landmarks import Landmark
from kilter.body.rotations import Array
from kilter.body.skeleton import POINTS, Point, Proportions
from kilter.motion.filters import low_pass
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pose.batch import pose_of
from kilter.motion.pose.lifting import Lifter

_SAME = {
    point: Landmark(f"{side}_{'foot_index' if name == 'toe' else name}")
    for point in POINTS[:16]
    for name, _, side in [point.partition("_")]
}


def raw(recording: LandmarkRecording) -> Array:
    """(T, 18, 3) MediaPipe's world landmarks as they come, smoothed alike; lumbar joint and neck from the middles."""
    world = recording.world_m
    assert world is not None
    points = np.full((recording.frames, len(POINTS), 3), np.nan)
    for point, landmark in _SAME.items():
        x, y, z = np.moveaxis(world[:, landmark.position], -1, 0)
        points[:, point.index] = np.stack([x, z, -y], axis=-1)
    hips = points[:, [Point.HIP_LEFT.index, Point.HIP_RIGHT.index]].mean(axis=1)
    points[:, Point.LUMBAR.index] = hips
    points[:, Point.NECK.index] = points[:, [Point.SHOULDER_LEFT.index, Point.SHOULDER_RIGHT.index]].mean(axis=1)
    return _smooth(points, recording.rate_hz)


def unfolded(recording: LandmarkRecording) -> Array:
    """(T, 18, 3) constant bones fitted to the picture: depth from foreshortening, its sign from the pose model.

    Each bone is as long as an adult's; what it lacks of that in the picture it has in depth.
    """
    start = raw(recording)
    proportions = Proportions.of_height(1.7)
    lengths = {
        ("hip", "knee"): proportions.thigh_m,
        ("knee", "ankle"): proportions.shank_m,
        ("shoulder", "elbow"): proportions.upper_arm_m,
        ("elbow", "wrist"): proportions.forearm_m,
    }
    seen = np.full((recording.frames, len(POINTS), 2), np.nan)
    for point, landmark in _SAME.items():
        seen[:, point.index] = recording.image_px[:, landmark.position] * (1.0, -1.0)
    spans = [
        np.linalg.norm(seen[:, Point(f"{b}_{side}").index] - seen[:, Point(f"{a}_{side}").index], axis=1) / length
        for (a, b), length in lengths.items()
        for side in ("left", "right")
    ]
    # no bone is longer in the picture than it is: the scale is the largest span that most bones agree on
    scale = np.nanpercentile(np.array(spans), 90)
    points = start.copy()
    for (a, b), length in lengths.items():
        for side in ("left", "right"):
            first, last = Point(f"{a}_{side}").index, Point(f"{b}_{side}").index
            flat = (seen[:, last] - seen[:, first]) / scale
            inside = (flat * flat).sum(axis=1)
            depth = np.sqrt(np.maximum(length * length - inside, 0.0))
            depth = depth * np.where(start[:, last, 1] >= start[:, first, 1], 1.0, -1.0)
            points[:, last] = points[:, first] + np.column_stack([flat[:, 0], depth, flat[:, 1]])
    return points


def lifted(recording: LandmarkRecording, lifter: Lifter, flat: Lifter) -> Array:
    """(T, 18, 3) what Kilter uses."""
    return pose_of(recording, lifter, flat).points


def _smooth(points: Array, rate_hz: float) -> Array:
    flat = points.reshape(len(points), -1)
    smooth = low_pass(flat, rate_hz, 6.0) if rate_hz > 15 else flat
    return np.asarray(np.where(np.isfinite(smooth), smooth, flat).reshape(points.shape))


def bend_deg(points: Array, first: str, middle: str, last: str) -> Array:
    """(T,) degrees from straight at a point between two others, such as hip, knee, ankle."""
    a = points[:, Point(first).index] - points[:, Point(middle).index]
    b = points[:, Point(last).index] - points[:, Point(middle).index]
    across = np.linalg.norm(np.cross(a, b), axis=1)
    return np.asarray(180.0 - np.degrees(np.arctan2(across, (a * b).sum(axis=1))))
