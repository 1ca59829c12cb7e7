"""Findings as the rules of progression see them."""

from kilter.knowledge.schema.tests import SideFormula
from kilter.programme.progression.logs import Result
from kilter.screening.findings import Finding, Verdict
from kilter.screening.trend import Course, MeasureTrend


def result_of(finding: Finding, trend: MeasureTrend | None = None) -> Result:
    """A finding as the rules of progression see it."""
    left, right = (value.value if value is not None else None for value in finding.sides)
    told = finding.verdict is not Verdict.CANNOT_TELL and finding.formula is SideFormula.RELATIVE_TO_BETTER
    difference = abs(finding.difference) if told and finding.difference is not None else None
    change = trend.asymmetry_change if trend is not None else None
    closer = None if change is None or change.course is Course.CANNOT_TELL else change.course is Course.BETTER
    return Result(finding.test, finding.measure, left, right, difference, closer)
