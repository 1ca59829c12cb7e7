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
from kilter.screening.findings import Value
from kilter.screening.form import Person
from kilter.screening.profile import Band

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

UNIT_WORDS = MappingProxyType(
    {
        Unit.DEG: "degrees",
        Unit.S: "seconds",
        Unit.MIN: "minutes",
        Unit.M: "metres",
        Unit.CM: "centimetres",
        Unit.MM: "millimetres",
        Unit.N: "newtons",
        Unit.PERCENT: "per cent",
        Unit.RATIO: "",
    }
)

BAND_WORDS = MappingProxyType(
    {
        Band.LIKELY: (Mark.LIKELY, "likely"),
        Band.POSSIBLE: (Mark.POSSIBLE, "possible"),
        Band.UNLIKELY: (Mark.UNLIKELY, "unlikely"),
        Band.NOT_ASSESSED: (Mark.NOT_ASSESSED, "not assessed"),
    }
)

GRADE_WORDS = MappingProxyType(
    {
        Grade.VERIFIED: ("checked", "seen in the publication, in its abstract or in a summary of it"),
        Grade.COMPUTED: ("worked out", "worked out from figures that were checked"),
        Grade.MEMORY: ("from memory", "well known, not checked against the publication"),
        Grade.CONVENTION: ("rule of practice", "a rule of practice or of this project; no single study supports it"),
    }
)
"""The word behind a statement, and what it means."""

POSITION_WORDS = MappingProxyType(
    {
        Position.STANDING: "standing",
        Position.SITTING: "sitting",
        Position.SUPINE: "lying on your back",
        Position.PRONE: "lying on your front",
        Position.SIDE_LYING: "lying on your side",
        Position.ALL_FOURS: "on hands and knees",
        Position.KNEELING: "kneeling",
        Position.SIDE_SUPPORT: "propped on one side",
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

Key = TypeVar("Key", bound=Enum)


def badge(mark: Mark, word: str) -> Badge:
    """A word with the sign of what it means."""
    return Badge(mark, word, SIGNS.get(mark, ""))


def unit_words(unit: Unit) -> str:
    """The unit as it stands beside a name."""
    return UNIT_WORDS.get(unit, unit.sign)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a sentence has them: “a, b and c”."""
    items = list(words)
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)


def sentence(text: str) -> str:
    """Text with a capital at its beginning and a full stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", ":")) else ".")


def uncapitalised(name: str) -> str:
    """A name in the middle of a sentence; left alone when it begins with an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{count} {one if count == 1 else many}"


def long_date(day: date) -> str:
    """A date as letters have it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """A date where many stand below each other."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def number(value: float, decimals: int) -> str:
    """A rounded number with a true minus sign."""
    text = f"{value:.{decimals}f}"
    return text.replace("-", "−") if float(text) else f"{0:.{decimals}f}"


def decimals_for(error: float) -> int:
    """As many decimals as the error leaves meaning to."""
    if error >= 4:
        return 0
    return 1 if error >= 0.3 else 2


def with_errors(sides: PerSide[Value | None], unit: Unit) -> PerSide[str]:
    """Each value with its 95 % band, both to the same decimals, the unit behind it where its sign is short."""
    decimals = decimals_for(max((value.half_band for value in sides if value), default=0.0))
    sign = unit.sign if len(unit.sign) <= 4 else ""

    def written(value: Value | None) -> str:
        if value is None:
            return "not tested"
        band = f"{number(value.value, decimals)} ± {number(value.half_band, decimals)}"
        return with_unit(band, sign)

    return sides.map(written)


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
    return with_unit(f"{value:.3g}".replace("-", "−"), unit.sign)


def about_minutes(minutes: float) -> str:
    """Minutes without false precision."""
    whole = max(1, round(minutes))
    return f"{whole} min"


def span(low: float, high: float) -> str:
    """A range of two numbers, or one where they are the same."""
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def grouped(sides: PerSide[Key], order: Sequence[Key]) -> list[tuple[str, Key]]:
    """Where each state holds: “left”, “right” or “both sides”, in the order of the states.

    The order never depends on which side is which.
    """
    if sides.left == sides.right:
        return [("both sides", sides.left)]
    return sorted(((side.value, sides[side]) for side in Side), key=lambda pair: order.index(pair[1]))


def on(where: str) -> str:
    """“on the left” or “on both sides”."""
    return "on both sides" if where == "both sides" else f"on the {where}"


def subject_of(person: Person) -> str:
    """Who the report is about, without a name."""
    who = {Sex.FEMALE: "Woman", Sex.MALE: "Man", Sex.UNSPECIFIED: "Person"}[person.sex]
    parts = [who, f"{person.age_years:g} years", f"{person.height_cm:g} cm", f"{person.mass_kg:g} kg"]
    if person.dominant_leg:
        parts.append(f"{person.dominant_leg} leg dominant")
    return ", ".join(parts)


def probability_words(probability: float) -> str:
    """A probability to the nearest five per cent: finer would be pretence."""
    rounded = 5 * round(20 * probability)
    if rounded < 5:
        return "under 5 %"
    return "over 95 %" if rounded > 95 else f"about {rounded} %"
