"""One signal of somebody who repeats a movement, with a camera's errors: plain numbers, quickly made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from kilter.motion.steadying import Sample


@dataclass(frozen=True, slots=True)
class Way:
    """One repetition: how far, as a share of the whole, and how long up, at the top, down and at rest after it."""

    share: float = 1.0
    up_s: float = 1.5
    hold_s: float = 0.5
    down_s: float = 2.0
    pause_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Camera:
    """How a camera reads the signal, and how often."""

    rate_hz: float = 30.0
    offset: float = 0.0
    gain: float = 1.0
    noise: float = 0.0
    late: float = 0.0
    """Jitter of the times, as a share of the time between two frames."""
    dropped: float = 0.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Truth:
    """When a repetition began, was at the middle of its top, and was back at rest, in seconds."""

    start_s: float
    peak_s: float
    end_s: float
    share: float


def least_jerk(progress: float) -> float:
    """The share of the way at a share of the time."""
    s = min(max(progress, 0.0), 1.0)
    return s**3 * (10 - 15 * s + 6 * s**2)


def truths(ways: Sequence[Way], before_s: float = 1.0) -> tuple[Truth, ...]:
    """When each repetition was, after some rest (s)."""
    found, clock_s = [], before_s
    for way in ways:
        turn_s = clock_s + way.up_s + way.hold_s
        found.append(Truth(clock_s, turn_s - way.hold_s / 2, turn_s + way.down_s, way.share))
        clock_s = turn_s + way.down_s + way.pause_s
    return tuple(found)


def share_at(t_s: float, ways: Sequence[Way], before_s: float = 1.0) -> float:
    """How far the movement is at a time (s)."""
    for way, truth in zip(ways, truths(ways, before_s), strict=True):
        if truth.start_s <= t_s < truth.end_s:
            rising = least_jerk((t_s - truth.start_s) / way.up_s)
            falling = least_jerk((t_s - truth.end_s + way.down_s) / way.down_s)
            return way.share * (rising - falling)
    return 0.0


def read(
    ways: Sequence[Way], rest: float, peak: float, camera: Camera, *, before_s: float = 1.0, after_s: float = 1.0
) -> Iterator[Sample]:
    """The signal, frame by frame, as a camera reads it."""
    random = Random(camera.seed)  # noqa: S311 - seeded noise, not secret
    last_s = truths(ways, before_s)[-1].end_s + after_s if ways else before_s + after_s
    for frame in range(int(last_s * camera.rate_hz)):
        t_s = (frame + camera.late * random.uniform(-0.5, 0.5)) / camera.rate_hz
        seen = random.random() >= camera.dropped
        value = rest + camera.offset + camera.gain * share_at(t_s, ways, before_s) * (peak - rest)
        value += random.gauss(0.0, camera.noise)
        if seen:
            yield t_s, value


SECONDS = st.floats(0.8, 4.0)
PAUSES = st.one_of(st.just(0.0), st.floats(0.0, 3.0))
WAYS = st.lists(st.builds(Way, st.floats(0.9, 1.1), SECONDS, PAUSES, SECONDS, PAUSES), min_size=1, max_size=5)
CAMERAS = st.builds(
    Camera,
    rate_hz=st.floats(12.0, 60.0),
    offset=st.floats(-10.0, 10.0),
    gain=st.floats(0.75, 1.25),
    noise=st.floats(0.0, 2.0),
    late=st.floats(0.0, 0.4),
    dropped=st.sampled_from([0.0, 0.1]),
    seed=st.integers(0, 10_000),
)
