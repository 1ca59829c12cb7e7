"""A z-buffer triangle rasteriser in compiled loops, and what belongs to meshes alone: normals and the light's view."""

import numpy as np
from tools.rendering.arrays import Floats, Floats32, Ints
from tools.rendering.compiled import compiled

NEAR_M = 0.05


@compiled
def vertex_normals(vertices: Floats32, faces: Ints) -> Floats32:
    """Normals of the vertices, weighted by the area of their faces.

    Args:
        vertices: (V, 3) metres.
        faces: (F, 3) counter-clockwise seen from outside.

    Returns:
        (V, 3) unit vectors.
    """
    normals = np.zeros_like(vertices)
    for face in range(len(faces)):
        a, b, c = faces[face, 0], faces[face, 1], faces[face, 2]
        ux, uy, uz = vertices[b, 0] - vertices[a, 0], vertices[b, 1] - vertices[a, 1], vertices[b, 2] - vertices[a, 2]
        vx, vy, vz = vertices[c, 0] - vertices[a, 0], vertices[c, 1] - vertices[a, 1], vertices[c, 2] - vertices[a, 2]
        nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        for corner in (a, b, c):
            normals[corner, 0] += nx
            normals[corner, 1] += ny
            normals[corner, 2] += nz
    for vertex in range(len(vertices)):
        x, y, z = normals[vertex, 0], normals[vertex, 1], normals[vertex, 2]
        length = np.sqrt(x * x + y * y + z * z) + np.float32(1e-12)
        normals[vertex, 0] = x / length
        normals[vertex, 1] = y / length
        normals[vertex, 2] = z / length
    return normals


@compiled
def project(vertices: Floats32, rotation: Floats, position: Floats, lens: tuple[float, float, float]) -> Floats32:
    """Perspective projection.

    Args:
        vertices: (V, 3) world metres.
        rotation: (3, 3) world to camera, whose axes are right, down, forward.
        position: (3,) of the camera, world metres.
        lens: the focal length and where the middle of the picture is in X and Y, pixels.

    Returns:
        (V, 3) x and y in pixels, and one over the depth in metres; the last is 0 nearer than `NEAR_M`.
    """
    focal_px, centre_x, centre_y = lens
    projected = np.empty((len(vertices), 3), np.float32)
    for vertex in range(len(vertices)):
        x = vertices[vertex, 0] - position[0]
        y = vertices[vertex, 1] - position[1]
        z = vertices[vertex, 2] - position[2]
        depth = rotation[2, 0] * x + rotation[2, 1] * y + rotation[2, 2] * z
        if depth < NEAR_M:
            projected[vertex, :] = 0.0
            continue
        scale = focal_px / depth
        projected[vertex, 0] = centre_x + scale * (rotation[0, 0] * x + rotation[0, 1] * y + rotation[0, 2] * z)
        projected[vertex, 1] = centre_y + scale * (rotation[1, 0] * x + rotation[1, 1] * y + rotation[1, 2] * z)
        projected[vertex, 2] = 1.0 / depth
    return projected


@compiled
def rasterise(points: Floats32, faces: Ints, nearness: Floats32, owners: Ints) -> None:
    """Draw triangles that face the viewer into a z-buffer.

    A triangle with a corner too near to the camera is dropped.

    Args:
        points: (V, 3) x, y in pixels (pixel centres at .5) and nearness, which is linear over the picture and
            greater in front; not above 0 is dropped.
        faces: (F, 3) corners; those that go counter-clockwise as one looks at the picture face the viewer.
        nearness: (H, W) buffer, changed.
        owners: (H, W) the index of the face that is seen, changed.
    """
    height, width = nearness.shape
    for face in range(len(faces)):
        a, b, c = faces[face, 0], faces[face, 1], faces[face, 2]
        ax, ay, an = points[a, 0], points[a, 1], points[a, 2]
        bx, by, bn = points[b, 0], points[b, 1], points[b, 2]
        cx, cy, cn = points[c, 0], points[c, 1], points[c, 2]
        if an <= 0.0 or bn <= 0.0 or cn <= 0.0:
            continue
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if area >= 0.0:
            continue
        left = max(int(np.ceil(min(ax, bx, cx) - 0.5)), 0)
        right = min(int(np.floor(max(ax, bx, cx) - 0.5)), width - 1)
        top = max(int(np.ceil(min(ay, by, cy) - 0.5)), 0)
        bottom = min(int(np.floor(max(ay, by, cy) - 0.5)), height - 1)
        if left > right or top > bottom:
            continue
        inverse = 1.0 / area
        # Weights of b and c, which change evenly from pixel to pixel.
        b_dx, b_dy = (cy - ay) * inverse, -(cx - ax) * inverse
        c_dx, c_dy = -(by - ay) * inverse, (bx - ax) * inverse
        start_x, start_y = left + 0.5 - ax, top + 0.5 - ay
        b_row = start_x * b_dx + start_y * b_dy
        c_row = start_x * c_dx + start_y * c_dy
        for row in range(top, bottom + 1):
            wb, wc = b_row, c_row
            for column in range(left, right + 1):
                if wb >= 0.0 and wc >= 0.0 and wb + wc <= 1.0:
                    near = an + wb * (bn - an) + wc * (cn - an)
                    if near > nearness[row, column]:
                        nearness[row, column] = near
                        owners[row, column] = face
                wb += b_dx
                wc += c_dx
            b_row += b_dy
            c_row += c_dy
