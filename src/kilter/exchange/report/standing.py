"""Where each exercise and side stands, and what is asked of them now, in words."""

from collections.abc import Iterator
from dataclasses import replace

from kilter.body.sides import PerSide
from kilter.exchange.report.story_parts import DoseNow, StandingGroup, StandingRow
from kilter.exchange.report.told import TrainingTold, exercise_name
from kilter.exchange.report.training import anchor_of
from kilter.exchange.report.words import counted
from kilter.knowledge.catalogue import Catalogue
from kilter.programme.programme import Prescription
from kilter.programme.progression.dose import Ladder, Track
from kilter.programme.progression.plan_of_day import main_work, phase_of
from kilter.programme.progression.state import TrainingState


def standing_of(told: TrainingTold, catalogue: Catalogue) -> tuple[StandingGroup, ...]:
    """The exercises of the present phase, then those that belong to earlier ones."""
    state = told.state
    now = present_exercises(state)
    earlier = [exercise for exercise in dict.fromkeys(name for name, _ in state.tracks) if exercise not in now]
    groups = (("", now), ("Not asked for at present", earlier))
    return tuple(
        StandingGroup(name, tuple(_row(exercise, state, catalogue) for exercise in exercises))
        for name, exercises in groups
        if exercises
    )


def present_exercises(state: TrainingState) -> tuple[str, ...]:
    """The main exercises of the present phase in their order, those that took another's place included."""
    sessions = phase_of(state).sessions
    return tuple(dict.fromkeys(exercise for session in sessions for _, exercise in main_work(session, state)))


def present_prescriptions(state: TrainingState) -> Iterator[Prescription]:
    """The main exercises of the whole programme in the form that each has reached."""
    for phase in state.start.programme.phases:
        for session in phase.sessions:
            for prescription, exercise in main_work(session, state):
                ladder = state.start.ladders[exercise]
                for side in ladder.sides:
                    track = state.tracks.get((exercise, side))
                    if track is not None:
                        level = ladder.rungs[track.dose.rung].level
                        yield replace(prescription, exercise=exercise, level=level)


def _row(exercise: str, state: TrainingState, catalogue: Catalogue) -> StandingRow:
    ladder = state.start.ladders[exercise]
    known = catalogue.exercises.get(exercise)
    before = next((old for old, new in state.swapped.items() if new == exercise), None)
    by = state.swapped.get(exercise)
    remark = f"in place of {exercise_name(before, catalogue)}" if before else ""
    remark = f"{exercise_name(by, catalogue)} took its place" if by else remark
    sided = len(ladder.sides) > 1

    def dose_now(side: object) -> DoseNow:
        return _dose(state.tracks[exercise, side if sided else None], ladder, catalogue)  # type: ignore[index]

    return StandingRow(
        exercise=exercise_name(exercise, catalogue),
        anchor=anchor_of(known) if known is not None else "",
        remark=remark,
        sides=PerSide.build(dose_now),
        sided=sided,
    )


def _dose(track: Track, ladder: Ladder, catalogue: Catalogue) -> DoseNow:
    dose = track.dose
    unit = " s" if ladder.timed else ""
    known = catalogue.exercises.get(ladder.exercise)
    level = ladder.rungs[dose.rung].level
    names = {one.id: one.name for one in known.levels} if known is not None else {}
    load = f" · {dose.load}" if dose.load is not None else ""
    return DoseNow(
        dose=f"{dose.sets} × {dose.aim}{unit}{load}",
        level=names.get(level, level.replace("_", " ")),
        steps=steps_in_words(track.height),
    )


def steps_in_words(height: int) -> str:
    """Steps up or down since the start."""
    if height == 0:
        return "as at the start"
    return f"{counted(abs(height), 'step', 'steps')} {'up' if height > 0 else 'down'}"
