"""Loads as people write them: “5 kg”, “red band”, “30 cm”."""

import re

from kilter.errors import Problem, UsageError
from kilter.programme.progression.logs import Load, LoadKind

_AMOUNT = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*(kg|cm)?")
_SPELLING = "Write it like “5 kg”, “red band” or “30 cm”."


def load_of(text: str, kind: LoadKind | None = None) -> Load:
    """Read a load; whether the colour or the amount is possible is checked where it is logged.

    Args:
        text: as it was written.
        kind: what the level is loaded with, for a number without its unit.

    Raises:
        UsageError: it is no load.
    """
    said = " ".join(text.lower().split())
    amount = _AMOUNT.fullmatch(said)
    if amount is not None:
        height = LoadKind.LEVER if kind is LoadKind.LEVER else LoadKind.HEIGHT
        unit = amount[2] or ("cm" if kind is height else "kg")
        return Load(LoadKind.WEIGHT if unit == "kg" else height, float(amount[1].replace(",", ".")))
    colour = said.removesuffix(" band").strip()
    if re.fullmatch(r"[a-z][a-z -]{1,30}", colour):
        return Load(LoadKind.BAND, colour=colour)
    raise UsageError(Problem("load", f"“{text}” is no load.", _SPELLING))
