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
_APART = 0.2
_CLEARLY = 0.5
# each begins with the three joints of the limb, from which its length is taken
_LEFT_LEG = tuple(Landmark(f"left_{name}").position for name in ("hip", "knee", "ankle", "heel", "foot_index"))
_LEFT_ARM = tuple(Landmark(f"left_{name}").position for name in ("shoulder", "elbow", "wrist"))
# the face turns with the arms: what goes back with them
UPPER = tuple(
    landmark.position for landmark in Landmark if landmark.side is not None and landmark.position not in set(LEGS)
)


@dataclass(frozen=True, slots=True, eq=False)
class Swaps:
    """Where the legs' labels do not agree with the rest of the recording.

    Args:
        mended: (T,) frames to be swapped back: the sides are mixed up for a short time.
        doubtful: (T,) frames whose sides cannot be told: mixed up for longer.
    """

    mended: Mask
    doubtful: Mask


def find_swaps(t_s: Array, image_px: Array, left: tuple[int, ...] = _LEFT_LEG) -> Swaps:
    """Find the frames in which left and right limbs are mixed up.

    Args:
        t_s: (T,) seconds, strictly increasing.
        image_px: (T, 33, 2) pixels; NaN where not seen.
        left: positions of the left limb's landmarks, beginning with its three joints; the legs unless given.

    Returns:
        the frames to swap back and those in doubt. What most frames say counts as right, for each stretch in which the
        limbs are in view by itself. The same frames come out for the mirrored recording.
    """
    mended: Mask = np.zeros(len(t_s), dtype=bool)
    doubtful: Mask = np.zeros(len(t_s), dtype=bool)
    if len(t_s) < 3:
        return Swaps(mended, doubtful)
    right = tuple(MIRRORED[position] for position in left)
    changes = _find_changes(t_s, image_px[:, left], image_px[:, right])
    step_s = float(np.median(np.diff(t_s)))
    for begin, stop in _in_view(t_s, image_px[:, [*left, *right]]):
        other_way = np.cumsum(np.isin(np.arange(begin, stop), changes)) % 2 == 1
        if other_way.sum() * 2 > stop - begin:
            other_way = ~other_way
        for start, end in stretches(other_way):
            inner = start > 0 and end < stop - begin
            length_s = float(t_s[begin + end - 1] - t_s[begin + start]) + step_s
            kind = mended if inner and length_s <= LONGEST_MENDED_S else doubtful
            kind[begin + start : begin + end] = True
    return Swaps(mended, doubtful)


def mend_swaps(recording: LandmarkRecording) -> LandmarkRecording:
    """Put short mix-ups of the sides right, and leave the legs out where they stay mixed up for longer.

    Args:
        recording: landmarks as a pose model gave them.

    Returns:
        the recording with short mix-ups of legs and arms swapped back, the legs of doubtful frames NaN with visibility
        0, and a note of each kind. Mending and mirroring may be done in either order.
    """
    legs = find_swaps(recording.t_s, recording.image_px)
    arms = find_swaps(recording.t_s, recording.image_px, _LEFT_ARM)
    notes = _notes(recording.t_s, legs, arms)
    if not notes:
        return recording
    order = np.tile(np.arange(len(MIRRORED)), (recording.frames, 1))
    for swaps, landmarks in ((legs, LEGS), (arms, UPPER)):
        order[np.ix_(swaps.mended, np.array(landmarks))] = np.array(MIRRORED)[list(landmarks)]
    rows = np.arange(recording.frames)[:, None]
    image_px = recording.image_px[rows, order]
    world_m = None if recording.world_m is None else recording.world_m[rows, order]
    visibility = recording.visibility[rows, order]
    hidden = np.ix_(legs.doubtful, np.array(LEGS))
    image_px[hidden] = np.nan
    visibility[hidden] = 0.0
    if world_m is not None:
        world_m[hidden] = np.nan
    return replace(recording, image_px=image_px, world_m=world_m, visibility=visibility, notes=recording.notes + notes)


def _in_view(t_s: Array, image_px: Array) -> list[tuple[int, int]]:
    """The stretches of frames between longer absences, across which continuity tells nothing."""
    seen = np.flatnonzero(np.isfinite(image_px).all(axis=-1).any(axis=-1))
    if not len(seen):
        return []
    breaks = np.flatnonzero(np.diff(t_s[seen]) > LONGEST_MENDED_S)
    begins, ends = [0, *(breaks + 1)], [*breaks, len(seen) - 1]
    return [(int(seen[begin]), int(seen[end]) + 1) for begin, end in zip(begins, ends, strict=True)]


def _find_changes(t_s: Array, left: Array, right: Array) -> list[int]:
    """The frames from which on the labels are the other way round.

    Jumps from one frame to the next are found first, then slides that take longer and hold no jump.

    Args:
        t_s: (T,) seconds.
        left: (T, K, 2) pixels of the left limb.
        right: (T, K, 2) pixels of the right limb.
    """
    near_px = _APART * _limb_length(left, right)
    if not near_px > 0:
        return []
    longest = min(max(1, int(SLIDE_S / float(np.median(np.diff(t_s))) + 1e-9)), len(t_s) - 1)
    lags = [2**power for power in range(longest.bit_length())]
    changes: set[int] = set()
    for lag in sorted({*lags, longest}):
        ratio = _swap_ratio(t_s, left, right, (lag, longest), near_px)
        for change in changes:
            ratio[max(0, change - lag) : change] = np.inf
        for start, end in stretches(ratio < _CLEARLY):
            first = start + int(np.argmin(ratio[start:end]))
            changes.add(_half_way(left, right, first, first + lag))
    return sorted(changes)


def _swap_ratio(t_s: Array, left: Array, right: Array, frames: tuple[int, int], near_px: float) -> Array:
    """How much better swapped labels explain a later frame, as a ratio of distances.

    Args:
        t_s: (T,) seconds.
        left: (T, K, 2) pixels of the left limb.
        right: (T, K, 2) pixels of the right limb.
        frames: how many frames later, and from how many before the speed is taken.
        near_px: limbs closer than this cannot be told apart.

    Returns:
        (T - lag,) below 1 where swapped labels explain it better; infinite where the limbs are too close to tell.
    """
    lag, past = frames
    now, then = slice(0, len(t_s) - lag), slice(lag, len(t_s))
    starts = np.maximum(np.arange(len(t_s) - lag) - past, 0)
    past_s = t_s[now] - t_s[starts]
    share = np.divide(t_s[then] - t_s[now], past_s, out=np.zeros_like(past_s), where=past_s > 0)[:, None, None]

    def moved(from_left: Array, from_right: Array) -> Array:
        return _distance(left[then], from_left) + _distance(right[then], from_right)

    # limbs that cross in a movement go on as they went before; labels that swap do not
    going_on = moved(left[now] + share * (left[now] - left[starts]), right[now] + share * (right[now] - right[starts]))
    same = np.fmin(moved(left[now], right[now]), going_on)
    apart = _distance(left, right)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = moved(right[now], left[now]) / same
        told = (same > 2 * near_px) & (apart[now] > near_px) & (apart[then] > near_px)
        return np.asarray(np.where(told & np.isfinite(ratio), ratio, np.inf))


def _half_way(left: Array, right: Array, first: int, last: int) -> int:
    """The first frame that is nearer to how a slide ends than to how it began."""
    between = slice(first, last + 1)
    begun, ended = (
        _distance(left[between], left[frame]) + _distance(right[between], right[frame]) for frame in (first, last)
    )
    with np.errstate(invalid="ignore"):
        return first + int(np.argmax(ended <= begun))


def _distance(these: Array, those: Array) -> Array:
    """(T,) mean distance of the landmarks that both have; NaN where they share none."""
    apart = np.hypot(these[..., 0] - those[..., 0], these[..., 1] - those[..., 1])
    seen = np.isfinite(apart)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(seen, apart, 0.0).sum(axis=-1) / seen.sum(axis=-1))


def _limb_length(left: Array, right: Array) -> float:
    """Typical length of the limb in the picture, where it is not foreshortened."""
    lengths: Array = np.concatenate(
        [np.linalg.norm(np.diff(limb[:, :3], axis=1), axis=-1).sum(axis=-1) for limb in (left, right)]
    )
    lengths = lengths[np.isfinite(lengths)]
    return float(np.percentile(lengths, 75)) if len(lengths) else 0.0


def _notes(t_s: Array, legs: Swaps, arms: Swaps) -> tuple[str, ...]:
    notes = [
        f"Left and right {name} were mixed up for a moment and put right ({_times(t_s, swaps.mended)})."
        for name, swaps in (("legs", legs), ("arms", arms))
        if swaps.mended.any()
    ]
    if legs.doubtful.any():
        notes.append(
            "Left and right legs cannot be told apart for part of the recording, so they were left out there "
            f"({_times(t_s, legs.doubtful)})."
        )
    if arms.doubtful.any():
        notes.append(
            "Left and right arms cannot be told apart for part of the recording; they are shown as they were found "
            f"({_times(t_s, arms.doubtful)})."
        )
    return tuple(notes)


def _times(t_s: Array, frames: Mask) -> str:
    """The stretches in seconds, the first few of them."""
    found = [f"{t_s[start]:.2f} to {t_s[end - 1]:.2f} s" for start, end in stretches(frames)]
    return ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
