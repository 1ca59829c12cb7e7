"""The one error base of Kilter, split by who can mend what went wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and what would put it right.

    Args:
        place: file, line and key, or whatever locates the fault for the reader.
        what: the fault, in a plain sentence.
        mend: what to do about it, in a plain sentence.
    """

    place: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.mend}".strip()


class KilterError(Exception):
    """Something a person can mend; carries every problem found, not only the first."""

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("an error names at least one problem")
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class DataError(KilterError):
    """A file or its contents are wrong: whoever wrote the file can mend it."""


class CaptureError(KilterError):
    """A recording does not show what is needed: whoever records can mend it."""


class UsageError(KilterError):
    """The call is wrong: whoever typed the command or wrote the calling code can mend it."""


class ShapeError(UsageError):
    """Arrays that belong together differ in shape."""


class RecordError(KilterError):
    """A person's record cannot be read or written where it is kept: whoever looks after that place can mend it."""


class RecordChangedError(RecordError):
    """The record is not as long as the writer believed: the program mends it by reading again."""


class AlreadyKeptError(RecordError):
    """All of these events are kept already, word for word: there is nothing to mend, and nothing left to do."""


class IdTakenError(RecordError):
    """An id stands for another event already: whoever gives out the ids can mend it."""
