"""Which test to repeat: the cheapest that can show the change that would matter."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.tests import Measure, Pointer, SideFormula, Test
from kilter.screening.findings import Finding, Value, detectable_between, level_limit
from kilter.screening.next_test import is_at_hand
from kilter.screening.profile import Profile


@dataclass(frozen=True, slots=True)
class Option:
    """A measure that was taken on a side and points to a deficit there."""

    test: Test
    measure: Measure
    direct: bool
    at_hand: bool
    """Whether the person can do it again at home with what there is, and should."""
    change: float
    """What would matter, in the unit of the measure; 0 where the result gives nothing that would have to change."""
    detectable: float
    """The smallest change that can be told from none."""

    @property
    def can_tell(self) -> bool:
        """Whether a repeat can show the change that would matter."""
        return self.at_hand and self.detectable < self.change

    @property
    def cost(self) -> tuple[bool, float, str, str]:
        """Cheap comes first, but what tells of the deficit itself before all that does so by a detour."""
        return not self.direct, self.test.effort.minutes, self.test.id, self.measure.id


@dataclass(frozen=True, slots=True)
class Choice:
    """What to repeat for a deficit on one side."""

    impairment: str
    side: Side
    options: tuple[Option, ...]
    """All that was measured of it, the cheapest first."""

    @property
    def taken(self) -> Option | None:
        """The cheapest that can tell; None when none can."""
        return next((option for option in self.options if option.can_tell), None)

    @property
    def too_coarse(self) -> tuple[Option, ...]:
        """Those at hand whose error hides the change that would matter."""
        return tuple(option for option in self.options if option.at_hand and 0 < option.change <= option.detectable)


def choose(profile: Profile, catalogue: Catalogue, *, symmetry: bool) -> tuple[Choice, ...]:
    """Choose a test for each deficit worth treating, on each of its sides.

    Args:
        profile: its findings are what a repeat is compared with.
        catalogue: the knowledge.
        symmetry: whether a difference between the sides is something that would have to change.
    """
    choices = []
    for view in profile.treated:
        for side in Side:
            if view.sides[side].worth_treating:
                options = _options(profile, catalogue, view.impairment, side, symmetry=symmetry)
                choices.append(Choice(view.impairment, side, tuple(sorted(options, key=lambda option: option.cost))))
    return tuple(choices)


def _options(
    profile: Profile, catalogue: Catalogue, impairment: str, side: Side, *, symmetry: bool
) -> Iterator[Option]:
    # What a test was done with is there, though the person may not have named it.
    was_used = frozenset(item for finding in profile.findings for item in catalogue.tests[finding.test].equipment)
    for finding in profile.findings:
        test, value = catalogue.tests[finding.test], finding.sides[side]
        pointer = _pointer(test, finding.measure, impairment)
        if value is None or pointer is None:
            continue
        measure = test.measure(finding.measure)
        change = _to_the_limit(finding, measure, pointer, value)
        if symmetry:
            change = max(change, _to_the_other(finding, measure, side))
        then = replace(value, value=value.value + measure.better.sign * change)
        yield Option(
            test=test,
            measure=measure,
            direct=pointer.direct,
            at_hand=is_at_hand(test, profile.screening, catalogue, also_there=was_used),
            change=change,
            detectable=detectable_between(measure, value, then),
        )


def _pointer(test: Test, measure: str, impairment: str) -> Pointer | None:
    return next((each for each in test.points_to if (each.measure, each.impairment) == (measure, impairment)), None)


def _to_the_limit(finding: Finding, measure: Measure, pointer: Pointer, value: Value) -> float:
    """How far a value has to go until it no longer speaks for the deficit; 0 where it does not."""
    cuts = [*pointer.steps, *([measure.low_when] if measure.low_when else [])]
    limit = next((limit for cut in cuts if (limit := level_limit(cut, finding.norm)) is not None), None)
    return 0.0 if limit is None else max(0.0, (limit - value.value) * measure.better.sign)


def _to_the_other(finding: Finding, measure: Measure, side: Side) -> float:
    """How far the worse side has to come: the difference, but no more than is flagged; 0 where it is not worse."""
    rule, left, right = measure.side_difference, finding.sides.left, finding.sides.right
    if finding.verdict.lower_side is not side or rule is None or left is None or right is None:
        return 0.0
    relative = rule.formula is SideFormula.RELATIVE_TO_BETTER
    flagged = rule.flag_from * (max(abs(left.value), abs(right.value)) / 100 if relative else 1)
    return min(abs(left.value - right.value), flagged)
