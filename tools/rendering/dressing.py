"""A body in its clothes: cloth pushed off the skin, shoes, hair, and which material lies where."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from tools.rendering import wear
from tools.rendering.anatomy import FAR_M, Face, Regions, face, regions
from tools.rendering.arrays import Floats, Floats32, Ints
from tools.rendering.bodies import BodyModel
from tools.rendering.compiled import compiled
from tools.rendering.look import Colour, Outfit
from tools.rendering.meshes import Mesh, joined, linear, plain_materials
from tools.rendering.openness import openness
from tools.rendering.rasteriser import vertex_normals

_GLOSS: Final = {"skin": 0.05, "white": 0.15, "iris": 0.3, "pupil": 0.4, "lips": 0.08, "hair": 0.10, "shoes": 0.05}
_MATERIALS: Final = (
    "skin", "white", "iris", "pupil", "lips", "mouth", "lashes", "brows", "hair", "beard", "shirt", "trousers", "shoes",
    "soles", "socks",
)  # fmt: skip
# Hems take the cloth's thickness within this distance.
_HEM_M: Final = 0.02
_CREASE_M: Final = 0.055
# Cloth spans over what is smaller than about 2 cm: this many rounds over edges of this length.
_SMOOTHING_ROUNDS: Final = 36
_SMOOTHING_EDGE_M: Final = 0.005


@dataclass(frozen=True, slots=True, eq=False)
class DressedBody:
    """A mesh in the rest pose, with the bones that it follows as in `bodies.Rig`."""

    mesh: Mesh
    weight_starts: Ints
    weight_bones: Ints
    weights: Floats32


@lru_cache(maxsize=16)
def dressed(model: BodyModel, outfit: Outfit) -> DressedBody:
    """A body in its clothes, in the rest pose."""
    at = regions(model)
    features = face(model, at)
    layers = _layers(outfit, at, features)
    vertices = _clothed(model, outfit, layers, features.unit_m)
    faces, base = _skin_faces(model, outfit, at)
    parts = [(vertices, faces)]
    bases, bones = [base], []
    for worn in wear.extras(model, outfit, features):
        parts.append((worn.vertices, worn.faces))
        bases.append(np.full(len(worn.faces), _MATERIALS.index(worn.material), np.int32))
        bones.append(np.full(len(worn.vertices), model.rig.bone(worn.bone), np.int32))
    every_vertex, every_face = joined(parts)
    extra = np.concatenate([*bones, np.zeros(0, np.int32)])
    fields = np.full((len(every_vertex), len(layers)), -FAR_M, np.float32)
    fields[: len(vertices)] = np.stack(list(layers.values()), axis=1)
    order = np.array([_MATERIALS.index(name.removesuffix("_below")) for name in layers], np.int32)
    every_base = np.concatenate(bases)
    mesh = Mesh(
        vertices=every_vertex,
        faces=every_face,
        tint=np.ones(len(every_vertex), np.float32),
        fields=fields,
        layers=order,
        base=every_base,
        plain=plain_materials(every_face, fields, order, every_base),
        palette=_palette(outfit),
        gloss=np.array([_GLOSS.get(name, 0.0) for name in _MATERIALS], np.float32),
    )
    rig = model.rig
    return DressedBody(
        mesh=replace(mesh, tint=openness(mesh.vertices, mesh.faces) * _mottle(mesh.vertices)),
        weight_starts=np.concatenate([rig.weight_starts, rig.weight_starts[-1] + 1 + np.arange(len(extra))]).astype(
            np.int32
        ),
        weight_bones=np.concatenate([rig.weight_bones, extra]),
        weights=np.concatenate([rig.weights, np.ones(len(extra), np.float32)]),
    )


def _palette(outfit: Outfit) -> Floats32:
    skin, hair = np.array(outfit.skin), np.array(outfit.hair)
    shade = 0.55 + 0.25 * float(skin.mean())
    colours: dict[str, Colour] = {
        "skin": outfit.skin,
        "white": (0.90, 0.88, 0.86),
        "iris": outfit.eyes,
        "pupil": (0.03, 0.03, 0.03),
        "lips": _mixed(skin, np.array([0.62, 0.28, 0.28]) * shade, 0.5),
        "mouth": (0.16, 0.06, 0.06),
        "lashes": _mixed(skin * 0.4, hair * 0.5, 0.6),
        "brows": _mixed(skin, hair * 0.8, 0.75),
        "hair": outfit.hair,
        "beard": _mixed(skin, hair, 0.7),
        "shirt": outfit.shirt,
        "trousers": outfit.trousers,
        "shoes": outfit.shoes or outfit.skin,
        "soles": outfit.soles,
        "socks": outfit.socks or outfit.skin,
    }
    return np.stack([linear(colours[name]) for name in _MATERIALS])


def _mixed(a: Floats, b: Floats, share: float) -> Colour:
    red, green, blue = (1 - share) * a + share * b
    return float(red), float(green), float(blue)


def _layers(outfit: Outfit, at: Regions, features: Face) -> dict[str, Floats32]:
    """Fields of the layers, the topmost first."""
    shirt, trousers = _shirt(outfit, at), _trousers(outfit, at)
    clothes = {"trousers": trousers, "shirt": shirt} if outfit.tucked else {"shirt": shirt, "trousers": trousers}
    hairless = np.full_like(shirt, -FAR_M)
    layers = {
        "pupil": features.pupil,
        "iris": features.iris,
        "lashes": features.lashes,
        "brows": features.brows,
        "lips": features.lips,
        "hair": hairless if outfit.hair_style == "bald" else features.hair,
        "beard": features.beard if outfit.beard else hairless,
        **clothes,
    }
    if outfit.socks is not None:
        height = at.height_m - at.height_m.min()
        layers["socks"] = np.where(at.is_leg, outfit.sock_m + 0.07 - height, -FAR_M).astype(np.float32)
    return layers


def _shirt(outfit: Outfit, at: Regions) -> Floats32:
    sleeve = (outfit.sleeve - at.along_arm) * at.upper_arm_m
    trunk = np.minimum(at.height_m - outfit.hem_m, at.neckline_m)
    shirt: Floats32 = np.where(at.is_arm, np.minimum(sleeve, FAR_M), trunk).astype(np.float32)
    return shirt


def _trousers(outfit: Outfit, at: Regions) -> Floats32:
    leg = (outfit.leg - at.along_leg) * at.thigh_m
    waist = outfit.waist_m - at.height_m
    return np.where(at.is_arm | at.is_head, -FAR_M, np.minimum(waist, np.minimum(leg, FAR_M))).astype(np.float32)


def _clothed(model: BodyModel, outfit: Outfit, layers: Mapping[str, Floats32], unit_m: float) -> Floats32:
    """(V, 3) the skin pushed out by what lies on it."""
    faces, vertices = model.rig.faces, model.rest_vertices
    shirt, trousers, hair = layers["shirt"], layers["trousers"], layers["hair"]
    covered = np.clip(np.maximum(shirt, trousers) / 0.01, 0.0, 1.0).astype(np.float32)
    smooth = _smoothed(vertices, faces, covered * _evenness(vertices, faces), _SMOOTHING_ROUNDS)
    normals = vertex_normals(smooth, faces)
    under, over = (shirt, trousers) if outfit.tucked else (trousers, shirt)
    under_m, over_m = outfit.trousers_loose_m, outfit.shirt_loose_m
    if outfit.tucked:
        under_m, over_m = over_m * 0.6, under_m
    thickness = np.maximum(_ramp(under, _HEM_M) * under_m, _ramp(over, _HEM_M / 2) * (over_m + 0.004))
    thickness += np.clip(thickness / 0.008, 0.0, 1.0) * outfit.wrinkles_m * _noise(smooth, _CREASE_M)
    volume = {"cropped": 0.003, "short": 0.014, "bun": 0.010, "ponytail": 0.010, "long": 0.016, "bald": 0.0}
    lift = volume[outfit.hair_style] * unit_m
    thickness += _ramp(hair, 0.02) * lift * (1.0 + 0.25 * _noise(smooth, 0.02))
    moved: Floats32 = (smooth + normals * thickness[:, None]).astype(np.float32)
    return moved


def _evenness(vertices: Floats32, faces: Ints) -> Floats32:
    """(V,) how far a vertex moves in a round of smoothing, so that a coarse mesh is smoothed like a fine one."""
    length, count = np.zeros(len(vertices)), np.full(len(vertices), 1e-9)
    for a, b in ((0, 1), (1, 2), (2, 0)):
        edge = np.linalg.norm(vertices[faces[:, a]] - vertices[faces[:, b]], axis=1)
        for end in (a, b):
            length += np.bincount(faces[:, end], edge, len(vertices))
            count += np.bincount(faces[:, end], minlength=len(vertices))
    evenness: Floats32 = np.clip((_SMOOTHING_EDGE_M * count / np.maximum(length, 1e-9)) ** 2, 0.0, 1.0).astype(
        np.float32
    )
    return evenness


def _ramp(field: Floats32, width: float) -> Floats32:
    t = np.clip(field / width, 0.0, 1.0)
    risen: Floats32 = (t * t * (3 - 2 * t)).astype(np.float32)
    return risen


def _noise(vertices: Floats32, wavelength_m: float) -> Floats32:
    """(V,) smooth and irregular, about -1 to 1."""
    p = vertices * (2 * np.pi / wavelength_m)
    x, y, z = p[:, 0], p[:, 1], p[:, 2]
    a = np.sin(0.9 * x + 0.5 * z + 1.3 * np.sin(0.37 * y + 0.2 * z))
    b = np.sin(0.8 * z - 0.6 * x + 1.1 * np.sin(0.41 * x + 0.3 * y) + 2.0)
    c = np.sin(0.7 * y + 0.4 * z + 0.9 * np.sin(0.29 * z) + 4.0)
    noise: Floats32 = ((a + b + c) / 2.2).astype(np.float32)
    return noise


def _mottle(vertices: Floats32) -> Floats32:
    mottle: Floats32 = (1.0 + 0.025 * _noise(vertices, 0.11)).astype(np.float32)
    return mottle


def _skin_faces(model: BodyModel, outfit: Outfit, at: Regions) -> tuple[Ints, Ints]:
    """The faces of the skin, without what a shoe hides, and their base materials."""
    rig = model.rig
    base = np.full(len(rig.faces), _MATERIALS.index("skin"), np.int32)
    base[rig.face_is_eye], base[rig.face_is_mouth] = _MATERIALS.index("white"), _MATERIALS.index("mouth")
    if outfit.shoes is None:
        return rig.faces, base
    hidden = at.is_foot & (at.height_m - at.height_m.min() < wear.COLLAR_M - 0.02)
    shown = ~hidden[rig.faces].all(axis=1)
    return rig.faces[shown], base[shown]


@compiled
def _smoothed(vertices: Floats32, faces: Ints, share: Floats32, rounds: int) -> Floats32:
    """Vertices moved towards the mean of their neighbours, each by its share, several times over."""
    moved = vertices.copy()
    for _ in range(rounds):
        total = np.zeros_like(moved)
        count = np.zeros(len(moved), np.float32)
        for index in range(len(faces)):
            for corner in range(3):
                a, b = faces[index, corner], faces[index, (corner + 1) % 3]
                total[a] += moved[b]
                total[b] += moved[a]
                count[a] += 1
                count[b] += 1
        for vertex in range(len(moved)):
            if count[vertex] > 0 and share[vertex] > 0:
                for axis in range(3):
                    mean = total[vertex, axis] / count[vertex]
                    moved[vertex, axis] += np.float32(0.5) * share[vertex] * (mean - moved[vertex, axis])
    return moved
