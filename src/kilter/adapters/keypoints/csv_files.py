"""Keypoints in CSV: one row a frame, MediaPipe's 33 landmarks by number or by name."""

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kilter.adapters.files import read_text
from kilter.adapters.keypoints.building import Clock, Moment, build
from kilter.adapters.keypoints.layouts import BLAZEPOSE_33, find_landmark
from kilter.body.landmarks import LANDMARKS, Landmark
from kilter.errors import DataError, Problem
from kilter.motion.filters import Array
from kilter.motion.landmarks import LandmarkRecording

LARGEST_BYTES = 256 * 2**20
_SECONDS = frozenset({"time", "t", "ts", "timestamp", "times", "timesec", "timeseconds", "timestamps", "seconds"})
_MILLISECONDS = frozenset({"timems", "timestampms", "tms", "ms", "milliseconds"})
_FRAMES = frozenset({"frame", "frameid", "frameidx", "frameindex", "framenumber", "framenum", "frameno"})
_VALUES = {"x": 0, "y": 1, "v": 2, "vis": 2, "visibility": 2, "score": 2, "confidence": 2, "c": 2}
_VALUE = r"(x|y|z|v|vis|visibility|score|confidence|c)"
_AFTER = re.compile(rf"^(.*?[a-z0-9].*?)[_\s.\-]*?(?:[_\s.\-]|(?<=\d)){_VALUE}(?:_?px)?$")
_BEFORE = re.compile(rf"^{_VALUE}[_\s.\-]?(\d+)$")
_COUNTED = re.compile(r"^(?:landmark|keypoint|point|lm|kp|joint|p)?[_\s.\-]*(\d+)$")


@dataclass(frozen=True, slots=True)
class _Columns:
    """What stands where in a row.

    Args:
        at: the column of the time or of the frame's number; None where there is neither.
        scale: seconds in one of its units; 0 where it counts frames.
        values: column to landmark's position and 0, 1 or 2 for x, y or visibility.
    """

    at: int | None
    scale: float
    values: Mapping[int, tuple[int, int]]


def is_csv(text: str) -> bool:
    """Whether a text begins with the header of such a table."""
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    try:
        return len(_values(_cells(first))) >= 4
    except csv.Error:
        return False


def read_csv(path: Path, clock: Clock) -> LandmarkRecording:
    """Read a table of MediaPipe landmarks.

    Args:
        path: a CSV file whose header names a time or frame, and ``x0, y0, v0`` to ``x32, y32, v32``, or ``nose_x`` and
            so on; points in pixels or as shares of the picture, told by how large they are. An empty cell is not seen.
        clock: rate and size as the caller gives them.

    Raises:
        DataError: it is no such table, or holds what no recording can.
        UsageError: the points are shares of the picture and its size was not given.
    """
    rows = _rows(path, read_text(path, largest_bytes=LARGEST_BYTES))
    _, header = next(rows, (1, []))
    columns = _columns(path, header)
    moments = []
    for number, (line, row) in enumerate(rows):
        if len(row) != len(header):
            what = f"It has {len(row)} cells; the header has {len(header)}."
            raise DataError(Problem(f"{path}:{line}", what, "Give each row a cell for each column."))
        at = number if columns.at is None else _cell(path, line, header[columns.at], row[columns.at])
        if math.isnan(at):
            raise DataError(Problem(f"{path}:{line}", "It has no time.", "Fill the cell in."))
        body = _body(path, line, header, row, columns)
        moments.append(Moment(f"line {line}", at * (columns.scale or 1), (body,) if np.isfinite(body).any() else ()))
    return build(path, moments, BLAZEPOSE_33, Clock(not columns.scale, clock.rate_hz, clock.width_px, clock.height_px))


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with its line."""
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise DataError(
            Problem(f"{path}:{reader.line_num}", f"This is no CSV ({error}).", "Export it again.")
        ) from None


def _delimiter(text: str) -> str:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _cells(line: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r")], delimiter=_delimiter(line)), [])


def _columns(path: Path, header: list[str]) -> _Columns:
    values = _values(header)
    taken = list(values.values())
    twice = {place for place in taken if taken.count(place) > 1}
    if twice:
        position, _ = min(twice)
        what = f"Two columns are about the same point ({tuple(Landmark)[position]})."
        raise DataError(Problem(f"{path}:1", what, "Leave each in once."))
    lone = [position for position in range(LANDMARKS) if ((position, 0) in taken) != ((position, 1) in taken)]
    if lone or not values:
        what = f"{tuple(Landmark)[lone[0]]} has only one of x and y." if lone else "No column names a landmark."
        raise DataError(Problem(f"{path}:1", what, "Name the columns x0, y0 ... or nose_x, nose_y ..."))
    plain = [re.sub(r"[^a-z]", "", cell.lower()) for cell in header]
    for names, scale in ((_SECONDS, 1.0), (_MILLISECONDS, 0.001), (_FRAMES, 0.0)):
        at = next((column for column, name in enumerate(plain) if name in names and column not in values), None)
        if at is not None:
            return _Columns(at, scale, values)
    return _Columns(None, 0.0, values)


def _values(header: list[str]) -> dict[int, tuple[int, int]]:
    """The columns that are about a landmark's x, y or visibility."""
    found: dict[int, tuple[str, str]] = {}
    for column, cell in enumerate(header):
        name = cell.strip().lower()
        if (before := _BEFORE.match(name)) is not None:
            found[column] = (before[2], before[1])
        elif (after := _AFTER.match(name)) is not None:
            found[column] = (after[1], after[2])
    numbers = {int(counted[1]) for point, _ in found.values() if (counted := _COUNTED.match(point)) is not None}
    first = 1 if LANDMARKS in numbers and 0 not in numbers else 0
    values = {}
    for column, (point, value) in found.items():
        counted = _COUNTED.match(point)
        landmark = find_landmark(point)
        position = int(counted[1]) - first if counted else landmark.position if landmark else -1
        if value in _VALUES and 0 <= position < LANDMARKS:
            values[column] = (position, _VALUES[value])
    return values


def _body(path: Path, line: int, header: list[str], row: list[str], columns: _Columns) -> Array:
    """(33, 3) of one row; a point without visibility counts as seen."""
    body = np.full((LANDMARKS, 3), np.nan)
    body[:, 2] = 1.0
    for column, (position, value) in columns.values.items():
        body[position, value] = _cell(path, line, header[column], row[column])
    hidden = ~np.isfinite(body).all(axis=1)
    body[hidden] = np.nan
    return body


def _cell(path: Path, line: int, name: str, text: str) -> float:
    """A number; NaN for an empty cell."""
    if not text.strip():
        return math.nan
    try:
        value = float(text)
    except ValueError:
        value = math.inf
    if not math.isfinite(value):
        what = f"{text.strip()[:40]!r} in column {name.strip()!r} is no number."
        raise DataError(Problem(f"{path}:{line}", what, "Correct it; leave the cell empty where nothing was seen."))
    return value
