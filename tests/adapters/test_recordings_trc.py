"""TRC files: strict where a wrong reading would pass for a right one, patient with what exporters leave behind."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kilter.adapters.recordings import read_recording
from kilter.errors import DataError

HEADER = "PathFileType\t4\t(X/Y/Z)\twalk.trc"
KEYS = "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames"
VALUES = "100\t100\t3\t2\tmm\t100\t1\t3"
NAMES = "Frame#\tTime\tLASI\t\t\tRASI\t\t\t"
AXES = "\t\tX1\tY1\tZ1\tX2\tY2\tZ2"
ROWS = ("1\t0.00\t1\t2\t3\t4\t5\t6", "2\t0.01\t1\t2\t3\t4\t5\t6", "3\t0.02\t1\t2\t3\t4\t5\t6")


def text(*, values: str = VALUES, names: str = NAMES, axes: str = AXES, rows: tuple[str, ...] = ROWS) -> str:
    """A TRC file, with parts replaced."""
    return "\n".join((HEADER, KEYS, values, names, axes, "", *rows)) + "\n"


def refusal(tmp_path: Path, contents: str | bytes) -> DataError:
    """The error that these contents end in."""
    path = tmp_path / "walk.trc"
    path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    with pytest.raises(DataError) as caught:
        read_recording(path)
    return caught.value


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    """Two markers, three frames, millimetres turned to metres, nothing to note."""
    path = tmp_path / "walk.trc"
    path.write_text(text(), encoding="utf-8")

    recording = read_recording(path)

    assert (recording.frames, recording.rate_hz, recording.notes) == (3, 100.0, ())
    np.testing.assert_allclose(recording.markers["RASI"][2], [0.004, 0.005, 0.006])


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_do_not_matter(tmp_path: Path, ending: str, mark: bytes) -> None:
    """Files of all systems are read alike."""
    path = tmp_path / "walk.trc"
    path.write_bytes(mark + text().replace("\n", ending).encode())

    assert read_recording(path).frames == 3


def test_empty_cells_nan_and_zeros_are_unseen(tmp_path: Path) -> None:
    """Three ways of writing that a marker was hidden, one meaning; tabs at the end of a line are no columns."""
    rows = ("1\t0.00\t\t\t\t4\t5\t6\t\t", "2\t0.01\tNaN\tNaN\tNaN\t4\t5\t6", "3\t0.02\t0\t0\t0\t4\t5\t6")
    path = tmp_path / "walk.trc"
    path.write_text(text(rows=rows), encoding="utf-8")

    recording = read_recording(path)

    assert np.isnan(recording.markers["LASI"]).all()
    assert np.isfinite(recording.markers["RASI"]).all()


def test_metres_stay_metres(tmp_path: Path) -> None:
    """The unit of the header decides."""
    path = tmp_path / "walk.trc"
    path.write_text(text(values=VALUES.replace("mm", "m")), encoding="utf-8")

    np.testing.assert_allclose(read_recording(path).markers["LASI"][0], [1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("contents", "place", "what"),
    [
        (text().replace("6\n2", "6\t7\n2"), "line 7", "9 columns instead of 8"),
        (text()[:-12], "line 9", "columns instead of 8"),
        (text(rows=(ROWS[0], "2\t0.01\t1\ttwo\t3\t4\t5\t6", ROWS[2])), "line 8, column 4", "'two' is not a number"),
        (text(values=VALUES.replace("mm", "inch")), "line 3, Units", "not a unit"),
        (text(values=VALUES.replace("mm", "")), "lines 2 and 3", "Units is missing"),
        (text(values="0" + VALUES[3:]), "line 3, DataRate", "not a number above 0"),
        (text(values=VALUES.replace("\t2\t", "\t3\t")), "lines 3 to 5", "line 4 names 2 markers"),
        (text(axes=AXES[:-3]), "lines 3 to 5", "line 5 5 coordinates"),
        (text(rows=ROWS[:1]), "walk.trc", "fewer than two frames"),
        (text(rows=(ROWS[0], "2\t\t1\t2\t3\t4\t5\t6")), "column Time", "Times are missing"),
        (text(rows=(ROWS[0], ROWS[0])), "column Time", "do not rise"),
        (text(rows=(*ROWS, "4\t0.30\t1\t2\t3\t4\t5\t6")), "column Time", "uneven"),
        (HEADER + "\n" + KEYS + "\n", "walk.trc", "within its header"),
        (text(names=NAMES.replace("RASI", "LASI")), "line 4", "Two trajectories"),
        (text(names="Frame#\tTime\tAnna:LASI\t\t\tBen:LASI"), "line 4", "Several people"),
        (text().encode().replace(b"2\t0.01", b"2\t\xff"), "line 8", "not in UTF-8"),
        (text().encode("utf-16"), "line 1", "not in UTF-8"),
    ],
)
def test_the_fault_is_named_with_its_line(tmp_path: Path, contents: str | bytes, place: str, what: str) -> None:
    """Each fault is told where it is and how to mend it."""
    problem = refusal(tmp_path, contents).problems[0]

    assert place in problem.place
    assert what in problem.what
    assert problem.mend


def test_several_faults_are_told_at_once_but_not_all(tmp_path: Path) -> None:
    """Ten problems are enough to see what is wrong with a file of a thousand bad lines."""
    error = refusal(tmp_path, text(rows=("1\t0\tx\ty\tz\t4\t5\t6",) * 1000))

    assert 3 < len(error.problems) <= 12


@given(st.binary(max_size=400))
def test_whatever_follows_the_first_word_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, tail: bytes
) -> None:
    """Rubbish in a TRC file ends in an error for people, unless it happens to leave two frames."""
    path = tmp_path_factory.getbasetemp() / "rubbish.trc"
    path.write_bytes(text().encode()[: 40 + len(tail)] + tail)

    with suppress(DataError):
        assert read_recording(path).frames >= 2
