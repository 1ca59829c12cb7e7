"""The few things that services need from the outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from kilter.errors import Problem, UsageError
from kilter.services.json_text import end_of_value

if TYPE_CHECKING:
    from kilter.body.sides import Side
    from kilter.knowledge.schema.tests import Test
    from kilter.motion.gait import GaitAssessment
    from kilter.services.movement_tests import TestReading


class WalkReader(Protocol):
    """Reads a recorded walk and assesses it."""

    def __call__(self, file: str, /) -> "GaitAssessment | None":
        """Assess the walk in a file, by the name that the screening gives it.

        Returns:
            the walk; None where the file is a video or keypoints, of which no step can be timed well enough.

        Raises:
            DataError: the file is no readable recording.
            CaptureError: it shows no walk.
        """
        ...


class MovementTestReader(Protocol):
    """Reads a movement test from what a camera saw."""

    def __call__(self, file: str, test: "Test", side: "Side | None", /) -> "TestReading":
        """Read a test in a file, by the name that the screening gives it.

        Raises:
            DataError: the file is no readable recording of landmarks.
            CaptureError: it shows nobody.
        """
        ...


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened, ready to be kept in a person's record.

    Args:
        id: given by whoever writes it, such as a UUID; unique in the record.
        at: when it was written down, with its offset from UTC.
        kind: what happened, in one word.
        body: the rest as JSON text, which is kept character for character.

    Raises:
        UsageError: one of them cannot be kept.
    """

    id: str
    at: datetime
    kind: str
    body: str

    def __post_init__(self) -> None:
        place = f"event {self.id!r}"
        if not (self.id and self.id.isprintable() and self.kind and self.kind.isprintable()):
            what = "The id or the kind is empty, or holds characters that cannot be shown."
            raise UsageError(Problem(place, what, "Use a UUID and a plain word."))
        if self.at.utcoffset() is None:
            raise UsageError(Problem(place, "Its time has no offset from UTC.", "Give the time with its offset."))
        if not _is_json(self.body):
            what = "Its body is not JSON text, or is nested too deeply."
            raise UsageError(Problem(place, what, "Write the body with a JSON library, without NaN and Infinity."))


def _is_json(text: str) -> bool:
    try:
        text.encode()
        return end_of_value(text) == len(text)
    except (ValueError, RecursionError):
        return False


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as a record keeps it.

    Args:
        position: 1, 2, 3 and so on, without gaps, in the order of writing.
        id: as it was given.
        at: the same moment and the same offset from UTC as given.
        kind: as it was given.
        body: as it was given, character for character.
    """

    position: int
    id: str
    at: datetime
    kind: str
    body: str


class EventStore(Protocol):
    """A person's record: events that are only ever added, and never looked into."""

    def read(self, after: int = 0) -> tuple[StoredEvent, ...]:
        """Read the events behind a position, in their order.

        Raises:
            RecordError: the record cannot be read.
        """
        ...

    def append(self, events: Sequence[NewEvent], after: int) -> tuple[StoredEvent, ...]:
        """Add events: all of them or none, and safe from a loss of power before this returns.

        After any other error than these, and after a crash, append the same events again: they are kept once only.

        Args:
            events: in their order.
            after: the last position that the writer has read; 0 for an empty record.

        Returns:
            the events as kept.

        Raises:
            AlreadyKeptError: exactly these are kept already, wherever they stand.
            IdTakenError: an id stands for another event, or twice among these, or only some of these are kept.
            RecordChangedError: the record does not end at ``after``.
            RecordError: the record cannot be written.
        """
        ...
