"""What the programme asks for on a day: the next session with the doses that its tracks have reached."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from kilter.body.sides import Side
from kilter.programme.programme import BlockKind, Phase, Prescription, Session, Week
from kilter.programme.progression.dose import Dose, Key, Ladder, Track
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
    """The main exercises of a session, each with the exercise that stands in its place now."""
    for prescription in session.prescriptions(BlockKind.MAIN):
        yield prescription, current_exercise(prescription.exercise, state)


def current_exercise(exercise: str, state: TrainingState) -> str:
    """What has taken the place of an exercise, or itself."""
    while exercise in state.swapped:
        exercise = state.swapped[exercise]
    return exercise


def asked_sets(planned: int, track: Track, state: TrainingState, on: date, limits: Limits) -> int:
    """How many sets of a track are asked for on a day: never more than planned, fewer in an easier week."""
    sets = min(planned, track.dose.sets, week_of(state, on).sets)
    if state.deload_until is not None and on < state.deload_until:
        sets = ceil(sets * limits.deload_share)
    return max(1, sets)


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
        track = state.tracks[exercise, side]
        dose = eased(track.dose, state, on, limits)
        planned = max(prescription.sets) if side is None else prescription.sets[side]
        sets = asked_sets(planned, track, state, on, limits)
        found.append(Target(side, ladder.rungs[dose.rung].level, sets, dose.aim, ladder.high, dose.load))
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
            ladder = state.start.ladders[exercise]
            targets = targets_of(prescription, exercise, state, on, limits)
            instead = None if exercise == prescription.exercise else prescription.exercise
            works.append(Work(replace(prescription, exercise=exercise), ladder.timed, targets, instead))
        parts.append((block.kind, tuple(works)))
    return tuple(parts)


def keys_of(session: Session, state: TrainingState) -> tuple[Key, ...]:
    """Every exercise and side that a session asks for."""
    return tuple(
        (exercise, side) for _, exercise in main_work(session, state) for side in state.start.ladders[exercise].sides
    )
