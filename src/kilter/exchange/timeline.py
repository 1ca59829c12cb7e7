"""What all charts over days share: days from left to right, values upwards, a row of dates, room for names beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kilter.exchange.charts import CHARACTER, COLOURS, quiet_theme

if TYPE_CHECKING:
    import altair as alt

WIDTH, HEIGHT = 300, 150
PADDING = {"left": 46, "right": 128, "top": 26, "bottom": 28}
SMALL = 12
_BETWEEN_DATES = 10
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Frame:
    """The ends of both scales: days as counted by the calendar, values in their unit."""

    first: float
    last: float
    low: float
    high: float

    @classmethod
    def around(cls, days: Iterable[date], low: float, high: float) -> "Frame":
        """A frame with a little room at both ends, so that nothing sits on the edge."""
        numbers = [day.toordinal() for day in days]
        first, last = min(numbers), max(numbers)
        room = 0.05 * (last - first) or 1.0
        return cls(first - room, last + room, low, high)

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """The ends as parameters of a specification."""
        return [{"name": name, "value": getattr(self, name)} for name in ("first", "last", "low", "high")]

    def x(self, day: date) -> float:
        """Where a day stands, from the left edge of the plot."""
        return WIDTH * (day.toordinal() - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        """Where a value stands, from the top edge of the plot."""
        return HEIGHT * (self.high - value) / (self.high - self.low)

    def dates(self, days: Iterable[date]) -> list[dict[str, Any]]:
        """Days to write below the plot: the last of those given, the first, and some between, as far as there is room.

        The year stands with the first day and with the first of each new year.
        """
        given = sorted(set(days))
        chosen = [given[-1]]
        for share in (0.0, 0.5, 0.25, 0.75):
            wanted = given[0].toordinal() + share * (given[-1] - given[0]).days
            near = min(given, key=lambda day: (abs(day.toordinal() - wanted), day))
            trial = sorted({*chosen, near})
            if self._have_room(trial):
                chosen = trial
        texts = _dates_in_words(chosen)
        return [{"x": self._inside(day, text), "text": text} for day, text in zip(chosen, texts, strict=True)]

    def _inside(self, day: date, text: str) -> float:
        """The middle of a date that does not reach beyond the plot to the right, where other words stand."""
        return min(self.x(day), WIDTH + 4 - len(text) * CHARACTER / 2)

    def _have_room(self, days: Sequence[date]) -> bool:
        halves = [len(text) * CHARACTER / 2 for text in _dates_in_words(days)]
        places = [self._inside(day, text) for day, text in zip(days, _dates_in_words(days), strict=True)]
        return all(
            places[n + 1] - places[n] >= halves[n] + halves[n + 1] + _BETWEEN_DATES for n in range(len(places) - 1)
        )


def _dates_in_words(days: Sequence[date]) -> list[str]:
    """Days as short as they can be understood; one year needs no words."""
    words, year = [], None if days[0].year != days[-1].year else days[0].year
    for day in days:
        words.append(f"{day.day} {_MONTHS[day.month - 1]}" + ("" if day.year == year else f" {day.year}"))
        year = day.year
    return words


def spread(heights: Sequence[float], *, least: float, lowest: float) -> list[float]:
    """Move labels apart that would cover each other, keeping their order.

    Args:
        heights: where each would stand, from the top.
        least: how far apart they have to be.
        lowest: the furthest from the top that one may stand.
    """
    order = sorted(range(len(heights)), key=lambda n: (heights[n], n))
    placed = list(heights)
    free = 0.0
    for n in order:
        placed[n] = max(placed[n], free)
        free = placed[n] + least
    free = lowest
    for n in reversed(order):
        placed[n] = min(placed[n], free)
        free = placed[n] - least
    return placed


def word(x: float, y: float, text: str, *, align: str = "left") -> dict[str, Any]:
    """Words for the data set ``words``: where they stand, from the top left of the plot."""
    return {"x": x, "y": y, "text": text, "align": align}


def x_of_days() -> "alt.X":
    """Days from left to right, without an axis: the dates are written by ``dates_layer``."""
    import altair as alt  # noqa: PLC0415 - slow to load

    scale = alt.Scale(domainMin=alt.ExprRef("first"), domainMax=alt.ExprRef("last"), nice=False, zero=False)
    return alt.X("day:Q", scale=scale, axis=None)


def y_of_values(field: str = "value:Q", *, both_ways: bool = False, whole: bool = False, axis: bool = True) -> "alt.Y":
    """Values upwards, with a few quiet lines.

    Args:
        field: where the value stands in the data.
        both_ways: whether it counts both ways from zero, and is written without a sign.
        whole: whether only whole numbers are.
        axis: whether the scale is drawn.
    """
    import altair as alt  # noqa: PLC0415

    shown: dict[str, Any] = {"tickMinStep": 1} if whole else {}
    shown |= {"labelExpr": "format(abs(datum.value), ',~g')"} if both_ways else {}
    scale = alt.Scale(domainMin=alt.ExprRef("low"), domainMax=alt.ExprRef("high"), nice=False, zero=False)
    drawn = alt.Axis(
        tickCount=4, labelFontSize=SMALL, labelColor=COLOURS["quiet"], domain=False, labelPadding=8, **shown
    )
    return alt.Y(field, scale=scale, axis=drawn if axis else None, title=None)


def dates_layer() -> "alt.Chart":
    """The row of dates below the plot, from the data set ``dates``."""
    import altair as alt  # noqa: PLC0415

    dates: alt.Chart = (
        alt.Chart(alt.NamedData("dates"))
        .mark_text(fontSize=SMALL, color=COLOURS["quiet"], baseline="top")
        .encode(x=alt.X("x:Q", scale=None), y=alt.value(HEIGHT + 10), text="text:N")
    )
    return dates


def words_layer() -> "alt.Chart":
    """Quiet words at given places, from the data set ``words`` (x and y from the top left, text, align)."""
    import altair as alt  # noqa: PLC0415

    words = alt.Chart(alt.NamedData("words")).encode(
        x=alt.X("x:Q", scale=None), y=alt.Y("y:Q", scale=None), text="text:N"
    )
    written: alt.Chart = words.mark_text(
        fontSize=SMALL, color=COLOURS["quiet"], baseline="middle", align=alt.ExprRef("datum.align")
    )
    return written


def labels_layer() -> list["alt.Chart"]:
    """Names beside the plot, from the data set ``labels`` (y from the top, name, text, shape, colour)."""
    import altair as alt  # noqa: PLC0415

    x = WIDTH + 24
    labels = alt.Chart(alt.NamedData("labels")).encode(y=alt.Y("y:Q", scale=None))
    return [
        labels.mark_point(filled=True, opacity=1, size=70).encode(
            x=alt.value(x - 11),
            shape=alt.Shape("shape:N", scale=None, legend=None),
            color=alt.Color("colour:N", scale=None, legend=None),
        ),
        labels.mark_text(align="left", baseline="middle", fontWeight=600, fontSize=13, color=COLOURS["ink"]).encode(
            x=alt.value(x), text="name:N"
        ),
        labels.mark_text(align="left", baseline="middle", fontSize=SMALL, color=COLOURS["quiet"]).encode(
            x=alt.value(x), y=alt.Y("below:Q", scale=None), text="text:N"
        ),
    ]


def finish(layers: "list[alt.Chart]", *, width: int = WIDTH) -> dict[str, Any]:
    """The specification of layers in the frame that all charts over days have; a wider plot has less room beside."""
    import altair as alt  # noqa: PLC0415

    chart = quiet_theme(alt.LayerChart(layer=layers)).properties(
        width=width,
        height=HEIGHT,
        padding=PADDING | {"right": PADDING["right"] + WIDTH - width},
        background="transparent",
        autosize=alt.AutoSizeParams(type="none", contains="content"),
    )
    specification: dict[str, Any] = chart.to_dict()
    return specification
