"""What the programme asks for on a day: the next session with the doses that its tracks have reached."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from kilter.body.sides import Side
from kilter.programme.programme import BlockKind, Phase, Prescription, Session, Week
from kilter.programme.progression.dose import Dose, Key, Ladder, Track, no_harder
from kilter.programme.progression.holding import held_under
from kilter.programme.progression.limits import Limits
from kilter.programme.progression.logs import Load, LoadKind
from kilter.programme.progression.state import TrainingState


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of one side today."""

    side: Side | None
    level: str
    sets: int
    aim: int
    """Repetitions or seconds to reach in each set."""
    high: int
    """The upper end of the range; two beyond it in the last set count."""
    load: Load | None


@dataclass(frozen=True, slots=True)
class Work:
    """One exercise of today."""

    prescription: Prescription
    """As planned; an exercise that took another's place stands in it already."""
    timed: bool
    targets: tuple[Target, ...]
    """The side to begin with first; empty in warm-up and cool-down, where the prescription says it all."""
    instead_of: str | None = None


def phase_of(state: TrainingState) -> Phase:
    """The present phase."""
    return state.start.programme.phases[state.phase]


def week_of(state: TrainingState, on: date) -> Week:
    """The week of the phase on a day; its last week goes on for as long as the phase does."""
    weeks = phase_of(state).weeks
    return weeks[min((on - state.phase_from).days // 7, len(weeks) - 1)]


def session_of(state: TrainingState) -> Session:
    """The session that comes next."""
    return phase_of(state).sessions[state.next_session]


def main_work(session: Session, state: TrainingState) -> Iterator[tuple[Prescription, str]]:
    """The main exercises of a session, each with the exercise that stands in its place now; none that is left out."""
    for prescription in session.prescriptions(BlockKind.MAIN):
        exercise = current_exercise(prescription.exercise, state)
        if exercise not in state.left_out:
            yield prescription, exercise


def current_exercise(exercise: str, state: TrainingState) -> str:
    """What has taken the place of an exercise, or itself."""
    while exercise in state.swapped:
        exercise = state.swapped[exercise]
    return exercise


def asked_of(
    track: Track, prescription: Prescription | None, side: Side | None, state: TrainingState, on: date, limits: Limits
) -> Dose:
    """What is asked of a track on a day.

    Never more sets than planned, fewer in an easier week; less after a bad morning; and where nothing may rise, nothing
    harder than was asked for the last time, even if it had been earned before.

    Args:
        track: where it stands.
        prescription: as planned; None for work beyond the plan.
        side: of the track.
        state: the record.
        on: the day.
        limits: the numbers of the rules.
    """
    dose = eased(track.dose, state, on, limits)
    sets = dose.sets
    if prescription is not None:
        planned, extra = planned_sets(prescription, side)
        sets = min(planned, sets, week_of(state, on).sets + extra)
    if state.deload_until is not None and on < state.deload_until:
        sets = ceil(sets * limits.deload_share)
    sets = max(1, sets)
    if sets != dose.sets:
        dose = replace(dose, sets=sets)
    if track.asked is not None and dose != track.asked and held_under(state, on, limits):
        dose = no_harder(dose, track.asked, limits)
    return dose


def planned_sets(prescription: Prescription, side: Side | None) -> tuple[int, int]:
    """The planned sets of a side, and how many of them are extra on a weaker side."""
    if side is None:
        return max(prescription.sets), 0
    planned = prescription.sets[side]
    return planned, planned - min(prescription.sets)


def eased(dose: Dose, state: TrainingState, on: date, limits: Limits) -> Dose:
    """The dose in the week after a bad morning: about a third less weight, or else repetitions or seconds."""
    if state.ease_until is None or on >= state.ease_until:
        return dose
    if dose.load is not None and dose.load.kind is LoadKind.WEIGHT and dose.load.amount is not None:
        return replace(dose, load=replace(dose.load, amount=round(dose.load.amount * limits.morning_share, 1)))
    return replace(dose, aim=max(1, int(dose.aim * limits.morning_share)))


def targets_of(
    prescription: Prescription, exercise: str, state: TrainingState, on: date, limits: Limits
) -> tuple[Target, ...]:
    """What is asked of each side, the side to begin with first."""
    ladder = state.start.ladders[exercise]
    found = []
    for side in sides_in_order(ladder, prescription.first_side):
        dose = asked_of(state.tracks[exercise, side], prescription, side, state, on, limits)
        found.append(Target(side, ladder.rungs[dose.rung].level, dose.sets, dose.aim, ladder.high, dose.load))
    return tuple(found)


def sides_in_order(ladder: Ladder, first: Side | None) -> tuple[Side | None, ...]:
    """The sides of a ladder, the one to begin with first."""
    return ladder.sides if first is None or len(ladder.sides) == 1 else (first, first.other)


def work_of_day(state: TrainingState, on: date, limits: Limits) -> tuple[tuple[BlockKind, tuple[Work, ...]], ...]:
    """The next session, part by part, as it is asked for on a day."""
    session = session_of(state)
    parts = []
    for block in session.blocks:
        works = []
        for prescription in block.prescriptions:
            if block.kind is not BlockKind.MAIN:
                works.append(Work(prescription, prescription.hold_s is not None, ()))
                continue
            exercise = current_exercise(prescription.exercise, state)
            if exercise in state.left_out:
                continue
            ladder = state.start.ladders[exercise]
            targets = targets_of(prescription, exercise, state, on, limits)
            if exercise == prescription.exercise:
                works.append(Work(prescription, ladder.timed, targets))
            else:
                standing_in = replace(prescription, exercise=exercise)
                works.append(Work(standing_in, ladder.timed, targets, instead_of=prescription.exercise))
        parts.append((block.kind, tuple(works)))
    return tuple(parts)


def keys_of(session: Session, state: TrainingState) -> tuple[Key, ...]:
    """Every exercise and side that a session asks for."""
    return tuple(
        (exercise, side) for _, exercise in main_work(session, state) for side in state.start.ladders[exercise].sides
    )
