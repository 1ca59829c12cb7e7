"""The pieces that every part of the report is made of."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or two with the numbers of the sources behind it."""

    text: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and what belongs to it, as in a table of two columns."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its text alternative."""

    svg: str
    alternative: str
    """What the drawing shows, for those who cannot see it."""


class Mark(StrEnum):
    """The sign that stands beside a word, so that no meaning rests on colour."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    NOT_ASSESSED = "not_assessed"
    DIFFERENCE = "difference"
    NO_DIFFERENCE = "no_difference"
    CANNOT_TELL = "cannot_tell"
    NOT_COMPARED = "not_compared"
    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Badge:
    """A word with its sign."""

    mark: Mark
    word: str
    sign: str
    """The character that stands for it; empty where a circle is drawn, filled by how probable it is."""
