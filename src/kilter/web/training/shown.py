"""Training as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kilter.body.sides import PerSide, Side
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.document import SourceRow
from kilter.exchange.report.pieces import Picture
from kilter.exchange.report.words import decimals_for, number, unit_words, with_unit
from kilter.exchange.trend_charts import Line, TimeDot, draw_trend, draw_trend_of_one
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.exercises import Exercise
from kilter.screening.trend import Change, Course, MeasureTrend
from kilter.services.record.record import Record
from kilter.services.record.retest import story_of, trends_in
from kilter.services.record.telling import DayTold
from kilter.services.screen import Screener
from kilter.web.site.pictures import demonstration_of

LONGEST_TEXT = 19


@dataclass(frozen=True, slots=True)
class TrendShown:
    """What became of one measure."""

    test: str
    measure: str
    picture: Picture
    said: tuple[str, ...]


def days_told(days: Sequence[DayTold]) -> tuple[DayTold, ...]:
    """Days on which something was decided, the latest first."""
    return tuple(day for day in reversed(days) if day.decided)


def exercise_page(exercise: Exercise, catalogue: Catalogue) -> dict[str, Any]:
    """Everything about an exercise: how it is done, what to mind, its levels, and its sources."""
    citations = Citations(catalogue)
    citations.cite(exercise.sources)
    cautions = [
        (catalogue.precautions[caution.when].name, citations.say(caution.why, caution)) for caution in exercise.cautions
    ]
    sources: tuple[SourceRow, ...] = citations.rows()
    return {
        "exercise": exercise,
        "demonstration": demonstration_of(exercise.id),
        "levels": [(level, demonstration_of(exercise.id, level.id)) for level in exercise.levels],
        "muscles": [muscle.value.replace("_", " ") for muscle in exercise.targets.prime],
        "cautions": cautions,
        "sources": sources,
    }


def trend_charts(record: Record, screener: Screener) -> tuple[TrendShown, ...]:
    """What became of each measure that was taken on more than one day."""
    trends = trends_in(story_of(record, screener), screener.catalogue)
    return tuple(_shown(trend, screener.catalogue) for trend in trends if any(len(side) > 1 for side in trend.sides))


def _shown(trend: MeasureTrend, catalogue: Catalogue) -> TrendShown:
    test = catalogue.tests[trend.test]
    measure = test.measure(trend.measure)
    lines = PerSide.build(lambda side: _line(trend, side))
    unit = unit_words(trend.unit)
    drawn = draw_trend(lines, unit=unit) if trend.sided else draw_trend_of_one(lines.left, unit=unit)
    sides: list[Side] = list(Side) if trend.sided else [Side.LEFT]
    said = [_said(side, trend.change[side], sided=trend.sided) for side in sides if trend.change[side] is not None]
    if trend.asymmetry_change is not None:
        said.append(trend.asymmetry_change.reason)
    return TrendShown(
        test.name, measure.name, Picture(drawn, f"{test.name}: {measure.name}. {' '.join(said)}"), tuple(said)
    )


def _line(trend: MeasureTrend, side: Side) -> Line:
    points, change = trend.sides[side], trend.change[side]
    changed = change is not None and change.course in {Course.BETTER, Course.WORSE}
    dots = tuple(
        TimeDot(point.on, point.value, *point.band, changed=changed and point is points[-1]) for point in points
    )
    if not points:
        return Line(dots, "not tested")
    latest = points[-1]
    half = latest.band[1] - latest.value
    decimals = decimals_for(half)
    sign = trend.unit.sign if len(trend.unit.sign) <= 4 else ""
    text = with_unit(f"{number(latest.value, decimals)} ± {number(half, decimals)}", sign)
    return Line(dots, text[:LONGEST_TEXT])


def _said(side: Side, change: Change | None, *, sided: bool) -> str:
    reason = "" if change is None else change.reason
    return f"{side.value.capitalize()}: {reason}" if sided else reason
