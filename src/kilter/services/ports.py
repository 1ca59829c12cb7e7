"""The few things that services need from the outside."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    pass


WalkReader: TypeAlias = "Callable[[str], GaitAssessment]"
"""Reads a recorded walk, by the name the screening gives its file, and assesses it.

Raises:
    DataError: the file is no readable recording.
    CaptureError: it shows no walk.
"""
