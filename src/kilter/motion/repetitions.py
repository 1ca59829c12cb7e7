"""Repetitions of one signal, told as they are done: a state machine with hysteresis that learns the person's range.

Inside, a signal is written as its share of the way from the reference's rest (0) to its peak (1), so that one that
falls is treated as one that rises. Every threshold counts from the level at which the person rests, so a camera that
reads some degrees too many or too few shifts nothing.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite
from statistics import median

from kilter.motion.steadying import HALF_WINDOW_S, LONGEST_BRIDGED_GAP_S, Sample, Steadied
from kilter.motion.turning import fall, rise

BACK_AT_REST = 0.12
"""Share of the range below which a repetition is over."""
COMPLETE_OF_OWN_RANGE = 0.7
PARTIAL_OF_RANGE = 0.28
BEGIN_TOLERANCE = 0.85
"""Share of the way to ``begin`` that is enough: a camera may see a range a quarter too small."""
HIGHEST_BEGIN = 0.68
"""More than this share of the reference's range is never asked for, for the same reason."""
LARGEST_GAIN = 1.3
"""An own range counts as at most so many times the reference's."""
SHORTEST_S = 0.5
BELOW_REST = 0.2
"""How far below a known rest a repetition may begin; lower than that is another movement, as of the other leg."""
NEW_REST_WITHIN = 0.4
"""The rest moves away from the reference's by no more than this at once: further off, the other leg is at work."""
LARGEST_RANGE = 3.0
"""A movement of more than so many times the reference's range is another one."""
_TOP = 0.96
"""Share of the way to the peak from which the signal counts as at its top."""
_REST_WITHIN = 0.4
"""How far above the lowest level, as a share of what is near it, the signal still counts as at rest."""
_STILL_S = 0.8
_LONGEST_MEMORY_S = 8.0
_LONGEST_TRACE = 480


@dataclass(frozen=True, slots=True)
class Counting:
    """How the repetitions of a signal are told, all in the unit of the signal.

    Args:
        rest, peak: the signal of the reference movement where a repetition starts and where it turns.
        begin: past this value a repetition is complete; on this side of ``end`` it is over.
        end: see ``begin``.
        one_way: it ends at its peak, from where the other side goes on, as in walking.
    """

    rest: float
    peak: float
    begin: float
    end: float
    one_way: bool = False

    @classmethod
    def between(
        cls, begin: float, end: float, *, rest: float | None = None, peak: float | None = None, one_way: bool = False
    ) -> "Counting":
        """From the thresholds; rest and peak that are unknown or contradict them are taken half a step outside."""
        step = begin - end
        sound = (
            rest is not None
            and peak is not None
            and isfinite(peak - rest)
            and (peak - begin) * step >= 0
            and (end - rest) * step >= 0
        )
        if rest is None or peak is None or not sound:
            rest, peak = end - step / 2, begin + step / 2
        return cls(rest, peak, begin, end, one_way)

    @property
    def reach(self) -> float:
        """From rest to peak, without sign."""
        return abs(self.peak - self.rest)

    def share(self, value: float) -> float:
        """A value as its share of the way from rest to peak."""
        return (value - self.rest) / (self.peak - self.rest)


@dataclass(frozen=True, slots=True)
class Repetition:
    """One repetition.

    Args:
        start_s, peak_s, end_s: leaving rest, the middle of the time at the top, back at rest.
        range: from the person's rest to their peak, in the unit of the signal, without sign.
        up_s, hold_s, down_s: how long it took up, at the top, and down.
        complete: whether it went far enough; a partial one is told, not counted.
    """

    start_s: float
    peak_s: float
    end_s: float
    range: float
    up_s: float
    hold_s: float
    down_s: float
    complete: bool


class RepetitionCounter:
    """Tells the repetitions of one signal.

    It waits at rest for the signal to rise by a quarter of the range above the lowest level, and then for it to come
    back. What it takes for the person's rest is the level from which the rise began. It keeps a bounded part of the
    past: at most 480 samples.
    """

    def __init__(self, counting: Counting) -> None:
        self.counting = counting
        self._noise = 1.0 / counting.reach
        self._begin = min(BEGIN_TOLERANCE * abs(counting.begin - counting.rest) * self._noise, HIGHEST_BEGIN)
        self._end = abs(counting.end - counting.rest) * self._noise
        self._near = min(max(0.08, 2.5 * self._noise), 0.15)
        self._steadied = Steadied()
        self._corridor = 0.35 + 15.0 * self._noise
        self._own: deque[float] = deque(maxlen=5)
        self._known_rest: float | None = None
        self._last_end_s = -inf
        self._seen_s = -inf
        self.at_peak = False
        self._now: Sample = (-inf, 0.0)
        self._rest_anew(-inf, inf)

    def _rest_anew(self, t_s: float, level: float, *, kept: Sequence[Sample] = (), descended: bool = False) -> None:
        self.moving = False
        self._trace: list[Sample] = list(kept)
        self._valley, self._highest = level, level if isfinite(level) else -inf
        self._valley_s = self._low_s = t_s
        self._descended = descended
        self._still: tuple[float, float, float] = (t_s, level, level)
        self._rested = False
        self._base, self._base_sure = level, False
        self._peak, self._peak_s = -inf, t_s
        self._grown_to, self._grew_s = -inf, t_s
        self._trough, self._trough_s, self._turned = inf, t_s, False

    @property
    def own_range(self) -> float | None:
        """The person's own range in the unit of the signal, without sign; None before the first complete repetition."""
        return median(self._own) * self.counting.reach if self._own else None

    @property
    def _expected(self) -> float:
        return min(median(self._own), LARGEST_GAIN) if self._own else 1.0

    @property
    def share(self) -> float:
        """How far the repetition has come now, 0 at the person's rest and about 1 at their peak."""
        base = self._base if self.moving else self._valley
        return (self._now[1] - base) / self._expected if isfinite(base) else 0.0

    @property
    def at_top(self) -> bool:
        """Whether a repetition has come near its peak and stays there."""
        reached = self._peak - self._base
        return self.moving and self._now[1] - self._base >= 0.92 * reached and self._now[0] - self._grew_s > 0.2

    @property
    def near_rest(self) -> bool:
        """Whether no repetition runs and the signal is near the person's rest."""
        return not self.moving and self._now[1] <= self._valley + 0.15

    def feed(self, t_s: float, value: float) -> tuple[Repetition, ...]:
        """Take one sample.

        Args:
            t_s: seconds, later than all before.
            value: in the unit of the signal; not finite where it was not seen.

        Returns:
            the repetitions that are over now, complete or partial; hardly ever more than one.
        """
        self.at_peak = False
        if not isfinite(value):
            return ()
        found = []
        for sample in self._steadied.feed(t_s, self.counting.share(value)):
            repetition = self._take(sample)
            if repetition is not None:
                found.append(repetition)
        return tuple(found)

    def drop(self) -> None:
        """Forget a repetition that has begun: the person left the position, or is not seen. Their range is kept."""
        self._steadied.flush()
        self._seen_s = -inf
        self._known_rest = None
        self._rest_anew(-inf, inf)

    def _take(self, sample: Sample) -> Repetition | None:
        t_s, reading = sample
        if t_s - self._seen_s > LONGEST_BRIDGED_GAP_S + HALF_WINDOW_S:
            held_on = self.moving and t_s - self._seen_s < 1.5 and abs(reading - self._now[1]) < 0.2
            if not held_on:
                self._rest_anew(t_s, reading)
        self._seen_s, self._now = t_s, sample
        self._remember(sample)
        if self.moving:
            return self._moving(t_s, reading)
        self._resting(t_s, reading)
        return None

    def _remember(self, sample: Sample) -> None:
        self._trace.append(sample)
        if len(self._trace) > _LONGEST_TRACE:
            if self.moving:
                del self._trace[1::2]
            else:
                del self._trace[: _LONGEST_TRACE // 2]

    def _resting(self, t_s: float, reading: float) -> None:
        floor = -inf if self._known_rest is None else self._known_rest - BELOW_REST
        if reading < self._valley:
            self._valley, self._valley_s = max(reading, floor), t_s
            self._descended = self._descended or self._highest - reading > 0.15
        elif t_s - self._valley_s > _LONGEST_MEMORY_S:
            recent = [sample for sample in self._trace if t_s - sample[0] <= _LONGEST_MEMORY_S]
            self._valley_s, lowest = min(recent, key=lambda sample: sample[1])
            self._valley = max(lowest, floor)
        self._highest = max(self._highest, reading)
        since_s, low, high = self._still
        low, high = min(low, reading), max(high, reading)
        if high - low > max(0.08, 3.5 * self._noise):
            since_s, low, high = t_s, reading, reading
        self._still = (since_s, low, high)
        self._rested = self._rested or t_s - since_s >= _STILL_S / 2
        if t_s - since_s >= _STILL_S and abs(reading) <= self._corridor and self._may_be_rest((low + high) / 2):
            self._known_rest = (low + high) / 2
            self._valley, self._valley_s = low, t_s
        if reading <= self._valley + self._near:
            self._low_s = t_s
        if reading > self._valley + min(max(0.25 * self._expected, 4.5 * self._noise), 0.35):
            self._set_out(t_s, reading)

    def _may_be_rest(self, level: float) -> bool:
        """Whether a level that is kept may be rest: near the rest known so far, or nearer to the reference's."""
        known = self._known_rest
        return known is None or abs(level - known) <= NEW_REST_WITHIN or abs(level) <= abs(known)

    def _set_out(self, t_s: float, reading: float) -> None:
        """The signal has left its rest: from where, and is that known?"""
        near = sorted(
            level
            for time_s, level in self._trace
            if self._low_s - 1.5 <= time_s <= self._low_s and level <= self._valley + _REST_WITHIN * self._near
        )
        self._base = near[int(0.4 * len(near))] if near else self._valley
        if self._known_rest is not None:
            above = self._base - self._known_rest
            # between two repetitions without a rest, the lowest frame is seldom the lowest point
            if above < -BELOW_REST or 0.0 < above < self._near:
                self._base = self._known_rest
        tolerance = max(0.25, 6.0 * self._noise)
        self._base_sure = self._descended or self._rested or abs(self._base) <= tolerance
        high = self._base + 0.3 * self._expected
        before = [time_s for time_s, level in self._trace if time_s < self._low_s and level > high]
        from_s = max(before[-1] if before else -inf, self._low_s - 1.0)
        self._trace = [sample for sample in self._trace if sample[0] > from_s]
        self.moving = True
        self.at_peak = True
        self._peak, self._peak_s = reading, t_s
        self._grown_to, self._grew_s = reading, t_s
        self._trough, self._trough_s, self._turned = inf, t_s, False

    def _moving(self, t_s: float, reading: float) -> Repetition | None:
        if reading > self._peak:
            if reading > self._grown_to + 0.03:
                self._grown_to, self._grew_s = reading, t_s
            self._peak, self._peak_s = reading, t_s
            self.at_peak = True
        reached = self._peak - self._base
        above = reading - self._base
        self._turned = self._turns(t_s, reading, reached)
        if self._turned or above <= max(BACK_AT_REST * reached, 1.5 * self._noise):
            return self._finish(t_s, reading)
        return None

    def _turns(self, t_s: float, reading: float, reached: float) -> bool:
        """Whether the signal, low enough to be over, rises again or rests there."""
        low = reading <= self._base + self._end * min(reached, 1.0)
        if low and reading < self._trough - 0.02:
            self._trough, self._trough_s = reading, t_s
        if self._trough == inf:
            return False
        return reading > self._trough + max(0.1, 3.0 * self._noise) or (low and t_s - self._trough_s > 0.5)

    def _finish(self, t_s: float, reading: float) -> Repetition | None:
        repetition = self._judged()
        kept = [sample for sample in self._trace if sample[0] >= self._peak_s]
        level, level_s = (self._trough, self._trough_s) if self._trough < reading else (reading, t_s)
        self._rest_anew(level_s, level, kept=kept, descended=True)
        self._still = (t_s, reading, reading)
        if repetition is not None:
            self._last_end_s = repetition.end_s
        return repetition

    def _judged(self) -> Repetition | None:
        """The repetition that just ended, or None when it was none."""
        top = [level for _, level in self._trace if level - self._base >= _TOP * (self._peak - self._base)]
        reached = sum(top) / len(top) - self._base
        if not self._base_sure or abs(self._base) > self._corridor or reached > LARGEST_RANGE:
            return None
        if reached < PARTIAL_OF_RANGE * self._expected:
            return None
        complete = reached >= self._begin
        if self._own:
            complete = complete and reached >= COMPLETE_OF_OWN_RANGE * self._expected
        repetition = self._timed(reached, complete=complete)
        if repetition.end_s - repetition.start_s < SHORTEST_S:
            return None
        if complete:
            self._own.append(reached)
            self._known_rest = self._base
        return repetition

    def _timed(self, reached: float, *, complete: bool) -> Repetition:
        up = rise(self._trace, self._base, reached)
        down = fall(self._trace, self._base, reached)
        start_s = max(up.start_s, self._last_end_s)
        last_s = max(down.start_s, up.end_s) if down.start_s > up.end_s else (down.start_s + up.end_s) / 2
        end_s = max(min(down.end_s, self._trough_s) if self._turned else down.end_s, last_s)
        first_s = min(up.end_s, last_s)
        return Repetition(
            start_s=start_s,
            peak_s=(first_s + last_s) / 2,
            end_s=end_s,
            range=reached * self.counting.reach,
            up_s=max(first_s - start_s, 0.0),
            hold_s=max(last_s - first_s, 0.0),
            down_s=max(end_s - last_s, 0.0),
            complete=complete,
        )
