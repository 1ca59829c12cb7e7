"""Measuring from the command line: every kind of recording ends in files, or in words."""

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.cli.running import COMMAND, EXAMPLES, Ran, kilter
from tests.services.seen import flat, points_of, recording_of

from kilter.adapters.tables import write_landmarks_table
from kilter.body.landmarks import Landmark
from kilter.body.signals import Joint

RECORDINGS = EXAMPLES / "recordings"
BRIDGE = RECORDINGS / "glute_bridge.mp4"
TABLES = ["landmarks.parquet", "pose.parquet", "signals.parquet", "summary.json"]


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def refused(ran: Ran, *words: str) -> None:
    """The run ended with 2, in words, and printed nothing else."""
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert "fault in Kilter" not in ran.err
    for word in words:
        assert word in ran.err


@pytest.mark.parametrize("name", ["gaitalytics_treadmill.c3d", "opensim_walking2.trc"])
def test_a_walk_is_measured_in_words_and_in_json(name: str, tmp_path: Path) -> None:
    """A recorded walk gives its measures per side, printed and written alike, beside the columns."""
    in_words = kilter("measure", RECORDINGS / name, "-o", tmp_path / "walk")
    as_json = kilter("measure", RECORDINGS / name, "--json")

    assert (in_words.code, as_json.code) == (0, 0)
    assert in_words.out.startswith("A walk on ")
    assert names(tmp_path / "walk") == TABLES
    assert as_json.out == (tmp_path / "walk" / "summary.json").read_text(encoding="utf-8")
    told = json.loads(as_json.out)
    assert told["kilter_movement"] == 1
    assert told["source"]["kind"] == "markers"
    assert told["walk"]["measures"]


def test_stairs_are_no_walk_and_are_measured_all_the_same() -> None:
    """A recording that is no walk is no error: its angles are shown, and why it is no walk."""
    ran = kilter("measure", RECORDINGS / "pycgm_movement.c3d")

    assert ran.code == 0
    assert "knee flexion" in ran.out
    assert "Not assessed: walk. Each step ends" in ran.out


def test_a_video_becomes_columns_and_an_annotated_video(tmp_path: Path) -> None:
    """The small clip gives a row a frame in each table, a summary of one object, and the skeleton drawn."""
    folder = tmp_path / "new" / "bridge"

    ran = kilter("measure", BRIDGE, "-o", folder, "--overlay", "--model", "lite", "--json")

    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert names(folder) == sorted([*TABLES, "overlay.mp4"])
    assert told == json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert told["source"] == {
        "file": "glute_bridge.mp4",
        "kind": "video",
        "landmarks": "blazepose_lite",
        "model": "lite",
    }
    tables = {name: pq.read_table(folder / name) for name in TABLES[:3]}
    assert {table.num_rows for table in tables.values()} == {told["frames"]}
    assert told["person_share"] > 0.9
    knee = tables["signals.parquet"]["knee_flexion_left_deg"].to_numpy()
    assert np.isfinite(knee).any()


def test_landmarks_that_were_written_can_be_measured_again(tmp_path: Path) -> None:
    """From landmarks.parquet come the same joint centres, scaled to the height that is given."""
    write_landmarks_table(tmp_path / "landmarks.parquet", recording_of(points_of({Joint.KNEE_FLEXION: 30.0})))

    usual, tall = tmp_path / "usual", tmp_path / "tall"
    ran = [
        kilter("measure", tmp_path / "landmarks.parquet", "-o", usual),
        kilter("measure", tmp_path / "landmarks.parquet", "-o", tall, "--height-m", "2.04"),
    ]

    assert [each.code for each in ran] == [0, 0]
    poses = [pq.read_table(folder / "pose.parquet")["ankle_left_z_m"].to_numpy() for folder in (usual, tall)]
    np.testing.assert_allclose(poses[1], 1.2 * poses[0])


def _coco(path: Path) -> None:
    """Twenty frames of COCO-17 of somebody who stands."""
    recording = flat(recording_of(points_of({}, 20)))
    order = ["nose", "left_eye", "right_eye", "left_ear", "right_ear"]
    order += [
        f"{side}_{name}"
        for name in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
        for side in ("left", "right")
    ]
    places = [Landmark(name).position for name in order]
    frames = [
        {"image_id": f"{frame}.jpg", "keypoints": [n for x, y in points[places] for n in (float(x), float(y), 0.9)]}
        for frame, points in enumerate(recording.image_px)
    ]
    path.write_text(json.dumps(frames), encoding="utf-8")


def test_keypoints_without_feet_are_measured(tmp_path: Path) -> None:
    """COCO-17 knows no feet: knees are measured, and what rests on feet is named as not assessed."""
    _coco(tmp_path / "pose.json")

    ran = kilter("measure", tmp_path / "pose.json", "--picture", "720x1280", "--rate-hz", "30", "--json")

    told = json.loads(ran.out)
    assert ran.code == 0
    assert "knee_flexion_left_deg" in told["signals"]
    assert "ankle_dorsiflexion_left_deg" not in told["signals"]
    assert any("ankle_dorsiflexion_left_deg" in each["names"] for each in told["not_assessed"])


def _nan_keypoints(path: Path) -> None:
    path.write_text(json.dumps([{"image_id": "0.jpg", "keypoints": [float("nan")] * 51}]), encoding="utf-8")


def _no_video(path: Path) -> None:
    path.write_text("this is no video\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("write", "what"),
    [
        (_no_video, "no recording that is known"),
        (_nan_keypoints, "pose.mp4"),
        (lambda path: path.write_bytes(b""), "The file is empty"),
        (lambda path: path.write_bytes(BRIDGE.read_bytes()[:3000]), "not a video"),
        (lambda path: path.mkdir(), "pose.mp4"),
    ],
)
def test_what_is_no_recording_ends_in_words(write: Callable[[Path], object], what: str, tmp_path: Path) -> None:
    """Text under a video's name, keypoints of NaN, nothing, half a video, a folder: 2, words, and no output."""
    path = tmp_path / "pose.mp4"
    write(path)

    ran = kilter("measure", path, "-o", tmp_path / "out")

    refused(ran, what)
    assert names(tmp_path) == ["pose.mp4"]


def test_nobody_in_the_picture_is_told_with_the_mend(tmp_path: Path) -> None:
    """Landmarks in which nobody was found in any frame end with what to change, and without files."""
    recording = recording_of(points_of({}))
    recording.image_px[:] = np.nan
    recording.present[:] = False
    write_landmarks_table(tmp_path / "landmarks.parquet", recording)

    ran = kilter("measure", tmp_path / "landmarks.parquet", "-o", tmp_path / "out")

    refused(ran, "Nobody was found.", "Step into the picture")
    assert names(tmp_path) == ["landmarks.parquet"]


@pytest.mark.parametrize(
    ("options", "place"),
    [
        (("--overlay", "-o", "out"), "--overlay"),
        (("--overlay",), "-o"),
        (("--height-m", "1.8"), "--height-m"),
        (("--rate-hz", "30"), "--rate-hz"),
        (("--picture", "100x100"), "--picture"),
    ],
)
def test_options_that_would_do_nothing_are_refused(options: tuple[str, ...], place: str) -> None:
    """An option that a recording of markers cannot follow is refused, not passed over."""
    ran = kilter("measure", RECORDINGS / "opensim_walking2.trc", *options)

    refused(ran, place)


@pytest.mark.parametrize("size", ["", "720", "720x", "axb", "720x1280x3", "-1x5", "99999999x1", "²x2"])
def test_a_size_that_is_none_is_refused(size: str, tmp_path: Path) -> None:
    """A picture's size is two whole numbers with an x between them."""
    _coco(tmp_path / "pose.json")

    ran = kilter("measure", tmp_path / "pose.json", "--picture", size)

    refused(ran, "--picture", "1280x720")


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    """An output that is a file is told as one, and stays."""
    (tmp_path / "walk.json").write_text("old")

    ran = kilter("measure", RECORDINGS / "opensim_walking2.trc", "-o", tmp_path / "walk.json")

    refused(ran, str(tmp_path / "walk.json"), "a folder is wanted")
    assert (tmp_path / "walk.json").read_text() == "old"


def test_breaking_off_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C while the person is looked for ends with 130, without a traceback and without files."""
    command = [*COMMAND, "measure", str(BRIDGE), "-o", str(tmp_path / "out"), "--overlay", "--model", "heavy"]

    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own command
    with running:
        while not _has_children(running.pid) and running.poll() is None:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)

    assert (running.returncode, out, err) == (130, b"", b"")
    assert names(tmp_path) == []


def _has_children(process: int) -> bool:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, check=False)  # noqa: S603, S607
    return bool(found.stdout.strip())
