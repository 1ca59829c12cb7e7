"""Recorded movements as files: each kind told by what it holds, and what was measured read back."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.motion.walkers import Walker, record
from tests.services.seen import believing, points_of, recording_of

from kilter.adapters.movement_files import Kind, kind_of, write_movement
from kilter.adapters.tables import read_landmarks_table
from kilter.errors import DataError
from kilter.knowledge.catalogue import Catalogue
from kilter.services.movement import measure_landmarks, measure_markers

RECORDINGS = Path(__file__).parents[2] / "examples" / "recordings"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("gaitalytics_treadmill.c3d", Kind.MARKERS),
        ("opensim_walking2.trc", Kind.MARKERS),
        ("glute_bridge.mp4", Kind.VIDEO),
    ],
)
def test_a_recording_is_told_by_its_contents(name: str, kind: Kind, tmp_path: Path) -> None:
    """Under a name that says nothing the kind is still told."""
    path = tmp_path / "file"
    path.write_bytes((RECORDINGS / name).read_bytes())

    found = kind_of(path)

    assert found is kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"people": []}', Kind.KEYPOINTS),
        (b"\xef\xbb\xbf  [\n{}]", Kind.KEYPOINTS),
        (b"frame,x0,y0,x1,y1,x2,y2,x3,y3\n0,1,1,1,1,1,1,1,1\n", Kind.KEYPOINTS),
        (b"PAR1....", Kind.KEYPOINTS),
        (b"\x00\x00\x00\x18ftypmp42", Kind.VIDEO),
        (b"\x89PNG\r\n\x1a\n\x00", Kind.VIDEO),
    ],
)
def test_the_beginning_tells(content: bytes, kind: Kind, tmp_path: Path) -> None:
    """JSON, CSV and Parquet hold keypoints; what is no text is left to the reader of videos."""
    path = tmp_path / "file.mp4"
    path.write_bytes(content)

    found = kind_of(path)

    assert found is kind


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "The file is empty"),
        (b"dear diary\n", "no recording that is known"),
        ("größe\n".encode() * 2000, "no recording that is known"),
        (b"Coordinates\nversion=1\ninDegrees=yes\nendheader\n", "joint angles that are worked out already"),
    ],
)
def test_text_of_another_kind_is_refused(content: bytes, what: str, tmp_path: Path) -> None:
    """Text that holds neither markers nor keypoints is refused with what is read, whatever its name."""
    path = tmp_path / "walk.mp4"
    path.write_bytes(content)

    with pytest.raises(DataError, match=what):
        kind_of(path)


def test_a_folder_holds_keypoints_and_nothing_is_missing(tmp_path: Path) -> None:
    """A folder is left to the reader of keypoints; a name of nothing is refused."""
    folder = kind_of(tmp_path)

    assert folder is Kind.KEYPOINTS
    with pytest.raises(DataError, match="No such file"):
        kind_of(tmp_path / "nothing")


def test_what_a_camera_saw_is_written_and_read_back(tmp_path: Path) -> None:
    """The tables hold the columns that were measured, NaN as NaN, and landmarks can be measured again."""
    recording = recording_of(points_of({}))
    measured = measure_landmarks(recording, *believing())

    written = write_movement(tmp_path / "out", measured, recording, "{}\n")

    assert [path.name for path in written] == ["landmarks.parquet", "pose.parquet", "signals.parquet", "summary.json"]
    for path, columns in zip(written[1:3], (measured.pose, measured.signals), strict=True):
        table = pq.read_table(path)
        assert table.column_names == list(columns)
        assert not any(column.null_count for column in table.columns)
        for name, values in columns.items():
            np.testing.assert_array_equal(table[name].to_numpy(), values)
    np.testing.assert_array_equal(read_landmarks_table(written[0]).image_px, recording.image_px)


def test_markers_are_written_under_their_names(tmp_path: Path, catalogue: Catalogue) -> None:
    """Of markers the table of landmarks holds time and each marker's three coordinates."""
    walk = record(Walker(duration_s=3.0))
    measured = measure_markers(walk, catalogue)

    landmarks, *_ = write_movement(tmp_path, measured, walk, "{}\n")

    table = pq.read_table(landmarks)
    assert table.column_names == ["t_s", *(f"{name}_{axis}_m" for name in walk.markers for axis in "xyz")]
    np.testing.assert_array_equal(table["LASI_z_m"].to_numpy(), walk.markers["LASI"][:, 2])
