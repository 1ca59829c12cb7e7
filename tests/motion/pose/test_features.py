"""What the network is told, and how that reads in a mirror."""

import numpy as np
import pytest
from tests.motion.people import see, squatting

from kilter.body.appearance import Noise
from kilter.body.rotations import Array
from kilter.motion.landmarks import LandmarkRecording, mirror
from kilter.motion.pose.features import FLAT, FULL, features, mirrored_features, mirrored_points

NOISE = Noise(jitter_px=3.0, jitter_m=0.02)


def described(recording: LandmarkRecording, *, depth: bool = True) -> Array:
    """The features of a recording, with or without metres."""
    world_m = recording.world_m if depth else None
    return features(recording.image_px, world_m, recording.visibility, recording.width_px, recording.height_px)


@pytest.mark.parametrize("depth", [True, False])
def test_mirroring_features_twice_changes_nothing(*, depth: bool) -> None:
    """The mirror is its own inverse, to the last bit."""
    found = described(see(squatting(30.0), noise=NOISE).recording, depth=depth)

    twice = mirrored_features(mirrored_features(found))

    assert found.shape[1] == (FULL if depth else FLAT)
    np.testing.assert_array_equal(twice, found)


@pytest.mark.parametrize("depth", [True, False])
def test_the_mirrored_picture_has_mirrored_features(*, depth: bool) -> None:
    """Turning the picture over and turning the features over come to the same."""
    recording = see(squatting(30.0), noise=NOISE).recording

    of_the_mirror = described(mirror(recording), depth=depth)

    np.testing.assert_allclose(of_the_mirror, mirrored_features(described(recording, depth=depth)), atol=1e-9)


def test_mirroring_points_twice_changes_nothing() -> None:
    """Left and right change their names and sides and back again."""
    points = squatting(30.0)

    np.testing.assert_array_equal(mirrored_points(mirrored_points(points)), points)
    assert not np.allclose(mirrored_points(points), points)


def test_a_larger_person_elsewhere_has_the_same_shape() -> None:
    """Size and place of the person change three features and no other."""
    recording = see(squatting()).recording
    moved = recording.image_px * 0.5 + (60.0, 110.0)

    before = described(recording)
    after = features(moved, recording.world_m, recording.visibility, recording.width_px, recording.height_px)

    changed = set(np.flatnonzero(np.abs(before - after).max(axis=0) > 1e-4).tolist())
    assert changed <= {FLAT - 3, FLAT - 2, FLAT - 1}
    assert FLAT - 1 in changed


def test_landmarks_without_end_make_features_that_are_not_finite() -> None:
    """Infinite and missing landmarks raise no warning and are seen to be unusable."""
    recording = see(squatting()).recording
    recording.image_px[0, 24] = np.inf
    recording.image_px[1, 11] = np.nan

    found = described(recording)

    assert not np.isfinite(found[:2]).all(axis=1).any()
    assert np.isfinite(found[2:]).all()
