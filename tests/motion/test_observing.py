"""What a coach sees of a frame, and what it is told is missing."""

from dataclasses import replace

import numpy as np
import pytest
from tests.motion.people import frames_of, honest_lifter, see, squatting

from kilter.body.appearance import Noise
from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.motion.frames import LandmarkFrame
from kilter.motion.observation import Observation, Unseen
from kilter.motion.observing import LandmarkObserver
from kilter.motion.pose.features import FLAT
from kilter.motion.pose.stream import PoseStream
from kilter.motion.pose.view import Facing

FRONT = frames_of(see(squatting()).recording)


def observer(facing: Facing = Facing.FRONT, tolerance_deg: float = 25.0) -> LandmarkObserver:
    """Somebody who watches a squat."""
    stream = PoseStream(honest_lifter(), honest_lifter(FLAT))
    return LandmarkObserver(stream, Position.STANDING, facing, tolerance_deg, Signal.KNEE_FLEXION)


def watch(frames: list[LandmarkFrame], facing: Facing = Facing.FRONT, working: Side = Side.LEFT) -> list[Observation]:
    """What is observed of each frame."""
    watching = observer(facing)
    return [watching.observe(frame, working) for frame in frames]


def test_a_squat_is_seen_going_down_and_up() -> None:
    """The knee bends to about ninety degrees half-way and is straight at both ends."""
    knee = [seen.values[Signal.KNEE_FLEXION] for seen in watch(FRONT)]

    assert knee[0] < 5
    assert max(knee) == pytest.approx(90.0, abs=5.0)
    assert knee[-1] < 5


def test_the_same_frames_are_observed_alike() -> None:
    """Replaying gives the same observations."""
    noisy = frames_of(see(squatting(), noise=Noise(jitter_px=2.0, jitter_m=0.01)).recording)

    assert watch(noisy) == watch(noisy)


def test_one_frame_is_read_for_either_side_without_being_received_twice() -> None:
    """Asking for the other side changes nothing that is remembered."""
    once, twice = observer(), observer()

    for frame in FRONT:
        alone = once.observe(frame, Side.LEFT)
        left, right = twice.observe(frame, Side.LEFT), twice.observe(frame, Side.RIGHT)

        assert left == alone
        assert right.values[Signal.OTHER_KNEE_FLEXION] == left.values[Signal.KNEE_FLEXION]


def test_from_the_asked_side_all_is_seen() -> None:
    """No signal is missing, and nothing is wrong with the picture."""
    for seen in watch(FRONT):
        assert seen.present
        assert seen.trouble is None
        assert not seen.unseen


@pytest.mark.parametrize(("turned_deg", "facing"), [(0.0, Facing.SIDE), (90.0, Facing.FRONT), (0.0, Facing.BACK)])
def test_from_the_wrong_side_only_the_counted_signal_is_given(turned_deg: float, facing: Facing) -> None:
    """After a moment the view is called wrong, for everything but what repetitions are counted from."""
    last = watch(frames_of(see(squatting(turned_deg)).recording), facing)[-1]

    assert last.present
    assert last.trouble is Unseen.WRONG_VIEW
    assert Signal.KNEE_FLEXION not in last.unseen
    assert set(last.unseen) == set(last.values) - {Signal.KNEE_FLEXION}
    assert set(last.unseen.values()) == {Unseen.WRONG_VIEW}


def test_a_glance_away_is_not_a_wrong_view() -> None:
    """The view is averaged: a few frames that look turned do not change it."""
    turned = frames_of(see(squatting(90.0)).recording)
    mixed = [turned[number] if 40 <= number < 43 else frame for number, frame in enumerate(FRONT)]

    assert all(seen.trouble is not Unseen.WRONG_VIEW for seen in watch(mixed))


def test_nobody_in_the_picture_is_nobody_present() -> None:
    """Without landmarks there are no values, and the reason is told; the person may come back."""
    gone = replace(FRONT[3], image_px=None, world_m=None, visibility=None)

    found = watch([*FRONT[:3], gone, *FRONT[4:8]])

    assert [seen.present for seen in found] == [True] * 3 + [False] + [True] * 4
    assert found[3].trouble is Unseen.NO_PERSON
    assert not found[3].values


def test_who_is_too_small_is_not_followed() -> None:
    """A figure far away is not read at all; one that is cut off is, with the trouble told."""
    assert FRONT[0].image_px is not None
    small = [replace(frame, image_px=frame.image_px * 0.2 + 100) for frame in FRONT[:3] if frame.image_px is not None]
    cut = [
        replace(frame, image_px=frame.image_px + np.array([0.0, 230.0]))
        for frame in FRONT[:3]
        if frame.image_px is not None
    ]

    assert {(seen.present, seen.trouble) for seen in watch(small)} == {(False, Unseen.TOO_SMALL)}
    assert {(seen.present, seen.trouble) for seen in watch(cut)} == {(True, Unseen.CUT_OFF)}


def test_a_frame_without_a_time_does_not_blind_the_view() -> None:
    """A time that is NaN changes nothing about how the view is judged afterwards."""
    turned = frames_of(see(squatting(90.0)).recording)
    odd = [replace(turned[0], t_s=float("nan")), *turned]

    assert watch(odd)[-1].trouble is Unseen.WRONG_VIEW
