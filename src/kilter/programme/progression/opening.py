"""What a day brings before its first set: the way back after a break, an easier week, the next phase."""

from datetime import date, timedelta
from math import ceil

from kilter.programme.progression.decisions import Change, PhaseBegins, TrackChange
from kilter.programme.progression.desk import Desk
from kilter.programme.progression.dose import after_break
from kilter.programme.progression.gates import criteria_of
from kilter.programme.progression.plan_of_day import phase_of
from kilter.programme.progression.tracks import tracks_of_phase


def open_session(desk: Desk, on: date) -> None:
    """What a day brings before its first set: the way back after a break, an easier week, the next phase."""
    _return(desk, on)
    _deload(desk, on)
    hold = desk.state.hold
    if desk.state.pause is None and (hold is None or on >= hold.until):
        _phase(desk, on)


def _return(desk: Desk, on: date) -> None:
    state, limits = desk.state, desk.limits
    last = state.last_session_on
    if last is None or (state.returned_on is not None and state.returned_on > last):
        return
    days = (on - last).days
    missed = days - ceil(7 / state.start.programme.days_per_week)
    if missed < limits.break_one_days:
        return
    steps = 0 if missed == limits.break_one_days else 1 if missed <= limits.break_two_days else 2
    rule = ("return_short", "return_one_step", "return_two_steps")[steps]
    changes = tuple(
        TrackChange(*key, after_break(track, state.start.ladders[key[0]], limits, steps))
        for key, track in (state.tracks.items() if steps else ())
    )
    change = Change(tracks=changes, returned=True, deload_from=on if steps else None)
    desk.decide(rule, on, change, (("days", days),))


def _deload(desk: Desk, on: date) -> None:
    state, limits = desk.state, desk.limits
    if state.deload_until is not None and on < state.deload_until:
        return
    recent = [day for day in state.flags if (on - day).days < limits.deload_flags_days]
    until = on + timedelta(days=limits.deload_days)
    change = Change(deload_from=until, deload_until=until)
    since = state.deload_from or state.start.on
    weeks = (on - since).days // 7
    if len(recent) >= limits.deload_flags:
        desk.decide("deload_flags", on, change, (("flags", len(recent)),))
    elif weeks >= limits.deload_weeks:
        desk.decide("deload_planned", on, change, (("weeks", weeks),))


def _phase(desk: Desk, on: date) -> None:
    state, limits = desk.state, desk.limits
    weeks = (on - state.phase_from).days / 7
    planned = len(phase_of(state).weeks)
    if state.finished or weeks < planned:
        return
    criteria = criteria_of(state, on, limits.gates)
    patient = weeks < planned + limits.longer_weeks
    own = [done for done in state.done if done.phase == state.phase]
    missing = [one for one in criteria if one.met is False or (one.met is None and patient)]
    if missing or not own:
        if state.stayed_on is None or (on - state.stayed_on).days >= 7:
            said = "; ".join(one.say + (" (not measured yet)" if one.met is None else "") for one in missing)
            desk.decide("stay_in_phase", on, Change(stayed=True), (("missing", said or "no session done in it"),))
        return
    number = state.phase + 1
    if number == len(state.start.programme.phases):
        desk.decide("finish", on, Change(finished=True))
        return
    changes = tuple(TrackChange(*key, track) for key, track in tracks_of_phase(state, number))
    stage = state.start.programme.phases[number].stage.value
    desk.decide("next_phase", on, Change(tracks=changes, phase=PhaseBegins(number, on)), (("stage", stage),))
