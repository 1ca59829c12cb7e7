"""One side of a set: what is counted, timed and seen to go wrong there, frame by frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, inf, isfinite, nan

from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.coach.exercise import CoachedExercise
from kilter.coach.holding import Holding
from kilter.coach.position import Fit, PositionGate, moves_together
from kilter.motion.faults import Fault, FaultWatch, Verdict, lowering_fault
from kilter.motion.holds import HoldClock
from kilter.motion.observation import Observation, Unseen
from kilter.motion.repetitions import Counting, Repetition, RepetitionCounter
from kilter.motion.steps import StepCounter

_REST_AVERAGE_S = 0.4
_MENDED_S = 2.0


@dataclass(frozen=True, slots=True)
class Told:
    """A repetition that ended, with every fault in it and what each check can say about it."""

    repetition: Repetition
    faults: tuple[Fault, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """What one frame brought: faults that lasted long enough now, repetitions that ended, faults that are mended."""

    faults: tuple[Fault, ...] = ()
    repetitions: tuple[Told, ...] = ()
    mended: tuple[str, ...] = ()


NOTHING = Glance()


def _counter_of(counting: Counting) -> RepetitionCounter | StepCounter:
    return StepCounter(counting) if counting.one_way else RepetitionCounter(counting)


class SideWatch:
    """Watches one working side.

    Args:
        exercise: what is done.
        side: the working side.
    """

    def __init__(self, exercise: CoachedExercise, side: Side) -> None:
        self.side = side
        self._exercise = exercise
        self._main = exercise.main_signal
        self._others = {one: exercise.reference[one] for one in exercise.pose if one is not self._main}
        self._gate = PositionGate(exercise.pose)
        self._counter = _counter_of(exercise.counted[1]) if exercise.counted else None
        self._holding = Holding(exercise.held, exercise.reference) if exercise.held else None
        timed = [check for check in exercise.checks if check.signal is Signal.LOWERING_TIME]
        self._lowering = tuple(timed)
        self._watches = tuple(FaultWatch(check) for check in exercise.checks if check not in timed)
        self._learning = tuple(watch for watch in self._watches if watch.check.from_own_rest)
        self._at_rest: dict[Signal, float] = {}
        self._rested_s = -inf
        self._set_out_from: Mapping[Signal, float] = {}
        self._at_peak: Mapping[Signal, float] = {}
        self._clean_since_s: dict[str, float] = {}

    @property
    def clock(self) -> HoldClock | None:
        """How long it was held; None for repetitions."""
        return None if self._holding is None else self._holding.clock

    def fit(self, observation: Observation) -> Fit:
        """How well the frame fits the position."""
        fit = self._gate.fit(observation.values)
        seen = self._main is not None and isfinite(observation.values.get(self._main, nan))
        return Fit.IN if fit is Fit.UNSEEN and seen else fit

    def feed(self, observation: Observation) -> Glance:
        """Take one frame in which the person is near the position."""
        if self._counter is not None:
            return self._count(self._counter, observation)
        return NOTHING if self._holding is None else self._time(self._holding, observation)

    def leave(self) -> None:
        """The person left the position or is not seen: what had begun is forgotten."""
        if self._counter is not None:
            self._counter.drop()
            self._open()
        if self._holding is not None:
            self._holding.leave()
        self._at_rest = {}
        for watch in self._watches:
            watch.interrupt()

    def close_hold(self) -> tuple[Verdict, ...]:
        """What the checks say about the holds of this side; nothing for repetitions."""
        if self._holding is None:
            return ()
        self._holding.leave()
        return tuple(watch.close() for watch in self._watches) if self._holding.attempt.ever else ()

    def _open(self) -> None:
        for watch in self._watches:
            watch.open()

    def _count(self, counter: RepetitionCounter | StepCounter, observation: Observation) -> Glance:
        moved = counter.moving
        ended = counter.feed(observation.t_s, self._seen_main(observation))
        if ended:
            told = tuple(one for one in map(self._judged, ended) if one is not None)
            self._at_rest = self._snapshot(observation)
            self._rested_s = observation.t_s
            self._open()
            return Glance(repetitions=told)
        if counter.moving:
            if not moved:
                self._open()
                self._set_out_from = dict(self._at_rest)
            if counter.at_peak:
                self._at_peak = self._snapshot(observation)
            share = counter.share
            return Glance(faults=self._look(observation, max(share, 1.0) if counter.at_top else share))
        if counter.near_rest:
            self._rest(observation)
            self._learn(observation)
        return NOTHING

    def _rest(self, observation: Observation) -> None:
        """Where the rest of the body is while the counted signal rests, averaged over the last moments."""
        elapsed_s, self._rested_s = observation.t_s - self._rested_s, observation.t_s
        new = 1.0 - exp(-min(elapsed_s, 10.0) / _REST_AVERAGE_S)
        for signal in self._others:
            value, old = observation.values.get(signal, nan), self._at_rest.get(signal, nan)
            if isfinite(value):
                self._at_rest[signal] = old + new * (value - old) if isfinite(old) else value

    def _judged(self, repetition: Repetition) -> Told | None:
        reach = self._exercise.counted[1].reach if self._exercise.counted else 1.0
        if not moves_together(self._others, self._set_out_from, self._at_peak, repetition.range / reach):
            return None
        verdicts = [watch.close() for watch in self._watches]
        lowering_s = repetition.up_s if self._exercise.lowers_on_the_way_out else repetition.down_s
        ended_s = repetition.end_s
        if self._exercise.lowers_on_the_way_out:
            ended_s = repetition.start_s + repetition.up_s
        for check in self._lowering:
            fault = lowering_fault(check, lowering_s, ended_s)
            verdicts.append(Verdict(check, () if fault is None else (fault,)))
        faults = tuple(fault for verdict in verdicts for fault in verdict.faults)
        return Told(repetition, faults, tuple(verdicts))

    def _time(self, holding: Holding, observation: Observation) -> Glance:
        holding.feed(observation, self._seen_main(observation))
        attempt = holding.attempt
        if attempt.learns:
            self._learn(observation)
        if not attempt.on:
            for watch in self._watches:
                watch.interrupt()
            return NOTHING
        faults = self._look(observation, attempt.share)
        return Glance(faults=faults, mended=self._mended(observation.t_s, faults))

    def _mended(self, t_s: float, faults: tuple[Fault, ...]) -> tuple[str, ...]:
        """The checks whose fault was told and has not been seen for two seconds of the hold."""
        for fault in faults:
            self._clean_since_s[fault.check.id] = t_s
        for watch in self._watches:
            if watch.beyond_now and watch.check.id in self._clean_since_s:
                self._clean_since_s[watch.check.id] = t_s
        over = tuple(key for key, since_s in self._clean_since_s.items() if t_s - since_s >= _MENDED_S)
        for key in over:
            del self._clean_since_s[key]
        return over

    def _look(self, observation: Observation, share: float) -> tuple[Fault, ...]:
        told = None
        values, unseen, t_s = observation.values, observation.unseen, observation.t_s
        for watch in self._watches:
            signal = watch.check.signal
            fault = watch.feed(t_s, values.get(signal, nan), share, unseen.get(signal))
            if fault is not None:
                told = [fault] if told is None else [*told, fault]
        return tuple(told) if told else ()

    def _learn(self, observation: Observation) -> None:
        for watch in self._learning:
            signal = watch.check.signal
            if signal not in observation.unseen:
                watch.learn(observation.values.get(signal, nan))

    def _seen_main(self, observation: Observation) -> float:
        if self._main is None or self._main in observation.unseen:
            return nan
        return observation.values.get(self._main, nan)

    def _snapshot(self, observation: Observation) -> dict[Signal, float]:
        values = observation.values
        return {signal: values.get(signal, nan) for signal in self._others}

    def main_unseen(self, observation: Observation) -> Unseen | None:
        """Why the counted signal is not seen in a frame, or None when it is."""
        if self._main is None or isfinite(self._seen_main(observation)):
            return None
        return observation.unseen.get(self._main, Unseen.HIDDEN)
