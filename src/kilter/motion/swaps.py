"""Left and right legs that a pose model mixed up: found by continuity, put back or left out.

A network that sees a body from the side now and then calls the left leg the right one, for a few frames or for
seconds. Its own smoothing lets the landmarks slide across within about a tenth of a second, faster than legs move in
an exercise, and what stood where one leg was now stands where the other was.
"""

from dataclasses import dataclass, replace

import numpy as np

from kilter.body.landmarks import LEGS, MIRRORED, Landmark
from kilter.motion.filters import Array, Mask, stretches
from kilter.motion.landmarks import LandmarkRecording

# A swap is over within this time, longer than the smoothing of the network takes.
SLIDE_S = 0.14
# Frames with the sides mixed up for no longer than this are put right; longer ones are left out.
LONGEST_MENDED_S = 0.5
# Shares of the leg's length: legs closer together than this cannot be told apart by where they are.
_APART = 0.12
_CLEARLY = 0.5
_LEFT = tuple(position for position in LEGS if tuple(Landmark)[position].value.startswith("left_"))
_RIGHT = tuple(MIRRORED[position] for position in _LEFT)


@dataclass(frozen=True, slots=True, eq=False)
class Swaps:
    """Where the legs' labels do not agree with the rest of the recording.

    Args:
        mended: (T,) frames to be swapped back: the sides are mixed up for a short time.
        doubtful: (T,) frames whose sides cannot be told: mixed up for longer.
    """

    mended: Mask
    doubtful: Mask


def find_swaps(t_s: Array, image_px: Array) -> Swaps:
    """Find the frames in which left and right legs are mixed up.

    Args:
        t_s: (T,) seconds, strictly increasing.
        image_px: (T, 33, 2) pixels; NaN where not seen.

    Returns:
        the frames to swap back and those in doubt. What most of the recording says counts as right. The same frames
        come out for the mirrored recording.
    """
    nothing: Mask = np.zeros(len(t_s), dtype=bool)
    if len(t_s) < 3:
        return Swaps(nothing, nothing.copy())
    changes = _find_changes(t_s, image_px)
    other_way = np.zeros(len(t_s), dtype=bool)
    for frame in changes:
        other_way[frame:] = ~other_way[frame:]
    step_s = float(np.median(np.diff(t_s)))
    if other_way.sum() * 2 > len(t_s):
        other_way = ~other_way
    mended, doubtful = nothing, nothing.copy()
    for start, end in stretches(other_way):
        inner = start > 0 and end < len(t_s)
        length_s = float(t_s[end - 1] - t_s[start]) + step_s
        (mended if inner and length_s <= LONGEST_MENDED_S else doubtful)[start:end] = True
    return Swaps(mended, doubtful)


def mend_swaps(recording: LandmarkRecording) -> LandmarkRecording:
    """Put short mix-ups of the legs right, and leave the legs out where they stay mixed up for longer.

    Args:
        recording: landmarks as a pose model gave them.

    Returns:
        the recording with short mix-ups swapped back, the legs of doubtful frames NaN with visibility 0, and a note
        of each kind. Mending and mirroring may be done in either order.
    """
    swaps = find_swaps(recording.t_s, recording.image_px)
    if not (swaps.mended.any() or swaps.doubtful.any()):
        return recording
    order = np.tile(np.arange(len(MIRRORED)), (recording.frames, 1))
    order[np.ix_(swaps.mended, LEGS)] = np.array(MIRRORED)[list(LEGS)]
    rows = np.arange(recording.frames)[:, None]
    image_px = recording.image_px[rows, order]
    world_m = None if recording.world_m is None else recording.world_m[rows, order]
    visibility = recording.visibility[rows, order]
    hidden = np.ix_(swaps.doubtful, LEGS)
    image_px[hidden] = np.nan
    visibility[hidden] = 0.0
    if world_m is not None:
        world_m[hidden] = np.nan
    return replace(
        recording,
        image_px=image_px,
        world_m=world_m,
        visibility=visibility,
        notes=recording.notes + _notes(recording.t_s, swaps),
    )


def _find_changes(t_s: Array, image_px: Array) -> list[int]:
    """The frames from which on the legs' labels are the other way round."""
    left, right = image_px[:, _LEFT], image_px[:, _RIGHT]
    leg_px = _leg_length(left, right)
    if not leg_px > 0:
        return []
    frames = len(t_s)
    # for each frame, the last one no later than SLIDE_S after it: a jump counts even where frames are rare
    ends = np.searchsorted(t_s, t_s + SLIDE_S + 1e-9, side="right") - 1
    ends = np.minimum(np.maximum(ends, np.arange(frames) + 1), frames - 1)
    starts = np.searchsorted(t_s, t_s - SLIDE_S - 1e-9, side="left")
    rows = np.arange(frames)
    past_s = t_s - t_s[starts]
    ahead_s = t_s[ends] - t_s
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(past_s > 0, ahead_s / past_s, 0.0)[:, None, None]
    guessed_left = left + share * (left - left[starts])
    guessed_right = right + share * (right - right[starts])
    same = np.minimum(
        _distance(left[ends], left) + _distance(right[ends], right),
        _distance(left[ends], guessed_left) + _distance(right[ends], guessed_right),
    )
    swapped = _distance(left[ends], right) + _distance(right[ends], left)
    apart = _distance(left, right)
    near_px = _APART * leg_px
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = swapped / same
        change: Mask = (ratio < _CLEARLY) & (same > 2 * near_px) & (apart > near_px) & (apart[ends] > near_px)
    changes = []
    for start, end in stretches(change & (ends > rows)):
        first = start + int(np.argmin(ratio[start:end]))
        between = np.arange(first, ends[first] + 1)
        # half way across: the first frame that is nearer to how it ends than to how it began
        from_start = _distance(left[between], left[first]) + _distance(right[between], right[first])
        from_end = _distance(left[between], left[ends[first]]) + _distance(right[between], right[ends[first]])
        changes.append(int(between[np.argmax(from_end <= from_start)]))
    return changes


def _distance(these: Array, those: Array) -> Array:
    """(T,) mean distance of the landmarks that both have; NaN where they share none."""
    apart = np.hypot(these[..., 0] - those[..., 0], these[..., 1] - those[..., 1])
    seen = np.isfinite(apart)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(seen, apart, 0.0).sum(axis=-1) / seen.sum(axis=-1))


def _leg_length(left: Array, right: Array) -> float:
    """Typical length of thigh and shank together in the picture, from the longer half of the frames."""
    lengths = np.concatenate(
        [np.linalg.norm(np.diff(leg[:, :3], axis=1), axis=-1).sum(axis=-1) for leg in (left, right)]
    )
    lengths = lengths[np.isfinite(lengths)]
    return float(np.percentile(lengths, 75)) if len(lengths) else 0.0


def _notes(t_s: Array, swaps: Swaps) -> tuple[str, ...]:
    notes = []
    if swaps.mended.any():
        notes.append(f"Left and right legs were mixed up for a moment and put right ({_times(t_s, swaps.mended)}).")
    if swaps.doubtful.any():
        notes.append(
            "Left and right legs cannot be told apart for part of the recording, so they were left out there "
            f"({_times(t_s, swaps.doubtful)})."
        )
    return tuple(notes)


def _times(t_s: Array, frames: Mask) -> str:
    """The stretches in seconds, the first few of them."""
    found = [f"{t_s[start]:.2f} to {t_s[end - 1]:.2f} s" for start, end in stretches(frames)]
    return ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
