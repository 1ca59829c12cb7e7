"""The room behind the person, drawn ray by ray; it is kept for a camera that stands still."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from tools.rendering.arrays import Flags, Floats, Floats32
from tools.rendering.compiled import compiled, inlined
from tools.rendering.look import Light, Room
from tools.rendering.meshes import linear

from kilter.body.cameras import Camera

_STYLES: Final = {"plain": 0, "planks": 1, "tiles": 2}
_RANDOM: Final = np.random.default_rng(1).random((256, 256))
_WALLS: Final = {"left": 0, "right": 1, "back": 2, "front": 3}


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """What is seen where nothing stands in front.

    Attributes:
        colour: (H, W, 3) linear, lit but without shadows.
        position: (H, W, 3) world metres.
        is_floor: (H, W).
    """

    colour: Floats32
    position: Floats32
    is_floor: Flags


class _Plan(NamedTuple):
    """The room as arrays: linear colours, the light on each surface, rectangles."""

    room: Floats
    style: int
    colours: Floats
    strength: Floats
    mat: Floats
    mat_colour: Floats
    panels: Floats
    panel_colours: Floats


@lru_cache(maxsize=4)
def backdrop(camera: Camera, room: Room, light: Light) -> Backdrop:
    """The room as a camera sees it."""
    towards = np.array(light.towards())
    # Floor, ceiling, then the four walls in the order of _WALLS.
    normals = np.array([[0, 0, 1], [0, 0, -1], [-1, 0, 0], [1, 0, 0], [0, -1, 0], [0, 1, 0]], np.float64)
    strength = 0.4 * light.key * (0.5 + np.maximum(normals @ towards, 0.0)) + light.ambient
    strength[0] = light.ambient + light.key * max(towards[2], 0.0)
    colours = np.stack([linear(room.floor), linear(room.wall), linear(room.skirting)])
    colour, position, is_floor = _draw(
        camera.rotation,
        np.array(camera.position_m),
        np.array([camera.focal_px, camera.width_px / 2, camera.height_px / 2]),
        (camera.height_px, camera.width_px),
        _Plan(
            np.array([room.left_m, room.right_m, room.back_m, room.front_m, room.ceiling_m]),
            _STYLES[room.floor_style],
            colours.astype(np.float64),
            strength,
            *_mat(room),
            *_panels(room),
        ),
    )
    return Backdrop(colour, position, is_floor)


def _mat(room: Room) -> tuple[Floats, Floats]:
    if room.mat is None:
        return np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0]), np.zeros(3)
    yaw = np.radians(room.mat.yaw_deg)
    centre = room.mat.centre_m
    shape = [centre[0], centre[1], np.cos(yaw), np.sin(yaw), room.mat.length_m / 2, room.mat.width_m / 2]
    return np.array(shape), linear(room.mat.colour).astype(np.float64)


def _panels(room: Room) -> tuple[Floats, Floats]:
    shapes = [[_WALLS[p.wall], p.along_m, p.up_m, p.along_m + p.width_m, p.up_m + p.height_m] for p in room.panels]
    colours = [np.stack([linear(p.colour), linear(p.frame)]) for p in room.panels]
    if not shapes:
        return np.zeros((0, 5)), np.zeros((0, 2, 3))
    return np.array(shapes, np.float64), np.stack(colours).astype(np.float64)


@compiled
def _hash(x: float, y: float) -> float:
    return float(_RANDOM[int(y) & 255, int(x) & 255])


@compiled
def _value_noise(x: float, y: float) -> float:
    """Smooth noise from 0 to 1 with a wavelength of about 1."""
    left, low = np.floor(x), np.floor(y)
    u, v = x - left, y - low
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    column, row = int(left) & 255, int(low) & 255
    right, above = (column + 1) & 255, (row + 1) & 255
    bottom = _RANDOM[row, column] * (1 - u) + _RANDOM[row, right] * u
    top = _RANDOM[above, column] * (1 - u) + _RANDOM[above, right] * u
    return float(bottom * (1 - v) + top * v)


@compiled
def _gap(x: float, pitch: float, width: float, blur: float) -> float:
    """From 0 on a line of a repeating pattern to 1 off it, softened by the size of a pixel."""
    off = abs(x / pitch - np.floor(x / pitch + 0.5)) * pitch
    return float(min(max((off - width / 2) / blur + 0.5, 0.0), 1.0))


@compiled
def _floor_factor(style: int, x: float, y: float, pixel: float) -> float:
    blur = max(pixel, 0.0015)
    # Patterns finer than a pixel fade out.
    fade = min(0.02 / blur, 1.0)
    factor = 0.97 + 0.06 * _value_noise(x * 1.7, y * 1.7) + 0.05 * (_value_noise(x * 14.0, y * 14.0) - 0.5) * fade
    if style == 1:
        plank = np.floor(y / 0.14)
        shift = _hash(plank, 7) * 1.8
        factor *= 0.88 + 0.22 * _hash(plank, np.floor((x + shift) / 1.8))
        factor *= 1.0 + 0.08 * (_value_noise(x * 3.0, y * 60.0) - 0.5) * fade
        line = min(_gap(y + 0.07, 0.14, 0.004, blur), _gap(x + shift + 0.9, 1.8, 0.004, blur))
        factor *= 1.0 - 0.45 * (1.0 - line) * min(0.004 / blur, 1.0)
    elif style == 2:
        factor *= 0.95 + 0.08 * _hash(np.floor(x / 0.45), np.floor(y / 0.45))
        line = min(_gap(x + 0.225, 0.45, 0.006, blur), _gap(y + 0.225, 0.45, 0.006, blur))
        factor *= 1.0 - 0.35 * (1.0 - line) * min(0.006 / blur, 1.0)
    return factor


@compiled
def _edge(distance: float, blur: float) -> float:
    """How much of a pixel is inside, from its signed distance to an edge."""
    return min(max(distance / blur + 0.5, 0.0), 1.0)


@inlined
def _on_wall(plan: _Plan, wall: int, u: float, z: float, pixel: float, out: Floats) -> None:
    blur = max(pixel, 0.002)
    factor = 0.985 + 0.03 * _value_noise(u * 2.1 + 17 * wall, z * 2.1) - 0.10 * (1.0 - z / plan.room[4]) ** 2
    skirting = _edge(0.09 - z, blur)
    line = 1.0 - 0.3 * (1.0 - min(abs(z - 0.092) / (0.006 + blur), 1.0))
    for channel in range(3):
        out[channel] = (plan.colours[1, channel] * (1 - skirting) + plan.colours[2, channel] * skirting) * factor * line
    panels = plan.panels
    for index in range(len(panels)):
        if int(panels[index, 0]) != wall:
            continue
        inside = min(u - panels[index, 1], panels[index, 3] - u, z - panels[index, 2], panels[index, 4] - z)
        share, inner = _edge(inside, blur), _edge(inside - 0.03, blur)
        for channel in range(3):
            frame, middle = plan.panel_colours[index, 1, channel], plan.panel_colours[index, 0, channel]
            colour = frame * (1 - inner) + middle * inner
            out[channel] = out[channel] * (1 - share) + colour * share


@inlined
def _on_floor(plan: _Plan, x: float, y: float, pixel: float, out: Floats) -> None:
    factor = _floor_factor(plan.style, x, y, pixel)
    blur, mat = max(pixel, 0.002), plan.mat
    along = (x - mat[0]) * mat[2] + (y - mat[1]) * mat[3]
    across = -(x - mat[0]) * mat[3] + (y - mat[1]) * mat[2]
    inside = min(mat[4] - abs(along), mat[5] - abs(across))
    share = _edge(inside, blur)
    # A thin dark line where the mat's edge shades the floor.
    rim = 1.0 - 0.35 * _edge(inside + 0.015, 0.02) * (1.0 - share)
    grain = 0.97 + 0.06 * _value_noise(x * 90.0, y * 90.0) * min(0.01 / blur, 1.0) if share > 0.0 else 1.0
    for channel in range(3):
        bare = plan.colours[0, channel] * factor * rim
        out[channel] = bare * (1 - share) + plan.mat_colour[channel] * grain * share


@compiled
def _draw(
    rotation: Floats, position: Floats, lens: Floats, shape: tuple[int, int], plan: _Plan
) -> tuple[Floats32, Floats32, Flags]:
    height, width = shape
    room, strength = plan.room, plan.strength
    colour = np.empty((height, width, 3), np.float32)
    where = np.empty((height, width, 3), np.float32)
    is_floor = np.zeros((height, width), np.bool_)
    out = np.empty(3)
    for row in range(height):
        for column in range(width):
            a, b = (column + 0.5 - lens[1]) / lens[0], (row + 0.5 - lens[2]) / lens[0]
            dx = rotation[0, 0] * a + rotation[1, 0] * b + rotation[2, 0]
            dy = rotation[0, 1] * a + rotation[1, 1] * b + rotation[2, 1]
            dz = rotation[0, 2] * a + rotation[1, 2] * b + rotation[2, 2]
            # Where the ray leaves the room; a camera outside looks through the wall before it.
            tx = ((room[0] if dx > 0 else room[1]) - position[0]) / (dx if abs(dx) > 1e-9 else 1e-9)
            ty = ((room[2] if dy > 0 else room[3]) - position[1]) / (dy if abs(dy) > 1e-9 else 1e-9)
            tz = ((room[4] if dz > 0 else 0.0) - position[2]) / (dz if abs(dz) > 1e-9 else 1e-9)
            t = min(tx, ty, tz)
            x, y, z = position[0] + t * dx, position[1] + t * dy, position[2] + t * dz
            where[row, column, 0], where[row, column, 1], where[row, column, 2] = x, y, z
            pixel = t / lens[0]
            if t == tz and dz < 0:
                slant = pixel * np.sqrt(dx * dx + dy * dy + dz * dz) / max(abs(dz), 0.05)
                _on_floor(plan, x, y, slant, out)
                light = strength[0]
                is_floor[row, column] = True
            elif t == tz:
                out[:] = 0.85
                light = strength[1]
            else:
                wall = (0 if dx > 0 else 1) if t == tx else (2 if dy > 0 else 3)
                _on_wall(plan, wall, y if t == tx else x, z, pixel, out)
                light = strength[2 + wall]
            # Corners between walls and floor get less light.
            corner = min(room[0] - x, x - room[1]) if t != tx else z
            corner = min(corner, min(room[2] - y, y - room[3]) if t != ty else z)
            light *= 0.82 + 0.18 * min(max(corner, 0.0) / 0.5, 1.0)
            for channel in range(3):
                colour[row, column, channel] = out[channel] * light
    return colour, where, is_floor
