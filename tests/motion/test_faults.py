"""Faults are told when they last, with their size; what is not seen is not judged."""

from math import nan
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kilter.body.signals import Signal
from kilter.motion.faults import Check, Fault, FaultWatch, along, lowering_fault, worst_of
from kilter.motion.observation import Unseen

LEVEL = (0.0, 0.0)


def check(
    signal: Signal = Signal.TRUNK_LEAN,
    limit: float = 12.0,
    *,
    above: bool = True,
    for_s: float = 0.3,
    unit: str = "deg",
    path: tuple[float, ...] = LEVEL,
) -> Check:
    """A check as a file would state it."""
    return Check("leans", "Stay upright", signal, unit, limit, above, for_s, major=False, path=path)


def watched(watch: FaultWatch, values: list[float], share: float = 1.0, unseen: Unseen | None = None) -> list[Fault]:
    """What is told while some values are read, 30 a second."""
    told = (watch.feed(k / 30, value, share, unseen) for k, value in enumerate(values))
    return [fault for fault in told if fault is not None]


@given(beyond=st.floats(3.0, 30.0), noise=st.floats(0.0, 1.5), seed=st.integers(0, 999))
def test_a_fault_that_lasts_is_told_once_with_its_size(beyond: float, noise: float, seed: int) -> None:
    """Whatever its size, it is told once, and by how much it passes the limit."""
    random = Random(seed)  # noqa: S311 - seeded noise, not secret
    watch = FaultWatch(check())

    told = watched(watch, [12.0 + beyond + random.gauss(0, noise) for _ in range(60)])

    assert len(told) == 1
    assert told[0].beyond == pytest.approx(beyond, abs=0.5 + 3 * noise)
    assert watch.close().faults == tuple(told)


@given(value=st.floats(-40.0, 8.0), noise=st.floats(0.0, 2.0), seed=st.integers(0, 999))
def test_good_form_is_not_flagged(value: float, noise: float, seed: int) -> None:
    """Values that keep to the limit, noise and all, are no fault."""
    random = Random(seed)  # noqa: S311 - seeded noise, not secret
    watch = FaultWatch(check())

    told = watched(watch, [value + random.gauss(0, noise) for _ in range(90)])

    assert told == []
    assert watch.close().unseen is None


def test_a_moment_is_no_fault() -> None:
    """What passes sooner than the check says is not told."""
    watch = FaultWatch(check(for_s=0.5))

    assert watched(watch, [0.0] * 10 + [25.0] * 8 + [0.0] * 20) == []


def test_a_limit_below() -> None:
    """A check may be about too little."""
    watch = FaultWatch(check(limit=20.0, above=False, path=(35.0, 35.0)))

    [fault] = watched(watch, [5.0] * 30)

    assert (fault.worst, fault.beyond) == pytest.approx((5.0, 15.0), abs=0.1)


@pytest.mark.parametrize("off", [-9.0, 0.0, 9.0])
def test_a_constant_error_cancels_where_the_own_rest_counts(off: float) -> None:
    """The curve of a back is judged from the person's own, so a camera that reads it wrong all the time is harmless."""
    watch = FaultWatch(check(Signal.LUMBAR_EXTENSION, 10.0))
    for _ in range(30):
        watch.learn(off)

    told_good = watched(watch, [off + 5.0] * 30)
    watch.open()
    told_bad = watched(watch, [off + 16.0] * 60)

    assert told_good == []
    assert [round(fault.worst) for fault in told_bad] == [16]


def test_without_a_rest_nothing_is_said_about_a_change_from_rest() -> None:
    """Whoever was never seen at rest is not judged by the change from it."""
    watch = FaultWatch(check(Signal.LUMBAR_EXTENSION, 10.0))

    assert not watch.ready
    assert watched(watch, [40.0] * 60) == []
    assert watch.close().unseen is Unseen.TOO_COARSE


@pytest.mark.parametrize("seen", [0, 10, 29])
def test_what_is_seen_for_less_than_half_is_not_assessed(seen: int) -> None:
    """A check that saw less than half of a repetition says why instead of praising."""
    watch = FaultWatch(check())
    watched(watch, [0.0] * seen)
    for k in range(seen, 60):
        watch.feed(k / 30, nan, 1.0, Unseen.WRONG_VIEW)

    verdict = watch.close()

    assert (verdict.faults, verdict.unseen) == ((), Unseen.WRONG_VIEW)


def test_what_the_reference_does_itself_is_no_fault() -> None:
    """A knee that is bent at rest and straight at the peak is judged only near the peak."""
    bent = check(Signal.KNEE_FLEXION, 35.0, path=(90.0, 45.0, 0.0))

    assert [bent.asks_for(share) for share in (0.0, 0.5, 0.65, 0.8, 1.0, 1.2)] == [
        False,
        False,
        False,
        True,
        True,
        True,
    ]


def test_a_check_that_was_never_asked_says_so() -> None:
    """A repetition that did not come to where the check applies says nothing about it."""
    watch = FaultWatch(check(Signal.KNEE_FLEXION, 35.0, path=(90.0, 0.0)))
    watched(watch, [80.0] * 60, share=0.2)

    assert not watch.close().asked


@pytest.mark.parametrize(("lowering_s", "flagged"), [(0.8, True), (1.5, True), (1.9, False), (3.0, False)])
def test_a_lowering_is_too_fast_when_its_time_is_surely_too_short(lowering_s: float, *, flagged: bool) -> None:
    """Times are measured to a quarter of a second, so only what is shorter by more is told."""
    fast = check(Signal.LOWERING_TIME, 2.0, above=False, unit="s")

    assert (lowering_fault(fast, lowering_s, 10.0) is not None) is flagged


def test_the_worst_is_the_one_furthest_beyond_its_limit() -> None:
    """Below a limit the smallest value is the worst."""
    low = check(above=False)

    faults = [Fault(low, 0.0, 1.0, value, 12.0 - value) for value in (8.0, 3.0, 9.0)]

    assert worst_of(faults).worst == 3.0


def test_a_path_is_read_between_its_places() -> None:
    """Before the start and after the end it keeps its value."""
    assert [along((0.0, 10.0), share) for share in (-1.0, 0.5, 2.0)] == [0.0, 5.0, 10.0]
