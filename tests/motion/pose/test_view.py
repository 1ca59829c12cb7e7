"""From where the camera sees a body, and whether it can be one."""

import numpy as np
import pytest
from tests.motion.people import frames_of, see, squatting

from kilter.body.appearance import Noise, Sighting, swap_sides
from kilter.body.landmarks import MIRRORED, Landmark
from kilter.body.positions import Position
from kilter.body.rotations import Array, about_x, about_z
from kilter.motion.frames import LandmarkFrame
from kilter.motion.observation import Unseen
from kilter.motion.pose.view import MOST_MISFIT, Facing, misfit, picture_trouble, picture_troubles, view_of

LEGS = [landmark.position for landmark in Landmark if landmark.value.split("_", 1)[-1] in {"knee", "ankle", "heel"}]


def frame(**changes: object) -> LandmarkFrame:
    """A good frame, with some of it changed."""
    good = frames_of(see(squatting()[:1]).recording)[0]
    kept = {name: getattr(good, name) for name in LandmarkFrame.__slots__}
    return LandmarkFrame(**(kept | changes))


def lying() -> Array:
    """(1, 18, 3) on the back, the feet towards the camera."""
    return np.asarray(squatting()[:1] @ about_x(-90.0).T)


@pytest.mark.parametrize(
    ("turned_deg", "front_deg", "left_deg"),
    [(0.0, 0.0, 90.0), (180.0, 180.0, 90.0), (-90.0, 90.0, 0.0), (90.0, 90.0, 180.0)],
)
def test_the_view_of_somebody_who_stands(turned_deg: float, front_deg: float, left_deg: float) -> None:
    """Front, back, and the side that is towards the camera."""
    view = view_of(squatting(turned_deg)[0].tolist(), Position.STANDING)

    assert view.front_deg == pytest.approx(front_deg, abs=0.1)
    assert view.left_deg == pytest.approx(left_deg, abs=0.1)


def test_lying_on_the_back_the_feet_are_the_front() -> None:
    """With the feet towards the camera it is seen from the front, turned about from behind, and across from a side."""
    there, about, across = (
        view_of((lying()[0] @ about_z(turn).T).tolist(), Position.SUPINE) for turn in (0.0, 180.0, 90.0)
    )

    assert there.off_deg(Facing.FRONT) == pytest.approx(0.0, abs=0.1)
    assert about.off_deg(Facing.BACK) == pytest.approx(0.0, abs=0.1)
    assert across.off_deg(Facing.SIDE) == pytest.approx(0.0, abs=0.1)


def test_either_side_will_do() -> None:
    """A view from the left and one from the right are both from the side; one from the front is a right angle off."""
    left, right, front = (view_of(squatting(turn)[0].tolist(), Position.STANDING) for turn in (-90.0, 90.0, 0.0))

    assert left.off_deg(Facing.SIDE) == pytest.approx(0.0, abs=0.1)
    assert right.off_deg(Facing.SIDE) == pytest.approx(0.0, abs=0.1)
    assert front.off_deg(Facing.SIDE) == pytest.approx(90.0, abs=0.1)


def test_the_view_of_what_was_not_seen_is_not_known() -> None:
    """Missing hips raise nothing."""
    points = squatting()[0]
    points[6] = np.nan

    assert np.isnan(view_of(points.tolist(), Position.STANDING).front_deg)


def test_what_is_wrong_with_a_picture_is_told() -> None:
    """Nobody, too small, cut off, hidden: each has its name, and a good picture has none."""
    good = frame().image_px
    assert good is not None
    faint, gone = np.ones(33), good.copy()
    faint[[*LEGS, Landmark.LEFT_HIP.position, Landmark.RIGHT_HIP.position]] = 0.05
    gone[Landmark.LEFT_KNEE.position] = np.inf

    assert picture_trouble(frame()) is None
    assert picture_trouble(frame(image_px=None)) is Unseen.NO_PERSON
    assert picture_trouble(frame(image_px=good * 0.2 + 100)) is Unseen.TOO_SMALL
    assert picture_trouble(frame(image_px=good + np.array([250, 0]))) is Unseen.CUT_OFF
    assert picture_trouble(frame(image_px=good + np.array([0, 250]))) is Unseen.CUT_OFF
    assert picture_trouble(frame(visibility=faint)) is Unseen.HIDDEN
    assert picture_trouble(frame(image_px=gone)) is Unseen.HIDDEN


def test_pictures_are_judged_alike_one_by_one_and_together() -> None:
    """The same trouble is found live and in a recording."""
    recording = see(squatting(), noise=Noise(jitter_px=5.0, dropout_share=0.02)).recording
    recording.image_px[5:10] *= 0.2
    recording.image_px[10:15] += 300.0
    recording.visibility[15:20] = 0.1
    recording.image_px[20] = np.inf

    together = picture_troubles(recording)

    assert together == tuple(picture_trouble(frame) for frame in frames_of(recording))
    assert {None, Unseen.TOO_SMALL, Unseen.CUT_OFF, Unseen.HIDDEN} <= set(together)


def test_a_body_fits_the_landmarks_that_it_was_seen_by() -> None:
    """From afar, where lines of sight are parallel, nothing is left over; one swapped leg is far off."""
    seen = see(squatting(), distance_m=400.0)
    points = (seen.points - seen.points.mean(axis=1, keepdims=True)) @ seen.camera.axes.T
    crossed = seen.recording.image_px.copy()
    crossed[:, LEGS] = crossed[:, [MIRRORED[place] for place in LEGS]]

    np.testing.assert_allclose(misfit(points, seen.recording.image_px), 0.0, atol=5e-3)
    assert (misfit(points, crossed) > MOST_MISFIT).all()


def test_a_body_from_nearby_still_fits() -> None:
    """The perspective of a camera at four metres stays far below what counts as no body."""
    seen = see(squatting())
    points = (seen.points - seen.points.mean(axis=1, keepdims=True)) @ seen.camera.axes.T

    assert misfit(points, seen.recording.image_px).max() < MOST_MISFIT / 2


def test_a_whole_body_swapped_from_left_to_right_does_not_fit() -> None:
    """A skeleton read the right way round is far off the landmarks of its swapped twin."""
    seen = see(squatting())
    recording = seen.recording
    assert recording.world_m is not None
    sighting = Sighting(recording.image_px, recording.world_m, recording.visibility)
    points = (seen.points - seen.points.mean(axis=1, keepdims=True)) @ seen.camera.axes.T

    swapped = swap_sides(sighting, np.ones(recording.frames, dtype=bool))

    assert misfit(points, swapped.image_px).min() > MOST_MISFIT


def test_a_body_whose_legs_alone_were_mixed_up_fits_once_they_are_crossed() -> None:
    """A pose that was read the right way round looks like its landmarks again when each leg takes the other's."""
    seen = see(squatting())
    image_px = seen.recording.image_px.copy()
    for name in ("knee", "ankle"):
        left, right = Landmark(f"left_{name}").position, Landmark(f"right_{name}").position
        image_px[:, [left, right]] = image_px[:, [right, left]]
    points = (seen.points - seen.points.mean(axis=1, keepdims=True)) @ seen.camera.axes.T

    assert misfit(points, image_px).min() > MOST_MISFIT
    assert misfit(points, image_px, legs_crossed=True).max() < MOST_MISFIT / 2
