"""How much of the surroundings a point of a mesh sees: what is hidden in folds is darker."""

import numpy as np
from tools.rendering.arrays import Floats32, Ints
from tools.rendering.compiled import compiled
from tools.rendering.rasteriser import rasterise, vertex_normals
from tools.rendering.shadows import LightView

_DIRECTIONS = 48
_SIZE_PX = 200
_BIAS_M = 0.012
_DARKEST = 0.62


def openness(vertices: Floats32, faces: Ints) -> Floats32:
    """(V,) from `_DARKEST`, all hidden, to 1, all open.

    Args:
        vertices: (V, 3) metres.
        faces: (F, 3).
    """
    normals = vertex_normals(vertices, faces)
    seen = np.zeros(len(vertices), np.float32)
    facing = np.zeros(len(vertices), np.float32)
    for index in range(_DIRECTIONS):
        # Evenly spread over the sphere.
        height = 1 - 2 * (index + 0.5) / _DIRECTIONS
        turn = index * np.pi * (3 - np.sqrt(5))
        level = np.sqrt(1 - height * height)
        towards = np.array([level * np.cos(turn), level * np.sin(turn), height], np.float32)
        view = LightView.over(vertices, towards, _SIZE_PX)
        points = view.points(vertices)
        nearness, owners = np.zeros((_SIZE_PX, _SIZE_PX), np.float32), np.full((_SIZE_PX, _SIZE_PX), -1, np.int32)
        rasterise(points, faces, nearness, owners)
        weight = np.maximum(normals @ towards, 0.0)
        facing += weight
        seen += weight * _visible(points, nearness, _BIAS_M)
    share = seen / np.maximum(facing, 1e-6)
    return (_DARKEST + (1 - _DARKEST) * np.clip(share, 0.0, 1.0)).astype(np.float32)


@compiled
def _visible(points: Floats32, nearness: Floats32, bias: float) -> Floats32:
    seen = np.zeros(len(points), np.float32)
    for index in range(len(points)):
        column, row = int(points[index, 0]), int(points[index, 1])
        if points[index, 2] + bias > nearness[row, column]:
            seen[index] = 1.0
    return seen
