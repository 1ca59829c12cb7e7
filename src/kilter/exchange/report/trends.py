"""What became of each measure that was taken again: charts of both sides, and the trend's own words."""

from kilter.body.sides import PerSide, Side
from kilter.exchange.charts import Usual
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.pieces import Badge, Mark, Picture, Said
from kilter.exchange.report.results import usual_of
from kilter.exchange.report.story_parts import Outcome, TrendRow
from kilter.exchange.report.told import TrainingTold
from kilter.exchange.report.words import badge, long_date, unit_words, with_error
from kilter.exchange.trend_charts import (
    DifferenceDot,
    Line,
    TimeDot,
    draw_asymmetry,
    draw_trend,
    draw_trend_of_one,
)
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.tests import Measure, SideFormula
from kilter.screening.findings import Verdict, amount_in_words
from kilter.screening.trend import AsymmetryPoint, Course, MeasureTrend, TrendPoint

COURSE_WORDS = {
    Course.BETTER: (Mark.BETTER, "better"),
    Course.WORSE: (Mark.WORSE, "worse"),
    Course.NO_CHANGE: (Mark.UNCHANGED, "no change that matters"),
    Course.CANNOT_TELL: (Mark.CANNOT_TELL, "cannot tell"),
}


def retested_trends(told: TrainingTold) -> tuple[MeasureTrend, ...]:
    """Those of measures that were taken on more than one day."""
    return tuple(trend for trend in told.trends if any(len(points) > 1 for points in trend.sides))


def trend_rows_of(told: TrainingTold, catalogue: Catalogue, citations: Citations) -> tuple[TrendRow, ...]:
    """Every measure that was taken again, in the order of the tests."""
    return tuple(_row(trend, told, catalogue, citations) for trend in retested_trends(told))


def name_of_measure(trend: MeasureTrend, catalogue: Catalogue) -> str:
    """The test, and the measure where the test has several."""
    test = catalogue.tests[trend.test]
    return f"{test.name}: {test.measure(trend.measure).name.lower()}" if len(test.measures) > 1 else test.name


def point_in_words(point: TrendPoint, trend: MeasureTrend) -> str:
    """A value with its error and unit."""
    return with_error(point.value, point.band[1] - point.value, trend.unit)


def _row(trend: MeasureTrend, told: TrainingTold, catalogue: Catalogue, citations: Citations) -> TrendRow:
    measure = catalogue.tests[trend.test].measure(trend.measure)
    numbers = citations.cite(citations.known(trend.sources))
    return TrendRow(
        name=name_of_measure(trend, catalogue),
        unit=unit_words(trend.unit),
        picture=_picture(trend, measure, told) if measure.chart else None,
        difference=_difference(trend) if measure.chart and len(trend.asymmetry) > 1 else None,
        outcomes=_outcomes(trend),
        compared=Said(trend.asymmetry_change.reason if trend.asymmetry_change else "", numbers),
    )


def _outcomes(trend: MeasureTrend) -> tuple[Outcome, ...]:
    if not trend.sided:
        return (_outcome("", trend, Side.LEFT),)
    return tuple(_outcome(side.value, trend, side) for side in Side)


def _outcome(name: str, trend: MeasureTrend, side: Side) -> Outcome:
    """The badge says the verdict, so that the reason does not have to repeat it."""
    change = trend.change[side]
    if change is None:
        word = "measured once" if trend.sides[side] else "not tested"
        return Outcome(_badge(name, Mark.NOT_COMPARED, word), "So no change can be seen." if trend.sides[side] else "")
    mark, word = COURSE_WORDS[change.course]
    reason = change.reason.removeprefix(f"{word}; ")
    return Outcome(_badge(name, mark, word), reason[0].upper() + reason[1:])


def _badge(name: str, mark: Mark, word: str) -> Badge:
    text = f"{name}: {word}" if name else word
    return badge(mark, text[0].upper() + text[1:])


def _picture(trend: MeasureTrend, measure: Measure, told: TrainingTold) -> Picture:
    usual = _usual(trend, measure, told)
    lines = PerSide.build(lambda side: _line(trend, measure, side))
    unit = unit_words(trend.unit)
    shown = f" Shaded: {usual.text}." if usual else ""
    if not trend.sided:
        return Picture(draw_trend_of_one(lines.left, usual, unit=unit), f"{_in_words('', trend)}{shown}")
    told_sides = " ".join(_in_words(side.value, trend) for side in Side)
    return Picture(draw_trend(lines, usual, unit=unit), f"{told_sides}{shown}")


def _usual(trend: MeasureTrend, measure: Measure, told: TrainingTold) -> Usual | None:
    finding = next((f for f in told.now.findings if (f.test, f.measure) == (trend.test, trend.measure)), None)
    return usual_of(finding, measure) if finding is not None else None


def _in_words(name: str, trend: MeasureTrend) -> str:
    """Every value of a side with its day, for those who do not see the chart."""
    points = trend.sides[Side.RIGHT if name == Side.RIGHT.value else Side.LEFT]
    values = "; ".join(f"{point_in_words(point, trend)} on {long_date(point.on)}" for point in points)
    said = f"{name}: {values or 'not tested'}." if name else f"{values}."
    return said[0].upper() + said[1:]


def _line(trend: MeasureTrend, measure: Measure, side: Side) -> Line:
    points, change = trend.sides[side], trend.change[side]
    changed = change is not None and change.course in {Course.BETTER, Course.WORSE}
    least, most = measure.plausible
    dots = tuple(
        TimeDot(
            on=point.on,
            value=point.value,
            low=min(point.value, max(least, point.band[0])),
            high=max(point.value, min(most, point.band[1])),
            changed=changed and point is points[-1],
        )
        for point in points
    )
    return Line(dots, point_in_words(points[-1], trend) if points else "")


def _difference(trend: MeasureTrend) -> Picture:
    sign = "%" if trend.formula is SideFormula.RELATIVE_TO_BETTER else trend.unit.sign
    unit = "per cent of the better" if sign == "%" else unit_words(trend.unit)
    dots = [DifferenceDot(point.on, point.difference, point.detectable) for point in trend.asymmetry]
    said = "; ".join(f"{_compared(point, sign)} on {long_date(point.on)}" for point in trend.asymmetry)
    return Picture(
        draw_asymmetry(dots, _latest(trend.asymmetry[-1], sign), unit=unit),
        f"The difference between the sides: {said}.",
    )


def _compared(point: AsymmetryPoint, sign: str) -> str:
    size = amount_in_words(abs(point.difference), sign)
    worse = Side.LEFT if point.difference > 0 else Side.RIGHT
    return f"{worse} worse by {size}, with an error of {amount_in_words(point.detectable, sign)}"


def _latest(point: AsymmetryPoint, sign: str) -> str:
    if point.verdict.lower_side is not None:
        return f"{point.verdict.lower_side} worse by {amount_in_words(abs(point.difference), sign)}"
    return "none that matters" if point.verdict is Verdict.NO_DIFFERENCE else "cannot tell"
