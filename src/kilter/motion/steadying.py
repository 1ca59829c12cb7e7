"""One signal, steadied as it comes in: a short centred window, a fixed delay, no shift in time."""

from collections import deque
from math import isfinite

HALF_WINDOW_S = 0.12
LONGEST_BRIDGED_GAP_S = 0.5
_FOOT = 1.3 * HALF_WINDOW_S

Sample = tuple[float, float]
"""A time in seconds and a value."""


class Steadied:
    """A weighted mean of time and value over 0.12 s to either side of each sample.

    The mean of the times goes with the mean of the values, so a signal that changes steadily is not shifted, however
    irregular the frames are. The delay is 0.12 s and at most one frame more. Memory is that of the window.
    """

    __slots__ = ("_next", "_window")

    def __init__(self) -> None:
        self._window: deque[Sample] = deque(maxlen=256)
        self._next = 0

    def feed(self, t_s: float, value: float) -> list[Sample]:
        """Take one sample.

        Args:
            t_s: seconds, later than all before.
            value: in the unit of the signal; not finite where it was not seen, and then passed over.

        Returns:
            the samples that are steadied now, in order.
        """
        if not isfinite(value):
            return []
        done: list[Sample] = []
        window = self._window
        if window and t_s - window[-1][0] > LONGEST_BRIDGED_GAP_S:
            done = self.flush()
        if len(window) == window.maxlen:
            self._next = max(self._next - 1, 0)
        window.append((t_s, value))
        while self._next < len(window) and window[self._next][0] + HALF_WINDOW_S <= t_s:
            done.append(self._centred(window[self._next][0]))
            self._next += 1
        if done:
            oldest = window[min(self._next, len(window) - 1)][0] - HALF_WINDOW_S
            while window[0][0] < oldest:
                window.popleft()
                self._next -= 1
        return done

    def flush(self) -> list[Sample]:
        """Steady what is still waiting with what there is, and begin anew."""
        done = [self._centred(t_s) for t_s, _ in list(self._window)[self._next :]]
        self._window.clear()
        self._next = 0
        return done

    def _centred(self, centre_s: float) -> Sample:
        weights = times = values = 0.0
        for t_s, value in self._window:
            away = t_s - centre_s if t_s > centre_s else centre_s - t_s
            if away <= HALF_WINDOW_S:
                weight = 1.0 - away / _FOOT
                weights += weight
                times += weight * (t_s - centre_s)
                values += weight * value
        return centre_s + times / weights, values / weights
