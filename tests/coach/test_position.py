"""Who is in position, judged so that a camera that is ten degrees off locks nobody out."""

from math import nan

import pytest
from tests.coach.bridging import LEGS_LONG, POSE, STANDING

from kilter.body.signals import Signal
from kilter.coach.position import Fit, PositionGate, Standing, moves_together
from kilter.coach.presence import Presence, Trouble
from kilter.motion.observation import Unseen

REST = {signal: path[0] for signal, path in POSE.items()}
PEAK = {signal: path[-1] for signal, path in POSE.items()}


@pytest.mark.parametrize("off", [-10.0, 0.0, 10.0])
@pytest.mark.parametrize("pose", [REST, PEAK])
def test_a_biased_camera_sees_the_position(pose: dict[Signal, float], off: float) -> None:
    """Rest and peak both belong to it."""
    assert PositionGate(POSE).fit({signal: value + off for signal, value in pose.items()}) is Fit.IN


@pytest.mark.parametrize("pose", [STANDING, LEGS_LONG])
def test_other_positions_are_told_apart(pose: dict[Signal, float]) -> None:
    """Standing is not lying, and long legs are not bent ones."""
    assert PositionGate(POSE).fit(pose) is Fit.OUT


def test_a_single_signal_may_be_far_off() -> None:
    """A fault in one joint does not make it another position."""
    assert PositionGate(POSE).fit({**REST, Signal.TRUNK_FLEXION: 60.0}) is Fit.BETWEEN


def test_what_is_not_seen_does_not_count() -> None:
    """Without any signal nothing is said; with some, these decide."""
    gate = PositionGate(POSE)

    assert gate.fit(dict.fromkeys(POSE, nan)) is Fit.UNSEEN
    assert gate.fit({Signal.KNEE_FLEXION: 105.0, Signal.HIP_FLEXION: nan}) is Fit.IN


def test_the_position_is_taken_and_left_with_patience() -> None:
    """Half a second to take it up, a whole one to leave it, and single frames change nothing."""
    standing = Standing()
    fits = [Fit.IN] * 10 + [Fit.OUT] * 5 + [Fit.IN] * 10 + [Fit.OUT] * 15

    turned = [index for index, fit in enumerate(fits) if standing.feed(index / 10, fit)]

    assert turned == [5, 35]
    assert not standing.taken


@pytest.mark.parametrize(
    ("at_peak", "together"),
    [
        (PEAK, True),
        ({**PEAK, Signal.OTHER_HIP_FLEXION: 55.0}, True),
        ({**PEAK, Signal.OTHER_HIP_FLEXION: 55.0, Signal.HIP_FLEXION: 60.0}, False),
        ({**PEAK, Signal.KNEE_FLEXION: 0.0, Signal.OTHER_KNEE_FLEXION: 0.0}, False),
        ({}, True),
    ],
)
def test_the_rest_of_the_body_must_roughly_go_along(at_peak: dict[Signal, float], *, together: bool) -> None:
    """One joint may differ, as in a fault; two make it another movement; unseen ones do not count."""
    assert moves_together(POSE, REST, at_peak, 1.0) is together


def test_a_person_is_lost_after_half_a_second() -> None:
    """Single frames without a person change nothing."""
    presence = Presence()
    seen = [True] * 5 + [False] * 4 + [True] * 5 + [False] * 10 + [True]

    turned = [index for index, present in enumerate(seen) if presence.feed(index / 10, present=present)]

    assert turned == [0, 19, 24]


def test_trouble_is_told_once_for_each_time_it_lasts() -> None:
    """After a second, and again only when it was gone for two."""
    trouble = Trouble()
    reasons = [Unseen.CUT_OFF] * 30 + [None] * 10 + [Unseen.CUT_OFF] * 20 + [None] * 30 + [Unseen.CUT_OFF] * 20

    told = [index for index, reason in enumerate(reasons) if trouble.feed(index / 10, reason)]

    assert told == [10, 100]
