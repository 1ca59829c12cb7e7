"""Charts of measures over days: both sides with their error, and the difference between them, as SVG text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from kilter.body.sides import PerSide, Side
from kilter.exchange.charts import COLOURS, Usual, domain_of
from kilter.exchange.drawing import draw
from kilter.exchange.timeline import (
    HEIGHT,
    WIDTH,
    Frame,
    dates_layer,
    finish,
    labels_layer,
    spread,
    word,
    words_layer,
    x_of_days,
    y_of_values,
)
from kilter.language import say

MOST_WHISKERS = 8
"""With more points a side, errors are drawn as one band instead of a bar each."""

_ASIDE = 3
"""How far the two sides stand beside each other on one day."""
BESIDE = WIDTH + 14
"""Where words beside the plot begin."""
_LOWEST_LABEL = HEIGHT - 22
_LABEL = 36
"""How far apart two labels of two lines have to be."""


@dataclass(frozen=True, slots=True)
class TimeDot:
    """One value on one day with the ends of its 95 % error band, in the unit of the scale."""

    on: date
    value: float
    low: float
    high: float
    changed: bool = False
    """Whether it is a change from the first day beyond the error.

    Such points are ringed; of many on a side, the first and the latest.
    """


@dataclass(frozen=True, slots=True)
class Line:
    """The values of one side over days, and what is written beside them."""

    dots: tuple[TimeDot, ...]
    text: str
    """The latest value with its error and unit, or what became of it; up to about 19 letters have room."""


@dataclass(frozen=True, slots=True)
class _Look:
    name: str
    shape: str
    colour: str
    dash: tuple[int, ...]
    aside: int


_LOOKS = {
    Side.LEFT: _Look("Left", "circle", COLOURS["mark"], (1, 0), -_ASIDE),
    Side.RIGHT: _Look("Right", "diamond", COLOURS["second"], (5, 3), _ASIDE),
    None: _Look("Result", "circle", COLOURS["mark"], (1, 0), 0),
}


def draw_trend(sides: PerSide[Line], usual: Usual | None = None, *, unit: str = "") -> str:
    """Draw both sides over days, told apart by shape, line, colour and name.

    Args:
        sides: the lines, of which one may be empty; it is then named as not tested.
        usual: shaded behind the lines, with its text above.
        unit: written above the scale.

    Returns:
        One SVG element, 474 units wide, that fetches nothing.

    Raises:
        ValueError: neither side has a point.
    """
    return _draw({_LOOKS[side]: sides[side] for side in Side}, usual, unit)


def draw_trend_of_one(line: Line, usual: Usual | None = None, *, unit: str = "") -> str:
    """Draw what has no sides, in the same manner."""
    return _draw({_LOOKS[None]: line}, usual, unit)


def _draw(lines: dict[_Look, Line], usual: Usual | None, unit: str) -> str:
    dots = [dot for line in lines.values() for dot in line.dots]
    if not dots:
        raise ValueError("a trend needs at least one point")
    low, high = domain_of([end for dot in dots for end in (dot.low, dot.high)], usual)
    frame = Frame.around((dot.on for dot in dots), low, high)
    many = any(len(line.dots) > MOST_WHISKERS for line in lines.values())
    words = [word(0, -14, unit)] if unit else []
    words += [word(WIDTH, -14, usual.text, align="right")] if usual else []
    if any(dot.changed for dot in dots):
        words.append(word(BESIDE, HEIGHT + 16, say("ringed: a change")))
    data: dict[str, list[dict[str, Any]]] = {
        "usual": [_usual_band(usual, frame)] if usual else [],
        "dates": frame.dates(dot.on for dot in dots),
        "words": words,
        "labels": _labels(lines, frame),
    }
    data |= {look.name: _rows(line, many=many) for look, line in lines.items()}
    names = tuple(look.name for look in lines)
    return draw(_trend_specification(names, many) | {"datasets": data, "params": frame.parameters})


def _rows(line: Line, *, many: bool) -> list[dict[str, Any]]:
    dots = sorted(line.dots, key=lambda dot: dot.on)
    ringed = [number for number, dot in enumerate(dots) if dot.changed]
    if many:
        ringed = [number for number in ringed if number in {ringed[0], len(dots) - 1}]
    return [
        {
            "day": dot.on.toordinal(),
            "value": dot.value,
            "from": dot.low,
            "to": dot.high,
            "changed": number in ringed,
        }
        for number, dot in enumerate(dots)
    ]


def _usual_band(usual: Usual, frame: Frame) -> dict[str, Any]:
    return {
        "from": frame.low if usual.low is None else max(frame.low, usual.low),
        "to": frame.high if usual.high is None else min(frame.high, usual.high),
    }


def _labels(lines: dict[_Look, Line], frame: Frame) -> list[dict[str, Any]]:
    """A name beside the latest value of each line, moved where two would cover each other."""
    latest = [max(line.dots, key=lambda dot: dot.on).value if line.dots else None for line in lines.values()]
    # A side without points has its name at the bottom.
    wanted = [float(HEIGHT) if value is None else frame.y(value) for value in latest]
    placed = spread(wanted, least=_LABEL, lowest=_LOWEST_LABEL)
    return [
        {
            "y": y,
            "below": y + 16,
            "name": look.name,
            "text": line.text if line.dots else say("not tested"),
            "shape": look.shape,
            "colour": look.colour,
        }
        for (look, line), y in zip(lines.items(), placed, strict=True)
    ]


@cache
def _trend_specification(names: tuple[str, ...], many: bool) -> dict[str, Any]:  # noqa: FBT001 - a key of the cache
    """The chart without its values: they come in as data sets, the ends of the scales as parameters."""
    import altair as alt  # noqa: PLC0415 - slow to load

    usual = alt.Chart(alt.NamedData("usual")).mark_rect(color=COLOURS["usual"])
    layers = [usual.encode(y=y_of_values("from:Q"), y2="to:Q", x=alt.value(0), x2=alt.value(WIDTH))]
    for look in (look for look in _LOOKS.values() if look.name in names):
        layers += _line_layers(look, many=many)
    return finish([*layers, dates_layer(), words_layer(), *labels_layer()])


def _line_layers(look: _Look, *, many: bool, both_ways: bool = False) -> list[Any]:
    import altair as alt  # noqa: PLC0415

    aside = 0 if many else look.aside
    points = alt.Chart(alt.NamedData(look.name)).encode(x=x_of_days())
    ends = {"y": y_of_values("from:Q", both_ways=both_ways), "y2": alt.Y2("to:Q")}
    values = points.encode(y=y_of_values(both_ways=both_ways))
    line = values.mark_line(
        color=look.colour, strokeWidth=1.6, strokeDash=list(look.dash), xOffset=aside, strokeJoin="round"
    )
    ringed = values.transform_filter("datum.changed").mark_point(
        filled=False, opacity=1, size=150 if many else 230, strokeWidth=1.4, color=look.colour, xOffset=aside
    )
    dots = values.mark_point(
        filled=True, opacity=1, size=18 if many else 80, color=look.colour, shape=look.shape, xOffset=aside
    )
    if many:
        return [points.mark_area(color=look.colour, fillOpacity=0.16, line=False).encode(**ends), line, ringed, dots]
    caps = [
        points.mark_tick(color=look.colour, orient="horizontal", thickness=1.6, size=7, xOffset=aside).encode(
            y=y_of_values(end, both_ways=both_ways)
        )
        for end in ("from:Q", "to:Q")
    ]
    bar = points.mark_rule(color=look.colour, strokeWidth=1.6, strokeOpacity=0.55, xOffset=aside).encode(**ends)
    return [bar, *caps, line, ringed, dots]


@dataclass(frozen=True, slots=True)
class DifferenceDot:
    """The difference between the sides on one day, positive when the left does worse."""

    on: date
    difference: float
    detectable: float
    """Half of its 95 % band: inside it a difference cannot be told from none."""


def draw_asymmetry(dots: Sequence[DifferenceDot], text: str, *, unit: str = "") -> str:
    """Draw the difference between the sides over days, with the zone in which none can be told.

    Args:
        dots: at least one.
        text: the latest difference in words, written beside it; up to about 19 letters have room.
        unit: written above the scale.

    Returns:
        One SVG element, 474 units wide, that fetches nothing.

    Raises:
        ValueError: there is no point.
    """
    if not dots:
        raise ValueError("a chart of differences needs at least one point")
    ordered = sorted(dots, key=lambda dot: dot.on)
    furthest = max(abs(dot.difference) + dot.detectable for dot in ordered)
    _, high = domain_of([-furthest, furthest])
    frame = Frame.around((dot.on for dot in ordered), -high, high)
    zone = [(frame.first, ordered[0]), *((dot.on.toordinal(), dot) for dot in ordered), (frame.last, ordered[-1])]
    latest = ordered[-1]
    y = min(frame.y(latest.difference), _LOWEST_LABEL)
    data = {
        "zone": [{"day": day, "from": -dot.detectable, "to": dot.detectable} for day, dot in zone],
        "values": [
            {
                "day": dot.on.toordinal(),
                "value": dot.difference,
                "from": dot.difference - dot.detectable,
                "to": dot.difference + dot.detectable,
                "changed": False,
            }
            for dot in ordered
        ],
        "zero": [{"value": 0}],
        "dates": frame.dates(dot.on for dot in ordered),
        "words": [
            *([word(0, -14, unit)] if unit else []),
            word(WIDTH + 124, -14, say("above: left worse, below: right worse"), align="right"),
            word(BESIDE, HEIGHT + 16, say("shaded: cannot tell")),
        ],
        "labels": [
            {
                "y": y,
                "below": y + 16,
                "name": say("Difference"),
                "text": text,
                "shape": "square",
                "colour": COLOURS["mark"],
            }
        ],
    }
    many = len(ordered) > MOST_WHISKERS
    return draw(_asymmetry_specification(many) | {"datasets": data, "params": frame.parameters})


@cache
def _asymmetry_specification(many: bool) -> dict[str, Any]:  # noqa: FBT001 - a key of the cache
    import altair as alt  # noqa: PLC0415 - slow to load

    ends = {"y": y_of_values("from:Q", both_ways=True), "y2": alt.Y2("to:Q")}
    zone = alt.Chart(alt.NamedData("zone")).mark_area(color=COLOURS["untold"], line=False).encode(x=x_of_days(), **ends)
    zero = alt.Chart(alt.NamedData("zero")).mark_rule(color=COLOURS["line"], strokeWidth=2)
    look = _Look("values", "square", COLOURS["mark"], (1, 0), 0)
    return finish(
        [
            zone,
            zero.encode(y=y_of_values(both_ways=True)),
            *_line_layers(look, many=many, both_ways=True),
            dates_layer(),
            words_layer(),
            *labels_layer(),
        ]
    )
