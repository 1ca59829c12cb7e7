"""Who demonstrates, and what they wear; the leg that works is dressed in another colour."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from tools.rendering.anatomy import FAR_M, regions
from tools.rendering.arrays import Floats32
from tools.rendering.bodies import BodyModel, BodyShape, person
from tools.rendering.dressing import DressedBody, dressed
from tools.rendering.look import Colour, Outfit
from tools.rendering.meshes import linear, plain_materials

from kilter.body.sides import Side

ACCENT: Final[Colour] = (0.83, 0.43, 0.27)
_RESTING: Final[Colour] = (0.47, 0.49, 0.54)
_SHORTS: Final[Colour] = (0.27, 0.29, 0.34)
# Where the shorts end and the tights begin, 0 at the hip and 1 at the knee.
_SHORTS_END: Final = 0.45
_TROUSERS: Final = 11
"""The place of the trousers among the materials of `tools.rendering.dressing`."""


@dataclass(frozen=True, slots=True)
class Demonstrator:
    """A person who shows exercises.

    Attributes:
        shape: the body.
        outfit: the clothes, with shoes.
    """

    shape: BodyShape
    outfit: Outfit

    def model(self) -> BodyModel:
        """The body itself."""
        return BodyModel.load(self.shape)

    def dressed(self, working: frozenset[Side], *, shoes: bool) -> DressedBody:
        """The person in clothes, barefoot or not, with the working legs in the accent colour."""
        outfit = self.outfit if shoes else replace(self.outfit, shoes=None)
        return _marked(self.model(), outfit, working)


def woman() -> Demonstrator:
    """In her thirties."""
    shape = person(female=True, age_years=34, stature_m=1.68, fatness=0.42, muscle=0.6, name="woman")
    outfit = Outfit(
        skin=(0.56, 0.38, 0.27), hair=(0.09, 0.065, 0.055), hair_style="bun", sleeve=0.22, hem_m=0.02,
        shirt=(0.50, 0.62, 0.55), shirt_loose_m=0.005, tucked=False, trousers=_SHORTS, leg=1.88, trousers_loose_m=0.004,
        shoes=(0.90, 0.89, 0.87), soles=(0.97, 0.96, 0.95), socks=None, wrinkles_m=0.0012,
    )  # fmt: skip
    return Demonstrator(shape, outfit)


def man() -> Demonstrator:
    """In his fifties."""
    shape = person(female=False, age_years=57, stature_m=1.78, fatness=0.48, muscle=0.6, name="man")
    outfit = Outfit(
        skin=(0.84, 0.65, 0.54), hair=(0.55, 0.54, 0.53), hair_style="short", beard=True, sleeve=0.62, hem_m=-0.03,
        shirt=(0.38, 0.50, 0.62), shirt_loose_m=0.009, trousers=_SHORTS, leg=1.88, trousers_loose_m=0.005,
        shoes=(0.90, 0.89, 0.87), soles=(0.97, 0.96, 0.95), socks=None,
    )  # fmt: skip
    return Demonstrator(shape, outfit)


@lru_cache(maxsize=16)
def _marked(model: BodyModel, outfit: Outfit, working: frozenset[Side]) -> DressedBody:
    """The clothes with tights below the shorts, each leg's in its own colour."""
    plain = dressed(model, outfit)
    mesh, at = plain.mesh, regions(model)
    column = int(np.flatnonzero(mesh.layers == _TROUSERS)[0])
    below_shorts = np.where(at.is_leg, (at.along_leg - _SHORTS_END) * at.thigh_m, -FAR_M)
    added, colours = [], []
    for side in Side:
        own = model.rest_vertices[:, 0] * (1.0 if side is Side.LEFT else -1.0)
        field = np.full(len(mesh.vertices), -FAR_M, np.float32)
        field[: len(own)] = np.minimum(mesh.fields[: len(own), column], np.minimum(below_shorts, own))
        added.append(field)
        colours.append(linear(ACCENT if side in working else _RESTING))
    fields: Floats32 = np.insert(mesh.fields, column, np.stack(added), axis=1)
    first = len(mesh.palette)
    layers = np.insert(mesh.layers, column, [first, first + 1]).astype(np.int32)
    marked = replace(
        mesh,
        fields=np.ascontiguousarray(fields),
        layers=layers,
        plain=plain_materials(mesh.faces, fields, layers, mesh.base),
        palette=np.concatenate([mesh.palette, np.stack(colours)]),
        gloss=np.concatenate([mesh.gloss, np.zeros(2, np.float32)]),
    )
    return replace(plain, mesh=marked)
