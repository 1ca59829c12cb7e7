"""The C3D format in all its byte orders, against a small writer and an independent reader."""

import struct
from dataclasses import dataclass
from pathlib import Path

import ezc3d
import numpy as np
import numpy.typing as npt
import pytest

from kilter.adapters.recordings import read_recording
from kilter.adapters.recordings.c3d_format import parse
from kilter.errors import DataError

RECORDINGS = Path(__file__).parents[2] / "examples" / "recordings"
INTEL, DEC, MIPS = 84, 85, 86
Parameter = list[str] | list[float] | list[int]


@dataclass
class File:
    """A small C3D file in the making: three named points over five frames."""

    processor: int = INTEL
    scale: float = -0.1
    labels: tuple[str, ...] = ("Anna:LASI", "Anna:RASI", "*7")
    units: str | None = "mm"
    rate_hz: float = 50.0
    last: int = 5
    analog: int = 2

    @property
    def order(self) -> str:
        """The byte order that struct knows."""
        return ">" if self.processor == MIPS else "<"

    def points_mm(self) -> npt.NDArray[np.float64]:
        """What is stored: whole tenths of a millimetre, so that integers hold them too."""
        frames, points = 5, len(self.labels)
        return np.arange(frames * points * 3, dtype=float).reshape(frames, points, 3) * 0.5 + 1.0

    def real(self, value: float) -> bytes:
        """Four bytes of a real number as that processor has them."""
        if self.processor == DEC:
            low, high = struct.unpack("<HH", struct.pack("<f", value * 4.0))
            return struct.pack("<HH", high, low)
        return struct.pack(f"{self.order}f", value)

    def parameter(self, group: int, name: str, values: Parameter) -> bytes:
        """One record: text as rows of one width, numbers as reals or integers."""
        if isinstance(values[0], str):
            width = max(len(str(value)) for value in values)
            body = struct.pack("<bBBB", -1, 2, width, len(values)) + "".join(
                f"{value:<{width}}" for value in values
            ).encode("latin-1")
        elif isinstance(values[0], float):
            body = struct.pack("<bBB", 4, 1, len(values)) + b"".join(self.real(float(value)) for value in values)
        else:
            body = struct.pack("<bBB", 2, 1, len(values)) + struct.pack(
                f"{self.order}{len(values)}H", *(int(value) for value in values)
            )
        return self.record(group, name, body + b"\0")

    def record(self, group: int, name: str, body: bytes) -> bytes:
        """A record of the chain."""
        head = struct.pack("bb", len(name), group) + name.encode()
        return head + struct.pack(f"{self.order}H", len(body) + 2) + body

    def write(self, path: Path, *extra: bytes) -> Path:
        """Put the file together; extra records come last."""
        records = [
            self.record(-1, "POINT", b"\0"),
            self.parameter(1, "USED", [len(self.labels)]),
            self.parameter(1, "FRAMES", [5]),
            self.parameter(1, "SCALE", [self.scale]),
            self.parameter(1, "DATA_START", [4]),
            self.parameter(1, "RATE", [self.rate_hz]),
            self.parameter(1, "LABELS", list(self.labels)),
            *([self.parameter(1, "UNITS", [self.units])] if self.units is not None else []),
            *extra,
        ]
        section = bytes([1, 80, 2, self.processor]) + b"".join(records) + b"\0\0"
        header = bytes([2, 80]) + struct.pack(f"{self.order}5H", len(self.labels), self.analog, 1, self.last, 10)
        header += self.real(self.scale) + struct.pack(f"{self.order}HH", 4, 1) + self.real(self.rate_hz)
        path.write_bytes(header.ljust(512, b"\0") + section.ljust(1024, b"\0") + self.data())
        return path

    def data(self) -> bytes:
        """Frames of points, the second point of the first frame unseen, then the analogue samples."""
        values = []
        for frame, row in enumerate(self.points_mm()):
            for point, place in enumerate(row):
                unseen = (frame, point) == (0, 1)
                values += [*(place if self.scale < 0 else place / self.scale), -1.0 if unseen else 0.0]
            values += [9.0] * self.analog
        if self.scale < 0:
            return b"".join(self.real(value) for value in values)
        return struct.pack(f"{self.order}{len(values)}h", *(round(value) for value in values))


@pytest.mark.parametrize("processor", [INTEL, DEC, MIPS])
@pytest.mark.parametrize("scale", [-0.1, 0.1])
def test_every_byte_order_and_number_format_gives_the_same_positions(
    tmp_path: Path, processor: int, scale: float
) -> None:
    """Reals or integers of three makes of processor: one result, and an independent reader agrees."""
    file = File(processor=processor, scale=scale)
    path = file.write(tmp_path / "walk.c3d")

    content = parse(path.read_bytes(), "walk.c3d")

    expected = file.points_mm()
    expected[0, 1] = np.nan
    np.testing.assert_allclose(content.points, expected, rtol=1e-6)
    assert content.parameters["POINT"]["RATE"] == (50.0,)
    assert content.parameters["POINT"]["LABELS"] == file.labels


@pytest.mark.parametrize("name", ["gaitalytics_treadmill.c3d", "pycgm_movement.c3d"])
def test_an_independent_reader_agrees_on_real_files(name: str) -> None:
    """All points of real files equal those that ezc3d reads, bit for bit, and so do the parameters in use."""
    path = RECORDINGS / name
    content, other = parse(path.read_bytes(), name), ezc3d.c3d(str(path))

    np.testing.assert_array_equal(content.points, np.transpose(other["data"]["points"][:3], (2, 1, 0)))
    point = other["parameters"]["POINT"]
    assert content.parameters["POINT"]["LABELS"] == tuple(point["LABELS"]["value"])
    assert content.parameters["POINT"]["ANGLES"] == tuple(point["ANGLES"]["value"])
    for key, value in other["parameters"]["PROCESSING"].items():
        if key != "__METADATA__":
            assert content.parameters["PROCESSING"][key.upper()] == tuple(value["value"])


def test_a_file_becomes_a_recording(tmp_path: Path) -> None:
    """Millimetres become metres, the subject's prefix goes, the nameless go, the unseen are NaN."""
    recording = read_recording(File().write(tmp_path / "walk.c3d"))

    assert set(recording.markers) == {"LASI", "RASI"}
    assert np.isnan(recording.markers["RASI"][0]).all()
    np.testing.assert_allclose(recording.markers["LASI"][0], [0.001, 0.0015, 0.002], rtol=1e-6)
    assert (recording.rate_hz, recording.vertical, recording.lab_angles) == (50.0, None, {})


def test_angles_in_radians_come_out_in_degrees(tmp_path: Path) -> None:
    """A file that says its angles are in radians has them turned into degrees, and kept apart from the markers."""
    file = File(labels=("LASI", "Anna:LHipAngles", "LHipMoment"))
    path = file.write(
        tmp_path / "walk.c3d",
        file.parameter(1, "ANGLES", ["Anna:LHipAngles"]),
        file.parameter(1, "ANGLE_UNITS", ["rad"]),
        file.parameter(1, "MOMENTS", ["LHipMoment"]),
    )

    recording = read_recording(path)

    assert set(recording.markers) == {"LASI"}
    np.testing.assert_allclose(recording.lab_angles["LHipAngles"][1:4], np.degrees(file.points_mm()[1:4, 1]), rtol=1e-6)


def test_labels_continue_in_further_lists(tmp_path: Path) -> None:
    """Names beyond the first list are found in LABELS2, and points without any name are left out."""
    file = File(labels=("LASI", "RASI", "*7"))
    path = file.write(
        tmp_path / "walk.c3d", file.parameter(1, "LABELS", ["LASI"]), file.parameter(1, "LABELS2", ["X1"])
    )

    assert set(read_recording(path).markers) == {"LASI", "X1"}


@pytest.mark.parametrize(
    ("file", "what"),
    [
        (File(units="furlong"), "POINT:UNITS"),
        (File(units=None), "POINT:UNITS"),
        (File(rate_hz=0.0), "POINT:RATE"),
        (File(labels=("Anna:LASI", "Ben:LASI", "C7")), "Several people"),
        (File(labels=("LASI", "LASI", "C7")), "named LASI"),
        (File(last=0), "last frame"),
        (File(last=400), "after frame 5 of 400"),
    ],
)
def test_what_a_file_must_say_is_asked_for_by_name(tmp_path: Path, file: File, what: str) -> None:
    """A missing unit or rate, several people, doubled names and wrong counts are refused, naming the parameter."""
    path = file.write(tmp_path / "walk.c3d")

    with pytest.raises(DataError) as caught:
        read_recording(path)

    assert what.lower() in str(caught.value).lower()


def test_a_full_frame_counter_is_replaced_by_the_trials_own(tmp_path: Path) -> None:
    """Where the header cannot count so far, the trial's start and end do, or else the size of the file."""
    file = File(last=65535, analog=0)
    trial = file.record(-2, "TRIAL", b"\0")
    start, end = (file.parameter(2, f"ACTUAL_{name}_FIELD", [last, 0]) for name, last in (("START", 1), ("END", 5)))

    counted = file.write(tmp_path / "counted.c3d", trial, start, end)
    measured = file.write(tmp_path / "measured.c3d")

    assert read_recording(counted).frames == 5
    assert read_recording(measured).frames == 5


def test_no_points_is_no_walk(tmp_path: Path) -> None:
    """A file with analogue samples alone is told to hold no markers."""
    path = File().write(tmp_path / "walk.c3d")
    raw = bytearray(path.read_bytes())
    raw[2:4] = b"\0\0"
    path.write_bytes(raw)

    with pytest.raises(DataError, match="no markers"):
        read_recording(path)


def test_parameters_that_do_not_hold_together_are_named(tmp_path: Path) -> None:
    """Too few values, an unknown type or too many dimensions are damage, with the parameter's name."""
    file = File()
    bodies = (b"", struct.pack("<bBB", 4, 1, 9), struct.pack("<bB", 3, 0), struct.pack("<bB", 4, 9), b"\x04\x05")
    for number, body in enumerate(bodies):
        path = file.write(tmp_path / f"{number}.c3d", file.record(1, "BROKEN", body))

        with pytest.raises(DataError, match="BROKEN does not hold what it promises"):
            read_recording(path)


def test_a_chain_that_leads_out_of_the_file_is_damage(tmp_path: Path) -> None:
    """Records that point past the parameters, or a name that runs over their end, are not followed."""
    file = File()
    far = bytearray(file.record(1, "FAR", b"\0"))
    far[5:7] = b"\xff\x7f"
    beyond = file.write(tmp_path / "beyond.c3d", bytes(far))
    filled = file.write(tmp_path / "filled.c3d", *[file.parameter(1, f"N{k:03}", [k] * 20) for k in range(12)])
    raw = bytearray(filled.read_bytes())
    raw[16:18] = struct.pack("<H", 3)

    with pytest.raises(DataError, match="break off"):
        read_recording(beyond)
    filled.write_bytes(raw)
    with pytest.raises(DataError, match="break off"):
        read_recording(filled)


def test_data_cannot_begin_before_the_parameters_end(tmp_path: Path) -> None:
    """A header that sends the reader backwards, or past the end of the file, is not obeyed."""
    path = File().write(tmp_path / "walk.c3d")
    for block, what in ((0, "begin before"), (60_000, "ends before")):
        raw = bytearray(path.read_bytes())
        raw[16:18] = struct.pack("<H", block)
        path.write_bytes(raw)

        with pytest.raises(DataError, match=what):
            read_recording(path)


def test_names_cannot_carry_control_signs(tmp_path: Path) -> None:
    """What would move the cursor of a terminal arrives as a question mark."""
    recording = read_recording(File(labels=("LASI", "R\x1b[2J", "C7")).write(tmp_path / "walk.c3d"))

    assert set(recording.markers) == {"LASI", "R?[2J", "C7"}
