"""From the camera's axes to the world's: which way is up, and bones that keep their length."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from kilter.body.sides import Side
from kilter.body.skeleton import Point
from kilter.motion.filters import Array

_CHAINS: tuple[tuple[str, str], ...] = (
    ("hip", "knee"),
    ("knee", "ankle"),
    ("ankle", "heel"),
    ("ankle", "toe"),
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
)
Lengths = Mapping[tuple[str, str], float]


LEVEL_WITHIN_DEG = 12.0
"""A camera that seems rolled by less is taken to be level: people lean, and stands for cameras do not."""


def believed_up(up: Array) -> Array:
    """The upward direction with a small roll of the camera taken for a lean of the person.

    Args:
        up: (3,) direction in the camera's axes.

    Returns:
        (3,) unit vector, rolled by as much less as lies within doubt.
    """
    roll = float(np.arctan2(up[0], up[2]))
    doubt = np.radians(LEVEL_WITHIN_DEG)
    kept = float(np.sign(roll)) * max(abs(roll) - doubt, 0.0)
    level = float(np.hypot(up[0], up[2]))
    turned = np.array([level * np.sin(kept), up[1], level * np.cos(kept)])
    return np.asarray(turned / (np.linalg.norm(turned) + 1e-12))


def upright_turn(up: Array) -> Array:
    """The smallest turn that carries the upward direction to Z.

    Args:
        up: (3,) unit vector.

    Returns:
        (3, 3) matrix; what was in front of the camera stays there.
    """
    x, y, z = (float(part) for part in up)
    # a camera upside down leaves no smallest turn; rolled over its line of sight is what it then is
    if z < -0.999:
        return np.diag([-1.0, 1.0, -1.0])
    share = 1.0 / (1.0 + z)
    return np.array([[1 - x * x * share, -x * y * share, -x], [-x * y * share, 1 - y * y * share, -y], [x, y, z]])


def bone_lengths(points: Array) -> Lengths:
    """Typical length of each bone, the same for both sides.

    Args:
        points: (T, 18, 3) metres; NaN where not seen.

    Returns:
        metres by the names of the bone's two ends; NaN where no frame shows it.
    """
    found = {}
    for parent, child in _CHAINS:
        both = [points[:, Point.of(child, side).index] - points[:, Point.of(parent, side).index] for side in Side]
        spans = np.linalg.norm(np.concatenate(both), axis=1)
        spans = spans[np.isfinite(spans)]
        found[parent, child] = float(np.median(spans)) if len(spans) else float("nan")
    return MappingProxyType(found)


def with_constant_bones(points: Array, lengths: Lengths) -> Array:
    """The same directions with the given lengths, from the trunk outward.

    Args:
        points: (T, 18, 3) metres.
        lengths: metres by bone.

    Returns:
        (T, 18, 3) metres.
    """
    fixed = points.copy()
    for (parent, child), length in lengths.items():
        for side in Side:
            start, end = Point.of(parent, side).index, Point.of(child, side).index
            bone = points[:, end] - points[:, start]
            span = np.sqrt((bone * bone).sum(axis=1, keepdims=True)) + 1e-9
            fixed[:, end] = fixed[:, start] + bone * (length / span)
    return fixed
