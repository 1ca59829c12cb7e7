"""The peers' angles by Kilter's filters and vectors: the same definitions, so that the answers must be equal."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from kilter.motion.filters import Array, fill_short_gaps, low_pass
from kilter.motion.vectors import Vector, angle, cross, dot, sub, unit

BLOCK = 2048
FULL_TURN, HALF_TURN = 360.0, 180.0
MODULO_HALF = ("pelvis", "shoulders")
Frame = tuple[Vector, Vector, Vector]


def doubled_cutoff_hz(cutoff_hz: float, rate_hz: float) -> float:
    """Where both passes meet -3 dB when, as the peers have it, each single pass does at the given cut-off."""
    lowered = (math.sqrt(2.0) - 1.0) ** 0.25
    return rate_hz / math.pi * math.atan(lowered * math.tan(math.pi * cutoff_hz / rate_hz))


def in_blocks(points: Array, read: Callable[[list[Vector]], list[Array]], count: int) -> Array:
    """(count, T) what is read from (T, P, 3) points, a few frames at a time."""
    found = np.empty((count, len(points)))
    for start in range(0, len(points), BLOCK):
        rows = np.ascontiguousarray(points[start : start + BLOCK].reshape(-1, 3 * points.shape[1]).T)
        at = [(rows[i], rows[i + 1], rows[i + 2]) for i in range(0, len(rows), 3)]
        for index, values in enumerate(read(at)):
            found[index, start : start + BLOCK] = values
    return found


def like_kineticstoolkit(names: Sequence[str], points: Array, rate_hz: float, cutoff_hz: float) -> Array:
    """(27, T) degrees: turns about X, Y and Z of pelvis, trunk and the joints of the legs."""
    place = {name: index for index, name in enumerate(names)}
    smooth = low_pass(points.reshape(len(points), -1), rate_hz, doubled_cutoff_hz(cutoff_hz, rate_hz))

    def read(at: list[Vector]) -> list[Array]:
        def between(end: str, start: str) -> Vector:
            return sub(at[place[end]], at[place[start]])

        hips, shoulders = between("hip_left", "hip_right"), between("shoulder_left", "shoulder_right")
        left, right = between("shoulder_left", "hip_left"), between("shoulder_right", "hip_right")
        upward = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2, (left[2] + right[2]) / 2)
        x = unit(hips, np)
        y = unit(cross(upward, x), np)
        pelvis = (x, y, cross(x, y))
        trunk = _from_z(upward, shoulders)
        found = [*_of_the_room(pelvis), *_of_the_room(trunk), *_turns(pelvis, trunk)]
        for side in ("left", "right"):
            thigh = _from_z(between(f"hip_{side}", f"knee_{side}"), hips)
            shank = _from_z(between(f"knee_{side}", f"ankle_{side}"), hips)
            back = unit(between(f"heel_{side}", f"toe_{side}"), np)
            up = unit(cross(hips, back), np)
            foot = (cross(back, up), back, up)
            for parent, child in ((pelvis, thigh), (thigh, shank), (shank, foot)):
                found += _turns(parent, child)
        return found

    return in_blocks(smooth.reshape(points.shape), read, 27)


def _from_z(along: Vector, x_or_so: Vector) -> Frame:
    z = unit(along, np)
    y = unit(cross(z, x_or_so), np)
    return cross(y, z), y, z


def _turns(parent: Frame, child: Frame) -> list[Array]:
    return _euler(*(dot(parent[row], child[column]) for row, column in ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2))))


def _of_the_room(frame: Frame) -> list[Array]:
    x, y, z = frame
    return _euler(x[0], y[0], z[0], z[1], z[2])


def _euler(xx: Array, xy: Array, xz: Array, yz: Array, zz: Array) -> list[Array]:
    about_y = np.arctan2(xz, np.sqrt(xx * xx + xy * xy))
    return [np.degrees(np.arctan2(-yz, zz)), np.degrees(about_y), np.degrees(np.arctan2(-xy, xx))]


def like_pose2sim(chains: Sequence[Sequence[int]], terms: Array, names: Sequence[str], points: Array) -> Array:
    """(A, T) degrees: the angle without sign between two segments, or of one with the X axis."""

    def read(at: list[Vector]) -> list[Array]:
        segments: dict[tuple[int, int], Vector] = {}

        def along(end: int, start: int) -> Vector:
            if (end, start) not in segments:
                segments[end, start] = sub(at[end], at[start])
            return segments[end, start]

        found = []
        for chain, (offset, factor), name in zip(chains, terms, names, strict=True):
            if len(chain) == 2:
                x, y, z = along(chain[0], chain[1])
                bent = np.arctan2(np.sqrt(y * y + z * z), x)
            elif len(chain) == 3:
                bent = angle(along(chain[0], chain[1]), along(chain[2], chain[1]), np)
            else:
                bent = angle(along(chain[1], chain[0]), along(chain[3], chain[2]), np)
            found.append(_wrapped((np.degrees(bent) + offset) * factor, name))
        return found

    return in_blocks(points, read, len(chains))


def like_sports2d(
    chains: Sequence[Sequence[int]],
    terms: Array,
    names: Sequence[str],
    feet: Sequence[int],
    pixels: Array,
    rate_hz: float,
    cutoff_hz: float,
) -> Array:
    """(A, T) degrees: gaps filled, X and Y filtered, angles in the picture, unwrapped, filtered.

    Args:
        chains: the keypoints of each angle.
        terms: (A, 2) offset and factor of each.
        names: of the angles.
        feet: left toe, left heel, right toe, right heel: they say which way the person faces.
        pixels: (T, P, 2).
        rate_hz: frames a second.
        cutoff_hz: of each single pass of the filter.
    """
    tuned = doubled_cutoff_hz(cutoff_hz, rate_hz)
    columns = low_pass(fill_short_gaps(pixels.reshape(len(pixels), -1), rate_hz), rate_hz, tuned)
    xs, ys = np.ascontiguousarray(columns[:, ::2].T), np.ascontiguousarray(columns[:, 1::2].T)
    left_toe, left_heel, right_toe, right_heel = feet
    faces = xs[right_toe] - xs[right_heel] + (xs[left_toe] - xs[left_heel])
    xs *= np.where(faces >= 0, 1.0, -1.0)
    found = np.empty((len(chains), len(pixels)))
    for index, (chain, (offset, factor), name) in enumerate(zip(chains, terms, names, strict=True)):
        if len(chain) == 2:
            turned = np.arctan2(ys[chain[0]] - ys[chain[1]], xs[chain[0]] - xs[chain[1]])
        else:
            u, v = ((0, 1), (2, 1)) if len(chain) == 3 else ((1, 0), (3, 2))
            ux, uy = (axis[chain[u[0]]] - axis[chain[u[1]]] for axis in (xs, ys))
            vx, vy = (axis[chain[v[0]]] - axis[chain[v[1]]] for axis in (xs, ys))
            turned = -np.arctan2(ux * vy - uy * vx, ux * vx + uy * vy)
        found[index] = _unwrapped(_wrapped((np.degrees(turned) + offset) * factor, name))
    return np.asarray(low_pass(found.T, rate_hz, tuned).T)


def _wrapped(turned: Array, name: str) -> Array:
    turn = HALF_TURN if name in MODULO_HALF else FULL_TURN
    return np.asarray(turned - turn * np.floor(turned / turn + 0.5))


def _unwrapped(turned: Array) -> Array:
    """Jumps of half a turn taken out, and the whole kept near zero."""
    step = np.diff(turned)
    jumps = np.abs(step) >= HALF_TURN / 2
    if jumps.any():
        turned = np.unwrap(turned, period=HALF_TURN)
    mean = turned.mean()
    if abs(mean) > HALF_TURN:
        turned = turned - math.copysign(FULL_TURN, mean)
    return turned
