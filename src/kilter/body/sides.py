"""Left and right: a side is a first-class unit, never an index."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from kilter.language import say_as

T = TypeVar("T")
U = TypeVar("U")


class Side(StrEnum):
    """One side of the body."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT

    @property
    def word(self) -> str:
        """The side in the language that is spoken."""
        return say_as("side", "left") if self is Side.LEFT else say_as("side", "right")


@dataclass(frozen=True, slots=True)
class PerSide(Generic[T]):
    """The same kind of thing for the left and for the right."""

    left: T
    right: T

    def __getitem__(self, side: Side) -> T:
        return self.left if side is Side.LEFT else self.right

    def __iter__(self) -> Iterator[T]:
        return iter((self.left, self.right))

    def map(self, change: Callable[[T], U]) -> "PerSide[U]":
        """Apply one change to both sides."""
        return PerSide(change(self.left), change(self.right))

    @property
    def mirrored(self) -> "PerSide[T]":
        """The pair with left and right swapped."""
        return PerSide(self.right, self.left)

    @classmethod
    def build(cls, make: Callable[[Side], T]) -> "PerSide[T]":
        """Make the pair by asking once for each side."""
        return cls(make(Side.LEFT), make(Side.RIGHT))
