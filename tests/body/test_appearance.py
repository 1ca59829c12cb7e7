"""From the skeleton to landmarks, and how a pose model errs."""

import numpy as np
import pytest

from kilter.body.appearance import Noise, Sighting, disturb, landmarks_of, sight, swap_sides
from kilter.body.cameras import Camera
from kilter.body.landmarks import MIRRORED, Landmark
from kilter.body.movements import Going, ReferenceMovement, embody, perform
from kilter.body.positions import Position
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.signals import Joint
from kilter.body.skeleton import POINTS, Point, Proportions

MIDDLE = Proportions.of_height(1.7)
CAMERA = Camera((0.0, -4.0, 1.0))
ACROSS = np.array([-1.0, 1.0, 1.0])


def lunging() -> Array:
    """(T, 18, 3) somebody who does different things with left and right, facing -Y."""
    peak = {Joint.HIP_FLEXION: 60, Joint.KNEE_FLEXION: 70, Joint.TRUNK_LEAN: 12, Joint.SHOULDER_FLEXION: 80}
    movement = ReferenceMovement(Position.STANDING, {}, peak)
    return embody(movement, perform(movement, [Going(Side.LEFT)], 30.0), MIDDLE).points


def seen() -> Sighting:
    """What a perfect pose model sees of it."""
    return sight(landmarks_of(lunging(), MIDDLE), CAMERA)


def test_joints_are_landmarks_where_they_are() -> None:
    """Each joint centre is its landmark, and so are heel and toe."""
    points = lunging()

    landmarks = landmarks_of(points, MIDDLE)

    np.testing.assert_array_equal(landmarks[:, Landmark.RIGHT_KNEE.position], points[:, Point.KNEE_RIGHT.index])
    np.testing.assert_array_equal(landmarks[:, Landmark.LEFT_FOOT_INDEX.position], points[:, Point.TOE_LEFT.index])
    assert np.isfinite(landmarks).all()


def test_the_face_looks_ahead_and_stands_upright() -> None:
    """The nose is in front of the ears, the eyes above the mouth, the left ear on the left, all above the shoulders."""
    first = landmarks_of(lunging(), MIDDLE)[0]

    assert first[Landmark.NOSE.position, 1] < first[Landmark.LEFT_EAR.position, 1] - 0.05
    assert first[Landmark.LEFT_EYE.position, 2] > first[Landmark.MOUTH_LEFT.position, 2]
    assert first[Landmark.LEFT_EAR.position, 0] > first[Landmark.RIGHT_EAR.position, 0]
    assert first[:11, 2].min() > first[Landmark.LEFT_SHOULDER.position, 2]


def test_fingers_go_on_from_the_wrist() -> None:
    """They lie further from the elbow than the wrist does, the thumb to the front of the little finger."""
    first = landmarks_of(lunging(), MIDDLE)[0]
    elbow, wrist, thumb, pinky = (
        first[Landmark(f"right_{name}").position] for name in ("elbow", "wrist", "thumb", "pinky")
    )

    assert np.linalg.norm(pinky - elbow) > np.linalg.norm(wrist - elbow) + 0.05
    assert thumb[1] < pinky[1]


def test_a_mirrored_body_has_mirrored_landmarks() -> None:
    """Mirroring the skeleton and mirroring the landmarks come to the same."""
    points = lunging()
    mirrored = points[:, [point.mirrored.index for point in POINTS]] * ACROSS

    landmarks = landmarks_of(mirrored, MIDDLE)

    np.testing.assert_allclose(landmarks, landmarks_of(points, MIDDLE)[:, list(MIRRORED)] * ACROSS, atol=1e-12)


def test_metres_are_counted_from_the_hips_as_the_camera_sees_them() -> None:
    """The first axis is to the right of the picture, y down, z away: the nose is above and nearer than the hips."""
    sighting = seen()
    hips = sighting.world_m[:, [Landmark.LEFT_HIP.position, Landmark.RIGHT_HIP.position]]

    nose = sighting.world_m[0, Landmark.NOSE.position]

    np.testing.assert_allclose(hips.mean(axis=1), 0.0, atol=1e-12)
    assert nose[1] < -0.5
    assert nose[2] < 0
    # who faces the camera has their left on the right of the picture
    assert sighting.image_px[0, Landmark.LEFT_HIP.position, 0] > sighting.image_px[0, Landmark.RIGHT_HIP.position, 0]


def test_errors_are_as_large_as_asked_and_the_same_for_the_same_chance() -> None:
    """Jitter has its standard deviation, dropouts their share, depth its flattening; the seed decides the rest."""
    noise = Noise(jitter_px=2.0, jitter_m=0.01, depth_share=0.5, dropout_share=0.1)
    clean = seen()

    first, again = (disturb(clean, noise, np.random.default_rng(3)) for _ in range(2))

    np.testing.assert_array_equal(first.image_px, again.image_px)
    assert np.nanstd(first.image_px - clean.image_px) == pytest.approx(2.0, rel=0.05)
    assert np.nanstd(first.world_m - clean.world_m * (1.0, 1.0, 0.5)) == pytest.approx(0.01, rel=0.05)
    lost = first.visibility == 0
    assert lost.mean() == pytest.approx(0.1, abs=0.02)
    assert np.isnan(first.image_px[lost]).all()
    assert np.isnan(first.world_m[lost]).all()


def test_without_noise_nothing_is_disturbed() -> None:
    """The noise model adds nothing of its own."""
    clean = seen()

    same = disturb(clean, Noise(), np.random.default_rng(0))

    np.testing.assert_array_equal(same.image_px, clean.image_px)
    np.testing.assert_array_equal(same.world_m, clean.world_m)


def test_swapped_frames_have_left_for_right_and_others_do_not() -> None:
    """A swap renames the landmarks and moves none; swapping twice gives the first again."""
    clean = seen()
    frames = np.arange(len(clean.image_px)) % 3 == 0

    swapped = swap_sides(clean, frames)

    np.testing.assert_array_equal(swapped.image_px[frames], clean.image_px[frames][:, list(MIRRORED)])
    np.testing.assert_array_equal(swapped.image_px[~frames], clean.image_px[~frames])
    np.testing.assert_array_equal(swap_sides(swapped, frames).world_m, clean.world_m)
    assert disturb(clean, Noise(swap_share=1.0), np.random.default_rng(0)).image_px[0].tolist() == (
        clean.image_px[0, list(MIRRORED)].tolist()
    )
