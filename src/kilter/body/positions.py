"""The positions a body can be in, and how it is turned in each."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from kilter.body.rotations import Array, about_x, about_y
from kilter.body.sides import Side
from kilter.body.signals import Joint


class Position(StrEnum):
    """The position a body is in during an exercise or a test."""

    STANDING = "standing"
    SITTING = "sitting"
    SUPINE = "supine"
    PRONE = "prone"
    SIDE_LYING = "side_lying"
    ALL_FOURS = "all_fours"
    KNEELING = "kneeling"
    SIDE_SUPPORT = "side_support"

    @property
    def upright(self) -> bool:
        """Whether the trunk is upright when its angles are zero."""
        return self in {Position.STANDING, Position.SITTING, Position.KNEELING}

    @property
    def on_the_side(self) -> bool:
        """Whether the body lies or leans on one side."""
        return self in {Position.SIDE_LYING, Position.SIDE_SUPPORT}


def base_orientation(position: Position, on_top: Side) -> Array:
    """How the body is turned when all angles of the trunk are zero.

    Args:
        position: the position; upright, the person faces -Y of the world.
        on_top: the side that is on top when lying on the side.

    Returns:
        (3, 3) matrix from body axes to world axes with Z up. Lying on the back the head is towards +Y, on the front
        and on all fours towards -Y, on the side the front faces -Y.
    """
    if position is Position.SUPINE:
        return about_x(-90.0)
    if position in {Position.PRONE, Position.ALL_FOURS}:
        return about_x(90.0)
    if position.on_the_side:
        return about_y(-90.0 if on_top is Side.LEFT else 90.0)
    return np.eye(3)


_AT_EASE: Mapping[Position, Mapping[Joint, float]] = MappingProxyType(
    {
        Position.STANDING: {
            Joint.SHOULDER_ABDUCTION: 8,
            Joint.OTHER_SHOULDER_ABDUCTION: 8,
            Joint.ELBOW_FLEXION: 8,
            Joint.OTHER_ELBOW_FLEXION: 8,
        },
        Position.SITTING: {
            Joint.SHOULDER_FLEXION: 20,
            Joint.OTHER_SHOULDER_FLEXION: 20,
            Joint.SHOULDER_ABDUCTION: 12,
            Joint.OTHER_SHOULDER_ABDUCTION: 12,
            Joint.ELBOW_FLEXION: 40,
            Joint.OTHER_ELBOW_FLEXION: 40,
        },
        Position.SUPINE: {Joint.SHOULDER_ABDUCTION: 20, Joint.OTHER_SHOULDER_ABDUCTION: 20},
        Position.PRONE: {
            Joint.SHOULDER_FLEXION: 175,
            Joint.OTHER_SHOULDER_FLEXION: 175,
            Joint.SHOULDER_ABDUCTION: 35,
            Joint.OTHER_SHOULDER_ABDUCTION: 35,
        },
        Position.SIDE_LYING: {
            Joint.SHOULDER_FLEXION: 60,
            Joint.ELBOW_FLEXION: 50,
            Joint.OTHER_SHOULDER_FLEXION: 140,
            Joint.OTHER_ELBOW_FLEXION: 100,
        },
        Position.ALL_FOURS: {Joint.SHOULDER_FLEXION: 90, Joint.OTHER_SHOULDER_FLEXION: 90},
        Position.KNEELING: {
            Joint.SHOULDER_ABDUCTION: 35,
            Joint.OTHER_SHOULDER_ABDUCTION: 35,
            Joint.ELBOW_FLEXION: 95,
            Joint.OTHER_ELBOW_FLEXION: 95,
        },
        Position.SIDE_SUPPORT: {
            Joint.OTHER_SHOULDER_ABDUCTION: 90,
            Joint.OTHER_ELBOW_FLEXION: 90,
            Joint.SHOULDER_ABDUCTION: 10,
        },
    }
)


def angle_at_ease(position: Position, joint: Joint) -> float:
    """The angle (degrees) that a joint has in a position when nothing is said about it; arms rest somewhere."""
    return float(_AT_EASE[position].get(joint, 0.0))
