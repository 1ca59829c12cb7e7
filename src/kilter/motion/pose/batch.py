"""Pose of a whole recording: the same lifting as live, smoothed without delay."""

from dataclasses import dataclass

import numpy as np

from kilter.body.skeleton import POINTS
from kilter.motion.filters import Array, fill_short_gaps, low_pass
from kilter.motion.frames import LandmarkFrame
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.observation import Unseen
from kilter.motion.pose.features import features
from kilter.motion.pose.lifting import Lifter
from kilter.motion.pose.placing import believed_up, bone_lengths, upright_turn, with_constant_bones
from kilter.motion.pose.view import MOST_MISFIT, misfit, picture_troubles

CUTOFF_HZ = 6.0
_SLOWEST_RATE_HZ = 2.5 * CUTOFF_HZ


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """Where the points of the skeleton are, frame by frame.

    Args:
        t_s: (T,) seconds.
        points: (T, 18, 3) metres from the middle of the hips, Z up, the camera at -Y, of a body 1.7 m tall unless the
            source knows better; NaN where not seen.
        quality: (T,) from 0 (not to be used) to 1.
        trouble: for each frame what is wrong with its picture, or None.
        camera_roll_deg: how far the camera is rolled, positive when the picture's right side is too low.
    """

    t_s: Array
    points: Array
    quality: Array
    trouble: tuple[Unseen | None, ...]
    camera_roll_deg: float


def pose_of(recording: LandmarkRecording, lifter: Lifter, flat_lifter: Lifter) -> Pose:
    """Read the pose of every frame of a recording.

    Args:
        recording: landmarks of one person.
        lifter: the network for sources with depth.
        flat_lifter: the network for sources of two dimensions.

    Returns:
        the pose; a frame in which nobody, or something that cannot be a body, was seen is NaN.
    """
    described = features(
        recording.image_px, recording.world_m, recording.visibility, recording.width_px, recording.height_px
    )
    usable = np.isfinite(described).all(axis=1) & recording.present
    points = np.full((recording.frames, len(POINTS), 3), np.nan)
    off = np.full(recording.frames, np.inf)
    up = np.array([0.0, 0.0, 1.0])
    if usable.any():
        lifted = (lifter if described.shape[1] == lifter.inputs else flat_lifter).lift(described[usable])
        off[usable] = misfit(lifted.points, recording.image_px[usable])
        up = believed_up(np.median(lifted.up, axis=0))
        points[usable] = lifted.points @ upright_turn(up).T
        points[off > 2 * MOST_MISFIT] = np.nan
        points = with_constant_bones(_smooth(points, recording.rate_hz), bone_lengths(points))
    trouble = tuple(
        Unseen.IMPLAUSIBLE if found is None and odd else found
        for found, odd in zip(picture_troubles(recording), (off > MOST_MISFIT).tolist(), strict=True)
    )
    return Pose(recording.t_s, points, _quality(recording, trouble, off), trouble, camera_roll_deg(up))


def camera_roll_deg(up: Array) -> float:
    """How far the camera is rolled about its line of sight: degrees, positive when the picture's right side is low."""
    return float(np.degrees(np.arctan2(-up[0], up[2])))


def frame_of(recording: LandmarkRecording, frame: int) -> LandmarkFrame:
    """One frame of a recording, as a coach would have received it live."""
    there = bool(recording.present[frame])
    return LandmarkFrame(
        float(recording.t_s[frame]),
        recording.image_px[frame] if there else None,
        recording.world_m[frame] if there and recording.world_m is not None else None,
        recording.visibility[frame] if there else None,
        recording.width_px,
        recording.height_px,
    )


def _smooth(points: Array, rate_hz: float) -> Array:
    """Short gaps filled and noise taken off; what is too slowly or too briefly recorded is left as it is."""
    flat = fill_short_gaps(points.reshape(len(points), -1), rate_hz) if len(points) > 1 else points.reshape(1, -1)
    if len(points) < 2 or rate_hz < _SLOWEST_RATE_HZ:
        return flat.reshape(points.shape)
    smooth = low_pass(flat, rate_hz, CUTOFF_HZ)
    return np.where(np.isfinite(smooth), smooth, flat).reshape(points.shape)


def _quality(recording: LandmarkRecording, trouble: tuple[Unseen | None, ...], off: Array) -> Array:
    """1 for a body that is fully seen and fits its landmarks, less as it fits less; 0 where it is not to be used."""
    fits = np.clip(1.0 - off / (2 * MOST_MISFIT), 0.0, 1.0)
    sound = np.array([found is None for found in trouble], dtype=float)
    visible = np.nan_to_num(recording.visibility.mean(axis=1))
    return np.asarray(np.where(np.isfinite(off), fits * visible * (0.5 + 0.5 * sound), 0.0))
