"""Reference movements: a performance is timed as told, and a body of any size does it as a body can."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.knowledge.shipped import load

from kilter.body.kinematics import posture, skeleton_points
from kilter.body.movements import Going, Performance, ReferenceMovement, embody, perform
from kilter.body.positions import Position
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.signals import Joint
from kilter.body.skeleton import BONES, POINTS, Point, Proportions
from kilter.knowledge.schema.exercises import Exercise
from kilter.knowledge.schema.movements import Performed
from kilter.knowledge.schema.tests import Test

EXERCISES = load("exercises", Exercise).values()
ALL: dict[str, Performed] = {
    **{exercise.id: exercise for exercise in EXERCISES},
    **{f"{each.id}-{level.id}": each.at(level) for each in EXERCISES for level in each.levels if level.movement},
    **{f"test-{test.id}": test.performed for test in load("tests", Test).values() if test.performed},
}
MIDDLE_SIZE = Proportions.of_height(1.7)
HEIGHTS = st.floats(1.45, 2.05)
SIDES = st.sampled_from(list(Side))
BELOW_THE_FLOOR_M = 0.05
"""Toes and heels are points of a foot without toes that bend."""

each_movement = pytest.mark.parametrize("performed", ALL.values(), ids=ALL)


@st.composite
def goings(draw: st.DrawFn) -> tuple[ReferenceMovement, list[Going]]:
    """Some repetitions of some movement, the sides as they come, some of them with a fault."""
    performed = draw(st.sampled_from(list(ALL.values())))
    faults = [{}, *(focus.fault for focus in performed.focus)]
    each = st.builds(
        Going,
        side=SIDES,
        share=st.floats(0.3, 1.0),
        up_s=st.floats(0.4, 3.0),
        hold_s=st.floats(0.0, 3.0),
        down_s=st.floats(0.4, 3.0),
        pause_s=st.floats(0.0, 2.0),
        fault=st.sampled_from(faults),
        fault_share=st.floats(0.0, 1.0),
    )
    return performed.reference_movement, draw(st.lists(each, min_size=1, max_size=4))


def turns(performed: Performed) -> list[Going]:
    """Two repetitions: on one side after the other where that is how it goes."""
    alternating = performed.movement.one_way or performed.laterality.value == "alternating"
    return [Going(Side.LEFT), Going(Side.RIGHT if alternating else Side.LEFT)]


def places(points: Array, *names: Point) -> Array:
    """(T, n, 3) of some points."""
    return points[:, [name.index for name in names]]


@given(goings(), st.floats(5, 120))
def test_frames_come_at_the_rate_without_doubles(given_: tuple[ReferenceMovement, list[Going]], rate: float) -> None:
    """The frames begin at 0 and lie one period apart, at any rate and for any repetitions."""
    movement, each = given_

    t = perform(movement, each, rate).t_s

    assert t[0] == 0.0
    assert np.allclose(np.diff(t), 1 / rate)


@given(goings(), st.floats(5, 120))
def test_repetitions_begin_turn_and_end_when_told(given_: tuple[ReferenceMovement, list[Going]], rate: float) -> None:
    """Each lasts as long as its way out, its hold and its way back, its peak being the middle of the hold."""
    movement, each = given_

    performance = perform(movement, each, rate, before_s=1.5)

    done = performance.repetitions
    assert done[0].start_s == 1.5
    for going, times in zip(each, done, strict=True):
        assert times.side is going.side
        assert times.peak_s == pytest.approx(times.start_s + going.up_s + going.hold_s / 2)
        back_s = 0.0 if movement.one_way else going.down_s
        assert times.end_s == pytest.approx(times.start_s + going.up_s + going.hold_s + back_s)
    assert all(
        later.start_s == pytest.approx(times.end_s + going.pause_s)
        for going, (times, later) in zip(each, pairwise(done), strict=False)
    )


@each_movement
def test_a_performance_goes_from_rest_to_peak_and_back(performed: Performed) -> None:
    """First the angles are those of the rest, in the hold of the peak, at last of the rest or, one way, of the peak."""
    movement = performed.reference_movement

    performance = perform(movement, [Going(Side.LEFT, hold_s=1.0)], 30.0)

    at_peak = int(np.argmin(np.abs(performance.t_s - performance.repetitions[0].peak_s)))
    rest, peak = movement.complete(movement.rest), movement.complete(movement.peak)
    for joint in Joint:
        assert performance.angles[joint][0] == pytest.approx(rest[joint])
        assert performance.angles[joint][at_peak] == pytest.approx(peak[joint])
        assert performance.angles[joint][-1] == pytest.approx((peak if movement.one_way else rest)[joint])


def test_a_range_cut_short_reaches_a_share_of_the_way() -> None:
    """Half the share of a repetition ends half-way between rest and peak."""
    movement = ALL["squat"].reference_movement

    performance = perform(movement, [Going(Side.LEFT, share=0.5)], 50.0)

    peak = movement.complete(movement.peak)[Joint.KNEE_FLEXION]
    assert performance.angles[Joint.KNEE_FLEXION].max() == pytest.approx(peak / 2)


@settings(max_examples=60, deadline=None)
@given(goings(), HEIGHTS)
def test_bones_keep_their_length(given_: tuple[ReferenceMovement, list[Going]], height: float) -> None:
    """No bone grows or shrinks in any movement, with any fault, in a body of any size."""
    movement, each = given_

    points = embody(movement, perform(movement, each, 20.0), Proportions.of_height(height)).points

    for parent, child in BONES:
        lengths = np.linalg.norm(points[:, parent.index] - points[:, child.index], axis=-1)
        assert np.ptp(lengths) < 1e-9


@settings(max_examples=60, deadline=None)
@given(goings(), HEIGHTS)
def test_left_and_right_mirror_each_other(given_: tuple[ReferenceMovement, list[Going]], height: float) -> None:
    """What the left side does is the mirror image of what the right side does."""
    movement, each = given_
    body = Proportions.of_height(height)
    swapped = [
        Going(**{**{name: getattr(one, name) for name in one.__slots__}, "side": one.side.other}) for one in each
    ]

    points = embody(movement, perform(movement, each, 20.0), body).points
    mirrored = embody(movement, perform(movement, swapped, 20.0), body).points

    assert np.allclose(mirrored[:, [point.mirrored.index for point in POINTS]] * (-1, 1, 1), points, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(goings(), HEIGHTS)
def test_segments_only_turn(given_: tuple[ReferenceMovement, list[Going]], height: float) -> None:
    """The rotation of each segment is one: its axes stay square, of length 1 and right-handed."""
    movement, each = given_

    posture = embody(movement, perform(movement, each, 10.0), Proportions.of_height(height)).posture

    for turn in (posture.pelvis, *posture.local.values()):
        assert np.allclose(turn @ np.swapaxes(turn, -1, -2), np.eye(3), atol=1e-9)
        assert np.allclose(np.linalg.det(turn), 1.0)


@settings(max_examples=60, deadline=None)
@given(goings(), HEIGHTS)
def test_the_knee_bends_by_the_angle_given(given_: tuple[ReferenceMovement, list[Going]], height: float) -> None:
    """The angle between thigh and shank in the world is the flexion that went in."""
    movement, each = given_
    performance = perform(movement, each, 10.0)

    points = embody(movement, performance, Proportions.of_height(height)).points

    for frame, working in enumerate(performance.working):
        hip, knee, ankle = (points[frame, Point.of(name, working).index] for name in ("hip", "knee", "ankle"))
        thigh, shank = knee - hip, ankle - knee
        cosine = thigh @ shank / np.linalg.norm(thigh) / np.linalg.norm(shank)
        bent = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
        assert bent == pytest.approx(abs(performance.angles[Joint.KNEE_FLEXION][frame]), abs=1e-3)


@each_movement
def test_what_carries_the_body_stays_put(performed: Performed) -> None:
    """The first contact moves less than a centimetre over the floor while it carries."""
    movement = performed.reference_movement
    performance = perform(movement, [Going(Side.LEFT)], 30.0)

    points = embody(movement, performance, MIDDLE_SIZE).points

    back = np.array(performance.returning)
    for returning in set(performance.returning):
        anchor = next(iter(movement.carrying(returning=returning))).points(Side.LEFT)
        where = places(points, *anchor)[back == returning].mean(axis=1)[:, :2]
        assert np.ptp(where, axis=0).max() < 0.01


@each_movement
def test_nothing_goes_through_the_floor(performed: Performed) -> None:
    """No point of the skeleton sinks below the floor in a movement done well."""
    movement = performed.reference_movement

    points = embody(movement, perform(movement, turns(performed), 20.0), MIDDLE_SIZE).points

    assert points[..., 2].min() > -BELOW_THE_FLOOR_M


@each_movement
def test_the_body_moves_without_jumps(performed: Performed) -> None:
    """At 60 frames a second no point moves more than five centimetres from one frame to the next."""
    movement = performed.reference_movement

    points = embody(movement, perform(movement, turns(performed), 60.0), MIDDLE_SIZE).points

    assert np.linalg.norm(np.diff(points, axis=0), axis=-1).max() < 0.05


def test_standing_at_ease_is_as_tall_as_its_bones() -> None:
    """Upright with all angles 0, hips and shoulders stand over the feet at the sum of what lies below them."""
    still = ReferenceMovement(Position.STANDING, rest={}, peak={})
    body = Proportions.of_height(1.8)

    points = embody(still, perform(still, [Going(Side.LEFT)], 10.0), body).points

    hip = body.thigh_m + body.shank_m + body.ankle_up_m
    heights = {point: points[0, point.index, 2] for point in POINTS}
    assert heights[Point.HEEL_LEFT] == heights[Point.TOE_RIGHT] == pytest.approx(0.0)
    assert heights[Point.HIP_LEFT] == heights[Point.HIP_RIGHT] == pytest.approx(hip)
    assert heights[Point.SHOULDER_LEFT] == pytest.approx(hip + body.lumbar_up_m + body.shoulder_up_m)
    assert points[0, Point.TOE_LEFT.index, 1] < points[0, Point.HEEL_LEFT.index, 1]


@given(st.floats(-30, 120), st.floats(-20, 50), st.floats(-40, 40), SIDES)
def test_the_hip_is_flexed_and_abducted_by_the_angles_given(
    flexion: float, abduction: float, rotation: float, side: Side
) -> None:
    """The direction of a free thigh in the pelvis gives back flexion and abduction; rotation does not change them."""
    movement = ReferenceMovement(
        Position.SUPINE,
        rest={Joint.HIP_FLEXION: flexion, Joint.HIP_ABDUCTION: abduction, Joint.HIP_ROTATION: rotation},
        peak={},
        contacts={},
    )
    angles = {joint: np.array([angle]) for joint, angle in movement.complete(movement.rest).items()}

    performance = Performance(np.zeros(1), angles, (side,), (False,), ())
    pelvis, thigh = _pelvis_and_thigh(movement, performance, side)

    x, y, z = pelvis.T @ thigh
    outward = 1.0 if side is Side.LEFT else -1.0
    assert np.degrees(np.arctan2(-y, -z)) == pytest.approx(flexion, abs=1e-6)
    assert np.degrees(np.arctan2(outward * x, np.hypot(y, z))) == pytest.approx(abduction, abs=1e-6)


def _pelvis_and_thigh(movement: ReferenceMovement, performance: Performance, side: Side) -> tuple[Array, Array]:
    pose = posture(performance.angles, side, movement.position, movement.contacts)
    points = skeleton_points(pose, MIDDLE_SIZE)[0]
    thigh: Array = points[Point.of("knee", side).index] - points[Point.of("hip", side).index]
    return pose.pelvis[0], thigh


@pytest.mark.parametrize("name", ["glute_bridge", "bird_dog", "rock_back", "side_plank", "dead_bug"])
def test_a_body_settles_on_all_that_carries_it(name: str) -> None:
    """Lying, on all fours or propped, every contact comes to lie on its support within two centimetres."""
    movement = ALL[name].reference_movement

    points = embody(movement, perform(movement, [Going(Side.LEFT)], 20.0), MIDDLE_SIZE).points

    for contact, height in movement.contacts.items():
        lowest = places(points, *contact.points(Side.LEFT))[..., 2].min(axis=1)
        assert np.allclose(lowest, height + contact.clearance_m, atol=0.02)


def test_the_lower_side_works_where_the_contacts_say_so() -> None:
    """Resting on the working hip the working side lies below; resting on the other it lies on top."""
    below, above = ALL["side_lying_adduction"].reference_movement, ALL["clamshell"].reference_movement

    lying = {
        name: embody(movement, perform(movement, [Going(Side.RIGHT)], 10.0), MIDDLE_SIZE).points[0]
        for name, movement in (("below", below), ("above", above))
    }

    left, right = Point.HIP_LEFT.index, Point.HIP_RIGHT.index
    assert lying["below"][right, 2] < lying["below"][left, 2]
    assert lying["above"][right, 2] > lying["above"][left, 2]
