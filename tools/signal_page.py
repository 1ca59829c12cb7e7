"""The page of signals: what each is, its unit and sign, and a figure that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from tools.markdown import code, table

from kilter.body.contacts import Contact
from kilter.body.kinematics import posture, skeleton_points
from kilter.body.positions import Position
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.signals import Joint, Signal
from kilter.body.skeleton import BONES, Point, Proportions
from kilter.motion.signals import signals_of_frame

INTRO = """\
What a coach counts, holds and corrects by, and what `signals.parquet` is made of: read from the 18 points of the
skeleton, frame by frame or for a whole recording, by the same formulas. All are of the working side unless the name
begins with `other_`; in tables each side has its own column, such as `knee_flexion_left_deg`, and
trunk and pelvis are given as if the left side worked. Flexion, abduction and internal rotation are positive, as in the
recommendation of the ISB ([`wu2002`](sources.md)). Where a point of a signal was not seen, the signal is unknown.

In the figures the left side works; the grey figure is the neutral pose, and the value is what the signal reads of the
dark one. The front faces the reader, or the left of the page, or from above the foot of it.
"""

_BODY = Proportions.of_height(1.0)
_NEUTRAL: Mapping[Joint, float] = {}
_HEIGHT_PX = 110.0
_MARGIN = 0.06
_HEAD = 0.055
_STANDING_ON = (Contact.FOOT, Contact.OTHER_FOOT)


@dataclass(frozen=True, slots=True)
class Shown:
    """One row: what a signal is, and a pose in which it is not zero."""

    signal: Signal
    unit: str
    what: str
    pose: Mapping[Joint, float]
    seen_from: str = "left"
    position: Position = Position.STANDING
    rest: Mapping[Joint, float] = field(default_factory=lambda: _NEUTRAL)


def _both(**angles: float) -> dict[Joint, float]:
    return {Joint(f"{of}{name}"): angle for of in ("", "other_") for name, angle in angles.items()}


_SQUAT = _both(hip_flexion=95.0, knee_flexion=90.0, ankle_dorsiflexion=20.0) | {Joint.TRUNK_FLEXION: 25.0}
_BOWED = _both(hip_flexion=35.0) | {Joint.TRUNK_FLEXION: 35.0}
_TIPPED = _both(hip_flexion=20.0) | {Joint.PELVIS_TILT: 20.0}
_ON_THE_BACK = _both(hip_flexion=45.0, knee_flexion=90.0)
_BENT = _both(hip_flexion=40.0, knee_flexion=80.0)
ROWS = (
    Shown(
        Signal.HIP_FLEXION,
        "deg",
        "Thigh to the front of the pelvis, whose upright is its own.",
        {Joint.HIP_FLEXION: 60},
    ),
    Shown(Signal.HIP_EXTENSION, "deg", "The same counted backward.", {Joint.HIP_FLEXION: -25}),
    Shown(
        Signal.HIP_ABDUCTION,
        "deg",
        "Thigh to the side, out of the plane in which it flexes.",
        {Joint.HIP_ABDUCTION: 35},
        "front",
    ),
    Shown(
        Signal.HIP_ROTATION,
        "deg",
        "Turn of the thigh about itself, inward positive: by the shank of a bent knee, by the foot of a straight one.",
        {Joint.HIP_ROTATION: 35, Joint.KNEE_FLEXION: 90},
        "front",
        rest={Joint.KNEE_FLEXION: 90},
    ),
    Shown(
        Signal.HIP_OPENING,
        "deg",
        "Turn of the bent leg outward about the line from hip to ankle, as in the clamshell.",
        _BENT | {Joint.HIP_OPENING: 45},
        "front",
        Position.SIDE_LYING,
        _BENT,
    ),
    Shown(Signal.KNEE_FLEXION, "deg", "From the straight line through hip and knee.", {Joint.KNEE_FLEXION: 60}),
    Shown(
        Signal.ANKLE_DORSIFLEXION,
        "deg",
        "Foot, from heel to toe, against the shank; toes up is positive.",
        {Joint.ANKLE_DORSIFLEXION: 20},
    ),
    Shown(Signal.OTHER_HIP_FLEXION, "deg", "Hip flexion of the other leg.", {Joint.OTHER_HIP_FLEXION: 60}),
    Shown(
        Signal.OTHER_HIP_ABDUCTION, "deg", "Hip abduction of the other leg.", {Joint.OTHER_HIP_ABDUCTION: 35}, "front"
    ),
    Shown(Signal.OTHER_KNEE_FLEXION, "deg", "Knee flexion of the other leg.", {Joint.OTHER_KNEE_FLEXION: 60}),
    Shown(
        Signal.PELVIS_OBLIQUITY,
        "deg",
        "Slope of the hip line against the floor, on the side against the trunk; positive when the hip of the working "
        "side is higher, so that in one-leg stance the unsupported side has dropped.",
        {Joint.PELVIS_OBLIQUITY: 15, Joint.OTHER_HIP_FLEXION: 40, Joint.OTHER_KNEE_FLEXION: 80},
        "front",
    ),
    Shown(Signal.PELVIS_TILT, "deg", "Pelvis forward against the trunk.", _TIPPED),
    Shown(
        Signal.PELVIS_ROLL,
        "deg",
        "Turn of the pelvis about the trunk's line, working side backward, counted from the floor.",
        {Joint.PELVIS_ROLL: 25},
        "left",
        Position.SIDE_LYING,
    ),
    Shown(
        Signal.PELVIS_ROTATION,
        "deg",
        "Turn of the pelvis against the room's axes, working side forward.",
        {Joint.PELVIS_ROTATION: 25},
        "above",
    ),
    Shown(
        Signal.TRUNK_FLEXION,
        "deg",
        "Trunk, from lumbar joint to neck, forward from the vertical.",
        _BOWED,
    ),
    Shown(
        Signal.TRUNK_LEAN, "deg", "Trunk from the vertical towards the working side.", {Joint.TRUNK_LEAN: 20}, "front"
    ),
    Shown(
        Signal.TRUNK_ROTATION,
        "deg",
        "Turn of the shoulders about the trunk's line, working side backward: upright counted from the pelvis, lying "
        "from the floor.",
        {Joint.TRUNK_ROTATION: 30},
        "above",
    ),
    Shown(
        Signal.TRUNK_INCLINATION,
        "deg",
        "Trunk from the vertical, whichever way: 0 upright, 90 lying.",
        _BOWED,
    ),
    Shown(
        Signal.LUMBAR_EXTENSION,
        "deg",
        "Arching of the low back: the pelvis's tilt against the trunk.",
        _TIPPED,
    ),
    Shown(
        Signal.BODY_LINE,
        "deg",
        "Shoulder, hip and knee: 180 in one line, less when the hips bend or sag, more when they arch.",
        _both(hip_flexion=30.0),
    ),
    Shown(
        Signal.FRONTAL_PLANE_KNEE_ANGLE,
        "deg",
        "Hip, knee and ankle seen from the front; positive when the knee falls inward.",
        {Joint.HIP_ABDUCTION: -15, Joint.KNEE_FLEXION: 40, Joint.HIP_FLEXION: 30, Joint.HIP_ROTATION: 25},
        "front",
    ),
    Shown(
        Signal.SHIN_ANGLE,
        "deg",
        "Shank from the vertical, knee in front of the ankle; kneeling, of the leg that stands.",
        {Joint.HIP_FLEXION: 20, Joint.KNEE_FLEXION: 45},
    ),
    Shown(Signal.THIGH_ANGLE, "deg", "Thigh from the vertical, knee in front of the hip.", {Joint.HIP_FLEXION: 45}),
    Shown(
        Signal.FOOT_PROGRESSION,
        "deg",
        "Foot against the way that the body faces, toes outward.",
        {Joint.HIP_ROTATION: -30},
        "above",
    ),
    Shown(
        Signal.SHOULDER_FLEXION,
        "deg",
        "Upper arm to the front of the trunk, up to overhead.",
        {Joint.SHOULDER_FLEXION: 80},
    ),
    Shown(Signal.ELBOW_FLEXION, "deg", "From the straight line through shoulder and elbow.", {Joint.ELBOW_FLEXION: 70}),
    Shown(Signal.HIP_HEIGHT, "cm", "Middle of the hips above the working ankle.", _SQUAT),
    Shown(Signal.HEEL_HEIGHT, "cm", "Working heel above its toes.", {Joint.ANKLE_DORSIFLEXION: -30}),
    Shown(
        Signal.FREE_FOOT_HEIGHT,
        "cm",
        "Upright, the other ankle above the working one; on all fours, the working ankle above its knee; lying, the "
        "working heel above the shoulders.",
        {Joint.OTHER_HIP_FLEXION: 40, Joint.OTHER_KNEE_FLEXION: 80},
    ),
    Shown(
        Signal.FOOT_AHEAD,
        "cm",
        "How far the other ankle is in front of the working one, the way the body faces.",
        {Joint.HIP_FLEXION: -20, Joint.OTHER_HIP_FLEXION: 25},
    ),
    Shown(
        Signal.ANKLE_SEPARATION,
        "cm",
        "From ankle to ankle.",
        {Joint.HIP_ABDUCTION: 25, Joint.OTHER_HIP_ABDUCTION: 25},
        "front",
    ),
    Shown(
        Signal.STEP_WIDTH,
        "per cent of the shoulders' distance",
        "Distance of the ankles across the way that the body faces.",
        {Joint.HIP_ABDUCTION: 15, Joint.OTHER_HIP_ABDUCTION: 15},
        "front",
    ),
    Shown(
        Signal.KNEE_HEIGHT_DIFFERENCE,
        "cm",
        "Between the knees, without sign.",
        _ON_THE_BACK | {Joint.HIP_FLEXION: 80},
        "left",
        Position.SUPINE,
        _ON_THE_BACK,
    ),
)
"""Every signal that a frame shows, in the order of the page."""


def signals() -> str:
    """The table of signals."""
    rows = [(code(row.signal), f"{figure(row)} {value(row)}", row.unit, row.what) for row in ROWS]
    lowering = (code(Signal.LOWERING_TIME), "", "s", "How long the way down of a repetition takes; no frame shows it.")
    return table(("Signal", "Figure", "Unit", "What it is"), [*rows, lowering])


def value(row: Shown) -> str:
    """What the signal reads of the pose, as the page says it; heights are those of a body of 1.7 m."""
    points = _points(row.pose, row.position, Proportions.of_height(1.7))[0].tolist()
    read = signals_of_frame(points, Side.LEFT, row.position, (row.signal,))[row.signal]
    return f"{read:.0f}{'°' if row.unit == 'deg' else ''}"


def figure(row: Shown) -> str:
    """The neutral pose and the one that shows the signal, as SVG in one line."""
    poses = [_flat(_points(pose, row.position, _BODY)[0], row.seen_from) for pose in (row.rest, row.pose)]
    corner = np.min([pose.min(axis=0) for pose in poses], axis=0) - _MARGIN
    size = np.max([pose.max(axis=0) for pose in poses], axis=0) + _MARGIN - corner
    scale = _HEIGHT_PX / max(size)
    lines = "".join(
        f'<g opacity="{opacity}">{_strokes((pose - corner) * scale, scale)}</g>'
        for pose, opacity in zip(poses, (0.25, 1), strict=True)
    )
    width, height = (round(float(length * scale)) for length in size)
    return (
        f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{row.signal}" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round">'
        f"{lines}</svg>"
    )


def _points(angles: Mapping[Joint, float], position: Position, proportions: Proportions) -> Array:
    whole = {joint: np.array([float(angles.get(joint, 0.0))]) for joint in Joint}
    return skeleton_points(posture(whole, Side.LEFT, position, _STANDING_ON if position.upright else ()), proportions)


def _flat(points: Array, seen_from: str) -> Array:
    """(19, 2) the points and the middle of the head, to the right and down the page."""
    trunk = points[Point.NECK.index] - points[Point.LUMBAR.index]
    head = points[Point.NECK.index] + trunk / np.linalg.norm(trunk) * _BODY.head_up_m
    all_points = np.vstack([points, head])
    x, y, z = all_points.T
    across, down = {"front": (x, -z), "left": (y, -z), "above": (x, -y)}[seen_from]
    return np.column_stack([across, down])


def _strokes(flat: Array, scale: float) -> str:
    middle = (flat[Point.HIP_LEFT.index] + flat[Point.HIP_RIGHT.index]) / 2
    pairs = [(flat[parent.index], flat[child.index]) for parent, child in BONES]
    pairs += [
        (flat[Point.of(name, Side.LEFT).index], flat[Point.of(name, Side.RIGHT).index]) for name in ("hip", "shoulder")
    ]
    pairs += [(flat[Point.of("heel", side).index], flat[Point.of("toe", side).index]) for side in Side]
    pairs += [(middle, flat[Point.LUMBAR.index]), (flat[Point.LUMBAR.index], flat[Point.NECK.index])]
    path = "".join(f"M{a[0]:.0f} {a[1]:.0f}L{b[0]:.0f} {b[1]:.0f}" for a, b in pairs)
    return f'<path d="{path}"/><circle cx="{flat[-1][0]:.0f}" cy="{flat[-1][1]:.0f}" r="{_HEAD * scale:.0f}"/>'
