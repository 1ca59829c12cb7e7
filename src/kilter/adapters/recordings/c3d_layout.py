"""Is a C3D file whole? Asked before it is parsed, because the parser may crash on damaged ones.

A file begins with a header of one 512-byte block, which says where the parameters and the data begin. The parameters
are a chain of records; each holds the length of its name, the number of its group, its name, the way to the next
record, and for parameters a type, dimensions and values.
"""

import struct
from dataclasses import dataclass
from math import prod

from kilter.errors import DataError, Problem

BLOCK = 512
_BYTE_ORDERS = {84: "<", 85: "<", 86: ">"}
_TYPES = {-1, 1, 2, 4}
_MOST_DIMENSIONS = 7
_MOST_FRAMES_IN_HEADER = 65535


@dataclass(frozen=True, slots=True)
class Layout:
    """What the header says is in the file.

    Args:
        points: trajectories in each frame.
        frames: how many frames; None where there are more than the header can count.
    """

    points: int
    frames: int | None


def check_layout(raw: bytes, size: int, place: str) -> Layout:
    """Walk through header and parameters without reading a value.

    Args:
        raw: the file's beginning, at least up to its data.
        size: the whole file's size in bytes.
        place: what to call the file.

    Returns:
        what the header promises.

    Raises:
        DataError: the file is cut short, or its header or parameters are damaged.
    """
    start = (raw[0] - 1) * BLOCK
    if len(raw) < start + 4:
        raise _cut_short(place)
    order = _BYTE_ORDERS.get(raw[start + 3])
    if order is None:
        raise _damaged(place, "the kind of processor is unknown")
    points, analog, first, last = struct.unpack_from(f"{order}4H", raw, 2)
    (data_block,) = struct.unpack_from(f"{order}H", raw, 16)
    data_start = (data_block - 1) * BLOCK
    if data_start <= start:
        raise _damaged(place, "the data are said to begin before the parameters end")
    if size < data_start:
        raise _cut_short(place)
    _walk(raw[start + 4 : data_start], order, place)
    frames = last - first + 1
    if points == 0 or frames < 1:
        raise DataError(Problem(place, "The file holds no marker trajectories.", "Export the walk with its markers."))
    word = 4 if _is_negative(raw[12:16], raw[start + 3]) else 2
    if size < data_start + frames * (4 * points + analog) * word:
        raise _cut_short(place)
    return Layout(points, None if last == _MOST_FRAMES_IN_HEADER else frames)


def _walk(section: bytes, order: str, place: str) -> None:
    """Follow the chain of records; every one must lie inside the section and hold what it promises."""
    at = 0
    while at + 2 <= len(section):
        name_length, number = struct.unpack_from("bb", section, at)
        if name_length == 0 or number == 0:
            return
        link = at + 2 + abs(name_length)
        if link + 2 > len(section):
            break
        (step,) = struct.unpack_from(f"{order}H", section, link)
        if step == 0:
            return
        end = link + step
        if end > len(section) or not _holds(section[link + 2 : end], is_group=number < 0):
            break
        at = end
    raise _damaged(place, f"the parameters break off at byte {at}")


def _holds(body: bytes, *, is_group: bool) -> bool:
    """Whether a record's values and description fit between its name and the next record."""
    if is_group:
        needed = 0
    else:
        if len(body) < 2 or body[1] > _MOST_DIMENSIONS or len(body) < 2 + body[1]:
            return False
        (kind,) = struct.unpack_from("b", body)
        if kind not in _TYPES:
            return False
        needed = 2 + body[1] + abs(kind) * prod(body[2 : 2 + body[1]])
    return len(body) > needed and len(body) >= needed + 1 + body[needed]


def _is_negative(scale: bytes, processor: int) -> bool:
    """The sign of the header's scale, which tells real numbers (negative) from integers."""
    sign_byte = {84: 3, 85: 1, 86: 0}[processor]
    return bool(scale[sign_byte] & 0x80)


def _cut_short(place: str) -> DataError:
    return DataError(
        Problem(place, "The C3D file ends before the data it promises.", "Copy or export it again; it was cut short.")
    )


def _damaged(place: str, what: str) -> DataError:
    return DataError(
        Problem(place, f"The C3D file is damaged: {what}.", "Copy or export it again from where it was recorded.")
    )
