"""The pinhole camera."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kilter.body.cameras import Camera

ANGLES = st.floats(-60, 60)


@given(ANGLES, ANGLES, ANGLES)
def test_the_axes_of_a_camera_are_right_handed_and_square(yaw: float, pitch: float, roll: float) -> None:
    """Right, away and up are unit vectors at right angles, in that order."""
    axes = Camera((0.0, 0.0, 0.0), yaw, pitch, roll).axes

    np.testing.assert_allclose(axes @ axes.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(axes) == pytest.approx(1.0)


@given(ANGLES, ANGLES, ANGLES)
def test_pixels_lie_where_the_rotation_says(yaw: float, pitch: float, roll: float) -> None:
    """Right, down and away, divided by how far away it is, is the place in the picture."""
    camera = Camera((0.1, -2.0, 1.0), yaw, pitch, roll)
    point = np.array(camera.position_m) + [0.3, 0.2, -0.4] @ camera.axes * 2.0 + 2.0 * camera.axes[1]

    right, down, away = camera.rotation @ (point - camera.position_m)

    placed = camera.focal_px * np.array([right, down]) / away + [240.0, 320.0]
    np.testing.assert_allclose(camera.project(point), placed, atol=1e-6)


@given(st.floats(-3, 3), st.floats(-6, -2), st.floats(0, 2), st.floats(-30, 30))
def test_what_a_camera_looks_at_is_in_the_middle(x: float, y: float, z: float, roll: float) -> None:
    """However it is rolled, the point that it looks at falls on the middle of the picture."""
    camera = Camera.looking_at((x, y, z), (0.1, 0.2, 0.9), roll_deg=roll)

    placed = camera.project(np.array([0.1, 0.2, 0.9]))

    np.testing.assert_allclose(placed, [240.0, 320.0], atol=1e-9)


def test_right_is_right_and_up_is_up() -> None:
    """Before a level camera, +X of the world is to the right, Z is up, and twice as far is half as large."""
    camera = Camera((0.0, -2.0, 1.0))

    right, above, far = camera.project(np.array([[0.5, 0.0, 1.0], [0.0, 0.0, 1.5], [0.5, 2.0, 1.0]]))

    assert right[0] > 240
    assert right[1] == pytest.approx(320)
    assert above[1] < 320
    assert (far[0] - 240) * 2 == pytest.approx(right[0] - 240)


def test_a_camera_too_low_on_its_right_turns_the_picture_counter_clockwise() -> None:
    """With roll, what lies level to the right appears higher, and what is above the middle appears left of it."""
    camera = Camera((0.0, -2.0, 1.0), roll_deg=10.0)

    (x, y), (above, _) = camera.project(np.array([[0.5, 0.0, 1.0], [0.0, 0.0, 1.5]])) - (240, 320)

    assert np.degrees(np.arctan2(-y, x)) == pytest.approx(10.0)
    assert above < 0


def test_what_lies_behind_the_camera_is_not_seen() -> None:
    """A point at its back has no place in the picture."""
    camera = Camera((0.0, -2.0, 1.0))

    placed = camera.project(np.array([[0.0, -3.0, 1.0], [0.0, 0.0, 1.0]]))

    assert np.isnan(placed[0]).all()
    assert np.isfinite(placed[1]).all()
