"""Gaps and noise: filling short gaps, finding unbroken stretches, the zero-phase low-pass.

Source: winter2009 (6 Hz for walking markers)
"""

import math

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

CUTOFF_HZ = 6.0
LONGEST_FILLED_GAP_S = 0.1
SLOWEST_RATE_HZ = 20.0
_ORDER = 2
# a sample is forgotten once so small a share of it is left; filters that never forget are cut off
_FORGOTTEN = 1e-16
_LONGEST_MEMORY = 1 << 14
# frames that are filtered at a time: few enough to stay in the processor's cache
_BLOCK = 512


def stretches(seen: Mask) -> tuple[tuple[int, int], ...]:
    """The unbroken runs of true frames.

    Args:
        seen: (T,) whether each frame was seen.

    Returns:
        half-open intervals ``(start, end)`` of frames, in order.

    >>> stretches(np.array([True, True, False, True]))
    ((0, 2), (3, 4))
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], seen, [False])).astype(np.int8)))
    return tuple((int(start), int(end)) for start, end in edges.reshape(-1, 2))


def fill_short_gaps(points: Array, rate_hz: float, longest_s: float = LONGEST_FILLED_GAP_S) -> Array:
    """Draw a straight line across gaps that are too short to hide a movement.

    Args:
        points: (T, K) coordinates, NaN in every column of a frame that was not seen.
        rate_hz: frames a second.
        longest_s: gaps longer than this, and those at either end, stay NaN.

    Returns:
        (T, K) a copy with the short inner gaps filled.
    """
    seen: Mask = np.asarray(np.isfinite(points).all(axis=1))
    filled: Array = points.copy()
    filled[~seen] = np.nan
    gaps = np.array(stretches(~seen), dtype=np.intp).reshape(-1, 2)
    starts, ends = gaps.T
    short = (starts > 0) & (ends < len(points)) & ((ends - starts) / rate_hz <= longest_s + 1e-9)
    starts, ends = starts[short], ends[short]
    lengths = ends - starts
    slopes = (points[ends] - points[starts - 1]) / (lengths + 1)[:, None]
    gap = np.repeat(np.arange(len(starts)), lengths)
    step = np.arange(len(gap)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + 1
    filled[starts[gap] - 1 + step] = slopes[gap] * step[:, None] + points[starts - 1][gap]
    return filled


def low_pass(values: Array, rate_hz: float, cutoff_hz: float = CUTOFF_HZ) -> Array:
    """Second-order Butterworth low-pass run forwards and backwards: no delay, ends kept where they are.

    The squared magnitude of the digital filter is applied to the spectrum of the signal, block by block. The ends are
    continued by point reflection for as long as the filter remembers, and blocks overlap by as much.
    Broken signals are filtered stretch by stretch; stretches shorter than one period of the cut-off become NaN.

    Args:
        values: (T, K) signals, NaN where not seen.
        rate_hz: samples a second, more than twice the cut-off.
        cutoff_hz: where the doubled filter passes half of the amplitude squared (its -3 dB point).

    Returns:
        (T, K) filtered copy.
    """
    smooth = np.full_like(values, np.nan)
    for start, end, columns in _blocks(np.isfinite(values)):
        if (end - start) * cutoff_hz >= rate_hz:
            smooth[start:end, columns] = _low_pass_unbroken(values[start:end, columns], rate_hz, cutoff_hz)
    return smooth


def _blocks(seen: Mask) -> list[tuple[int, int, list[int] | slice]]:
    """Stretches with the columns that share them, so that whole columns are filtered together."""
    if not seen.shape[1]:
        return []
    if (seen == seen[:, :1]).all():
        return [(start, end, slice(None)) for start, end in stretches(seen[:, 0])]
    shared: dict[tuple[int, int], list[int]] = {}
    for column in range(seen.shape[1]):
        for stretch in stretches(seen[:, column]):
            shared.setdefault(stretch, []).append(column)
    return [(start, end, columns) for (start, end), columns in shared.items()]


def _low_pass_unbroken(values: Array, rate_hz: float, cutoff_hz: float) -> Array:
    count, columns = values.shape
    corner = _corner(rate_hz, cutoff_hz)
    margin = _memory(corner)
    length = _fast_length(min(count, max(_BLOCK, 8 * margin)) + 2 * margin)
    gain = _gain(length, corner)
    before, after = _continued(values, margin, length)
    smooth = np.empty_like(values)
    # transforms run along memory: one row for each column
    block = np.empty((columns, length))
    inner = length - 2 * margin
    for start in range(0, count, inner):
        first, last = start - margin, start - margin + length
        here = slice(max(first, 0), min(last, count))
        block[:, here.start - first : here.stop - first] = values[here].T
        if first < 0:
            block[:, :-first] = before.T
        if last > count:
            block[:, count - first :] = after[: last - count].T
        spectrum = np.fft.rfft(block)
        spectrum *= gain
        end = min(start + inner, count)
        smooth[start:end] = np.fft.irfft(spectrum, n=length)[:, margin : margin + end - start].T
    return smooth


def _continued(values: Array, before: int, after: int) -> tuple[Array, Array]:
    """What comes before and after a signal that is reflected in the point at either end, as often as need be."""
    count = len(values)
    line = (values[-1] - values[0]) / (count - 1)

    def at(frames: npt.NDArray[np.intp]) -> Array:
        within = frames % (2 * (count - 1))
        turned = within >= count
        back = np.where(turned, 2 * (count - 1) - within, within)
        off = values[back] - values[0] - back[:, None] * line
        return np.asarray(np.where(turned[:, None], -off, off) + values[0] + frames[:, None] * line)

    return at(np.arange(-before, 0)), at(np.arange(count, count + after))


def _corner(rate_hz: float, cutoff_hz: float) -> float:
    """The corner of one pass on the warped frequency axis, lowered so that both passes together meet the cut-off."""
    doubled = float((math.sqrt(2.0) - 1.0) ** (1.0 / (2 * _ORDER)))
    return abs(math.tan(math.pi * cutoff_hz / rate_hz)) / doubled


def _memory(corner: float) -> int:
    """For how many samples the filter remembers one: by the distance of its poles from zero."""
    damping = math.sqrt(2.0) * corner
    radius = math.sqrt((1.0 - damping + corner * corner) / (1.0 + damping + corner * corner))
    forgets = -math.log(radius)
    return min(math.ceil(-math.log(_FORGOTTEN) / forgets), _LONGEST_MEMORY) if forgets > 0 else _LONGEST_MEMORY


def _gain(length: int, corner: float) -> Array:
    warped = np.tan(np.pi * np.fft.rfftfreq(length).clip(max=0.5 - 1e-9))
    return np.asarray(1.0 / (1.0 + (warped / corner) ** (2 * _ORDER)))


def _fast_length(least: int) -> int:
    """The next length whose only factors are 2, 3 and 5, which transforms like.

    >>> _fast_length(1201)
    1215
    """
    best = 1 << (least - 1).bit_length()
    for fives in (5**power for power in range(4)):
        for threes in (3**power * fives for power in range(6)):
            best = min(best, threes << (-(-least // threes) - 1).bit_length())
    return best
