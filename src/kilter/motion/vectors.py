"""Vectors whose coordinates are the numbers of one frame or the arrays of many.

The functions use plain arithmetic and ``trig``, which is ``math`` or ``numpy``, so that one formula serves both.
"""

from typing import Any

# A coordinate is a float of one frame or an array (T,) of many: the formulas do not care.
Number = Any
Vector = tuple[Number, Number, Number]
Level = tuple[Number, Number]
_TINY = 1e-9


def sub(a: Vector, b: Vector) -> Vector:
    """From ``b`` to ``a``."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vector, b: Vector) -> Number:
    """The scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """The vector product."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def unit(a: Vector, trig: Any) -> Vector:
    """A direction of length 1; zero where there is none."""
    shrink = 1.0 / (trig.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]) + _TINY)
    return (a[0] * shrink, a[1] * shrink, a[2] * shrink)


def times(a: Vector, factor: Number) -> Vector:
    """A vector made longer."""
    return (a[0] * factor, a[1] * factor, a[2] * factor)


def without(a: Vector, direction: Vector, along: Number) -> Vector:
    """A vector less its part along a direction."""
    return (a[0] - direction[0] * along, a[1] - direction[1] * along, a[2] - direction[2] * along)


def angle(a: Vector, b: Vector, trig: Any) -> Number:
    """Radians between two vectors, from 0 to pi."""
    across = cross(a, b)
    return trig.atan2(trig.sqrt(dot(across, across)), dot(a, b))


def level_unit(a: Level, trig: Any) -> Level:
    """A level direction of length 1."""
    shrink = 1.0 / (trig.sqrt(a[0] * a[0] + a[1] * a[1]) + _TINY)
    return (a[0] * shrink, a[1] * shrink)


def level_dot(a: Vector, level: Level) -> Number:
    """The part of a vector along a level direction."""
    return a[0] * level[0] + a[1] * level[1]
