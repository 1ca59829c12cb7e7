"""Charts of what was done and how it felt: counts a week, and pain a day, as SVG text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from typing import Any

from kilter.exchange.charts import CHARACTER, COLOURS
from kilter.exchange.drawing import draw
from kilter.exchange.timeline import (
    PADDING,
    SMALL,
    WIDTH,
    Frame,
    dates_layer,
    finish,
    labels_layer,
    word,
    words_layer,
    x_of_days,
    y_of_values,
)
from kilter.language import say

_BARS_WIDTH = WIDTH + PADDING["right"] - 24
"""Bars have no names beside them, so they take that room as well."""
_WIDEST_BAR = 34
_MOST_DOTS = 21
"""With more days, points are small and stand on one line."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One count, such as the sessions of a week, beside what was planned."""

    name: str
    done: float
    planned: float | None = None


def draw_bars(bars: Sequence[Bar], *, unit: str = "") -> str:
    """Draw counts as bars from zero, each with a mark where the plan was.

    Args:
        bars: in order, at least one; none of the counts is below zero.
        unit: what is counted, written above the scale.

    Returns:
        One SVG element, 474 units wide, that fetches nothing.

    Raises:
        ValueError: there is no bar.
    """
    if not bars:
        raise ValueError("a chart of counts needs at least one bar")
    step = _BARS_WIDTH / len(bars)
    width = min(_WIDEST_BAR, 0.68 * step)
    high = max(1.0, *(max(bar.done, bar.planned or 0) for bar in bars)) * 1.16
    frame = Frame(0, len(bars), 0, high)
    texts = [f"{bar.done:,g}" for bar in bars]
    room_for_numbers = max(map(len, texts)) * CHARACTER + 2 <= step
    room_for_name = max(len(bar.name) for bar in bars) * CHARACTER + 8
    every = ceil(room_for_name / step)
    planned = [
        {"x": (n + 0.5) * step - width / 2 - 3, "to": (n + 0.5) * step + width / 2 + 3, "value": bar.planned}
        for n, bar in enumerate(bars)
        if bar.planned is not None
    ]
    data = {
        "bars": [
            {
                "x": (n + 0.5) * step - width / 2,
                "to": (n + 0.5) * step + width / 2,
                "middle": (n + 0.5) * step,
                "value": bar.done,
                "from": 0,
                "text": text if room_for_numbers else "",
            }
            for n, (bar, text) in enumerate(zip(bars, texts, strict=True))
        ],
        "planned": planned,
        "dates": [{"x": (n + 0.5) * step, "text": bar.name} for n, bar in enumerate(bars) if n % every == 0],
        "words": [
            *([word(0, -14, unit)] if unit else []),
            *([word(_BARS_WIDTH, -14, say("line: planned"), align="right")] if planned else []),
        ],
    }
    return draw(_bars_specification() | {"datasets": data, "params": frame.parameters})


@cache
def _bars_specification() -> dict[str, Any]:
    import altair as alt  # noqa: PLC0415 - slow to load

    place = {"x": alt.X("x:Q", scale=None, axis=None), "x2": alt.X2("to:Q")}
    bars = alt.Chart(alt.NamedData("bars"))
    return finish(
        [
            bars.mark_rect(color=COLOURS["mark"], cornerRadiusTopLeft=2, cornerRadiusTopRight=2).encode(
                y=y_of_values("from:Q", whole=True), y2="value:Q", **place
            ),
            bars.mark_text(baseline="bottom", dy=-4, fontSize=SMALL, fontWeight=600, color=COLOURS["ink"]).encode(
                x=alt.X("middle:Q", scale=None), y=y_of_values(whole=True), text="text:N"
            ),
            alt.Chart(alt.NamedData("planned"))
            .mark_rule(color=COLOURS["second"], strokeWidth=2)
            .encode(y=y_of_values(whole=True), **place),
            dates_layer(),
            words_layer(),
        ],
        width=_BARS_WIDTH,
    )


@dataclass(frozen=True, slots=True)
class PainDay:
    """Pain on one day, 0 to 10; None where it was not asked."""

    on: date
    during: float | None
    next_morning: float | None


def draw_pain(days: Sequence[PainDay], limits: Sequence[float] = ()) -> str:
    """Draw pain during exercise and on the morning after, from 0 to 10, with quiet lines at the limits that count.

    Args:
        days: at least one.
        limits: where something else is done from; each is a quiet line with its number.

    Returns:
        One SVG element, 474 units wide, that fetches nothing.

    Raises:
        ValueError: there is no day.
    """
    if not days:
        raise ValueError("a chart of pain needs at least one day")
    frame = Frame.around((day.on for day in days), 0, 10)
    many = len(days) > _MOST_DOTS
    both = [day for day in days if day.during is not None and day.next_morning is not None]
    data = {
        "limits": [
            {"value": limit, "text": f"{limit:g}", "ends": limit in {0, 10}} for limit in sorted({0, *limits, 10})
        ],
        "ties": [{"day": day.on.toordinal(), "from": day.during, "to": day.next_morning} for day in both],
        "during": [{"day": day.on.toordinal(), "value": day.during} for day in days if day.during is not None],
        "morning": [
            {"day": day.on.toordinal(), "value": day.next_morning} for day in days if day.next_morning is not None
        ],
        "dates": frame.dates(day.on for day in days),
        "words": [word(0, -14, say("pain, 0 to 10"))],
        "labels": [
            {"y": y, "below": y + 16, "name": name, "text": text, "shape": shape, "colour": COLOURS[colour]}
            for y, name, text, shape, colour in (
                (14, say("During"), say("the exercises"), "circle", "mark"),
                (56, say("Next morning"), "", "diamond", "second"),
            )
        ],
    }
    return draw(_pain_specification(many) | {"datasets": data, "params": frame.parameters})


@cache
def _pain_specification(many: bool) -> dict[str, Any]:  # noqa: FBT001 - a key of the cache
    import altair as alt  # noqa: PLC0415 - slow to load

    aside, size = (0, 22) if many else (4, 70)
    y = y_of_values(axis=False)
    limits = alt.Chart(alt.NamedData("limits")).encode(y=y)
    ties = alt.Chart(alt.NamedData("ties")).mark_rule(color=COLOURS["line"], strokeWidth=1.4)
    marks = [
        alt.Chart(alt.NamedData(name))
        .mark_point(filled=True, opacity=1, size=size, shape=shape, color=COLOURS[colour], xOffset=beside)
        .encode(x=x_of_days(), y=y)
        for name, shape, colour, beside in (
            ("during", "circle", "mark", -aside),
            ("morning", "diamond", "second", aside),
        )
    ]
    return finish(
        [
            limits.transform_filter("datum.ends").mark_rule(color=COLOURS["line"], strokeOpacity=0.6),
            limits.transform_filter("!datum.ends").mark_rule(color=COLOURS["line"], strokeDash=[4, 3], strokeWidth=1.3),
            limits.mark_text(color=COLOURS["quiet"], fontSize=SMALL, align="right", baseline="middle").encode(
                x=alt.value(-8), text="text:N"
            ),
            ties.encode(x=x_of_days(), y=y_of_values("from:Q", axis=False), y2="to:Q"),
            *marks,
            dates_layer(),
            words_layer(),
            *labels_layer(),
        ]
    )
