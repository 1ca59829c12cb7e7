"""Measure a recorded walk: what it shows, and which side differences its whole error lets one tell."""

from dataclasses import dataclass

from kilter.body.sides import PerSide
from kilter.knowledge.catalogue import Catalogue
from kilter.motion.gait import GaitAssessment
from kilter.screening.findings import Verdict, compare, judge, summarise

GAIT = "gait"


@dataclass(frozen=True, slots=True)
class WalkComparison:
    """The two sides of one measure of a walk, compared by the rule of the gait test."""

    measure: str
    verdict: Verdict
    detectable: float
    """The smallest difference that can be told from none, marker placing and strides together."""
    unit: str
    """The unit of that difference: that of the measure, or per cent."""


def compare_walk(walk: GaitAssessment, catalogue: Catalogue) -> tuple[WalkComparison, ...]:
    """Compare the sides of every measure that the gait test knows.

    The stride-to-stride margin says how well these strides give this walk's mean; the test's error adds what the
    strides share, such as how the markers were placed.
    """
    enough = int(catalogue.evidence_rules.enough_trials.value)
    comparisons = []
    for measure in catalogue.tests[GAIT].measures:
        found = walk.measure(measure.id)
        if found is None or measure.side_difference is None:
            continue
        left, right = (summarise(measure, side.values, enough) for side in found.sides)
        difference, detectable = compare(measure, PerSide(left, right))
        if difference is None or detectable is None:
            continue
        verdict, _ = judge(measure, difference, detectable)
        unit = measure.unit.sign if measure.side_difference.formula == "absolute" else "%"
        comparisons.append(WalkComparison(measure.id, verdict, detectable, unit))
    return tuple(comparisons)
