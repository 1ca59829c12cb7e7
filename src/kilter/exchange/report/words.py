"""Wording that every part of the report shares: numbers, dates, sides, bands and grades."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

from kilter.body.positions import Position
from kilter.body.sides import PerSide, Side
from kilter.body.units import Unit
from kilter.exchange.report.pieces import Badge, Mark
from kilter.knowledge.schema.citing import Grade
from kilter.knowledge.schema.people import Sex
from kilter.language import Spoken, in_figures, mark, say, spoken, written
from kilter.screening.findings import Value
from kilter.screening.form import Person
from kilter.screening.profile import Band

MONTHS = [
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
]

UNIT_WORDS = Spoken(
    {
        Unit.DEG: mark("degrees"),
        Unit.S: mark("seconds"),
        Unit.MIN: mark("minutes"),
        Unit.M: mark("metres"),
        Unit.CM: mark("centimetres"),
        Unit.MM: mark("millimetres"),
        Unit.N: mark("newtons"),
        Unit.PERCENT: mark("per cent"),
        Unit.RATIO: "",
    }
)

BAND_WORDS = Spoken(
    {
        Band.LIKELY: (Mark.LIKELY, mark("likely")),
        Band.POSSIBLE: (Mark.POSSIBLE, mark("possible")),
        Band.UNLIKELY: (Mark.UNLIKELY, mark("unlikely")),
        Band.NOT_ASSESSED: (Mark.NOT_ASSESSED, mark("not assessed")),
    }
)

GRADE_WORDS = Spoken(
    {
        Grade.VERIFIED: (mark("checked"), mark("seen in the publication, in its abstract or in a summary of it")),
        Grade.COMPUTED: (mark("worked out"), mark("worked out from figures that were checked")),
        Grade.MEMORY: (mark("from memory"), mark("well known, not checked against the publication")),
        Grade.CONVENTION: (
            mark("rule of practice"),
            mark("a rule of practice or of this project; no single study supports it"),
        ),
    }
)
"""The word behind a statement, and what it means."""

POSITION_WORDS = Spoken(
    {
        Position.STANDING: mark("standing"),
        Position.SITTING: mark("sitting"),
        Position.SUPINE: mark("lying on your back"),
        Position.PRONE: mark("lying on your front"),
        Position.SIDE_LYING: mark("lying on your side"),
        Position.ALL_FOURS: mark("on hands and knees"),
        Position.KNEELING: mark("kneeling"),
        Position.SIDE_SUPPORT: mark("propped on one side"),
    }
)

SIGNS = MappingProxyType(
    {
        Mark.DIFFERENCE: "≠",
        Mark.NO_DIFFERENCE: "=",
        Mark.CANNOT_TELL: "?",
        Mark.NOT_COMPARED: "–",
        Mark.BETTER: "+",
        Mark.WORSE: "−",
        Mark.UNCHANGED: "=",
    }
)

WHERE = Spoken({"left": mark("Left"), "right": mark("Right"), "both sides": mark("Both sides")})
"""Where something holds, at the beginning of a line."""

Key = TypeVar("Key", bound=Enum)


def badge(mark: Mark, word: str) -> Badge:
    """A word with the sign of what it means."""
    return Badge(mark, word, SIGNS.get(mark, ""))


def unit_words(unit: Unit) -> str:
    """The unit as it stands beside a name."""
    return UNIT_WORDS.get(unit, unit.sign)


def listed(words: Iterable[str], last: str = mark("and")) -> str:
    """Words as a sentence has them: “a, b and c”."""
    items = list(words)
    return f"{', '.join(items[:-1])} {say(last)} {items[-1]}" if len(items) > 1 else "".join(items)


def sentence(text: str) -> str:
    """Text with a capital at its beginning and a full stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", ":")) else ".")


def uncapitalised(name: str) -> str:
    """A name in the middle of a sentence; left alone when it begins with an abbreviation."""
    return name if name[1:2].isupper() or spoken().capital_nouns else name[:1].lower() + name[1:]


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{count} {one if count == 1 else many}"


def long_date(day: date) -> str:
    """A date as letters have it."""
    return say("{day} {month} {year}", day=day.day, month=say(MONTHS[day.month - 1]), year=day.year)


def short_date(day: date) -> str:
    """A date where many stand below each other."""
    return say("{day} {month} {year}", day=day.day, month=say(MONTHS[day.month - 1])[:3], year=day.year)


def number(value: float, decimals: int) -> str:
    """A rounded number with a true minus sign."""
    text = f"{value:.{decimals}f}"
    return in_figures(text.replace("-", "−") if float(text) else f"{0:.{decimals}f}")


def decimals_for(error: float) -> int:
    """As many decimals as the error leaves meaning to."""
    if error >= 4:
        return 0
    return 1 if error >= 0.3 else 2


def with_errors(sides: PerSide[Value | None], unit: Unit) -> PerSide[str]:
    """Each value with its 95 % band, both to the same decimals, the unit behind it where its sign is short."""
    decimals = decimals_for(max((value.half_band for value in sides if value), default=0.0))
    sign = unit.sign if len(unit.sign) <= 4 else ""

    def shown(value: Value | None) -> str:
        if value is None:
            return say("not tested")
        band = f"{number(value.value, decimals)} ± {number(value.half_band, decimals)}"
        return with_unit(band, sign)

    return sides.map(shown)


def with_error(value: float, half_band: float, unit: Unit) -> str:
    """One value with its 95 % band, in the manner of ``with_errors``."""
    decimals = decimals_for(half_band)
    sign = unit.sign if len(unit.sign) <= 4 else ""
    return with_unit(f"{number(value, decimals)} ± {number(half_band, decimals)}", sign)


def with_unit(text: str, sign: str) -> str:
    """A number with the sign of its unit; a degree sign stands close."""
    return f"{text}{sign}" if sign in {"", "°"} else f"{text} {sign}"


def in_unit(value: float, unit: Unit) -> str:
    """A limit or a norm with its unit."""
    return with_unit(written(value, ".3g").replace("-", "−"), unit.sign)


def about_minutes(minutes: float) -> str:
    """Minutes without false precision."""
    whole = max(1, round(minutes))
    return say("{minutes} min", minutes=whole)


def span(low: float, high: float) -> str:
    """A range of two numbers, or one where they are the same."""
    return written(low) if low == high else f"{written(low)}–{written(high)}"


def grouped(sides: PerSide[Key], order: Sequence[Key]) -> list[tuple[str, Key]]:
    """Where each state holds: “left”, “right” or “both sides”, in the order of the states.

    The order never depends on which side is which.
    """
    if sides.left == sides.right:
        return [("both sides", sides.left)]
    return sorted(((side.value, sides[side]) for side in Side), key=lambda pair: order.index(pair[1]))


def on(where: str) -> str:
    """“on the left” or “on both sides”."""
    return {"left": say("on the left"), "right": say("on the right")}.get(where, say("on both sides"))


def subject_of(person: Person) -> str:
    """Who the report is about, without a name."""
    who = {Sex.FEMALE: say("Woman"), Sex.MALE: say("Man"), Sex.UNSPECIFIED: say("Person")}[person.sex]
    years = say("{years:g} years", years=person.age_years)
    parts = [who, years, f"{written(person.height_cm)} cm", f"{written(person.mass_kg)} kg"]
    if person.dominant_leg:
        parts.append(say("left leg dominant") if person.dominant_leg == "left" else say("right leg dominant"))
    return ", ".join(parts)


def probability_words(probability: float) -> str:
    """A probability to the nearest five per cent: finer would be pretence."""
    rounded = 5 * round(20 * probability)
    if rounded < 5:
        return say("under 5 %")
    return say("over 95 %") if rounded > 95 else say("about {percent} %", percent=rounded)
