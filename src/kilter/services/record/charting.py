"""Progress in charts: sessions a week, pain, and the steps of each exercise on each side; and one page with all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from kilter.body.sides import PerSide, Side
from kilter.exchange.training_charts import Bar, PainDay, draw_bars, draw_pain
from kilter.exchange.trend_charts import Line, TimeDot, draw_trend, draw_trend_of_one
from kilter.language import say
from kilter.programme.progression.dose import Key
from kilter.services.record.events import Decided
from kilter.services.record.progress import Progress
from kilter.services.record.record import Record
from kilter.services.record.words import name_of

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#26323a}"
    "figure{display:inline-block;margin:0 1rem 1.5rem 0}figcaption{font-weight:600}svg{max-width:100%;height:auto}"
    "@media (prefers-color-scheme:dark){body{background:#161b1e;color:#e4eaec}svg{filter:invert(1) hue-rotate(180deg)}}"
)


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: the name of its file, what it shows, and the drawing."""

    name: str
    title: str
    svg: str


def charts_of(record: Record, progress: Progress) -> tuple[Chart, ...]:
    """The charts of a record; an exercise that stands where it began has none."""
    return tuple(_charts(record, progress))


def _charts(record: Record, progress: Progress) -> Iterator[Chart]:
    if progress.weeks:
        bars = [Bar(f"{week.number}", week.done, week.planned) for week in progress.weeks]
        yield Chart(
            "sessions",
            say("Sessions a week, and how many were planned"),
            draw_bars(bars, unit=say("sessions, by week")),
        )
    days = _pain_days(record)
    numbers = record.book.limits
    limits = (numbers.pain_progress, numbers.pain_hold, numbers.pain_step_back)
    if days:
        yield Chart("pain", say("Pain during training, and on the morning after"), draw_pain(days, limits))
    heights = _heights(record)
    moved = {exercise for (exercise, _), points in heights.items() if any(height for _, height in points)}
    for exercise in dict.fromkeys(one.exercise for one in progress.standing if one.exercise in moved):
        title = say("{exercise}: steps up, less steps back", exercise=name_of(exercise, None, record.catalogue))
        sides = {side: _line(heights.get((exercise, side), ())) for side in (*Side, None)}
        both = sides[None]
        if both.dots:
            yield Chart(f"steps_{exercise}", title, draw_trend_of_one(both, unit=say("steps")))
        elif sides[Side.LEFT].dots or sides[Side.RIGHT].dots:
            pair = PerSide(sides[Side.LEFT], sides[Side.RIGHT])
            yield Chart(f"steps_{exercise}", title, draw_trend(pair, unit=say("steps")))


def _pain_days(record: Record) -> list[PainDay]:
    state = record.state
    mornings = {one.on: one.pain for one in state.mornings}
    return [
        PainDay(done.on, done.worst_pain, mornings.get(date.fromordinal(done.on.toordinal() + 1)))
        for done in state.done
    ]


def _heights(record: Record) -> dict[Key, tuple[tuple[date, int], ...]]:
    """Where each exercise and side stood after each session that changed or kept it."""
    found: dict[Key, dict[date, int]] = {}
    for _, body in record.history:
        if isinstance(body, Decided) and not body.decision.proposed:
            for one in body.decision.change.tracks:
                found.setdefault((one.exercise, one.side), {})[body.decision.on] = one.track.height
    return {key: tuple(days.items()) for key, days in found.items()}


def _line(points: tuple[tuple[date, int], ...]) -> Line:
    dots = tuple(TimeDot(on, float(height), float(height), float(height)) for on, height in points)
    if not points:
        return Line(dots, "")
    height = points[-1][1]
    return Line(dots, say("{height:+d} steps", height=height) if height else say("as at the start"))


def page_of(charts: tuple[Chart, ...], progress: Progress) -> str:
    """One page with all charts that fetches nothing."""
    title = f"Progress from {progress.started_on} to {progress.on}"
    figures = "\n".join(
        f"<figure><figcaption>{escape(chart.title)}</figcaption>{chart.svg}</figure>" for chart in charts
    )
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n'
        f"<body><h1>{title}</h1>\n{figures}\n</body></html>\n"
    )
