"""Following one person among several through a recording."""

from dataclasses import dataclass, field
from math import hypot, inf, log

import numpy as np
import numpy.typing as npt

from kilter.body.landmarks import Landmark
from kilter.errors import Problem, ShapeError
from kilter.motion.filters import Array

Indices = npt.NDArray[np.intp]

NOBODY = -1
# All lengths below are shares of the body's own size, the diagonal of the box about it.
LONGEST_GAP_S = 1.0
_STEP = 0.15
_SPEED_PER_S = 2.0
_FARTHEST = 0.6
_SIZE_RATIO = 1.6
_DUPLICATE = 0.12
_MOVEMENT_WINDOW_S = 10.0
_ANCHORS = tuple(
    (Landmark(f"left_{name}").position, Landmark(f"right_{name}").position)
    for name in ("shoulder", "hip", "knee", "ankle")
)

Anchors = list[tuple[float, float]]


@dataclass(slots=True)
class _Track:
    """One body through the frames where it was found."""

    frames: list[int] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    last_s: float = -inf
    anchors: Anchors = field(default_factory=list)
    size: float = 0.0
    velocity: tuple[float, float] = (0.0, 0.0)

    def take(self, frame: int, slot: int, t_s: float, anchors: Anchors, size: float) -> None:
        """Go on with a body in the next frame."""
        if self.frames and t_s > self.last_s:
            step_s = t_s - self.last_s
            moved = tuple(
                sum(now[axis] - then[axis] for now, then in zip(anchors, self.anchors, strict=True)) / len(anchors)
                for axis in (0, 1)
            )
            # half of the newest step: noise in one frame must not throw the guess far
            self.velocity = (
                (self.velocity[0] + moved[0] / step_s) / 2,
                (self.velocity[1] + moved[1] / step_s) / 2,
            )
        self.frames.append(frame)
        self.slots.append(slot)
        self.last_s, self.anchors, self.size = t_s, anchors, size

    def distance(self, t_s: float, anchors: Anchors, size: float) -> float:
        """How far a body is from where this one should be by now; infinite when it cannot be the same."""
        gap_s = t_s - self.last_s
        if gap_s > LONGEST_GAP_S or abs(log(size / self.size)) > log(_SIZE_RATIO):
            return inf
        guessed_s = min(gap_s, 0.2)  # after that a straight line is no guess
        shift = (self.velocity[0] * guessed_s, self.velocity[1] * guessed_s)
        apart = _apart(self.anchors, anchors, shift) / self.size
        return apart if apart <= min(_FARTHEST, _STEP + _SPEED_PER_S * gap_s) else inf


def follow(t_s: Array, image_px: Array, width_px: int, height_px: int) -> Indices:
    """Which of the bodies in each frame is the person who exercises.

    Bodies are joined to tracks by where they are, how large they are and how they move. The track kept is the one
    that is in view longest, largest, nearest to the middle and moves most in the beginning. Where it ends, it goes on
    with a later one only in the same place and of the same size: someone else is never taken for the person.

    Args:
        t_s: (T,) seconds, strictly increasing.
        image_px: (T, N, 33, 2) pixels of up to N bodies in each frame, in any order; NaN where there are fewer.
        width_px: width of the picture.
        height_px: height of the picture.

    Returns:
        (T,) the index of the person's body, -1 where the person was not found.

    Raises:
        ShapeError: the times and the bodies differ in length.
    """
    if image_px.ndim != 4 or len(image_px) != len(t_s) or image_px.shape[2:] != (len(Landmark), 2):
        what = f"Bodies of shape {image_px.shape} do not belong to {len(t_s)} times."
        raise ShapeError(Problem("following: image_px", what, "Give (frames, bodies, 33, 2)."))
    chosen = np.full(len(t_s), NOBODY, dtype=np.intp)
    tracks = _find_tracks(t_s, image_px)
    if not tracks:
        return chosen
    best = max(tracks, key=lambda track: _weight(track, t_s, image_px, width_px, height_px))
    for track in _join(best, tracks, t_s, image_px):
        chosen[track.frames] = track.slots
    return chosen


def box_sizes(image_px: Array) -> Array:
    """The diagonal of the box about each body.

    Args:
        image_px: (..., 33, 2) pixels; landmarks that are NaN do not count.

    Returns:
        (...) pixels; NaN where nothing of the body was seen.
    """
    seen = np.isfinite(image_px).all(axis=-1, keepdims=True)
    low = np.where(seen, image_px, np.inf).min(axis=-2)
    high = np.where(seen, image_px, -np.inf).max(axis=-2)
    extent = np.where(high >= low, high - low, np.nan)  # nothing seen leaves them the wrong way round
    return np.asarray(np.hypot(extent[..., 0], extent[..., 1]))


def _anchors(image_px: Array) -> Array:
    """(..., 4, 2) the middles of shoulders, hips, knees and ankles: a swap of the sides does not move them."""
    left, right = (np.array(column) for column in zip(*_ANCHORS, strict=True))
    return np.asarray((image_px[..., left, :] + image_px[..., right, :]) / 2)


def _apart(these: Anchors, those: Anchors, shift: tuple[float, float] = (0.0, 0.0)) -> float:
    """Mean distance of corresponding points."""
    total = 0.0
    for this, that in zip(these, those, strict=True):
        total += hypot(that[0] - this[0] - shift[0], that[1] - this[1] - shift[1])
    return total / len(these)


def _find_tracks(t_s: Array, image_px: Array) -> list[_Track]:
    """Join the bodies of all frames to tracks, nearest first."""
    places, sizes = _anchors(image_px), box_sizes(image_px)
    usable = np.isfinite(places).all(axis=(-2, -1)) & (sizes > 0)
    finished: list[_Track] = []
    active: list[_Track] = []
    for frame, now_s in enumerate(t_s.tolist()):
        slots = np.flatnonzero(usable[frame]).tolist()
        bodies = {slot: (places[frame, slot].tolist(), float(sizes[frame, slot])) for slot in slots}
        finished += [track for track in active if now_s - track.last_s > LONGEST_GAP_S]
        active = [track for track in active if now_s - track.last_s <= LONGEST_GAP_S]
        distances = [
            (track.distance(now_s, anchors, size), number, slot)
            for number, track in enumerate(active)
            for slot, (anchors, size) in bodies.items()
        ]
        continued: set[int] = set()
        for distance, number, slot in sorted(distances, key=lambda entry: entry[0]):
            if distance < inf and number not in continued and slot in bodies:
                active[number].take(frame, slot, now_s, *bodies.pop(slot))
                continued.add(number)
        for slot, (anchors, size) in bodies.items():
            if any(
                track.last_s == now_s and _apart(track.anchors, anchors) < _DUPLICATE * track.size for track in active
            ):
                continue  # the same person, found twice
            active.append(_Track())
            active[-1].take(frame, slot, now_s, anchors, size)
    return finished + active


def _weight(track: _Track, t_s: Array, image_px: Array, width_px: int, height_px: int) -> float:
    """How likely a track is the person who exercises: longer in view, larger, more central, moving."""
    bodies = image_px[track.frames, track.slots]
    sizes, places = box_sizes(bodies), _anchors(bodies)
    large = float(np.median(sizes)) / hypot(width_px, height_px)
    off_centre = np.abs(np.median(places.mean(axis=1)[:, 0]) / width_px - 0.5)
    early = t_s[track.frames] - t_s[track.frames[0]] <= _MOVEMENT_WINDOW_S
    shape = (places - places.mean(axis=1, keepdims=True))[early] / np.median(sizes)
    movement = float(np.sqrt(shape.var(axis=0).sum(axis=-1).mean()))
    return len(track.frames) * large * (1 - float(off_centre)) * (1 + min(1.0, 10 * movement))


def _join(best: _Track, tracks: list[_Track], t_s: Array, image_px: Array) -> list[_Track]:
    """The best track and those before and after it that can only be the same person."""
    joined = [best]
    while (later := _neighbour(joined[-1], tracks, t_s, image_px, forwards=True)) is not None:
        joined.append(later)
    while (earlier := _neighbour(joined[0], tracks, t_s, image_px, forwards=False)) is not None:
        joined.insert(0, earlier)
    return joined


def _neighbour(track: _Track, tracks: list[_Track], t_s: Array, image_px: Array, *, forwards: bool) -> _Track | None:
    """The next track in time, if it is the only one near, in the same place and of the same size."""
    mine, theirs = (-1, 0) if forwards else (0, -1)
    edge = image_px[track.frames[mine], track.slots[mine]]
    near = []
    for other in tracks:
        apart = other.frames[theirs] - track.frames[mine]
        if (apart if forwards else -apart) <= 0:
            continue
        start = image_px[other.frames[theirs], other.slots[theirs]]
        size, other_size = float(box_sizes(edge)), float(box_sizes(start))
        gap = float(np.linalg.norm(_anchors(start).mean(axis=0) - _anchors(edge).mean(axis=0))) / size
        if gap <= _FARTHEST and abs(log(other_size / size)) <= log(_SIZE_RATIO):
            near.append((abs(float(t_s[other.frames[theirs]] - t_s[track.frames[mine]])), other))
    near.sort(key=lambda entry: entry[0])
    if len(near) > 1 and near[1][0] - near[0][0] < LONGEST_GAP_S:
        return None  # two appeared in that place at about the same time
    return near[0][1] if near else None
