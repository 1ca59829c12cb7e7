"""Holding a position: when it is tried, and for how long it is held."""

from collections.abc import Mapping
from math import exp, inf, isfinite, nan
from statistics import median

from kilter.body.signals import Signal
from kilter.coach.exercise import TRIED_SIGNALS, Held
from kilter.motion.faults import Path
from kilter.motion.holds import HoldClock
from kilter.motion.observation import Observation

_TELLS_REST_FROM_PEAK_DEG = 12.0
_SETTLED_S = 0.5
_LEARNS_FIRST_S = 0.8
_LEAST_GONE = 0.2
_FAST_S, _SLOW_S, _STILL_WITHIN = 0.2, 0.6, 0.08
_LEAST_RESTING, _MOST_RESTING = 8, 40
_MOST_SHIFT = 6.0
"""Degrees: about what a camera is off by; a rest further off than that is the person's own."""


class Holding:
    """The clock of a hold, set to where the person rests.

    A camera that reads the rest before the hold some degrees off reads the hold off as well; its readings are shifted
    by as much, up to six degrees.

    Args:
        held: what is held.
        reference: what each signal reads from rest to peak.
    """

    def __init__(self, held: Held, reference: Mapping[Signal, Path]) -> None:
        self._held = held
        self._shifts = abs(held.path[-1] - held.path[0]) >= 2.0 * held.bound.slack
        self._resting: list[float] = []
        self.clock = HoldClock(held.bound)
        self.attempt = Attempt(reference, held.signal)

    def feed(self, observation: Observation, value: float) -> None:
        """Take one frame, and the signal that is held; not finite where it is not seen."""
        learning = self._shifts and self.attempt.at_own_rest
        if learning and isfinite(value) and len(self._resting) < _MOST_RESTING:
            self._resting.append(value)
            resting = median(self._resting) + self._shift
            if len(self._resting) == _LEAST_RESTING and not self._held.bound.within(resting):
                self.clock = HoldClock(self._held.bound)
        self.clock.feed(observation.t_s, value + self._shift)
        self.attempt.feed(observation, held=self.clock.in_bound)

    def leave(self) -> None:
        """The person left the position or is not seen."""
        self.clock.stop()
        self.attempt.restart()

    @property
    def _shift(self) -> float:
        if len(self._resting) < _LEAST_RESTING:
            return 0.0
        off = self._held.path[0] - median(self._resting)
        return min(max(off, -_MOST_SHIFT), _MOST_SHIFT)


class Attempt:
    """Whether a hold is being tried: held, or settled a fifth of the way from the person's rest to the peak.

    A fault may take the counted signal out of its bound, and is to be told all the same; getting up, and lying there
    before or after, is not to be taken for a bad hold.

    Args:
        reference: what each signal reads from rest to peak.
        main: the signal that is held.
    """

    def __init__(self, reference: Mapping[Signal, Path], main: Signal | None) -> None:
        wanted = set(TRIED_SIGNALS)
        if main is not None:
            wanted.add(main)
        ends = {signal: (path[0], path[-1]) for signal, path in reference.items() if signal in wanted}
        self._ends = {
            signal: (rest, peak - rest)
            for signal, (rest, peak) in ends.items()
            if abs(peak - rest) >= _TELLS_REST_FROM_PEAK_DEG
        }
        self.ever = self.on = self.learns = self.at_own_rest = self._gone = False
        self.share = 1.0
        self._own_rest: float | None = None
        self._first_s: float | None = None
        self.restart()

    def restart(self) -> None:
        """Begin anew after the position was left."""
        self.on = self.learns = self.at_own_rest = False
        self._fast = self._slow = nan
        self._seen_s = -inf
        self._settled_since_s: float | None = None

    def feed(self, observation: Observation, *, held: bool) -> None:
        """Take one frame, and whether the signal is within its bound."""
        t_s = observation.t_s
        if self._first_s is None:
            self._first_s = t_s
        share = self._share(observation.values)
        if isfinite(share):
            self._follow(t_s, share)
        settled = self._settled_since_s is not None and t_s - self._settled_since_s >= _SETTLED_S
        if settled and self._own_rest is None and self._slow < 0.5:
            self._own_rest = self._slow
        gone = self._slow >= (0.5 if self._own_rest is None else self._own_rest + _LEAST_GONE)
        self.on = held or (settled and gone)
        self.share = 1.0 if gone and settled else self._slow
        self.ever = self.ever or self.on
        self.at_own_rest = settled and self._own_rest is not None and not gone and not self._gone
        if self._ends:
            self._gone = self._gone or self._slow > 0.6
            self.learns = not gone and not self._gone
        else:
            self.learns = t_s - self._first_s < _LEARNS_FIRST_S

    def _share(self, values: Mapping[Signal, float]) -> float:
        if not self._ends:
            return 1.0
        gone = weights = 0.0
        for signal, (rest, way) in self._ends.items():
            value = values.get(signal, nan)
            if isfinite(value):
                weights += abs(way)
                gone += abs(way) * min(max((value - rest) / way, -0.25), 1.25)
        return gone / weights if weights else nan

    def _follow(self, t_s: float, share: float) -> None:
        elapsed_s = t_s - self._seen_s
        self._seen_s = t_s
        if not isfinite(self._slow) or elapsed_s > 1.0:
            self._fast = self._slow = share
            self._settled_since_s = t_s
            return
        self._fast += (1.0 - exp(-elapsed_s / _FAST_S)) * (share - self._fast)
        self._slow += (1.0 - exp(-elapsed_s / _SLOW_S)) * (share - self._slow)
        if abs(self._fast - self._slow) > _STILL_WITHIN:
            self._settled_since_s = None
        elif self._settled_since_s is None:
            self._settled_since_s = t_s
