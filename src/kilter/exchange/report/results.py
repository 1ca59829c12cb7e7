"""What was measured: each test with both sides, their error, and the verdict in words."""

import re
from itertools import groupby

from kilter.body.sides import PerSide, Side
from kilter.exchange.charts import Dot, Usual, draw_one, draw_sides
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.document import MeasureResult, NotReadRow, TestResult
from kilter.exchange.report.pieces import Badge, Mark, Picture, Said
from kilter.exchange.report.words import (
    badge,
    counted,
    grouped,
    in_unit,
    long_date,
    unit_words,
    with_errors,
)
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.citing import Cited
from kilter.knowledge.schema.tests import Better, Measure, Test
from kilter.screening.findings import ErrorBasis, Finding, Level, Value, Verdict, level_limit
from kilter.screening.form import Screening
from kilter.screening.profile import Profile

LEVEL_ORDER = (Level.LOW, Level.CANNOT_TELL, Level.USUAL, Level.UNKNOWN)
LEVEL_WORDS = {Level.LOW: "worse than that", Level.CANNOT_TELL: "cannot tell", Level.USUAL: "within it"}


def results_of(profile: Profile, catalogue: Catalogue, citations: Citations) -> tuple[TestResult, ...]:
    """All tests in the order in which they were given."""
    results = []
    for test_id, findings in groupby(profile.findings, key=lambda finding: finding.test):
        test = catalogue.tests[test_id]
        measures = tuple(_measure_result(finding, test, citations) for finding in findings)
        results.append(TestResult(test.name, test.why, _remark(profile.screening, test), measures))
    return tuple(results)


def not_read_of(screening: Screening, catalogue: Catalogue) -> tuple[NotReadRow, ...]:
    """What the recordings did not show, and what to change; of a file only its name, without its folder."""
    rows = []
    for one in screening.not_read:
        test = catalogue.tests[one.test]
        of_several = one.measure is not None and len(test.measures) > 1
        name = f"{test.name}: {test.measure(one.measure).name}" if of_several and one.measure else test.name
        name = name if one.side is None else f"{name}, {one.side}"
        rows.append(NotReadRow(name, re.split(r"[\\/]", one.file)[-1], one.say, one.advice))
    return tuple(rows)


def badge_of(finding: Finding) -> Badge:
    """The verdict on the two sides as a word with a sign."""
    if finding.verdict.lower_side:
        return badge(Mark.DIFFERENCE, f"{finding.verdict.lower_side.value.capitalize()} does worse")
    if finding.verdict is Verdict.NO_DIFFERENCE:
        return badge(Mark.NO_DIFFERENCE, "No difference that matters")
    if finding.difference is None:
        return badge(Mark.NOT_COMPARED, "Sides not compared" if finding.formula else "Seen by itself")
    return badge(Mark.CANNOT_TELL, "Cannot tell")


def comparison_of(finding: Finding) -> str:
    """The reason for the verdict; nothing where the sides are not meant to be compared."""
    return finding.reason.replace(" °", "°") if finding.formula else ""


def _measure_result(finding: Finding, test: Test, citations: Citations) -> MeasureResult:
    measure = test.measure(finding.measure)
    return MeasureResult(
        name=measure.name,
        unit=unit_words(measure.unit),
        picture=_picture(finding, measure) if measure.chart else None,
        values=with_errors(finding.sides, measure.unit),
        sided=measure.sided,
        badge=badge_of(finding),
        remarks=tuple(_remarks(finding, measure, citations)),
    )


def _remarks(finding: Finding, measure: Measure, citations: Citations) -> list[Said]:
    comparison, level = comparison_of(finding), level_sentence(finding, measure)
    remarks = [Said(comparison, _cite(citations, measure.error, measure.side_difference))] if comparison else []
    remarks += [Said(level, _cite(citations, measure.low_when, finding.norm))] if level else []
    bases = {value.basis for value in finding.sides if value}
    if ErrorBasis.OWN_TRIALS in bases:
        remarks.append(Said("The error band comes from the scatter of the trials themselves."))
    elif ErrorBasis.CAMERA in bases and measure.by_camera:
        remarks.append(
            citations.say("Read from a recording, with the error of the camera.", measure.by_camera.camera_error)
        )
    elif ErrorBasis.CONVENTION in bases:
        remarks.append(citations.say("The size of the error is a cautious assumption.", measure.error))
    return remarks


def _cite(citations: Citations, *cited: Cited | None) -> tuple[int, ...]:
    numbers = {number for each in cited if each for number in citations.cite(each.sources, each.grade)}
    return tuple(sorted(numbers))


def level_sentence(finding: Finding, measure: Measure) -> str:
    """Each side against what is usual; the mean where only that is known; else nothing."""
    told = [(where, level) for where, level in grouped(finding.levels, LEVEL_ORDER) if level is not Level.UNKNOWN]
    if not told:
        return _mean_sentence(finding)
    places = [
        f"{where.capitalize() if measure.sided else 'This result'}: {LEVEL_WORDS[level]}." for where, level in told
    ]
    return f"Usual is {_limit_words(finding, measure)}. {' '.join(places)}"


def _mean_sentence(finding: Finding) -> str:
    norm = finding.norm
    if norm is None or norm.mean is None:
        return ""
    whom = norm.population or "people of this age"
    return f"For comparison, {whom}: {in_unit(norm.mean, finding.unit)} on average."


def _limit_words(finding: Finding, measure: Measure) -> str:
    limit = level_limit(measure.low_when, finding.norm) if measure.low_when else None
    if limit is None:
        return "no limit known"
    return f"{in_unit(limit, measure.unit)} or {'more' if measure.better is Better.HIGHER else 'less'}"


def _remark(screening: Screening, test: Test) -> str:
    """When the test was done, and what was noted."""
    entries = [entry for entry in screening.tests if entry.test == test.id]
    dated = sorted(entry.date for entry in entries if entry.date)
    notes = [entry.note for entry in entries if entry.note]
    parts = [f"Measured on {long_date(dated[-1])}."] if dated else []
    if len(entries) > 1:
        parts.append(f"Done on {counted(len(entries), 'day', 'days')}; the latest is shown.")
    return " ".join(parts + [f"Note: {note}" for note in notes])


def _picture(finding: Finding, measure: Measure) -> Picture:
    usual = usual_of(finding, measure)
    values = with_errors(finding.sides, measure.unit)
    dots = PerSide.build(lambda side: _dot(finding.sides[side], values[side], measure))
    unit = f" ({unit_words(measure.unit)})" if unit_words(measure.unit) else ""
    shown = f" Shaded: {usual.text}." if usual else ""
    if not measure.sided and dots.left:
        return Picture(draw_one(dots.left, usual), f"{measure.name}{unit}: {values.left}, with its 95 % band.{shown}")
    sides = ", ".join(f"{side} {values[side]}" for side in Side)
    return Picture(draw_sides(dots, usual), f"{measure.name}{unit}: {sides}, with their 95 % bands.{shown}")


def _dot(value: Value | None, text: str, measure: Measure) -> Dot | None:
    """The band ends where values can be: nobody stands for less than no time."""
    if value is None:
        return None
    low, high = measure.plausible
    return Dot(
        value=value.value,
        low=min(value.value, max(low, value.value - value.half_band)),
        high=max(value.value, min(high, value.value + value.half_band)),
        text=text,
    )


def usual_of(finding: Finding, measure: Measure) -> Usual | None:
    """The usual range: from the limit that counts, else where two of three healthy people lie."""
    norm = finding.norm
    limit = level_limit(measure.low_when, norm) if measure.low_when else None
    if limit is not None:
        text = f"usual: {_limit_words(finding, measure)}"
        return Usual(limit, None, text) if measure.better is Better.HIGHER else Usual(None, limit, text)
    if norm is None or norm.mean is None or norm.sd is None:
        return None
    low, high = norm.mean - norm.sd, norm.mean + norm.sd
    between = f"two of three lie between {in_unit(low, finding.unit)} and {in_unit(high, finding.unit)}"
    return Usual(low, high, between)


def values_in_words(finding: Finding, measure: Measure) -> str:
    """Both values in one clause, for letters."""
    shown = with_errors(finding.sides, measure.unit)
    return ", ".join(f"{side} {shown[side]}" for side in Side) if measure.sided else shown.left
