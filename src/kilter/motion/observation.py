"""What one frame shows of the person: signals of the working side, and why some could not be seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.motion.frames import LandmarkFrame


class Unseen(StrEnum):
    """Why something is not assessed."""

    NO_PERSON = "no_person"
    TOO_SMALL = "too_small"
    CUT_OFF = "cut_off"
    HIDDEN = "hidden"
    WRONG_VIEW = "wrong_view"
    IMPLAUSIBLE = "implausible"
    TOO_COARSE = "too_coarse"
    """The camera's error from this view is larger than what the check has to tell apart."""
    NOT_REACHED = "not_reached"
    """The movement never came to where the check looks."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One frame, read.

    Args:
        t_s: seconds since the start of the recording or of the live session.
        present: whether a person is seen well enough to follow.
        values: each wanted signal in its unit (degrees, centimetres, per cent); NaN where not seen in this frame.
        unseen: why a signal is missing; for the whole frame when ``present`` is False.
        trouble: what is wrong with the picture as a whole, or None.
    """

    t_s: float
    present: bool
    values: Mapping[Signal, float]
    unseen: Mapping[Signal, Unseen]
    trouble: Unseen | None = None


class Observer(Protocol):
    """Turns landmark frames into observations; keeps what it needs of the frames before."""

    def observe(self, frame: LandmarkFrame, working: Side) -> Observation:
        """Read one frame for a working side; never raises for what the frame shows."""
        ...
