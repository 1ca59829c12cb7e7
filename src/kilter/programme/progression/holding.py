"""What keeps everything from rising, for the whole person, on a day."""

from datetime import date

from kilter.programme.progression.limits import Limits
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import TrainingState


def held_by(state: TrainingState, on: date, book: Rulebook) -> str:
    """The rule that keeps everything from rising on a day; empty where none does."""
    return held_under(state, on, book.limits)


def held_under(state: TrainingState, on: date, limits: Limits) -> str:
    """The same, for those who have the numbers only."""
    if state.pause is not None:
        return "hold_safety"
    if state.hold is not None and on < state.hold.until:
        return state.hold.rule
    if state.deload_until is not None and on < state.deload_until:
        return "hold_deload"
    if state.returned_on == on:
        return "hold_return"
    last = state.mornings[-1] if state.mornings else None
    if last is not None and last.soreness >= limits.soreness_hold:
        before = state.last_session_on
        if before is None or last.on > before:
            return "hold_soreness"
    return ""
