"""What deciding needs from knowledge, gathered once: the numbers, the faults that count, and the safety questions."""

from collections.abc import Mapping
from dataclasses import dataclass

from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.safety import RedFlag
from kilter.programme.progression.limits import Limits


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of progression, ready for any number of people."""

    limits: Limits
    majors: Mapping[str, frozenset[str]]
    """By exercise, the faults with which a repetition does not count."""
    faults: Mapping[str, frozenset[str]]
    """By exercise, every fault that a check sees."""
    harder: frozenset[str]
    """Rules that make something harder."""
    red_flags: Mapping[str, RedFlag]
    advice: Mapping[str, str]
    """What to do, by how urgent it is."""
    apart_percent: float
    """From here on two sides are apart, in per cent of the better one."""

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Rulebook":
        """Gather it from the catalogue."""
        return cls(
            limits=Limits.of(catalogue.progression_rules),
            majors={
                exercise.id: frozenset(focus.id for focus in exercise.focus if focus.major)
                for exercise in catalogue.exercises.values()
            },
            faults={
                exercise.id: frozenset(focus.id for focus in exercise.focus)
                for exercise in catalogue.exercises.values()
            },
            harder=frozenset(rule.id for rule in catalogue.decision_rules.values() if rule.harder),
            red_flags=catalogue.red_flags,
            advice={urgency.id.value: urgency.advice for urgency in catalogue.urgencies.values()},
            apart_percent=catalogue.dose_rules.extra_set_from_difference.value,
        )
