"""Reference movements: what a body does in an exercise or test, and how one performance of it unfolds in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from kilter.body.contacts import Contact
from kilter.body.kinematics import Angles, Posture, Segment, lift, posture, settle, skeleton_points
from kilter.body.positions import Position, angle_at_ease
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.signals import Joint
from kilter.body.skeleton import Proportions

Keyframe = Mapping[Joint, float]
_NOTHING: Keyframe = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReferenceMovement:
    """How an exercise is done, in joint angles of the working side.

    Args:
        position: how the body lies or stands.
        rest, peak: joint angles (degrees) where a repetition begins and where it turns; what is not named is at ease.
        between: angles half-way from rest to peak, when the way is not straight; empty when it is.
        contacts: what rests on something on the way out, with the height (m) of its support; the first stays put.
        contacts_back: the same on the way back, when something else stays put.
        both_sides: the other side does the same.
        one_way: a repetition ends at its peak, which is the rest of the other side, as in walking.
    """

    position: Position
    rest: Keyframe
    peak: Keyframe
    between: Keyframe = field(default_factory=lambda: _NOTHING)
    contacts: Mapping[Contact, float] = field(default_factory=lambda: MappingProxyType({Contact.FOOT: 0.0}))
    contacts_back: Mapping[Contact, float] = field(default_factory=lambda: MappingProxyType({}))
    both_sides: bool = False
    one_way: bool = False

    def complete(self, keyframe: Keyframe) -> dict[Joint, float]:
        """The angle of every joint in a keyframe."""
        return {joint: self._angle(keyframe, joint) for joint in Joint}

    def carrying(self, *, returning: bool) -> Mapping[Contact, float]:
        """What carries the body on the way out or back."""
        return self.contacts_back if returning and self.contacts_back else self.contacts

    def _angle(self, keyframe: Keyframe, joint: Joint) -> float:
        if joint in keyframe:
            return float(keyframe[joint])
        if self.both_sides and joint.startswith("other_"):
            return self._angle(keyframe, Joint(joint.removeprefix("other_")))
        return angle_at_ease(self.position, joint)


@dataclass(frozen=True, slots=True)
class Going:
    """One repetition as somebody does it.

    Args:
        side: the working side.
        share: how much of the way from rest to peak (one way: to what lies between) is done; below 1 the range is
            cut short.
        up_s, hold_s, down_s, pause_s: seconds to the peak, there, back, and at rest after it.
        fault: angles (degrees) that replace those of the peak (one way: of what lies between), for every joint that
            goes wrong.
        fault_share: how much of the fault is shown, 1 is as the data has it.
    """

    side: Side
    share: float = 1.0
    up_s: float = 1.5
    hold_s: float = 0.5
    down_s: float = 2.0
    pause_s: float = 0.6
    fault: Keyframe = field(default_factory=lambda: _NOTHING)
    fault_share: float = 1.0


@dataclass(frozen=True, slots=True)
class PerformedRepetition:
    """When a repetition of a performance began, was at its peak (its middle) and ended, in seconds."""

    side: Side
    start_s: float
    peak_s: float
    end_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """A movement over time.

    Args:
        t_s: (T,) seconds.
        angles: (T,) degrees for each joint, of the working side at that time.
        working: the working side of each frame.
        returning: (T,) whether a frame lies on a way back.
        repetitions: what was done when.
    """

    t_s: Array
    angles: Angles
    working: tuple[Side, ...]
    returning: tuple[bool, ...]
    repetitions: tuple[PerformedRepetition, ...]


def perform(
    movement: ReferenceMovement, goings: Sequence[Going], rate_hz: float, *, before_s: float = 1.0, after_s: float = 1.0
) -> Performance:
    """Go through a movement repetition by repetition.

    Args:
        movement: what is done.
        goings: how each repetition is done, at least one.
        rate_hz: frames a second.
        before_s: seconds of rest before the first.
        after_s: seconds of rest after the last and its pause.

    Returns:
        the performance, smooth within each way (no jerk at either end).
    """
    done: list[PerformedRepetition] = []
    clock = before_s
    for going in goings:
        turning = clock + going.up_s + going.hold_s
        end = turning if movement.one_way else turning + going.down_s
        done.append(PerformedRepetition(going.side, clock, turning - going.hold_s / 2, end))
        clock = end + going.pause_s
    t = np.arange(int(np.floor((clock + after_s) * rate_hz)) + 1) / rate_hz
    # the pause after a repetition belongs to the next one, which begins from the same rest
    turn = np.minimum(np.searchsorted([each.end_s for each in done], t, side="right"), len(goings) - 1)
    angles = {joint: np.empty(len(t)) for joint in Joint}
    returning = np.zeros(len(t), dtype=bool)
    for number, (going, times) in enumerate(zip(goings, done, strict=True)):
        here = turn == number
        turning_s = times.start_s + going.up_s + going.hold_s
        returning[here] = (t[here] >= turning_s) & (not movement.one_way)
        out, back = _smooth((t[here] - times.start_s) / going.up_s), _smooth((t[here] - turning_s) / going.down_s)
        for joint, values in _mixed(_keyframes(movement, going), np.where(returning[here], 1.0 - back, out)).items():
            angles[joint][here] = values
    sides = tuple(goings[number].side for number in turn)
    return Performance(t, angles, sides, tuple(returning.tolist()), tuple(done))


def _keyframes(movement: ReferenceMovement, going: Going) -> tuple[Keyframe, Keyframe | None, Keyframe]:
    """Rest, what lies between, and peak of one repetition, with its range and its fault."""
    rest, peak = movement.complete(movement.rest), movement.complete(movement.peak)
    between: Keyframe | None = movement.complete(movement.between) if movement.between else None
    fault = dict(going.fault)
    if movement.both_sides:
        fault = {
            Joint(f"other_{joint}"): wrong for joint, wrong in fault.items() if f"other_{joint}" in _JOINTS
        } | fault
    if between is not None and movement.one_way:
        between = {joint: _part_of_the_way(rest[joint], angle, going.share) for joint, angle in between.items()}
        return rest, _with_fault(between, fault, between, going.fault_share), peak
    reached = {joint: _part_of_the_way(rest[joint], angle, going.share) for joint, angle in peak.items()}
    if between is not None:
        between = {joint: _part_of_the_way(rest[joint], angle, going.share) for joint, angle in between.items()}
        # half-way a joint that moves anyway is half wrong; one that ought to stay still is wholly wrong
        still = {joint: angle for joint, angle in fault.items() if rest[joint] == peak[joint]}
        moving = {joint: angle for joint, angle in fault.items() if joint not in still}
        between = _with_fault(between, still, peak, going.fault_share)
        between = _with_fault(between, moving, peak, going.fault_share / 2)
    return rest, between, _with_fault(reached, fault, peak, going.fault_share)


_JOINTS = frozenset(joint.value for joint in Joint)


def _part_of_the_way(rest: float, angle: float, share: float) -> float:
    return rest + share * (angle - rest)


def _with_fault(keyframe: Keyframe, fault: Keyframe, instead_of: Keyframe, share: float) -> Keyframe:
    """A keyframe with a share of what sets the fault apart from where the good movement is."""
    return {
        joint: angle + share * (fault[joint] - instead_of[joint]) if joint in fault else angle
        for joint, angle in keyframe.items()
    }


def _smooth(share: Array) -> Array:
    """The way of least jerk from 0 to 1."""
    s = np.clip(share, 0.0, 1.0)
    return np.asarray(s**3 * (10 - 15 * s + 6 * s**2))


def _mixed(keyframes: tuple[Keyframe, Keyframe | None, Keyframe], share: Array) -> Angles:
    rest, between, peak = keyframes
    if between is None:
        return {joint: rest[joint] + share * (peak[joint] - rest[joint]) for joint in Joint}
    # the parabola through the three keyframes
    first, middle, last = 2 * (share - 0.5) * (share - 1), 4 * share * (1 - share), 2 * share * (share - 0.5)
    return {joint: first * rest[joint] + middle * between[joint] + last * peak[joint] for joint in Joint}


@dataclass(frozen=True, slots=True, eq=False)
class Embodied:
    """A performance by a body of certain proportions.

    Args:
        posture: how the segments are turned in the world, T frames.
        points: (T, 18, 3) the skeleton in the world, metres, Z up, the floor at 0.
    """

    posture: Posture
    points: Array


def embody(movement: ReferenceMovement, performance: Performance, proportions: Proportions) -> Embodied:
    """Let a body do a performance: contacts carry it, and the first of them stays where it is.

    Args:
        movement: what is done.
        performance: when and how.
        proportions: the body.

    Returns:
        the body in the world.
    """
    pelves: list[Array] = []
    local: list[Mapping[Segment, Array]] = []
    for start, end, side, back in _stretches(performance):
        contacts = movement.carrying(returning=back)
        angles = {joint: values[start:end] for joint, values in performance.angles.items()}
        pose = posture(angles, side, movement.position, contacts)
        pose = pose.turned(settle(skeleton_points(pose, proportions), contacts, side, movement.position))
        pelves.append(pose.pelvis)
        local.append(pose.local)
    joined = {segment: np.concatenate([part[segment] for part in local]) for segment in local[0]}
    whole = Posture(np.concatenate(pelves), joined)
    points = skeleton_points(whole, proportions)
    return Embodied(whole, points + carry(movement, performance, points)[:, None])


def carry(movement: ReferenceMovement, performance: Performance, points: Array) -> Array:
    """Where a moving body has to be put so that its contacts rest on their supports and the first stays put.

    Args:
        movement: what is done.
        performance: when and how.
        points: (T, 18, 3) the skeleton of any body that does it, metres, world axes, anywhere.

    Returns:
        (T, 3) metres to move the body by.
    """
    shifts: list[Array] = []
    stays_at = np.zeros(2)
    for start, end, side, back in _stretches(performance):
        contacts = movement.carrying(returning=back)
        anchor = [point.index for point in next(iter(contacts)).points(side)]
        if shifts:
            stays_at = points[start - 1, anchor, :2].mean(axis=0) + shifts[-1][-1, :2]
        body = points[start:end]
        level = stays_at - body[:, anchor, :2].mean(axis=1)
        shifts.append(np.column_stack([level, lift(body, contacts, side)]))
    return np.concatenate(shifts)


def _stretches(performance: Performance) -> list[tuple[int, int, Side, bool]]:
    """The runs of frames in which the same contacts stay put: ``(start, end, side, returning)``."""
    keys = list(zip(performance.working, performance.returning, strict=True))
    starts = [0, *(index for index in range(1, len(keys)) if keys[index] != keys[index - 1])]
    return [(start, end, *keys[start]) for start, end in zip(starts, [*starts[1:], len(keys)], strict=True)]
