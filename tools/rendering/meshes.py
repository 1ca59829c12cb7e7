"""What is drawn: triangles whose colour is chosen per pixel among layers, and simple solids."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tools.rendering.arrays import Flags, Floats32, Ints
from tools.rendering.look import Colour


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Triangles ready to be drawn.

    Where a face lies in no layer it has its base material; otherwise the first layer whose field is above zero there.

    Attributes:
        vertices: (V, 3) metres.
        faces: (F, 3) counter-clockwise seen from outside.
        tint: (V,) factor on the colour.
        fields: (V, K) how far inside each layer a vertex is, metres; interpolated over a face.
        layers: (K,) the material of each layer, the topmost first.
        base: (F,) material where no layer is.
        plain: (F,) the material of the whole face, or -1 where it changes within.
        palette: (M, 3) linear colours.
        gloss: (M,) strength of the highlight.
    """

    vertices: Floats32
    faces: Ints
    tint: Floats32
    fields: Floats32
    layers: Ints
    base: Ints
    plain: Ints
    palette: Floats32
    gloss: Floats32


def linear(colour: Colour) -> Floats32:
    """(3,) the linear intensities of an sRGB colour."""
    value = np.asarray(colour, np.float32)
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


def plain_mesh(vertices: NDArray[np.floating], faces: NDArray[np.integer], colour: Colour, gloss: float = 0.02) -> Mesh:
    """A mesh of one colour."""
    return Mesh(
        vertices=np.asarray(vertices, np.float32),
        faces=np.asarray(faces, np.int32),
        tint=np.ones(len(vertices), np.float32),
        fields=np.zeros((len(vertices), 0), np.float32),
        layers=np.zeros(0, np.int32),
        base=np.zeros(len(faces), np.int32),
        plain=np.zeros(len(faces), np.int32),
        palette=linear(colour)[None],
        gloss=np.array([gloss], np.float32),
    )


def plain_materials(faces: Ints, fields: Floats32, layers: Ints, base: Ints) -> Ints:
    """(F,) the material of each face that has one alone, -1 for the others."""
    inside: Flags = np.greater(fields[faces], 0.0)
    whole: Flags = np.all(inside, axis=1)
    none: Flags = np.logical_not(np.any(inside, axis=1))
    plain = base.copy()
    undecided = np.ones(len(faces), bool)
    for layer in range(len(layers)):
        taken = undecided & whole[:, layer]
        plain[taken] = layers[layer]
        mixed = undecided & ~whole[:, layer] & ~none[:, layer]
        plain[mixed] = -1
        undecided &= ~taken & ~mixed
    return plain


def joined(parts: Sequence[tuple[NDArray[np.floating], NDArray[np.integer]]]) -> tuple[Floats32, Ints]:
    """Vertices and faces of several meshes as one."""
    vertices, faces, count = [], [], 0
    for part_vertices, part_faces in parts:
        vertices.append(np.asarray(part_vertices, np.float32))
        faces.append(np.asarray(part_faces, np.int32) + count)
        count += len(part_vertices)
    return np.concatenate(vertices), np.concatenate(faces)


def grid_faces(rows: int, columns: int, *, closed: bool = False) -> Ints:
    """Faces of a grid of vertices, row by row; closed joins the last column to the first.

    Seen from outside, columns go to the right and rows go up.
    """
    last = columns if closed else columns - 1
    row, column = np.meshgrid(np.arange(rows - 1), np.arange(last), indexing="ij")
    a = row * columns + column
    b = row * columns + (column + 1) % columns
    c, d = a + columns, b + columns
    lower, upper = np.stack([a, b, d], -1), np.stack([a, d, c], -1)
    return np.concatenate([lower.reshape(-1, 3), upper.reshape(-1, 3)]).astype(np.int32)


def cuboid(size_m: tuple[float, float, float], cell_m: float = 0.06) -> tuple[Floats32, Ints]:
    """A box about the origin, its sides divided so that light and shadow can vary over them."""
    half = np.array(size_m) / 2
    parts = []
    for axis in range(3):
        for sign in (1.0, -1.0):
            across, up = ((axis + 1) % 3, (axis + 2) % 3) if sign > 0 else ((axis + 2) % 3, (axis + 1) % 3)
            columns = min(int(size_m[across] / cell_m) + 2, 60)
            rows = min(int(size_m[up] / cell_m) + 2, 60)
            vertices = np.empty((rows, columns, 3))
            vertices[..., axis] = sign * half[axis]
            vertices[..., across] = np.linspace(-half[across], half[across], columns)
            vertices[..., up] = np.linspace(-half[up], half[up], rows)[:, None]
            parts.append((vertices.reshape(-1, 3), grid_faces(rows, columns)))
    return joined(parts)


def ellipsoid(radii_m: tuple[float, float, float], rows: int = 12, columns: int = 18) -> tuple[Floats32, Ints]:
    """An ellipsoid about the origin, its poles on Z."""
    latitude = np.linspace(-np.pi / 2, np.pi / 2, rows)[:, None]
    longitude = np.arange(columns) * (2 * np.pi / columns)
    level = np.cos(latitude)
    unit = np.stack([level * np.cos(longitude), level * np.sin(longitude), np.sin(latitude) + 0 * longitude], -1)
    return (unit.reshape(-1, 3) * radii_m).astype(np.float32), grid_faces(rows, columns, closed=True)


def tube(rings: NDArray[np.floating]) -> tuple[Floats32, Ints]:
    """A closed skin over rings of points.

    Args:
        rings: (R, C, 3) metres, each counter-clockwise about the way that the rings go.
    """
    rows, columns = rings.shape[:2]
    ends = np.stack([rings[0].mean(axis=0), rings[-1].mean(axis=0)])
    around = np.arange(columns)
    after, first, last = (around + 1) % columns, rows * columns, rows * columns + 1
    bottom = np.stack([np.full(columns, first), after, around], -1)
    top = np.stack([np.full(columns, last), around + (rows - 1) * columns, after + (rows - 1) * columns], -1)
    faces = np.concatenate([grid_faces(rows, columns, closed=True), bottom, top])
    return np.concatenate([rings.reshape(-1, 3), ends]).astype(np.float32), faces.astype(np.int32)
