"""The clock of a hold runs while the position is held, and not otherwise."""

from collections.abc import Iterable
from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.motion.moving import Camera, Way, read, share_at

from kilter.motion.holds import Bound, HoldClock
from kilter.motion.steadying import Sample

PLANK = Bound(at_least=160.0)


def run(samples: Iterable[Sample], bound: Bound = PLANK) -> HoldClock:
    """A clock that has seen some samples."""
    clock = HoldClock(bound)
    for t_s, value in samples:
        clock.feed(t_s, value)
    clock.stop()
    return clock


def steps(*parts: tuple[float, float]) -> list[Sample]:
    """A signal at some levels for some seconds each, 30 times a second."""
    levels = [level for seconds, level in parts for _ in range(round(seconds * 30))]
    return [(k / 30, level) for k, level in enumerate(levels)]


@given(
    hold_s=st.floats(2.0, 40.0),
    up_s=st.floats(0.8, 3.0),
    rate_hz=st.floats(12.0, 60.0),
    noise=st.floats(0.0, 2.0),
    seed=st.integers(0, 999),
)
@settings(max_examples=30)
def test_hold_time_is_within_half_a_second(hold_s: float, up_s: float, rate_hz: float, noise: float, seed: int) -> None:
    """The time held is the time that the signal truly was within its bound."""
    ways = [Way(1.0, up_s, hold_s, up_s)]
    held_s = sum(150.0 + 30.0 * share_at(k / 200, ways) >= 160.0 for k in range(200 * 60)) / 200

    clock = run(read(ways, 150.0, 180.0, Camera(rate_hz, noise=noise, dropped=0.05, seed=seed)))

    assert clock.total_s == pytest.approx(held_s, abs=0.5)


def test_a_short_lapse_is_forgiven() -> None:
    """A fifth of a second outside the bound does not stop the clock."""
    clock = run(steps((1, 150), (4, 175), (0.2, 150), (4, 175), (1, 150)))

    assert clock.total_s == pytest.approx(8.2, abs=0.15)
    assert clock.longest_s == pytest.approx(8.2, abs=0.15)


def test_a_longer_lapse_does_not_count() -> None:
    """The clock stops when the position is left, and goes on when it is taken up again."""
    clock = run(steps((1, 150), (4, 175), (2, 150), (5, 175), (1, 150)))

    assert clock.total_s == pytest.approx(9.0, abs=0.2)
    assert clock.longest_s == pytest.approx(5.0, abs=0.2)


@pytest.mark.parametrize(("gap_s", "held_s"), [(0.4, 6.0), (2.0, 4.0)])
def test_only_short_gaps_in_seeing_are_bridged(gap_s: float, held_s: float) -> None:
    """What was not seen for long is not counted."""
    samples = [one for one in steps((6, 175)) if not 2.0 < one[0] < 2.0 + gap_s]

    assert run(samples).total_s == pytest.approx(held_s, abs=0.2)


def test_unseen_values_end_a_hold_where_it_was_last_seen() -> None:
    """A signal that turns to NaN is not held on."""
    clock = HoldClock(PLANK)
    for t_s, value in steps((3, 175), (3, nan)):
        clock.feed(t_s, value)

    assert not clock.held
    assert clock.total_s == pytest.approx(3.0, abs=0.2)


def test_a_bound_on_either_side() -> None:
    """Too much is as much outside as too little."""
    clock = run(steps((2, 50), (3, 100), (2, 140)), Bound(60.0, 130.0))

    assert clock.total_s == pytest.approx(3.0, abs=0.2)


def test_a_signal_that_trembles_on_its_bound_is_held() -> None:
    """Once inside, a degree outside is still inside."""
    samples = [(k / 30, 159.5 + (k % 2)) for k in range(300)]

    assert run(samples).total_s > 9.0


def test_who_never_gets_there_holds_nothing() -> None:
    """No hold, no seconds."""
    clock = run(steps((10, 150)))

    assert (clock.total_s, clock.longest_s, clock.held) == (0.0, 0.0, False)
