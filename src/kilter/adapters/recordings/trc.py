"""Marker trajectories from TRC files: tab-separated text with five lines of header."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kilter.adapters.recordings.normalising import metres_per_unit, plain_names, printable, unseen_as_nan, upright
from kilter.errors import DataError, Problem
from kilter.motion.filters import Array
from kilter.motion.recording import MarkerRecording

_HEADER_LINES = 5
_MOST_PROBLEMS = 10


@dataclass(frozen=True, slots=True)
class _Header:
    rate_hz: float
    frames: int
    unit: str
    names: tuple[str, ...]


def read_trc(path: Path) -> MarkerRecording:
    """Read a TRC file.

    The clock is taken from the time column: header rates are often left over from before the data were thinned
    out. Empty cells, NaN and (0, 0, 0) mean not seen.

    Args:
        path: the file.

    Returns:
        the recording, in metres, Z up.

    Raises:
        DataError: the text is not UTF-8, the header is incomplete, a line has too few or too many columns or
            something other than a number, the unit is unknown, or the times are uneven.
    """
    lines = _lines(path)
    header = _header(lines, path)
    table = _table(lines, len(header.names), path)
    rate_hz, clock_note = _rate(table[:, 1], header, path)
    factor = metres_per_unit(header.unit, f"{path}: line 3, Units")
    markers = {name: unseen_as_nan(table[:, 2 + 3 * k : 5 + 3 * k] * factor) for k, name in enumerate(header.names)}
    markers, vertical = upright(markers)
    notes = [clock_note] if clock_note else []
    if header.frames != len(table):
        notes.append(
            f"The header of {path.name} promises {header.frames} frames; {len(table)} are there and were used."
        )
    return MarkerRecording(markers, rate_hz, vertical, notes=tuple(notes))


def _lines(path: Path) -> list[str]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(
            Problem(f"{path}: line {line}", "The text is not in UTF-8.", "Save the file as UTF-8 and try again.")
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _header(lines: list[str], path: Path) -> _Header:
    if len(lines) <= _HEADER_LINES:
        raise DataError(
            Problem(str(path), "The file ends within its header, or right after it.", "Export or copy it again.")
        )
    keys, values = lines[1].split("\t"), lines[2].split("\t")
    fields = {key.strip().lower(): value.strip() for key, value in zip(keys, values, strict=False)}
    missing = [key for key in ("DataRate", "NumFrames", "NumMarkers", "Units") if not fields.get(key.lower())]
    if missing:
        raise DataError(
            *(
                Problem(
                    f"{path}: lines 2 and 3", f"{key} is missing.", "Give it a name in line 2 and a value in line 3."
                )
                for key in missing
            )
        )
    rate_hz, frames, count = (
        _number(fields[key.lower()], f"{path}: line 3, {key}") for key in ("DataRate", "NumFrames", "NumMarkers")
    )
    names = [name for name in lines[3].split("\t")[2:] if name.strip()]
    axes = [axis for axis in lines[4].split("\t") if axis.strip()]
    if not len(names) == count == len(axes) / 3:
        raise DataError(
            Problem(
                f"{path}: lines 3 to 5",
                f"NumMarkers is {count:g}, line 4 names {len(names)} markers and line 5 {len(axes)} coordinates.",
                "Name each marker once, with its X, Y and Z beneath it.",
            )
        )
    return _Header(
        rate_hz,
        int(frames),
        fields["units"],
        plain_names((printable(name.encode()) for name in names), f"{path}: line 4"),
    )


def _table(lines: list[str], markers: int, path: Path) -> Array:
    """(T, 2 + 3 markers): frame number, time, coordinates; NaN in empty cells."""
    rows = []
    problems: list[Problem] = []
    columns = 2 + 3 * markers
    for number, line in enumerate(lines[_HEADER_LINES:], _HEADER_LINES + 1):
        if not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        while len(cells) > columns and not cells[-1].strip():
            cells.pop()
        if len(cells) != columns:
            problems.append(
                Problem(
                    f"{path}: line {number}",
                    f"There are {len(cells)} columns instead of {columns}.",
                    "Export the file again; it may have been cut short.",
                )
            )
        else:
            rows.append(_row(cells, f"{path}: line {number}", problems))
        if len(problems) >= _MOST_PROBLEMS:
            break
    if problems:
        raise DataError(*problems)
    if len(rows) < 2:
        raise DataError(Problem(str(path), "There are fewer than two frames.", "Export the whole walk."))
    return np.array(rows)


def _row(cells: list[str], place: str, problems: list[Problem]) -> Array:
    try:
        return np.array([float(cell) for cell in cells])
    except ValueError:
        return np.array([_cell(cell, f"{place}, column {k}", problems) for k, cell in enumerate(cells, 1)])


def _cell(text: str, place: str, problems: list[Problem]) -> float:
    if not text.strip():
        return float("nan")
    try:
        return float(text)
    except ValueError:
        problems.append(Problem(place, f"{text.strip()[:40]!r} is not a number.", "Correct it, or leave it empty."))
        return float("nan")


def _number(text: str, place: str) -> float:
    problems: list[Problem] = []
    value = _cell(text, place, problems)
    if not (np.isfinite(value) and value > 0):
        raise DataError(Problem(place, f"{text!r} is not a number above 0.", "Correct the header."))
    return value


def _rate(times_s: Array, header: _Header, path: Path) -> tuple[float, str]:
    """Frames a second by the time column, and a note where the header says otherwise."""
    if not (np.isfinite(times_s).all() and times_s[-1] > times_s[0]):
        raise DataError(
            Problem(f"{path}: column Time", "Times are missing, or do not rise from line to line.", "Export it again.")
        )
    frames = np.arange(len(times_s))
    step_s, start_s = np.polyfit(frames, times_s, 1)
    strayed = np.abs(times_s - start_s - step_s * frames) > step_s / 2
    if strayed.any():
        line = int(np.argmax(strayed))
        raise DataError(
            Problem(
                f"{path}: column Time, frame {line + 1}",
                "The times are uneven; frames may be missing.",
                "Export with one line for each frame, also where markers are hidden.",
            )
        )
    rate_hz = float(1.0 / step_s)
    if abs(rate_hz - header.rate_hz) > 0.02 * rate_hz:
        return rate_hz, (
            f"The header of {path.name} says {header.rate_hz:g} frames a second, its times say {rate_hz:.4g}; "
            "the times were followed."
        )
    return header.rate_hz, ""
