"""Loads as people write them: “5 kg”, “red band”, “30 cm”."""

import re

from kilter.errors import Problem, UsageError
from kilter.language import in_figures, mark, say
from kilter.programme.progression.logs import Load, LoadKind

_AMOUNT = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*(kg|cm)?")
_COLOURS = (mark("yellow"), mark("red"), mark("green"), mark("blue"), mark("black"))
_BAND = mark("{colour} band")


def load_in_words(load: Load) -> str:
    """A load as people of the language write it."""
    if load.kind is LoadKind.BAND:
        return say(_BAND, colour=say(load.colour or ""))
    return in_figures(str(load))


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
    colour = _colour_of(said)
    if re.fullmatch(r"[a-z][a-z -]{1,30}", colour):
        return Load(LoadKind.BAND, colour=colour)
    what = say("“{text}” is no load.", text=text)
    raise UsageError(Problem("load", what, say("Write it like “5 kg”, “red band” or “30 cm”.")))


def _colour_of(said: str) -> str:
    """The colour of a band in English, whether it was named in that or in the language that is spoken."""
    for colour in _COLOURS:
        if said in {say(colour).lower(), say(_BAND, colour=say(colour)).lower()}:
            return colour
    return said.removesuffix(" band").strip()
