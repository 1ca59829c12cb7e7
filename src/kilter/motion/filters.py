"""Gaps and noise: filling short gaps, finding unbroken stretches, the zero-phase low-pass.

Source: winter2009 (6 Hz for walking markers)
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

CUTOFF_HZ = 6.0
LONGEST_FILLED_GAP_S = 0.1
SLOWEST_RATE_HZ = 20.0
_ORDER = 2


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
    filled: Array = np.where(seen[:, None], points, np.nan)
    frames = np.arange(len(points))
    for start, end in stretches(~seen):
        inner = start > 0 and end < len(points)
        if inner and (end - start) / rate_hz <= longest_s + 1e-9:
            for column in range(points.shape[1]):
                filled[start:end, column] = np.interp(frames[start:end], frames[seen], points[seen, column])
    return filled


def low_pass(values: Array, rate_hz: float, cutoff_hz: float = CUTOFF_HZ) -> Array:
    """Second-order Butterworth low-pass run forwards and backwards: no delay, ends kept where they are.

    The squared magnitude of the digital filter is applied to the spectrum of the signal, which is first levelled
    (its end-to-end line taken off) and continued by point reflection, so that it closes on itself without a jump.
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


def _blocks(seen: Mask) -> list[tuple[int, int, list[int]]]:
    """Stretches with the columns that share them, so that whole columns are filtered together."""
    shared: dict[tuple[int, int], list[int]] = {}
    for column in range(seen.shape[1]):
        for stretch in stretches(seen[:, column]):
            shared.setdefault(stretch, []).append(column)
    return [(start, end, columns) for (start, end), columns in shared.items()]


def _low_pass_unbroken(values: Array, rate_hz: float, cutoff_hz: float) -> Array:
    count = len(values)
    line = values[0] + (values[-1] - values[0]) * np.linspace(0.0, 1.0, count)[:, None]
    level = values - line
    closed = np.concatenate((level, -level[-2:0:-1]))
    # two passes lower the -3 dB point; the single pass is tuned so that the doubled filter meets the cut-off
    doubled = (np.sqrt(2.0) - 1.0) ** (1.0 / (2 * _ORDER))
    corner = np.tan(np.pi * cutoff_hz / rate_hz) / doubled
    warped = np.tan(np.pi * np.fft.rfftfreq(len(closed)).clip(max=0.5 - 1e-9))
    gain = 1.0 / (1.0 + (warped / corner) ** (2 * _ORDER))
    smooth = np.fft.irfft(np.fft.rfft(closed, axis=0) * gain[:, None], n=len(closed), axis=0)
    return np.asarray(smooth[:count] + line)
