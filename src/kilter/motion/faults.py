"""Faults: a signal beyond a limit for long enough, told while it happens, and what could not be judged."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf, isfinite, nan
from statistics import median
from types import MappingProxyType

from kilter.body.signals import Signal
from kilter.motion.observation import Unseen
from kilter.motion.steadying import LONGEST_BRIDGED_GAP_S

FROM_OWN_REST = frozenset(
    {
        Signal.LUMBAR_EXTENSION,
        Signal.PELVIS_OBLIQUITY,
        Signal.PELVIS_ROLL,
        Signal.TRUNK_ROTATION,
        Signal.HEEL_HEIGHT,
        Signal.FOOT_PROGRESSION,
        Signal.FRONTAL_PLANE_KNEE_ANGLE,
        Signal.ANKLE_SEPARATION,
    }
)
"""Signals that count from the person's own rest.

People differ in them by as much as their limits allow (the curve of a back, the turn of a foot, the shape of a heel),
and a camera that stands a little askew shifts them for good; the change from rest is what the cue is about.
"""
SEEN_ENOUGH = 0.5
"""Share of a repetition in which a signal must be seen to be judged."""
TIMING_ERROR_S = 0.25
"""By how much a measured time may be off: a lowering must be too short by more than this."""
_SMOOTHING_S = 0.08
_MOST_LEARNT, _LEAST_LEARNT = 60, 5
_SLACK: Mapping[str, float] = MappingProxyType({"deg": 1.0, "cm": 0.5, "percent": 3.0, "s": 0.0})
_ROUND = 0.1

Path = tuple[float, ...]
"""What a signal reads along the reference movement, at even shares of the way from rest to peak."""


def along(path: Path, share: float) -> float:
    """What a path reads at a share of the way, which is 0 at rest and 1 at the peak.

    >>> along((0.0, 10.0, 30.0), 0.75)
    20.0
    """
    place = min(max(share, 0.0), 1.0) * (len(path) - 1)
    index = min(int(place), len(path) - 2)
    return path[index] + (place - index) * (path[index + 1] - path[index])


@dataclass(frozen=True, slots=True)
class Check:
    """What a focus cue looks at.

    Args:
        id: of the cue.
        say: what is said, in positive words.
        signal, unit: what is looked at, and its unit.
        limit: the value that should not be passed.
        read_limit: what a camera reads when the value is at the limit: it may see half of a lean. None where it is
            taken at its word.
        above: whether values above the limit are the fault, or those below it.
        for_s: how long it has to last.
        major: whether it spoils the repetition.
        path: what the signal reads along the reference movement; where that is beyond the limit itself, nothing is
            judged.
    """

    id: str
    say: str
    signal: Signal
    unit: str
    limit: float
    above: bool
    for_s: float
    major: bool
    path: Path
    read_limit: float | None = None

    @property
    def from_own_rest(self) -> bool:
        """Whether the signal counts from where the person rests."""
        return self.signal in FROM_OWN_REST

    @property
    def slack(self) -> float:
        """By how much a fault must pass its limit to be told, and fall back inside it to be over."""
        return _SLACK[self.unit]

    def beyond(self, value: float) -> float:
        """By how much a value that was read passes the limit; negative inside it."""
        limit = self.limit if self.read_limit is None else self.read_limit
        return value - limit if self.above else limit - value

    def asks_for(self, share: float) -> bool:
        """Whether the reference keeps to the limit about this share of the way, so that it can be asked for."""
        if share >= 1.0 - _ROUND / 2:
            return self._keeps(self.path[-1])
        return all(
            self._keeps(along(self.path, share + off)) for off in (-_ROUND, 0.0, _ROUND) if 0.0 <= share + off <= 1.0
        )

    def _keeps(self, value: float) -> bool:
        return value <= self.limit if self.above else value >= self.limit


@dataclass(slots=True)
class Fault:
    """A fault that was seen.

    Args:
        check: which.
        start_s, end_s: when it began and was last seen.
        worst: the value furthest beyond the limit, in the unit of the signal.
        beyond: by how much that passes the limit.
    """

    check: Check
    start_s: float
    end_s: float
    worst: float
    beyond: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found in one repetition or hold.

    Args:
        check: which.
        faults: what was seen, in order.
        unseen: why nothing can be told; None when it was seen well enough.
        asked: whether the movement came to where the check applies.
    """

    check: Check
    faults: tuple[Fault, ...]
    unseen: Unseen | None = None
    asked: bool = True


class FaultWatch:
    """Watches one check, repetition by repetition; memory does not grow."""

    def __init__(self, check: Check) -> None:
        self.check = check
        self._learnt: list[float] = []
        self._shift = 0.0 if not check.from_own_rest else nan
        self._smooth, self._smooth_s = nan, -inf
        self.open()

    def open(self) -> None:
        """A repetition or hold begins."""
        self._asked = self._seen = 0
        self._reasons: Counter[Unseen] = Counter()
        self._faults: list[Fault] = []
        self._running: Fault | None = None
        self._told = False

    @property
    def ready(self) -> bool:
        """Whether the person's rest is known as far as this check needs it."""
        return isfinite(self._shift)

    def learn(self, value: float) -> None:
        """What the signal reads while the person rests in position; only the first second or two is kept."""
        if len(self._learnt) < _MOST_LEARNT and isfinite(value) and self.check.from_own_rest:
            self._learnt.append(value)
            if len(self._learnt) >= _LEAST_LEARNT:
                self._shift = self.check.path[0] - median(self._learnt)

    def feed(self, t_s: float, value: float, share: float, unseen: Unseen | None) -> Fault | None:
        """Take one sample of a repetition or hold.

        Args:
            t_s: seconds, later than all before.
            value: in the unit of the signal; not finite where it was not seen.
            share: how far the movement has come, from 0 at rest to 1 at the peak.
            unseen: why the value is missing or not to be trusted, or None.

        Returns:
            the fault, once, as soon as it has lasted long enough.
        """
        if not self.check.asks_for(min(max(share, 0.0), 1.0)):
            self.interrupt()
            return None
        self._asked += 1
        if unseen is not None or not isfinite(value):
            self._reasons[unseen or Unseen.HIDDEN] += 1
            return None
        value = self._smoothed(t_s, value + self._shift)
        if not isfinite(value):
            self._reasons[Unseen.TOO_COARSE] += 1
            return None
        self._seen += 1
        return self._judge(t_s, value)

    def close(self) -> Verdict:
        """The repetition or hold is over: what was found in it."""
        self.interrupt()
        seen_enough = self._seen >= SEEN_ENOUGH * self._asked
        unseen = None if seen_enough or self._faults else self._reasons.most_common(1)[0][0]
        return Verdict(self.check, tuple(self._faults), unseen, self._asked > 0)

    def _smoothed(self, t_s: float, value: float) -> float:
        elapsed_s = t_s - self._smooth_s
        if elapsed_s > LONGEST_BRIDGED_GAP_S or not isfinite(self._smooth):
            self._smooth = value
            self._running = None
        else:
            self._smooth += (1.0 - exp(-elapsed_s / _SMOOTHING_S)) * (value - self._smooth)
        self._smooth_s = t_s
        return self._smooth

    def _judge(self, t_s: float, value: float) -> Fault | None:
        beyond = self.check.beyond(value)
        running = self._running
        if running is None:
            if beyond > 0.0:
                self._running, self._told = Fault(self.check, t_s, t_s, value, beyond), False
            return None
        if beyond < -self.check.slack:
            self.interrupt()
            return None
        running.end_s = t_s
        if beyond > running.beyond:
            running.worst, running.beyond = value, beyond
        clear = running.beyond > self.check.slack
        if clear and not self._told and t_s - running.start_s >= self.check.for_s:
            self._told = True
            self._faults.append(running)
            return running
        return None

    @property
    def beyond_now(self) -> bool:
        """Whether the signal is beyond its limit now."""
        return self._running is not None

    def interrupt(self) -> None:
        """The movement is not judged for a while: what is beyond its limit now does not last on."""
        self._running = None


def lowering_fault(check: Check, lowering_s: float, end_s: float) -> Fault | None:
    """The fault of a lowering that was too short by more than its time can be measured, or None.

    Args:
        check: with a limit in seconds.
        lowering_s: how long the lowering took.
        end_s: when it was over.
    """
    beyond_s = check.beyond(lowering_s)
    return Fault(check, end_s - lowering_s, end_s, lowering_s, beyond_s) if beyond_s > TIMING_ERROR_S else None


def worst_of(faults: Sequence[Fault]) -> Fault:
    """The fault furthest beyond its limit.

    Args:
        faults: of one check, at least one.
    """
    return max(faults, key=lambda fault: fault.beyond)
