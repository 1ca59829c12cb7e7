"""The main light's view of a scene, for the shadows."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from tools.rendering.arrays import Floats32

_BACK_M = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class LightView:
    """A parallel projection along the light.

    Attributes:
        axes: (3, 3) rows right, down and towards the light.
        corner: (2,) right and down of the picture's first corner, metres.
        nearest_m: the least coordinate towards the light, so that all nearness is above zero.
        scale_px: pixels per metre.
        size_px: of the square picture.
    """

    axes: Floats32
    corner: Floats32
    nearest_m: float
    scale_px: float
    size_px: int

    @classmethod
    def over(cls, vertices: Floats32, towards: Floats32, size_px: int, margin_m: float = 0.05) -> Self:
        """The view that holds all vertices.

        Args:
            vertices: (V, 3) metres.
            towards: (3,) unit vector to the light.
            size_px: of the square picture.
            margin_m: around the vertices.
        """
        side = np.array([1.0, 0.0, 0.0]) if abs(towards[2]) > 0.95 else np.array([0.0, 0.0, 1.0])
        right = np.cross(side, towards)
        right /= np.linalg.norm(right)
        axes = np.stack([right, np.cross(right, towards), towards]).astype(np.float32)
        local = vertices @ axes.T
        low, high = local.min(axis=0), local.max(axis=0)
        extent = float((high - low)[:2].max()) + 2 * margin_m
        return cls(axes, low[:2] - np.float32(margin_m), float(low[2]) - _BACK_M, size_px / extent, size_px)

    def points(self, vertices: Floats32) -> Floats32:
        """(V, 3) pixels and nearness (metres towards the light, above zero) of world points (V, 3)."""
        local = vertices @ self.axes.T
        local[:, :2] = (local[:, :2] - self.corner) * np.float32(self.scale_px)
        local[:, 2] -= np.float32(self.nearest_m)
        return local
