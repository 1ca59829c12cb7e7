"""The few things that services need from the outside."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kilter.motion.gait import GaitAssessment


class WalkReader(Protocol):
    """Reads a recorded walk and assesses it."""

    def __call__(self, file: str, /) -> "GaitAssessment":
        """Assess the walk in a file, by the name that the screening gives it.

        Raises:
            DataError: the file is no readable recording.
            CaptureError: it shows no walk.
        """
        ...
