"""Steps of one leg: each landing counts once, whatever the camera makes of the length, and nothing else counts."""

from itertools import pairwise
from math import pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kilter.motion.repetitions import Counting, Repetition
from kilter.motion.steps import StepCounter

WALK = Counting(rest=-70.0, peak=67.0, begin=-25.0, end=-45.0, one_way=True)


def walked(steps: int, *, length_cm: float, step_s: float = 0.6, rate_hz: float = 30.0) -> list[tuple[float, float]]:
    """How far the other foot is ahead while a person stands, takes steps with either leg in turn, and stands again."""
    samples = []
    stands_s = 1.0
    for frame in range(round((2 * stands_s + steps * step_s) * rate_hz)):
        t_s = frame / rate_hz
        done = min(max((t_s - stands_s) / step_s, 0.0), float(steps))
        whole, part = int(done), done - int(done)
        way = part - sin(2 * pi * part) / (2 * pi)
        come = way if whole % 2 == 0 else 1.0 - way
        samples.append((t_s, length_cm * (come - 0.5)))
    return samples


def steps_of(samples: list[tuple[float, float]]) -> list[Repetition]:
    """What the counter tells."""
    counter = StepCounter(WALK)
    return [step for t_s, value in samples for step in counter.feed(t_s, value)]


@given(
    steps=st.integers(1, 12),
    length_cm=st.floats(55.0, 170.0),
    step_s=st.floats(0.4, 1.2),
    rate_hz=st.sampled_from([12.0, 15.0, 30.0]),
)
def test_every_other_landing_is_a_step(steps: int, length_cm: float, step_s: float, rate_hz: float) -> None:
    """Of steps with either leg in turn, those of one leg count, the last one too, at any usual length and rate."""
    told = steps_of(walked(steps, length_cm=length_cm, step_s=step_s, rate_hz=rate_hz))

    assert len(told) == (steps + 1) // 2
    assert all(step.complete for step in told)


def test_a_step_is_told_when_it_was_taken() -> None:
    """The second step of a leg begins after the other leg's and ends when the foot lands."""
    first, second = steps_of(walked(3, length_cm=130.0))

    assert (first.start_s, first.end_s) == pytest.approx((1.0, 1.6), abs=0.12)
    assert (second.start_s, second.end_s) == pytest.approx((2.2, 2.8), abs=0.12)
    assert second.range == pytest.approx(130.0, rel=0.08)


@given(sway_cm=st.floats(0.0, 25.0), period_s=st.floats(0.5, 4.0))
def test_swaying_on_the_spot_is_no_step(sway_cm: float, period_s: float) -> None:
    """Feet that move by less than a short step count nothing, however often."""
    samples = [(frame / 30.0, -20.0 + sway_cm / 2 * sin(2 * pi * frame / 30.0 / period_s)) for frame in range(300)]

    assert steps_of(samples) == []


def test_a_pause_in_mid_step_does_not_make_two() -> None:
    """A leg that is held in the air for a second and then set down has taken one step."""
    way = [(0.0, -65.0), (1.0, -65.0), (1.4, 5.0), (2.4, 5.0), (2.8, 65.0), (4.0, 65.0)]
    samples = []
    for (from_s, low), (to_s, high) in pairwise(way):
        frames = round((to_s - from_s) * 30)
        samples += [(from_s + frame / 30, low + (high - low) * frame / frames) for frame in range(frames)]

    assert len(steps_of(samples)) == 1


def test_what_had_begun_is_forgotten_when_the_person_leaves() -> None:
    """A step that was under way when the person left does not count when they are back."""
    counter = StepCounter(WALK)
    samples = walked(1, length_cm=130.0)
    half = [sample for sample in samples if sample[0] < 1.37]
    for t_s, value in half:
        counter.feed(t_s, value)

    counter.drop()

    assert not [step for t_s, value in samples[len(half) :] for step in counter.feed(t_s, value)]


def test_what_was_not_seen_is_passed_over() -> None:
    """A value that is missing tells nothing and breaks nothing."""
    samples = [
        (t_s, float("nan") if index % 3 == 0 else value)
        for index, (t_s, value) in enumerate(walked(3, length_cm=120.0))
    ]

    assert len(steps_of(samples)) == 2
