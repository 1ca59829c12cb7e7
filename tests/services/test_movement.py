"""Measuring a movement: what was drawn comes out, what was not seen stays out, and why is told."""

import json

import numpy as np
import pytest
from tests.motion.walkers import Walker, record
from tests.services.seen import believing, flat, points_of, recording_of, without

from kilter.body.landmarks import Landmark
from kilter.body.signals import Joint
from kilter.body.skeleton import JOINT_CENTRES, Point
from kilter.errors import CaptureError, UsageError
from kilter.exchange.as_json import to_json
from kilter.knowledge.catalogue import Catalogue
from kilter.motion.landmarks import mirror
from kilter.motion.recording import MarkerRecording
from kilter.services.movement import measure_landmarks, measure_markers
from kilter.services.movement_summary import summary

SQUAT = {
    Joint.HIP_FLEXION: 50.0,
    Joint.OTHER_HIP_FLEXION: 40.0,
    Joint.KNEE_FLEXION: 60.0,
    Joint.OTHER_KNEE_FLEXION: 45.0,
    Joint.OTHER_HIP_ABDUCTION: 12.0,
}


@pytest.mark.parametrize(
    ("column", "drawn_deg"),
    [
        ("hip_flexion_left_deg", 50.0),
        ("hip_flexion_right_deg", 40.0),
        ("knee_flexion_left_deg", 60.0),
        ("knee_flexion_right_deg", 45.0),
        ("hip_abduction_left_deg", 0.0),
        ("hip_abduction_right_deg", 12.0),
        ("trunk_lean_deg", 0.0),
        ("pelvis_obliquity_deg", 0.0),
    ],
)
def test_a_drawn_angle_is_measured_on_its_own_side(column: str, drawn_deg: float) -> None:
    """Each angle of a drawn body comes out in the column of its name and side."""
    recording = recording_of(points_of(SQUAT))

    measured = measure_landmarks(recording, *believing())

    np.testing.assert_allclose(measured.signals[column], drawn_deg, atol=0.1)


def test_a_left_hip_that_is_higher_is_a_positive_obliquity() -> None:
    """The hip line's slope is positive when the left hip is higher, and its mirror image is the negative."""
    points = points_of({})
    points[:, Point.HIP_LEFT.index, 2] += 0.01
    recording = recording_of(points)

    seen, mirrored = (measure_landmarks(each, *believing()) for each in (recording, mirror(recording)))

    drawn_deg = np.degrees(np.arctan2(0.01, 2 * 0.052 * 1.7))
    np.testing.assert_allclose(seen.signals["pelvis_obliquity_deg"], drawn_deg, atol=0.05)
    np.testing.assert_allclose(mirrored.signals["pelvis_obliquity_deg"], -drawn_deg, atol=0.05)


def test_the_columns_are_joint_centres_of_a_body_of_the_given_height() -> None:
    """A pose has time and three coordinates a joint; twice the height is twice the length, and the same angles."""
    recording = recording_of(points_of(SQUAT))

    usual = measure_landmarks(recording, *believing())
    short = measure_landmarks(recording, *believing(), height_m=0.85)

    assert list(usual.pose) == ["t_s", *(f"{point}_{axis}_m" for point in JOINT_CENTRES for axis in "xyz")]
    np.testing.assert_allclose(usual.pose["ankle_left_z_m"], 2 * short.pose["ankle_left_z_m"])
    np.testing.assert_allclose(usual.signals["knee_flexion_left_deg"], short.signals["knee_flexion_left_deg"])
    assert (usual.height_m, short.height_m) == (1.7, 0.85)


@pytest.mark.parametrize("height_m", [0.0, -1.7, 170.0, float("nan"), float("inf")])
def test_a_height_of_nobody_is_refused(height_m: float) -> None:
    """A height in centimetres, or none at all, is refused with the bounds."""
    recording = recording_of(points_of({}))

    with pytest.raises(UsageError, match=r"0\.5 to 2\.5"):
        measure_landmarks(recording, *believing(), height_m=height_m)


def test_frames_without_a_person_are_told_and_stay_empty() -> None:
    """Where nobody was seen for half a second, columns are NaN, quality is 0, and the reason is counted."""
    recording = without(recording_of(points_of({}, 90)), frames=slice(30, 45))

    measured = measure_landmarks(recording, *believing())

    told = {each.reason: each for each in measured.not_assessed}
    assert np.isnan(measured.pose["hip_left_x_m"][30:45]).all()
    assert np.isfinite(measured.pose["hip_left_x_m"][:30]).all()
    assert (measured.signals["quality"][30:45] == 0).all()
    assert told["no_person"].frames == 15
    assert told["no_person"].seconds == pytest.approx(0.5)
    assert measured.person_share == pytest.approx(75 / 90)


def test_nobody_in_any_frame_is_an_error_with_its_mend() -> None:
    """A recording in which nobody can be read gives no files but what to change."""
    recording = without(recording_of(points_of({})))

    with pytest.raises(CaptureError, match="Step into the picture"):
        measure_landmarks(recording, *believing())


@pytest.mark.parametrize("frames", [1, 2, 5, 20])
def test_a_moment_is_measured(frames: int) -> None:
    """A single frame has angles and no rate; every column of a short recording has a value for each frame."""
    measured = measure_landmarks(recording_of(points_of(SQUAT, frames)), *believing())

    assert {len(column) for column in (*measured.pose.values(), *measured.signals.values())} == {frames}
    assert (measured.rate_hz is None) == (frames == 1)
    np.testing.assert_allclose(measured.signals["knee_flexion_left_deg"], 60.0, atol=0.1)
    assert measured.duration_s == pytest.approx((frames - 1) / 30)


def test_a_source_that_knows_no_feet_still_gives_knees() -> None:
    """Without heels and toes hip and knee are measured, and what rests on the foot is not made up."""
    feet = [landmark for landmark in Landmark if landmark.endswith(("heel", "foot_index"))]
    recording = flat(without(recording_of(points_of({Joint.HIP_ABDUCTION: 20.0})), *feet))

    measured = measure_landmarks(recording, *believing())

    np.testing.assert_allclose(measured.signals["hip_abduction_left_deg"], 20.0, atol=1.0)
    assert np.isnan(measured.signals["ankle_dorsiflexion_left_deg"]).all()
    assert np.isnan(measured.signals["foot_progression_left_deg"]).all()
    unseen = {name for each in measured.not_assessed for name in each.names}
    assert "ankle_dorsiflexion_left_deg" in unseen


def test_a_summary_is_plain_json_without_nan() -> None:
    """The summary names source, frames, units and what was not assessed, and holds no value that JSON has not."""
    recording = without(recording_of(points_of(SQUAT, 60)), frames=slice(0, 10))
    measured = measure_landmarks(recording, *believing())

    text = to_json(summary(measured, file="clip.mp4", kind="video", version="1", model="full"))

    whole = json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert whole["source"] == {"file": "clip.mp4", "kind": "video", "landmarks": "drawn", "model": "full"}
    assert (whole["frames"], whole["rate_hz"], whole["kilter_version"]) == (60, 30.0, "1")
    knee = whole["signals"]["knee_flexion_left_deg"]
    assert knee["min"] <= knee["median"] <= knee["max"]
    assert knee["range"] == pytest.approx(knee["max"] - knee["min"], abs=0.002)
    assert {each["reason"] for each in whole["not_assessed"]} == {"no_person"}


def test_a_recorded_walk_keeps_its_findings_and_gains_columns(catalogue: Catalogue) -> None:
    """A walk of markers gives the walk's measures beside pose and signals, which agree on the hip's flexion."""
    measured = measure_markers(record(Walker()), catalogue)

    assert measured.walk is not None
    assert measured.comparisons
    peak = measured.walk.measure("hip_flexion_peak")
    assert peak is not None
    assert peak.sides.left.mean == pytest.approx(np.nanmax(measured.signals["hip_flexion_left_deg"]), abs=0.5)
    assert summary(measured, file="w.c3d", kind="markers", version="1")["walk"]["measures"]


def test_a_recording_that_is_no_walk_is_measured_all_the_same(catalogue: Catalogue) -> None:
    """Somebody who stands has columns; that there is no walk is told with its reason, not raised."""
    walk = record(Walker())
    still = {name: np.repeat(points[:1], 200, axis=0) for name, points in walk.markers.items()}

    measured = measure_markers(MarkerRecording(still, 100.0, knee_width_m=walk.knee_width_m), catalogue)

    reasons = {each.what: each for each in measured.not_assessed}
    assert measured.walk is None
    assert reasons["walk"].say
    assert reasons["walk"].advice
    assert np.isfinite(measured.pose["knee_left_x_m"]).all()


def test_without_up_nothing_is_counted_from_gravity(catalogue: Catalogue) -> None:
    """Where the file does not tell which way is up, the hip still bends, and the trunk does not lean."""
    walk = record(Walker())
    measured = measure_markers(
        MarkerRecording(walk.markers, walk.rate_hz, vertical=None, knee_width_m=walk.knee_width_m), catalogue
    )

    assert np.isfinite(measured.signals["hip_flexion_left_deg"]).any()
    assert np.isnan(measured.signals["pelvis_obliquity_deg"]).all()
    assert any("up could not be told" in note for note in measured.notes)


def test_markers_that_tell_no_joint_are_refused(catalogue: Catalogue) -> None:
    """Names that mean no place on the body are refused with names that do."""
    points = np.zeros((50, 3))

    with pytest.raises(CaptureError, match="LASI"):
        measure_markers(MarkerRecording({"M1": points, "M2": points}, 100.0), catalogue)
