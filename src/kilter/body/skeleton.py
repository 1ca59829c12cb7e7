"""The skeleton: which points it has, how long its bones are, and how thick the body is where it rests on something.

Axes of the body: X to its left, Y backward, Z up, metres; the origin lies midway between the hip joint centres.

Source: winter2009 (segment lengths as shares of the body height)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kilter.body.sides import Side


class Point(StrEnum):
    """A point of the skeleton; joint centres first, in the order of the columns of a pose."""

    SHOULDER_LEFT = "shoulder_left"
    SHOULDER_RIGHT = "shoulder_right"
    ELBOW_LEFT = "elbow_left"
    ELBOW_RIGHT = "elbow_right"
    WRIST_LEFT = "wrist_left"
    WRIST_RIGHT = "wrist_right"
    HIP_LEFT = "hip_left"
    HIP_RIGHT = "hip_right"
    KNEE_LEFT = "knee_left"
    KNEE_RIGHT = "knee_right"
    ANKLE_LEFT = "ankle_left"
    ANKLE_RIGHT = "ankle_right"
    HEEL_LEFT = "heel_left"
    HEEL_RIGHT = "heel_right"
    TOE_LEFT = "toe_left"
    TOE_RIGHT = "toe_right"
    LUMBAR = "lumbar"
    """The joint between the lowest lumbar vertebra and the sacrum."""
    NECK = "neck"
    """The base of the neck."""

    @property
    def index(self) -> int:  # type: ignore[override]  # nobody looks for text within a point's name
        """The place in arrays of points."""
        return _INDEX[self]

    @property
    def mirrored(self) -> "Point":
        """The same point of the other side."""
        return _MIRRORED[self]

    @classmethod
    def of(cls, name: str, side: Side) -> "Point":
        """The point of a side: ``Point.of("hip", Side.LEFT)``."""
        return cls(f"{name}_{side}")


POINTS: tuple[Point, ...] = tuple(Point)
JOINT_CENTRES: tuple[Point, ...] = POINTS[:12]
_INDEX: Mapping[Point, int] = MappingProxyType({point: index for index, point in enumerate(POINTS)})


def _other_side(point: Point) -> Point:
    name, _, side = point.partition("_")
    return Point(f"{name}_{Side(side).other}") if side else point


_MIRRORED: Mapping[Point, Point] = MappingProxyType({point: _other_side(point) for point in POINTS})

BONES: tuple[tuple[Point, Point], ...] = tuple(
    (Point.of(parent, side), Point.of(child, side))
    for side in Side
    for parent, child in (
        ("hip", "knee"),
        ("knee", "ankle"),
        ("ankle", "heel"),
        ("ankle", "toe"),
        ("shoulder", "elbow"),
        ("elbow", "wrist"),
    )
)
"""The bones with a length of their own on each side, from the trunk outward."""


@dataclass(frozen=True, slots=True)
class Proportions:
    """Lengths of the skeleton in metres.

    Args:
        thigh_m, shank_m, upper_arm_m, forearm_m: from joint centre to joint centre.
        hip_half_width_m, shoulder_half_width_m: from the middle of the body to the joint centre.
        lumbar_up_m, lumbar_back_m: the lumbar joint from the midpoint of the hips.
        neck_up_m: the base of the neck above the lumbar joint.
        shoulder_up_m: the shoulder joints above the lumbar joint.
        ankle_up_m: the ankle joint above the sole.
        heel_back_m, toe_forward_m: heel and tip of the foot from the ankle, along the sole.
        head_up_m: the middle of the head above the base of the neck.
    """

    thigh_m: float
    shank_m: float
    upper_arm_m: float
    forearm_m: float
    hip_half_width_m: float
    shoulder_half_width_m: float
    lumbar_up_m: float
    lumbar_back_m: float
    neck_up_m: float
    shoulder_up_m: float
    ankle_up_m: float
    heel_back_m: float
    toe_forward_m: float
    head_up_m: float

    @classmethod
    def of_height(cls, height_m: float) -> "Proportions":
        """The usual proportions of an adult of a height.

        >>> round(Proportions.of_height(1.8).thigh_m, 3)
        0.441
        """
        return cls(**{name: share * height_m for name, share in _SHARES_OF_HEIGHT.items()})


_SHARES_OF_HEIGHT: Mapping[str, float] = MappingProxyType(
    {
        "thigh_m": 0.245,
        "shank_m": 0.246,
        "upper_arm_m": 0.186,
        "forearm_m": 0.146,
        "hip_half_width_m": 0.052,
        "shoulder_half_width_m": 0.105,
        "lumbar_up_m": 0.058,
        "lumbar_back_m": 0.025,
        "neck_up_m": 0.275,
        "shoulder_up_m": 0.230,
        "ankle_up_m": 0.039,
        "heel_back_m": 0.030,
        "toe_forward_m": 0.115,
        "head_up_m": 0.090,
    }
)
