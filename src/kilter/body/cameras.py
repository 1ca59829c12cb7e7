"""A pinhole camera: from the world to the axes of the camera and to pixels."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from kilter.body.rotations import Array

NEAREST_M = 0.05
"""What is nearer to the camera than this, or behind it, is not seen."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole camera in the world, Z up.

    Args:
        position_m: where it stands.
        yaw_deg: where it looks, 0 along +Y (at the face of a body that faces -Y), growing towards +X.
        pitch_deg: above the horizon.
        roll_deg: about its line of sight, positive when the camera's right side is too low, so that the picture turns
            counter-clockwise.
        vertical_fov_deg: angle of view over the height of the picture.
        width_px: width of the picture.
        height_px: height of the picture.
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
        size_px: tuple[int, int] = (480, 640),
    ) -> Self:
        """A camera with a point in the middle of its picture.

        Args:
            position_m: where it stands, not straight above or below the point.
            look_at_m: the point.
            roll_deg: about its line of sight.
            vertical_fov_deg: angle of view over the height of the picture.
            size_px: width and height of the picture.
        """
        x, y, z = (end - start for start, end in zip(position_m, look_at_m, strict=True))
        yaw_deg, pitch_deg = float(np.degrees(np.arctan2(x, y))), float(np.degrees(np.arctan2(z, np.hypot(x, y))))
        return cls(position_m, yaw_deg, pitch_deg, roll_deg, vertical_fov_deg, *size_px)

    @property
    def axes(self) -> Array:
        """(3, 3) rows: the world's directions of right in the picture, away from the camera, and up in the picture.

        >>> Camera((0.0, -3.0, 1.0)).axes.round(6).tolist()
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
        """
        yaw, pitch, roll = np.radians([self.yaw_deg, self.pitch_deg, self.roll_deg])
        away = np.array([np.sin(yaw) * np.cos(pitch), np.cos(yaw) * np.cos(pitch), np.sin(pitch)])
        level = np.array([np.cos(yaw), -np.sin(yaw), 0.0])
        upright = np.cross(level, away)
        return np.stack(
            [
                np.cos(roll) * level - np.sin(roll) * upright,
                away,
                np.sin(roll) * level + np.cos(roll) * upright,
            ]
        )

    @property
    def rotation(self) -> Array:
        """(3, 3) rows: right and down in the picture, as pixels are counted, and away from the camera."""
        right, away, up = self.axes
        return np.stack([right, -up, away])

    @property
    def focal_px(self) -> float:
        """The focal length."""
        return self.height_px / 2 / float(np.tan(np.radians(self.vertical_fov_deg) / 2))

    def before(self, points: Array) -> Array:
        """World points in the camera's axes.

        Args:
            points: (..., 3) metres, world axes.

        Returns:
            (..., 3) metres from the camera: to the right of the picture, away, and up in it.
        """
        return np.asarray((points - self.position_m) @ self.axes.T)

    def project(self, points: Array) -> Array:
        """Where world points are in the picture.

        Args:
            points: (..., 3) metres, world axes.

        Returns:
            (..., 2) pixels, x to the right and y down, the picture's first corner at 0, 0; NaN behind the camera.
        """
        local = self.before(points)
        away = np.where(local[..., 1] > NEAREST_M, local[..., 1], np.nan)
        x = self.width_px / 2 + self.focal_px * local[..., 0] / away
        y = self.height_px / 2 - self.focal_px * local[..., 2] / away
        return np.stack([x, y], axis=-1)
