"""Gaps and noise."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import butter, filtfilt

from kilter.motion.filters import CUTOFF_HZ, Array, fill_short_gaps, low_pass, stretches

from .walkers import scatter


def wandering(frames: int, columns: int, seed: int) -> Array:
    """A path that drifts away, as a marker does over ground, with noise on it."""
    drift = np.linspace(0, 5, frames)[:, None]
    sway = np.sin(np.linspace(0, 40, frames))[:, None] * np.linspace(0.1, 0.3, columns)
    return np.asarray(drift + sway + 0.005 * scatter((frames, columns), seed))


@pytest.mark.parametrize("rate_hz", [25.0, 60.0, 100.0, 250.0])
def test_low_pass_is_the_butterworth_run_both_ways(rate_hz: float) -> None:
    """Away from the ends the spectrum method gives what filtering forwards and backwards gives, to a micrometre."""
    values = wandering(int(8 * rate_hz), 3, seed=4)
    tuned = np.tan(np.pi * CUTOFF_HZ / rate_hz) / (np.sqrt(2) - 1) ** 0.25
    numerator, denominator = butter(2, 2 * np.arctan(tuned) / np.pi)

    smooth = low_pass(values, rate_hz)

    expected = filtfilt(numerator, denominator, values, axis=0)
    inner = slice(int(rate_hz), -int(rate_hz))
    np.testing.assert_allclose(smooth[inner], expected[inner], atol=1e-6)


def test_low_pass_halves_the_power_at_its_cutoff() -> None:
    """A sine at the cut-off keeps 0.707 of its size, and none of it is delayed."""
    time_s = np.arange(1000) / 100
    sine = np.sin(2 * np.pi * CUTOFF_HZ * time_s)[:, None]

    smooth = low_pass(sine, 100.0)

    np.testing.assert_allclose(smooth[200:800], sine[200:800] / np.sqrt(2), atol=1e-3)


def test_low_pass_keeps_the_ends_of_a_stretch() -> None:
    """The first and the last sample stay where they are, and a straight line stays a straight line."""
    line = np.linspace(2.0, 3.0, 80)[:, None]

    smooth = low_pass(line, 100.0)

    np.testing.assert_allclose(smooth, line, atol=1e-12)


def test_low_pass_does_not_reach_across_gaps() -> None:
    """What comes after a gap does not change what was before it; a scrap shorter than a period is dropped."""
    values = wandering(300, 1, seed=1)
    values[100:110] = np.nan
    values[120:125] = np.nan
    changed = values.copy()
    changed[125:] += 1.0

    smooth, smooth_changed = low_pass(values, 100.0), low_pass(changed, 100.0)

    np.testing.assert_array_equal(smooth[:100], smooth_changed[:100])
    assert np.isnan(smooth[100:125]).all()
    assert np.isfinite(smooth[125:]).all()


def test_short_gaps_are_bridged_and_long_ones_are_not() -> None:
    """A tenth of a second is filled with a straight line; a longer gap and the ends stay open."""
    points = np.outer(np.arange(100.0), [1.0, 2.0, 3.0])
    points[:5] = np.nan
    points[20:30, 1] = np.nan
    points[50:61] = np.nan

    filled = fill_short_gaps(points, rate_hz=100.0)

    np.testing.assert_allclose(filled[20:30], np.outer(np.arange(20.0, 30), [1.0, 2.0, 3.0]))
    assert np.isnan(filled[:5]).all()
    assert np.isnan(filled[50:61]).all()
    assert np.isfinite(filled[61:]).all()


@given(st.lists(st.booleans(), max_size=40))
def test_stretches_cover_what_was_seen_and_nothing_else(seen: list[bool]) -> None:
    """Writing the stretches out again gives back the frames, and no two of them touch."""
    found = stretches(np.array(seen, dtype=bool))

    rebuilt = np.zeros(len(seen), dtype=bool)
    for start, end in found:
        rebuilt[start:end] = True
    assert rebuilt.tolist() == seen
    assert all(end < start for (_, end), (start, _) in pairwise(found))
