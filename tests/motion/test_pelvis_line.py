"""Pelvic obliquity from the line between the hips in the picture."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.motion.people import MIDDLE, Seen, see

from kilter.body.appearance import Noise
from kilter.body.kinematics import posture, skeleton_points
from kilter.body.landmarks import MIRRORED
from kilter.body.positions import Position
from kilter.body.rotations import Array, about_z
from kilter.body.sides import Side
from kilter.body.signals import Joint
from kilter.motion.landmarks import LandmarkRecording, mirror
from kilter.motion.pelvis_line import change_from_stance, pelvis_line_deg, two_leg_stance
from kilter.motion.pose.features import mirrored_points
from kilter.motion.signals import plain_angles

FRAMES = 120
STANDING = slice(0, 30)
LIFTED = slice(60, 120)


def on_one_leg(
    drop_deg: float = 8.0, *, turned_deg: float = 0.0, roll_deg: float = 0.0, noise: Noise | None = None
) -> Seen:
    """Two seconds on both legs, then on the left with the right lifted and the right hip sinking."""
    share = np.clip((np.arange(FRAMES) - 30) / 30, 0.0, 1.0)
    angles = {joint: np.zeros(FRAMES) for joint in Joint}
    # of the working side's view: positive when the hip that is not stood on is lower
    angles[Joint.PELVIS_OBLIQUITY] = drop_deg * share
    angles[Joint.OTHER_HIP_FLEXION] = 40 * share
    angles[Joint.OTHER_KNEE_FLEXION] = 70 * share
    points = skeleton_points(posture(angles, Side.LEFT, Position.STANDING, ()), MIDDLE)
    points[..., 2] += MIDDLE.thigh_m + MIDDLE.shank_m + MIDDLE.ankle_up_m
    return see(points @ about_z(turned_deg).T, roll_deg=roll_deg, noise=noise)


def line(seen: Seen, recording: LandmarkRecording | None = None, roll_deg: float = 0.0) -> Array:
    """The obliquity, the lifted points being the true ones."""
    return pelvis_line_deg(recording or seen.recording, seen.points, roll_deg)


@pytest.mark.parametrize("drop_deg", [-10.0, 0.0, 5.0, 12.0])
@pytest.mark.parametrize("turned_deg", [0.0, 180.0, 10.0])
def test_the_drop_is_read_from_front_and_back(drop_deg: float, turned_deg: float) -> None:
    """Positive when the left hip is higher, whether the person faces the camera or turns their back to it."""
    seen = on_one_leg(drop_deg, turned_deg=turned_deg)

    found = line(seen)

    truth = plain_angles(seen.points)["pelvis_obliquity_deg"]
    assert truth[-1] == pytest.approx(drop_deg, abs=0.1)
    np.testing.assert_allclose(found, truth, atol=0.8)


@pytest.mark.parametrize("roll_deg", [-12.0, 7.0])
@pytest.mark.parametrize("turned_deg", [0.0, 180.0])
def test_the_roll_of_the_camera_is_taken_off(roll_deg: float, turned_deg: float) -> None:
    """A camera that is held askew does not tip the pelvis."""
    upright = line(on_one_leg(turned_deg=turned_deg))

    askew = line(on_one_leg(turned_deg=turned_deg, roll_deg=roll_deg), roll_deg=roll_deg)

    np.testing.assert_allclose(askew, upright, atol=0.3)


@given(st.floats(-15, 15), st.floats(-12, 12), st.sampled_from([0.0, 180.0]), st.integers(0, 1000))
def test_the_mirrored_recording_gives_the_mirrored_answer(
    drop_deg: float, turned_deg: float, about_deg: float, seed: int
) -> None:
    """Turned over, every frame has the opposite obliquity, noise and all."""
    seen = on_one_leg(drop_deg, turned_deg=turned_deg + about_deg)
    random = np.random.default_rng(seed)
    shaken = seen.recording.image_px + 2.0 * random.standard_normal(seen.recording.image_px.shape)
    recording = replace(seen.recording, image_px=shaken)

    there = pelvis_line_deg(recording, seen.points, 3.0)
    back = pelvis_line_deg(mirror(recording), mirrored_points(seen.points), -3.0)

    np.testing.assert_allclose(back, -there, atol=1e-6)


@given(st.integers(0, 1000), st.sampled_from([0.0, 180.0]))
def test_swapped_frames_change_nothing(seed: int, turned_deg: float) -> None:
    """Where left and right are mixed up in some frames, each frame keeps its obliquity and its sign."""
    seen = on_one_leg(turned_deg=turned_deg)
    swapped = np.random.default_rng(seed).random(FRAMES) < 0.2
    image_px = seen.recording.image_px.copy()
    image_px[swapped] = image_px[swapped][:, list(MIRRORED)]

    found = line(seen, replace(seen.recording, image_px=image_px))

    np.testing.assert_allclose(found, line(seen), atol=1e-9)


def test_swapped_hips_alone_change_nothing() -> None:
    """The line is the same from either end."""
    seen = on_one_leg()
    image_px = seen.recording.image_px.copy()
    image_px[40:90, [23, 24]] = image_px[40:90, [24, 23]]

    np.testing.assert_allclose(line(seen, replace(seen.recording, image_px=image_px)), line(seen), atol=1e-9)


@pytest.mark.parametrize(
    ("turned_deg", "seen_so"), [(12.0, True), (-12.0, True), (192.0, True), (18.0, False), (90.0, False)]
)
def test_who_does_not_stand_square_is_not_measured(turned_deg: float, *, seen_so: bool) -> None:
    """Beyond fifteen degrees off the camera there is no answer."""
    found = line(on_one_leg(turned_deg=turned_deg))

    assert np.isfinite(found).all() == seen_so
    assert np.isnan(found).all() != seen_so


def test_hips_that_are_not_seen_have_no_line() -> None:
    """A missing hip is NaN in its own frame; the others keep their answer."""
    seen = on_one_leg()
    image_px = seen.recording.image_px.copy()
    image_px[50, 23] = np.nan

    found = line(seen, replace(seen.recording, image_px=image_px))

    assert np.isnan(found[50])
    np.testing.assert_allclose(np.delete(found, 50), np.delete(line(seen), 50))


@pytest.mark.parametrize("frames", [0, 1, 2, 10])
def test_short_recordings_have_a_value_a_frame(frames: int) -> None:
    """Also where the guard's window is longer than the recording."""
    seen = on_one_leg()
    assert seen.recording.world_m is not None
    recording = replace(
        seen.recording,
        t_s=seen.recording.t_s[:frames],
        image_px=seen.recording.image_px[:frames],
        world_m=seen.recording.world_m[:frames],
        visibility=seen.recording.visibility[:frames],
        present=seen.recording.present[:frames],
    )

    found = pelvis_line_deg(recording, seen.points[:frames], 0.0)

    assert found.shape == (frames,)
    assert two_leg_stance(recording).shape == (frames,)


def test_the_stance_on_both_legs_is_found_and_its_bias_taken_off() -> None:
    """Standing counts before the leg is lifted and not after; what is left is the change."""
    seen = on_one_leg(8.0)
    off = line(seen, roll_deg=2.0)

    standing = two_leg_stance(seen.recording)
    change, level = change_from_stance(off, standing)

    assert standing[STANDING].mean() > 0.9
    assert not standing[LIFTED].any()
    assert level == pytest.approx(-2.0, abs=0.3)
    assert change[LIFTED].mean() == pytest.approx(8.0, abs=0.5)


def test_without_a_stance_nothing_is_taken_off() -> None:
    """The obliquity stays as it is, and that no stance was seen is told."""
    off = line(on_one_leg())

    change, level = change_from_stance(off, np.zeros(FRAMES, dtype=bool))

    assert level is None
    np.testing.assert_array_equal(change, off)


def test_jitter_of_the_landmarks_is_not_made_larger() -> None:
    """One pixel of noise on hips sixty pixels apart is about one degree and a half, no more."""
    shaken, still = on_one_leg(noise=Noise(jitter_px=1.0)), on_one_leg()

    noise_deg = line(shaken) - line(still)

    hips_px = np.diff(still.recording.image_px[0, [24, 23], 0]).item()
    assert np.std(noise_deg) == pytest.approx(np.degrees(np.sqrt(2) / abs(hips_px)), rel=0.3)
