"""Keypoints of other programs are read by their contents, and what is wrong with them is told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.motion.bodies import HEIGHT_PX, WIDTH_PX, record, seconds, squat

from kilter.adapters.keypoints import read_keypoints
from kilter.adapters.keypoints.layouts import BODY_25, COCO_17, COCO_18, HALPE_26, find_landmark
from kilter.adapters.tables import write_landmarks_table
from kilter.body.landmarks import Landmark
from kilter.errors import DataError, KilterError, UsageError
from kilter.motion.landmarks import LandmarkRecording

FRAMES = 12
BODY = squat(seconds(FRAMES), 640)
LEFT_KNEE = Landmark.LEFT_KNEE.position
SIZE = {"width_px": WIDTH_PX, "height_px": HEIGHT_PX}


def points(layout: Any, frame: int, score: float = 0.9) -> list[float]:
    """One body in a layout, x, y and score one after the other."""
    flat: list[float] = []
    for landmark in layout.points:
        flat += [5.0, 5.0, score] if landmark is None else [*BODY[frame, landmark.position].tolist(), score]
    return flat


def coco_frames() -> Any:
    """A list of frames, each of 17 points."""
    return [np.reshape(points(COCO_17, frame), (17, 3)).tolist() for frame in range(FRAMES)]


def coco_timed() -> Any:
    """Frames with times."""
    return [{"time": frame / 10, "keypoints": points(COCO_17, frame)} for frame in range(FRAMES)]


def coco_annotations() -> Any:
    """COCO's own form, with sizes of the pictures."""
    return {
        "images": [{"id": frame, "width": WIDTH_PX, "height": HEIGHT_PX} for frame in range(FRAMES)],
        "annotations": [{"id": 1, "image_id": k, "keypoints": points(COCO_17, k, 2)} for k in range(FRAMES)],
        "categories": [],
    }


def alphapose() -> Any:
    """AlphaPose's results."""
    return [
        {"image_id": f"{frame}.jpg", "category_id": 1, "keypoints": points(HALPE_26, frame), "score": 2.9, "idx": 1}
        for frame in range(FRAMES)
    ]


def keraal() -> Any:
    """Frames of named points, as shares of the picture."""
    return {
        "positions": {
            f"{frame + 1}.0": {
                landmark.value.capitalize(): [*(BODY[frame, landmark.position] / [WIDTH_PX, HEIGHT_PX]).tolist(), -0.1]
                for landmark in Landmark
            }
            for frame in range(FRAMES)
        }
    }


@pytest.mark.parametrize(
    ("make", "source", "size"),
    [
        (coco_frames, "coco17", {}),
        (coco_timed, "coco17", {}),
        (coco_annotations, "coco17", {}),
        (alphapose, "halpe26", SIZE),
        (keraal, "blazepose33", SIZE),
    ],
)
def test_json_is_told_by_its_contents(
    tmp_path: Path, make: Callable[[], Any], source: str, size: dict[str, int]
) -> None:
    """Each form gives the same landmarks, under a name that says nothing."""
    path = tmp_path / "file.dat"
    path.write_text(json.dumps(make()))

    recording = read_keypoints(path, **size)

    assert recording.source == source
    assert recording.present.all()
    np.testing.assert_allclose(recording.image_px[:, LEFT_KNEE], BODY[:, LEFT_KNEE])
    assert recording.world_m is None
    assert recording.visibility[0, LEFT_KNEE] > 0.8


def test_what_a_format_lacks_is_not_seen(tmp_path: Path) -> None:
    """COCO knows no heels: they are NaN with visibility 0. Halpe knows them, and the big toes."""
    coco, halpe = tmp_path / "coco", tmp_path / "halpe"
    coco.write_text(json.dumps(coco_frames()))
    halpe.write_text(json.dumps(alphapose()))

    without, having = read_keypoints(coco), read_keypoints(halpe)

    heel, toe = Landmark.LEFT_HEEL.position, Landmark.RIGHT_FOOT_INDEX.position
    assert np.isnan(without.image_px[:, heel]).all()
    assert (without.visibility[:, heel] == 0).all()
    np.testing.assert_allclose(having.image_px[:, [heel, toe]], BODY[:, [heel, toe]])


@pytest.mark.parametrize("layout", [BODY_25, COCO_18], ids=lambda layout: layout.source)
def test_a_folder_of_openpose_is_read_in_the_order_of_its_numbers(tmp_path: Path, layout: Any) -> None:
    """One file a frame; one without people is a frame without the person; a single file is read too."""
    for frame in range(FRAMES):
        people = [{"person_id": [-1], "pose_keypoints_2d": points(layout, frame)}] if frame != 4 else []
        (tmp_path / f"clip_{frame:012}_keypoints.json").write_text(json.dumps({"version": 1.3, "people": people}))

    recording = read_keypoints(tmp_path, rate_hz=25)
    single = read_keypoints(tmp_path / f"clip_{3:012}_keypoints.json")

    assert recording.source == layout.source
    np.testing.assert_allclose(recording.t_s, np.arange(FRAMES) / 25)
    np.testing.assert_array_equal(recording.present, np.arange(FRAMES) != 4)
    seen = np.arange(FRAMES) != 4
    np.testing.assert_allclose(recording.image_px[seen, LEFT_KNEE], BODY[seen, LEFT_KNEE])
    np.testing.assert_allclose(single.image_px[0, LEFT_KNEE], BODY[3, LEFT_KNEE])


def csv_text(header: str, *, shares: bool = False) -> str:
    """A table with a time and 33 points of four values, named by a pattern."""
    names = [header.format(number=k, name=mark.value, value="{value}") for k, mark in enumerate(Landmark)]
    lines = [",".join(["time", *(name.format(value=value) for name in names for value in "xyzv")])]
    scale = np.array([WIDTH_PX, HEIGHT_PX]) if shares else 1
    for frame in range(FRAMES):
        cells = [str(frame / 20)]
        for x, y in (BODY[frame] / scale).tolist():
            cells += [repr(x), repr(y), "0.0", "0.7"]
        lines.append(",".join(cells))
    return "\n".join(lines)


@pytest.mark.parametrize(
    "header", ["{value}{number}", "{value}_{number}", "{name}_{value}", "landmark_{number}_{value}"]
)
@pytest.mark.parametrize("shares", [False, True])
def test_a_table_of_mediapipe_is_read_however_its_columns_are_named(tmp_path: Path, header: str, shares: bool) -> None:
    """By number or name, in pixels or as shares of the picture."""
    path = tmp_path / "landmarks.txt"
    path.write_text(csv_text(header, shares=shares))

    recording = read_keypoints(path, **SIZE)

    np.testing.assert_allclose(recording.image_px, BODY, rtol=1e-12)
    np.testing.assert_allclose(recording.t_s, np.arange(FRAMES) / 20)
    np.testing.assert_allclose(recording.visibility, 0.7)


def test_the_third_dimension_is_no_point_of_its_own(tmp_path: Path) -> None:
    """A column of z beside x and y changes nothing, as its scale is unknown."""
    path = tmp_path / "landmarks.csv"
    path.write_text(csv_text("{value}{number}"))

    recording = read_keypoints(path, **SIZE)

    assert recording.world_m is None


def test_shares_of_a_picture_need_its_size(tmp_path: Path) -> None:
    """Angles would be wrong in a picture of unknown proportions, so the size is asked for."""
    path = tmp_path / "keraal.json"
    path.write_text(json.dumps(keraal()))

    with pytest.raises(UsageError, match="Give the width and the height"):
        read_keypoints(path)


def test_a_missing_rate_is_told(tmp_path: Path) -> None:
    """Where frames are only counted and nobody says how fast, 30 a second are taken, with a note."""
    path = tmp_path / "frames.json"
    path.write_text(json.dumps(coco_frames()))

    recording = read_keypoints(path)

    assert recording.rate_hz == pytest.approx(30)
    assert any("30 were taken" in note for note in recording.notes)


def test_of_several_people_the_one_who_exercises_is_kept(tmp_path: Path) -> None:
    """Results of two people a frame, in changing order, give one person."""
    results = []
    for frame, one in enumerate(alphapose()):
        other = {**one, "keypoints": [value * 0.5 if k % 3 < 2 else value for k, value in enumerate(one["keypoints"])]}
        results += [one, other] if frame % 2 else [other, one]
    path = tmp_path / "results.json"
    path.write_text(json.dumps(results))

    recording = read_keypoints(path, **SIZE)

    np.testing.assert_allclose(recording.image_px[:, LEFT_KNEE], BODY[:, LEFT_KNEE])


def test_landmarks_of_kilter_are_read_through_the_same_door(tmp_path: Path) -> None:
    """A landmarks.parquet comes back with all it holds."""
    written = record(seconds(FRAMES), BODY)
    write_landmarks_table(tmp_path / "landmarks", written)

    recording: LandmarkRecording = read_keypoints(tmp_path / "landmarks")

    np.testing.assert_array_equal(recording.image_px, written.image_px)
    assert recording.world_m is not None


def with_frame(change: dict[str, object]) -> str:
    """Timed frames of which the third is changed."""
    frames = coco_timed()
    frames[2] = {**frames[2], **change}
    return json.dumps(frames)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "empty"),
        ("[]", "list is empty"),
        ("{}", "no keypoints that are known"),
        ("[1, 2", "not JSON"),
        ("[" * 100_000, "no keypoints that are known"),
        ('{"people": []}', "Nobody"),
        ('{"people": [{"pose_keypoints_2d": [1, 2, 3]}]}', "has 3 numbers"),
        ('{"positions": {"one": {"Nose": [1, 2]}}}', "no number of a frame"),
        ('{"positions": {}}', "not one frame"),
        (with_frame({"time": 0.1}), "same time"),
        (with_frame({"time": 0.05}), "before"),
        (with_frame({"keypoints": [1.0] * 50}), "50 numbers"),
        (with_frame({"keypoints": [float("nan")] * 51}), "finite number"),
        (with_frame({"keypoints": [float("inf")] * 51}), "finite number"),
        (with_frame({"keypoints": [1e300, 1e300, 1.0] * 17}), "pixels away"),
        (with_frame({"keypoints": "none"}), "keypoints"),
        ("time,x0,y0,x1,y1\n0,1,2,3\n", "4 cells"),
        ("time,x0,y0,x1,y1\n0,1,2,3,nan\n", "is no number"),
        ("time,x0,y0,x1,y1\n0,1,2,3,four\n", "is no number"),
        ("time,x0,y0,x1,y1\n1,10,20,30,40\n0,10,20,30,40\n", "before that"),
        ("time,x0,y0,x1,y1\n1,10,20,30,40\n1,10,20,30,40\n", "same time"),
        ("time,x0,y0,x0,y0\n1,10,20,30,40\n", "same point"),
        ("time,x0,x1,x2,x3\n1,10,20,30,40\n", "only one of x and y"),
        ("time,x0,y0,x1,y1\n", "not one frame"),
        ("time,x0,y0,x1,y1\n0,,,,\n", "Nobody"),
        ("A letter.\nNo numbers.\n", "no keypoints that are known"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_mend(tmp_path: Path, content: str, says: str) -> None:
    """Each fault is named, with where it is and what to do."""
    path = tmp_path / "file.json"
    path.write_text(content)

    with pytest.raises(DataError, match=says) as error:
        read_keypoints(path)

    assert all(str(path) in problem.place and problem.mend for problem in error.value.problems)


def test_an_empty_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    """A path that leads to nothing to read is told as such."""
    for path, says in ((tmp_path, "no files named"), (tmp_path / "nowhere.json", "cannot be opened")):
        with pytest.raises(DataError, match=says):
            read_keypoints(path)


def read_or_refuse(path: Path) -> bool:
    """Whether a file gives frames in order of time, or an error that names what is wrong."""
    try:
        recording = read_keypoints(path, **SIZE)
    except KilterError as error:
        return len(error.problems) > 0
    return recording.frames > 0 and bool(np.isfinite(recording.t_s).all())


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["people", "pose_keypoints_2d", "positions", "keypoints", "image_id", "1.0", "Nose"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: object) -> None:
    """Whatever a file holds, it is a recording or an error that names it, never a traceback."""
    path = tmp_path_factory.mktemp("keypoints") / "file"
    path.write_text(json.dumps(content))

    outcome = read_or_refuse(path)

    assert outcome


@given(
    st.data(),
    st.sampled_from([coco_frames, coco_timed, coco_annotations, alphapose, keraal]),
)
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, make: Callable[[], Any]
) -> None:
    """Bytes changed, lost or doubled anywhere give a recording or an error, never a traceback."""
    content = json.dumps(make())[:4000].encode()
    at = data.draw(st.integers(0, len(content) - 1))
    piece = data.draw(st.sampled_from([b"", b"0", b"-", b"e9", b"null", b"NaN", b"]", b"}", b'"', b"\xff", b"9" * 400]))
    path = tmp_path_factory.mktemp("keypoints") / "file"
    path.write_bytes(content[:at] + piece + content[at + data.draw(st.integers(0, 5)) :])

    outcome = read_or_refuse(path)

    assert outcome


@given(st.text(alphabet='xyzvtime_0123456789,.;\n"- nose', max_size=200))
def test_any_table_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: str) -> None:
    """Whatever stands in a table, it is a recording or an error, never a traceback."""
    path = tmp_path_factory.mktemp("keypoints") / "file"
    path.write_text("time,x0,y0,x1,y1\n" + content)

    outcome = read_or_refuse(path)

    assert outcome


@pytest.mark.parametrize("name", ["LHip", "lHip", "Left_hip", "left hip", "LEFT_HIP", "hip_left", "left-hip"])
def test_a_landmark_is_known_by_many_names(name: str) -> None:
    """However others write it, the left hip is the left hip."""
    landmark = find_landmark(name)

    assert landmark is Landmark.LEFT_HIP
