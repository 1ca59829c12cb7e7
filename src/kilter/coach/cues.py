"""What is said when: one thing at a time, the one that matters most, and never a stream of words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

from kilter.coach.events import CueKind, CueSpoken
from kilter.language import mark, say
from kilter.motion.faults import Fault

BETWEEN_CUES_S = 3.0
BETWEEN_SAME_S = 8.0
_STAYS_DUE_S = 2.0
PRAISE = (mark("That is it."), mark("Well corrected."), mark("Yes, just like that."), mark("Good, keep that."))


@dataclass(slots=True)
class CueBook:
    """Remembers what was said, and chooses what to say next.

    Args:
        order: the ids of the checks in the order of the file.
    """

    order: Mapping[str, int]
    _spoken_s: dict[str, float] = field(default_factory=dict)
    _last_s: float = -inf
    _due: dict[str, tuple[float, Fault]] = field(default_factory=dict)
    _praised: int = 0

    def note(self, t_s: float, faults: Iterable[Fault]) -> None:
        """Faults seen at a time (s): they stay due for two seconds."""
        for fault in faults:
            self._due[fault.check.id] = (t_s, fault)

    def choose(self, t_s: float) -> CueSpoken | None:
        """The correction to say now, if any: major ones first, then by size, then by their order."""
        if self._due:
            self._due = {key: due for key, due in self._due.items() if t_s - due[0] <= _STAYS_DUE_S}
        if not self._due or t_s - self._last_s < BETWEEN_CUES_S:
            return None
        ready = [
            fault for key, (_, fault) in self._due.items() if t_s - self._spoken_s.get(key, -inf) >= BETWEEN_SAME_S
        ]
        if not ready:
            return None
        fault = min(ready, key=self._rank)
        del self._due[fault.check.id]
        return self._speak(t_s, fault.check.say, fault.check.id, CueKind.CORRECTION)

    def praise(self, t_s: float, check_id: str) -> CueSpoken | None:
        """Praise for a fault that was corrected aloud and is mended, unless something was said just now."""
        if check_id not in self._spoken_s or t_s - self._last_s < BETWEEN_CUES_S:
            return None
        self._praised += 1
        return self._speak(t_s, say(PRAISE[(self._praised - 1) % len(PRAISE)]), f"mended:{check_id}", CueKind.PRAISE)

    def advise(self, t_s: float, text: str, about: str) -> CueSpoken | None:
        """Advice about the camera, under the same rules."""
        key = f"advice:{about}"
        if t_s - self._last_s < BETWEEN_CUES_S or t_s - self._spoken_s.get(key, -inf) < BETWEEN_SAME_S:
            return None
        return self._speak(t_s, text, key, CueKind.ADVICE)

    def _speak(self, t_s: float, text: str, key: str, kind: CueKind) -> CueSpoken:
        self._spoken_s[key] = self._last_s = t_s
        return CueSpoken(t_s, text, key, kind)

    def _rank(self, fault: Fault) -> tuple[bool, float, int]:
        size = fault.beyond / max(abs(fault.check.limit), 1.0)
        return (not fault.check.major, -size, self.order[fault.check.id])
