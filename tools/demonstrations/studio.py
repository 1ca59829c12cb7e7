"""The studio: a floor without an end in the colour of the page, soft shadows, and the picture of a figure on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from tools.rendering.arrays import Floats, Floats32, Picture
from tools.rendering.dressing import DressedBody
from tools.rendering.look import Colour, Light
from tools.rendering.meshes import Mesh, linear
from tools.rendering.posing import PosedBody, skin
from tools.rendering.props import Prop
from tools.rendering.rasteriser import project, rasterise, vertex_normals
from tools.rendering.scene import as_one, srgb_bytes, standing
from tools.rendering.shading import (
    Contact,
    Lamp,
    SeenByLight,
    Shadow,
    contact_heights,
    develop,
    light_vertices,
    resolve,
    shadow_backdrop,
)
from tools.rendering.shadows import LightView

from kilter.body.cameras import Camera

_SAMPLES: Final = 3
_SHADOW_PX: Final = 512
_CONTACT_PX: Final = 256
_CONTACT_PER_M: Final = 60.0
_SOFTNESS_M: Final = 0.055
_NO_NOISE: Final = np.zeros((2, 2, 3), np.float32)


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a page's floor: at the edges, about the person, and of the mat; and how dark shadows are."""

    page: Colour
    pool: Colour
    mat: Colour
    shade: float
    brightness: float


LIGHT: Final = Theme((0.969, 0.957, 0.937), (0.935, 0.915, 0.882), (0.715, 0.755, 0.700), 0.55, 1.0)
DARK: Final = Theme((0.118, 0.114, 0.106), (0.200, 0.192, 0.180), (0.255, 0.300, 0.285), 0.85, 0.94)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the floor is a mat, if anywhere, and where the person is; metres, degrees counter-clockwise."""

    middle_m: tuple[float, float]
    mat_m: tuple[float, float] | None = None
    mat_middle_m: tuple[float, float] = (0.0, 0.0)
    mat_yaw_deg: float = 0.0

    def corners(self) -> Floats:
        """(N, 3) the corners of the mat, if there is one."""
        if self.mat_m is None:
            return np.zeros((0, 3))
        yaw = np.radians(self.mat_yaw_deg)
        along, across = np.array([np.cos(yaw), np.sin(yaw)]), np.array([-np.sin(yaw), np.cos(yaw)])
        flat = [
            np.array(self.mat_middle_m) + a * self.mat_m[0] / 2 * along + b * self.mat_m[1] / 2 * across
            for a in (-1, 1)
            for b in (-1, 1)
        ]
        return np.column_stack([np.array(flat), np.zeros(4)])


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """One moment, ready to be drawn."""

    body: PosedBody
    clothes: DressedBody
    props: Sequence[Prop]


def light_for(azimuth_deg: float) -> Light:
    """A large soft light from the upper left of the camera."""
    return Light(azimuth_deg=azimuth_deg - 38.0, elevation_deg=58.0, key=0.62, ambient=0.50, warmth=0.25)


def draw(take: Take, camera: Camera, light: Light, ground: Ground, themes: Sequence[Theme]) -> list[Picture]:
    """The picture of a moment, once for each theme."""
    mesh = take.clothes.mesh
    bones = (take.clothes.weight_starts, take.clothes.weight_bones, take.clothes.weights)
    person = skin(mesh.vertices, *bones, take.body.transforms)
    placed: list[tuple[Mesh, Floats32]] = [(mesh, person), *(standing(prop) for prop in take.props)]
    stage = as_one(tuple(each for each, _ in placed))
    vertices = np.concatenate([positions for _, positions in placed])
    view = LightView.over(vertices, np.array(light.towards(), np.float32), _SHADOW_PX, margin_m=0.15)
    in_light = view.points(vertices)
    nearness = np.zeros((_SHADOW_PX, _SHADOW_PX), np.float32)
    rasterise(in_light, stage.surfaces.faces, nearness, np.empty((_SHADOW_PX, _SHADOW_PX), np.int32))
    warm = np.array([1.0 + 0.10 * light.warmth, 1.0, 1.0 - 0.14 * light.warmth])
    lamp = Lamp(
        towards=np.array(light.towards()),
        key=light.key * warm,
        sky=light.ambient * np.array([1.0, 1.0, 1.02]),
        ground=light.ambient * 0.66 * np.array([1.0, 0.97, 0.93]),
    )
    normals = vertex_normals(vertices, stage.surfaces.faces)
    seen = SeenByLight(in_light, nearness, view.scale_px)
    lit = light_vertices(vertices, normals, stage.tint, np.array(camera.position_m), lamp, seen)
    size = camera.height_px * _SAMPLES, camera.width_px * _SAMPLES
    lens = (camera.focal_px * _SAMPLES, size[1] / 2, size[0] / 2)
    points = project(vertices, camera.rotation, np.array(camera.position_m), lens)
    depth, owners = np.zeros(size, np.float32), np.full(size, -1, np.int32)
    rasterise(points, stage.surfaces.faces, depth, owners)
    pictures = []
    for theme in themes:
        picture = _floor(camera, ground, theme, vertices, view, nearness)
        resolve(points, owners, _SAMPLES, lit, stage.surfaces, picture)
        pictures.append(develop(picture, theme.brightness, srgb_bytes(), _NO_NOISE, (0, 0), 0.0))
    return pictures


def _floor(
    camera: Camera, ground: Ground, theme: Theme, vertices: Floats32, view: LightView, nearness: Floats32
) -> Floats32:
    colour, where, is_floor = _bare_floor(camera, ground, theme)
    half = cv2.resize((nearness > 0).astype(np.float32), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    half[[0, -1]], half[:, [0, -1]] = 0.0, 0.0
    mask = np.asarray(cv2.GaussianBlur(half, (0, 0), _SOFTNESS_M * view.scale_px / 2), np.float32)
    middle = np.array(ground.middle_m, np.float32)
    corner = middle - _CONTACT_PX / _CONTACT_PER_M / 2
    lowest = contact_heights(vertices, float(corner[0]), float(corner[1]), _CONTACT_PER_M, _CONTACT_PX)
    near = cv2.GaussianBlur(np.exp(-lowest / 0.07).astype(np.float32), (0, 0), 2.2)
    rows = np.empty((3, 4), np.float64)
    rows[:2, :3], rows[:2, 3] = view.axes[:2] * view.scale_px / 2, -view.corner * view.scale_px / 2
    rows[2, :3], rows[2, 3] = view.axes[2], -view.nearest_m - float(nearness.max())
    return shadow_backdrop(
        colour,
        where,
        is_floor,
        Shadow(rows, mask, 0.36 * theme.shade),
        Contact(
            (np.asarray(near) * theme.shade).astype(np.float32), float(corner[0]), float(corner[1]), _CONTACT_PER_M
        ),
    )


_KEPT: dict[tuple[Camera, Ground, Theme], tuple[Floats32, Floats32, np.ndarray]] = {}


def _bare_floor(camera: Camera, ground: Ground, theme: Theme) -> tuple[Floats32, Floats32, np.ndarray]:
    """Colour, world place and whether it is floor, of every pixel; above the horizon it is page."""
    key = (camera, ground, theme)
    if key in _KEPT:
        return _KEPT[key]
    height, width = camera.height_px, camera.width_px
    a = (np.arange(width) + 0.5 - width / 2) / camera.focal_px
    b = (np.arange(height) + 0.5 - height / 2) / camera.focal_px
    rays = np.stack([*np.broadcast_arrays(a[None, :], b[:, None]), np.ones((height, width))], -1) @ camera.rotation
    down = np.minimum(rays[..., 2], -1e-3)
    far = np.clip(-camera.position_m[2] / down, 0.0, 60.0)
    where = np.array(camera.position_m) + rays * far[..., None]
    is_floor = (rays[..., 2] < -1e-3) & (far < 59.0)
    page, pool = linear(theme.page) / theme.brightness, linear(theme.pool) / theme.brightness
    off = np.hypot(where[..., 0] - ground.middle_m[0], where[..., 1] - ground.middle_m[1])
    # Whatever the camera, the page's own colour is reached before the edge of the picture.
    x, y = np.linspace(-1, 1, width)[None, :], np.linspace(-1, 1, height)[:, None]
    edge = np.clip((1.0 - np.hypot(x, y)) / 0.55, 0.0, 1.0)
    share = np.exp(-((off / 1.15) ** 2)) * edge * edge * (3 - 2 * edge)
    colour = page + share[..., None] * (pool - page)
    if ground.mat_m is not None:
        colour = _with_mat(colour, where, far / camera.focal_px, ground, linear(theme.mat) / theme.brightness)
    found = colour.astype(np.float32), where.astype(np.float32), is_floor
    _KEPT.clear() if len(_KEPT) > 8 else None
    _KEPT[key] = found
    return found


def _with_mat(colour: Floats, where: Floats, pixel_m: Floats, ground: Ground, mat: Floats32) -> Floats:
    """A mat with round corners and a thin shaded rim."""
    length, width = ground.mat_m or (0.0, 0.0)
    yaw = np.radians(ground.mat_yaw_deg)
    x, y = where[..., 0] - ground.mat_middle_m[0], where[..., 1] - ground.mat_middle_m[1]
    u, v = np.cos(yaw) * x + np.sin(yaw) * y, -np.sin(yaw) * x + np.cos(yaw) * y
    round_m = 0.05
    q = np.stack([np.abs(u) - length / 2 + round_m, np.abs(v) - width / 2 + round_m], -1)
    outside = np.hypot(*np.moveaxis(np.maximum(q, 0.0), -1, 0)) + np.minimum(q.max(axis=-1), 0.0) - round_m
    blur = np.maximum(pixel_m * 2.2, 0.004)
    inside = np.clip(0.5 - outside / blur, 0.0, 1.0)[..., None]
    rim = 1.0 - 0.22 * np.exp(-np.maximum(outside, 0.0) / 0.012)[..., None] * (1.0 - inside)
    hem = 1.0 + 0.05 * np.clip(1.0 + outside / 0.03, 0.0, 1.0)[..., None]
    return np.asarray(colour * rim * (1 - inside) + mat * hem * inside)
