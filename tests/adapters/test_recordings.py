"""Recordings from files: what real ones hold, and how bad ones are refused."""

import os
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kilter.adapters.recordings import read_recording
from kilter.adapters.recordings.reading import LARGEST_BYTES
from kilter.body.sides import Side
from kilter.errors import CaptureError, DataError
from kilter.motion.gait import Surface, agreement_with_laboratory, assess_gait
from kilter.motion.recording import MarkerRecording

RECORDINGS = Path(__file__).parents[2] / "examples" / "recordings"
TREADMILL = RECORDINGS / "gaitalytics_treadmill.c3d"
STAIRS = RECORDINGS / "pycgm_movement.c3d"
OVER_GROUND = RECORDINGS / "opensim_walking2.trc"
TOO_SHORT = RECORDINGS / "opensim_walk_free_01.trc"


@pytest.fixture(scope="module")
def treadmill() -> MarkerRecording:
    """The treadmill walk, read once."""
    return read_recording(TREADMILL)


def refusal(path: Path) -> DataError:
    """The error that the file ends in; it names the file and a mend."""
    with pytest.raises(DataError) as caught:
        read_recording(path)
    for problem in caught.value.problems:
        assert str(path) in problem.place
        assert problem.mend
    return caught.value


def test_a_c3d_file_gives_markers_in_metres_and_angles_in_degrees(treadmill: MarkerRecording) -> None:
    """The treadmill walk has its 1,206 frames, a pelvis of a person's width, its laboratory angles and knee widths."""
    width_m = np.linalg.norm(treadmill.markers["LASI"] - treadmill.markers["RASI"], axis=1)

    assert (treadmill.frames, treadmill.rate_hz, treadmill.vertical) == (1206, 100.0, "+Z")
    assert 0.20 < float(np.median(width_m)) < 0.24
    assert {"LHipAngles", "RHipAngles", "LPelvisAngles", "RPelvisAngles"} <= set(treadmill.lab_angles)
    assert np.nanmax(treadmill.lab_angles["LHipAngles"][:, 0]) > 30
    assert not set(treadmill.lab_angles) & set(treadmill.markers)
    assert not any("Moment" in name or "Power" in name or "Force" in name for name in treadmill.markers)
    assert treadmill.knee_width_m is not None
    assert treadmill.knee_width_m.left == pytest.approx(0.10575, abs=1e-4)


def test_unlabelled_trajectories_are_left_out() -> None:
    """A file with 42 nameless trajectories gives only those with a name."""
    markers = read_recording(STAIRS).markers

    assert not any(name.startswith("*") for name in markers)
    assert {"LASI", "RASI", "LTHI", "LKNE", "LHEE", "LTOE"} <= set(markers)


def test_the_treadmill_walk_is_measured(treadmill: MarkerRecording) -> None:
    """Nine and ten strides on a belt, at an ordinary cadence, with every measure on both sides."""
    walk = assess_gait(treadmill)

    assert (walk.surface, len(walk.strides.left), len(walk.strides.right)) == (Surface.TREADMILL, 9, 10)
    assert walk.cadence_steps_per_min.mean == pytest.approx(105.9, abs=0.5)
    assert walk.not_assessed == ()
    for measure in walk.measures:
        assert min(side.n for side in measure.sides) >= 9
    stance = walk.measure("stance_share")
    assert stance is not None
    assert all(60 < (side.mean or 0) < 70 for side in stance.sides)


def test_the_angles_are_the_laboratorys_to_a_few_degrees(treadmill: MarkerRecording) -> None:
    """On both files every angle follows the laboratory's: scatter about one degree, bias within six."""
    for recording in (treadmill, read_recording(STAIRS)):
        found = agreement_with_laboratory(recording)

        assert len(found) == 6
        assert all(line.sd_deg < 1.2 for line in found)
        assert all(abs(line.bias_deg) < 6 for line in found)


def test_stairs_are_no_level_walk() -> None:
    """The staircase is told as one, though its steps are found."""
    with pytest.raises(CaptureError, match="stairs or a slope"):
        assess_gait(read_recording(STAIRS))


def test_the_time_column_is_believed_before_the_header() -> None:
    """A file whose header says 250 frames a second and whose times say 25 is read with 25, and a note says so."""
    recording = read_recording(OVER_GROUND)

    assert recording.rate_hz == pytest.approx(25.0, rel=1e-3)
    assert any("says 250" in note for note in recording.notes)


def test_two_strides_over_ground_give_values_without_error() -> None:
    """One stride a side is reported with what was seen, without an error, and with a note; hidden knees are named."""
    walk = assess_gait(read_recording(OVER_GROUND))

    assert walk.surface is Surface.GROUND
    assert walk.strides.map(len).left == walk.strides.map(len).right == 1
    assert all(measure.difference_margin_95 is None for measure in walk.measures)
    assert {gap.side for gap in walk.not_assessed} == {Side.RIGHT}
    assert sum("too few" in note for note in walk.notes) == 2


def test_a_file_with_y_up_is_turned() -> None:
    """The pelvis ends a metre above the floor; too little of a walk is refused as such, not as a bad file."""
    recording = read_recording(TOO_SHORT)

    assert recording.vertical == "+Y"
    assert np.nanmedian(recording.markers["V.Sacral"][:, 2]) == pytest.approx(1.0, abs=0.15)
    assert any("promises 900 frames" in note for note in recording.notes)
    with pytest.raises(CaptureError, match="No whole stride"):
        assess_gait(recording)


def test_the_name_does_not_decide(tmp_path: Path) -> None:
    """A TRC file called .c3d and a C3D file without an ending are read for what they are."""
    disguised, nameless = tmp_path / "walk.c3d", tmp_path / "walk"
    disguised.write_bytes(OVER_GROUND.read_bytes())
    nameless.write_bytes(STAIRS.read_bytes())

    assert read_recording(disguised).frames == 126
    assert read_recording(nameless).frames == 323


@pytest.mark.parametrize(
    ("contents", "what"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "neither C3D nor TRC"),
        (b"%PDF-1.7\n" + bytes(2000), "neither C3D nor TRC"),
        (b"time,LASI_x\n0,1\n", "neither C3D nor TRC"),
        (b"P", "neither C3D nor TRC"),
        (b"\x02\x50", "ends before"),
        (b"\x02\x50" + bytes(5000), "processor"),
    ],
)
def test_other_files_are_refused_by_their_contents(tmp_path: Path, contents: bytes, what: str) -> None:
    """Empty files, pictures, documents, tables and scraps are told for what they are not, whatever they are called."""
    path = tmp_path / "walk.c3d"
    path.write_bytes(contents)

    assert what in str(refusal(path))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A missing file and a folder are told apart, and neither hangs."""
    assert "No such file" in str(refusal(tmp_path / "none.c3d"))
    assert "not a file" in str(refusal(tmp_path))


def test_huge_files_are_refused_unread(tmp_path: Path) -> None:
    """Three gigabytes that begin like a C3D file are refused by their size."""
    path = tmp_path / "huge.c3d"
    path.write_bytes(STAIRS.read_bytes()[:4096])
    os.truncate(path, 3 * 2**30)

    assert f"up to {LARGEST_BYTES // 2**20} MB" in refusal(path).problems[0].mend


@pytest.mark.parametrize("share", [0.0002, 0.005, 0.03, 0.2, 0.5, 0.999])
def test_a_cut_c3d_file_is_refused_wherever_it_was_cut(tmp_path: Path, share: float) -> None:
    """Cut in the header, the parameters or the data, the file is never read as a shorter walk."""
    whole = STAIRS.read_bytes()
    path = tmp_path / "cut.c3d"
    path.write_bytes(whole[: int(len(whole) * share)])

    assert "cut short" in refusal(path).problems[0].mend


@given(data=st.data())
@settings(max_examples=60)
def test_damage_never_ends_in_anything_but_a_recording_or_an_error_for_people(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever bytes of header and parameters are changed, the file is read or refused; it is never a crash."""
    damaged = bytearray(STAIRS.read_bytes())
    last = data.draw(st.sampled_from([16, 512, 51_000]), label="damaged up to")
    for _ in range(data.draw(st.sampled_from([1, 5, 50]), label="bytes")):
        damaged[data.draw(st.integers(2, last))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.c3d"
    path.write_bytes(damaged)

    with suppress(DataError):
        assert read_recording(path).frames > 0
