"""Repetitions are counted from one signal, whatever the camera does to it, and never out of nothing."""

from collections.abc import Iterable
from itertools import pairwise
from math import inf, nan
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.motion.moving import CAMERAS, WAYS, Camera, Way, read, truths

from kilter.motion.repetitions import Counting, Repetition, RepetitionCounter
from kilter.motion.steadying import Sample

BRIDGE = Counting(rest=55.0, peak=0.0, begin=18.0, end=34.0)
SQUAT = Counting(rest=0.0, peak=95.0, begin=50.0, end=25.0)
LEG_RAISE = Counting(rest=-12.0, peak=35.0, begin=18.0, end=10.0)
COUNTINGS = [BRIDGE, SQUAT, LEG_RAISE]


def told(counting: Counting, samples: Iterable[Sample]) -> list[tuple[float, Repetition]]:
    """Each repetition with the time (s) at which it was told."""
    counter = RepetitionCounter(counting)
    return [(t_s, one) for t_s, value in samples for one in counter.feed(t_s, value)]


def completed(counting: Counting, samples: Iterable[Sample]) -> list[bool]:
    """Whether each repetition that was told was complete."""
    return [one.complete for _, one in told(counting, samples)]


@pytest.mark.parametrize("counting", COUNTINGS)
@given(ways=WAYS, camera=CAMERAS)
@settings(max_examples=25)
def test_counts_are_exact_over_tempos_ranges_pauses_and_cameras(
    counting: Counting, ways: list[Way], camera: Camera
) -> None:
    """Offset, gain, noise, frame rate and missing frames do not change the count."""
    samples = read(ways, counting.rest, counting.peak, camera)

    found = completed(counting, samples)

    assert found == [True] * len(ways)


@given(ways=WAYS, rate_hz=st.sampled_from([12.0, 30.0, 60.0]), seed=st.integers(0, 999))
@example(ways=[Way(0.9, 0.8, 0.0, 4.0, 0.0)] * 5, rate_hz=12.0, seed=31)
@settings(max_examples=30)
def test_start_peak_and_end_are_within_150_ms(ways: list[Way], rate_hz: float, seed: int) -> None:
    """A camera with a degree of noise tells when a repetition began, was at its top and ended."""
    camera = Camera(rate_hz, offset=5.0, gain=0.9, noise=1.0, dropped=0.05, seed=seed)

    found = told(SQUAT, read(ways, SQUAT.rest, SQUAT.peak, camera))

    for truth, (_, one) in zip(truths(ways), found, strict=True):
        assert one.start_s == pytest.approx(truth.start_s, abs=0.15)
        assert one.peak_s == pytest.approx(truth.peak_s, abs=0.15)
        assert one.end_s == pytest.approx(truth.end_s, abs=0.15)


@given(ways=WAYS, camera=CAMERAS)
@settings(max_examples=25)
def test_a_repetition_is_told_as_soon_as_it_is_over(ways: list[Way], camera: Camera) -> None:
    """Nobody waits longer than 0.3 s for the count."""
    found = told(SQUAT, read(ways, SQUAT.rest, SQUAT.peak, camera))

    assert all(told_s - truth.end_s < 0.3 for truth, (told_s, _) in zip(truths(ways), found, strict=True))


@given(part=st.floats(0.42, 0.55), gain=st.floats(0.85, 1.15), offset=st.floats(-8.0, 8.0), seed=st.integers(0, 999))
@settings(max_examples=25)
def test_a_short_range_is_told_as_partial(part: float, gain: float, offset: float, seed: int) -> None:
    """After a full repetition, half of the person's own range is partial."""
    ways = [Way(), Way(share=part), Way(), Way(share=part)]
    camera = Camera(offset=offset, gain=gain, noise=1.0, seed=seed)

    found = completed(BRIDGE, read(ways, BRIDGE.rest, BRIDGE.peak, camera))

    assert found == [True, False, True, False]


def test_a_repetition_says_how_long_each_part_took_and_how_far_it_went() -> None:
    """Up, hold, down and range are those of the movement."""
    way = Way(up_s=1.2, hold_s=1.0, down_s=3.0)

    [(_, one)] = told(BRIDGE, read([way], BRIDGE.rest, BRIDGE.peak, Camera()))

    assert (one.up_s, one.hold_s, one.down_s) == pytest.approx((1.2, 1.0, 3.0), abs=0.12)
    assert one.range == pytest.approx(55.0, abs=2.0)


@given(noise=st.floats(0.0, 2.0), level=st.floats(-0.2, 1.2), seed=st.integers(0, 999))
@settings(max_examples=25)
def test_nothing_is_counted_of_somebody_who_keeps_still(noise: float, level: float, seed: int) -> None:
    """Noise alone is no repetition, wherever the person keeps still."""
    value = SQUAT.rest + level * SQUAT.reach
    samples = read([], value, value, Camera(noise=noise, seed=seed), before_s=10.0, after_s=10.0)

    assert told(SQUAT, samples) == []


@given(seed=st.integers(0, 9999), step=st.floats(0.1, 8.0))
@settings(max_examples=30)
def test_wandering_within_a_third_of_the_range_counts_nothing(seed: int, step: float) -> None:
    """Fidgeting at rest is no repetition."""
    random = Random(seed)  # noqa: S311 - seeded noise, not secret
    value, samples = 0.0, []
    for frame in range(900):
        value = min(max(value + random.uniform(-step, step), -0.165 * 95), 0.165 * 95)
        samples.append((frame / 30, value))

    found = completed(SQUAT, samples)

    assert True not in found


@given(st.lists(st.tuples(st.floats(0.001, 1.0), st.sampled_from([nan, inf, -inf])), max_size=60))
def test_what_is_not_seen_counts_nothing(frames: list[tuple[float, float]]) -> None:
    """NaN and infinite values are passed over."""
    t_s, samples = 0.0, []
    for step_s, value in frames:
        t_s += step_s
        samples.append((t_s, value))

    assert told(SQUAT, samples) == []


@pytest.mark.parametrize("gap_s", [0.2, 0.45])
def test_short_gaps_in_seeing_are_bridged(gap_s: float) -> None:
    """Up to half a second unseen on the way does not cost the repetition."""
    samples = [one for one in read([Way(), Way()], 0.0, 95.0, Camera()) if not 1.6 < one[0] < 1.6 + gap_s]

    assert completed(SQUAT, samples) == [True, True]


@pytest.mark.parametrize(("start_s", "end_s"), [(1.2, 3.4), (0.8, 2.6), (2.4, 5.2)])
def test_what_happens_unseen_is_not_counted(start_s: float, end_s: float) -> None:
    """A repetition whose way up or way down was hidden is not made up."""
    samples = [one for one in read([Way()], 0.0, 95.0, Camera()) if not start_s < one[0] < end_s]

    assert told(SQUAT, samples) == []


@pytest.mark.parametrize("from_s", [1.6, 2.2, 2.8, 3.4])
def test_a_recording_that_starts_within_a_repetition_counts_from_the_next(from_s: float) -> None:
    """The first complete repetition is the first to count."""
    samples = [one for one in read([Way(), Way(), Way()], 0.0, 95.0, Camera(noise=1.0)) if one[0] >= from_s]

    assert completed(SQUAT, samples) == [True, True]


def test_another_movement_of_the_same_joint_is_not_counted() -> None:
    """Sitting up bends the hip the other way and is no bridge, even when the hips straighten afterwards."""
    sitting_up = read([Way(share=-1.0, hold_s=2.0)], BRIDGE.rest, BRIDGE.peak, Camera(noise=1.0))

    assert told(BRIDGE, sitting_up) == []


def test_a_dip_at_the_top_is_one_repetition() -> None:
    """Sinking a little and rising again above ``end`` does not begin a new repetition."""
    samples = [(k / 30, 95.0 * level) for k, level in enumerate(_ramp([0, 0, 1, 0.7, 1, 0, 0]))]

    assert completed(SQUAT, samples) == [True]


def test_repetitions_that_stop_short_of_rest_are_two() -> None:
    """Below ``end`` and up again ends one repetition and begins the next."""
    samples = [(k / 30, 95.0 * level) for k, level in enumerate(_ramp([0, 0, 1, 0.18, 1, 0, 0]))]

    assert completed(SQUAT, samples) == [True, True]


def test_the_own_range_is_learnt_from_complete_repetitions() -> None:
    """A person who reads three quarters of the reference has a range of their own."""
    counter = RepetitionCounter(SQUAT)
    assert counter.own_range is None

    for t_s, value in read([Way(), Way()], 0.0, 95.0, Camera(gain=0.75)):
        counter.feed(t_s, value)

    assert counter.own_range == pytest.approx(71.0, abs=3.0)


def test_memory_does_not_grow() -> None:
    """An hour at rest and a minute at the top keep no more than the last few hundred samples."""
    counter = RepetitionCounter(SQUAT)
    for k in range(60 * 600):
        counter.feed(k / 10, 0.0 if k < 35_000 else 95.0)

    assert len(counter._trace) <= 481


def test_a_dropped_repetition_is_forgotten() -> None:
    """Whoever leaves in the middle of a repetition and comes back has not done one."""
    counter = RepetitionCounter(SQUAT)
    samples = list(read([Way()], 0.0, 95.0, Camera()))

    found: list[Repetition] = []
    for t_s, value in samples:
        if 2.8 < t_s < 2.85:
            counter.drop()
        found += counter.feed(t_s, value)

    assert found == []
    assert not counter.moving


@pytest.mark.parametrize(("rest", "peak"), [(None, None), (90.0, 0.0), (nan, 95.0), (40.0, 95.0)])
def test_thresholds_stand_in_for_a_reference_that_contradicts_them(rest: float | None, peak: float | None) -> None:
    """Without a sound reference, rest and peak lie half a step outside the thresholds."""
    counting = Counting.between(50.0, 25.0, rest=rest, peak=peak)

    assert (counting.rest, counting.peak) == (12.5, 62.5)


def _ramp(levels: list[float]) -> list[float]:
    """Straight lines from level to level, a second each."""
    return [a + (b - a) * k / 30 for a, b in pairwise(levels) for k in range(30)]
