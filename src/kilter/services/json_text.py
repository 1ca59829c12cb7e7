"""Telling where JSON text ends without trusting what it says."""

import json
import re

_MOST_DIGITS = 18


def _cut(digits: str) -> int:
    """A whole number, short of the digits that would take long to read; Python itself refuses those past 4300."""
    return int(digits[:_MOST_DIGITS])


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number of JSON")


SHAPE_READER = json.JSONDecoder(parse_int=_cut, parse_constant=_refuse)
"""Reads strict JSON for its shape, its words and small whole numbers; other numbers may lose digits on the way."""
_SPACE = re.compile(r"[ \t\n\r]*")


def end_of_value(text: str, start: int = 0) -> int:
    """Where a JSON value and the space around it end.

    Args:
        text: holds the value.
        start: where the value, or the space before it, begins.

    Returns:
        the place of the first character that belongs to neither.

    Raises:
        ValueError: no JSON value begins there.
        RecursionError: it is nested deeper than can be read.
    """
    _, end = SHAPE_READER.raw_decode(text, _end_of_space(text, start))
    return _end_of_space(text, end)


def _end_of_space(text: str, start: int) -> int:
    space = _SPACE.match(text, start)
    return space.end() if space else start
