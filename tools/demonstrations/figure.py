"""A body in one moment, whose limbs can be led to where they belong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from tools.rendering.arrays import Floats, Floats32, Ints
from tools.rendering.bodies import BodyModel
from tools.rendering.posing import PosedBody, pose_body, skin
from tools.rendering.skeleton import SIDES

from kilter.body.rotations import about_axis
from kilter.body.sides import Side

_HANGS_ON: Final[Mapping[str, str]] = {
    "trunk": "pelvis",
    "head": "trunk",
    **{
        f"{part}_{side}": on if on in {"pelvis", "trunk"} else f"{on}_{side}"
        for side in Side
        for part, on in (
            ("thigh", "pelvis"),
            ("shank", "thigh"),
            ("foot", "shank"),
            ("upper_arm", "trunk"),
            ("forearm", "upper_arm"),
            ("hand", "forearm"),
        )
    },
}
# What must not sink into the floor: all but arms, and but what is laid on the floor afterwards.
_CARRIED: Final[Mapping[str, tuple[str, ...]]] = {
    "carried": (),
    "carried but feet": ("foot", "toe"),
    "carried but head": ("head", "neck"),
}
DOWN: Final = np.array([0.0, 0.0, -1.0])
UP: Final = np.array([0.0, 0.0, 1.0])
FRONT: Final = np.array([0.0, -1.0, 0.0])
BACK: Final = np.array([0.0, 1.0, 0.0])
LEFT: Final = np.array([1.0, 0.0, 0.0])
RIGHT: Final = np.array([-1.0, 0.0, 0.0])


@dataclass(slots=True, eq=False)
class Figure:
    """A body in one moment; every segment's turn is told in the world, so that changing one moves no other.

    Attributes:
        model: whose body.
        turns: (3, 3) by segment, the pelvis included, from the neutral stance to the world.
        place: (3,) the middle of the hips.
    """

    model: BodyModel
    turns: dict[str, Floats]
    place: Floats
    _posed: PosedBody | None = field(default=None, repr=False)

    def posed(self) -> PosedBody:
        """The body as it now is."""
        if self._posed is None:
            local = {name: self.turns[on].T @ self.turns[name] for name, on in _HANGS_ON.items()}
            self._posed = pose_body(self.model, local, self.turns["pelvis"], self.place)
        return self._posed

    def joint(self, name: str, side: Side | None = None) -> Floats:
        """(3,) where a joint centre is."""
        return self.posed().joints[name if side is None else f"{name}_{side}"]

    def skin(self, part: str, side: Side | None = None) -> Floats:
        """(N, 3) the skin of a part of the body."""
        vertices, starts, bones, weights = _region(self.model, part, None if side is None else SIDES[side])
        return np.asarray(skin(vertices, starts, bones, weights, self.posed().transforms), np.float64)

    def set(self, segment: str, turn: Floats) -> None:
        """Give a segment another turn."""
        self.turns[segment] = turn
        self._posed = None

    def turn(self, segments: tuple[str, ...], rotation: Floats) -> None:
        """Turn segments in the world."""
        for segment in segments:
            self.turns[segment] = rotation @ self.turns[segment]
        self._posed = None

    def turn_all(self, rotation: Floats) -> None:
        """Turn the whole body about the middle of the hips."""
        self.turn(tuple(self.turns), rotation)

    def move(self, by: Floats) -> None:
        """Put the whole body elsewhere."""
        self.place = self.place + by
        self._posed = None

    def reach(self, limb: str, side: Side, target: Floats, bend: Floats, hand: Floats | None = None) -> None:
        """Lead the wrist or the ankle to a point.

        Args:
            limb: ``arm`` or ``leg``.
            side: whose.
            target: (3,) where wrist or ankle goes; as near as the limb reaches.
            bend: (3,) the direction in which elbow or knee points.
            hand: (3, 3) how the hand is turned afterwards; it stays as it was to the forearm when None. Feet keep
                their turn in the world.
        """
        names = ("shoulder", "elbow", "wrist") if limb == "arm" else ("hip", "knee", "ankle")
        upper, lower = ("upper_arm", "forearm") if limb == "arm" else ("thigh", "shank")
        start, middle, end = (self.joint(name, side) for name in names)
        first, second = float(np.linalg.norm(middle - start)), float(np.linalg.norm(end - middle))
        way = target - start
        reach = float(np.clip(np.linalg.norm(way), abs(first - second) + 0.02, (first + second) * 0.999))
        ahead = way / (np.linalg.norm(way) + 1e-9)
        aside = bend - ahead * (bend @ ahead)
        aside = aside / (np.linalg.norm(aside) + 1e-9)
        cosine = float(np.clip((first**2 + reach**2 - second**2) / (2 * first * reach), -1.0, 1.0))
        knee = start + first * (cosine * ahead + np.sqrt(1 - cosine**2) * aside)
        along, then = (knee - start) / first, (start + reach * ahead - knee) / second
        behind = aside if limb == "arm" else -aside
        relative = self.turns[f"{lower}_{side}"].T @ self.turns.get(f"hand_{side}", np.eye(3))
        self.set(f"{upper}_{side}", _frame(-along, behind - along * (behind @ along)))
        hinge = self.turns[f"{upper}_{side}"][:, 0]
        if limb == "leg":
            self.set(f"{lower}_{side}", _with_left(-then, hinge))
        elif hand is None:
            self.set(f"{lower}_{side}", _with_left(-then, hinge))
            self.set(f"hand_{side}", self.turns[f"{lower}_{side}"] @ relative)
        else:
            # The forearm turns with the hand, as far as the hinge of the elbow does not forbid it.
            beside = hand[:, 0] - then * (hand[:, 0] @ then)
            mixed = beside + 0.35 * hinge if np.linalg.norm(beside) > 0.3 else hinge
            self.set(f"{lower}_{side}", _with_left(-then, mixed))
            self.set(f"hand_{side}", hand)


def hand_turn(side: Side, fingers: Floats, palm: Floats) -> Floats:
    """(3, 3) of a hand whose fingers and palm point in these directions."""
    away = -fingers / np.linalg.norm(fingers)
    beside = -palm if side is Side.LEFT else palm
    return _with_left(away, beside)


def foot_turn(ahead: Floats, up: Floats = UP) -> Floats:
    """(3, 3) of a foot whose toes point ahead and whose back points up."""
    back = -ahead + up * (ahead @ up)
    back = back / np.linalg.norm(back)
    return np.stack([np.cross(back, up), back, up], axis=1)


def turned(axis: Floats, angle_deg: float) -> Floats:
    """(3, 3) a turn about an axis."""
    return np.asarray(about_axis(axis, angle_deg))


def _frame(up: Floats, back: Floats) -> Floats:
    back = back / (np.linalg.norm(back) + 1e-12)
    return np.stack([np.cross(back, up), back, up], axis=1)


def _with_left(up: Floats, left: Floats) -> Floats:
    left = left - up * (left @ up)
    left = left / (np.linalg.norm(left) + 1e-12)
    return np.stack([left, np.cross(up, left), up], axis=1)


@lru_cache(maxsize=128)
def _region(model: BodyModel, part: str, letter: str | None) -> tuple[Floats32, Ints, Ints, Floats32]:
    """The vertices of a part of the body in the rest pose, and what `posing.skin` needs to pose them."""
    rig, chosen = model.rig, _chosen(model, part, letter)
    counts = (rig.weight_starts[1:] - rig.weight_starts[:-1])[chosen]
    kept = np.concatenate([np.arange(rig.weight_starts[each], rig.weight_starts[each + 1]) for each in chosen])
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return model.rest_vertices[chosen], starts, rig.weight_bones[kept], rig.weights[kept]


def _chosen(model: BodyModel, part: str, letter: str | None) -> Ints:
    """Which vertices belong to a part of the body."""
    rig = model.rig
    owner = rig.dense_weights().argmax(axis=1)
    names = np.array(rig.bone_names)[owner]
    sides = {None: np.ones(len(names), bool)} | {
        each: np.array([not name.endswith((".L", ".R")) or name.endswith(each) for name in names]) for each in "LR"
    }
    if part in {"foot", "hand", "head"}:
        starts = {
            "foot": ("foot", "toe"),
            "hand": ("wrist", "finger", "metacarpal"),
            "head": ("head", "neck03"),
        }[part]
        inside = np.array([name.startswith(starts) for name in names])
        return np.flatnonzero(inside & sides[letter]).astype(np.int32)
    if part in _CARRIED:
        arms = ("clavicle", "shoulder", "upperarm", "lowerarm", "wrist", "finger", "metacarpal")
        held_off = (*arms, *_CARRIED[part])
        return np.flatnonzero([not name.startswith(held_off) for name in names]).astype(np.int32)
    centre, radius = _ball(model, part, letter or "L")
    near = np.linalg.norm(model.rest_vertices - centre, axis=1) < radius
    is_hand = np.array([name.startswith(("wrist", "finger", "metacarpal")) for name in names])
    return np.flatnonzero(near & ~is_hand).astype(np.int32)


def _ball(model: BodyModel, part: str, letter: str) -> tuple[Floats, float]:
    def head(bone: str) -> Floats:
        place: Floats = model.bone_heads[model.rig.bone(bone)]
        return place

    hips = (head("upperleg01.L") + head("upperleg01.R")) / 2
    shoulders = (head("upperarm01.L") + head("upperarm01.R")) / 2
    return {
        "knee": (head(f"lowerleg01.{letter}"), 0.10),
        "elbow": (head(f"lowerarm01.{letter}"), 0.07),
        "hip": (head(f"upperleg01.{letter}"), 0.19),
        "shoulder": (head(f"upperarm01.{letter}"), 0.10),
        "pelvis": (hips + np.array([0.0, 0.03, 0.0]), 0.16),
        "shoulders": (shoulders - np.array([0.0, 0.0, 0.06]), 0.20),
        "heel": (model.landmarks["heel_left" if letter == "L" else "heel_right"][1], 0.05),
        "toes": (model.landmarks["toe_left" if letter == "L" else "toe_right"][1], 0.06),
    }[part]
