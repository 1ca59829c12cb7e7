"""What becomes of one exercise on one side after a session: a table of rules, of which the first that applies decides.

The careful rules stand first: pain, then what holds the whole person, then whether the work was done, its form and its
effort; only what passes all of them may rise, one thing at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from kilter.programme.progression.decisions import Input
from kilter.programme.progression.dose import Ladder, Track, lowered, step_up, stepped_down
from kilter.programme.progression.limits import Limits
from kilter.programme.progression.shown import Shown


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that the rules look at, for one exercise on one side."""

    track: Track
    ladder: Ladder
    shown: Shown | None
    """None where nothing of it was done."""
    asked_sets: int
    on: date
    held_by: str
    """The rule that holds the whole person back, with its reason; empty where none does."""
    lead: int
    """How many steps the other side is behind; 0 where there is no other side."""
    may_add_set: bool
    limits: Limits


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rule that decided, the track after it, and what it looked at."""

    rule: str
    track: Track
    inputs: tuple[Input, ...] = ()


def judge(case: Case) -> Verdict:
    """Hold a case against the table; the last rule applies always."""
    for rule in TABLE:
        verdict = rule(case)
        if verdict is not None:
            return verdict
    raise AssertionError("the last rule of the table applies always")


def _pain_stop(case: Case) -> Verdict | None:
    """Sharp pain and its like, or more than the model accepts: one step back."""
    shown = case.shown
    if shown is None:
        return None
    if shown.stop_sign is not None:
        return _back("step_back_stop_sign", case, (("sign", shown.stop_sign.value),))
    if shown.worst_pain > case.limits.pain_step_back:
        return _back("step_back_strong_pain", case, (("pain", shown.worst_pain),))
    return None


def _pain_step_back(case: Case) -> Verdict | None:
    shown, limits = case.shown, case.limits
    if shown is None:
        return None
    if shown.worst_pain > limits.pain_hold:
        return _back("step_back_pain", case, (("pain", shown.worst_pain),))
    if shown.pain_rise >= limits.pain_rise and shown.worst_pain > limits.pain_progress:
        return _back("step_back_rising_pain", case, (("rise", shown.pain_rise), ("pain", shown.worst_pain)))
    return None


def _pain_hold(case: Case) -> Verdict | None:
    if case.shown is None or case.shown.worst_pain <= case.limits.pain_progress:
        return None
    return Verdict("hold_pain", _still(case.track), (("pain", case.shown.worst_pain),))


def _held(case: Case) -> Verdict | None:
    """Something holds the whole person: the streak is kept, nothing rises."""
    return Verdict(case.held_by, case.track) if case.held_by else None


def _not_done(case: Case) -> Verdict | None:
    """Skipped or cut short, or done at an easier level: never progress."""
    shown = case.shown
    done = 0 if shown is None else shown.sets
    if shown is None or done < case.asked_sets or shown.easier:
        inputs = (("done", done), ("asked", case.asked_sets))
        return Verdict("hold_not_all_done", case.track.but(streak=0), inputs)
    return None


def _too_hard(case: Case) -> Verdict | None:
    """Poor form or too few repetitions: held once, then one step back."""
    shown, limits, track = case.shown, case.limits, case.track
    if shown is None:
        return None
    poor = shown.clean_share < limits.poor_share
    short = shown.least < case.ladder.low
    if not poor and not short:
        return None
    inputs: tuple[Input, ...] = (("clean", round(100 * shown.clean_share)), ("least", shown.least))
    running = track.too_hard + 1
    if running >= limits.too_hard_sessions:
        return _back("step_back_form" if poor else "step_back_too_hard", case, inputs, pain=False)
    return Verdict("hold_form" if poor else "hold_too_few", _still(track).but(too_hard=running), inputs)


def _form(case: Case) -> Verdict | None:
    shown = case.shown
    if shown is None or shown.clean_share >= case.limits.clean_share:
        return None
    return Verdict("hold_form", _still(case.track), (("clean", round(100 * shown.clean_share)),))


def _effort(case: Case) -> Verdict | None:
    """Fewer repetitions in reserve than asked for: good work, and enough."""
    shown = case.shown
    if shown is None or shown.reserve is None or shown.reserve >= case.ladder.reserve:
        return None
    inputs = (("reserve", shown.reserve), ("asked", case.ladder.reserve))
    return Verdict("hold_effort", _still(_calm(case.track)), inputs)


def _way_back(case: Case) -> Verdict | None:
    """After a step back: calm sessions first, then the dose that was left, one step at a time."""
    track = case.track
    if track.cooling > 1:
        inputs = (("sessions", track.cooling - 1),)
        return Verdict("hold_settling", _calm(track), inputs)
    if not track.back_from:
        return None
    if _raised_lately(case):
        return Verdict("hold_week", track)
    dose = replace(track.back_from[-1], aim=case.ladder.low)
    back = track.but(
        dose=dose, height=track.height + 1, cooling=0, streak=0, too_hard=0, still=0,
        raised_on=case.on, back_from=track.back_from[:-1],
    )  # fmt: skip
    return Verdict("restore_after_break" if track.away else "restore_after_pain", back)


def _aim(case: Case) -> Verdict | None:
    """Below the upper end of the range the aim follows what was done, and what could have been done."""
    shown, track, ladder = case.shown, case.track, case.ladder
    dose = track.dose
    if shown is None:
        return None
    if shown.least < dose.aim:
        return Verdict("hold_aim", _still(track), (("least", shown.least), ("aim", dose.aim)))
    if dose.aim >= ladder.high:
        return None
    step = case.limits.seconds_step if ladder.timed else case.limits.repetitions_step
    aim = min(ladder.high, max(dose.aim + step, shown.least + _spare(case)))
    if aim >= ladder.high and _beyond(case) >= 0:
        streak = track.streak + 1 if _beyond(case) >= _needed(case) else 0
    else:
        streak = 0
    raised = track.but(dose=replace(dose, aim=aim), streak=streak, too_hard=0, still=0, cooling=0)
    return Verdict("raise_aim", raised, (("aim", aim), ("least", shown.least)))


def _goal(case: Case) -> Verdict | None:
    """At the upper end: so far beyond it, in so many sessions running, and one thing rises."""
    shown, track, limits = case.shown, case.track, case.limits
    if shown is None:
        return None
    beyond = _beyond(case)
    if beyond < _needed(case):
        return Verdict("hold_goal", _still(track).but(streak=0), (("beyond", beyond),))
    wanted = limits.sessions if shown.seen else limits.sessions_unseen
    streak = track.streak + 1
    if streak < wanted:
        inputs = (("streak", streak), ("sessions", wanted))
        return Verdict("hold_streak", _still(track).but(streak=streak), inputs)
    ready = track.but(streak=streak, too_hard=0)
    if case.lead >= max(1, limits.side_gap):
        return Verdict("hold_side_gap", _still(ready), (("steps", case.lead),))
    if _raised_lately(case):
        return Verdict("hold_week", ready)
    up = step_up(track, case.ladder, limits, may_add_set=case.may_add_set)
    if up is None:
        return Verdict("hold_top", ready)
    rule, dose = up
    risen = ready.but(dose=dose, height=track.height + 1, streak=0, still=0, cooling=0, raised_on=case.on)
    return Verdict(rule, risen, (("streak", streak), ("beyond", beyond)))


TABLE: tuple[Callable[[Case], Verdict | None], ...] = (
    _pain_stop,
    _pain_step_back,
    _pain_hold,
    _held,
    _not_done,
    _too_hard,
    _form,
    _effort,
    _way_back,
    _aim,
    _goal,
)


def _beyond(case: Case) -> int:
    """How far the last set went beyond the upper end, repetitions in reserve beyond the asked ones included."""
    shown = case.shown
    if shown is None:
        return 0
    return shown.last - case.ladder.high + _spare(case)


def _spare(case: Case) -> int:
    """Repetitions in reserve beyond the asked ones, as far as they are counted."""
    shown = case.shown
    if shown is None or shown.reserve is None or case.ladder.timed:
        return 0
    return min(case.limits.reserve_most, max(0, shown.reserve - case.ladder.reserve))


def _needed(case: Case) -> int:
    return case.limits.beyond_s if case.ladder.timed else case.limits.beyond_repetitions


def _raised_lately(case: Case) -> bool:
    raised = case.track.raised_on
    return raised is not None and (case.on - raised).days < case.limits.raise_days


def _back(rule: str, case: Case, inputs: tuple[Input, ...], *, pain: bool = True) -> Verdict:
    """One step down; because of pain the dose that is left is remembered, and the history of progress stays."""
    track = case.track
    down = stepped_down(track, case.ladder, case.limits).but(cooling=case.limits.calm_sessions + 1)
    if pain:
        kept = (*track.back_from, track.dose) if lowered(track.dose, down.dose) else track.back_from
        down = down.but(streak=track.streak, back_from=kept, away=False)
    return Verdict(rule, down, inputs)


def _calm(track: Track) -> Track:
    return track.but(cooling=track.cooling - 1) if track.cooling > 1 else track


def _still(track: Track) -> Track:
    return track.but(still=track.still + 1)
