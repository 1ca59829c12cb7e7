"""The props of the demonstrations that the renderer's own do not cover."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from tools.rendering.arrays import Floats
from tools.rendering.look import Colour
from tools.rendering.meshes import Mesh, cuboid, grid_faces, plain_mesh, tube
from tools.rendering.props import Point

WOOD: Final[Colour] = (0.76, 0.62, 0.47)
PALE: Final[Colour] = (0.88, 0.84, 0.78)
CLOTH: Final[Colour] = (0.62, 0.66, 0.66)
RUBBER: Final[Colour] = (0.13, 0.47, 0.48)
STEEL: Final[Colour] = (0.42, 0.43, 0.46)


@dataclass(frozen=True, slots=True)
class Cushion:
    """A soft block with round edges.

    Attributes:
        size_m: along X, Y and Z.
        centre_m: in the world.
        softness: the exponent of its outline; 2 is an ellipsoid, large is a box.
        colour: all over.
    """

    size_m: Point
    centre_m: Point
    softness: float = 4.0
    colour: Colour = CLOTH

    def mesh(self) -> Mesh:
        """The cushion in the world."""
        latitude = np.linspace(-np.pi / 2, np.pi / 2, 28)[:, None]
        longitude = np.arange(56) * (2 * np.pi / 56)
        power = 2.0 / self.softness

        def bent(value: Floats) -> Floats:
            return np.asarray(np.sign(value) * np.abs(value) ** power)

        level = bent(np.cos(latitude))
        unit = np.stack(
            [level * bent(np.cos(longitude)), level * bent(np.sin(longitude)), bent(np.sin(latitude)) + 0 * longitude],
            -1,
        )
        vertices = unit.reshape(-1, 3) * np.array(self.size_m) / 2 + np.array(self.centre_m)
        return plain_mesh(vertices, grid_faces(28, 56, closed=True), self.colour)


@dataclass(frozen=True, slots=True)
class Rod:
    """A round bar from one point to another."""

    start_m: Point
    end_m: Point
    radius_m: float
    colour: Colour = STEEL

    def mesh(self) -> Mesh:
        """The bar in the world."""
        start, end = np.array(self.start_m), np.array(self.end_m)
        along = (end - start) / np.linalg.norm(end - start)
        beside = np.cross(along, [0.0, 0.0, 1.0] if abs(along[2]) < 0.9 else [1.0, 0.0, 0.0])
        beside /= np.linalg.norm(beside)
        other = np.cross(along, beside)
        angle = np.arange(24) * (2 * np.pi / 24)
        ring = self.radius_m * (np.cos(angle)[:, None] * beside + np.sin(angle)[:, None] * other)
        count = max(int(np.linalg.norm(end - start) / 0.05), 2)
        middle = [start + (end - start) * share for share in np.linspace(0, 1, count)]
        rings = [start + 0.9 * ring, *(place + ring for place in middle), end + 0.9 * ring]
        return plain_mesh(*tube(np.array(rings)), self.colour)


@dataclass(frozen=True, slots=True)
class Panel:
    """A wall that ends: a thin upright slab."""

    size_m: Point
    centre_m: Point
    colour: Colour = PALE

    def mesh(self) -> Mesh:
        """The slab in the world."""
        vertices, faces = cuboid(self.size_m, cell_m=0.05)
        return plain_mesh(vertices + np.array(self.centre_m), faces, self.colour, gloss=0.0)


def point(place: Floats) -> Point:
    """The same as three numbers."""
    x, y, z = (float(value) for value in place)
    return x, y, z
