"""What stands in a record in English, told in the language that is spoken."""

import re
from collections.abc import Callable

from kilter.body.muscles import Muscle
from kilter.knowledge.catalogue import Catalogue
from kilter.language import mark, say

_PLACES = (
    mark("standing"),
    mark("sitting"),
    mark("lying on the back"),
    mark("lying face down"),
    mark("lying on the side"),
    mark("on all fours"),
    mark("kneeling"),
    mark("on one forearm"),
)
"""Positions as planning names them, for those who translate."""


def retold(text: str, catalogue: Catalogue) -> str:
    """A reason or a remark of a planned programme; as it was written where it is not known any more."""
    if catalogue.written is None:
        return text
    for pattern, tell in _WAYS.items():
        if found := re.fullmatch(pattern, text):
            return tell(found, catalogue)
    about, colon, rest = text.partition(": ")
    return f"{say(about)}: {say(rest)}" if colon and say(text) == text else say(text)


def _needs(found: re.Match[str], catalogue: Catalogue) -> str:
    written = (catalogue.written or catalogue).equipment
    names = {item.name.lower(): catalogue.equipment[item.id].name for item in written.values()}
    things = say(" and ").join(names.get(name, name) for name in found[1].split(" and "))
    return say("It needs: {things}.", things=things)


_WAYS: dict[str, Callable[[re.Match[str], Catalogue], str]] = {
    r"It needs: (.*)\.": _needs,
    r"Not yet\. First this must hold: (.)(.*)": lambda found, _: say(
        "Not yet. First this must hold: {what}", what=say(found[1].upper() + found[2])
    ),
    r"It is done (.*), which you cannot do\.": lambda found, _: say(
        "It is done {how}, which you cannot do.", how=say(found[1])
    ),
    r"([^:]*): not ([^:]*)\.": lambda found, _: say("{about}: not {how}.", about=say(found[1]), how=say(found[2])),
}


_MUSCLES = (
    mark("gluteus maximus"),
    mark("gluteus medius"),
    mark("gluteus minimus"),
    mark("deep external rotators"),
    mark("tensor fasciae latae"),
    mark("iliopsoas"),
    mark("rectus femoris"),
    mark("sartorius"),
    mark("adductors"),
    mark("hamstrings"),
    mark("quadriceps"),
    mark("calf"),
    mark("transversus abdominis"),
    mark("rectus abdominis"),
    mark("obliques"),
    mark("quadratus lumborum"),
    mark("erector spinae"),
    mark("multifidus"),
    mark("pelvic floor"),
)
"""The names of muscles, for those who translate."""


def muscle_word(muscle: Muscle) -> str:
    """The name of a muscle."""
    return say(muscle.value.replace("_", " "))
