"""Poses of whole recordings."""

from dataclasses import replace

import numpy as np
import pytest
from tests.motion.people import frames_of, honest_lifter, see, some_lifter, squatting

from kilter.body.appearance import Noise
from kilter.motion.landmarks import LandmarkRecording, mirror
from kilter.motion.observation import Unseen
from kilter.motion.pose.batch import Pose, frame_of, pose_of
from kilter.motion.pose.features import FLAT, mirrored_points
from kilter.motion.signals import plain_angles


def read(recording: LandmarkRecording) -> Pose:
    """The pose by networks that pass on what the pose model says."""
    return pose_of(recording, honest_lifter(), honest_lifter(FLAT))


def part(recording: LandmarkRecording, frames: slice) -> LandmarkRecording:
    """Some of the frames."""
    assert recording.world_m is not None
    return replace(
        recording,
        t_s=recording.t_s[frames],
        image_px=recording.image_px[frames],
        world_m=recording.world_m[frames],
        visibility=recording.visibility[frames],
        present=recording.present[frames],
    )


def test_a_perfect_pose_model_gives_perfect_angles() -> None:
    """Knees, elbows and ankles of a squat come out as they are, through noise to a degree or two."""
    clean, noisy = see(squatting()), see(squatting(), noise=Noise(jitter_px=1.0, jitter_m=0.004))
    truth = plain_angles(clean.points)

    found, roughly = (plain_angles(read(seen.recording).points) for seen in (clean, noisy))

    for name in ("knee_flexion_left_deg", "knee_flexion_right_deg", "ankle_dorsiflexion_left_deg"):
        assert np.abs(found[name] - truth[name]).max() < 1.5
        assert np.abs(roughly[name] - truth[name]).mean() < 2.0


def test_the_mirrored_recording_has_the_mirrored_pose() -> None:
    """A selfie video turned over gives the same body turned over, and the opposite roll of the camera."""
    recording = see(squatting(20.0), roll_deg=8.0, noise=Noise(jitter_px=2.0, jitter_m=0.01)).recording

    there, back = (pose_of(each, some_lifter(), some_lifter(FLAT)) for each in (recording, mirror(recording)))

    assert back.camera_roll_deg == pytest.approx(-there.camera_roll_deg, abs=1e-3)
    np.testing.assert_allclose(back.points, mirrored_points(there.points), atol=1e-5)
    np.testing.assert_allclose(back.quality, there.quality, atol=1e-5)


def test_recordings_that_show_nothing_are_read_as_nothing() -> None:
    """No frames, one frame, nobody, NaN throughout: an answer of the right length, without points."""
    recording = see(squatting()).recording
    nobody = replace(recording, present=np.zeros(recording.frames, dtype=bool))
    unseen = replace(recording, image_px=np.full_like(recording.image_px, np.nan))

    none, one = read(part(recording, slice(0, 0))), read(part(recording, slice(0, 1)))

    assert none.points.shape == (0, 18, 3)
    assert none.trouble == ()
    assert np.isfinite(one.points).all()
    for empty, why in ((nobody, Unseen.NO_PERSON), (unseen, Unseen.HIDDEN)):
        pose = read(empty)
        assert np.isnan(pose.points).all()
        assert not pose.quality.any()
        assert set(pose.trouble) == {why}


def test_short_gaps_are_bridged_and_long_ones_are_not() -> None:
    """Two lost frames are filled, half a second is not, and quality is 0 wherever nothing was seen."""
    recording = see(squatting()).recording
    recording.image_px[20:22] = np.nan
    recording.image_px[50:65, 11] = np.inf

    pose = read(recording)

    assert np.isfinite(pose.points[20:22]).all()
    assert np.isnan(pose.points[50:65]).all()
    assert np.isfinite(pose.points[65:]).all()
    assert not pose.quality[20:22].any()
    assert (pose.quality[:20] > 0.8).all()


def test_slow_recordings_are_not_smoothed() -> None:
    """Twelve frames a second are too few for the filter: the points stay as they were read."""
    recording = see(squatting(rate_hz=12.0), rate_hz=12.0).recording

    pose = read(recording)

    assert np.isfinite(pose.points).all()


def test_bodies_that_cannot_be_are_left_out() -> None:
    """What a network without learning makes of a body does not fit, and is told and not used."""
    pose = pose_of(see(squatting()).recording, some_lifter(seed=3), some_lifter(FLAT))

    assert set(pose.trouble) == {Unseen.IMPLAUSIBLE}
    assert pose.quality.max() < 0.5


def test_a_source_without_depth_uses_the_other_network() -> None:
    """Without metres the flat network is asked."""
    recording = replace(see(squatting()).recording, world_m=None)

    pose = read(recording)

    assert np.isfinite(pose.points).all()


def test_a_frame_of_a_recording_is_what_a_coach_would_have_received() -> None:
    """Its landmarks are the recording's; a frame with nobody in it has none."""
    recording = see(squatting()).recording
    recording.present[4] = False

    there, nobody = frame_of(recording, 3), frame_of(recording, 4)

    np.testing.assert_array_equal(there.image_px, frames_of(recording)[3].image_px)
    assert nobody.image_px is nobody.world_m is nobody.visibility is None
    assert nobody.t_s == pytest.approx(4 / 30)
