"""Bodies of different sex, age and build, read from anny once and kept on disk."""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tools.rendering.arrays import Flags, Floats, Floats32, Ints
from tools.rendering.skeleton import SIDES, anchored_offsets, neutral_rotations

_YOUNG_ADULT, _OLD = 2 / 3, 1.0
_YOUNG_ADULT_YEARS, _OLD_YEARS = 18.0, 85.0


@dataclass(frozen=True, slots=True)
class BodyShape:
    """A body in anny's phenotypes, each from 0 to 1; beyond that they are extrapolated.

    gender: 0 is male, 1 is female. age: 2/3 is a young adult, 1 is old; below that are children. The three origins are
    shares of a mixture.
    """

    gender: float = 0.5
    age: float = 0.7
    muscle: float = 0.5
    weight: float = 0.5
    height: float = 0.5
    proportions: float = 0.5
    cupsize: float = 0.5
    firmness: float = 0.5
    african: float = 1 / 3
    asian: float = 1 / 3
    caucasian: float = 1 / 3
    name: str = "body"

    def phenotypes(self) -> dict[str, float]:
        """What anny is told."""
        return {part.name: getattr(self, part.name) for part in fields(self) if part.name != "name"}


@dataclass(frozen=True, slots=True, eq=False)
class Rig:
    """What all bodies share.

    Attributes:
        bone_names, bone_parents: (B,) with parents before children; the root's parent is -1.
        faces: (F, 3) vertices, counter-clockwise seen from outside.
        face_is_eye: (F,) the front of an eyeball.
        face_is_mouth: (F,) inside the mouth.
        lips, eye_rims: vertices on the edge of the mouth and of the eyes.
        weight_starts, weight_bones, weights: the bones of vertex v and their shares lie in [starts[v], starts[v + 1]).
    """

    bone_names: tuple[str, ...]
    bone_parents: Ints
    faces: Ints
    face_is_eye: Flags
    face_is_mouth: Flags
    lips: Ints
    eye_rims: Ints
    weight_starts: Ints
    weight_bones: Ints
    weights: Floats32

    def bone(self, name: str) -> int:
        """The index of a bone."""
        return self.bone_names.index(name)

    def dense_weights(self) -> Floats32:
        """(V, B) shares."""
        counts = np.diff(self.weight_starts)
        dense = np.zeros((len(counts), len(self.bone_names)), np.float32)
        dense[np.repeat(np.arange(len(counts)), counts), self.weight_bones] = self.weights
        return dense


@dataclass(frozen=True, slots=True, eq=False)
class BodyModel:
    """One body in anny's rest pose, with the turn of each bone that makes it stand in the neutral stance.

    Attributes:
        shape: what it was made from.
        rig: bones, faces and weights.
        rest_vertices: (V, 3) metres, between the hips is about the origin.
        bone_heads: (B, 3) metres, rest pose.
        neutral: (B, 3, 3) world rotation of each bone from the rest pose to the neutral stance.
        anchors: (B,) the bone from whose head each bone's head is reckoned.
        offsets: (B, 3) how far it is from there in the neutral stance, metres.
        landmarks: points on the skin by name, each as the bone that it goes with and its rest position (3,), metres.
        stature_m, mass_kg: of the standing body; the mass is that of its volume at 980 kg/m3.
    """

    shape: BodyShape
    rig: Rig
    rest_vertices: Floats32
    bone_heads: Floats
    neutral: Floats
    anchors: Ints
    offsets: Floats
    landmarks: dict[str, tuple[int, Floats]]
    stature_m: float
    mass_kg: float

    @classmethod
    def load(cls, shape: BodyShape) -> "BodyModel":
        """The body of a shape, from the cache where it was made before."""
        return _loaded(shape)


@lru_cache(maxsize=32)
def _loaded(shape: BodyShape) -> BodyModel:
    rig = _rig()
    rest = _cached(f"body-{_key(shape.phenotypes())}", lambda: _source().rest(shape.phenotypes()))
    heads = rest["heads"].astype(np.float64)
    neutral = neutral_rotations(rig.bone_names, rig.bone_parents, heads)
    anchors, offsets = anchored_offsets(rig.bone_names, rig.bone_parents, heads, neutral)
    return BodyModel(
        shape=shape,
        rig=rig,
        rest_vertices=rest["vertices"],
        bone_heads=heads,
        neutral=neutral,
        anchors=anchors,
        offsets=offsets,
        landmarks=_landmarks(rig, rest["vertices"], rest["face_points"]),
        stature_m=float(rest["size"][0]),
        mass_kg=float(rest["size"][1]),
    )


def person(
    *, female: bool, age_years: float, stature_m: float, fatness: float = 0.5, muscle: float = 0.5, name: str = "person"
) -> BodyShape:
    """The shape whose stature is as given.

    Args:
        female: the sex.
        age_years: 18 to 85.
        stature_m: metres, about 1.45 to 2.0.
        fatness: 0 slim to 1 heavy (anny's weight), and up to about 1.6 beyond what anny was drawn for.
        muscle: 0 weak to 1 strong.
        name: what to call it.
    """
    share = (age_years - _YOUNG_ADULT_YEARS) / (_OLD_YEARS - _YOUNG_ADULT_YEARS)
    age = _YOUNG_ADULT + (_OLD - _YOUNG_ADULT) * float(np.clip(share, 0.0, 1.0))
    shape = BodyShape(float(female), age, muscle, fatness, name=name)
    key = f"height-{_key(shape.phenotypes())}-{stature_m:.4f}"
    found = _cached(key, lambda: {"height": _source().height_for(shape.phenotypes(), stature_m)})
    return replace(shape, height=float(found["height"]))


def _landmarks(rig: Rig, vertices: Floats32, face_points: Floats32) -> dict[str, tuple[int, Floats]]:
    points = dict(zip(("nose", "ear_left", "ear_right"), face_points.astype(np.float64), strict=True))
    found = {name: (rig.bone("head"), point) for name, point in points.items()}
    weights = rig.dense_weights()
    for side, letter in SIDES.items():
        foot = rig.bone(f"foot.{letter}")
        sole = vertices[weights[:, foot] > 0.5]
        low = sole[sole[:, 2] < sole[:, 2].min() + 0.03]
        heel = low[low[:, 1] > low[:, 1].max() - 0.02].mean(axis=0)
        toe = vertices[weights[:, rig.bone(f"toe2-3.{letter}")] > 0.5]
        tip = toe[toe[:, 1] < toe[:, 1].min() + 0.008].mean(axis=0)
        found |= {f"heel_{side}": (foot, heel.astype(np.float64)), f"toe_{side}": (foot, tip.astype(np.float64))}
    return found


@lru_cache(maxsize=1)
def _rig() -> Rig:
    read: dict[str, Any] = dict(_cached("rig", lambda: _source().shared()))
    names = tuple(str(name) for name in read.pop("bone_names"))
    return Rig(bone_names=names, **read)


def _source() -> ModuleType:
    """The module that reads anny, loaded only for a body that is not in the cache: it takes seconds."""
    return import_module("tools.rendering.anny_bodies")


def _key(phenotypes: dict[str, float]) -> str:
    text = ",".join(f"{name}={value:.6f}" for name, value in sorted(phenotypes.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _cached(name: str, make: Callable[[], Mapping[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    default = Path.home() / ".cache" / "kilter-rendering"
    folder = Path(os.environ.get("KILTER_RENDERING_CACHE", default)) / f"anny-{version('anny')}"
    path = folder / f"{name}.npz"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Written aside and moved, so that two processes can make the same body.
        aside = path.with_suffix(f".{os.getpid()}.npz")
        np.savez(aside, allow_pickle=False, **make())
        aside.replace(path)
    with np.load(path) as stored:
        return dict(stored)
