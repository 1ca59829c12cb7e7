"""Tables keep what is written, to the last bit, and what is no such table is refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.motion.bodies import record, seconds, squat

from kilter.adapters.tables import read_landmarks_table, write_landmarks_table, write_table
from kilter.errors import DataError, ShapeError, UsageError
from kilter.motion.landmarks import LandmarkRecording


@pytest.fixture
def recording() -> LandmarkRecording:
    """A person of whom a few frames and one wrist were not seen."""
    t_s = seconds(20)
    body = squat(t_s, 640)
    body[5:8] = np.nan
    body[10, 15] = np.nan
    return replace(record(t_s, body), notes=("One note.", "Another, with ½ and ß."))


def assert_same(these: LandmarkRecording, those: LandmarkRecording) -> None:
    """Two recordings are the same to the last bit."""
    for name in ("t_s", "image_px", "visibility", "present"):
        np.testing.assert_array_equal(getattr(these, name), getattr(those, name))
    assert (these.world_m is None) == (those.world_m is None)
    if these.world_m is not None and those.world_m is not None:
        np.testing.assert_array_equal(these.world_m, those.world_m)
    for name in ("width_px", "height_px", "source", "notes"):
        assert getattr(these, name) == getattr(those, name)


@pytest.mark.parametrize("flat", [False, True])
def test_landmarks_come_back_as_they_were_written(tmp_path: Path, recording: LandmarkRecording, flat: bool) -> None:
    """Everything a recording holds survives, with and without a third dimension."""
    written = replace(recording, world_m=None) if flat else recording

    write_landmarks_table(tmp_path / "landmarks.parquet", written)
    read = read_landmarks_table(tmp_path / "landmarks.parquet")

    assert_same(read, written)


def test_the_columns_are_named_by_landmark_axis_and_unit(tmp_path: Path, recording: LandmarkRecording) -> None:
    """Other programs find each value by its name; what was not seen is NaN and not missing."""
    write_landmarks_table(tmp_path / "landmarks.parquet", recording)

    table = pq.read_table(tmp_path / "landmarks.parquet")

    assert table.column_names[:2] == ["t_s", "present"]
    assert {"left_hip_x_px", "left_hip_z_m", "right_foot_index_visibility"} <= set(table.column_names)
    assert table.column("nose_x_px").null_count == 0
    assert np.isnan(table.column("nose_x_px").to_numpy()[6])


@given(st.lists(st.floats(), max_size=50), st.lists(st.integers(-(2**62), 2**62), max_size=50))
def test_any_columns_are_kept(tmp_path_factory: pytest.TempPathFactory, floats: list[float], whole: list[int]) -> None:
    """Numbers of either kind come back as they were, NaN and infinities too."""
    rows = min(len(floats), len(whole))
    columns = {"a": np.array(floats[:rows]), "b": np.array(whole[:rows], dtype=np.int64)}
    path = tmp_path_factory.mktemp("tables") / "table.parquet"

    write_table(path, columns)
    table = pq.read_table(path)

    np.testing.assert_array_equal(table.column("a").to_numpy(), columns["a"])
    np.testing.assert_array_equal(table.column("b").to_numpy(), columns["b"])


def test_columns_of_different_lengths_are_refused(tmp_path: Path) -> None:
    """A table has one value a row in each column, or is not written."""
    with pytest.raises(ShapeError, match="do not share one length"):
        write_table(tmp_path / "table.parquet", {"a": np.zeros(2), "b": np.zeros(3)})

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_told(tmp_path: Path, recording: LandmarkRecording) -> None:
    """Where nothing can be written, the error says so."""
    with pytest.raises(UsageError, match="cannot be written"):
        write_landmarks_table(tmp_path / "nowhere" / "landmarks.parquet", recording)


def test_other_files_are_refused(tmp_path: Path, recording: LandmarkRecording) -> None:
    """A table of other things, a file cut short and a text are no landmarks."""
    other, cut, text = (tmp_path / name for name in ("other.parquet", "cut.parquet", "text.parquet"))
    write_table(other, {"a": np.zeros(2)})
    write_landmarks_table(cut, recording)
    cut.write_bytes(cut.read_bytes()[:-200])
    text.write_text("PAR1 and nothing else")

    for path in (other, cut, text):
        with pytest.raises(DataError, match="no table of landmarks"):
            read_landmarks_table(path)
