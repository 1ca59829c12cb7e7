"""How long a position is held: a clock that runs only while the signal stays within its bound."""

from dataclasses import dataclass
from math import inf, isfinite

from kilter.motion.steadying import HALF_WINDOW_S, LONGEST_BRIDGED_GAP_S, Sample, Steadied

LONGEST_FORGIVEN_LAPSE_S = 0.3


@dataclass(frozen=True, slots=True)
class Bound:
    """Between which values a position counts as held.

    Args:
        at_least, at_most: in the unit of the signal; infinite where there is no bound.
        slack: by how much a signal that was inside may overstep before it is outside.
    """

    at_least: float = -inf
    at_most: float = inf
    slack: float = 1.0

    def within(self, value: float, *, slack: float = 0.0) -> bool:
        """Whether a value lies inside, or outside by no more than a slack."""
        return self.at_least - slack <= value <= self.at_most + slack

    def edge_between(self, before: Sample, after: Sample) -> float:
        """The time (s) at which a straight line between two samples crosses the bound they lie on either side of."""
        (start_s, first), (end_s, second) = before, after
        low, high = min(first, second), max(first, second)
        for edge in (self.at_least, self.at_most):
            if low < edge < high:
                return start_s + (end_s - start_s) * (edge - first) / (second - first)
        return end_s


class HoldClock:
    """Adds up the time within a bound.

    A lapse of up to 0.3 s counts as held, a longer one not at all. A gap in seeing of up to 0.5 s is bridged, a longer
    one ends the hold where it was last seen. Memory does not grow.
    """

    __slots__ = ("_before", "_bound", "_closed_s", "_longest_s", "_seen_s", "_since_s", "_steadied", "_until_s")

    def __init__(self, bound: Bound) -> None:
        self._bound = bound
        self._steadied = Steadied()
        self._closed_s = self._longest_s = 0.0
        self._since_s: float | None = None
        self._until_s = -inf
        self._seen_s = -inf
        self._before: Sample | None = None

    @property
    def held(self) -> bool:
        """Whether the position is held now, a forgiven lapse included."""
        return self._since_s is not None

    @property
    def in_bound(self) -> bool:
        """Whether the last sample lay inside."""
        return self.held and self._until_s == self._seen_s

    @property
    def total_s(self) -> float:
        """Seconds held in all."""
        return self._closed_s + self._running_s

    @property
    def longest_s(self) -> float:
        """Seconds of the longest hold without a lapse."""
        return max(self._longest_s, self._running_s)

    @property
    def _running_s(self) -> float:
        return 0.0 if self._since_s is None else self._until_s - self._since_s

    def feed(self, t_s: float, value: float) -> None:
        """Take one sample: seconds, and the value in the unit of the signal, not finite where it was not seen."""
        if not isfinite(value):
            if t_s - self._seen_s > LONGEST_BRIDGED_GAP_S + 0.2:
                self.stop()
            return
        for sample in self._steadied.feed(t_s, value):
            self._take(sample)

    def stop(self) -> None:
        """End a running hold where it was last within its bound: the person left, or is not seen."""
        for sample in self._steadied.flush():
            self._take(sample)
        self._close()
        self._before = None

    def _take(self, sample: Sample) -> None:
        t_s, value = sample
        before, self._before = self._before, sample
        if t_s - self._seen_s > LONGEST_BRIDGED_GAP_S + HALF_WINDOW_S:
            self._close()
            before = None
        self._seen_s = t_s
        if self._bound.within(value, slack=self._bound.slack if self.held else 0.0):
            if self._since_s is None:
                self._since_s = self._bound.edge_between(before, sample) if before else t_s
            self._until_s = t_s
        elif self._since_s is not None:
            if before is not None and before[0] == self._until_s and self._bound.within(before[1]):
                self._until_s = self._bound.edge_between(before, sample)
            if t_s - self._until_s > LONGEST_FORGIVEN_LAPSE_S:
                self._close()

    def _close(self) -> None:
        self._closed_s += self._running_s
        self._longest_s = max(self._longest_s, self._running_s)
        self._since_s = None
