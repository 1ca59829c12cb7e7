"""Signals from the points of the skeleton, against the joint angles that the skeleton was put together from."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.motion.people import MIDDLE, squatting

from kilter.body.contacts import Contact
from kilter.body.kinematics import posture, skeleton_points
from kilter.body.positions import Position
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.signals import Joint, Signal
from kilter.body.skeleton import POINTS, Point, Proportions
from kilter.motion.signals import plain_angles, signals_of_frame, signals_of_points

LIMBS = {
    "hip_flexion": (-30, 125),
    "hip_abduction": (-40, 60),
    "hip_rotation": (-45, 45),
    "knee_flexion": (0, 140),
    "ankle_dorsiflexion": (-40, 30),
    "shoulder_flexion": (-50, 170),
    "shoulder_abduction": (0, 70),
    "elbow_flexion": (0, 140),
}
MIDDLE_OF_THE_BODY = {
    Joint.TRUNK_FLEXION: (-20, 60),
    Joint.TRUNK_LEAN: (-30, 30),
    Joint.TRUNK_ROTATION: (-30, 30),
    Joint.PELVIS_TILT: (-20, 20),
    Joint.PELVIS_OBLIQUITY: (-15, 15),
    Joint.PELVIS_ROTATION: (-20, 20),
}
RANGES: dict[Joint, tuple[int, int]] = {
    **{Joint(f"{of}{name}"): limits for of in ("", "other_") for name, limits in LIMBS.items()},
    **MIDDLE_OF_THE_BODY,
}
READ_BACK = ("hip_flexion", "hip_abduction", "hip_rotation", "knee_flexion", "ankle_dorsiflexion", "shoulder_flexion")
SIDES = st.sampled_from(list(Side))
POSITIONS = st.sampled_from(list(Position))


@st.composite
def bodies(draw: st.DrawFn) -> dict[Joint, float]:
    """Angles of every joint but those that have none of their own signal."""
    return {joint: draw(st.floats(*limits)) for joint, limits in RANGES.items()}


def put_together(
    angles: dict[Joint, float],
    working: Side = Side.LEFT,
    position: Position = Position.STANDING,
    contacts: tuple[Contact, ...] = (),
    proportions: Proportions = MIDDLE,
) -> Array:
    """(1, 18, 3) the skeleton with these angles, the others being 0."""
    whole = {joint: np.array([angles.get(joint, 0.0)]) for joint in Joint}
    return skeleton_points(posture(whole, working, position, contacts), proportions)


def read(points: Array, working: Side = Side.LEFT, position: Position = Position.STANDING) -> dict[Signal, float]:
    """The signals of one frame."""
    return signals_of_frame(points[0].tolist(), working, position)


def in_the_mirror(points: Array) -> Array:
    """The skeleton with left for right."""
    return np.asarray(points[:, [point.mirrored.index for point in POINTS]] * (-1.0, 1.0, 1.0))


def apart(one: float, other: float) -> float:
    """Degrees between two directions; 0 when neither is known."""
    if math.isnan(one) and math.isnan(other):
        return 0.0
    return abs((one - other + 180.0) % 360.0 - 180.0)


@given(bodies(), SIDES, POSITIONS, st.floats(1.4, 2.1))
def test_limbs_have_the_angles_that_were_put_in(
    angles: dict[Joint, float], working: Side, position: Position, height_m: float
) -> None:
    """Whatever trunk and pelvis do, in any position and size, hip, knee, ankle and arm are read as they are."""
    points = put_together(angles, working, position, proportions=Proportions.of_height(height_m))

    found, other = (read(points, side, position) for side in (working, working.other))

    for name in (*READ_BACK, "elbow_flexion"):
        assert apart(found[Signal(name)], angles[Joint(name)]) < 1e-4, name
        assert apart(other[Signal(name)], angles[Joint(f"other_{name}")]) < 1e-4, name
    assert found[Signal.OTHER_HIP_FLEXION] == pytest.approx(angles[Joint.OTHER_HIP_FLEXION], abs=1e-4)
    assert found[Signal.OTHER_HIP_ABDUCTION] == pytest.approx(angles[Joint.OTHER_HIP_ABDUCTION], abs=1e-4)
    assert found[Signal.OTHER_KNEE_FLEXION] == pytest.approx(angles[Joint.OTHER_KNEE_FLEXION], abs=1e-4)
    assert found[Signal.HIP_EXTENSION] == -found[Signal.HIP_FLEXION]


@pytest.mark.parametrize("working", list(Side))
@pytest.mark.parametrize("joint", list(MIDDLE_OF_THE_BODY))
@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_trunk_and_pelvis_have_the_angle_that_was_put_in(joint: Joint, share: float, working: Side) -> None:
    """Each angle of trunk and pelvis by itself is read as it is, with its sign, for either working side."""
    low, high = MIDDLE_OF_THE_BODY[joint]
    angle = low + share * (high - low)

    found = read(put_together({joint: angle}, working), working)

    assert found[Signal(joint.value)] == pytest.approx(angle, abs=1e-4)


@given(st.floats(-60, 60), SIDES, st.booleans())
def test_rolling_on_the_side_is_read_whichever_side_works(roll_deg: float, working: Side, below: bool) -> None:
    """Pelvis roll is that of the working side, whether it lies on top or below."""
    contacts = (Contact.HIP if below else Contact.OTHER_HIP,)
    points = put_together({Joint.PELVIS_ROLL: roll_deg}, working, Position.SIDE_LYING, contacts)

    found = read(points, working, Position.SIDE_LYING)

    assert found[Signal.PELVIS_ROLL] == pytest.approx(roll_deg, abs=1e-4)


@given(st.floats(0, 80), st.floats(20, 110), st.floats(10, 70), SIDES)
def test_opening_of_the_hip_is_read(opening_deg: float, knee_deg: float, hip_deg: float, working: Side) -> None:
    """The clamshell's angle is what the bent leg turns about the line from hip to ankle."""
    bent = {Joint.HIP_OPENING: opening_deg, Joint.KNEE_FLEXION: knee_deg, Joint.HIP_FLEXION: hip_deg}

    found = read(put_together(bent, working, Position.SIDE_LYING), working, Position.SIDE_LYING)

    assert found[Signal.HIP_OPENING] == pytest.approx(opening_deg, abs=1e-3)


@pytest.mark.parametrize("working", list(Side))
def test_signs_are_those_that_are_told(working: Side) -> None:
    """The knee that falls in, the shin that leans on, the foot that turns out and the heel that lifts are positive."""
    sign = 1.0 if working is Side.LEFT else -1.0
    points = put_together({}, working)
    knee, toe, heel = (Point.of(name, working).index for name in ("knee", "toe", "heel"))
    points[0, knee] += (-0.05 * sign, -0.05, 0.0)
    points[0, toe] += (0.05 * sign, 0.0, 0.0)
    points[0, heel] += (0.0, 0.0, 0.03)

    found = read(points, working)

    assert found[Signal.FRONTAL_PLANE_KNEE_ANGLE] > 5
    assert found[Signal.SHIN_ANGLE] > 5
    assert found[Signal.THIGH_ANGLE] > 5
    assert found[Signal.FOOT_PROGRESSION] > 5
    assert found[Signal.HEEL_HEIGHT] == pytest.approx(3.0)


def test_standing_straight_is_zero() -> None:
    """The neutral pose has no angle but a body line of 180 degrees, and feet as far apart as the hips."""
    found = read(put_together({}))

    angles = {Signal(name) for name in READ_BACK} | {Signal.TRUNK_INCLINATION, Signal.PELVIS_OBLIQUITY}
    assert all(found[signal] == pytest.approx(0.0, abs=1e-4) for signal in angles)
    assert found[Signal.BODY_LINE] == pytest.approx(180.0)
    assert found[Signal.ANKLE_SEPARATION] == pytest.approx(200 * MIDDLE.hip_half_width_m)
    assert found[Signal.STEP_WIDTH] == pytest.approx(100 * MIDDLE.hip_half_width_m / MIDDLE.shoulder_half_width_m)
    assert found[Signal.FOOT_AHEAD] == pytest.approx(0.0)
    assert found[Signal.HIP_HEIGHT] == pytest.approx(100 * (MIDDLE.thigh_m + MIDDLE.shank_m))


@given(bodies(), SIDES, POSITIONS)
def test_a_mirrored_body_has_mirrored_signals(angles: dict[Joint, float], working: Side, position: Position) -> None:
    """What the left side does is read in the mirror as what the right side does."""
    points = put_together(angles, working, position)

    found = read(points, working, position)
    mirrored = read(in_the_mirror(points), working.other, position)

    for signal, value in found.items():
        assert apart(mirrored[signal], value) < 1e-6, signal


@given(bodies(), SIDES, POSITIONS)
def test_one_frame_and_many_are_read_alike(angles: dict[Joint, float], working: Side, position: Position) -> None:
    """Plain numbers and arrays give the same."""
    points = put_together(angles, working, position)

    alone, together = read(points, working, position), signals_of_points(points, working, position)

    assert alone.keys() == together.keys()
    for signal, value in alone.items():
        assert together[signal][0] == pytest.approx(value, abs=1e-9), signal


@given(st.lists(st.sampled_from(POINTS), min_size=1, unique=True), SIDES, POSITIONS)
def test_what_is_not_seen_is_not_told(hidden: list[Point], working: Side, position: Position) -> None:
    """Missing points raise nothing, are NaN in the same signals at both speeds, and spoil no other frame."""
    points = squatting()[:3]
    points[1, [point.index for point in hidden]] = np.nan

    together = signals_of_points(points, working, position)
    alone = signals_of_frame(points[1].tolist(), working, position)

    for signal, values in together.items():
        assert math.isnan(alone[signal]) == math.isnan(values[1]), signal
        assert np.isfinite(values[[0, 2]]).all(), signal
    if Point.of("knee", working) in hidden:
        assert math.isnan(alone[Signal.KNEE_FLEXION])
        assert math.isnan(alone[Signal.HIP_FLEXION])


def test_nobody_seen_tells_nothing() -> None:
    """Where no point is known, every signal is NaN; no frames give empty signals."""
    nobody = np.full((2, len(POINTS), 3), np.nan)

    found = signals_of_points(nobody, Side.LEFT, Position.STANDING)

    assert all(np.isnan(values).all() for values in found.values())
    assert all(len(values) == 0 for values in signals_of_points(nobody[:0], Side.LEFT, Position.STANDING).values())
    assert all(len(values) == 0 for values in plain_angles(nobody[:0]).values())


@given(st.sets(st.sampled_from(list(Signal))))
def test_only_what_is_wanted_is_given(wanted: set[Signal]) -> None:
    """Asking for fewer signals changes none of them, and a signal that no frame shows is left out."""
    points = squatting()[20:22]
    whole = signals_of_points(points, Side.RIGHT, Position.STANDING)

    some = signals_of_points(points, Side.RIGHT, Position.STANDING, wanted)
    alone = signals_of_frame(points[0].tolist(), Side.RIGHT, Position.STANDING, wanted)

    assert set(some) == set(alone) == wanted - {Signal.LOWERING_TIME}
    for signal, values in some.items():
        np.testing.assert_array_equal(values, whole[signal])


def test_plain_angles_are_the_signals_of_both_sides() -> None:
    """Names carry side and unit; obliquity is positive when the left hip is higher; long recordings are not cut."""
    points = np.tile(squatting(25.0), (40, 1, 1))
    points[:, Point.HIP_LEFT.index, 2] += 0.02

    found = plain_angles(points)

    assert len(found) == 20
    assert all(name.endswith("_deg") and len(values) == len(points) for name, values in found.items())
    for side in Side:
        signals = signals_of_points(points, side, Position.STANDING)
        for name in (*READ_BACK, "elbow_flexion"):
            np.testing.assert_array_equal(found[f"{name}_{side}_deg"], signals[Signal(name)])
    assert (found["pelvis_obliquity_deg"] > 3).all()
