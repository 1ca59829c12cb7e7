"""Loops over plain arrays, compiled on their first call and kept beside the source."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """The same function as machine code."""
    return cast("Function", njit(cache=True, fastmath=True)(function))


def inlined(function: Function) -> Function:
    """The same function, compiled into each of its callers: for the innermost loops."""
    return cast("Function", njit(cache=True, fastmath=True, inline="always")(function))
