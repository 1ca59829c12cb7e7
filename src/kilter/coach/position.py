"""Whether the person is in the position of the exercise, judged generously: a camera may be ten degrees off."""

from collections.abc import Mapping
from enum import Enum, auto
from math import isfinite

from kilter.body.signals import Signal
from kilter.motion.faults import Path

NEAR_DEG = 35.0
FAR_DEG = 55.0
"""Two signals further off than this are another position,"""
VERY_FAR_DEG = 75.0
"""and one alone is, further off than this."""
ENTER_S = 0.5
LEAVE_S = 1.0
_PLACES = (0.0, 0.25, 0.5, 0.75, 1.0)


class Fit(Enum):
    """How well a pose fits the exercise."""

    IN = auto()
    BETWEEN = auto()
    OUT = auto()
    UNSEEN = auto()


class PositionGate:
    """Compares a pose with the reference movement.

    Args:
        paths: what each signal that tells a pose reads along the reference.
    """

    def __init__(self, paths: Mapping[Signal, Path]) -> None:
        self._signals = tuple(paths)
        self._places = tuple(
            tuple(path[round(place * (len(path) - 1))] for path in paths.values()) for place in _PLACES
        )

    def fit(self, values: Mapping[Signal, float]) -> Fit:
        """How well one frame fits the part of the reference that it is nearest to."""
        seen = [(index, values.get(signal)) for index, signal in enumerate(self._signals)]
        known = [(index, value) for index, value in seen if value is not None and isfinite(value)]
        if not known:
            return Fit.UNSEEN
        best, nearest = Fit.OUT, False
        for place in self._places:
            far = near = 0
            very_far = False
            for index, value in known:
                away = abs(value - place[index])
                away = min(away, 360.0 - away) if away < 360.0 else away
                near += away <= NEAR_DEG
                far += away > FAR_DEG
                very_far = very_far or away > VERY_FAR_DEG
            nearest = nearest or near == len(known)
            if far < 2 and not very_far:
                best = Fit.BETWEEN
        return Fit.IN if nearest else best


class Standing:
    """Whether the position is taken up, with patience either way."""

    def __init__(self) -> None:
        self.taken = False
        self._since_s: float | None = None

    def feed(self, t_s: float, fit: Fit) -> bool:
        """Take one frame at a time in seconds; whether this changed."""
        turns = fit is Fit.OUT if self.taken else fit is Fit.IN
        stays = fit in {Fit.IN, Fit.BETWEEN} if self.taken else fit in {Fit.OUT, Fit.BETWEEN}
        if stays:
            self._since_s = None
        elif turns and self._since_s is None:
            self._since_s = t_s
        if self._since_s is None or t_s - self._since_s < (LEAVE_S if self.taken else ENTER_S):
            return False
        self.taken, self._since_s = not self.taken, None
        return True

    def leave(self) -> None:
        """The person is out of sight: begin anew."""
        self.taken, self._since_s = False, None


def moves_together(
    reference: Mapping[Signal, Path], at_rest: Mapping[Signal, float], at_peak: Mapping[Signal, float], reached: float
) -> bool:
    """Whether the rest of the body did in a repetition roughly what the reference does.

    Args:
        reference: what the signals that tell a pose read along the reference.
        at_rest: what they read at the person's rest, degrees.
        at_peak: what they read at the person's peak, degrees.
        reached: how far the repetition went, as a share of the reference's range.

    Returns:
        False when two signals or more did something else: the movement was another one.
    """
    strange = 0
    for signal, path in reference.items():
        moved = at_peak.get(signal, float("nan")) - at_rest.get(signal, float("nan"))
        if not isfinite(moved):
            continue
        asked = (path[-1] - path[0]) * min(max(reached, 0.3), 1.3)
        if abs(asked) >= 25.0:
            strange += moved / asked < 0.1
        else:
            strange += abs(moved - asked) > 60.0
    return strange < 2
