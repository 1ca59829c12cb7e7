"""Deciding: what follows from something that was logged. The same, in the same order, whenever it is asked."""

from datetime import date

from kilter.programme.progression.decisions import Decision
from kilter.programme.progression.desk import Desk
from kilter.programme.progression.during import after_set
from kilter.programme.progression.editing import after_dose_set, after_left_out, after_taken_in
from kilter.programme.progression.ending import after_session
from kilter.programme.progression.logs import (
    DoseSet,
    ExerciseLeftOut,
    ExerciseTakenIn,
    Log,
    Morning,
    Retested,
    SafetyAnswered,
    SessionEnded,
    SetDone,
    SetsSkipped,
    Swapped,
)
from kilter.programme.progression.mornings import after_morning
from kilter.programme.progression.opening import open_session
from kilter.programme.progression.referring import after_answer, after_retest
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import Start, TrainingState, apply
from kilter.programme.progression.swapping import after_swap
from kilter.programme.progression.tracks import tracks_of_phase


def begin(start: Start) -> TrainingState:
    """The state of a record that has just begun."""
    results = {(result.test, result.measure): result for result in start.results}
    state = TrainingState(
        start=start,
        today=start.on,
        phase=0,
        phase_from=start.on,
        next_session=0,
        tracks={},
        swapped={},
        deload_from=start.on,
        results=results,
        first_results=results,
        goals=start.goals,
        approval=start.approval,
    )
    return state.but(tracks=dict(tracks_of_phase(state, 0)))


def advance(state: TrainingState, log: Log, book: Rulebook) -> tuple[TrainingState, tuple[Decision, ...]]:
    """Take something in that was logged, and decide what follows.

    Args:
        state: before it.
        log: what was logged; it fits the state (see ``checking``).
        book: the rules.

    Returns:
        the state after it and its decisions, and the decisions in their order.
    """
    desk = Desk(state, book)
    if state.session is None and isinstance(log, SetDone | SetsSkipped):
        open_session(desk, log.on)
    desk.state = apply(desk.state, log)
    match log:
        case SetDone():
            after_set(desk, log)
        case SessionEnded():
            after_session(desk, log)
        case Morning():
            after_morning(desk, log)
        case SafetyAnswered():
            after_answer(desk, log)
        case Retested():
            after_retest(desk, log)
        case Swapped():
            after_swap(desk, log)
        case DoseSet():
            after_dose_set(desk, log)
        case ExerciseLeftOut():
            after_left_out(desk, log)
        case ExerciseTakenIn():
            after_taken_in(desk, log)
        case _:
            pass
    return desk.state, tuple(desk.made)


def preview(state: TrainingState, on: date, book: Rulebook) -> tuple[TrainingState, tuple[Decision, ...]]:
    """What would be decided if a session began on a day; nothing is kept.

    A session left open on an earlier day is over by then.
    """
    desk = Desk(state, book)
    if state.session is not None and state.session.on < on:
        after_session(desk, SessionEnded(state.session.on))
    if desk.state.session is None:
        open_session(desk, on)
    return desk.state, tuple(desk.made)
