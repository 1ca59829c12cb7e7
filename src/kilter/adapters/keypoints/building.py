"""From points as others wrote them to a recording of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from kilter.adapters.keypoints.layouts import Layout
from kilter.body.landmarks import LANDMARKS
from kilter.errors import DataError, Problem, UsageError
from kilter.motion.filters import Array, Mask
from kilter.motion.following import NOBODY, follow
from kilter.motion.landmarks import LandmarkRecording

RATE_HZ = 30.0
# far more than an hour of anything; a file that says more is a mistake
MOST_FRAMES = 1_000_000
MOST_PEOPLE = 20
LARGEST_PX = 100_000.0
_SHARES_END = 4.0


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame as it stands in a file.

    Args:
        place: where in the file, for the reader.
        at: its time in seconds, or its number where the file counts frames.
        bodies: each (33, 3) x, y and visibility; NaN in x and y where not seen.
    """

    place: str
    at: float
    bodies: tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """What `Moment.at` means, and the picture's size where it is known.

    Args:
        counts_frames: whether it is the number of the frame instead of seconds.
        rate_hz: frames a second, for those that are counted; None where nobody said.
        width_px: width of the picture, or None.
        height_px: height of the picture, or None.
    """

    counts_frames: bool
    rate_hz: float | None = None
    width_px: int | None = None
    height_px: int | None = None


def build(path: Path, moments: Sequence[Moment], layout: Layout, clock: Clock) -> LandmarkRecording:
    """Make the recording of the person who exercises.

    Args:
        path: the file, for what is told about it.
        moments: its frames, in the file's order.
        layout: which pose model made them.
        clock: what their times mean.

    Raises:
        DataError: no frames, nobody in any of them, too many, times that stand still or run backwards.
        UsageError: the points are shares of a picture whose size nobody said, or the rate is none.
    """
    if not moments:
        raise DataError(Problem(str(path), "There is not one frame in it.", "Export it again."))
    if len(moments) > MOST_FRAMES:
        what = f"It holds {len(moments):,} frames."
        raise DataError(Problem(str(path), what, f"Cut it; up to {MOST_FRAMES:,} are read."))
    t_s, notes = _times(path, moments, clock)
    bodies = [moment.bodies[:MOST_PEOPLE] for moment in moments]
    most = max([1, *(len(found) for found in bodies)])
    places = np.full((len(moments), most, LANDMARKS, 3), np.nan)
    for place, found in zip(places, bodies, strict=True):
        for number, body in enumerate(found):
            place[number] = body
    seen = np.isfinite(places[..., :2])
    if not seen.any():
        raise DataError(Problem(str(path), "Nobody is in any frame.", "Export the frames that show the person."))
    size_px, shares, told = _size(path, places, clock)
    if shares:
        places[..., :2] *= size_px
    width_px, height_px = size_px
    chosen = follow(t_s, places[..., :2], width_px, height_px) if places.shape[1] > 1 else _only(seen)
    if places.shape[1] > 1:
        told = (*told, "More than one person is in the file; the one who exercises was followed.")
    kept = np.where((chosen == NOBODY)[:, None, None], np.nan, places[np.arange(len(places)), chosen])
    missing: Mask = np.asarray(~np.isfinite(kept[..., :2]).all(axis=-1))
    kept[missing] = np.nan
    return LandmarkRecording(
        t_s=t_s,
        image_px=kept[..., :2].copy(),
        world_m=None,
        visibility=np.clip(np.nan_to_num(kept[..., 2]), 0.0, 1.0),
        width_px=width_px,
        height_px=height_px,
        present=np.asarray(~missing.all(axis=1)),
        source=layout.source,
        notes=(*notes, *told),
    )


def _only(seen: Array) -> Array:
    """Index of the only body, where there is one."""
    return np.asarray(np.where(seen.any(axis=(1, 2, 3)), 0, NOBODY))


def _times(path: Path, moments: Sequence[Moment], clock: Clock) -> tuple[Array, tuple[str, ...]]:
    """(T,) seconds since the first frame."""
    if clock.rate_hz is not None and not (np.isfinite(clock.rate_hz) and clock.rate_hz > 0):
        raise UsageError(Problem("rate_hz", f"{clock.rate_hz} is no rate.", "Give frames a second above 0."))
    wrong = [
        Problem(
            f"{path}: {later.place}",
            "It has the same time as the frame before."
            if later.at == earlier.at
            else "Its time lies before that of the frame before.",
            "Sort the frames by time and leave each in once.",
        )
        for earlier, later in pairwise(moments)
        if not later.at > earlier.at
    ]
    if wrong:
        raise DataError(*wrong[:5])
    at = np.array([moment.at for moment in moments], dtype=float)
    at -= at[0]
    if not clock.counts_frames:
        notes: tuple[str, ...] = ()
    elif clock.rate_hz is None:
        at /= RATE_HZ
        notes = (f"The file does not say how many frames a second there are; {RATE_HZ:g} were taken.",)
    else:
        at /= clock.rate_hz
        notes = ()
    if not (np.isfinite(at).all() and (np.diff(at) > 0).all()):
        raise DataError(Problem(str(path), "The times are too large to be told apart.", "Give seconds from the start."))
    return at, notes


def _size(path: Path, places: Array, clock: Clock) -> tuple[tuple[int, int], bool, tuple[str, ...]]:
    """Width and height in pixels, whether the points are shares of them, and what to tell."""
    xy = places[..., :2][np.isfinite(places[..., :2]).all(axis=-1)]
    largest = float(np.abs(xy).max())
    if largest > LARGEST_PX:
        what = f"A point lies {largest:,.0f} pixels away."
        raise DataError(Problem(str(path), what, "Export the points in pixels of the picture, or as shares of it."))
    # a share may lie a little outside the picture; few pixels from the corner no body has room
    shares = float(np.percentile(np.abs(xy), 95)) <= _SHARES_END and largest < 10 * _SHARES_END
    if clock.width_px is not None and clock.height_px is not None:
        if not (0 < clock.width_px <= LARGEST_PX and 0 < clock.height_px <= LARGEST_PX):
            what = f"A picture of {clock.width_px} by {clock.height_px} pixels has no size."
            raise UsageError(Problem("width_px, height_px", what, "Give both above 0."))
        told = ("The points are shares of the picture.",) if shares else ()
        return (clock.width_px, clock.height_px), shares, told
    if shares:
        raise UsageError(
            Problem(
                str(path),
                "The points are shares of the picture, and its size is not in the file.",
                "Give the width and the height of the video in pixels.",
            )
        )
    width, height = (max(1, int(np.ceil(xy[:, axis].max()))) for axis in (0, 1))
    note = "The picture's size is not in the file; it was taken from the outermost points."
    return (width, height), False, (note,)
