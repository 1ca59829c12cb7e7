"""The few things that services need from the outside."""

from collections.abc import Callable

from kilter.motion.gait import GaitAssessment

WalkReader = Callable[[str], GaitAssessment]
"""Reads a recorded walk, by the name the screening gives its file, and assesses it.

Raises:
    DataError: the file is no readable recording.
    CaptureError: it shows no walk.
"""
