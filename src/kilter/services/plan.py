"""Plan a programme for a profile: turn findings and wishes into a request, and have it planned."""

from dataclasses import dataclass

from kilter.body.positions import Position
from kilter.body.sides import PerSide, Side
from kilter.errors import Problem, UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.references import suggest
from kilter.knowledge.schema.safety import Urgency
from kilter.knowledge.schema.tests import SideFormula
from kilter.programme.planner import plan
from kilter.programme.programme import Programme
from kilter.programme.request import Need, PlanRequest
from kilter.screening.findings import Finding
from kilter.screening.profile import ImpairmentView, Profile


@dataclass(frozen=True, slots=True)
class Overrides:
    """Wishes given on the spot, over those in the screening; None leaves them as they are."""

    days: int | None = None
    minutes: float | None = None
    equipment: tuple[str, ...] | None = None
    without: tuple[str, ...] | None = None
    cannot: tuple[Position, ...] | None = None
    extra_set_on_weaker_side: bool | None = None


class TriageStopError(UsageError):
    """Triage ends the road: no programme is made, whatever is asked."""


def make_programme(profile: Profile, catalogue: Catalogue, overrides: Overrides | None = None) -> Programme:
    """Plan a programme for a person.

    Raises:
        TriageStopError: the answers call for a professional first.
        UsageError: no programme keeps all the wishes; names what blocks and the smallest change.
    """
    # The solver takes a second to load, so only those who plan pay for it.
    from kilter.programme.solver import solve  # noqa: PLC0415

    if profile.triage.stops:
        raise TriageStopError(Problem("triage", profile.triage.headline, profile.triage.advice))
    return plan(request_for(profile, catalogue, overrides or Overrides()), catalogue, solve)


def request_for(profile: Profile, catalogue: Catalogue, overrides: Overrides) -> PlanRequest:
    """The planner's request for a profile.

    Raises:
        UsageError: a wish names something that is not known.
    """
    wishes, person = profile.screening.wishes, profile.screening.person
    given = wishes.model_copy(
        update={name: value for name in Overrides.__slots__ if (value := getattr(overrides, name)) is not None}
    )
    _refuse_unknown(given.equipment, given.without, catalogue)
    household = {item.id for item in catalogue.equipment.values() if item.household}
    rules = catalogue.dose_rules
    precautions = [catalogue.precautions[name] for name in profile.triage.precautions]
    return PlanRequest(
        needs=tuple(_need(view) for view in profile.treated),
        days=given.days if given.days is not None else int(rules.sessions_per_week.value),
        minutes=given.minutes if given.minutes is not None else rules.session_minutes.value,
        equipment=frozenset((household | set(given.equipment)) - set(given.without)),
        unwanted=frozenset(given.without) & frozenset(catalogue.exercises),
        cannot=frozenset(given.cannot),
        precautions=frozenset(profile.triage.precautions),
        training=person.training,
        gentle_only=profile.triage.urgency is Urgency.ROUTINE or any(each.gentle_only for each in precautions),
        dominant_leg=person.dominant_leg,
        extra_set_on_weaker_side=given.extra_set_on_weaker_side,
        large_differences=_large_differences(profile, catalogue),
        measured={(finding.test, finding.measure): _values(finding) for finding in profile.findings},
    )


def _refuse_unknown(equipment: tuple[str, ...], without: tuple[str, ...], catalogue: Catalogue) -> None:
    known = {**catalogue.equipment, **catalogue.exercises}
    problems = [
        Problem("equipment", f"There is no equipment “{name}”.", suggest(name, catalogue.equipment))
        for name in equipment
        if name not in catalogue.equipment
    ]
    problems += [
        Problem("without", f"There is no equipment or exercise “{name}”.", suggest(name, known))
        for name in without
        if name not in known
    ]
    if problems:
        raise UsageError(*problems)


def _need(view: ImpairmentView) -> Need:
    reasons = [reason for judgement in view.sides for reason in judgement.evidence_for]
    return Need(
        impairment=view.impairment,
        probability=view.sides.map(lambda judgement: judgement.probability),
        treat=view.sides.map(lambda judgement: judgement.worth_treating),
        tests=tuple(dict.fromkeys(reason.owner for reason in reasons if reason.kind == "test")),
        sources=tuple(dict.fromkeys(source for reason in reasons for source in reason.sources)),
    )


def _large_differences(profile: Profile, catalogue: Catalogue) -> frozenset[str]:
    """Impairments whose direct test differs between the sides by enough, in per cent, for an extra set."""
    least = catalogue.dose_rules.extra_set_from_difference.value
    marked = {
        (finding.test, finding.measure)
        for finding in profile.findings
        if finding.verdict.lower_side
        and finding.formula is SideFormula.RELATIVE_TO_BETTER
        and abs(finding.difference or 0) >= least
    }
    return frozenset(
        pointer.impairment
        for test in catalogue.tests.values()
        for pointer in test.points_to
        if pointer.direct and (test.id, pointer.measure) in marked
    )


def _values(finding: Finding) -> PerSide[float | None]:
    def value_of(side: Side) -> float | None:
        value = finding.sides[side]
        return None if value is None else value.value

    return PerSide.build(value_of)
