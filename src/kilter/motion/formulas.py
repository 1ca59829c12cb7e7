"""The formulas of the signals.

They are written with plain arithmetic and with ``trig``, which is ``math`` for the numbers of one frame and ``numpy``
for whole recordings. What each signal means is told in :class:`kilter.body.signals.Signal`; signs follow ISB.

Source: wu2002
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.body.skeleton import Point, Proportions
from kilter.motion.vectors import (
    Level,
    Number,
    Vector,
    angle,
    cross,
    dot,
    level_dot,
    level_unit,
    sub,
    times,
    unit,
    without,
)

_NORMAL = Proportions.of_height(1.0)
_LUMBAR_LEANS_BACK = math.atan2(_NORMAL.lumbar_back_m, _NORMAL.lumbar_up_m)
_COSINE, _SINE = math.cos(_LUMBAR_LEANS_BACK), math.sin(_LUMBAR_LEANS_BACK)
_TINY = 1e-9


class Frames(NamedTuple):
    """Axes of the pelvis, the direction of the trunk from lumbar joint to neck, and level left and back."""

    left: Vector
    back: Vector
    up: Vector
    trunk: Vector
    level_left: Level
    level_back: Level
    hips: Vector
    shoulders: Vector


class Scene(NamedTuple):
    """A frame or many: where the points are (in the order of ``POINTS``), and what all formulas share."""

    at: Sequence[Vector]
    body: Frames
    position: Position
    trig: Any


class _Limbs(NamedTuple):
    """Where the points of one side stand in ``POINTS``."""

    sign: float
    shoulder: int
    elbow: int
    wrist: int
    hip: int
    knee: int
    ankle: int
    heel: int
    toe: int


def _limbs(side: Side) -> _Limbs:
    places = (Point.of(name, side).index for name in _Limbs._fields[1:])
    return _Limbs(1.0 if side is Side.LEFT else -1.0, *places)


_LIMBS = {side: _limbs(side) for side in Side}
_OTHER = {side: side.other for side in Side}
_HIP_LEFT, _HIP_RIGHT = Point.HIP_LEFT.index, Point.HIP_RIGHT.index
_SHOULDER_LEFT, _SHOULDER_RIGHT = Point.SHOULDER_LEFT.index, Point.SHOULDER_RIGHT.index
_KNEE_LEFT, _KNEE_RIGHT = Point.KNEE_LEFT.index, Point.KNEE_RIGHT.index
_ANKLE_LEFT, _ANKLE_RIGHT = Point.ANKLE_LEFT.index, Point.ANKLE_RIGHT.index
_LUMBAR, _NECK = Point.LUMBAR.index, Point.NECK.index


def frames(at: Sequence[Vector], trig: Any) -> Frames:
    """The axes that the formulas count from."""
    hip_left, hip_right, lumbar_at = at[_HIP_LEFT], at[_HIP_RIGHT], at[_LUMBAR]
    hips = sub(hip_left, hip_right)
    left = unit(hips, trig)
    lumbar = (
        lumbar_at[0] - (hip_left[0] + hip_right[0]) / 2,
        lumbar_at[1] - (hip_left[1] + hip_right[1]) / 2,
        lumbar_at[2] - (hip_left[2] + hip_right[2]) / 2,
    )
    slanting = unit(without(lumbar, left, dot(lumbar, left)), trig)
    # the lumbar joint lies above and behind the hips
    behind = cross(slanting, left)
    up = without(times(slanting, _COSINE), behind, _SINE)
    back = without(times(slanting, _SINE), behind, -_COSINE)
    trunk = unit(sub(at[_NECK], lumbar_at), trig)
    shoulders = sub(at[_SHOULDER_LEFT], at[_SHOULDER_RIGHT])
    x, y = level_unit((hips[0] + shoulders[0], hips[1] + shoulders[1]), trig)
    return Frames(left, back, up, trunk, (x, y), (-y, x), hips, shoulders)


def _leg_signals(scene: Scene, side: Side) -> dict[Signal, Any]:
    flexed, abducted, bent = _leg(scene, _LIMBS[side])
    degrees = scene.trig.degrees
    flexion = degrees(flexed)
    return {
        Signal.HIP_FLEXION: flexion,
        Signal.HIP_EXTENSION: -flexion,
        Signal.HIP_ABDUCTION: degrees(abducted),
        Signal.KNEE_FLEXION: degrees(bent),
    }


def _other_leg_signals(scene: Scene, working: Side) -> dict[Signal, Any]:
    flexed, abducted, bent = _leg(scene, _LIMBS[_OTHER[working]])
    degrees = scene.trig.degrees
    return {
        Signal.OTHER_HIP_FLEXION: degrees(flexed),
        Signal.OTHER_HIP_ABDUCTION: degrees(abducted),
        Signal.OTHER_KNEE_FLEXION: degrees(bent),
    }


def _leg(scene: Scene, limbs: _Limbs) -> tuple[Number, Number, Number]:
    """Hip flexion, hip abduction and knee flexion, radians."""
    at, body, _, trig = scene
    knee = at[limbs.knee]
    thigh, shank = sub(knee, at[limbs.hip]), sub(at[limbs.ankle], knee)
    x, y, z = dot(thigh, body.left), dot(thigh, body.back), dot(thigh, body.up)
    flexed = trig.atan2(-y, -z)
    abducted = trig.atan2(limbs.sign * x, trig.sqrt(y * y + z * z))
    return flexed, abducted, angle(thigh, shank, trig)


def _hip_rotation(scene: Scene, side: Side) -> dict[Signal, Any]:
    """Which way the shank of a bent knee points, or the foot below a straight one, seen along the thigh."""
    at, body, _, trig = scene
    limbs = _LIMBS[side]
    knee = at[limbs.knee]
    thigh, shank = sub(knee, at[limbs.hip]), unit(sub(at[limbs.ankle], knee), trig)
    foot = unit(sub(at[limbs.toe], at[limbs.heel]), trig)
    straightness = dot(unit(thigh, trig), shank)
    straightness = (straightness + abs(straightness)) / 2
    # the axes of a thigh that is flexed and abducted but not rotated: across it, and in front of it
    x, y, z = dot(thigh, body.left), dot(thigh, body.back), dot(thigh, body.up)
    in_plane = trig.sqrt(y * y + z * z)
    length = trig.sqrt(x * x + in_plane * in_plane) + _TINY
    in_plane = in_plane + _TINY
    sine, cosine = -y / in_plane, -z / in_plane
    tipped, upright = x / length, in_plane / length
    pointing = without(shank, foot, straightness)
    left, back, up = dot(pointing, body.left), dot(pointing, body.back), dot(pointing, body.up)
    across = left * upright + (back * sine + up * cosine) * tipped
    behind = back * cosine - up * sine
    return {Signal.HIP_ROTATION: trig.degrees(trig.atan2(limbs.sign * across, behind + _TINY))}


def _hip_opening(scene: Scene, side: Side) -> dict[Signal, Any]:
    """How far the bent leg is turned outward about the line from hip to ankle."""
    at, body, _, trig = scene
    limbs = _LIMBS[side]
    hip = at[limbs.hip]
    thigh = sub(at[limbs.knee], hip)
    axis = unit(sub(at[limbs.ankle], hip), trig)
    knee = without(thigh, axis, dot(thigh, axis))
    closed = unit(cross(axis, body.left), trig)
    outward = cross(closed, axis)
    return {Signal.HIP_OPENING: trig.degrees(trig.atan2(limbs.sign * dot(knee, outward), dot(knee, closed)))}


def _ankle_dorsiflexion(scene: Scene, side: Side) -> dict[Signal, Any]:
    at, _, _, trig = scene
    limbs = _LIMBS[side]
    foot, shin = sub(at[limbs.toe], at[limbs.heel]), sub(at[limbs.knee], at[limbs.ankle])
    return {Signal.ANKLE_DORSIFLEXION: 90.0 - trig.degrees(angle(foot, shin, trig))}


def _trunk_signals(scene: Scene, working: Side) -> dict[Signal, Any]:
    """The trunk against the vertical."""
    _, body, _, trig = scene
    trunk = body.trunk
    sideways, backward = level_dot(trunk, body.level_left), level_dot(trunk, body.level_back)
    return {
        Signal.TRUNK_FLEXION: trig.degrees(trig.atan2(-backward, trunk[2])),
        Signal.TRUNK_LEAN: trig.degrees(
            trig.atan2(_LIMBS[working].sign * sideways, trig.sqrt(backward * backward + trunk[2] * trunk[2]))
        ),
        Signal.TRUNK_INCLINATION: trig.degrees(
            trig.atan2(trig.sqrt(trunk[0] * trunk[0] + trunk[1] * trunk[1]), trunk[2])
        ),
    }


def _pelvis_signals(scene: Scene, working: Side) -> dict[Signal, Any]:
    """The pelvis against the trunk and the floor."""
    _, body, position, trig = scene
    sign, hips, trunk = _LIMBS[working].sign, body.hips, body.trunk
    if position.on_the_side:
        along = dot(hips, trunk)
        across = without(hips, trunk, along)
        slope = trig.atan2(sign * along, trig.sqrt(dot(across, across)))
    else:
        slope = trig.atan2(sign * hips[2], trig.sqrt(hips[0] * hips[0] + hips[1] * hips[1]))
    tilt = trig.degrees(trig.atan2(dot(trunk, body.back), dot(trunk, body.up)))
    return {
        Signal.PELVIS_OBLIQUITY: trig.degrees(slope),
        Signal.PELVIS_TILT: tilt,
        Signal.LUMBAR_EXTENSION: tilt,
        Signal.PELVIS_ROTATION: sign * trig.degrees(trig.atan2(-hips[1], hips[0])),
    }


def _turns_about_the_trunk(scene: Scene, working: Side) -> dict[Signal, Any]:
    """How shoulders and pelvis are turned about the line of the trunk."""
    _, body, position, trig = scene
    sign = _LIMBS[working].sign
    lateral = _unturned_left(body, position, trig)
    behind = cross(body.trunk, lateral)
    return {
        Signal.TRUNK_ROTATION: trig.degrees(
            trig.atan2(sign * dot(body.shoulders, behind), dot(body.shoulders, lateral))
        ),
        Signal.PELVIS_ROLL: trig.degrees(trig.atan2(sign * dot(body.hips, behind), dot(body.hips, lateral))),
    }


def _unturned_left(body: Frames, position: Position, trig: Any) -> Vector:
    """The direction to the left that turning about the trunk is counted from.

    Upright it is the pelvis's own; on the side it is up or down, as the left side is on top or below; lying on back or
    front or on all fours it follows the floor.
    """
    trunk = body.trunk
    if position.on_the_side:
        on_top = trig.copysign(1.0, body.hips[2] + body.shoulders[2])
        x, y, z = -trunk[0] * trunk[2], -trunk[1] * trunk[2], 1.0 - trunk[2] * trunk[2]
        return unit((on_top * x, on_top * y, on_top * z), trig)
    if position.upright:
        return unit(without(body.hips, trunk, dot(body.hips, trunk)), trig)
    x, y = level_unit((trunk[1], -trunk[0]), trig)
    return (x, y, 0.0 * x) if position is Position.SUPINE else (-x, -y, 0.0 * x)


def _arm_signals(scene: Scene, side: Side) -> dict[Signal, Any]:
    at, body, _, trig = scene
    limbs = _LIMBS[side]
    elbow = at[limbs.elbow]
    arm, forearm = sub(elbow, at[limbs.shoulder]), sub(at[limbs.wrist], elbow)
    chest_back = unit(cross(body.trunk, body.shoulders), trig)
    raised = trig.degrees(trig.atan2(-dot(arm, chest_back), -dot(arm, body.trunk)))
    return {
        # an arm far overhead may pass the vertical; it has not swung round behind
        Signal.SHOULDER_FLEXION: (raised + 90.0) % 360.0 - 90.0,
        Signal.ELBOW_FLEXION: trig.degrees(angle(arm, forearm, trig)),
    }


def _knee_in_front(scene: Scene, side: Side) -> dict[Signal, Any]:
    """The knee in the frontal plane."""
    at, body, _, trig = scene
    limbs = _LIMBS[side]
    knee = at[limbs.knee]
    thigh, shank = unit(sub(knee, at[limbs.hip]), trig), unit(sub(at[limbs.ankle], knee), trig)
    # rounding may carry a unit vector's component beyond 1
    inward = -limbs.sign * (1.0 - 1e-12)
    thigh_in, shank_in = (inward * level_dot(bone, body.level_left) for bone in (thigh, shank))
    return {Signal.FRONTAL_PLANE_KNEE_ANGLE: trig.degrees(trig.asin(thigh_in) - trig.asin(shank_in))}


def _leg_in_the_room(scene: Scene, working: Side) -> dict[Signal, Any]:
    """Shank, thigh and foot against the vertical and against the way that the body faces.

    Kneeling on the working side, the shin that stands is the other one.
    """
    at, body, position, trig = scene
    limbs = _LIMBS[working]
    shin = _LIMBS[_OTHER[working]] if position is Position.KNEELING else limbs
    shank, thigh = sub(at[shin.ankle], at[shin.knee]), sub(at[limbs.knee], at[limbs.hip])
    foot = sub(at[limbs.toe], at[limbs.heel])
    foot_out, foot_back = limbs.sign * level_dot(foot, body.level_left), level_dot(foot, body.level_back)
    return {
        Signal.SHIN_ANGLE: trig.degrees(trig.atan2(level_dot(shank, body.level_back), -shank[2])),
        Signal.THIGH_ANGLE: trig.degrees(trig.atan2(-level_dot(thigh, body.level_back), -thigh[2])),
        Signal.FOOT_PROGRESSION: trig.degrees(trig.atan2(foot_out, -foot_back)),
    }


def _feet(scene: Scene, working: Side) -> dict[Signal, Any]:
    """How far the feet are apart, and which is in front."""
    at, body, _, trig = scene
    ankles = sub(at[_ANKLE_LEFT], at[_ANKLE_RIGHT])
    width = trig.sqrt(dot(body.shoulders, body.shoulders)) + _TINY
    return {
        Signal.ANKLE_SEPARATION: 100.0 * trig.sqrt(dot(ankles, ankles)),
        Signal.STEP_WIDTH: 100.0 * abs(level_dot(ankles, body.level_left)) / width,
        Signal.FOOT_AHEAD: 100.0 * _LIMBS[working].sign * level_dot(ankles, body.level_back),
    }


def _heights(scene: Scene, working: Side) -> dict[Signal, Any]:
    at, _, position, _ = scene
    limbs = _LIMBS[working]
    hips_up = (at[_HIP_LEFT][2] + at[_HIP_RIGHT][2]) / 2
    ankle_up, heel_up = at[limbs.ankle][2], at[limbs.heel][2]
    if position is Position.ALL_FOURS:
        free = ankle_up - at[limbs.knee][2]
    elif position.upright:
        free = at[_LIMBS[_OTHER[working]].ankle][2] - ankle_up
    else:
        free = heel_up - (at[_SHOULDER_LEFT][2] + at[_SHOULDER_RIGHT][2]) / 2
    return {
        Signal.HIP_HEIGHT: 100.0 * (hips_up - ankle_up),
        Signal.HEEL_HEIGHT: 100.0 * (heel_up - at[limbs.toe][2]),
        Signal.FREE_FOOT_HEIGHT: 100.0 * free,
        Signal.KNEE_HEIGHT_DIFFERENCE: 100.0 * abs(at[_KNEE_LEFT][2] - at[_KNEE_RIGHT][2]),
    }


def _body_line(scene: Scene, working: Side) -> dict[Signal, Any]:
    """Shoulder, hip and knee in one line make 180 degrees; less when the hips sag or bend, more when they arch."""
    at, body, position, trig = scene
    limbs = _LIMBS[working]
    thigh, trunk = sub(at[limbs.knee], at[limbs.hip]), body.trunk
    if position.on_the_side:
        bent = angle(times(trunk, -1.0), thigh, trig)
    else:
        bent = trig.atan2(-dot(thigh, cross(trunk, body.left)), -dot(thigh, trunk))
    return {Signal.BODY_LINE: 180.0 - trig.degrees(bent)}


READERS: tuple[tuple[frozenset[Signal], Callable[[Scene, Side], dict[Signal, Any]]], ...] = (
    (
        frozenset({Signal.HIP_FLEXION, Signal.HIP_EXTENSION, Signal.HIP_ABDUCTION, Signal.KNEE_FLEXION}),
        _leg_signals,
    ),
    (frozenset({Signal.HIP_ROTATION}), _hip_rotation),
    (frozenset({Signal.HIP_OPENING}), _hip_opening),
    (frozenset({Signal.ANKLE_DORSIFLEXION}), _ankle_dorsiflexion),
    (
        frozenset({Signal.OTHER_HIP_FLEXION, Signal.OTHER_HIP_ABDUCTION, Signal.OTHER_KNEE_FLEXION}),
        _other_leg_signals,
    ),
    (frozenset({Signal.TRUNK_FLEXION, Signal.TRUNK_LEAN, Signal.TRUNK_INCLINATION}), _trunk_signals),
    (
        frozenset({Signal.PELVIS_OBLIQUITY, Signal.PELVIS_TILT, Signal.LUMBAR_EXTENSION, Signal.PELVIS_ROTATION}),
        _pelvis_signals,
    ),
    (frozenset({Signal.TRUNK_ROTATION, Signal.PELVIS_ROLL}), _turns_about_the_trunk),
    (frozenset({Signal.SHOULDER_FLEXION, Signal.ELBOW_FLEXION}), _arm_signals),
    (frozenset({Signal.FRONTAL_PLANE_KNEE_ANGLE}), _knee_in_front),
    (frozenset({Signal.SHIN_ANGLE, Signal.THIGH_ANGLE, Signal.FOOT_PROGRESSION}), _leg_in_the_room),
    (frozenset({Signal.ANKLE_SEPARATION, Signal.STEP_WIDTH, Signal.FOOT_AHEAD}), _feet),
    (
        frozenset({Signal.HIP_HEIGHT, Signal.HEEL_HEIGHT, Signal.FREE_FOOT_HEIGHT, Signal.KNEE_HEIGHT_DIFFERENCE}),
        _heights,
    ),
    (frozenset({Signal.BODY_LINE}), _body_line),
)
