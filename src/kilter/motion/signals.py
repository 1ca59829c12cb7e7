"""Named signals from the points of the skeleton.

One definition serves both speeds: the formulas are written with plain arithmetic and with ``trig``, which is ``math``
for the numbers of one frame and ``numpy`` for whole recordings. What each signal means is told in
:class:`kilter.body.signals.Signal`; signs follow ISB.

Source: wu2002
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from kilter.body.positions import Position
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.body.skeleton import POINTS, Point, Proportions

# A coordinate is a float of one frame or an array (T,) of many: the formulas do not care.
Number = Any
Vector = tuple[Number, Number, Number]
_NORMAL = Proportions.of_height(1.0)
_LUMBAR_LEANS_BACK = math.atan2(_NORMAL.lumbar_back_m, _NORMAL.lumbar_up_m)
_TINY = 1e-9


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
    places = {point: (points[:, i, 0], points[:, i, 1], points[:, i, 2]) for i, point in enumerate(POINTS)}
    with np.errstate(invalid="ignore", divide="ignore"):
        found = _signals(places, working, position, np)
    return {signal: np.asarray(found[signal]) for signal in (found if wanted is None else wanted) if signal in found}


def signals_of_frame(points: list[list[float]], working: Side, position: Position) -> dict[Signal, float]:
    """Every signal of one frame, in plain numbers: an order of magnitude faster than an array of length 1.

    Args:
        points: the 18 points of the skeleton as ``[x, y, z]`` in metres, world axes with Z up.
        working: the side that the signals are of.
        position: how the body lies or stands.

    Returns:
        each signal in its unit; NaN where a point was not seen.
    """
    places = {point: (place[0], place[1], place[2]) for point, place in zip(POINTS, points, strict=True)}
    found: dict[Signal, float] = _signals(places, working, position, math)
    return found


def _signals(at: Mapping[Point, Vector], working: Side, position: Position, trig: Any) -> dict[Signal, Any]:
    sign = 1.0 if working is Side.LEFT else -1.0
    body = _frames(at, trig)
    found = {
        **_leg_signals(at, working, body, trig, Signal.HIP_FLEXION, Signal.HIP_ABDUCTION, Signal.KNEE_FLEXION),
        **_trunk_signals(at, sign, position, body, trig),
        **_limb_signals(at, working, sign, body, trig),
        **_heights(at, working, position, trig),
    }
    other = _leg_signals(
        at, working.other, body, trig, Signal.OTHER_HIP_FLEXION, Signal.OTHER_HIP_ABDUCTION, Signal.OTHER_KNEE_FLEXION
    )
    found.update({signal: other[signal] for signal in _OF_THE_OTHER_LEG})
    found[Signal.HIP_EXTENSION] = -found[Signal.HIP_FLEXION]
    found[Signal.LUMBAR_EXTENSION] = found[Signal.PELVIS_TILT]
    found[Signal.BODY_LINE] = _body_line(at, working, position, body, trig)
    if position is Position.KNEELING:
        found[Signal.SHIN_ANGLE] = _shin_angle(at, working.other, body, trig)
    return found


_OF_THE_OTHER_LEG = (Signal.OTHER_HIP_FLEXION, Signal.OTHER_HIP_ABDUCTION, Signal.OTHER_KNEE_FLEXION)


def _sub(a: Vector, b: Vector) -> Vector:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def _mid(a: Vector, b: Vector) -> Vector:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)


def _dot(a: Vector, b: Vector) -> Number:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _cross(a: Vector, b: Vector) -> Vector:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def _unit(a: Vector, trig: Any) -> Vector:
    length = trig.sqrt(_dot(a, a)) + _TINY
    return (a[0] / length, a[1] / length, a[2] / length)


def _times(a: Vector, factor: Number) -> Vector:
    return (a[0] * factor, a[1] * factor, a[2] * factor)


def _add(a: Vector, b: Vector) -> Vector:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


_Frames = tuple[Vector, Vector, Vector, Vector, Vector, Vector]


def _frames(at: Mapping[Point, Vector], trig: Any) -> _Frames:
    """Pelvis axes (left, back, up), the trunk's direction upward, and the horizontal directions left and back."""
    hips = _sub(at[Point.HIP_LEFT], at[Point.HIP_RIGHT])
    left = _unit(hips, trig)
    lumbar = _sub(at[Point.LUMBAR], _mid(at[Point.HIP_LEFT], at[Point.HIP_RIGHT]))
    slanting = _unit(_sub(lumbar, _times(left, _dot(lumbar, left))), trig)
    behind = _cross(slanting, left)
    cosine, sine = math.cos(_LUMBAR_LEANS_BACK), math.sin(_LUMBAR_LEANS_BACK)
    up = _sub(_times(slanting, cosine), _times(behind, sine))
    back = _add(_times(slanting, sine), _times(behind, cosine))
    trunk = _unit(_sub(at[Point.NECK], at[Point.LUMBAR]), trig)
    shoulders = _sub(at[Point.SHOULDER_LEFT], at[Point.SHOULDER_RIGHT])
    across = _add(hips, shoulders)
    level_left = _unit((across[0], across[1], 0.0 * across[2]), trig)
    level_back = (-level_left[1], level_left[0], 0.0 * across[2])
    return left, back, up, trunk, level_left, level_back


def _leg_signals(
    at: Mapping[Point, Vector], side: Side, body: _Frames, trig: Any, flexion: Signal, abduction: Signal, knee: Signal
) -> dict[Signal, Any]:
    """Hip, knee and ankle of one leg; the names of the first three say whose leg it is."""
    sign = 1.0 if side is Side.LEFT else -1.0
    left, back, up, *_ = body
    hip, knee_at, ankle = (at[Point.of(name, side)] for name in ("hip", "knee", "ankle"))
    thigh, shank = _sub(knee_at, hip), _sub(ankle, knee_at)
    foot = _unit(_sub(at[Point.of("toe", side)], at[Point.of("heel", side)]), trig)
    x, y, z = _dot(thigh, left), _dot(thigh, back), _dot(thigh, up)
    flexed = trig.atan2(-y, -z)
    abducted = trig.atan2(sign * x, trig.sqrt(y * y + z * z))
    bent = _angle(thigh, shank, trig)
    turned = _in_thigh(_unit(shank, trig), flexed, abducted, sign, body, trig)
    pointing = _in_thigh(foot, flexed, abducted, sign, body, trig)
    straightness = trig.cos(bent)
    straightness = (straightness + abs(straightness)) / 2
    rotated = trig.atan2(
        sign * (turned[0] - straightness * pointing[0]), turned[1] - straightness * pointing[1] + _TINY
    )
    return {
        flexion: trig.degrees(flexed),
        abduction: trig.degrees(abducted),
        knee: trig.degrees(bent),
        Signal.HIP_ROTATION: trig.degrees(rotated),
        Signal.HIP_OPENING: trig.degrees(_opening(thigh, _sub(ankle, hip), sign, left, trig)),
        Signal.ANKLE_DORSIFLEXION: 90.0 - trig.degrees(_angle(foot, _times(shank, -1.0), trig)),
    }


def _in_thigh(direction: Vector, flexed: Number, abducted: Number, sign: float, body: _Frames, trig: Any) -> Vector:
    """A direction in the axes of a thigh that is flexed and abducted but not rotated."""
    left, back, up, *_ = body
    x, y, z = _dot(direction, left), _dot(direction, back), _dot(direction, up)
    y, z = y * trig.cos(flexed) - z * trig.sin(flexed), y * trig.sin(flexed) + z * trig.cos(flexed)
    turn = sign * abducted
    return (x * trig.cos(turn) + z * trig.sin(turn), y, z * trig.cos(turn) - x * trig.sin(turn))


def _opening(thigh: Vector, leg: Vector, sign: float, left: Vector, trig: Any) -> Number:
    """How far the bent leg is turned outward about the line from hip to ankle."""
    axis = _unit(leg, trig)
    knee = _sub(thigh, _times(axis, _dot(thigh, axis)))
    closed = _unit(_cross(axis, left), trig)
    outward = _times(_cross(closed, axis), sign)
    return trig.atan2(_dot(knee, outward), _dot(knee, closed))


def _angle(a: Vector, b: Vector, trig: Any) -> Number:
    across = _cross(a, b)
    return trig.atan2(trig.sqrt(_dot(across, across)), _dot(a, b))


def _trunk_signals(
    at: Mapping[Point, Vector], sign: float, position: Position, body: _Frames, trig: Any
) -> dict[Signal, Any]:
    left, back, up, trunk, level_left, level_back = body
    hips = _sub(at[Point.HIP_LEFT], at[Point.HIP_RIGHT])
    shoulders = _sub(at[Point.SHOULDER_LEFT], at[Point.SHOULDER_RIGHT])
    lateral, behind = _trunk_reference(sign, position, hips, trunk, trig)
    along = _dot(hips, trunk)
    against_floor = trig.atan2(sign * hips[2], trig.sqrt(hips[0] * hips[0] + hips[1] * hips[1]))
    against_trunk = trig.atan2(sign * along, trig.sqrt(_dot(hips, hips) - along * along + _TINY))
    return {
        Signal.TRUNK_FLEXION: trig.degrees(trig.atan2(-_dot(trunk, level_back), trunk[2])),
        Signal.TRUNK_LEAN: trig.degrees(
            trig.atan2(
                sign * _dot(trunk, level_left),
                trig.sqrt(_dot(trunk, level_back) * _dot(trunk, level_back) + trunk[2] * trunk[2]),
            )
        ),
        Signal.TRUNK_INCLINATION: trig.degrees(
            trig.atan2(trig.sqrt(trunk[0] * trunk[0] + trunk[1] * trunk[1]), trunk[2])
        ),
        Signal.TRUNK_ROTATION: trig.degrees(trig.atan2(_dot(shoulders, behind) * sign, _dot(shoulders, lateral))),
        Signal.PELVIS_ROLL: trig.degrees(trig.atan2(_dot(hips, behind) * sign, _dot(hips, lateral))),
        Signal.PELVIS_ROTATION: sign * trig.degrees(trig.atan2(-hips[1], hips[0])),
        Signal.PELVIS_TILT: trig.degrees(trig.atan2(_dot(trunk, back), _dot(trunk, up))),
        Signal.PELVIS_OBLIQUITY: trig.degrees(against_trunk if position.on_the_side else against_floor),
    }


def _trunk_reference(sign: float, position: Position, hips: Vector, trunk: Vector, trig: Any) -> tuple[Vector, Vector]:
    """The directions left and back that turning about the trunk's axis is counted from.

    Upright they are the pelvis's own; on the side they follow the vertical; lying or on all fours, the floor.
    """
    nothing = 0.0 * trunk[2]
    vertical = (nothing, nothing, 1.0 + nothing)
    if position.on_the_side:
        lateral = _times(_unit(_sub(vertical, _times(trunk, trunk[2])), trig), sign)
    elif position.upright:
        lateral = _unit(_sub(hips, _times(trunk, _dot(hips, trunk))), trig)
    else:
        level = _unit(_cross(trunk, vertical), trig)
        lateral = level if position is Position.SUPINE else _times(level, -1.0)
    return lateral, _cross(trunk, lateral)


def _shin_angle(at: Mapping[Point, Vector], side: Side, body: _Frames, trig: Any) -> Number:
    """Angle of the shank from the vertical in the sagittal plane; positive when the knee is in front of the ankle."""
    *_, level_back = body
    shank = _sub(at[Point.of("ankle", side)], at[Point.of("knee", side)])
    return trig.degrees(trig.atan2(_dot(shank, level_back), -shank[2]))


def _limb_signals(
    at: Mapping[Point, Vector], working: Side, sign: float, body: _Frames, trig: Any
) -> dict[Signal, Any]:
    left, _, up, trunk, level_left, level_back = body
    hip, knee, ankle = (at[Point.of(name, working)] for name in ("hip", "knee", "ankle"))
    medial = _times(level_left, -sign)
    thigh, shank = _unit(_sub(knee, hip), trig), _unit(_sub(ankle, knee), trig)
    foot = _sub(at[Point.of("toe", working)], at[Point.of("heel", working)])
    inward = trig.asin(_within_one(_dot(thigh, medial))) - trig.asin(_within_one(_dot(shank, medial)))
    shoulder, elbow, wrist = (at[Point.of(name, working)] for name in ("shoulder", "elbow", "wrist"))
    arm = _sub(elbow, shoulder)
    across = _sub(at[Point.SHOULDER_LEFT], at[Point.SHOULDER_RIGHT])
    chest_back = _unit(_cross(trunk, across), trig)
    raised = trig.degrees(trig.atan2(-_dot(arm, chest_back), -_dot(arm, trunk)))
    ankles = _sub(at[Point.ANKLE_LEFT], at[Point.ANKLE_RIGHT])
    width = trig.sqrt(_dot(across, across)) + _TINY
    return {
        Signal.FRONTAL_PLANE_KNEE_ANGLE: trig.degrees(inward),
        Signal.FOOT_PROGRESSION: trig.degrees(trig.atan2(sign * _dot(foot, level_left), -_dot(foot, level_back))),
        Signal.SHIN_ANGLE: _shin_angle(at, working, body, trig),
        Signal.THIGH_ANGLE: trig.degrees(trig.atan2(-_dot(thigh, level_back), -thigh[2])),
        # an arm far overhead may pass the vertical; it has not swung round behind
        Signal.SHOULDER_FLEXION: (raised + 90.0) % 360.0 - 90.0,
        Signal.ELBOW_FLEXION: trig.degrees(_angle(arm, _sub(wrist, elbow), trig)),
        Signal.ANKLE_SEPARATION: 100.0 * trig.sqrt(_dot(ankles, ankles)),
        Signal.STEP_WIDTH: 100.0 * abs(_dot(ankles, level_left)) / width,
    }


def _within_one(sine: Number) -> Number:
    """Rounding may carry a unit vector's component beyond 1."""
    return sine * (1.0 - 1e-12)


def _heights(at: Mapping[Point, Vector], working: Side, position: Position, trig: Any) -> dict[Signal, Any]:
    hips = _mid(at[Point.HIP_LEFT], at[Point.HIP_RIGHT])
    ankle, other_ankle = at[Point.of("ankle", working)], at[Point.of("ankle", working.other)]
    toe, heel = at[Point.of("toe", working)], at[Point.of("heel", working)]
    if position is Position.ALL_FOURS:
        free = ankle[2] - at[Point.of("knee", working)][2]
    elif position.upright:
        free = other_ankle[2] - ankle[2]
    else:
        shoulders = _mid(at[Point.SHOULDER_LEFT], at[Point.SHOULDER_RIGHT])
        free = heel[2] - shoulders[2] + 0.0 * hips[2]
    return {
        Signal.HIP_HEIGHT: 100.0 * (hips[2] - ankle[2]),
        Signal.HEEL_HEIGHT: 100.0 * (heel[2] - toe[2]),
        Signal.FREE_FOOT_HEIGHT: 100.0 * free,
        Signal.KNEE_HEIGHT_DIFFERENCE: 100.0 * abs(at[Point.KNEE_LEFT][2] - at[Point.KNEE_RIGHT][2]),
    }


def _body_line(at: Mapping[Point, Vector], working: Side, position: Position, body: _Frames, trig: Any) -> Number:
    """Shoulder, hip and knee in one line make 180 degrees; less when the hips sag or bend, more when they arch."""
    left, _, _, trunk, *_ = body
    thigh = _sub(at[Point.of("knee", working)], at[Point.of("hip", working)])
    if position.on_the_side:
        return 180.0 - trig.degrees(_angle(_times(trunk, -1.0), thigh, trig))
    down = _times(trunk, -1.0)
    front = _cross(trunk, left)
    forward = trig.atan2(-_dot(thigh, front), _dot(thigh, down))
    return 180.0 - trig.degrees(forward)
