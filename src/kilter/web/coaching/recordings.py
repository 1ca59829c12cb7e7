"""Recordings of landmarks: as a page sends them, as they are kept, and as arrays."""

import struct
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kilter.body.landmarks import LANDMARKS
from kilter.errors import DataError, Problem
from kilter.motion.filters import Array, Mask

VERSION = 1
HEADER = struct.Struct("<BBHHHII")
"""Version, nothing, width, height, nothing, number of frames, nothing."""
FRAME = np.dtype([("t_ms", "<u4"), ("flags", "<u2"), ("points", "<u2", (LANDMARKS, 3))])
PRESENT = 1
MOST_BYTES = 1_000_000
_LEAST_SHARE, _SHARES = -0.5, 2.0
_FULL = 65_535
_KEPT = struct.Struct("<BHHI")
_STEPS = 4095
"""A landmark is kept to a two-thousandth of the picture, which no eye tells from the whole."""
_VISIBILITY_STEPS = 255
_MEND = "Record the set again."


@dataclass(frozen=True, slots=True, eq=False)
class SkeletonRecording:
    """A set as a moving skeleton.

    Args:
        t_s: (T,) seconds from the first frame, rising.
        present: (T,) whether somebody was seen.
        image: (T, 33, 2) shares of width and height of the picture, x right and y down; NaN where nobody was seen.
        visibility: (T, 33) from 0 to 1; 0 where nobody was seen.
        width_px, height_px: of the picture.
    """

    t_s: Array
    present: Mask
    image: Array
    visibility: Array
    width_px: int
    height_px: int


def read_sent(data: bytes) -> SkeletonRecording:
    """Read a recording as a page sends it.

    Raises:
        DataError: it is none.
    """
    if not HEADER.size <= len(data) <= MOST_BYTES:
        raise _wrong(f"It has {len(data)} bytes, and may have from {HEADER.size} to {MOST_BYTES}.")
    version, first, width_px, height_px, second, frames, third = HEADER.unpack_from(data)
    if version != VERSION or first or second or third:
        raise _wrong(f"It is not of version {VERSION}.")
    if not (width_px and height_px and frames):
        raise _wrong("It has no picture or no frame.")
    if len(data) != HEADER.size + frames * FRAME.itemsize:
        raise _wrong(f"{frames} frames do not have {len(data)} bytes.")
    sent = np.frombuffer(data, dtype=FRAME, offset=HEADER.size)
    t_ms, flags = sent["t_ms"].astype(np.int64), sent["flags"]
    if t_ms[0] != 0 or (np.diff(t_ms) <= 0).any():
        raise _wrong("Its times do not rise from 0.")
    if (flags & ~np.uint16(PRESENT)).any():
        raise _wrong("It has flags that do not exist.")
    points = sent["points"].astype(np.float64) / _FULL
    return _recording(t_ms, (flags & PRESENT).astype(bool), points[..., :2], points[..., 2], (width_px, height_px))


def write_sent(recording: SkeletonRecording) -> bytes:
    """The bytes in which a page sends a recording; for clients that are no browser."""
    sent = np.zeros(len(recording.t_s), dtype=FRAME)
    sent["t_ms"] = np.round(recording.t_s * 1000)
    sent["flags"] = recording.present
    sent["points"][..., :2] = _steps_of(recording, _FULL)
    sent["points"][..., 2] = np.round(recording.visibility * _FULL)
    header = HEADER.pack(VERSION, 0, recording.width_px, recording.height_px, 0, len(sent), 0)
    return header + sent.tobytes()


def pack(recording: SkeletonRecording) -> bytes:
    """The bytes in which a recording is kept: changes from frame to frame, packed."""
    frames = len(recording.t_s)
    t_ms = np.diff(np.round(recording.t_s * 1000).astype("<u4"), prepend=np.uint32(0)).astype("<u4")
    steps = np.diff(_steps_of(recording, _STEPS).astype("<u2").reshape(frames, -1), axis=0, prepend=np.uint16(0))
    visibility = np.round(recording.visibility * _VISIBILITY_STEPS).astype(np.uint8)
    parts = (
        t_ms.tobytes(),
        recording.present.astype(np.uint8).tobytes(),
        (steps & 255).astype(np.uint8).tobytes(),
        (steps >> 8).astype(np.uint8).tobytes(),
        np.diff(visibility, axis=0, prepend=np.uint8(0)).tobytes(),
    )
    header = _KEPT.pack(VERSION, recording.width_px, recording.height_px, frames)
    return header + zlib.compress(b"".join(parts), 9)


def unpack(content: bytes) -> SkeletonRecording:
    """Read a recording as it is kept.

    Raises:
        DataError: it is damaged.
    """
    if len(content) < _KEPT.size:
        raise _wrong("It is cut short.")
    version, width_px, height_px, frames = _KEPT.unpack_from(content)
    most = MOST_BYTES // FRAME.itemsize
    if version != VERSION or not (width_px and height_px and 0 < frames <= most):
        raise _wrong("It is damaged.")
    sizes = np.cumsum([4 * frames, frames, *(2 * LANDMARKS * frames,) * 2, LANDMARKS * frames])
    packed = zlib.decompressobj()
    try:
        plain = packed.decompress(content[_KEPT.size :], int(sizes[-1]))
    except zlib.error:
        raise _wrong("It is damaged.") from None
    if len(plain) != sizes[-1]:
        raise _wrong("It is damaged.")
    part = [np.frombuffer(each, np.uint8) for each in np.split(np.frombuffer(plain, np.uint8), sizes[:-1])]
    t_ms = np.cumsum(part[0].copy().view("<u4").astype(np.int64))
    steps = (part[2].astype(np.uint16) | (part[3].astype(np.uint16) << 8)).reshape(frames, -1)
    image = np.cumsum(steps, axis=0, dtype=np.uint16).reshape(frames, LANDMARKS, 2) / _STEPS
    visibility = np.cumsum(part[4].reshape(frames, LANDMARKS), axis=0, dtype=np.uint8) / _VISIBILITY_STEPS
    if t_ms[0] != 0 or (np.diff(t_ms) <= 0).any() or (image > 1.0).any():
        raise _wrong("It is damaged.")
    return _recording(t_ms, part[1].astype(bool), image, visibility, (width_px, height_px))


def _recording(
    t_ms: NDArray[np.int64], present: Mask, points: Array, visibility: Array, size_px: tuple[int, int]
) -> SkeletonRecording:
    """From steps as shares of their range to shares of the picture."""
    image = points * _SHARES + _LEAST_SHARE
    image[~present] = np.nan
    seen = np.where(present[:, None], visibility, 0.0)
    return SkeletonRecording(t_ms / 1000.0, present, image, seen, *size_px)


def _steps_of(recording: SkeletonRecording, full: int) -> Array:
    """Where landmarks are, in whole steps of the range; 0 where nobody was seen."""
    shares = np.nan_to_num((recording.image - _LEAST_SHARE) / _SHARES, nan=0.0)
    return np.asarray(np.round(np.clip(shares, 0.0, 1.0) * full))


def _wrong(what: str) -> DataError:
    return DataError(Problem("recording", f"This is no recording of a set. {what}", _MEND))
