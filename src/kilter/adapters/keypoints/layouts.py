"""Which point of which pose model is which landmark."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kilter.body.landmarks import Landmark

_FACE = ("nose", "left_eye", "right_eye", "left_ear", "right_ear")
_LIMBS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
_COCO_17 = (*_FACE, *(f"{side}_{limb}" for limb in _LIMBS for side in ("left", "right")))


def _side(side: str, *limbs: str) -> tuple[str, ...]:
    return tuple(f"{side}_{limb}" for limb in limbs)


@dataclass(frozen=True, slots=True)
class Layout:
    """The order of a pose model's points.

    Args:
        source: its name.
        points: the landmark at each place; None for a point that no landmark stands for (the neck, small toes).
    """

    source: str
    points: tuple[Landmark | None, ...]


def _layout(source: str, names: tuple[str, ...]) -> Layout:
    return Layout(source, tuple(Landmark(name) if name else None for name in names))


_ARM, _LEG = ("shoulder", "elbow", "wrist"), ("hip", "knee", "ankle")
_EYES_EARS = ("right_eye", "left_eye", "right_ear", "left_ear")
COCO_17 = _layout("coco17", _COCO_17)
# the last nine: head, neck, hip, then big toe, small toe and heel of each side, in pairs
HALPE_26 = _layout(
    "halpe26",
    (
        *_COCO_17,
        "",
        "",
        "",
        *_side("left", "foot_index"),
        *_side("right", "foot_index"),
        "",
        "",
        "left_heel",
        "right_heel",
    ),
)
COCO_18 = _layout(
    "openpose_coco18",
    (
        "nose",
        "",
        *_side("right", *_ARM),
        *_side("left", *_ARM),
        *_side("right", *_LEG),
        *_side("left", *_LEG),
        *_EYES_EARS,
    ),
)
BODY_25 = _layout(
    "openpose_body25",
    (
        *("nose", "", *_side("right", *_ARM), *_side("left", *_ARM), ""),
        *(*_side("right", *_LEG), *_side("left", *_LEG), *_EYES_EARS),
        *("left_foot_index", "", "left_heel", "right_foot_index", "", "right_heel"),
    ),
)
BLAZEPOSE_33 = Layout("blazepose33", tuple(Landmark))


def _spellings() -> Mapping[str, Landmark]:
    """Each landmark by the ways in which others write it, letters and digits only."""
    found = {}
    for landmark in Landmark:
        plain = landmark.value.replace("_", "")
        found[plain] = landmark
        if landmark.side is not None:
            side = landmark.side.value
            rest = plain.replace(side, "")
            found |= {f"{side[0]}{rest}": landmark, f"{rest}{side}": landmark, f"{side}{rest}": landmark}
    return MappingProxyType(found)


_SPELLINGS = _spellings()


def find_landmark(name: str) -> Landmark | None:
    """The landmark that a name stands for.

    Args:
        name: as others write it.

    Returns:
        the landmark, or None where there is none of that name.

    >>> find_landmark("LHip"), find_landmark("Right foot-index"), find_landmark("neck")
    (<Landmark.LEFT_HIP: 'left_hip'>, <Landmark.RIGHT_FOOT_INDEX: 'right_foot_index'>, None)
    """
    return _SPELLINGS.get(re.sub(r"[^a-z0-9]", "", name.lower()))
