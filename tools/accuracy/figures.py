"""Angles of a pose and how far two of them are apart."""

from dataclasses import replace

import numpy as np
from tools.accuracy.ways import bend_deg

from kilter.body.landmarks import Landmark
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.skeleton import POINTS, Point
from kilter.motion.filters import CUTOFF_HZ, low_pass
from kilter.motion.landmarks import LandmarkRecording

BENDS = {
    "knee": ("hip", "knee", "ankle"),
    "hip": ("shoulder", "hip", "knee"),
    "elbow": ("shoulder", "elbow", "wrist"),
}


def bends(points: Array, joint: str) -> Array:
    """(2, T) degrees from straight at a joint of the left and right side."""
    return np.stack([bend_deg(points, *(f"{part}_{side}" for part in BENDS[joint])) for side in Side])


def mean_off(found: Array, truth: Array) -> float:
    """Mean absolute difference."""
    return float(np.nanmean(np.abs(found - truth)))


def random_off(found: Array, truth: Array) -> float:
    """Mean absolute difference once each row's mean difference is taken away: what differing definitions leave."""
    off = found - truth
    return float(np.nanmean(np.abs(off - np.nanmean(off, axis=-1, keepdims=True))))


def flat(recording: LandmarkRecording) -> LandmarkRecording:
    """The recording without depth, as most other pose models give it."""
    return replace(recording, world_m=None)


def points_of_places(places_m: Array, rate_hz: float) -> Array:
    """(T, 18, 3) points of (T, 33, 3) landmarks in metres, Z up, smoothed; lumbar joint and neck from the middles."""
    points = np.full((len(places_m), len(POINTS), 3), np.nan)
    for point in POINTS[:16]:
        name, _, side = point.partition("_")
        points[:, point.index] = places_m[:, Landmark(f"{side}_{'foot_index' if name == 'toe' else name}").position]
    points[:, Point.LUMBAR.index] = points[:, [Point.HIP_LEFT.index, Point.HIP_RIGHT.index]].mean(axis=1)
    points[:, Point.NECK.index] = points[:, [Point.SHOULDER_LEFT.index, Point.SHOULDER_RIGHT.index]].mean(axis=1)
    columns = points.reshape(len(points), -1)
    smooth = low_pass(columns, rate_hz, CUTOFF_HZ)
    return np.where(np.isfinite(smooth), smooth, columns).reshape(points.shape)


def jitter(values: Array) -> float:
    """Noise from one frame to the next: the second difference's robust standard deviation, for one value."""
    bent = np.diff(values, 2)
    bent = bent[np.isfinite(bent)]
    if not len(bent):
        return float("nan")
    return float(1.4826 * np.median(np.abs(bent - np.median(bent))) / np.sqrt(6))
