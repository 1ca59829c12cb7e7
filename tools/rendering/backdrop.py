"""The room behind the person, drawn ray by ray; it is kept for a camera that stands still."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tools.rendering.camera import Camera
from tools.rendering.look import Light, Room
from tools.rendering.meshes import linear

_STYLES: Final = {"plain": 0, "planks": 1, "tiles": 2}
_WALLS: Final = {"left": 0, "right": 1, "back": 2, "front": 3}
_SKIRTING_M: Final = 0.09


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """What is seen where nothing stands in front.

    Attributes:
        colour: (H, W, 3) linear, lit but without shadows.
        position: (H, W, 3) world metres.
        is_floor: (H, W).
    """

    colour: NDArray[np.float32]
    position: NDArray[np.float32]
    is_floor: NDArray[np.bool_]


@lru_cache(maxsize=4)
def backdrop(camera: Camera, room: Room, light: Light) -> Backdrop:
    """The room as a camera sees it."""
    towards = np.array(light.towards())
    # Floor, ceiling, then the four walls in the order of _WALLS.
    normals = np.array([[0, 0, 1], [0, 0, -1], [-1, 0, 0], [1, 0, 0], [0, -1, 0], [0, 1, 0]], np.float64)
    strength = 0.55 * light.key * np.maximum(normals @ towards, 0.0) + light.ambient
    strength[0] = light.ambient + light.key * max(towards[2], 0.0)
    colours = np.stack([linear(room.floor), linear(room.wall), linear(room.skirting)])
    mat, mat_colour = _mat(room)
    panels, panel_colours = _panels(room)
    colour, position, is_floor = _draw(
        camera.rotation,
        np.array(camera.position_m),
        np.array([camera.focal_px, camera.width_px / 2, camera.height_px / 2]),
        (camera.height_px, camera.width_px),
        np.array([room.left_m, room.right_m, room.back_m, room.front_m, room.ceiling_m]),
        _STYLES[room.floor_style],
        colours.astype(np.float64),
        strength,
        mat,
        mat_colour,
        panels,
        panel_colours,
    )
    return Backdrop(colour, position, is_floor)


def _mat(room: Room) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if room.mat is None:
        return np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0]), np.zeros(3)
    yaw = np.radians(room.mat.yaw_deg)
    centre = room.mat.centre_m
    shape = [centre[0], centre[1], np.cos(yaw), np.sin(yaw), room.mat.length_m / 2, room.mat.width_m / 2]
    return np.array(shape), linear(room.mat.colour).astype(np.float64)


def _panels(room: Room) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    shapes = [[_WALLS[p.wall], p.along_m, p.up_m, p.along_m + p.width_m, p.up_m + p.height_m] for p in room.panels]
    colours = [np.stack([linear(p.colour), linear(p.frame)]) for p in room.panels]
    if not shapes:
        return np.zeros((0, 5)), np.zeros((0, 2, 3))
    return np.array(shapes, np.float64), np.stack(colours).astype(np.float64)


@njit(cache=True, fastmath=True)
def _hash(x, y):  # type: ignore[no-untyped-def]
    mixed = (int(x) * 374761393 + int(y) * 668265263) & 0x7FFFFFFF
    mixed = ((mixed ^ (mixed >> 13)) * 1274126177) & 0x7FFFFFFF
    return ((mixed ^ (mixed >> 16)) & 0xFFFF) / 65535.0


@njit(cache=True, fastmath=True)
def _value_noise(x, y):  # type: ignore[no-untyped-def]
    """Smooth noise from 0 to 1 with a wavelength of about 1."""
    left, low = np.floor(x), np.floor(y)
    u, v = x - left, y - low
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    bottom = _hash(left, low) * (1 - u) + _hash(left + 1, low) * u
    top = _hash(left, low + 1) * (1 - u) + _hash(left + 1, low + 1) * u
    return bottom * (1 - v) + top * v


@njit(cache=True, fastmath=True)
def _gap(x, pitch, width, blur):  # type: ignore[no-untyped-def]
    """From 0 on a line of a repeating pattern to 1 off it, softened by the size of a pixel."""
    off = abs(x / pitch - np.floor(x / pitch + 0.5)) * pitch
    return min(max((off - width / 2) / blur + 0.5, 0.0), 1.0)


@njit(cache=True, fastmath=True)
def _floor_factor(style, x, y, pixel):  # type: ignore[no-untyped-def]
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


@njit(cache=True, fastmath=True)
def _edge(distance, blur):  # type: ignore[no-untyped-def]
    """How much of a pixel is inside, from its signed distance to an edge."""
    return min(max(distance / blur + 0.5, 0.0), 1.0)


@njit(cache=True, fastmath=True)
def _on_wall(wall, u, z, pixel, colours, panels, panel_colours, ceiling, out):  # type: ignore[no-untyped-def]
    blur = max(pixel, 0.002)
    factor = 0.985 + 0.03 * _value_noise(u * 2.1 + 17 * wall, z * 2.1) - 0.10 * (1.0 - z / ceiling) ** 2
    skirting = _edge(0.09 - z, blur)
    line = 1.0 - 0.3 * (1.0 - min(abs(z - 0.092) / (0.006 + blur), 1.0))
    for channel in range(3):
        out[channel] = (colours[1, channel] * (1 - skirting) + colours[2, channel] * skirting) * factor * line
    for index in range(len(panels)):
        if int(panels[index, 0]) != wall:
            continue
        inside = min(u - panels[index, 1], panels[index, 3] - u, z - panels[index, 2], panels[index, 4] - z)
        share, inner = _edge(inside, blur), _edge(inside - 0.03, blur)
        for channel in range(3):
            colour = panel_colours[index, 1, channel] * (1 - inner) + panel_colours[index, 0, channel] * inner
            out[channel] = out[channel] * (1 - share) + colour * share


@njit(cache=True, fastmath=True)
def _on_floor(style, x, y, pixel, colours, mat, mat_colour, out):  # type: ignore[no-untyped-def]
    factor = _floor_factor(style, x, y, pixel)
    blur = max(pixel, 0.002)
    along = (x - mat[0]) * mat[2] + (y - mat[1]) * mat[3]
    across = -(x - mat[0]) * mat[3] + (y - mat[1]) * mat[2]
    inside = min(mat[4] - abs(along), mat[5] - abs(across))
    share = _edge(inside, blur)
    # A thin dark line where the mat's edge shades the floor.
    rim = 1.0 - 0.35 * _edge(inside + 0.015, 0.02) * (1.0 - share)
    grain = 0.97 + 0.06 * _value_noise(x * 90.0, y * 90.0) * min(0.01 / blur, 1.0)
    for channel in range(3):
        bare = colours[0, channel] * factor * rim
        out[channel] = bare * (1 - share) + mat_colour[channel] * grain * share


@njit(cache=True, fastmath=True)
def _draw(  # type: ignore[no-untyped-def]
    rotation, position, lens, shape, room, style, colours, strength, mat, mat_colour, panels, panel_colours
):
    height, width = shape
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
                _on_floor(style, x, y, slant, colours, mat, mat_colour, out)
                light = strength[0]
                is_floor[row, column] = True
            elif t == tz:
                out[:] = 0.85
                light = strength[1]
            else:
                wall = (0 if dx > 0 else 1) if t == tx else (2 if dy > 0 else 3)
                _on_wall(wall, y if t == tx else x, z, pixel, colours, panels, panel_colours, room[4], out)
                light = strength[2 + wall]
            # Corners between walls and floor get less light.
            corner = min(room[0] - x, x - room[1]) if t != tx else z
            corner = min(corner, min(room[2] - y, y - room[3]) if t != ty else z)
            light *= 0.82 + 0.18 * min(max(corner, 0.0) / 0.5, 1.0)
            for channel in range(3):
                colour[row, column, channel] = out[channel] * light
    return colour, where, is_floor
