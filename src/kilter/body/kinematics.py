"""Forward kinematics: from anatomical joint angles to the segments' rotations and to the points of the skeleton.

Body axes: X to the left, Y backward, Z up. In the neutral pose (all angles 0) the body stands upright, legs and arms
straight down, feet pointing forward; each segment's own axes are then those of the body. Angles follow ISB: flexion,
abduction and internal rotation are positive.

Source: wu2002 (order of hip rotations: flexion, abduction, rotation)
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kilter.body.contacts import Contact
from kilter.body.positions import Position, base_orientation
from kilter.body.rotations import Array, about_axis, about_x, about_y, about_z
from kilter.body.sides import Side
from kilter.body.signals import Joint
from kilter.body.skeleton import POINTS, Point, Proportions

Angles = Mapping[Joint, Array]
_SETTLING_STEPS = 12
_STEEPEST_DEG = 80.0


class Segment(StrEnum):
    """A rigid part of the body; the pelvis is the root."""

    PELVIS = "pelvis"
    TRUNK = "trunk"
    HEAD = "head"
    THIGH_LEFT = "thigh_left"
    THIGH_RIGHT = "thigh_right"
    SHANK_LEFT = "shank_left"
    SHANK_RIGHT = "shank_right"
    FOOT_LEFT = "foot_left"
    FOOT_RIGHT = "foot_right"
    UPPER_ARM_LEFT = "upper_arm_left"
    UPPER_ARM_RIGHT = "upper_arm_right"
    FOREARM_LEFT = "forearm_left"
    FOREARM_RIGHT = "forearm_right"
    HAND_LEFT = "hand_left"
    HAND_RIGHT = "hand_right"


@dataclass(frozen=True, slots=True, eq=False)
class Posture:
    """How every segment is turned.

    Args:
        pelvis: (T, 3, 3) from the pelvis's axes to the world's.
        local: (T, 3, 3) for each other segment, from its axes to those of the segment it hangs on.
    """

    pelvis: Array
    local: Mapping[Segment, Array]

    def turned(self, turn: Array) -> "Posture":
        """The whole body turned by (T, 3, 3) in the world."""
        return Posture(turn @ self.pelvis, self.local)


def posture(angles: Angles, working: Side, position: Position, contacts: Collection[Contact]) -> Posture:
    """The posture that joint angles describe.

    Args:
        angles: (T,) degrees for every joint, of the working side or the other.
        working: which side works.
        position: how the body lies or stands when the trunk's angles are 0.
        contacts: what rests on something. Legs that do keep their direction when the pelvis above them tips sideways
            or turns, so that hip abduction and rotation are then counted from a level pelvis; and of a body on its
            side they say which side is below, the other one when they do not.

    Returns:
        the posture in world axes, Z up.
    """
    sign = 1.0 if working is Side.LEFT else -1.0
    planted = {contact.leg(working) for contact in contacts}
    below = next(filter(None, (contact.below(working) for contact in contacts)), working.other)
    base = base_orientation(position, below.other)
    flexed = base @ about_x(angles[Joint.TRUNK_FLEXION])
    trunk = flexed @ about_y(sign * angles[Joint.TRUNK_LEAN]) @ about_z(sign * angles[Joint.TRUNK_ROTATION])
    level = flexed @ about_x(angles[Joint.PELVIS_TILT])
    pelvis = (
        level
        @ about_y(-sign * angles[Joint.PELVIS_OBLIQUITY])
        @ about_z(sign * (angles[Joint.PELVIS_ROLL] - angles[Joint.PELVIS_ROTATION]))
    )
    towards_pelvis = np.swapaxes(pelvis, -1, -2)
    still = np.broadcast_to(np.eye(3), pelvis.shape)
    local = {Segment.TRUNK: towards_pelvis @ trunk, Segment.HEAD: still}
    for side in Side:
        of = "" if side is working else "other_"
        hangs_on = level if side in planted else pelvis
        local[Segment(f"thigh_{side}")] = towards_pelvis @ hangs_on @ _hip(angles, of, side)
        local[Segment(f"shank_{side}")] = about_x(angles[Joint(f"{of}knee_flexion")])
        local[Segment(f"foot_{side}")] = about_x(-angles[Joint(f"{of}ankle_dorsiflexion")])
        arm = about_x(-angles[Joint(f"{of}shoulder_flexion")])
        outward = 1.0 if side is Side.LEFT else -1.0
        local[Segment(f"upper_arm_{side}")] = arm @ about_y(-outward * angles[Joint(f"{of}shoulder_abduction")])
        local[Segment(f"forearm_{side}")] = about_x(-angles[Joint(f"{of}elbow_flexion")])
        local[Segment(f"hand_{side}")] = still @ _hand(position, outward)
    return Posture(pelvis, local)


def _hand(position: Position, outward: float) -> Array:
    """(3, 3) of the hand on the forearm; on all fours the palms lie on the floor, fingers to the front."""
    return about_x(-80.0) @ about_z(-90.0 * outward) if position is Position.ALL_FOURS else np.eye(3)


def _hip(angles: Angles, of: str, side: Side) -> Array:
    """(T, 3, 3) of the thigh in the pelvis; opening turns the leg about the line from hip to ankle."""
    outward = 1.0 if side is Side.LEFT else -1.0
    thigh = (
        about_x(-angles[Joint(f"{of}hip_flexion")])
        @ about_y(-outward * angles[Joint(f"{of}hip_abduction")])
        @ about_z(-outward * angles[Joint(f"{of}hip_rotation")])
    )
    down = np.array([0.0, 0.0, -1.0])
    shank = about_x(angles[Joint(f"{of}knee_flexion")]) @ down
    leg = thigh @ (down + shank)[..., None]
    opened: Array = about_axis(leg[..., 0], -outward * angles[Joint(f"{of}hip_opening")]) @ thigh
    return opened


def skeleton_points(pose: Posture, proportions: Proportions) -> Array:
    """The points of the skeleton, with the midpoint of the hips in the origin.

    Args:
        pose: how the segments are turned, T frames.
        proportions: how long they are.

    Returns:
        (T, 18, 3) metres in the order of ``POINTS``, world axes.
    """
    points = np.empty((len(pose.pelvis), len(POINTS), 3))
    lumbar = _along(pose.pelvis, 0.0, proportions.lumbar_back_m, proportions.lumbar_up_m)
    trunk = pose.pelvis @ pose.local[Segment.TRUNK]
    points[:, Point.LUMBAR.index] = lumbar
    points[:, Point.NECK.index] = lumbar + _along(trunk, 0.0, 0.0, proportions.neck_up_m)
    for side in Side:
        outward = 1.0 if side is Side.LEFT else -1.0
        hip = _along(pose.pelvis, outward * proportions.hip_half_width_m, 0.0, 0.0)
        thigh = pose.pelvis @ pose.local[Segment(f"thigh_{side}")]
        shank = thigh @ pose.local[Segment(f"shank_{side}")]
        foot = shank @ pose.local[Segment(f"foot_{side}")]
        knee = hip + _along(thigh, 0.0, 0.0, -proportions.thigh_m)
        ankle = knee + _along(shank, 0.0, 0.0, -proportions.shank_m)
        upper_arm = trunk @ pose.local[Segment(f"upper_arm_{side}")]
        forearm = upper_arm @ pose.local[Segment(f"forearm_{side}")]
        shoulder = lumbar + _along(trunk, outward * proportions.shoulder_half_width_m, 0.0, proportions.shoulder_up_m)
        elbow = shoulder + _along(upper_arm, 0.0, 0.0, -proportions.upper_arm_m)
        places = {
            "hip": hip,
            "knee": knee,
            "ankle": ankle,
            "heel": ankle + _along(foot, 0.0, proportions.heel_back_m, -proportions.ankle_up_m),
            "toe": ankle + _along(foot, 0.0, -proportions.toe_forward_m, -proportions.ankle_up_m),
            "shoulder": shoulder,
            "elbow": elbow,
            "wrist": elbow + _along(forearm, 0.0, 0.0, -proportions.forearm_m),
        }
        for name, place in places.items():
            points[:, Point.of(name, side).index] = place
    return points


def _along(turn: Array, left: float, back: float, up: float) -> Array:
    return np.asarray(turn @ np.array([left, back, up]))


def settle(points: Array, supports_m: Mapping[Contact, float], working: Side, position: Position) -> Array:
    """Turn the body so that all that touches comes to rest: a bridge lifts off between shoulders and feet.

    Upright, the trunk's own angles say how the body is turned, and nothing is changed. Lying, on all fours or propped
    on one side, the body tips about the horizontal axis that it can tip about until the contacts lie as high above
    each other as their supports do.

    Args:
        points: (T, 18, 3) metres, world axes.
        supports_m: height of the support under each contact.
        working: which side works.
        position: the position.

    Returns:
        (T, 3, 3) turns to apply to the body.
    """
    turn = np.broadcast_to(np.eye(3), (len(points), 3, 3))
    if position.upright or len(supports_m) < 2:
        return turn
    axis = np.array([0.0, 1.0, 0.0] if position.on_the_side else [1.0, 0.0, 0.0])
    axes = np.broadcast_to(axis, (len(points), 3))
    wanted = np.array([height + contact.clearance_m for contact, height in supports_m.items()])
    tip = np.zeros(len(points))
    for _ in range(_SETTLING_STEPS):
        turned = points @ np.swapaxes(about_axis(axes, tip), -1, -2)
        places = np.stack([_contact_places(turned, contact, working) for contact in supports_m], axis=1)
        miss, slope = places[..., 2] - wanted, np.cross(axis, places)[..., 2]
        miss, slope = miss - miss.mean(axis=1, keepdims=True), slope - slope.mean(axis=1, keepdims=True)
        step = -(miss * slope).sum(axis=1) / ((slope**2).sum(axis=1) + 1e-9)
        tip = np.clip(tip + np.degrees(np.clip(step, -0.3, 0.3)), -_STEEPEST_DEG, _STEEPEST_DEG)
    return about_axis(axes, tip)


def lift(points: Array, supports_m: Mapping[Contact, float], working: Side) -> Array:
    """(T,) metres to raise the body by so that the lowest of its contacts lies on its support."""
    heights = [
        _contact_places(points, contact, working)[:, 2] - contact.clearance_m - height
        for contact, height in supports_m.items()
    ]
    return np.asarray(-np.min(heights, axis=0))


def _contact_places(points: Array, contact: Contact, working: Side) -> Array:
    """(T, 3) where a contact is: the mean of its points, at the height of the lowest."""
    chosen = points[:, [point.index for point in contact.points(working)]]
    place: Array = chosen.mean(axis=1)
    place[:, 2] = chosen[..., 2].min(axis=1)
    return place
