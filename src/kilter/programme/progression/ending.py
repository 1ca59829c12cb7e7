"""What a session comes to: every exercise and side judged, then the session as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kilter.programme.programme import Prescription
from kilter.programme.progression.decisions import Change, DoneSession, Input, Swap, TrackChange
from kilter.programme.progression.desk import Desk
from kilter.programme.progression.dose import Dose, Key, Track, no_harder, stepped_down
from kilter.programme.progression.holding import held_by
from kilter.programme.progression.judging import Case, Verdict, judge
from kilter.programme.progression.logs import SessionEnded, SetDone, Went
from kilter.programme.progression.plan_of_day import asked_of, main_work, phase_of, session_of
from kilter.programme.progression.referring import after_weeks
from kilter.programme.progression.shown import Shown, show
from kilter.programme.progression.tracks import begun

PLATEAU = frozenset({"hold_effort", "hold_aim", "hold_goal", "hold_streak", "hold_form"})
"""Rules under which a long standstill is one."""

MEETS_THE_GOAL = frozenset({"raise_sets", "raise_load", "raise_level", "hold_side_gap", "hold_week", "hold_top"})
"""Rules that follow from having gone beyond the goal often enough."""


def after_session(desk: Desk, ended: SessionEnded) -> None:
    """Judge every exercise and side of the session, then the session as a whole."""
    open_ = desk.state.session
    if open_ is None:
        return
    on, state = open_.on, desk.state
    session = session_of(state)
    planned = {exercise: prescription for prescription, exercise in main_work(session, state)}
    keys = [(exercise, side) for exercise in planned for side in state.start.ladders[exercise].sides]
    sets_of: dict[Key, list[SetDone]] = {}
    for done in open_.sets:
        sets_of.setdefault((done.exercise, done.side), []).append(done)
    keys += [key for key in sets_of if key not in keys and key in state.tracks]
    held = held_by(state, on, desk.book)
    shares = []
    for key in keys:
        share = _judge_key(desk, key, sets_of.get(key, []), planned, held, on)
        if share is not None:
            shares.append(share)
    worst = max((done.pain for done in open_.sets), default=0)
    clean = sum(shares) / len(shares) if shares else 1.0
    desk.decide(
        "session_over",
        on,
        Change(
            session=DoneSession(on, session.name, state.phase, len(open_.sets), worst, clean, ended.went),
            next_session=(state.next_session + 1) % len(phase_of(state).sessions),
            flag=worst > desk.limits.pain_hold or ended.went is Went.BADLY,
        ),
        (("sets", len(open_.sets)), ("clean", round(100 * clean)), ("pain", worst)),
    )
    after_weeks(desk, on)


def _judge_key(
    desk: Desk, key: Key, sets: Sequence[SetDone], planned: Mapping[str, Prescription], held: str, on: date
) -> float | None:
    """Judge one exercise on one side, and keep its verdict.

    Returns:
        the share of clean repetitions; None where nothing was done.
    """
    state, limits = desk.state, desk.limits
    exercise, side = key
    track, ladder = _with_load(desk, key, sets), state.start.ladders[exercise]
    asked = asked_of(track, planned.get(exercise), side, state, on, limits)
    shown: Shown | None = None
    if sets:
        shown = show(sets, asked, ladder, desk.book.majors.get(exercise, frozenset()), limits)
        track = _as_done(track, asked)
    else:
        track = track.but(asked=asked if track.asked is None else no_harder(asked, track.asked, limits))
    other = state.tracks.get((exercise, side.other)) if side is not None else None
    verdict = judge(
        Case(
            track=track,
            ladder=ladder,
            shown=shown,
            asked_sets=asked.sets,
            on=on,
            held_by=held,
            lead=track.height - other.height if other is not None else 0,
            may_add_set=_may_add_set(desk, on),
            limits=limits,
        )
    )
    if verdict.track.still >= limits.plateau_sessions and verdict.rule in PLATEAU:
        _plateau(desk, key, verdict.track, planned.get(exercise), on)
    else:
        _keep(desk, key, track, verdict, on)
    return None if shown is None else shown.clean_share


def _keep(desk: Desk, key: Key, track: Track, verdict: Verdict, on: date) -> None:
    """Make the verdict a decision; while a clinician has not agreed to a rise, the dose stays."""
    met = key[0] if verdict.rule in MEETS_THE_GOAL else None
    meanwhile = None
    if desk.state.approval:
        waiting = track.but(streak=max(track.streak, verdict.track.streak))
        meanwhile = Change(tracks=(TrackChange(*key, waiting),), met=met)
    desk.decide(
        verdict.rule,
        on,
        Change(tracks=(TrackChange(*key, verdict.track),), met=met, set_added=verdict.rule == "raise_sets"),
        verdict.inputs,
        key=key,
        meanwhile=meanwhile,
    )


def _as_done(track: Track, asked: Dose) -> Track:
    """The track as it was worked on: a rise that was not asked for yet waits on the way back."""
    dose = track.dose
    waits = asked.rung < dose.rung or (asked.load != dose.load and asked.load is not None and asked.load.colour)
    if not waits:
        return track.but(asked=asked)
    done = replace(dose, rung=asked.rung, load=asked.load)
    return track.but(asked=asked, dose=done, height=track.height - 1, back_from=(*track.back_from, dose))


def _with_load(desk: Desk, key: Key, sets: Sequence[SetDone]) -> Track:
    """The track with the load that was worked with, where the level is the one asked for."""
    track = desk.state.tracks[key]
    ladder = desk.state.start.ladders[key[0]]
    rung = ladder.rungs[track.dose.rung]
    loads = [done.load for done in sets if done.load is not None and done.level == rung.level]
    if not loads or loads[-1].kind is not rung.load:
        return track
    if track.dose.load is None or track.dose.load.kind is not loads[-1].kind:
        return track.but(dose=replace(track.dose, load=loads[-1]))
    return track


def _may_add_set(desk: Desk, on: date) -> bool:
    """Whether one set more keeps the week's growth within its limit."""
    state, limits = desk.state, desk.limits
    sets = len(state.session.sets) if state.session else 0
    for done in reversed(state.done):
        if (on - done.on).days >= 7:
            break
        sets += done.sets
    added = sum((on - day).days < 7 for day in state.sets_added_on) + 1
    return added <= limits.sets_growth * sets


def _plateau(desk: Desk, key: Key, track: Track, prescription: Prescription | None, on: date) -> None:
    """Another exercise where one is open that is not in the programme yet; else one step down, to build up anew."""
    state = desk.state
    ladder = state.start.ladders[key[0]]
    used = {name for name, _ in state.tracks}
    by = next((name for name in ladder.alternatives if name not in used), None)
    inputs: tuple[Input, ...] = (("sessions", track.still),)
    if by is not None and prescription is not None:
        fresh = state.start.ladders[by]
        desk.decide(
            "plateau_swap",
            on,
            Change(
                tracks=tuple(TrackChange(by, side, begun(fresh, prescription, side)) for side in fresh.sides),
                swap=Swap(key[0], by),
            ),
            (*inputs, ("by", by)),
            key=key,
            meanwhile=Change(tracks=(TrackChange(*key, track.but(still=0)),)),
        )
        return
    eased = stepped_down(track, ladder, desk.limits).but(cooling=desk.limits.calm_sessions + 1)
    desk.decide("plateau_level", on, Change(tracks=(TrackChange(*key, eased),)), inputs, key=key)
