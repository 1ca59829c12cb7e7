"""How fast something may come: so many a second on average, with a reserve for moments when they come together."""

from dataclasses import dataclass


@dataclass(slots=True)
class Pace:
    """Counts what comes.

    Args:
        per_s: how many a second are let through on average.
        over_s: seconds over which they may be uneven.
    """

    per_s: float
    over_s: float
    _reserve: float = 0.0
    _last_s: float | None = None

    def allows(self, at_s: float) -> bool:
        """Whether one more may come at a time (s) of a clock that never goes back."""
        full = self.per_s * self.over_s
        gained = full if self._last_s is None else (at_s - self._last_s) * self.per_s
        self._reserve = min(self._reserve + gained, full)
        self._last_s = at_s
        if self._reserve < 1.0:
            return False
        self._reserve -= 1.0
        return True
