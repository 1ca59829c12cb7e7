"""The few things that services need from the outside."""

from typing import TYPE_CHECKING, Protocol

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
