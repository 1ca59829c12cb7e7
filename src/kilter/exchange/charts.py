"""Charts of measured values: both sides on one scale, each with its error, as SVG text.

The drawings use a handful of fixed colours (``COLOURS``), so that a style sheet can turn them for a dark page, and
they are drawn into a fixed frame, so that the same values give the same text whatever fonts a machine has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import floor, log10
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kilter.body.sides import PerSide, Side
from kilter.exchange.drawing import draw

if TYPE_CHECKING:
    import altair as alt

COLOURS = MappingProxyType(
    {
        "ink": "#26323a",
        "quiet": "#5f6b73",
        "line": "#cfd6d9",
        "usual": "#e2ecea",
        "mark": "#1b6470",
        "second": "#7b4b94",
        "untold": "#efe9dd",
    }
)
"""What each colour stands for; no two meanings share one: ``second`` is the second of two things drawn together."""

FONT = "Inter, system-ui, sans-serif"

_WIDTH, _ROW = 310, 30
_PADDING = {"left": 46, "right": 118, "top": 22, "bottom": 24}
CHARACTER = 6.1
"""About how wide a letter of the smallest text is."""

_LEFT, _RIGHT, _ONE = "Left", "Right", "Result"
_SHAPES = {_LEFT: "circle", _RIGHT: "diamond", _ONE: "circle"}


@dataclass(frozen=True, slots=True)
class Dot:
    """One value with the ends of its 95 % error band, in the unit of the scale, and how it is written."""

    value: float
    low: float
    high: float
    text: str


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual, in the unit of the scale; an end that is None is open."""

    low: float | None
    high: float | None
    text: str


def draw_sides(sides: PerSide[Dot | None], usual: Usual | None = None) -> str:
    """Draw left and right one above the other on a common scale.

    Args:
        sides: the dots, at least one; a side without one keeps its row and says that it was not tested.
        usual: shaded behind the dots, with its text above.

    Returns:
        One SVG element, 474 units wide, that fetches nothing.
    """
    return _draw({_LEFT: sides[Side.LEFT], _RIGHT: sides[Side.RIGHT]}, usual)


def draw_one(dot: Dot, usual: Usual | None = None) -> str:
    """Draw a value that has no side, in the same manner."""
    return _draw({_ONE: dot}, usual)


def _draw(dots: dict[str, Dot | None], usual: Usual | None) -> str:
    low, high = domain_of([end for dot in dots.values() if dot for end in (dot.low, dot.high)], usual)
    values = [
        {
            "row": row,
            "shape": _SHAPES[row],
            "value": dot.value,
            "from": dot.low,
            "to": dot.high,
            "text": dot.text,
        }
        for row, dot in dots.items()
        if dot
    ]
    data = {
        "values": values,
        "untested": [{"row": row} for row, dot in dots.items() if dot is None],
        "usual": [_band(usual, low, high)] if usual else [],
    }
    ends = [{"name": "low", "value": low}, {"name": "high", "value": high}]
    return draw(_specification(tuple(dots)) | {"datasets": data, "params": ends})


def _band(usual: Usual, low: float, high: float) -> dict[str, Any]:
    """The band inside the scale, and where its text stands: over its middle, but never beyond the frame."""
    left = low if usual.low is None else max(low, usual.low)
    right = high if usual.high is None else min(high, usual.high)
    middle = _WIDTH * ((left + right) / 2 - low) / (high - low)
    room = min(len(usual.text) * CHARACTER / 2, _WIDTH / 2)
    return {"from": left, "to": right, "text": usual.text, "text_x": min(max(middle, room), _WIDTH - room)}


@cache
def _specification(rows: tuple[str, ...]) -> dict[str, Any]:
    """The chart without its values: they come in as data sets, the ends of the scale as parameters."""
    # Altair takes most of a second to load, so only those who draw pay for it.
    import altair as alt  # noqa: PLC0415

    ends = alt.Scale(domainMin=alt.ExprRef("low"), domainMax=alt.ExprRef("high"), nice=False, zero=False)
    usual = alt.Chart(alt.NamedData("usual"))
    values = alt.Chart(alt.NamedData("values")).encode(
        y=alt.Y("row:N", scale=alt.Scale(domain=list(rows)), axis=alt.Axis(domain=False, grid=False, labelPadding=8))
    )
    mark, ink, quiet = COLOURS["mark"], COLOURS["ink"], COLOURS["quiet"]
    layers = [
        usual.mark_rect(color=COLOURS["usual"]).encode(x=alt.X("from:Q", scale=ends, title=None), x2="to:Q"),
        usual.mark_text(fontSize=12, color=quiet, baseline="bottom").encode(
            x=alt.X("text_x:Q", scale=None), y=alt.value(-5), text="text:N"
        ),
        values.mark_rule(color=mark, strokeWidth=2).encode(x=alt.X("from:Q", title=None), x2="to:Q"),
        values.mark_tick(color=mark, thickness=2, size=10).encode(x="from:Q"),
        values.mark_tick(color=mark, thickness=2, size=10).encode(x="to:Q"),
        values.mark_point(filled=True, opacity=1, size=120, color=mark).encode(
            x="value:Q", shape=alt.Shape("shape:N", scale=None, legend=None)
        ),
        values.mark_text(align="right", fontWeight=600, fontSize=13, color=ink).encode(
            x=alt.value(_WIDTH + _PADDING["right"] - 4), text="text:N"
        ),
        alt.Chart(alt.NamedData("untested"))
        .mark_text(align="left", fontSize=12, color=quiet)
        .encode(x=alt.value(6), y="row:N", text=alt.value("not tested")),
    ]
    chart = quiet_theme(alt.LayerChart(layer=layers)).properties(
        width=_WIDTH,
        height=_ROW * len(rows),
        padding=_PADDING,
        background="transparent",
        autosize=alt.AutoSizeParams(type="none", contains="content"),
    )
    specification: dict[str, Any] = chart.to_dict()
    return specification


def quiet_theme(chart: "alt.LayerChart") -> "alt.LayerChart":
    """The theme of every chart: few and light lines, no frame, no titles."""
    quiet, line = COLOURS["quiet"], COLOURS["line"]
    themed: alt.LayerChart = (
        chart.configure(font=FONT, aria=False, view={"stroke": None})
        .configure_axis(title=None, ticks=False, domainColor=line, gridColor=line, gridOpacity=0.6)
        .configure_axisX(labelFontSize=12, labelColor=quiet, labelPadding=6, labelFlush=False, tickCount=4)
        .configure_axisY(labelFontSize=13, labelColor=COLOURS["ink"])
    )
    return themed


def domain_of(ends: Sequence[float], usual: Usual | None = None) -> tuple[float, float]:
    """The ends of a scale: all that is drawn, and zero unless that would waste most of the room.

    Args:
        ends: the ends of what is drawn, at least one.
        usual: drawn as well.
    """
    marks = list(ends)
    if usual:
        marks += [end for end in (usual.low, usual.high) if end is not None]
    low, high = min(marks), max(marks)
    if 0 < low < 0.5 * high:
        low = 0.0
    span = (high - low) or abs(high) or 1.0
    step: float = 10 ** floor(log10(span / 2))
    return floor((low - (0.06 * span if low else 0)) / step) * step, -floor(-(high + 0.06 * span) / step) * step
