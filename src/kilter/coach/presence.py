"""Whether the person is seen, and what is wrong with the picture, with patience for single frames."""

from math import inf

from kilter.motion.observation import Unseen

LOST_AFTER_S = 0.5
TROUBLE_AFTER_S = 1.0
TROUBLE_OVER_AFTER_S = 2.0


class Presence:
    """Follows whether somebody is there."""

    def __init__(self) -> None:
        self.seen = False
        self._last_seen_s = -inf

    def feed(self, t_s: float, *, present: bool) -> bool:
        """Take one frame at a time in seconds; whether the person was found or lost now."""
        if present:
            self._last_seen_s = t_s
            changed, self.seen = not self.seen, True
            return changed
        if self.seen and t_s - self._last_seen_s > LOST_AFTER_S:
            self.seen = False
            return True
        return False


class Trouble:
    """Tells what is wrong once for each time that it lasts."""

    def __init__(self) -> None:
        self._since_s: dict[Unseen, float] = {}
        self._seen_s: dict[Unseen, float] = {}
        self._told: set[Unseen] = set()

    def feed(self, t_s: float, reason: Unseen | None) -> Unseen | None:
        """Take what is wrong in one frame, or None; returns it when it has lasted a second and was not told yet."""
        for known, seen_s in list(self._seen_s.items()):
            if known is not reason and t_s - seen_s > TROUBLE_OVER_AFTER_S:
                del self._seen_s[known], self._since_s[known]
                self._told.discard(known)
        if reason is None:
            return None
        self._seen_s[reason] = t_s
        since_s = self._since_s.setdefault(reason, t_s)
        if reason in self._told or t_s - since_s < TROUBLE_AFTER_S:
            return None
        self._told.add(reason)
        return reason
