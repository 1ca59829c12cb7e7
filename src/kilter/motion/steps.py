"""Steps of one leg, told as they land: a state machine for a movement that ends at its peak.

In walking the rest of one side is the peak of the other, so the signal never comes back by the same movement, and a
camera from behind reads each step as long as it likes. What tells a step is that the signal climbs far enough above
its last low, and then stays or turns; nothing counts again before it has come down.
"""

from math import inf, isfinite

from kilter.motion.repetitions import BEGIN_TOLERANCE, LARGEST_RANGE, Counting, Repetition
from kilter.motion.steadying import LONGEST_BRIDGED_GAP_S, Sample, Steadied
from kilter.motion.turning import rise

SHORTEST_S = 0.2
SETS_OUT = 0.15
"""Share of the range above the last low from which a step is under way."""
TURNS = 0.2
"""Share of the step below its highest point at which it is over."""
LANDED_S = 0.3
"""A step that has come far enough is over as well when it has not grown for so long."""
STANDS_S = 1.5
"""One that has not come far enough is forgotten after so long."""
_LONGEST_TRACE = 480


class StepCounter:
    """Tells the steps of one signal; the same face as :class:`kilter.motion.repetitions.RepetitionCounter`.

    Args:
        counting: rest and peak of the reference step, and where a step is complete, counted from rest.
    """

    own_range = None
    at_top = False

    def __init__(self, counting: Counting) -> None:
        self.counting = counting
        self._begin = BEGIN_TOLERANCE * abs(counting.begin - counting.rest) / counting.reach
        self._steadied = Steadied()
        self.at_peak = False
        self._last_end_s = -inf
        self._forget()

    def _forget(self) -> None:
        self.moving = False
        self._landed = False
        self._now: Sample = (-inf, 0.0)
        self._low, self._peak, self._grew_s = inf, -inf, -inf
        self._trace: list[Sample] = []

    @property
    def share(self) -> float:
        """How far the step has come now, 0 where it set out and 1 at the reference's end."""
        return self._now[1] - self._low if isfinite(self._low) else 0.0

    @property
    def near_rest(self) -> bool:
        """Whether no step is under way and the signal is near its last low."""
        return not self.moving and not self._landed and self._now[1] <= self._low + SETS_OUT

    def feed(self, t_s: float, value: float) -> tuple[Repetition, ...]:
        """Take one sample.

        Args:
            t_s: seconds, later than all before.
            value: in the unit of the signal; not finite where it was not seen.

        Returns:
            the steps that have landed now, complete or partial; hardly ever more than one.
        """
        self.at_peak = False
        if not isfinite(value):
            return ()
        steps = [self._take(sample) for sample in self._steadied.feed(t_s, self.counting.share(value))]
        return tuple(step for step in steps if step is not None)

    def drop(self) -> None:
        """Forget a step that has begun: the person left the position, or is not seen."""
        self._steadied.flush()
        self._forget()

    def _take(self, sample: Sample) -> Repetition | None:
        t_s, reading = sample
        if self._trace and t_s - self._now[0] > 2 * LONGEST_BRIDGED_GAP_S:
            self._forget()
        self._now = sample
        self._trace.append(sample)
        if len(self._trace) > _LONGEST_TRACE:
            del self._trace[: _LONGEST_TRACE // 2]
        if self._landed:
            self._come_down(reading)
        elif self.moving:
            return self._step(t_s, reading)
        else:
            self._stand(t_s, reading)
        return None

    def _come_down(self, reading: float) -> None:
        """After a step: the other leg brings the signal down again."""
        self._peak = max(self._peak, reading)
        if reading < self._peak - TURNS * min(self._peak - self._low, 1.0):
            self._landed, self._low, self._trace = False, reading, [self._now]

    def _stand(self, t_s: float, reading: float) -> None:
        if reading < self._low:
            self._low, self._trace = reading, [(t_s, reading)]
        if reading > self._low + SETS_OUT:
            self.moving = self.at_peak = True
            self._peak, self._grew_s = reading, t_s

    def _step(self, t_s: float, reading: float) -> Repetition | None:
        if reading > self._peak:
            self._peak, self._grew_s, self.at_peak = reading, t_s, True
        reached = self._peak - self._low
        complete = self._begin <= reached <= LARGEST_RANGE
        turned = reading < self._peak - TURNS * min(reached, 1.0)
        if not turned and t_s - self._grew_s < (LANDED_S if complete else STANDS_S):
            return None
        self.moving, self._landed = False, complete
        way = rise(self._trace, self._low, reached)
        if not complete:
            self._low, self._trace = reading, [(t_s, reading)]
            return None
        start_s, end_s = max(way.start_s, self._last_end_s), max(way.end_s, way.start_s)
        if end_s - start_s < SHORTEST_S:
            return None
        self._last_end_s = end_s
        return Repetition(
            start_s=start_s,
            peak_s=end_s,
            end_s=end_s,
            range=reached * self.counting.reach,
            up_s=end_s - start_s,
            hold_s=0.0,
            down_s=0.0,
            complete=True,
        )
