"""Triage: deterministic safety rules, before all else; nothing in the system can pass them."""

from collections.abc import Iterator
from dataclasses import dataclass

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.people import Answer
from kilter.knowledge.schema.safety import (
    AgeAtLeast,
    AgeBelow,
    Condition,
    MeasureReaches,
    PainAtLeast,
    Precaution,
    PregnancyIs,
    Reported,
    SignPresent,
    Triage,
    Urgency,
)
from kilter.language import say, spoken
from kilter.screening.form import Screening

URGENCIES = tuple(Urgency)
"""From the most to the least urgent."""


@dataclass(frozen=True, slots=True)
class TriageReason:
    """One answer or rule that raised the urgency."""

    id: str
    kind: str
    """``red_flag``, ``triage_rule`` or ``precaution``."""
    urgency: Urgency
    say: str
    tell_professional: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TriageResult:
    """What may happen next, and every reason for it, most urgent first."""

    level: Triage
    urgency: Urgency
    headline: str
    advice: str
    reasons: tuple[TriageReason, ...]
    precautions: tuple[str, ...]
    """Ids of the precautions that apply."""
    stops: bool
    """Whether the road ends here, with a letter instead of a programme."""


def triage(screening: Screening, catalogue: Catalogue) -> TriageResult:
    """Apply every red flag, rule and precaution; the most urgent decides."""
    precautions = tuple(precaution for precaution in catalogue.precautions.values() if applies(precaution, screening))
    found = [*_flags(screening, catalogue), *_rules(screening, catalogue), *_urgent(precautions)]
    reasons = tuple(sorted(found, key=lambda reason: (URGENCIES.index(reason.urgency), reason.kind, reason.id)))
    urgency = reasons[0].urgency if reasons else Urgency.NONE
    careful = urgency is Urgency.NONE and bool(precautions)
    level = Triage.GO_WITH_CARE if careful else urgency.triage
    text = catalogue.urgencies[urgency]
    names = ", ".join(each.name if spoken().capital_nouns else each.name.lower() for each in precautions)
    care = say("; take care with: {names}", names=names) if careful else ""
    return TriageResult(
        level=level,
        urgency=urgency,
        headline=text.headline + care,
        advice=text.advice,
        reasons=reasons,
        precautions=tuple(precaution.id for precaution in precautions),
        stops=level.stops,
    )


def applies(precaution: Precaution, screening: Screening) -> bool:
    """Whether any condition of a precaution is met."""
    return any(is_met(condition, screening, precaution.id) for condition in precaution.applies_when)


def is_met(condition: Condition, screening: Screening, owner_id: str) -> bool:
    """Whether a condition holds for a screening; ``owner_id`` is what a report would name."""
    person = screening.person
    match condition:
        case AgeBelow():
            return person.age_years < condition.years
        case AgeAtLeast():
            return person.age_years >= condition.years
        case PainAtLeast():
            return any(
                symptom.pain is not None and symptom.pain >= condition.points
                for symptom in screening.symptoms
                if not condition.signs or symptom.sign in condition.signs
            )
        case SignPresent():
            return any(symptom.sign == condition.sign for symptom in screening.symptoms)
        case Reported():
            return owner_id in person.conditions
        case PregnancyIs():
            return person.pregnancy in condition.stages
        case MeasureReaches():
            return _measure_reaches(condition, screening)


def _measure_reaches(condition: MeasureReaches, screening: Screening) -> bool:
    if condition.with_signs and not any(symptom.sign in condition.with_signs for symptom in screening.symptoms):
        return False
    values = [
        value
        for entry in screening.tests
        if entry.test == condition.test and condition.measure in entry.measures
        for side in Side
        for value in entry.measures[condition.measure].of(side)
    ]
    return any(
        (condition.at_least is not None and value >= condition.at_least)
        or (condition.at_most is not None and value <= condition.at_most)
        for value in values
    )


def _flags(screening: Screening, catalogue: Catalogue) -> Iterator[TriageReason]:
    for flag_id, answer in screening.red_flags.items():
        flag = catalogue.red_flags[flag_id]
        urgency = flag.urgency_of(answer)
        if urgency is None:
            continue
        said = flag.name if answer is Answer.YES else say("Not sure: {name}", name=_inside(flag.name))
        yield TriageReason(flag.id, "red_flag", urgency, said, flag.tell_professional, flag.sources)


def _inside(name: str) -> str:
    return name if spoken().capital_nouns else name[0].lower() + name[1:]


def _rules(screening: Screening, catalogue: Catalogue) -> Iterator[TriageReason]:
    for rule in catalogue.triage_rules.values():
        if is_met(rule.when, screening, rule.id):
            yield TriageReason(rule.id, "triage_rule", rule.urgency, rule.say, rule.say, rule.sources)


def _urgent(precautions: tuple[Precaution, ...]) -> Iterator[TriageReason]:
    for precaution in precautions:
        if precaution.urgency is not Urgency.NONE:
            told = f"{precaution.name}: {precaution.advice[0]}"
            yield TriageReason(precaution.id, "precaution", precaution.urgency, told, told, precaution.sources)
