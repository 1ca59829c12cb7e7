"""When a movement set out and when it arrived, from the part of it that stands clear of the noise.

People start and stop smoothly, so the first and the last tenth of a way take a quarter of its time each, and a
threshold there tells them late or early. The way of least jerk (Flash and Hogan's model of reaching) is laid through
the middle of what was seen instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kilter.motion.steadying import Sample

_FROM, _TO = 0.08, 0.92
_STEPS = 200


@dataclass(frozen=True, slots=True)
class Way:
    """One way, from when it set out to when it arrived, in seconds."""

    start_s: float
    end_s: float


def _least_jerk(progress: float) -> float:
    return progress**3 * (10 - 15 * progress + 6 * progress**2)


def _inverse() -> tuple[float, ...]:
    """The share of the time at which each share of the way is reached."""
    times, progress = [], 0.0
    for step in range(_STEPS + 1):
        while _least_jerk(progress) < step / _STEPS and progress < 1.0:
            progress += 1e-4
        times.append(min(progress, 1.0))
    return tuple(times)


_TIME_AT = _inverse()


def time_at(way: float) -> float:
    """The share of the time at which a share of the way is reached, by the way of least jerk.

    >>> round(time_at(0.5), 3)
    0.5
    """
    place = min(max(way, 0.0), 1.0) * _STEPS
    index = min(int(place), _STEPS - 1)
    return _TIME_AT[index] + (place - index) * (_TIME_AT[index + 1] - _TIME_AT[index])


def rise(trace: Sequence[Sample], base: float, reached: float) -> Way:
    """When the way up set out and arrived.

    Args:
        trace: the repetition, with some of the rest before it.
        base: the level of rest.
        reached: from there to the peak, above 0.

    Returns:
        the way, in the times of the trace.
    """
    top = next((index for index, (_, level) in enumerate(trace) if level - base >= _TO * reached), len(trace) - 1)
    first = top
    while first > 0 and trace[first - 1][1] - base > _FROM * reached:
        first -= 1
    shares = [(t_s, (level - base) / reached) for t_s, level in trace[max(first - 1, 0) : top + 1]]
    return _laid(shares)


def fall(trace: Sequence[Sample], base: float, reached: float) -> Way:
    """When the way down set out and arrives; arguments as for :func:`rise`, the trace ending with the way down."""
    last = next(
        (index for index in range(len(trace) - 1, -1, -1) if trace[index][1] - base >= _TO * reached), len(trace) - 1
    )
    return _laid([(t_s, 1.0 - (level - base) / reached) for t_s, level in trace[last:]])


def _laid(shares: Sequence[Sample]) -> Way:
    """The way of least jerk through ``(seconds, share of the way)``, each sample counting by how fast it moved."""
    weights = mean_s = mean_time = 0.0
    clear = []
    for t_s, way in shares:
        if _FROM < way < _TO:
            time = time_at(way)
            weight = (time * (1.0 - time)) ** 4
            clear.append((t_s, time, weight))
            weights += weight
            mean_s += weight * t_s
            mean_time += weight * time
    crossed = _crossed(shares)
    if not clear:
        return crossed
    mean_s, mean_time = mean_s / weights, mean_time / weights
    spread = sum(weight * (time - mean_time) ** 2 for _, time, weight in clear)
    duration_s = crossed.end_s - crossed.start_s
    if spread > 1e-3 * weights:
        together = sum(weight * (time - mean_time) * (t_s - mean_s) for t_s, time, weight in clear)
        duration_s = min(max(together / spread, 0.7 * duration_s), 1.3 * duration_s)
    start_s = mean_s - duration_s * mean_time
    return Way(start_s, start_s + duration_s)


def _crossed(shares: Sequence[Sample]) -> Way:
    """The way from its first to its last sample, lengthened to where it would have begun and ended."""
    (first_s, first), (last_s, last) = shares[0], shares[-1]
    passed = max(time_at(last) - time_at(first), 0.1)
    duration_s = (last_s - first_s) / passed
    start_s = first_s - time_at(first) * duration_s
    return Way(start_s, start_s + duration_s)
