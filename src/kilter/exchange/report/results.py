"""What was measured: each test with both sides, their error, and the verdict in words."""

import re
from itertools import groupby

from kilter.body.sides import PerSide, Side
from kilter.exchange.charts import Dot, Usual, draw_one, draw_sides
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.document import MeasureResult, NotReadRow, TestResult
from kilter.exchange.report.pieces import Badge, Mark, Picture, Said
from kilter.exchange.report.words import (
    WHERE,
    badge,
    grouped,
    in_unit,
    long_date,
    unit_words,
    with_errors,
)
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.citing import Cited
from kilter.knowledge.schema.tests import Better, Measure, Test
from kilter.language import Spoken, mark, say
from kilter.screening.findings import ErrorBasis, Finding, Level, Value, Verdict, level_limit
from kilter.screening.form import Screening
from kilter.screening.profile import Profile

LEVEL_ORDER = (Level.LOW, Level.CANNOT_TELL, Level.USUAL, Level.UNKNOWN)
LEVEL_WORDS = Spoken(
    {Level.LOW: mark("worse than that"), Level.CANNOT_TELL: mark("cannot tell"), Level.USUAL: mark("within it")}
)


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
        return badge(
            Mark.DIFFERENCE,
            say("Left does worse") if finding.verdict.lower_side is Side.LEFT else say("Right does worse"),
        )
    if finding.verdict is Verdict.NO_DIFFERENCE:
        return badge(Mark.NO_DIFFERENCE, say("No difference that matters"))
    if finding.difference is None:
        return badge(Mark.NOT_COMPARED, say("Sides not compared") if finding.formula else say("Seen by itself"))
    return badge(Mark.CANNOT_TELL, say("Cannot tell"))


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
        remarks.append(Said(say("The error band comes from the scatter of the trials themselves.")))
    elif ErrorBasis.CAMERA in bases and measure.by_camera:
        remarks.append(
            citations.say(say("Read from a recording, with the error of the camera."), measure.by_camera.camera_error)
        )
    elif ErrorBasis.CONVENTION in bases:
        remarks.append(citations.say(say("The size of the error is a cautious assumption."), measure.error))
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
        f"{WHERE[where] if measure.sided else say('This result')}: {LEVEL_WORDS[level]}." for where, level in told
    ]
    return say("Usual is {limit}. {places}", limit=_limit_words(finding, measure), places=" ".join(places))


def _mean_sentence(finding: Finding) -> str:
    norm = finding.norm
    if norm is None or norm.mean is None:
        return ""
    whom = norm.population or say("people of this age")
    return say("For comparison, {whom}: {mean} on average.", whom=whom, mean=in_unit(norm.mean, finding.unit))


def _limit_words(finding: Finding, measure: Measure) -> str:
    limit = level_limit(measure.low_when, finding.norm) if measure.low_when else None
    if limit is None:
        return say("no limit known")
    told = mark("{limit} or more") if measure.better is Better.HIGHER else mark("{limit} or less")
    return say(told, limit=in_unit(limit, measure.unit))


def _remark(screening: Screening, test: Test) -> str:
    """When the test was done, and what was noted."""
    entries = [entry for entry in screening.tests if entry.test == test.id]
    dated = sorted(entry.date for entry in entries if entry.date)
    notes = [entry.note for entry in entries if entry.note]
    parts = [say("Measured on {day}.", day=long_date(dated[-1]))] if dated else []
    if len(entries) > 1:
        parts.append(say("Done on {n} days; the latest is shown.", n=len(entries)))
    return " ".join(parts + [say("Note: {note}", note=note) for note in notes])


def _picture(finding: Finding, measure: Measure) -> Picture:
    usual = usual_of(finding, measure)
    values = with_errors(finding.sides, measure.unit)
    dots = PerSide.build(lambda side: _dot(finding.sides[side], values[side], measure))
    unit = f" ({unit_words(measure.unit)})" if unit_words(measure.unit) else ""
    shown = " " + say("Shaded: {usual}.", usual=usual.text) if usual else ""
    if not measure.sided and dots.left:
        told = say("{measure}: {value}, with its 95 % band.", measure=f"{measure.name}{unit}", value=values.left)
        return Picture(draw_one(dots.left, usual), told + shown)
    sides = ", ".join(f"{side.word} {values[side]}" for side in Side)
    told = say("{measure}: {values}, with their 95 % bands.", measure=f"{measure.name}{unit}", values=sides)
    return Picture(draw_sides(dots, usual), told + shown)


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
        text = say("usual: {limit}", limit=_limit_words(finding, measure))
        return Usual(limit, None, text) if measure.better is Better.HIGHER else Usual(None, limit, text)
    if norm is None or norm.mean is None or norm.sd is None:
        return None
    low, high = norm.mean - norm.sd, norm.mean + norm.sd
    ends = in_unit(low, finding.unit), in_unit(high, finding.unit)
    between = say("two of three lie between {low} and {high}", low=ends[0], high=ends[1])
    return Usual(low, high, between)


def values_in_words(finding: Finding, measure: Measure) -> str:
    """Both values in one clause, for letters."""
    shown = with_errors(finding.sides, measure.unit)
    return ", ".join(f"{side.word} {shown[side]}" for side in Side) if measure.sided else shown.left
