"""Light on vertices, and the picture put together from what the rasteriser has seen."""

from typing import NamedTuple

import numpy as np
from tools.rendering.arrays import Flags, Floats, Floats32, Ints, Picture
from tools.rendering.compiled import compiled


class Lamp(NamedTuple):
    """The unit vector (3,) towards the main light; linear colours (3,) of it and of what comes from above and below."""

    towards: Floats
    key: Floats
    sky: Floats
    ground: Floats


class SeenByLight(NamedTuple):
    """The vertices (V, 3) in the light's view, its z-buffer (S, S), and its pixels per metre."""

    points: Floats32
    nearness: Floats32
    scale_px: float


class Shadow(NamedTuple):
    """What the light does not reach.

    Attributes:
        rows: (3, 4) from world metres to the mask's pixels, and to metres before all that throws a shadow.
        mask: (S, S) 1 where something stands before the light.
        strength: how much of all light the shadow takes.
    """

    rows: Floats
    mask: Floats32
    strength: float


class Contact(NamedTuple):
    """Where something lies on the floor: (N, N) shares, the first cell's corner in metres, and cells per metre."""

    cells: Floats32
    corner_x: float
    corner_y: float
    per_m: float


class Surfaces(NamedTuple):
    """Faces and materials as in `meshes.Mesh`, of several meshes together.

    Attributes:
        faces, base, plain, fields, palette, gloss: as there.
        owner: (F,) whose layers the face has.
        layers: (G, K) the materials of each owner's layers, -1 past the last.
    """

    faces: Ints
    base: Ints
    plain: Ints
    owner: Ints
    fields: Floats32
    layers: Ints
    palette: Floats32
    gloss: Floats32


@compiled
def light_vertices(
    vertices: Floats32, normals: Floats32, tint: Floats32, eye: Floats, lamp: Lamp, seen: SeenByLight
) -> Floats32:
    """The light on each vertex.

    Args:
        vertices: (V, 3) world metres.
        normals: (V, 3) unit vectors.
        tint: (V,) factor, darker in folds.
        eye: (3,) the camera, world metres.
        lamp: the light.
        seen: the light's view.

    Returns:
        (V, 4) red, green and blue factors on the surface's colour, and the strength of the highlight.
    """
    towards, key, sky, ground = lamp
    points, nearness, scale_px = seen
    lit = np.empty((len(vertices), 4), np.float32)
    size = nearness.shape[0]
    reach = max(0.02 * scale_px, 1.0)
    for index in range(len(vertices)):
        nx, ny, nz = normals[index, 0], normals[index, 1], normals[index, 2]
        facing = nx * towards[0] + ny * towards[1] + nz * towards[2]
        direct = 0.0
        glint = 0.0
        if facing > -0.15:
            shade = 0.0
            bias = 0.014 + 0.02 * (1.0 - max(facing, 0.0))
            for down in range(-1, 2):
                for right in range(-1, 2):
                    column = int(points[index, 0] + right * reach)
                    row = int(points[index, 1] + down * reach)
                    outside = column < 0 or row < 0 or column >= size or row >= size
                    if outside or points[index, 2] + bias > nearness[row, column]:
                        shade += 1.0 / 9.0
            # Light wraps a little round skin and cloth.
            direct = (facing + 0.15) / 1.15 * shade
            vx, vy, vz = eye[0] - vertices[index, 0], eye[1] - vertices[index, 1], eye[2] - vertices[index, 2]
            length = np.sqrt(vx * vx + vy * vy + vz * vz) + 1e-9
            hx, hy, hz = vx / length + towards[0], vy / length + towards[1], vz / length + towards[2]
            half = (nx * hx + ny * hy + nz * hz) / (np.sqrt(hx * hx + hy * hy + hz * hz) + 1e-9)
            glint = max(half, 0.0) ** 24 * shade * (1.0 if facing > 0.0 else 0.0)
        up = 0.5 + 0.5 * nz
        # What faces the floor close to it gets little of the light that the floor throws back.
        near_floor = min(max(vertices[index, 2], 0.0) / 0.35, 1.0)
        for channel in range(3):
            around = sky[channel] * up + ground[channel] * (1.0 - up) * (0.35 + 0.65 * near_floor)
            lit[index, channel] = tint[index] * (around + key[channel] * direct * (0.5 + 0.5 * tint[index]))
        lit[index, 3] = glint
    return lit


@compiled
def _lookup(mask: Floats32, x: float, y: float) -> float:
    """Between the pixels of a mask; 0 outside."""
    column, row = int(np.floor(x - 0.5)), int(np.floor(y - 0.5))
    if column < 0 or row < 0 or column >= mask.shape[1] - 1 or row >= mask.shape[0] - 1:
        return 0.0
    u, v = x - 0.5 - column, y - 0.5 - row
    top = mask[row, column] * (1 - u) + mask[row, column + 1] * u
    bottom = mask[row + 1, column] * (1 - u) + mask[row + 1, column + 1] * u
    return float(top * (1 - v) + bottom * v)


@compiled
def shadow_backdrop(colour: Floats32, where: Floats32, is_floor: Flags, shadow: Shadow, contact: Contact) -> Floats32:
    """The backdrop with the shadows that the scene throws on it.

    Args:
        colour: (H, W, 3) linear.
        where: (H, W, 3) world metres.
        is_floor: (H, W).
        shadow: of the main light.
        contact: darkens the floor beneath.

    Returns:
        (H, W, 3) linear colours.
    """
    rows, strength = shadow.rows, shadow.strength
    shaded = np.empty_like(colour)
    for row in range(colour.shape[0]):
        for column in range(colour.shape[1]):
            x, y, z = where[row, column, 0], where[row, column, 1], where[row, column, 2]
            u = rows[0, 0] * x + rows[0, 1] * y + rows[0, 2] * z + rows[0, 3]
            v = rows[1, 0] * x + rows[1, 1] * y + rows[1, 2] * z + rows[1, 3]
            before = rows[2, 0] * x + rows[2, 1] * y + rows[2, 2] * z + rows[2, 3]
            factor = 1.0 - strength * _lookup(shadow.mask, u, v) if before < 0.0 else 1.0
            if is_floor[row, column]:
                u, v = (x - contact.corner_x) * contact.per_m, (y - contact.corner_y) * contact.per_m
                factor *= 1.0 - 0.6 * _lookup(contact.cells, u, v)
            for channel in range(3):
                shaded[row, column, channel] = colour[row, column, channel] * factor
    return shaded


@compiled
def contact_heights(vertices: Floats32, corner_x: float, corner_y: float, per_m: float, size: int) -> Floats32:
    """(N, N) the lowest vertex above each cell of the floor, metres; 1 where there is none."""
    lowest = np.ones((size, size), np.float32)
    for index in range(len(vertices)):
        column = int((vertices[index, 0] - corner_x) * per_m)
        row = int((vertices[index, 1] - corner_y) * per_m)
        if 0 <= column < size and 0 <= row < size:
            lowest[row, column] = min(lowest[row, column], max(vertices[index, 2], 0.0))
    return lowest


@compiled
def resolve(points: Floats32, owners: Ints, samples: int, lit: Floats32, surfaces: Surfaces, behind: Floats32) -> None:
    """The picture, each pixel the mean of its samples.

    Args:
        points: (V, 3) sample positions and one over the depth.
        owners: (H * samples, W * samples) the face seen by each sample, -1 for none.
        samples: per pixel and axis.
        lit: (V, 4) from `light_vertices`.
        surfaces: what is drawn.
        behind: (H, W, 3) linear backdrop, changed into the picture.
    """
    part, half, one = np.float32(1.0 / (samples * samples)), np.float32(0.5), np.float32(1.0)
    # The innermost loop reads local names: an array taken out of a tuple there would be counted each time.
    faces, base, plain, owner, fields, layers, palette, gloss = surfaces
    most = layers.shape[1]
    for row in range(behind.shape[0]):
        for column in range(behind.shape[1]):
            y, x = row * samples, column * samples
            first = owners[y, x]
            material = plain[first] if first >= 0 else -1
            alike, empty = material >= 0, 0
            for down in range(samples):
                for right in range(samples):
                    face = owners[y + down, x + right]
                    empty += face < 0
                    alike = alike and face >= 0 and plain[face] == material
            if empty == samples * samples:
                continue
            # Within one material light changes little over a pixel: one sample stands for all.
            taken, weight = (1, one) if alike else (samples, part)
            red = behind[row, column, 0] * empty * part
            green = behind[row, column, 1] * empty * part
            blue = behind[row, column, 2] * empty * part
            for down in range(taken):
                for right in range(taken):
                    face = owners[y + down, x + right]
                    if face < 0:
                        continue
                    a, b, c = faces[face, 0], faces[face, 1], faces[face, 2]
                    px, py = np.float32(x + right) + half - points[a, 0], np.float32(y + down) + half - points[a, 1]
                    ux, uy = points[b, 0] - points[a, 0], points[b, 1] - points[a, 1]
                    vx, vy = points[c, 0] - points[a, 0], points[c, 1] - points[a, 1]
                    # Weights that are right in space, not only on the picture.
                    on_b, on_c = px * vy - py * vx, py * ux - px * uy
                    wa = (ux * vy - uy * vx - on_b - on_c) * points[a, 2]
                    wb, wc = on_b * points[b, 2], on_c * points[c, 2]
                    total = one / (wa + wb + wc)
                    wa, wb, wc = wa * total, wb * total, wc * total
                    chosen = plain[face]
                    layer = 0
                    while chosen < 0:
                        chosen = layers[owner[face], layer] if layer < most else -1
                        if chosen < 0:
                            chosen = base[face]
                        elif wa * fields[a, layer] + wb * fields[b, layer] + wc * fields[c, layer] <= 0.0:
                            chosen = -1
                        layer += 1
                    shine = gloss[chosen] * (wa * lit[a, 3] + wb * lit[b, 3] + wc * lit[c, 3])
                    red += weight * (palette[chosen, 0] * (wa * lit[a, 0] + wb * lit[b, 0] + wc * lit[c, 0]) + shine)
                    green += weight * (palette[chosen, 1] * (wa * lit[a, 1] + wb * lit[b, 1] + wc * lit[c, 1]) + shine)
                    blue += weight * (palette[chosen, 2] * (wa * lit[a, 2] + wb * lit[b, 2] + wc * lit[c, 2]) + shine)
            behind[row, column, 0], behind[row, column, 1], behind[row, column, 2] = red, green, blue


@compiled
def develop(
    picture: Floats32, brightness: float, table: Floats32, noise: Floats32, start: tuple[int, int], amount: float
) -> Picture:
    """Linear light to sRGB bytes, with sensor noise.

    Args:
        picture: (H, W, 3) linear.
        brightness: factor.
        table: (T,) sRGB, 0 to 255, over linear 0 to 1.
        noise: (N, N, 3) standard normal, N a power of two, repeated over the picture.
        start: row and column of the noise where the picture starts.
        amount: standard deviation of the noise, of 255.

    Returns:
        (H, W, 3) bytes.
    """
    height, width = picture.shape[0], picture.shape[1]
    out = np.empty((height, width, 3), np.uint8)
    last = len(table) - 1
    scale = np.float32(brightness * last)
    top, grain = np.float32(last), np.float32(amount)
    mask = noise.shape[0] - 1
    for row in range(height):
        noise_y = (row + start[0]) & mask
        for column in range(width):
            noise_x = (column + start[1]) & mask
            for channel in range(3):
                value = table[np.int32(min(max(picture[row, column, channel] * scale, np.float32(0.0)), top))]
                value += grain * noise[noise_y, noise_x, channel] + np.float32(0.5)
                out[row, column, channel] = np.uint8(min(max(value, np.float32(0.0)), np.float32(255.0)))
    return out
