"""Smooth curves through a few points, written as SVG path data."""

import math
from dataclasses import dataclass
from itertools import pairwise

_HANDLE = 1 / 3
"""A handle a third of the chord long gives a curve that follows its points without bulging past them."""


@dataclass(frozen=True, slots=True)
class Knot:
    """A point that a curve goes through, in figure units; a corner breaks the curve's direction."""

    x: float
    y: float
    corner: bool = False

    @property
    def mirrored(self) -> "Knot":
        """The same point on the other side of the midline, x = 0."""
        return Knot(-self.x, self.y, self.corner)


@dataclass(frozen=True, slots=True)
class Curve:
    """A smooth curve through knots, open or closed."""

    knots: tuple[Knot, ...]
    closed: bool = True

    @property
    def mirrored(self) -> "Curve":
        """The curve reflected in the midline."""
        return Curve(tuple(knot.mirrored for knot in self.knots), self.closed)

    @property
    def unfolded(self) -> "Curve":
        """The symmetrical curve of which this one is half: closed if the half begins and ends on the midline."""
        back = tuple(knot.mirrored for knot in reversed(self.knots) if knot.x != 0)
        return Curve(self.knots + back, closed=self.knots[0].x == 0)

    @property
    def path(self) -> str:
        """SVG path data, to a tenth of a figure unit."""
        start = self.knots[0]
        pieces = [f"M{_pair(start.x, start.y)}"]
        pieces += [f"C{_pair(*a)} {_pair(*b)} {_pair(*c)}" for a, b, c in self._beziers()]
        return "".join(pieces) + ("Z" if self.closed else "")

    def _beziers(self) -> list[tuple[tuple[float, float], tuple[float, float], tuple[float, float]]]:
        knots = self.knots
        ring = knots + knots[:1] if self.closed else knots
        directions = [self._direction(place) for place in range(len(knots))]
        directions += directions[:1] if self.closed else []
        beziers = []
        for place, (here, there) in enumerate(pairwise(ring)):
            reach = math.hypot(there.x - here.x, there.y - here.y) * _HANDLE
            leave, arrive = directions[place], directions[place + 1]
            first = _towards(here, there) if leave is None else leave
            last = _towards(here, there) if arrive is None else arrive
            beziers.append(
                (
                    (here.x + first[0] * reach, here.y + first[1] * reach),
                    (there.x - last[0] * reach, there.y - last[1] * reach),
                    (there.x, there.y),
                )
            )
        return beziers

    def _direction(self, place: int) -> tuple[float, float] | None:
        """Unit direction of travel at a knot; None at a corner and at a loose end, where each side has its own."""
        count = len(self.knots)
        here = self.knots[place]
        if here.corner or (not self.closed and place in (0, count - 1)):
            return None
        before, after = self.knots[place - 1], self.knots[(place + 1) % count]
        (in_x, in_y), (out_x, out_y) = _towards(before, here), _towards(here, after)
        near = math.hypot(here.x - before.x, here.y - before.y)
        far = math.hypot(after.x - here.x, after.y - here.y)
        # The shorter neighbour decides more: a close pair of knots pins the direction down.
        x, y = in_x * far + out_x * near, in_y * far + out_y * near
        length = math.hypot(x, y) or 1.0
        return x / length, y / length


def curve(knots: str, *, closed: bool = True) -> Curve:
    """Read a curve from text: knots as ``x,y`` between spaces, ``!`` after one that is a corner.

    >>> curve("0,0! 10,0! 10,5!").path
    'M0 0C3.3 0 6.7 0 10 0C10 1.7 10 3.3 10 5C6.7 3.3 3.3 1.7 0 0Z'
    """
    return Curve(tuple(_knot(word) for word in knots.split()), closed)


def _knot(word: str) -> Knot:
    x, y = word.rstrip("!").split(",")
    return Knot(float(x), float(y), word.endswith("!"))


def _towards(here: Knot, there: Knot) -> tuple[float, float]:
    x, y = there.x - here.x, there.y - here.y
    length = math.hypot(x, y) or 1.0
    return x / length, y / length


def _pair(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
