"""The planner: from needs and limits to a programme that keeps every one of them, or to what stands in its way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kilter.body.positions import Position
from kilter.errors import Problem, UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.rules import DoseRules, PhaseRules
from kilter.language import mark, say
from kilter.programme.checks import violations
from kilter.programme.fallback import fill
from kilter.programme.offers import Offer, offers_for
from kilter.programme.programme import LeftOut, Phase, Programme, Session, Week
from kilter.programme.request import PlanRequest
from kilter.programme.sessions import build_session
from kilter.programme.template import DAYS_OF_WEEK, Picks, Pools, Template, pools_for, template_for

Solve = Callable[[Sequence[Offer], Pools, Template, PlanRequest, DoseRules], Picks | None]


@dataclass(frozen=True, slots=True)
class _Relaxation:
    """A change of the wishes that might make a plan possible, and how to say it."""

    blocks: str
    change: str
    request: PlanRequest


def plan(request: PlanRequest, catalogue: Catalogue, solve: Solve) -> Programme:
    """Make a programme.

    Args:
        request: needs, wishes and limits.
        catalogue: what may be prescribed.
        solve: chooses the exercises of a phase; plain rules step in where it finds none.

    Raises:
        UsageError: no programme keeps all the limits; names the one that blocks and the smallest change.
    """
    _check_range(request, catalogue.dose_rules)
    programme = _attempt(request, catalogue, solve)
    if programme is None:
        raise UsageError(_blocked(request, catalogue, solve))
    return programme


def _check_range(request: PlanRequest, rules: DoseRules) -> None:
    days, minutes = rules.sessions_per_week_range, rules.session_minutes_range
    problems = []
    if not days.low <= request.days <= days.high:
        problems.append(
            Problem(
                "days", f"{request.days} sessions a week are not offered.", f"Choose {days.low:g} to {days.high:g}."
            )
        )
    if not minutes.low <= request.minutes <= minutes.high:
        low, high = minutes.low, minutes.high
        what = f"Sessions of {request.minutes:g} minutes are not offered."
        problems.append(Problem("minutes", what, f"Choose {low:g} to {high:g} minutes."))
    if problems:
        raise UsageError(*problems)


def _attempt(request: PlanRequest, catalogue: Catalogue, solve: Solve) -> Programme | None:
    """Plan with the solver, and by plain rules where it fails; None when neither keeps every limit."""
    offers, left_out = offers_for(request, catalogue)
    for made_by, choose in (("solver", solve), ("rules", fill)):
        programme = _assemble(request, catalogue, offers, left_out, choose, made_by)
        if programme is not None and not violations(programme, request, catalogue):
            return programme
    return None


def _assemble(
    request: PlanRequest,
    catalogue: Catalogue,
    offers: tuple[Offer, ...],
    left_out: tuple[LeftOut, ...],
    choose: Solve,
    made_by: str,
) -> Programme | None:
    rules = catalogue.dose_rules
    phases: list[Phase] = []
    week = 1
    for phase_rules in rules.phases:
        template = template_for(phase_rules.stage, request, rules)
        picks = choose(offers, pools_for(offers, template), template, request, rules)
        if picks is None:
            return None
        days = DAYS_OF_WEEK[request.days]
        sessions = tuple(
            build_session("ABCD"[k], days[k], picked, offers, request, catalogue) for k, picked in enumerate(picks)
        )
        phases.append(_phase(phase_rules, sessions, week))
        week += len(phases[-1].weeks)
    used = {p.exercise for phase in phases for s in phase.sessions for b in s.blocks for p in b.prescriptions}
    worked = {
        need.impairment for need in request.needs if any(need.impairment in catalogue.exercises[e].treats for e in used)
    }
    return Programme(
        phases=tuple(phases),
        days_per_week=request.days,
        minutes_per_session=request.minutes,
        treats=tuple(need.impairment for need in request.needs if need.impairment in worked),
        maintains=_maintained(used, worked, catalogue),
        left_out=(*_untreated(request, worked, offers, catalogue), *left_out),
        notes=_notes(request, catalogue),
        made_by=made_by,
    )


def _phase(rules: PhaseRules, sessions: tuple[Session, ...], first_week: int) -> Phase:
    """The weeks of a phase: fewer sets in the first, so that the movements are learnt before they are loaded."""
    most = max((max(p.sets) for s in sessions for b in s.blocks for p in b.prescriptions), default=1)
    count = int(rules.weeks.value)
    weeks = []
    for number in range(count):
        if number == 0:
            say = mark("Learn the movements: stay at the lower end of the repetitions.")
        elif number < count - 1:
            say = mark("Add repetitions, as long as form holds.")
        else:
            say = mark("Aim for the upper end of the repetitions with good form.")
        weeks.append(Week(first_week + number, min(most, 2) if number == 0 else most, say))
    return Phase(rules.stage, rules.aim, tuple(weeks), sessions, rules.ready_for_next_when)


def _maintained(used: set[str], worked: set[str], catalogue: Catalogue) -> tuple[str, ...]:
    kept = {impairment for exercise in used for impairment in catalogue.exercises[exercise].treats} - worked
    return tuple(sorted(kept, key=lambda impairment: catalogue.impairments[impairment].treat_order))


def _untreated(
    request: PlanRequest, worked: set[str], offers: tuple[Offer, ...], catalogue: Catalogue
) -> tuple[LeftOut, ...]:
    """Why a needed impairment is not worked on."""
    out = []
    for need in request.needs:
        if need.impairment in worked:
            continue
        impairment = catalogue.impairments[need.impairment]
        if impairment.refer:
            why = impairment.refer
        elif not any(need.impairment in offer.exercise.treats for offer in offers):
            why = mark("No exercise for it is possible within your limits.")
        else:
            why = mark("Other work came first; more minutes or days would make room for it.")
        out.append(LeftOut(need.impairment, "impairment", why, impairment.sources))
    return tuple(out)


def _notes(request: PlanRequest, catalogue: Catalogue) -> tuple[str, ...]:
    notes = [advice for name in sorted(request.precautions) for advice in catalogue.precautions[name].advice]
    for need in request.needs:
        refer = catalogue.impairments[need.impairment].refer
        if refer:
            notes.append(refer)
    if not request.needs:
        notes.append(
            mark("Nothing pointed clearly to a deficit, so the programme keeps every region in use, both sides alike.")
        )
    return tuple(dict.fromkeys(notes))


def _blocked(request: PlanRequest, catalogue: Catalogue, solve: Solve) -> Problem:
    """Find the smallest single change that makes a plan possible."""
    for relaxation in _relaxations(request, catalogue):
        if _attempt(relaxation.request, catalogue, solve) is not None:
            return Problem(relaxation.blocks, say("No programme keeps all your limits."), relaxation.change)
    return Problem(
        "wishes",
        say("No programme keeps all your limits, and no single change of them would be enough."),
        say("Loosen several: more minutes, more equipment, or fewer positions that you cannot take."),
    )


def _relaxations(request: PlanRequest, catalogue: Catalogue) -> tuple[_Relaxation, ...]:
    """Single changes, the smallest first."""
    rules = catalogue.dose_rules
    changes: list[_Relaxation] = []
    for minutes in (request.minutes + more for more in (5, 10, 15, 20, 30)):
        if minutes <= rules.session_minutes_range.high:
            longer = replace(request, minutes=minutes)
            changes.append(_Relaxation("minutes", say("Give sessions {minutes:g} minutes.", minutes=minutes), longer))
    for name in sorted(request.unwanted & set(catalogue.exercises)):
        wanted = replace(request, unwanted=request.unwanted - {name})
        changes.append(_Relaxation("without", say("Allow “{name}”.", name=catalogue.exercises[name].name), wanted))
    for days in range(request.days - 1, int(rules.sessions_per_week_range.low) - 1, -1):
        changes.append(_Relaxation("days", say("Train on {days} days a week.", days=days), replace(request, days=days)))
    for item in sorted(catalogue.equipment.values(), key=lambda item: (not item.household, item.id)):
        if item.id not in request.equipment:
            equipped = replace(request, equipment=request.equipment | {item.id})
            changes.append(_Relaxation("equipment", f"Have {item.name.lower()} at hand.", equipped))
    for position in (position for position in Position if position in request.cannot):
        able = replace(request, cannot=request.cannot - {position})
        changes.append(_Relaxation("cannot", f"Allow {_plain(position)}.", able))
    return tuple(changes)


def _plain(position: Position) -> str:
    return position.value.replace("_", " ")
