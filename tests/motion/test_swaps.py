"""Legs that a network mixed up are put right or left out, and legs that cross are not touched."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.motion.bodies import record, seconds, squat

from kilter.body.landmarks import LEGS, MIRRORED, Landmark
from kilter.motion.filters import Array
from kilter.motion.landmarks import LandmarkRecording, mirror
from kilter.motion.swaps import find_swaps, mend_swaps

FRAMES = 150


def lunging(t_s: Array, period_s: float = 4.0) -> Array:
    """(T, 33, 2) seen from the side: one leg in front, one behind, going up and down."""
    body = squat(t_s, 640)
    for landmark in Landmark:
        body[:, landmark.position, 0] = 640 + 0.1 * (body[:, landmark.position, 0] - 640)
    for position in LEGS:
        forward = 1 if tuple(Landmark)[position].side == "left" else -1
        reach = {"hip": 10, "knee": 90}.get(tuple(Landmark)[position].value.split("_", 1)[1], 140)
        body[:, position, 0] += forward * reach * (1 + 0.1 * np.sin(2 * np.pi * t_s / period_s))
    return body


def swap_legs(body: Array, start: int, end: int) -> Array:
    """The same with the legs' labels exchanged in some frames."""
    mixed = body.copy()
    mixed[start:end, LEGS] = body[start:end][:, np.array(MIRRORED)[list(LEGS)]]
    return mixed


def smoothed(body: Array) -> Array:
    """As a network's own smoothing would let it slide, over about three frames."""
    slid = body.copy()
    for frame in range(1, len(body)):
        slid[frame] = 0.3 * slid[frame - 1] + 0.7 * body[frame]
    return slid


def assert_same(these: LandmarkRecording, those: LandmarkRecording) -> None:
    """Two recordings agree."""
    np.testing.assert_allclose(these.image_px, those.image_px)
    np.testing.assert_allclose(these.visibility, those.visibility)
    assert these.world_m is not None
    assert those.world_m is not None
    np.testing.assert_allclose(these.world_m, those.world_m)


@given(start=st.integers(10, 120), length=st.integers(1, 14))
def test_a_short_mix_up_is_put_right(start: int, length: int) -> None:
    """Up to half a second of swapped legs comes out as if it had not happened, and a note says when."""
    t_s = seconds(FRAMES)
    clean = record(t_s, lunging(t_s))
    mixed = record(t_s, swap_legs(clean.image_px, start, start + length))

    mended = mend_swaps(mixed)

    assert_same(mended, clean)
    assert "put right" in mended.notes[0]


@given(start=st.integers(10, 90), length=st.integers(20, 50))
def test_a_long_mix_up_is_left_out(start: int, length: int) -> None:
    """Where the sides cannot be told for longer, the legs are not seen, with a reason; the rest stays."""
    t_s = seconds(FRAMES)
    clean = record(t_s, lunging(t_s))
    mixed = record(t_s, swap_legs(clean.image_px, start, start + length))

    mended = mend_swaps(mixed)

    assert np.isnan(mended.image_px[start : start + length][:, LEGS]).all()
    assert (mended.visibility[start : start + length][:, LEGS] == 0).all()
    kept = np.ones(FRAMES, dtype=bool)
    kept[start : start + length] = False
    np.testing.assert_allclose(mended.image_px[kept], clean.image_px[kept])
    np.testing.assert_allclose(mended.image_px[:, :23], clean.image_px[:, :23])
    assert "cannot be told apart" in mended.notes[0]


def test_a_mix_up_that_slides_is_found_too() -> None:
    """Smoothing spreads a swap over a few frames; all but those on the way are put right."""
    t_s = seconds(FRAMES)
    clean = smoothed(lunging(t_s))
    mixed = smoothed(swap_legs(lunging(t_s), 60, 72))

    mended = mend_swaps(record(t_s, mixed))

    apart = np.abs(mended.image_px - clean).max(axis=(1, 2))
    assert (apart > 60).sum() <= 4
    assert (np.abs(mixed - clean).max(axis=(1, 2)) > 60).sum() >= 12


@given(st.floats(1.0, 2.0))
def test_legs_that_cross_in_walking_are_not_touched(period_s: float) -> None:
    """Seen from the side the legs pass each other in each step, as fast as people walk; nothing is mended."""
    t_s = seconds(FRAMES)
    body = lunging(t_s)
    swing = 0.7 * np.cos(2 * np.pi * t_s / period_s)[:, None]  # a step of about 0.8 leg lengths
    middle = (body[:, LEGS, 0] + body[:, np.array(MIRRORED)[list(LEGS)], 0]) / 2
    body[:, LEGS, 0] = middle + (body[:, LEGS, 0] - middle) * swing

    swaps = find_swaps(t_s, body)

    assert not swaps.mended.any()
    assert not swaps.doubtful.any()


@given(start=st.integers(0, 140), length=st.integers(1, 80), noise=st.integers(0, 2**16))
def test_mending_and_mirroring_may_be_done_in_either_order(start: int, length: int, noise: int) -> None:
    """The mirrored recording is mended as the recording is, whatever is wrong with it."""
    t_s = seconds(FRAMES)
    shaken = np.random.default_rng(noise).normal(0, 2, (FRAMES, 33, 2))
    mixed = record(t_s, swap_legs(lunging(t_s), start, start + length) + shaken)

    first_mended = mirror(mend_swaps(mixed))
    first_mirrored = mend_swaps(mirror(mixed))

    np.testing.assert_allclose(first_mended.image_px, first_mirrored.image_px, atol=1e-9)
    np.testing.assert_allclose(first_mended.visibility, first_mirrored.visibility)


def test_arms_that_were_mixed_up_go_back_with_the_face() -> None:
    """A body taken for one that faces the other way: arms, face and legs are all put right."""
    t_s = seconds(FRAMES)
    clean = record(t_s, squat(t_s, 640))
    turned = clean.image_px.copy()
    turned[60:66] = clean.image_px[60:66][:, MIRRORED]

    mended = mend_swaps(record(t_s, turned))

    assert_same(mended, clean)
    assert [note.split(" were")[0] for note in mended.notes] == ["Left and right legs", "Left and right arms"]


def test_an_absence_does_not_carry_a_doubt_across() -> None:
    """After a second unseen the network begins anew, and each stretch is judged by itself."""
    t_s = seconds(FRAMES)
    body = swap_legs(lunging(t_s), 70, FRAMES)
    body[60:100] = np.nan

    swaps = find_swaps(t_s, body)

    assert not swaps.doubtful.any()
    assert not swaps.mended.any()


@pytest.mark.parametrize("frames", [0, 1, 2, 3])
def test_recordings_of_a_few_frames_are_let_be(frames: int) -> None:
    """Too short to tell anything by continuity."""
    t_s = seconds(frames)
    recording = record(t_s, lunging(t_s))

    mended = mend_swaps(recording)

    assert mended is recording


def test_a_recording_without_legs_is_let_be() -> None:
    """Nothing is told of what is not in view."""
    t_s = seconds(30)
    body = squat(t_s, 640)
    body[:, 23:] = np.nan

    mended = mend_swaps(record(t_s, body))

    assert mended.notes == ()
