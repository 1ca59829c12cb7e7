"""A pinhole camera."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray
from tools.rendering.arrays import Floats
from tools.rendering.rasteriser import NEAR_M


@dataclass(frozen=True)
class Camera:
    """A pinhole camera in the world (Z up).

    Attributes:
        position_m: where it stands.
        yaw_deg: where it looks, 0 along +Y (at the face of a body that faces -Y), growing towards +X.
        pitch_deg: above the horizon.
        roll_deg: growing as the camera turns clockwise about its own line of sight; the picture turns the other way.
        vertical_fov_deg: over the height of the picture.
        width_px, height_px: of the picture.
    """

    position_m: tuple[float, float, float]
    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    vertical_fov_deg: float = 45.0
    width_px: int = 480
    height_px: int = 640

    @classmethod
    def looking_at(
        cls,
        position_m: tuple[float, float, float],
        look_at_m: tuple[float, float, float],
        *,
        roll_deg: float = 0.0,
        vertical_fov_deg: float = 45.0,
        width_px: int = 480,
        height_px: int = 640,
    ) -> Self:
        """A camera with a point in the middle of its picture."""
        x, y, z = (end - start for start, end in zip(position_m, look_at_m, strict=True))
        yaw_deg, pitch_deg = float(np.degrees(np.arctan2(x, y))), float(np.degrees(np.arctan2(z, np.hypot(x, y))))
        return cls(position_m, yaw_deg, pitch_deg, roll_deg, vertical_fov_deg, width_px, height_px)

    @cached_property
    def rotation(self) -> Floats:
        """(3, 3) world to camera, whose axes are right, down, forward."""
        yaw, pitch, roll = np.radians([self.yaw_deg, self.pitch_deg, self.roll_deg])
        forward = np.array([np.sin(yaw) * np.cos(pitch), np.cos(yaw) * np.cos(pitch), np.sin(pitch)])
        right = np.array([np.cos(yaw), -np.sin(yaw), 0.0])
        down = np.cross(forward, right)
        c, s = np.cos(roll), np.sin(roll)
        return np.stack([c * right + s * down, c * down - s * right, forward])

    @property
    def focal_px(self) -> float:
        """The focal length."""
        return self.height_px / 2 / float(np.tan(np.radians(self.vertical_fov_deg) / 2))

    def project(self, points_m: NDArray[np.floating]) -> Floats:
        """Where world points are on the picture.

        Args:
            points_m: (N, 3) world metres.

        Returns:
            (N, 2) pixels, x to the right and y down, the picture's first corner at 0, 0; NaN behind the camera.
        """
        local = (np.asarray(points_m, np.float64) - self.position_m) @ self.rotation.T
        depth = np.where(local[:, 2] > NEAR_M, local[:, 2], np.nan)
        pixels: Floats = self.focal_px * local[:, :2] / depth[:, None] + [self.width_px / 2, self.height_px / 2]
        return pixels
