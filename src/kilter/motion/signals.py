"""Named signals from the points of the skeleton, of one frame or of many.

One definition serves both (:mod:`kilter.motion.formulas`). What each signal means is told in
:class:`kilter.body.signals.Signal`.
"""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np

from kilter.body.positions import Position
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.body.skeleton import POINTS
from kilter.motion.formulas import READERS, Scene, frames
from kilter.motion.vectors import Vector

_ALL = tuple(signal for signal in Signal if any(signal in signals for signals, _ in READERS))
# frames that are worked on at a time: few enough for all that lies between to stay in the processor's cache
_BLOCK = 2048
Name = TypeVar("Name", bound=str)


def signals_of_points(
    points: Array, working: Side, position: Position, wanted: Iterable[Signal] | None = None
) -> dict[Signal, Array]:
    """Every signal of a whole recording.

    Args:
        points: (T, 18, 3) metres, world axes with Z up; NaN where not seen.
        working: the side that the signals are of.
        position: how the body lies or stands: it says what some angles are counted from.
        wanted: the signals to return; all of them when None.

    Returns:
        (T,) for each signal, in its unit (degrees, centimetres or per cent); NaN where a point was not seen.
    """
    chosen = _ALL if wanted is None else tuple(wanted)

    def read(at: Sequence[Vector]) -> dict[Signal, Array]:
        found = _signals(Scene(at, frames(at, np), position, np), working, frozenset(chosen))
        return {signal: found[signal] for signal in chosen if signal in found}

    return _block_by_block(points, read)


def signals_of_frame(
    points: list[list[float]], working: Side, position: Position, wanted: Collection[Signal] | None = None
) -> dict[Signal, float]:
    """Every signal of one frame, in plain numbers: an order of magnitude faster than an array of length 1.

    Args:
        points: the 18 points of the skeleton as ``[x, y, z]`` in metres, world axes with Z up.
        working: the side that the signals are of.
        position: how the body lies or stands.
        wanted: the signals to return; all of them when None.

    Returns:
        each signal in its unit; NaN where a point was not seen.
    """
    at = [(x, y, z) for x, y, z in points]
    scene = Scene(at, frames(at, math), position, math)
    if wanted is None:
        return _signals(scene, working, _ALL)
    found = _signals(scene, working, wanted)
    return {signal: found[signal] for signal in wanted if signal in found}


def plain_angles(points: Array, position: Position = Position.STANDING) -> dict[str, Array]:
    """The joint angles of both sides of a whole recording, by the names that they have in tables.

    Args:
        points: (T, 18, 3) metres, world axes with Z up; NaN where not seen.
        position: how the body lies or stands.

    Returns:
        (T,) degrees for each of ``hip_flexion``, ``hip_abduction``, ``hip_rotation``, ``knee_flexion``,
        ``ankle_dorsiflexion``, ``shoulder_flexion`` and ``elbow_flexion`` of each side (``knee_flexion_left_deg``),
        and of trunk and pelvis (``pelvis_obliquity_deg``), which count as if the left side worked: positive when the
        left hip is higher, when the trunk leans or turns to the left. NaN where a point was not seen.
    """

    def read(at: Sequence[Vector]) -> dict[str, Array]:
        scene = Scene(at, frames(at, np), position, np)
        sides = {side: _signals(scene, side, _OF_EACH_SIDE) for side in Side}
        found = {f"{signal}_{side}_deg": values[signal] for side, values in sides.items() for signal in _OF_EACH_SIDE}
        middle = _signals(scene, Side.LEFT, _OF_THE_MIDDLE)
        return found | {f"{signal}_deg": middle[signal] for signal in _OF_THE_MIDDLE}

    return _block_by_block(points, read)


_OF_EACH_SIDE = (
    Signal.HIP_FLEXION,
    Signal.HIP_ABDUCTION,
    Signal.HIP_ROTATION,
    Signal.KNEE_FLEXION,
    Signal.ANKLE_DORSIFLEXION,
    Signal.SHOULDER_FLEXION,
    Signal.ELBOW_FLEXION,
)
_OF_THE_MIDDLE = (
    Signal.TRUNK_FLEXION,
    Signal.TRUNK_LEAN,
    Signal.TRUNK_ROTATION,
    Signal.PELVIS_OBLIQUITY,
    Signal.PELVIS_TILT,
    Signal.PELVIS_ROTATION,
)


def _block_by_block(points: Array, read: Callable[[Sequence[Vector]], dict[Name, Array]]) -> dict[Name, Array]:
    """What ``read`` makes of (T, 18, 3) points, which it gets as coordinates (T,), some frames at a time."""
    found: dict[Name, Array] = {}
    count = len(points)
    with np.errstate(invalid="ignore", divide="ignore"):
        for start in range(0, max(count, 1), _BLOCK):
            rows = np.ascontiguousarray(points[start : start + _BLOCK].reshape(-1, 3 * len(POINTS)).T)
            block = read([(rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]) for i in range(len(POINTS))])
            for name, values in block.items():
                if name not in found:
                    found[name] = np.empty(count)
                found[name][start : start + _BLOCK] = values
    return found


def _signals(scene: Scene, working: Side, wanted: Collection[Signal]) -> dict[Signal, Any]:
    """Each wanted signal, and those that come along with it."""
    found: dict[Signal, Any] = {}
    for signals, read in READERS:
        if not signals.isdisjoint(wanted):
            found.update(read(scene, working))
    return found
