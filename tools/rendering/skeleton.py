"""Which bones of anny's rig make up a segment, and how its rest pose becomes the anatomical neutral stance."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from tools.rendering.arrays import Floats, Ints

SIDES: Final = {"left": "L", "right": "R"}
TRUNK_BONES: Final = ("spine04", "spine03", "spine02", "spine01")
HEAD_BONES: Final = ("neck01", "neck02", "neck03", "head")
SEGMENTS: Final = (
    "pelvis",
    "trunk",
    "head",
    *(f"{part}_{side}" for side in SIDES for part in ("thigh", "shank", "foot", "upper_arm", "forearm", "hand")),
)

# The bone that carries a segment's rotation.
_CARRIERS: Final = {
    "thigh": "upperleg01",
    "shank": "lowerleg01",
    "foot": "foot",
    "upper_arm": "upperarm01",
    "forearm": "lowerarm01",
    "hand": "wrist",
}
# Bones at the upper end of a limb, whose skin takes only half of the twist about the limb's long axis.
_HALF_TWISTED: Final = ("upperleg01", "upperarm01", "lowerarm01")
# The heads of these bones are joint centres. spine05 starts between the hips: it is the sacrum, and L5/S1 is where
# spine04 starts.
_JOINTS: Final = {
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
}


def carriers() -> dict[str, tuple[str, ...]]:
    """The bones among which each segment's local rotation is shared out evenly, by segment."""
    shares: dict[str, tuple[str, ...]] = {"pelvis": ("root",), "trunk": TRUNK_BONES, "head": HEAD_BONES}
    for side, letter in SIDES.items():
        shares |= {f"{part}_{side}": (f"{bone}.{letter}",) for part, bone in _CARRIERS.items()}
    return shares


def half_twisted() -> tuple[str, ...]:
    """The bones whose skin follows half of the twist of their segment."""
    return tuple(f"{bone}.{letter}" for bone in _HALF_TWISTED for letter in SIDES.values())


def joint_bones() -> dict[str, str]:
    """The bone whose head is a joint centre, by joint."""
    joints = {"lumbar": "spine04", "neck": "neck01"}
    for side, letter in SIDES.items():
        joints |= {f"{joint}_{side}": f"{bone}.{letter}" for joint, bone in _JOINTS.items()}
    return joints


def neutral_rotations(names: tuple[str, ...], parents: Ints, heads: Floats) -> Floats:
    """World rotations that bring each bone from the rest pose to the neutral stance.

    Args:
        names: the B bones, parents before children.
        parents: (B,) index of each bone's parent, -1 for the root.
        heads: (B, 3) where the bones start in the rest pose, metres.

    Returns:
        (B, 3, 3) rotations, to be applied about each bone's head.
    """
    head = {name: heads[index] for index, name in enumerate(names)}
    aligned: dict[str, Floats] = {}
    for letter in SIDES.values():
        aligned |= _leg(head, letter) | _arm(head, letter)
    turned = np.tile(np.eye(3), (len(names), 1, 1))
    for index, name in enumerate(names):
        if name in aligned:
            turned[index] = aligned[name]
        elif parents[index] >= 0:
            turned[index] = turned[parents[index]]
    return turned


def anchored_offsets(names: tuple[str, ...], parents: Ints, heads: Floats, neutral: Floats) -> tuple[Ints, Floats]:
    """From which bone's head each bone's head is reckoned, and how far it is from there in the neutral stance.

    The two bones of a half limb are reckoned from the same joint, so that the twist between them, which turns
    about the line from joint to joint, does not move the joint at the far end.

    Args:
        names: the B bones.
        parents: (B,) index of each bone's parent, -1 for the root.
        heads: (B, 3) rest pose, metres.
        neutral: (B, 3, 3) rotations to the neutral stance.

    Returns:
        (B,) indices and (B, 3) metres.
    """
    anchors, offsets = parents.copy(), np.zeros_like(heads)
    for index in range(1, len(names)):
        parent = parents[index]
        is_second = names[index][:-2].endswith("02") and names[parent][:-2].endswith("01")
        follows_second = anchors[parent] >= 0 and names[parent][:-2].endswith("02") and "." in names[parent]
        anchors[index] = anchors[parent] if follows_second else parent
        turn = neutral[index] if is_second and "." in names[index] else neutral[parent]
        offsets[index] = turn @ (heads[index] - heads[anchors[index]])
    return anchors, offsets


def _leg(head: Mapping[str, Floats], letter: str) -> dict[str, Floats]:
    hip, knee, ankle = (head[f"{bone}.{letter}"] for bone in ("upperleg01", "lowerleg01", "foot"))
    down, forward = np.array([0.0, 0.0, -1.0]), np.array([0.0, -1.0, 0.0])
    heading = head[f"toe2-1.{letter}"] - ankle
    heading[2] = 0.0
    return {
        f"upperleg01.{letter}": _shortest_turn(knee - hip, down),
        f"lowerleg01.{letter}": _shortest_turn(ankle - knee, down),
        f"foot.{letter}": _shortest_turn(heading, forward),
    }


def _arm(head: Mapping[str, Floats], letter: str) -> dict[str, Floats]:
    shoulder, elbow, wrist, index, middle, little = (
        head[f"{bone}.{letter}"]
        for bone in ("upperarm01", "lowerarm01", "wrist", "finger2-1", "finger3-1", "finger5-1")
    )
    down, forward, right = np.array([0.0, 0.0, -1.0]), np.array([0.0, -1.0, 0.0]), np.array([-1.0, 0.0, 0.0])
    # The elbow is a little bent in the rest pose, which tells its hinge; in the neutral stance it bends forward.
    hinge = np.cross(elbow - shoulder, wrist - elbow)
    straight = _frame(down, right) @ _frame(wrist - elbow, hinge).T
    hand = _frame(down, forward) @ _frame(middle - wrist, index - little).T
    # Palms to the thighs: the forearm turns about its length by as much as the hand does, its upper half by half.
    radial = straight @ (index - little)
    turn = float(np.arctan2(radial[0], -radial[1]))
    return {
        f"upperarm01.{letter}": _frame(down, right) @ _frame(elbow - shoulder, hinge).T,
        f"lowerarm01.{letter}": _about_z(-turn / 2) @ straight,
        f"lowerarm02.{letter}": _about_z(-turn) @ straight,
        f"wrist.{letter}": hand,
    }


def _frame(along: Floats, beside: Floats) -> Floats:
    """Right-handed axes as columns: along, the part of beside that is perpendicular to it, and their product."""
    first = along / np.linalg.norm(along)
    second = beside - first * (first @ beside)
    second /= np.linalg.norm(second)
    return np.stack([first, second, np.cross(first, second)], axis=1)


def _shortest_turn(start: Floats, end: Floats) -> Floats:
    a, b = start / np.linalg.norm(start), end / np.linalg.norm(end)
    axis, cosine = np.cross(a, b), float(a @ b)
    skew = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    turned: Floats = np.eye(3) + skew + skew @ skew / (1.0 + cosine)
    return turned


def _about_z(angle_rad: float) -> Floats:
    c, s = np.cos(angle_rad), np.sin(angle_rad)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
