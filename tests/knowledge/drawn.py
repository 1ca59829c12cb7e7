"""What each signal reads in a drawn pose, worked out from the skeleton where the joint angles alone do not say."""

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from kilter.body.contacts import Contact
from kilter.body.movements import Going, Performance, ReferenceMovement, embody, perform
from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.body.signals import Joint, Signal
from kilter.body.skeleton import Point, Proportions
from kilter.knowledge.schema.exercises import Exercise

Angles = Mapping[Joint, float]
Vector = npt.NDArray[np.float64]
MIDDLE_SIZE = Proportions.of_height(1.7)
WORKING = Side.LEFT
NO_FAULT: Angles = {}
NOT_DRAWN = {Signal.LOWERING_TIME, Signal.HIP_HEIGHT, Signal.THIGH_ANGLE}
AS_DRAWN = {signal: Joint(signal.value) for signal in Signal if signal.value in {joint.value for joint in Joint}}


def poses(movement: ReferenceMovement, fault: Angles = NO_FAULT) -> dict[str, Angles]:
    """The poses that tell of a repetition as it is performed: ``turn``, and ``midway`` where one is drawn."""
    going = Going(WORKING, up_s=2.0, hold_s=1.0, fault=fault)
    performance = perform(movement, [going], rate_hz=2.0, before_s=0.0)

    def at(time_s: float) -> Angles:
        frame = int(np.argmin(np.abs(performance.t_s - time_s)))
        return {joint: float(values[frame]) for joint, values in performance.angles.items()}

    if movement.one_way:
        return {"turn": at(1.0)}
    return {"turn": at(2.5), **({"midway": at(1.0)} if movement.between else {})}


class Pose:
    """A body of middle size in a pose, its left side working.

    Args:
        movement: what carries the body, and how it lies.
        angles: the pose.
    """

    def __init__(self, movement: ReferenceMovement, angles: Angles) -> None:
        self.angle = movement.complete(angles)
        drawn = {joint: np.array([angle]) for joint, angle in self.angle.items()}
        body = embody(movement, Performance(np.zeros(1), drawn, (WORKING,), (False,), ()), MIDDLE_SIZE)
        self.points = body.points[0]

    def at(self, name: str, *, other: bool = False) -> Vector:
        """Where a point of the working or the other side is, metres: to the left, backward, up."""
        place: Vector = self.points[Point.of(name, WORKING.other if other else WORKING).index]
        return place

    def middle(self, name: str) -> Vector:
        """Midway between a point and its twin."""
        return (self.at(name) + self.at(name, other=True)) / 2


def reading(signal: Signal, exercise: Exercise, angles: Angles) -> float:
    """What a signal reads in a drawn pose of an exercise, in the unit of the data.

    Args:
        signal: any but those of ``NOT_DRAWN``.
        exercise: what is done.
        angles: the pose.
    """
    angle = exercise.reference_movement.complete(angles)
    slopes = signal is Signal.PELVIS_OBLIQUITY and not exercise.position.on_the_side
    if signal in AS_DRAWN and not slopes:
        return angle[AS_DRAWN[signal]]
    if signal is Signal.HIP_EXTENSION:
        return -angle[Joint.HIP_FLEXION]
    if signal is Signal.LUMBAR_EXTENSION:
        return angle[Joint.PELVIS_TILT]
    movement = exercise.reference_movement
    return SEEN_ON_THE_SKELETON[signal](exercise, Pose(movement, angle), Pose(movement, movement.rest))


def _hip_line(_: Exercise, pose: Pose, __: Pose) -> float:
    across = pose.at("hip") - pose.at("hip", other=True)
    return float(np.degrees(np.arcsin(across[2] / np.linalg.norm(across))))


def _body_line(exercise: Exercise, pose: Pose, _: Pose) -> float:
    """Between trunk and working leg, 180 straight; beyond it when the hips are pushed through."""
    trunk = pose.middle("shoulder") - pose.middle("hip")
    leg = pose.at("knee" if pose.angle[Joint.KNEE_FLEXION] > 30 else "ankle") - pose.at("hip")
    cosine = trunk @ leg / np.linalg.norm(trunk) / np.linalg.norm(leg)
    line = float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
    return 360 - line if exercise.position is Position.SUPINE and pose.angle[Joint.HIP_FLEXION] < 0 else line


def _knee_in(_: Exercise, pose: Pose, __: Pose) -> float:
    """Between the line hip-ankle and the knee, in the frontal plane; positive when the knee is inside."""
    hip, knee, ankle = pose.at("hip"), pose.at("knee"), pose.at("ankle")
    length = float(np.hypot(np.linalg.norm(knee - hip), np.linalg.norm(ankle - knee))) / 2**0.5
    inside = (hip[0] + ankle[0]) / 2 - knee[0]
    return float(2 * np.degrees(np.arctan2(inside, length)))


def _toes_out(_: Exercise, pose: Pose, __: Pose) -> float:
    foot = pose.at("toe") - pose.at("heel")
    return float(np.degrees(np.arctan2(foot[0], -foot[1])))


def _front_shin(_: Exercise, pose: Pose, __: Pose) -> float:
    shin = pose.at("knee", other=True) - pose.at("ankle", other=True)
    return float(np.degrees(np.arctan2(-shin[1], shin[2])))


def _step_width(exercise: Exercise, pose: Pose, _: Pose) -> float:
    apart = float(pose.at("ankle")[0] - pose.at("ankle", other=True)[0])
    units = {focus.unit for focus in exercise.focus if focus.signal is Signal.STEP_WIDTH}
    shoulders = float(np.linalg.norm(pose.at("shoulder") - pose.at("shoulder", other=True)))
    return 100 * apart / (shoulders if units == {"percent"} else 1.0)


def _knees_uneven(_: Exercise, pose: Pose, __: Pose) -> float:
    return 100 * abs(float(pose.at("knee")[2] - pose.at("knee", other=True)[2]))


def _ankles_part(_: Exercise, pose: Pose, rest: Pose) -> float:
    now, before = (each.at("ankle") - each.at("ankle", other=True) for each in (pose, rest))
    return 100 * float(np.linalg.norm(now) - np.linalg.norm(before))


def _heel_rises(_: Exercise, pose: Pose, rest: Pose) -> float:
    return 100 * float(pose.at("heel")[2] - rest.at("heel")[2])


def _free_foot(exercise: Exercise, pose: Pose, _: Pose) -> float:
    other = Contact.FOOT in exercise.movement.contacts
    return 100 * float(min(pose.at("heel", other=other)[2], pose.at("toe", other=other)[2]))


SEEN_ON_THE_SKELETON: Mapping[Signal, Callable[[Exercise, Pose, Pose], float]] = {
    Signal.PELVIS_OBLIQUITY: _hip_line,
    Signal.BODY_LINE: _body_line,
    Signal.FRONTAL_PLANE_KNEE_ANGLE: _knee_in,
    Signal.FOOT_PROGRESSION: _toes_out,
    Signal.SHIN_ANGLE: _front_shin,
    Signal.STEP_WIDTH: _step_width,
    Signal.KNEE_HEIGHT_DIFFERENCE: _knees_uneven,
    Signal.ANKLE_SEPARATION: _ankles_part,
    Signal.HEEL_HEIGHT: _heel_rises,
    Signal.FREE_FOOT_HEIGHT: _free_foot,
}
