"""How a body appears before a camera: from the skeleton to the 33 landmarks, and how a pose model may err on them."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from kilter.body.cameras import Camera
from kilter.body.landmarks import LANDMARKS, MIRRORED, Landmark
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.skeleton import Point, Proportions

Random = np.random.Generator  # noqa: TID251 - the caller's generator comes in as an argument

# in front of the middle of the head, to the outside of it and above it: shares of the height of the body
_FACE = {
    "nose": (0.062, 0.0, 0.0),
    "eye_inner": (0.052, 0.010, 0.020),
    "eye": (0.050, 0.019, 0.020),
    "eye_outer": (0.046, 0.028, 0.020),
    "ear": (0.0, 0.045, 0.005),
    "mouth": (0.053, 0.014, -0.022),
}
# onward from the wrist, and away from the body's middle in the plane of the hand: shares of the height of the body
_FINGERS = {"pinky": (0.050, 0.012), "index": (0.055, -0.012), "thumb": (0.030, -0.022)}
_OF_THE_SKELETON = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel")
_NORMAL_HEAD = Proportions.of_height(1.0).head_up_m


def landmarks_of(points: Array, proportions: Proportions) -> Array:
    """The 33 landmarks of a body, its head straight on its neck.

    Args:
        points: (T, 18, 3) metres, the points of the skeleton in any axes with right-handed order.
        proportions: how large the body is.

    Returns:
        (T, 33, 3) metres in the same axes, in the order of ``Landmark``.
    """
    height_m = proportions.head_up_m / _NORMAL_HEAD
    placed = np.empty((len(points), LANDMARKS, 3))
    left, front, up = _chest_axes(points)
    head = points[:, Point.NECK.index] + proportions.head_up_m * up
    for name, (forward, outward, upward) in _FACE.items():
        middle = head + height_m * (forward * front + upward * up)
        if name == "nose":
            placed[:, Landmark.NOSE.position] = middle
            continue
        for side in Side:
            sign = 1.0 if side is Side.LEFT else -1.0
            word = f"{name}_{side}" if name == "mouth" else f"{side}_{name}"
            placed[:, Landmark(word).position] = middle + sign * height_m * outward * left
    for side in Side:
        for name in _OF_THE_SKELETON:
            placed[:, Landmark(f"{side}_{name}").position] = points[:, Point.of(name, side).index]
        placed[:, Landmark(f"{side}_foot_index").position] = points[:, Point.of("toe", side).index]
        wrist = points[:, Point.of("wrist", side).index]
        onward = _unit(wrist - points[:, Point.of("elbow", side).index])
        backward = -front - ((-front * onward).sum(axis=1, keepdims=True)) * onward
        for name, (along, behind) in _FINGERS.items():
            placed[:, Landmark(f"{side}_{name}").position] = wrist + height_m * (along * onward + behind * backward)
    return placed


def _chest_axes(points: Array) -> tuple[Array, Array, Array]:
    up = _unit(points[:, Point.NECK.index] - points[:, Point.LUMBAR.index])
    across = points[:, Point.SHOULDER_LEFT.index] - points[:, Point.SHOULDER_RIGHT.index]
    left = _unit(across - (across * up).sum(axis=1, keepdims=True) * up)
    return left, np.cross(left, up), up


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12))


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """Landmarks as a pose model gives them.

    Args:
        image_px: (T, 33, 2) pixels, x to the right and y down.
        world_m: (T, 33, 3) metres from the middle of the hips: to the right of the picture, down, away.
        visibility: (T, 33) from 0 to 1.
    """

    image_px: Array
    world_m: Array
    visibility: Array


def sight(landmarks: Array, camera: Camera) -> Sighting:
    """What a perfect pose model sees.

    Args:
        landmarks: (T, 33, 3) metres, world axes.
        camera: who looks.

    Returns:
        landmarks in the picture, the depth of each known, all of them visible.
    """
    hips = landmarks[:, [Landmark.LEFT_HIP.position, Landmark.RIGHT_HIP.position]].mean(axis=1, keepdims=True)
    right, away, up = np.moveaxis((landmarks - hips) @ camera.axes.T, -1, 0)
    return Sighting(camera.project(landmarks), np.stack([right, -up, away], axis=-1), np.ones(landmarks.shape[:2]))


@dataclass(frozen=True, slots=True)
class Noise:
    """How a pose model errs.

    Args:
        jitter_px: standard deviation of each landmark in the picture.
        jitter_m: the same of each coordinate in metres.
        depth_share: how much of the depth is told; less than 1 is a body pressed flat.
        dropout_share: share of landmarks that are lost, one by one.
        swap_share: share of frames in which left and right are mixed up.
    """

    jitter_px: float = 0.0
    jitter_m: float = 0.0
    depth_share: float = 1.0
    dropout_share: float = 0.0
    swap_share: float = 0.0


def disturb(sighting: Sighting, noise: Noise, random: Random) -> Sighting:
    """What a pose model that errs sees.

    Args:
        sighting: what is there to be seen.
        noise: how much goes wrong.
        random: where chance comes from; the same state gives the same errors.

    Returns:
        the landmarks with errors; lost ones are NaN with visibility 0.
    """
    image_px = sighting.image_px + noise.jitter_px * random.standard_normal(sighting.image_px.shape)
    world_m = sighting.world_m * (1.0, 1.0, noise.depth_share)
    world_m = world_m + noise.jitter_m * random.standard_normal(world_m.shape)
    erring = Sighting(image_px, world_m, sighting.visibility.copy())
    swapped = swap_sides(erring, random.random(len(image_px)) < noise.swap_share)
    lost = random.random(swapped.visibility.shape) < noise.dropout_share
    swapped.image_px[lost] = np.nan
    swapped.world_m[lost] = np.nan
    swapped.visibility[lost] = 0.0
    return swapped


def swap_sides(sighting: Sighting, frames: npt.NDArray[np.bool_]) -> Sighting:
    """Left and right mixed up.

    Args:
        sighting: landmarks.
        frames: (T,) whether a frame is to be swapped.

    Returns:
        a copy in which those frames have left for right.
    """
    order = np.where(frames[:, None], np.array(MIRRORED), np.arange(LANDMARKS))
    rows = np.arange(len(frames))[:, None]
    return replace(
        sighting,
        image_px=sighting.image_px[rows, order],
        world_m=sighting.world_m[rows, order],
        visibility=sighting.visibility[rows, order],
    )
