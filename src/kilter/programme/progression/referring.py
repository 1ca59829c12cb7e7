"""When a professional should have a look: an answer, a result, or too little come of it."""

from collections.abc import Sequence
from datetime import date

from kilter.programme.progression.decisions import Change, DoneSession, Pause
from kilter.programme.progression.desk import Desk
from kilter.programme.progression.logs import Retested, SafetyAnswered

ENDS = 3
"""Sessions at either end that pain is averaged over."""


def after_answer(desk: Desk, answered: SafetyAnswered) -> None:
    """A safety question that now calls for a professional; the programme rests where its urgency says so."""
    flag = desk.book.red_flags[answered.flag]
    urgency = flag.urgency_of(answered.answer)
    if urgency is None:
        return
    stops = urgency.triage.stops
    inputs = (("flag", flag.name), ("advice", desk.book.advice.get(urgency.value, "")))
    change = Change(refer=True, pause=Pause("refer_red_flag", answered.on) if stops else None)
    desk.decide("refer_red_flag", answered.on, change, inputs)


def after_retest(desk: Desk, retested: Retested) -> None:
    """What the tests point to outside of exercise, and a difference that stays."""
    on, limits = retested.on, desk.limits
    if retested.outside:
        change = Change(refer=True, pause=Pause("refer_outside", on) if retested.stops else None)
        desk.decide("refer_outside", on, change, (("finding", "; ".join(retested.outside)),))
    weeks = (on - desk.state.start.on).days // 7
    stays = any(result.closer is False and _was_apart(desk, result.test, result.measure) for result in retested.results)
    if weeks >= limits.asymmetry_weeks and stays:
        desk.refer("refer_asymmetry_stays", on, (("weeks", weeks),), pause=False)


def _was_apart(desk: Desk, test: str, measure: str) -> bool:
    first = desk.state.first_results.get((test, measure))
    return first is not None and (first.difference_percent or 0.0) >= desk.book.apart_percent


def after_weeks(desk: Desk, on: date) -> None:
    """No improvement by the stated time, though the sessions were done."""
    state, limits = desk.state, desk.limits
    weeks = (on - state.start.on).days // 7
    if weeks < limits.no_improvement_weeks or "refer_no_improvement" in state.referred:
        return
    share = len(state.done) / (state.start.programme.days_per_week * weeks)
    if share < limits.no_improvement_adherence or len(state.done) < 2 * ENDS:
        return
    before, now = _pain(state.done[:ENDS]), _pain(state.done[-ENDS:])
    hurts = now > 0
    goals_better = sum(state.goals) > sum(state.start.goals)
    if hurts and now >= before and not goals_better:
        inputs = (("weeks", weeks), ("done", round(100 * min(1.0, share))))
        desk.refer("refer_no_improvement", on, inputs, pause=False)


def _pain(done: Sequence[DoneSession]) -> float:
    return sum(one.worst_pain for one in done) / len(done)
