"""The story so far: what was done, how it felt, what became of it, and what was changed for which reason."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from kilter.exchange.report.changes import changes_of, waiting_of
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.pieces import Pair, Picture, Said
from kilter.exchange.report.standing import standing_of
from kilter.exchange.report.story_parts import GoalChange, StoryPart
from kilter.exchange.report.told import TrainingTold, percent
from kilter.exchange.report.training import STAGE_WORDS
from kilter.exchange.report.trends import trend_rows_of
from kilter.exchange.report.words import counted, listed, long_date, uncapitalised
from kilter.exchange.training_charts import Bar, PainDay, draw_bars, draw_pain
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.citing import Number
from kilter.programme.progression.logs import GoalScored
from kilter.programme.progression.plan_of_day import phase_of, session_of
from kilter.screening.retest import DueStatus, DueTest

ENDS = 3
"""Sessions at either end that pain is compared over."""
MOST_DAYS = 4
"""More days than this are counted, not named."""
MOST_DUE = 4
"""Days on which tests are due, as far ahead as is worth telling."""


def story_part(told: TrainingTold, catalogue: Catalogue, citations: Citations) -> StoryPart:
    """Tell what happened since the beginning.

    Args:
        told: the record.
        catalogue: for names and rules.
        citations: numbers the sources of what is said.
    """
    changes, more = changes_of(told, catalogue, citations)
    trends = trend_rows_of(told, catalogue, citations)
    return StoryPart(
        frame=tuple(pair for pair in _frame(told) if pair.text),
        sessions=_sessions(told) if told.state.done else None,
        sessions_text=_sessions_text(told),
        pain=pain_picture(told),
        pain_text=pain_in_words(told),
        pain_limits=_pain_limits(catalogue, citations) if told.pain_of_days else None,
        trends=trends,
        trends_text=_trends_text(told, any_=bool(trends)),
        due=_due(told, catalogue),
        due_text=_due_text(told, catalogue),
        goals=goals_of(told),
        goals_text=_goals_text(told),
        standing=standing_of(told, catalogue),
        waiting=waiting_of(told, catalogue, citations),
        changes=changes,
        changes_text=_changes_text(len(changes), more),
    )


def next_steps(told: TrainingTold, catalogue: Catalogue) -> tuple[Said, ...]:
    """What to do next, for the summary."""
    state = told.state
    if state.pause is not None:
        return (
            Said("Rest from the programme, and see a professional."),
            Said("Take the letter with you; it says what was found, what was done and what happened."),
        )
    steps = []
    if told.referring:
        steps.append("Have it looked at: take the letter with you to a professional.")
    if state.finished:
        steps.append("Keep it up with one or two sessions a week at the load that you reached.")
    else:
        steps.append(f"Go on with session {session_of(state).name}: {phase_in_words(told)}.")
    if state.proposals:
        count = counted(len(state.proposals), "proposal waits", "proposals wait")
        steps.append(f"{count} for an answer; see “The story so far”.")
    due = next(iter(_due(told, catalogue)), None)
    if due is not None:
        steps.append(f"Test again, {due.name}: {due.text}.")
    return tuple(Said(step) for step in steps)


def _frame(told: TrainingTold) -> list[Pair]:
    state = told.state
    weeks = counted(state.start.programme.weeks, "week", "weeks")
    return [
        Pair("Began", f"{long_date(state.start.on)}, planned for {weeks}"),
        Pair("Now", "finished; one or two sessions a week keep it up" if state.finished else phase_in_words(told)),
        Pair("Paused", _paused(told)),
        Pair("Held", _held(told)),
        Pair("Sessions", sessions_in_words(told)),
        Pair("Comes next", "" if state.pause else f"session {session_of(state).name}"),
        Pair("Tests done again", days_in_words(state.retested_on)),
    ]


def days_in_words(days: Sequence[date]) -> str:
    """A few days by name, of many how many and the last."""
    different = sorted(set(days))
    if len(different) > MOST_DAYS:
        return f"on {len(different)} days, the last on {long_date(different[-1])}"
    return listed(long_date(on) for on in different)


def phase_in_words(told: TrainingTold) -> str:
    """“phase 2 of 4, strength; week 3 of 4”."""
    state = told.state
    phase, phases = phase_of(state), state.start.programme.phases
    until = state.pause.on if state.pause else told.on
    week = (until - state.phase_from).days // 7 + 1
    planned = len(phase.weeks)
    weeks = f"week {week} of {planned}" if week <= planned else f"week {week}, {planned} were planned"
    return f"phase {state.phase + 1} of {len(phases)}, {uncapitalised(STAGE_WORDS[phase.stage])}; {weeks}"


def _paused(told: TrainingTold) -> str:
    pause = told.state.pause
    return "" if pause is None else f"since {long_date(pause.on)}, until a professional has had a look"


def _held(told: TrainingTold) -> str:
    """What keeps the work from rising, or makes it lighter, on the day of the report."""
    state, said = told.state, []
    if state.pause is None:
        if state.deload_until is not None and told.on < state.deload_until:
            said.append(f"an easier week until {long_date(state.deload_until)}")
        if state.ease_until is not None and told.on < state.ease_until:
            said.append(f"about a third less until {long_date(state.ease_until)}, after a bad morning")
        elif state.hold is not None and told.on < state.hold.until:
            why = "a bad morning" if state.hold.rule == "hold_morning" else "a stop sign"
            said.append(f"nothing gets harder until {long_date(state.hold.until)}, after {why}")
    return "; ".join(said)


def sessions_in_words(told: TrainingTold) -> str:
    """How many were done, of how many that were planned."""
    done = told.state.done
    if not done:
        return "none logged yet"
    words = f"{len(done)} in all, the last on {long_date(done[-1].on)}"
    if told.kept is None:
        return words
    kept, planned = told.kept
    over = [week for week in told.weeks if week.over and week.planned is not None]
    weeks = "the week that is over" if len(over) == 1 else f"the {len(over)} weeks that are over"
    return f"{words}; in {weeks} {kept} of {planned} planned ({percent(kept, planned)} per cent)"


def _sessions(told: TrainingTold) -> Picture:
    weeks = told.weeks
    bars = [Bar(str(week.number), week.done, week.planned) for week in weeks]
    each = ", ".join(f"week {week.number} {week.done}" for week in weeks)
    return Picture(draw_bars(bars, unit="sessions, by week"), f"Sessions done: {each}.")


def _sessions_text(told: TrainingTold) -> str:
    if not told.state.done:
        return "No session has been logged yet. What is done is shown here, week by week, beside what was planned."
    if any(week.planned is None for week in told.weeks):
        return "Weeks without a line are not counted: the programme rested in them, or is over."
    return "" if told.weeks[-1].over else "The last week is still going on."


def pain_picture(told: TrainingTold) -> Picture | None:
    """Pain on each day, with the limits from which something else is done."""
    days = told.pain_of_days
    if not days:
        return None
    limits = (told.limits.pain_progress, told.limits.pain_hold, told.limits.pain_step_back)
    svg = draw_pain([PainDay(*day) for day in days], limits)
    return Picture(svg, f"Pain from {long_date(days[0][0])} to {long_date(days[-1][0])}. {pain_in_words(told)}")


def pain_in_words(told: TrainingTold) -> str:
    """How much it hurt at first, and lately."""
    if not told.pain_of_days:
        return "Nothing has been told about pain yet."
    done, said = told.state.done, []
    if len(done) >= 2 * ENDS:
        first, last = (max(one.worst_pain for one in part) for part in (done[:ENDS], done[-ENDS:]))
        said.append(f"During exercise up to {first} of 10 in the first three sessions, up to {last} in the last three.")
    elif told.sets:
        said.append(f"During exercise up to {max(one.pain for one in told.sets)} of 10.")
    mornings = [morning.pain for morning in told.mornings]
    usual = told.state.start.usual_pain
    if mornings:
        times = counted(len(mornings), "morning", "mornings")
        above = sum(pain > usual for pain in mornings)
        rest = f"above the usual {usual} on {above}" if above else f"never above the usual {usual}"
        said.append(f"Told of {times}: up to {max(mornings)} of 10, {rest}.")
    else:
        said.append("No morning has been told of.")
    return " ".join(said)


def _pain_limits(catalogue: Catalogue, citations: Citations) -> Said:
    rules = catalogue.progression_rules
    rise, hold, back = rules.pain_progress_max, rules.pain_hold_max, rules.pain_step_back_max
    text = (
        f"Quiet lines: up to {rise.value:g} the work may rise, up to {hold.value:g} it stays, up to {back.value:g} it "
        "goes one step back, above that the session ends."
    )
    return Said(text, _cite(citations, rise, hold, back))


def _cite(citations: Citations, *numbers: Number) -> tuple[int, ...]:
    return tuple(sorted({each for one in numbers for each in citations.cite(one.sources, one.grade)}))


def _trends_text(told: TrainingTold, *, any_: bool) -> str:
    if any_:
        return (
            "Each value stands with its 95 % error band. A change is called one only beyond the smallest change that "
            "the test can tell; anything less is “cannot tell”, in either direction."
        )
    if told.trends:
        return "No test has been done again yet, so nothing can be said about a change."
    return "Nothing was measured at the beginning, so there is nothing to compare with. The first test makes a start."


def _due(told: TrainingTold, catalogue: Catalogue) -> tuple[Pair, ...]:
    """The tests to be done again, by day."""
    open_ = [due for due in told.retests.due if due.status is not DueStatus.DONE]
    days = []
    for on, of_day in groupby(open_, key=lambda due: due.due):
        tests = list(of_day)
        minutes = round(sum(due.minutes for due in tests))
        names = "; ".join(_name(due, catalogue) for due in tests)
        days.append(Pair(f"{long_date(on)}{_status(tests)}", f"{names} (about {minutes} min)"))
    return tuple(days[:MOST_DUE])


def _due_text(told: TrainingTold, catalogue: Catalogue) -> str:
    untold = [uncapitalised(catalogue.impairments[one.impairment].name) for one in told.retests.untold]
    if untold:
        return f"No test at hand can show a change of {listed(dict.fromkeys(untold))}."
    return "" if _due(told, catalogue) else "No test is due."


def _name(due: DueTest, catalogue: Catalogue) -> str:
    sides = ", both sides" if due.sides else ""
    return f"{catalogue.tests[due.test].name}{sides}"


def _status(tests: list[DueTest]) -> str:
    if any(due.status is DueStatus.OVERDUE for due in tests):
        return " (overdue)"
    return " (due now)" if any(due.status is DueStatus.DUE for due in tests) else ""


def goals_of(told: TrainingTold) -> tuple[GoalChange, ...]:
    """Each goal in the person's own scores."""
    scored = {log.goal for log in told.logs if isinstance(log, GoalScored)}
    state = told.state
    texts = [goal.text for goal in told.first.screening.goals]
    rows = []
    for number, (text, first) in enumerate(zip(texts, state.start.goals, strict=False)):
        again = number in scored and number < len(state.goals)
        now = state.goals[number] if again else first
        change = _rise(now - first) if again else "not scored again yet"
        rows.append(GoalChange(text, str(first), str(now) if again else "–", change))
    return tuple(rows)


def _rise(points: int) -> str:
    if points == 0:
        return "as at first"
    return f"{counted(abs(points), 'point', 'points')} {'better' if points > 0 else 'worse'}"


def _goals_text(told: TrainingTold) -> str:
    if told.state.start.goals:
        return "In your own words and scores: 0 is not at all, 10 is fully. A single point may be chance."
    return "No goals were named at the beginning."


def _changes_text(shown: int, more: int) -> str:
    if not shown:
        return "Nothing has been changed yet. What rises, goes back or rests stands here with its reason."
    return f"{counted(more, 'earlier change is', 'earlier changes are')} not shown." if more else ""
