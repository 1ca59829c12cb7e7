"""Things that stand about: boxes, a bench, a couch, a chair, a ball and an exercise band."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from tools.rendering.arrays import Floats
from tools.rendering.look import Colour, Room
from tools.rendering.meshes import Mesh, cuboid, ellipsoid, grid_faces, plain_mesh

Point = tuple[float, float, float]


class Prop(Protocol):
    """Anything that can be drawn."""

    def mesh(self) -> Mesh:
        """The thing in the world."""
        ...

    def __hash__(self) -> int:
        """Its mesh is kept for the next picture."""
        ...


@dataclass(frozen=True, slots=True)
class Cuboid:
    """A box.

    Attributes:
        size_m: along its own X, Y and Z.
        centre_m: in the world.
        yaw_deg: turned about Z, counter-clockwise from above.
        colour: all over.
    """

    size_m: Point
    centre_m: Point
    yaw_deg: float = 0.0
    colour: Colour = (0.5, 0.4, 0.3)

    def mesh(self) -> Mesh:
        """The box in the world."""
        vertices, faces = cuboid(self.size_m)
        return plain_mesh(vertices @ _about_z(self.yaw_deg).T + self.centre_m, faces, self.colour)


@dataclass(frozen=True, slots=True)
class Ball:
    """A ball, for instance to sit on."""

    radius_m: float
    centre_m: Point
    colour: Colour = (0.35, 0.45, 0.65)

    def mesh(self) -> Mesh:
        """The ball in the world."""
        vertices, faces = ellipsoid((self.radius_m,) * 3, rows=24, columns=40)
        return plain_mesh(vertices + np.array(self.centre_m), faces, self.colour, gloss=0.15)


@dataclass(frozen=True, slots=True)
class Band:
    """A ribbon round two points, such as an elastic band round both thighs.

    Attributes:
        first_m, second_m: centres of the limbs where the band lies.
        along: the way of the limbs there; the ribbon's width goes that way.
        radius_m: of a limb.
        width_m: of the ribbon.
        colour: of the ribbon.
    """

    first_m: Point
    second_m: Point
    along: Point = (0.0, 0.0, 1.0)
    radius_m: float = 0.075
    width_m: float = 0.05
    colour: Colour = field(default=(0.75, 0.2, 0.25))

    def mesh(self) -> Mesh:
        """The ribbon, seen from outside and from inside."""
        first, second = np.array(self.first_m), np.array(self.second_m)
        along = np.array(self.along) / np.linalg.norm(self.along)
        across = second - first
        across -= along * (across @ along)
        across /= np.linalg.norm(across)
        ahead = np.cross(along, across)
        outline = []
        for centre, start in ((second, -np.pi / 2), (first, np.pi / 2)):
            for angle in np.linspace(start, start + np.pi, 12):
                outline.append(centre + self.radius_m * (np.cos(angle) * across + np.sin(angle) * ahead))
        loop = _filled(np.array(outline), 0.04)
        vertices = np.concatenate([loop + along * shift * self.width_m for shift in (-0.5, 0.0, 0.5)])
        faces = grid_faces(3, len(loop), closed=True)
        return plain_mesh(
            np.concatenate([vertices, vertices]),
            np.concatenate([faces, faces[:, ::-1] + len(vertices)]),
            self.colour,
        )


def bench(centre_m: Point, yaw_deg: float = 0.0, colour: Colour = (0.25, 0.25, 0.28)) -> tuple[Prop, ...]:
    """A padded bench, 1.2 m by 0.35 m; its upper side is at the centre's height."""
    pad = Cuboid((1.2, 0.35, 0.08), _moved(centre_m, yaw_deg, (0, 0, -0.04)), yaw_deg, colour)
    return pad, *_legs(centre_m, yaw_deg, (1.0, 0.28), 0.08, (0.15, 0.15, 0.15))


def couch(centre_m: Point, yaw_deg: float = 0.0, colour: Colour = (0.30, 0.42, 0.55)) -> tuple[Prop, ...]:
    """A treatment couch, 1.9 m by 0.68 m; its upper side is at the centre's height."""
    pad = Cuboid((1.9, 0.68, 0.09), _moved(centre_m, yaw_deg, (0, 0, -0.045)), yaw_deg, colour)
    frame = Cuboid((1.7, 0.56, 0.06), _moved(centre_m, yaw_deg, (0, 0, -0.12)), yaw_deg, (0.80, 0.80, 0.82))
    return pad, frame, *_legs(centre_m, yaw_deg, (1.5, 0.5), 0.12, (0.80, 0.80, 0.82))


def chair(seat_m: Point, yaw_deg: float = 0.0, colour: Colour = (0.55, 0.40, 0.25)) -> tuple[Prop, ...]:
    """A chair whose seat's middle is given; at yaw 0 a person on it faces -Y."""
    seat = Cuboid((0.44, 0.42, 0.04), _moved(seat_m, yaw_deg, (0, 0, -0.02)), yaw_deg, colour)
    back = Cuboid((0.42, 0.03, 0.40), _moved(seat_m, yaw_deg, (0, 0.20, 0.28)), yaw_deg, colour)
    posts = tuple(
        Cuboid((0.035, 0.03, 0.46), _moved(seat_m, yaw_deg, (x, 0.20, 0.22)), yaw_deg, colour) for x in (-0.19, 0.19)
    )
    return seat, back, *posts, *_legs(seat_m, yaw_deg, (0.38, 0.36), 0.04, colour)


def clutter(random: np.random.Generator, room: Room, count: int) -> tuple[Prop, ...]:
    """Boxes, low shelves and cupboards along the back and the left wall of a room, as there are in a home."""
    things = []
    for _ in range(count):
        wide, deep, high = random.uniform(0.25, 1.1), random.uniform(0.2, 0.45), random.uniform(0.25, 1.4)
        red, green, blue = (float(value) for value in random.uniform(0.1, 0.7) + random.uniform(0.0, 0.25, 3))
        if random.random() < 0.5:
            place = (float(random.uniform(room.right_m, room.left_m)) * 0.85, room.back_m - deep / 2, high / 2)
            size = (wide, deep, high)
        else:
            place = (room.left_m - deep / 2, float(random.uniform(0.2, 0.85)) * room.back_m, high / 2)
            size = (deep, wide, high)
        things.append(Cuboid(size, place, 0.0, (red, green, blue)))
    return tuple(things)


def _legs(
    top_m: Point, yaw_deg: float, spread_m: tuple[float, float], below_m: float, colour: Colour
) -> Sequence[Cuboid]:
    height = top_m[2] - below_m
    return [
        Cuboid((0.04, 0.04, height), _moved(top_m, yaw_deg, (x, y, -below_m - height / 2)), yaw_deg, colour)
        for x in (-spread_m[0] / 2, spread_m[0] / 2)
        for y in (-spread_m[1] / 2, spread_m[1] / 2)
    ]


def _about_z(yaw_deg: float) -> Floats:
    c, s = np.cos(np.radians(yaw_deg)), np.sin(np.radians(yaw_deg))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def _moved(centre_m: Point, yaw_deg: float, offset_m: Point) -> Point:
    x, y, z = np.array(centre_m) + _about_z(yaw_deg) @ np.array(offset_m)
    return float(x), float(y), float(z)


def _filled(loop: Floats, step_m: float) -> Floats:
    """A closed line with no gap longer than a step."""
    points = []
    for start, end in zip(loop, np.roll(loop, -1, axis=0), strict=True):
        count = max(int(np.linalg.norm(end - start) / step_m), 1)
        points += [start + (end - start) * index / count for index in range(count)]
    return np.array(points)
