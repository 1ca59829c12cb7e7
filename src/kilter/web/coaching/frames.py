"""Frames of landmarks as a browser sends them: bytes of a fixed size to arrays."""

import struct
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

import numpy as np

from kilter.body.landmarks import LANDMARKS
from kilter.motion.filters import Array
from kilter.motion.frames import LandmarkFrame

VERSION = 1
HEADER = struct.Struct("<BBHId")
"""Version, flags, nothing, number of the frame, seconds."""
POINTS_BYTES = LANDMARKS * 3 * 4
PRESENT, WORLD = 1, 2
SIZES = {0: HEADER.size, PRESENT: HEADER.size + POINTS_BYTES, PRESENT | WORLD: HEADER.size + 2 * POINTS_BYTES}
"""Bytes of a frame by its flags."""
MOST_SHARES = 10.0
"""Pictures that a landmark may lie away; what is further is no landmark."""
MOST_M = 10.0
VISIBILITY_SLACK = 0.01
LATEST_S = 1e9
SET_BACK_S, SET_FORWARD_S = 1.0, 600.0
STEP_S = 1 / 30


class Dropped(StrEnum):
    """Why a frame was not looked at."""

    NUMBERS = "numbers"
    CLOCK = "clock"


class NoFrameError(ValueError):
    """The bytes are no frame; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class SentFrame:
    """A frame as it was sent.

    Args:
        number: as the page counts.
        t_s: seconds on the page's clock; may be anything.
        image: (33, 3) shares of width and height, and visibility; None when nobody was seen.
        world_m: (33, 3) metres; None where the page has none.
    """

    number: int
    t_s: float
    image: Array | None
    world_m: Array | None

    @property
    def makes_sense(self) -> bool:
        """Whether the numbers can be landmarks."""
        if self.image is None:
            return True
        # what is no number compares as false
        seen = (np.abs(self.image[:, :2]) <= MOST_SHARES).all()
        likely = (np.abs(self.image[:, 2] - 0.5) <= 0.5 + VISIBILITY_SLACK).all()
        near = self.world_m is None or (np.abs(self.world_m) <= MOST_M).all()
        return bool(seen and likely and near)

    def as_received(self, t_s: float, width_px: int, height_px: int) -> LandmarkFrame:
        """The frame as the coach receives it, at a time (s) of the coach's clock, of a picture of some size."""
        if self.image is None:
            return LandmarkFrame(t_s, None, None, None, width_px, height_px)
        image_px = self.image[:, :2] * (width_px, height_px)
        visibility = np.clip(self.image[:, 2], 0.0, 1.0)
        return LandmarkFrame(t_s, image_px, self.world_m, visibility, width_px, height_px)


def read_frame(data: bytes) -> SentFrame:
    """Read the bytes of one frame.

    Raises:
        NoFrameError: version, flags or size are none of a frame.
    """
    if len(data) < HEADER.size:
        raise NoFrameError(f"A frame has {HEADER.size} bytes or more, this has {len(data)}.")
    version, flags, nothing, number, t_s = HEADER.unpack_from(data)
    if version != VERSION or nothing:
        raise NoFrameError(f"This is no frame of version {VERSION}.")
    if flags not in SIZES:
        raise NoFrameError(f"There are no flags {flags}.")
    if len(data) != SIZES[flags]:
        raise NoFrameError(f"With flags {flags} a frame has {SIZES[flags]} bytes, this has {len(data)}.")
    points = np.frombuffer(data, dtype="<f4", offset=HEADER.size).astype(np.float64).reshape(-1, LANDMARKS, 3)
    return SentFrame(number, t_s, *(points[place] if place < len(points) else None for place in range(2)))


def write_frame(frame: LandmarkFrame, number: int) -> bytes:
    """The bytes in which a page sends a frame; for clients that are no browser."""
    if frame.image_px is None or frame.visibility is None:
        return HEADER.pack(VERSION, 0, 0, number, frame.t_s)
    shares = frame.image_px / (frame.width_px, frame.height_px)
    parts = [np.column_stack((shares, frame.visibility))]
    if frame.world_m is not None:
        parts.append(frame.world_m)
    flags = PRESENT if frame.world_m is None else PRESENT | WORLD
    header = HEADER.pack(VERSION, flags, 0, number, frame.t_s)
    return header + b"".join(part.astype("<f4").tobytes() for part in parts)


@dataclass(frozen=True, slots=True)
class Tick:
    """A time on the page's clock, read.

    Args:
        t_s: seconds on the coach's clock; None where it is no time.
        later: whether it is later than the last.
        was_set: whether the page's clock was set back or far forward.
    """

    t_s: float | None
    later: bool = False
    was_set: bool = False


@dataclass(slots=True)
class PageClock:
    """Follows the clock of the page, which may stand still or be set.

    One that is set back or far forward is followed from there, without a gap.
    """

    _last_s: float | None = None
    _ahead_s: float = 0.0

    def read(self, t_s: float) -> Tick:
        """Take the time (s) of the next frame, whatever it is."""
        if not (isfinite(t_s) and 0.0 <= t_s <= LATEST_S):
            return Tick(None)
        now_s, last_s = t_s + self._ahead_s, self._last_s
        if last_s is None:
            self._last_s = now_s
            return Tick(now_s, later=True)
        jump_s = now_s - last_s
        if jump_s < -SET_BACK_S or jump_s > SET_FORWARD_S:
            self._ahead_s += STEP_S - jump_s
            self._last_s = last_s + STEP_S
            return Tick(self._last_s, later=True, was_set=True)
        self._last_s = max(last_s, now_s)
        return Tick(now_s, later=now_s > last_s)
