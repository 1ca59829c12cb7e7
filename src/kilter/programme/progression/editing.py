"""What a professional changes in a programme: doses, and exercises left out and taken back in."""

from collections.abc import Iterator

from kilter.errors import Problem
from kilter.knowledge.references import suggest
from kilter.programme.progression.decisions import Change, TrackChange
from kilter.programme.progression.desk import Desk
from kilter.programme.progression.dose import Dose, Track, no_harder
from kilter.programme.progression.holding import held_by
from kilter.programme.progression.limits import Limits
from kilter.programme.progression.logs import DoseSet, ExerciseLeftOut, ExerciseTakenIn
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import TrainingState

END_FIRST = "End the session first, then change it."
NOTED = "Write it down; the person reads it."


def after_dose_set(desk: Desk, log: DoseSet) -> None:
    """What is asked changes at once; what led to the dose before counts no longer."""
    key = (log.exercise, log.side)
    track = desk.state.tracks[key]
    dose = dose_of(log, desk.state)
    moved = dose.rung - track.dose.rung + dose.sets - track.dose.sets
    changed = track.but(
        dose=dose, height=track.height + moved, streak=0, cooling=0, too_hard=0, still=0, back_from=(), away=False
    )
    change = Change(tracks=(TrackChange(*key, changed),))
    desk.decide("dose_by_professional", log.on, change, (("who", log.who), ("why", log.why)), key=key)


def after_left_out(desk: Desk, log: ExerciseLeftOut) -> None:
    """It is in no session from now on."""
    inputs = (("who", log.who), ("why", log.why))
    desk.decide("left_out_by_professional", log.on, Change(left_out=log.exercise), inputs, key=(log.exercise, None))


def after_taken_in(desk: Desk, log: ExerciseTakenIn) -> None:
    """It is back in its sessions, where it stood."""
    change = Change(taken_in=log.exercise)
    desk.decide("taken_in_by_professional", log.on, change, (("who", log.who),), key=(log.exercise, None))


def dose_of(log: DoseSet, state: TrainingState) -> Dose:
    """The dose that is set; its level has to be one of the ladder's."""
    rung = state.start.ladders[log.exercise].index(log.level)
    if rung is None:
        raise ValueError(f"{log.level} is no level of {log.exercise}")
    return Dose(rung, log.sets, log.aim, log.load)


def dose_problems(log: DoseSet, state: TrainingState, book: Rulebook, place: str) -> Iterator[Problem]:
    """Everything that keeps a dose from being set; the exercise and the side are known to fit."""
    ladder, track = state.start.ladders[log.exercise], state.tracks[log.exercise, log.side]
    unit = "seconds" if ladder.timed else "repetitions"
    rung = ladder.index(log.level)
    if rung is None:
        levels = {one.level: one for one in ladder.rungs}
        what = f"“{log.level}” is no level of “{log.exercise}” that is open to this person."
        yield Problem(f"{place}: level", what, suggest(log.level, levels))
    if log.sets > track.most_sets:
        what = f"{log.sets} sets are more than the sessions have time for."
        yield Problem(f"{place}: sets", what, f"Give 1 to {track.most_sets}.")
    if not ladder.low <= log.aim <= ladder.high:
        what = f"{log.aim} {unit} are outside the range of this exercise."
        yield Problem(f"{place}: aim", what, f"Give {ladder.low} to {ladder.high}.")
    if rung is not None and log.load is not None and ladder.rungs[rung].load is not log.load.kind:
        kind = ladder.rungs[rung].load
        mend = "Leave the load out." if kind is None else f"Give a {kind.value}."
        yield Problem(f"{place}: load", f"This level is not loaded with a {log.load.kind.value}.", mend)
    if not log.why.strip():
        yield Problem(f"{place}: why", "There is no reason.", NOTED)
    if _begun(log.exercise, state):
        what = f"Sets of “{log.exercise}” are done already in the session that has begun."
        yield Problem(f"{place}: exercise", what, END_FIRST)
    rule = held_by(state, log.on, book)
    if rule and rung is not None and harder(dose_of(log, state), track, book.limits):
        what = f"Nothing may get harder on this day, whoever asks for it ({rule})."
        yield Problem(place, what, "Set it no harder than it is, or wait.")


def harder(dose: Dose, track: Track, limits: Limits) -> bool:
    """Whether a dose asks for more than the track does now, in anything."""
    now = track.dose
    return (dose.aim > now.aim and dose.rung >= now.rung) or no_harder(dose, now, limits) != dose


def leaving_problems(log: ExerciseLeftOut | ExerciseTakenIn, state: TrainingState, place: str) -> Iterator[Problem]:
    """Everything that keeps an exercise from being left out or taken in; that it is in the programme is known."""
    where = f"{place}: exercise"
    if isinstance(log, ExerciseTakenIn):
        if log.exercise not in state.left_out:
            yield Problem(where, f"“{log.exercise}” is not left out.", "There is nothing to take back in.")
        return
    if not log.why.strip():
        yield Problem(f"{place}: why", "There is no reason.", NOTED)
    if _begun(log.exercise, state):
        what = f"Sets of “{log.exercise}” are done already in the session that has begun."
        yield Problem(where, what, END_FIRST)


def _begun(exercise: str, state: TrainingState) -> bool:
    return state.session is not None and any(done.exercise == exercise for done in state.session.sets)
