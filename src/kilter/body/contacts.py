"""Where a body touches what carries it, and how thick it is there."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from kilter.body.sides import Side
from kilter.body.skeleton import Point


class Contact(StrEnum):
    """A part of the body that rests on the floor or on a prop; of the working side unless it says ``other``."""

    FOOT = "foot"
    OTHER_FOOT = "other_foot"
    HEEL = "heel"
    OTHER_HEEL = "other_heel"
    TOES = "toes"
    OTHER_TOES = "other_toes"
    KNEE = "knee"
    OTHER_KNEE = "other_knee"
    HAND = "hand"
    OTHER_HAND = "other_hand"
    ELBOW = "elbow"
    OTHER_ELBOW = "other_elbow"
    HIP = "hip"
    OTHER_HIP = "other_hip"
    PELVIS = "pelvis"
    """Seat or back of the pelvis, or its front when lying on it."""
    SHOULDERS = "shoulders"
    """Upper back, or chest when lying on it."""

    def points(self, working: Side) -> tuple[Point, ...]:
        """The points of the skeleton that lie nearest to where the body rests."""
        if self is Contact.PELVIS:
            return (Point.HIP_LEFT, Point.HIP_RIGHT)
        if self is Contact.SHOULDERS:
            return (Point.SHOULDER_LEFT, Point.SHOULDER_RIGHT)
        name = self.removeprefix("other_")
        side = working.other if self.startswith("other_") else working
        return tuple(Point.of(part, side) for part in _PARTS.get(name, (name,)))

    def leg(self, working: Side) -> Side | None:
        """The side whose leg bears on this contact, or None when it is no part of a leg."""
        if self.removeprefix("other_") not in {"foot", "heel", "toes", "knee"}:
            return None
        return working.other if self.startswith("other_") else working

    def below(self, working: Side) -> Side | None:
        """The side that lies below when a body on its side rests on this contact; None when it does not say."""
        if self.removeprefix("other_") not in {"hip", "elbow"}:
            return None
        return working.other if self.startswith("other_") else working

    @property
    def clearance_m(self) -> float:
        """How far those points lie above the surface that carries them, for an adult of middle size."""
        return _CLEARANCE_M[self.removeprefix("other_")]


_PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"foot": ("heel", "toe"), "toes": ("toe",), "hand": ("wrist",)}
)
_CLEARANCE_M: Mapping[str, float] = MappingProxyType(
    {
        "foot": 0.0,
        "heel": 0.0,
        "toes": 0.0,
        "knee": 0.05,
        "hand": 0.04,
        "elbow": 0.04,
        "hip": 0.14,
        "pelvis": 0.10,
        "shoulders": 0.08,
    }
)
