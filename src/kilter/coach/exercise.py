"""An exercise as the coach needs it: what is counted or held, what is corrected, and how the reference reads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import copysign, inf, isfinite
from types import MappingProxyType

import numpy as np

from kilter.body.movements import Embodied, Going, ReferenceMovement, embody, perform
from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.body.skeleton import Proportions
from kilter.errors import Problem, UsageError
from kilter.knowledge.schema.exercises import Exercise
from kilter.knowledge.schema.movements import Focus, Laterality, Performed
from kilter.knowledge.schema.rules import CameraRules
from kilter.motion.faults import Check, Path
from kilter.motion.holds import Bound
from kilter.motion.repetitions import Counting
from kilter.motion.signals import signals_of_points
from kilter.motion.turning import time_at

POSE_SIGNALS = (
    Signal.TRUNK_FLEXION,
    Signal.HIP_FLEXION,
    Signal.KNEE_FLEXION,
    Signal.OTHER_HIP_FLEXION,
    Signal.OTHER_KNEE_FLEXION,
)
"""What tells one position from another."""
TRIED_SIGNALS = (*POSE_SIGNALS, Signal.HIP_ABDUCTION, Signal.BODY_LINE, Signal.TRUNK_LEAN)
"""What tells the peak of a hold from the rest before it."""
_STEPS = 9
_RATE_HZ = 100.0
_LEAST_LOWERING_M = 0.03
_MOST_NEARER, _MOST_NEARER_HELD = 0.4, 0.25
"""Shares of the way to a threshold: of a hold no more than a camera reads a range too small."""
_END_OF_BEGIN = 0.9
_SLACK: Mapping[str, float] = MappingProxyType({"deg": 1.0, "cm": 0.5, "percent": 3.0})


@dataclass(frozen=True, slots=True)
class Held:
    """What is held: the signal, the bound within which it counts, and what it reads along the reference."""

    signal: Signal
    bound: Bound
    path: Path


@dataclass(frozen=True, slots=True)
class CoachedExercise:
    """All that the coach knows of an exercise.

    Args:
        id, name: which exercise.
        level: its level.
        laterality: how it meets the two sides.
        facing: which side of the person the camera should see.
        counted: the signal that repetitions are read from, and how; None for a hold.
        held: what is held; None for repetitions. Both are None where a camera can tell neither.
        checks: what is corrected, in the order of the file.
        too_coarse: ids of the cues that one camera cannot tell apart from good form.
        pose: what the signals that tell this position from others read along the reference movement.
        reference: what each signal reads along the reference movement of the working side, from rest to where the
            counted signal turns.
        lowers_on_the_way_out: whether the body is lowered from rest to peak, as in a squat, not on the way back.
        rest_s: seconds of rest between the sides.
    """

    id: str
    name: str
    level: str | None
    laterality: Laterality
    facing: str
    counted: tuple[Signal, Counting] | None
    held: Held | None
    checks: tuple[Check, ...]
    too_coarse: tuple[str, ...]
    pose: Mapping[Signal, Path]
    reference: Mapping[Signal, Path]
    lowers_on_the_way_out: bool
    rest_s: float

    @property
    def main_signal(self) -> Signal | None:
        """The signal that is counted or timed."""
        if self.counted is not None:
            return self.counted[0]
        return None if self.held is None else self.held.signal

    @property
    def signals(self) -> frozenset[Signal]:
        """Every signal that the observer should read."""
        wanted = {check.signal for check in self.checks} | set(self.pose) | set(TRIED_SIGNALS)
        if self.main_signal is not None:
            wanted.add(self.main_signal)
        return frozenset(wanted - {Signal.LOWERING_TIME})


def coached(exercise: Exercise, camera: CameraRules, level: str | None = None) -> CoachedExercise:
    """An exercise at a level, ready to be coached.

    Args:
        exercise: from the catalogue.
        camera: what a camera can tell apart.
        level: id of a level; the one that the how-to describes when None.

    Returns:
        the plain values that the coach works with.

    Raises:
        UsageError: the exercise has no such level.
    """
    chosen = next((one for one in exercise.levels if one.id == level), None) if level else exercise.base_level
    if chosen is None:
        known = ", ".join(one.id for one in exercise.levels)
        raise UsageError(Problem(exercise.id, f"There is no level “{level}”.", f"Choose one of {known}."))
    performed, as_described = exercise.at(chosen), exercise.at(exercise.base_level)
    measured = (performed.position, performed.camera, performed.movement) == (
        as_described.position,
        as_described.camera,
        as_described.movement,
    )
    return coached_movement(
        performed,
        camera,
        key=exercise.id,
        name=exercise.name,
        level=chosen.id,
        rest_s=exercise.dose.rest_s,
        measured=measured,
    )


def coached_movement(
    performed: Performed,
    camera: CameraRules,
    *,
    key: str,
    name: str,
    level: str | None = None,
    rest_s: float = 60.0,
    measured: bool = True,
) -> CoachedExercise:
    """Whatever is done before a camera, exercise or test, ready to be coached.

    Args:
        performed: the movement and how it is counted.
        camera: what a camera can tell apart; checks that it cannot make are left out and named.
        key: id of the exercise or test.
        name: what people call it.
        level: id of its level.
        rest_s: seconds of rest between the sides.
        measured: whether it is the form whose checks were measured one by one; a level that moves otherwise is not.
    """
    body = _once(performed.reference_movement)
    reference = whole = _reference(body, performed)
    errors = camera.errors_in(performed.position, performed.camera.facing)
    counted, held = None, None
    if performed.repetition is not None:
        told = performed.repetition
        path = whole[told.signal]
        turn = path.index(max(path) if told.rises else min(path))
        # in a step the signal turns on the way; what follows is its way back
        reference = {signal: values[: turn + 1] for signal, values in whole.items()} if turn > 0 else whole
        begin = told.begin + _nearer(told.begin, path[0], errors.get(told.signal, 0.0), _MOST_NEARER)
        # a return that is read too short is one all the same: where it is over comes no nearer to rest than it must
        end = min(told.end, path[0] + _END_OF_BEGIN * (begin - path[0]), key=lambda value: abs(value - path[0]))
        counting = Counting.between(
            begin, end, rest=path[0], peak=path[turn], one_way=performed.reference_movement.one_way
        )
        counted = (told.signal, counting)
    elif performed.hold is not None:
        hold = performed.hold
        least = -inf if hold.at_least is None else hold.at_least
        most = inf if hold.at_most is None else hold.at_most
        path = whole[hold.signal]
        error = errors.get(hold.signal, 0.0)
        least, most = (bound + _nearer(bound, path[0], error, _MOST_NEARER_HELD) for bound in (least, most))
        held = Held(hold.signal, Bound(least, most, _SLACK[hold.unit]), path)
    asked = [_check(focus, reference) for focus in performed.focus]
    made = [_as_read(check, camera, errors, key if measured else None) for check in asked]
    checks = tuple(one for one in made if one is not None)
    return CoachedExercise(
        id=key,
        name=name,
        level=level,
        laterality=performed.laterality,
        facing=performed.camera.facing,
        counted=counted,
        held=held,
        checks=checks,
        too_coarse=tuple(one.id for one in asked if one.id not in {check.id for check in checks}),
        pose=MappingProxyType({signal: whole[signal] for signal in _pose_signals(performed.position)}),
        reference=MappingProxyType(reference),
        lowers_on_the_way_out=lowers_on_the_way_out(body),
        rest_s=rest_s,
    )


def _pose_signals(position: Position) -> tuple[Signal, ...]:
    """Lying on the side, the lean of the trunk turns its flexion by any angle."""
    return tuple(one for one in POSE_SIGNALS if not (position.on_the_side and one is Signal.TRUNK_FLEXION))


def lowers_on_the_way_out(body: Embodied) -> bool:
    """Whether the body is lower at the peak than at rest, so that going out is the lowering.

    Args:
        body: on its way from rest to peak.
    """
    heights_m = body.points[:, :, 2].mean(axis=1)
    return bool(heights_m[-1] < heights_m[0] - _LEAST_LOWERING_M)


def _once(movement: ReferenceMovement) -> Embodied:
    """A body of middle size at even shares of the way from rest to peak."""
    going = Going(Side.LEFT, up_s=1.0, hold_s=0.1, down_s=1.0)
    performance = perform(movement, [going], _RATE_HZ, before_s=0.0, after_s=0.0)
    whole = embody(movement, performance, Proportions.of_height(1.7))
    wanted_s = np.array([time_at(step / (_STEPS - 1)) for step in range(_STEPS)])
    frames = np.abs(performance.t_s[:, None] - wanted_s).argmin(axis=0)
    return Embodied(whole.posture, whole.points[frames])


def _reference(body: Embodied, performed: Performed) -> dict[Signal, Path]:
    signals = signals_of_points(body.points, Side.LEFT, performed.position)
    return {signal: tuple(float(value) for value in values) for signal, values in signals.items()}


def _nearer(threshold: float, rest: float, error: float, most: float) -> float:
    """How far a threshold is brought towards rest: as far as the camera errs, which in doubt sees too little.

    Args:
        threshold: where a repetition or a hold begins.
        rest: where the reference rests.
        error: of the camera, in the same unit.
        most: the share of the way that may be taken off at most.
    """
    away = threshold - rest
    return -copysign(min(error, most * abs(away)), away) if isfinite(away) else 0.0


def _as_read(check: Check, camera: CameraRules, errors: Mapping[Signal, float], shown: str | None) -> Check | None:
    """The check as one camera can make it; None where its error alone could carry good form over the limit.

    Args:
        check: as the cue asks for it.
        camera: what a camera can tell apart.
        errors: of the camera in this position, by signal.
        shown: the exercise or test whose readings were measured; None where the movement is another.
    """
    reading = None if shown is None else camera.reading(shown, check.id)
    if reading is not None:
        limit = camera.read_limit(reading, above=check.above)
        return None if limit is None else replace(check, read_limit=limit)
    room = -check.beyond(check.path[-1])
    return None if 0.0 < room < camera.sure_share.value * errors.get(check.signal, 0.0) else check


def _check(focus: Focus, reference: Mapping[Signal, Path]) -> Check:
    above = focus.above is not None
    limit = focus.above if focus.above is not None else focus.below
    return Check(
        id=focus.id,
        say=focus.say,
        signal=focus.signal,
        unit=focus.unit,
        limit=float(limit or 0.0),
        above=above,
        for_s=focus.for_s,
        major=focus.major,
        path=reference.get(focus.signal, (float("nan"), float("nan"))),
    )
