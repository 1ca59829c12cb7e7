"""Landmarks that a source lacks: stood in for where limbs end, never in the middle, and taken away afterwards."""

from dataclasses import replace

import numpy as np

from kilter.body.landmarks import Landmark
from kilter.body.skeleton import POINTS, Point
from kilter.motion.filters import Array
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pose.standins import with_stand_ins, without_stand_ins

from .bodies import record, seconds, squat

ENDS = ("heel", "foot_index", "elbow", "wrist", "ear")
CENTRE_PX = 640.0


def flat(*unseen: Landmark, score: float = 0.9) -> LandmarkRecording:
    """A squat in a picture without depth, without these landmarks."""
    t_s = seconds(30)
    image_px = squat(t_s, CENTRE_PX)
    image_px[:, [landmark.position for landmark in unseen]] = np.nan
    visibility = np.where(np.isfinite(image_px).all(axis=2), score, 0.0)
    return replace(record(t_s, image_px, visibility), world_m=None)


def at(recording: LandmarkRecording, landmark: Landmark) -> Array:
    """(T, 2) pixels."""
    return recording.image_px[:, landmark.position]


def test_what_was_seen_stays_as_it_was() -> None:
    """A recording without gaps keeps its places, and scores of one half and more count as sure."""
    recording = flat()

    filled = with_stand_ins(recording)

    np.testing.assert_array_equal(filled.image_px, recording.image_px)
    np.testing.assert_array_equal(filled.visibility, 1.0)


def test_ends_of_limbs_are_put_near_where_they_were() -> None:
    """Feet, arms and ears that are missing come back near their place, as sure as the rest."""
    unseen = [landmark for landmark in Landmark if landmark.endswith(ENDS)]

    filled = with_stand_ins(flat(*unseen, score=0.4))

    tall_px = np.ptp(at(flat(), Landmark.NOSE)[0] - at(flat(), Landmark.LEFT_HEEL)[0])
    for landmark in unseen:
        away = np.linalg.norm(at(filled, landmark) - at(flat(), landmark), axis=1)
        assert away.max() < 0.25 * tall_px, landmark
    np.testing.assert_allclose(filled.visibility, 0.8)


def test_the_middle_of_the_body_is_never_made_up() -> None:
    """A hip, a knee, an ankle or a shoulder that is missing stays missing."""
    middle = (Landmark.LEFT_HIP, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_SHOULDER)

    filled = with_stand_ins(flat(*middle))

    assert all(np.isnan(at(filled, landmark)).all() for landmark in middle)


def test_frames_without_a_person_stay_empty() -> None:
    """Where nothing was seen nothing is put."""
    filled = with_stand_ins(flat(*Landmark))

    assert np.isnan(filled.image_px).all()
    assert (filled.visibility == 0).all()


def test_points_of_what_was_not_seen_are_taken_away() -> None:
    """A lifted heel whose landmark was never there is NaN; the knee above it stays."""
    points = np.zeros((30, len(POINTS), 3))

    kept = without_stand_ins(points, flat(Landmark.LEFT_HEEL, Landmark.RIGHT_WRIST))

    gone = {point for point in POINTS if np.isnan(kept[:, point.index]).all()}
    assert gone == {Point.HEEL_LEFT, Point.WRIST_RIGHT}
