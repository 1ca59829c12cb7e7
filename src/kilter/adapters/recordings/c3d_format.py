"""The C3D format: parameters and points out of the bytes of a file.

A file begins with a header of one 512-byte block, which says where the parameters and the data begin. The parameters
are a chain of records; each holds the length of its name, the number of its group, its name, the way to the next
record, and for parameters a type, dimensions and values. The data are frames of points (x, y, z, residual) and analogue
samples, as reals or as scaled integers, in the byte order of one of three makes of processor.

Every length is checked against the bytes that are there before it is followed, so a damaged or a hostile file ends in
an error that can be shown. Native parsers crash on some of those, which is why none is used.

Source: c3d_format
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from kilter.adapters.recordings.normalising import printable
from kilter.errors import DataError, Problem
from kilter.motion.filters import Array

BLOCK = 512
_INTEL, _DEC, _MIPS = 84, 85, 86
_ORDERS = {_INTEL: "<", _DEC: "<", _MIPS: ">"}
_TEXT, _BYTE, _INTEGER, _REAL = -1, 1, 2, 4
_MOST_DIMENSIONS = 7
# sixteen times what the format's own counter of blocks allows; no file needs more
_MOST_PARAMETER_BYTES = 4096 * BLOCK
_SATURATED = 65535

Values = tuple[str, ...] | tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What is used of a C3D file.

    Args:
        parameters: group to parameter to values; names in capitals, text without trailing blanks.
        points: (T, P, 3) in the file's own unit and axes; NaN where the residual says not seen.
    """

    parameters: Mapping[str, Mapping[str, Values]]
    points: Array


@dataclass(frozen=True, slots=True)
class _Header:
    """Where things are, as the first block says."""

    processor: int
    points: int
    analog: int
    first: int
    last: int
    scale: float
    parameter_start: int
    data_start: int

    @property
    def order(self) -> str:
        return _ORDERS[self.processor]

    @property
    def words_per_frame(self) -> int:
        return 4 * self.points + self.analog

    @property
    def word_bytes(self) -> int:
        return 4 if self.scale < 0 else 2


def parse(raw: bytes, place: str) -> Content:
    """Take a C3D file apart.

    Args:
        raw: the whole file, which begins as a C3D file does.
        place: what to call the file.

    Returns:
        its parameters and points.

    Raises:
        DataError: the file is cut short or damaged, or holds no points.
    """
    header = _header(raw, place)
    end = min(header.data_start, header.parameter_start + _MOST_PARAMETER_BYTES)
    parameters = _parameters(raw[header.parameter_start + 4 : end], header, place)
    if header.points == 0:
        raise DataError(Problem(place, "The file holds no markers.", "Export the walk with its markers."))
    frames = _frames(header, parameters, len(raw))
    if frames < 1:
        raise _damaged(place, "its last frame comes before its first")
    return Content(parameters, _points(raw, header, frames, place))


def _header(raw: bytes, place: str) -> _Header:
    start = (raw[0] - 1) * BLOCK
    if len(raw) < start + BLOCK:
        raise cut_short(place)
    processor = raw[start + 3]
    if processor not in _ORDERS:
        raise _damaged(place, "the kind of processor is unknown")
    points, analog, first, last = struct.unpack_from(f"{_ORDERS[processor]}4H", raw, 2)
    (data_block,) = struct.unpack_from(f"{_ORDERS[processor]}H", raw, 16)
    data_start = (data_block - 1) * BLOCK
    if data_start <= start:
        raise _damaged(place, "the data are said to begin before the parameters end")
    if len(raw) < data_start:
        raise cut_short(place)
    scale = float(_reals(raw[12:16], processor)[0])
    return _Header(processor, points, analog, first, last, scale, start, data_start)


def _parameters(section: bytes, header: _Header, place: str) -> dict[str, dict[str, Values]]:
    groups: dict[int, str] = {}
    found: list[tuple[int, str, Values]] = []
    for number, name, body in _records(section, header.order, place):
        if number < 0:
            groups[-number] = name
            continue
        values = _values(body, header.processor)
        if values is None:
            raise _damaged(place, f"the parameter {name} does not hold what it promises")
        found.append((number, name, values))
    parameters: dict[str, dict[str, Values]] = {name: {} for name in groups.values()}
    for number, name, values in found:
        if number in groups:
            parameters[groups[number]][name] = values
    return parameters


def _records(section: bytes, order: str, place: str) -> Iterator[tuple[int, str, bytes]]:
    """Group number (negative for the group itself), name and body of each record in the chain."""
    at = 0
    while at + 2 <= len(section):
        length, number = struct.unpack_from("bb", section, at)
        if length == 0 or number == 0:
            return
        link = at + 2 + abs(length)
        if link + 2 > len(section):
            break
        (step,) = struct.unpack_from(f"{order}H", section, link)
        if link + step > len(section):
            break
        name = printable(section[at + 2 : link]).strip().upper()
        yield number, name, section[link + 2 : link + step] if step else section[link + 2 :]
        if step == 0:
            return
        at = link + max(step, 2)
    raise _damaged(place, f"the parameters break off after byte {at}")


def _values(body: bytes, processor: int) -> Values | None:
    """The values of a parameter, or None where the bytes do not hold them."""
    if len(body) < 2 or body[1] > _MOST_DIMENSIONS or len(body) < 2 + body[1]:
        return None
    (kind,) = struct.unpack_from("b", body)
    dimensions = tuple(body[2 : 2 + body[1]])
    if kind not in (_TEXT, _BYTE, _INTEGER, _REAL):
        return None
    data = body[2 + len(dimensions) :][: abs(kind) * prod(dimensions)]
    if len(data) < abs(kind) * prod(dimensions):
        return None
    if kind == _TEXT:
        width = dimensions[0] if dimensions else 1
        parts = (data[k : k + width] for k in range(0, len(data), width or 1))
        return tuple(printable(part.rstrip(b" \0")) for part in parts)
    if kind == _REAL:
        return tuple(_reals(data, processor).tolist())
    return tuple(np.frombuffer(data, dtype=np.uint8 if kind == _BYTE else f"{_ORDERS[processor]}u2").tolist())


def _frames(header: _Header, parameters: Mapping[str, Mapping[str, Values]], size: int) -> int:
    """How many frames are promised; where the header's counter is full, the trial's own counters or the file tell."""
    if header.last < _SATURATED:
        return header.last - header.first + 1
    trial = parameters.get("TRIAL", {})
    first, last = (trial.get(f"ACTUAL_{end}_FIELD", ()) for end in ("START", "END"))
    if len(first) == len(last) == 2:
        low_and_high = np.array([1, 2**16])
        return int(np.array(last) @ low_and_high - np.array(first) @ low_and_high) + 1
    return (size - header.data_start) // (header.words_per_frame * header.word_bytes)


def _points(raw: bytes, header: _Header, frames: int, place: str) -> Array:
    words = frames * header.words_per_frame
    data = raw[header.data_start : header.data_start + words * header.word_bytes]
    if len(data) < words * header.word_bytes:
        whole = len(data) // (header.words_per_frame * header.word_bytes)
        raise cut_short(place, f"after frame {whole:,} of {frames:,}")
    if header.scale < 0:
        values = _reals(data, header.processor)
        factor = 1.0
    else:
        values = np.frombuffer(data, dtype=f"{header.order}i2").astype(np.float64)
        factor = header.scale
    frame_of_points = values.reshape(frames, -1)[:, : 4 * header.points].reshape(frames, header.points, 4)
    seen = frame_of_points[..., 3:] >= 0
    return np.where(seen, frame_of_points[..., :3] * factor, np.nan)


def _reals(data: bytes, processor: int) -> Array:
    """Four-byte reals as that make of processor writes them."""
    if processor == _DEC:
        # a DEC real is an IEEE real with its halves swapped and its exponent two higher
        halves = np.frombuffer(data, dtype="<u2").reshape(-1, 2)[:, ::-1]
        return _reals(halves.tobytes(), _INTEL) / 4.0
    # damaged reals may be signalling NaN, which are no news worth a warning
    with np.errstate(invalid="ignore"):
        return np.frombuffer(data, dtype=f"{_ORDERS[processor]}f4").astype(np.float64)


def cut_short(place: str, where: str = "before the data it promises") -> DataError:
    """The error of a file that ends too early."""
    return DataError(Problem(place, f"The C3D file ends {where}.", "Copy or export it again; it was cut short."))


def _damaged(place: str, what: str) -> DataError:
    return DataError(
        Problem(place, f"The C3D file is damaged: {what}.", "Copy or export it again from where it was recorded.")
    )
