"""What both formats need alike: plain names, metres, Z up."""

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from kilter.errors import DataError, Problem
from kilter.motion.filters import Array
from kilter.motion.recording import find_vertical, turn_upright

_WIDER_THAN_ANY_ROOM = 1000.0
_METRES = {"mm": 0.001, "cm": 0.01, "dm": 0.1, "m": 1.0}


def metres_per_unit(unit: str, place: str) -> float:
    """How many metres one unit of the file is.

    Raises:
        DataError: the unit is missing or not a metric length.
    """
    factor = _METRES.get(unit.strip().lower().removesuffix(".").replace("meters", "m").replace("metres", "m"))
    if factor is None:
        raise DataError(Problem(place, f"{unit!r} is not a unit of length that is known here.", "Export in mm or m."))
    return factor


def plain_names(names: Iterable[str], place: str) -> tuple[str, ...]:
    """Marker names without the subject's prefix (``Anna:LASI`` is ``LASI``).

    Raises:
        DataError: the markers belong to several subjects, or two have one name.
    """
    parted = [name.strip().rpartition(":")[::2] for name in names]
    subjects = sorted({subject for subject, _ in parted if subject})
    if len(subjects) > 1:
        raise DataError(
            Problem(place, f"Several people were recorded ({', '.join(subjects)}).", "Export one person at a time.")
        )
    plain = tuple(name for _, name in parted)
    twice = sorted(name for name, times in Counter(plain).items() if times > 1)
    if twice:
        raise DataError(
            Problem(place, f"Two trajectories are named {' and two '.join(twice)}.", "Give each marker one name.")
        )
    return plain


def upright(markers: Mapping[str, Array]) -> tuple[dict[str, Array], str | None]:
    """Markers turned so that Z is up, and the axis that was up in the file (None: not found, not turned)."""
    vertical = find_vertical(markers)
    if vertical is None:
        return dict(markers), None
    return {name: turn_upright(points, vertical) for name, points in markers.items()}, vertical


def unseen_as_nan(points: Array) -> Array:
    """Positions (T, 3) with NaN in frames that were not seen.

    Those are the frames in which a coordinate is missing, all are exactly 0, or one is further away than any room is
    wide (in metres; no angle in degrees is as large either), which damaged files hold.
    """
    with np.errstate(invalid="ignore"):
        there = (np.abs(points) < _WIDER_THAN_ANY_ROOM).all(axis=1) & (points != 0).any(axis=1)
    return np.where(there[:, None], points, np.nan)


def printable(text: bytes) -> str:
    """Text from a file, with a question mark for whatever could not be shown on a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text.decode("utf-8", "replace"))
