"""Simple bodies in a picture, to follow and to mix up."""

import numpy as np

from kilter.body.landmarks import Landmark
from kilter.motion.filters import Array, Mask
from kilter.motion.landmarks import LandmarkRecording

WIDTH_PX, HEIGHT_PX = 1280, 720
RATE_HZ = 30.0
# shares of the height: across, and down from the top of the head
_STANDING = {
    "nose": (0.0, 0.05),
    "eye_inner": (0.01, 0.04),
    "eye": (0.02, 0.04),
    "eye_outer": (0.03, 0.04),
    "ear": (0.05, 0.05),
    "mouth": (0.015, 0.07),
    "shoulder": (0.11, 0.18),
    "elbow": (0.14, 0.35),
    "wrist": (0.15, 0.5),
    "pinky": (0.16, 0.53),
    "index": (0.155, 0.54),
    "thumb": (0.14, 0.52),
    "hip": (0.08, 0.52),
    "knee": (0.09, 0.75),
    "ankle": (0.09, 0.96),
    "heel": (0.09, 0.98),
    "foot_index": (0.13, 1.0),
}


def standing(height_px: float = 400.0) -> Array:
    """(33, 2) a body that faces the camera, its left on the picture's right, the head's top at the origin."""
    body = np.zeros((len(Landmark), 2))
    for landmark in Landmark:
        name = landmark.value.replace("left_", "").replace("right_", "").replace("_left", "").replace("_right", "")
        across, down = _STANDING[name]
        sign = -1.0 if landmark.side == "right" else 1.0
        body[landmark.position] = (sign * across * height_px, down * height_px)
    return body


def walk_through(
    t_s: Array, start_px: float, speed_px_s: float, height_px: float = 400.0, top_px: float = 150.0
) -> Array:
    """(T, 33, 2) a body that slides across the picture, swinging its legs."""
    moving = np.repeat(standing(height_px)[None], len(t_s), axis=0)
    moving[..., 0] += (start_px + speed_px_s * t_s)[:, None]
    moving[..., 1] += top_px
    return moving


def squat(t_s: Array, centre_px: float, height_px: float = 500.0, top_px: float = 150.0) -> Array:
    """(T, 33, 2) a body that lowers its hips and rises, on the spot."""
    moving = np.repeat(standing(height_px)[None], len(t_s), axis=0)
    depth = 0.2 * height_px * (1 - np.cos(2 * np.pi * t_s / 3)) / 2
    upper = [landmark.position for landmark in Landmark if _STANDING_Y[landmark] < 0.6]
    moving[:, upper, 1] += depth[:, None]
    moving[..., 0] += centre_px
    moving[..., 1] += top_px
    return moving


_STANDING_Y = {landmark: standing(1.0)[landmark.position, 1] for landmark in Landmark}


def seconds(frames: int, rate_hz: float = RATE_HZ) -> Array:
    """(T,) times of so many frames."""
    return np.arange(frames) / rate_hz


def record(t_s: Array, image_px: Array, visibility: Array | None = None) -> LandmarkRecording:
    """A recording of these landmarks, with world landmarks of the same shape."""
    seen: Mask = np.asarray(np.isfinite(image_px).all(axis=-1))
    hips = image_px[:, [Landmark.LEFT_HIP.position, Landmark.RIGHT_HIP.position]].mean(axis=1, keepdims=True)
    flat = (image_px - hips) / 250
    return LandmarkRecording(
        t_s=t_s,
        image_px=image_px,
        world_m=np.concatenate([flat, np.zeros((*flat.shape[:2], 1))], axis=-1),
        visibility=seen.astype(float) if visibility is None else visibility,
        width_px=WIDTH_PX,
        height_px=HEIGHT_PX,
        present=np.asarray(seen.any(axis=1)),
        source="drawn",
    )
