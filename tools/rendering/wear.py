"""Solids that go with a bone: shoes, and hair that stands off the head."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from tools.rendering.anatomy import Face
from tools.rendering.arrays import Floats, Floats32, Ints
from tools.rendering.bodies import BodyModel
from tools.rendering.look import Outfit
from tools.rendering.meshes import ellipsoid, tube
from tools.rendering.skeleton import SIDES

COLLAR_M: Final = 0.085
_SECTIONS: Final = 16
_UPPER_POINTS: Final = 13
_CLEARANCE_M: Final = 0.005
_SOLE_M: Final = 0.016


@dataclass(frozen=True, slots=True, eq=False)
class Worn:
    """A solid in the rest pose, the bone that it goes with and what it is made of."""

    vertices: Floats32
    faces: Ints
    bone: str
    material: str


def extras(model: BodyModel, outfit: Outfit, features: Face) -> list[Worn]:
    """What a body wears beside its cloth."""
    worn = []
    if outfit.shoes is not None:
        for side, letter in SIDES.items():
            worn += _shoe(model, side, letter)
    worn += _hair(outfit, features)
    return worn


def _shoe(model: BodyModel, side: str, letter: str) -> list[Worn]:
    foot = f"foot.{letter}"
    weights, names = model.rig.dense_weights(), model.rig.bone_names
    chosen = [index for index, name in enumerate(names) if name == foot or (name[:3] == "toe" and name[-1] == letter)]
    bare = model.rest_vertices[weights[:, chosen].sum(axis=1) > 0.5].astype(np.float64)
    floor = bare[:, 2].min()
    heel, toe = model.landmarks[f"heel_{side}"][1], model.landmarks[f"toe_{side}"][1]
    ahead = np.array([toe[0] - heel[0], toe[1] - heel[1], 0.0])
    ahead /= np.linalg.norm(ahead)
    beside = np.array([-ahead[1], ahead[0], 0.0])
    local = np.stack([(bare - heel) @ ahead, (bare - heel) @ beside, bare[:, 2] - floor], axis=1)
    profile = _profile(local[local[:, 2] < COLLAR_M])
    origin = np.array([heel[0], heel[1], floor])
    axes = np.stack([ahead, beside, np.array([0.0, 0.0, 1.0])])
    upper, sole = tube(_upper_rings(profile) @ axes + origin), tube(_sole_rings(profile) @ axes + origin)
    return [Worn(*upper, foot, "shoes"), Worn(*sole, foot, "soles")]


def _profile(local: Floats) -> Floats:
    """(S, 4) along the foot, its right and left edges and its top, metres, with room for the foot."""
    start, end = local[:, 0].min() - 0.004, local[:, 0].max() + 0.010
    along = start + (end - start) * (1 - np.cos(np.linspace(0.08, np.pi - 0.08, _SECTIONS))) / 2
    window = (end - start) / _SECTIONS
    rows = []
    for place in along:
        near = local[np.abs(local[:, 0] - place) < window]
        rows.append([place, near[:, 1].min(), near[:, 1].max(), near[:, 2].max()])
    profile = np.array(rows)
    # In front of the ball of the foot a shoe stays as wide as there, until it is rounded off.
    ball = int(np.searchsorted(along, start + 0.74 * (end - start)))
    profile[ball:, 1:3] = profile[ball, 1:3] * [0.97, 0.97]
    for column in (1, 2, 3):
        padded = np.pad(profile[:, column], 1, mode="edge")
        profile[:, column] = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
    # Round at both ends, highest at the ankle.
    share = (along - start) / (end - start)
    heel, toe = np.clip((0.16 - share) / 0.16, 0.0, 1.0), np.clip((share - 0.76) / 0.24, 0.0, 1.0)
    roundness = np.sqrt(1.0 - 0.96 * heel**2) * np.sqrt(1.0 - 0.96 * toe**2.2)
    middle = (profile[:, 1] + profile[:, 2]) / 2
    half = ((profile[:, 2] - profile[:, 1]) / 2 + _CLEARANCE_M) * roundness
    collar = np.interp(share, [0.0, 0.12, 0.38, 0.60], [COLLAR_M, COLLAR_M, COLLAR_M * 0.95, 0.0])
    low = np.interp(share, [0.55, 0.80, 0.93, 1.0], [0.062, 0.050, 0.042, 0.030])
    top = np.maximum(np.maximum(np.minimum(profile[:, 3] + _CLEARANCE_M, COLLAR_M), collar), low)
    return np.stack([along, middle - half, middle + half, top], axis=1)


def _upper_rings(profile: Floats) -> Floats:
    angle = np.linspace(0.0, np.pi, _UPPER_POINTS)
    level, height = np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** 0.75, np.sin(angle) ** 0.8
    return _rings(profile, level, height, 0.004, 0.0)


def _sole_rings(profile: Floats) -> Floats:
    level, height = np.array([1.0, 1.0, 0.9, -0.9, -1.0, -1.0]), np.array([0.1, 0.8, 1.0, 1.0, 0.8, 0.1])
    flat = profile.copy()
    flat[:, 3] = _SOLE_M
    return _rings(flat, level, height, -0.006, 0.003)


def _rings(profile: Floats, level: Floats, height: Floats, floor: float, wider: float) -> Floats:
    """(S, C, 3) cross-sections, counter-clockwise as seen from the toes."""
    along, right, left, top = (profile[:, [column]] for column in range(4))
    middle, half = (left + right) / 2, (left - right) / 2 + wider
    stretch = 1.0 + 2 * wider / float(np.ptp(along))
    along = (along - along.mean()) * stretch + along.mean()
    return np.stack([along + 0 * level, middle + half * level, floor + (top - floor) * height], axis=-1)


def _hair(outfit: Outfit, features: Face) -> list[Worn]:
    unit, back, top = features.unit_m, features.scalp_back, features.scalp_top
    if outfit.hair_style == "bun":
        vertices, faces = ellipsoid((0.034 * unit, 0.030 * unit, 0.034 * unit))
        place = back * [1, 1, 0.55] + top * [0, 0, 0.45] + [0.0, 0.022 * unit, 0.0]
        return [Worn((vertices + place).astype(np.float32), faces, "head", "hair")]
    if outfit.hair_style == "ponytail":
        way = np.array([[0, 0.005, 0.02], [0, 0.035, 0.025], [0, 0.055, -0.01], [0, 0.055, -0.08], [0, 0.045, -0.16]])
        return [_strand(back + way * unit, np.array([0.012, 0.017, 0.024, 0.024, 0.008]) * unit)]
    if outfit.hair_style == "long":
        way = np.array(
            [[0, -0.055, 0.02], [0, -0.045, -0.05], [0, -0.030, -0.11], [0, -0.010, -0.17], [0, -0.005, -0.21]]
        )
        return [_strand(back + way * unit, np.array([0.060, 0.075, 0.078, 0.072, 0.040]) * unit, flat=0.62)]
    return []


def _strand(way: Floats, radii: Floats, flat: float = 1.0) -> Worn:
    """A lock of hair along a way that lies in the middle plane of the head."""
    fine = np.linspace(0, len(way) - 1, 14)
    knots = np.arange(len(way))
    path = np.stack([np.interp(fine, knots, way[:, axis]) for axis in range(3)], axis=1)
    thick = np.interp(fine, knots, radii)
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    across = np.array([1.0, 0.0, 0.0])
    other = np.cross(tangent, across)
    angle = np.arange(14) * (2 * np.pi / 14)
    rings = (
        path[:, None]
        + thick[:, None, None] * np.cos(angle)[None, :, None] * across
        + flat * thick[:, None, None] * np.sin(angle)[None, :, None] * other[:, None]
    )
    return Worn(*tube(rings), "head", "hair")
