"""Which way is up, and bones that keep their length."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.motion.people import MIDDLE, squatting

from kilter.body.skeleton import BONES
from kilter.motion.pose.placing import bone_lengths, upright_turn, with_constant_bones

PART = st.floats(-1, 1)


@given(PART, PART, PART)
def test_the_upright_turn_carries_up_to_z(x: float, y: float, z: float) -> None:
    """It is a rotation, and what pointed up points up."""
    length = float(np.linalg.norm([x, y, z]))
    up = np.array([x, y, z]) / length if length > 1e-3 else np.array([0.0, 0.0, 1.0])

    turn = upright_turn(up)

    np.testing.assert_allclose(turn @ turn.T, np.eye(3), atol=1e-9)
    assert np.linalg.det(turn) == pytest.approx(1.0)
    # within three degrees of upside down a fixed turn stands in
    np.testing.assert_allclose(turn @ up, [0.0, 0.0, 1.0], atol=1e-9 if up[2] > -0.999 else 0.05)


def test_an_upright_camera_turns_nothing() -> None:
    """Where up is up already, points stay where they are."""
    np.testing.assert_array_equal(upright_turn(np.array([0.0, 0.0, 1.0])), np.eye(3))


def test_bones_get_their_usual_length_and_keep_their_direction() -> None:
    """After noise each bone has one length in all frames and on both sides, and points where it pointed."""
    points = squatting() + 0.02 * np.random.default_rng(0).standard_normal(squatting().shape)

    lengths = bone_lengths(points)
    fixed = with_constant_bones(points, lengths)

    for parent, child in BONES:
        name = parent.partition("_")[0], child.partition("_")[0]
        bone, before = (each[:, child.index] - each[:, parent.index] for each in (fixed, points))
        spans = np.linalg.norm(bone, axis=1)
        np.testing.assert_allclose(spans, lengths[name], atol=1e-6)
        np.testing.assert_allclose(np.cross(bone, before), 0.0, atol=1e-9)
    assert lengths["hip", "knee"] == pytest.approx(MIDDLE.thigh_m, rel=0.02)


def test_bones_of_the_right_length_stay() -> None:
    """A clean skeleton comes back as it was, and missing points spoil no others."""
    points = squatting()
    points[3, 9] = np.nan

    fixed = with_constant_bones(points, bone_lengths(points))

    np.testing.assert_allclose(np.delete(fixed, 3, axis=0), np.delete(points, 3, axis=0), atol=1e-6)
    assert np.isfinite(fixed[3, 8]).all()
    assert np.isnan(bone_lengths(np.full((2, 18, 3), np.nan))["hip", "knee"])
