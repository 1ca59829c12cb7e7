"""Light on vertices, and the picture put together from what the rasteriser has seen."""

import numpy as np
from numba import njit


@njit(cache=True, fastmath=True)
def light_vertices(  # type: ignore[no-untyped-def]
    vertices, normals, tint, eye, towards, key, sky, ground, points, nearness, scale_px
):
    """The light on each vertex.

    Args:
        vertices, normals: (V, 3) world.
        tint: (V,) factor, darker in folds.
        eye: (3,) the camera, world metres.
        towards: (3,) unit vector to the main light.
        key, sky, ground: (3,) linear colours of the main light, of what comes from above and from below.
        points: (V, 3) in the light's view: pixels and nearness in metres.
        nearness: (S, S) the light's z-buffer.
        scale_px: pixels per metre of the light's view.

    Returns:
        (V, 4) red, green and blue factors on the surface's colour, and the strength of the highlight.
    """
    lit = np.empty((len(vertices), 4), np.float32)
    size = nearness.shape[0]
    reach = max(0.02 * scale_px, 1.0)
    for index in range(len(vertices)):
        nx, ny, nz = normals[index]
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
                    column, row = min(max(column, 0), size - 1), min(max(row, 0), size - 1)
                    if points[index, 2] + bias > nearness[row, column]:
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


@njit(cache=True, fastmath=True)
def _lookup(mask, x, y):  # type: ignore[no-untyped-def]
    """Between the pixels of a mask; 0 outside."""
    column, row = int(np.floor(x - 0.5)), int(np.floor(y - 0.5))
    if column < 0 or row < 0 or column >= mask.shape[1] - 1 or row >= mask.shape[0] - 1:
        return 0.0
    u, v = x - 0.5 - column, y - 0.5 - row
    top = mask[row, column] * (1 - u) + mask[row, column + 1] * u
    bottom = mask[row + 1, column] * (1 - u) + mask[row + 1, column + 1] * u
    return top * (1 - v) + bottom * v


@njit(cache=True, fastmath=True)
def shadow_backdrop(colour, where, is_floor, rows, shadow, strength, contact, contact_grid):  # type: ignore[no-untyped-def]
    """The backdrop with the shadows that the scene throws on it.

    Args:
        colour, where: (H, W, 3) linear colours and world metres.
        is_floor: (H, W).
        rows: (2, 4) the light's view, world metres to its pixels.
        shadow: (S, S) 1 where something stands before the light.
        strength: how much of the light the shadow takes.
        contact: (N, N) 1 where something lies on the floor.
        contact_grid: its first corner's X and Y in metres, and its cells per metre.

    Returns:
        (H, W, 3) linear colours.
    """
    shaded = np.empty_like(colour)
    for row in range(colour.shape[0]):
        for column in range(colour.shape[1]):
            x, y, z = where[row, column]
            u = rows[0, 0] * x + rows[0, 1] * y + rows[0, 2] * z + rows[0, 3]
            v = rows[1, 0] * x + rows[1, 1] * y + rows[1, 2] * z + rows[1, 3]
            factor = 1.0 - strength * _lookup(shadow, u, v)
            if is_floor[row, column]:
                u, v = (x - contact_grid[0]) * contact_grid[2], (y - contact_grid[1]) * contact_grid[2]
                factor *= 1.0 - 0.6 * _lookup(contact, u, v)
            for channel in range(3):
                shaded[row, column, channel] = colour[row, column, channel] * factor
    return shaded


@njit(cache=True)
def contact_heights(vertices, corner_x, corner_y, per_metre, size):  # type: ignore[no-untyped-def]
    """(N, N) the lowest vertex above each cell of the floor, metres; 1 where there is none."""
    lowest = np.ones((size, size), np.float32)
    for index in range(len(vertices)):
        column = int((vertices[index, 0] - corner_x) * per_metre)
        row = int((vertices[index, 1] - corner_y) * per_metre)
        if 0 <= column < size and 0 <= row < size:
            lowest[row, column] = min(lowest[row, column], max(vertices[index, 2], 0.0))
    return lowest


@njit(cache=True, fastmath=True)
def _material(face, a, b, c, wa, wb, wc, base, plain, owner, fields, layers):  # type: ignore[no-untyped-def]
    if plain[face] >= 0:
        return plain[face]
    group = owner[face]
    for layer in range(layers.shape[1]):
        if layers[group, layer] < 0:
            break
        if wa * fields[a, layer] + wb * fields[b, layer] + wc * fields[c, layer] > 0.0:
            return layers[group, layer]
    return base[face]


@njit(cache=True, fastmath=True)
def resolve(  # type: ignore[no-untyped-def]
    points, faces, owners, samples, lit, base, plain, owner, fields, layers, palette, gloss, behind
):
    """The picture, each pixel the mean of its samples.

    Args:
        points: (V, 3) sample positions and one over the depth.
        faces: (F, 3).
        owners: (H * samples, W * samples) the face seen by each sample, -1 for none.
        samples: per pixel and axis.
        lit: (V, 4) from `light_vertices`.
        base, plain, owner: (F,) materials as in `meshes.Mesh`, and whose layers the face has.
        fields: (V, K).
        layers: (G, K) the materials of each owner's layers, -1 past the last.
        palette, gloss: (M, 3) and (M,).
        behind: (H, W, 3) linear backdrop, changed into the picture.
    """
    part = 1.0 / (samples * samples)
    for row in range(behind.shape[0]):
        for column in range(behind.shape[1]):
            red = green = blue = 0.0
            empty = 0
            for down in range(samples):
                for right in range(samples):
                    y, x = row * samples + down, column * samples + right
                    face = owners[y, x]
                    if face < 0:
                        empty += 1
                        continue
                    a, b, c = faces[face]
                    ax, ay = points[a, 0], points[a, 1]
                    ux, uy = points[b, 0] - ax, points[b, 1] - ay
                    vx, vy = points[c, 0] - ax, points[c, 1] - ay
                    inverse = 1.0 / (ux * vy - uy * vx)
                    px, py = x + 0.5 - ax, y + 0.5 - ay
                    wb = (px * vy - py * vx) * inverse * points[b, 2]
                    wc = (py * ux - px * uy) * inverse * points[c, 2]
                    wa = (1.0 - (px * vy - py * vx) * inverse - (py * ux - px * uy) * inverse) * points[a, 2]
                    total = 1.0 / (wa + wb + wc)
                    wa, wb, wc = wa * total, wb * total, wc * total
                    material = _material(face, a, b, c, wa, wb, wc, base, plain, owner, fields, layers)
                    shine = gloss[material] * (wa * lit[a, 3] + wb * lit[b, 3] + wc * lit[c, 3])
                    red += palette[material, 0] * (wa * lit[a, 0] + wb * lit[b, 0] + wc * lit[c, 0]) + shine
                    green += palette[material, 1] * (wa * lit[a, 1] + wb * lit[b, 1] + wc * lit[c, 1]) + shine
                    blue += palette[material, 2] * (wa * lit[a, 2] + wb * lit[b, 2] + wc * lit[c, 2]) + shine
            if empty < samples * samples:
                rest = empty * part
                behind[row, column, 0] = behind[row, column, 0] * rest + red * part
                behind[row, column, 1] = behind[row, column, 1] * rest + green * part
                behind[row, column, 2] = behind[row, column, 2] * rest + blue * part


@njit(cache=True, fastmath=True)
def develop(picture, brightness, table, noise, noise_row, noise_column, amount):  # type: ignore[no-untyped-def]
    """Linear light to sRGB bytes, with sensor noise.

    Args:
        picture: (H, W, 3) linear.
        brightness: factor.
        table: (T,) sRGB, 0 to 255, over linear 0 to 1.
        noise: (N, N, 3) standard normal, repeated over the picture from noise_row and noise_column on.
        noise_row, noise_column: where in the noise the picture starts.
        amount: standard deviation of the noise, of 255.

    Returns:
        (H, W, 3) bytes.
    """
    height, width = picture.shape[:2]
    out = np.empty((height, width, 3), np.uint8)
    last = len(table) - 1
    size = noise.shape[0]
    for row in range(height):
        for column in range(width):
            for channel in range(3):
                value = table[int(min(max(picture[row, column, channel] * brightness, 0.0), 1.0) * last)]
                if amount > 0.0:
                    value += amount * noise[(row + noise_row) % size, (column + noise_column) % size, channel]
                out[row, column, channel] = np.uint8(min(max(value + 0.5, 0.0), 255.0))
    return out
