"""Whether something that is to be logged fits the record: every fault with its mend, and nothing is taken in half."""

from collections.abc import Iterator
from datetime import date

from kilter.errors import Problem
from kilter.knowledge.references import suggest
from kilter.knowledge.schema.people import Answer
from kilter.programme.programme import BlockKind, planned_exercises
from kilter.programme.progression.deciding import preview
from kilter.programme.progression.dose import Ladder
from kilter.programme.progression.editing import dose_problems, leaving_problems
from kilter.programme.progression.holding import held_by
from kilter.programme.progression.logs import (
    ApprovalChosen,
    Approved,
    Cleared,
    DoseSet,
    Edit,
    ExerciseLeftOut,
    ExerciseTakenIn,
    GoalScored,
    Load,
    LoadKind,
    Log,
    Morning,
    Refused,
    SafetyAnswered,
    SessionEnded,
    SessionSkipped,
    SetDone,
    SetsSkipped,
    Swapped,
)
from kilter.programme.progression.plan_of_day import current_exercise
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import TrainingState
from kilter.programme.progression.swapping import choices_for

LATER = "Log what comes later when it has been done."
UNDO = "To mend it, undo the last entry with “kilter log --undo”, then log it again."


def problems_of(log: Log, state: TrainingState, today: date, book: Rulebook, place: str = "log") -> tuple[Problem, ...]:
    """Everything that keeps a log from fitting the record.

    Args:
        log: what is to be logged.
        state: the record as it stands.
        today: the day on which it is logged.
        book: the rules.
        place: where it stands, for the problems.

    Returns:
        one problem a fault; none where it fits.
    """
    when = tuple(_when(log, state, today, place))
    if when:
        return when
    if isinstance(log, SetDone | SetsSkipped) and state.session is None:
        # A first set may begin a phase, whose exercises are not in the programme before.
        state, _ = preview(state, log.on, book)
    match log:
        case SetDone():
            order = tuple(_session_order(log, state, place)) or tuple(_set_order(log, state, place))
            return (*order, *_exercise(log, state, place), *_set(log, state, book, place))
        case SetsSkipped():
            return (*_session_order(log, state, place), *_exercise(log, state, place))
        case SessionEnded():
            return tuple(_end(log, state, book, place))
        case SessionSkipped():
            return tuple(_session_skipped(log, state, place))
        case Morning():
            return tuple(_morning(log, state, place))
        case Swapped() | DoseSet() | ExerciseLeftOut() | ExerciseTakenIn():
            return tuple(_edit(log, state, book, place))
        case _:
            return tuple(_answers(log, state, book, place))


def _when(log: Log, state: TrainingState, today: date, place: str) -> Iterator[Problem]:
    if log.on > today:
        yield Problem(f"{place}: on", f"{log.on} has not come yet; today is {today}.", LATER)
    elif log.on < state.start.on:
        yield Problem(f"{place}: on", f"{log.on} is before the record begins ({state.start.on}).", "Check the date.")


def _session_order(log: SetDone | SetsSkipped, state: TrainingState, place: str) -> Iterator[Problem]:
    last = state.last_session_on
    if last is not None and log.on <= last:
        what = f"The session of {last} is over already, and later ones rest on it."
        yield Problem(f"{place}: on", what, UNDO)
    elif state.session is not None and log.on < state.session.on:
        what = f"The session of {state.session.on} has begun already."
        yield Problem(f"{place}: on", what, UNDO)


def _set_order(log: SetDone, state: TrainingState, place: str) -> Iterator[Problem]:
    sets = state.session.sets if state.session is not None and state.session.on == log.on else ()
    known = [one.number for one in sets if (one.exercise, one.side) == (log.exercise, log.side)]
    following = len(known) + 1
    if log.number in known:
        yield Problem(f"{place}: number", f"Set {log.number} is logged already.", UNDO)
    elif log.number != following:
        what = f"Set {log.number} comes out of order: set {following} is not logged yet."
        yield Problem(f"{place}: number", what, "Log the sets in their order, or say that one was skipped.")


def _edit(log: Edit, state: TrainingState, book: Rulebook, place: str) -> Iterator[Problem]:
    match log:
        case Swapped():
            yield from _swap(log, state, place)
        case DoseSet():
            wrong = tuple(_exercise(log, state, place))
            yield from wrong or (*dose_problems(log, state, book, place), *_load(log.load, book, place))
        case ExerciseTakenIn():
            yield from leaving_problems(log, state, place)
        case ExerciseLeftOut():
            planned = {current_exercise(one, state) for one in planned_exercises(state.start.programme)}
            wrong = tuple(_stands(log.exercise, planned, state, place))
            yield from wrong or leaving_problems(log, state, place)


def _stands(exercise: str, among: set[str], state: TrainingState, place: str) -> Iterator[Problem]:
    """Whether an exercise is among those of the programme, and not left out."""
    if exercise not in state.start.ladders or exercise not in among:
        yield _not_in_programme(exercise, among, state, place)
    elif exercise in state.left_out:
        what = f"“{exercise}” is left out of the programme, on a professional’s word."
        yield Problem(f"{place}: exercise", what, "Ask them to take it back in.")


def _exercise(log: SetDone | SetsSkipped | DoseSet, state: TrainingState, place: str) -> Iterator[Problem]:
    wrong = tuple(_stands(log.exercise, {exercise for exercise, _ in state.tracks}, state, place))
    if wrong:
        yield from wrong
        return
    ladder = state.start.ladders[log.exercise]
    if log.side not in ladder.sides:
        if ladder.sides == (None,):
            yield Problem(f"{place}: side", f"“{log.exercise}” works both sides.", "Leave the side out.")
        else:
            yield Problem(f"{place}: side", f"“{log.exercise}” is done one side at a time.", "Give left or right.")


def _not_in_programme(exercise: str, tracked: set[str], state: TrainingState, place: str) -> Problem:
    where = f"{place}: exercise"
    if exercise in state.swapped:
        return Problem(where, f"“{exercise}” has been replaced.", f"Use “{state.swapped[exercise]}”.")
    frame = {
        prescription.exercise
        for phase in state.start.programme.phases
        for session in phase.sessions
        for kind in (BlockKind.WARM_UP, BlockKind.COOL_DOWN)
        for prescription in session.prescriptions(kind)
    }
    if exercise in frame:
        return Problem(where, f"“{exercise}” belongs to warm-up or cool-down.", "These are not logged; leave it out.")
    return Problem(
        where, f"“{exercise}” is not in this programme now.", suggest(exercise, dict.fromkeys(sorted(tracked)))
    )


def _set(log: SetDone, state: TrainingState, book: Rulebook, place: str) -> Iterator[Problem]:
    ladder = state.start.ladders.get(log.exercise)
    if ladder is None:
        return
    limits = book.limits
    if ladder.index(log.level) is None:
        levels = {rung.level: rung for rung in ladder.rungs}
        what = f"“{log.level}” is no level of “{log.exercise}” that is open to this person."
        yield Problem(f"{place}: level", what, suggest(log.level, levels))
    if log.number > limits.most_sets:
        yield Problem(f"{place}: number", f"More than {limits.most_sets} sets are not taken.", "Check the number.")
    yield from _amount(log, ladder, book, place)
    yield from _load(log.load, book, place)
    known = book.faults.get(log.exercise, frozenset())
    for fault in log.faults:
        if fault.fault not in known:
            mend = suggest(fault.fault, dict.fromkeys(sorted(known)))
            yield Problem(f"{place}: faults", f"“{log.exercise}” has no fault “{fault.fault}”.", mend)
        elif log.reps is not None and fault.count > log.reps:
            what = f"“{fault.fault}” was seen {fault.count} times in {log.reps} repetitions."
            yield Problem(f"{place}: faults", what, "Count each repetition once.")


def _amount(log: SetDone, ladder: Ladder, book: Rulebook, place: str) -> Iterator[Problem]:
    limits = book.limits
    given, other = (log.seconds, log.reps) if ladder.timed else (log.reps, log.seconds)
    name, wrong = ("seconds", "reps") if ladder.timed else ("reps", "seconds")
    most = limits.most_seconds if ladder.timed else limits.most_repetitions
    if other is not None:
        yield Problem(f"{place}: {wrong}", f"“{log.exercise}” is counted in {name}.", f"Give {name} instead.")
    elif given is None:
        yield Problem(f"{place}: {name}", "It does not say how much was done.", f"Give {name}; 0 if none.")
    elif given > most:
        what = f"{given:g} {name} in one set are more than anyone is asked for ({most:g})."
        yield Problem(f"{place}: {name}", what, "Check the number.")
    if log.clean_reps is not None and log.clean_reps > (log.reps or 0):
        yield Problem(f"{place}: clean_reps", "More clean repetitions than repetitions.", "Check the number.")


def _load(load: Load | None, book: Rulebook, place: str) -> Iterator[Problem]:
    if load is None:
        return
    where = f"{place}: load"
    if load.kind is LoadKind.BAND:
        if load.colour not in book.limits.bands:
            mend = f"Use one of: {', '.join(book.limits.bands)}."
            yield Problem(where, f"“{load.colour}” is no colour of band that is known here.", mend)
    elif load.amount is None or not 0 < load.amount <= book.limits.most_weight_kg:
        what = f"A {load.kind.value} of {load.amount} is not possible."
        yield Problem(where, what, f"Give more than 0 and at most {book.limits.most_weight_kg:g}.")


def _end(log: SessionEnded, state: TrainingState, book: Rulebook, place: str) -> Iterator[Problem]:
    if state.session is None:
        yield Problem(place, "No session has begun.", "Log a set first, or say that the session was skipped.")
    elif log.on < state.session.on:
        yield Problem(f"{place}: on", f"The session began on {state.session.on}.", "Check the date.")
    if log.minutes is not None and log.minutes > book.limits.most_minutes:
        what = f"A session of {log.minutes:g} minutes is longer than any here."
        yield Problem(f"{place}: minutes", what, f"Give at most {book.limits.most_minutes:g}.")


def _session_skipped(log: SessionSkipped, state: TrainingState, place: str) -> Iterator[Problem]:
    if state.session is not None and state.session.on == log.on:
        yield Problem(place, "The session of that day has begun.", "End it instead.")
    elif any(done.on == log.on for done in state.done) or log.on in state.skipped:
        yield Problem(f"{place}: on", f"The session of {log.on} is logged already.", "Check the date.")


def _morning(log: Morning, state: TrainingState, place: str) -> Iterator[Problem]:
    last = state.mornings[-1].on if state.mornings else None
    if last == log.on:
        yield Problem(f"{place}: on", f"The morning of {log.on} is logged already.", UNDO)
    elif last is not None and log.on < last:
        what = f"The morning of {last} is logged already, and what followed rests on it."
        yield Problem(f"{place}: on", what, UNDO)


def _answers(log: Log, state: TrainingState, book: Rulebook, place: str) -> Iterator[Problem]:
    match log:
        case SafetyAnswered():
            if log.flag not in book.red_flags:
                mend = suggest(log.flag, book.red_flags)
                yield Problem(f"{place}: flag", f"There is no safety question “{log.flag}”.", mend)
            elif log.answer is Answer.NOT_ASKED:
                yield Problem(f"{place}: answer", "That is no answer.", "Answer yes, no or unsure.")
        case GoalScored():
            if log.goal >= len(state.goals):
                what = f"There are {len(state.goals)} goals in this record."
                yield Problem(f"{place}: goal", what, "Number them as they stand in the screening.")
        case Approved() | Refused():
            yield from _proposal(log, state, book, place)
        case ApprovalChosen():
            if log.wanted == state.approval:
                yield Problem(place, "It is so already.", "There is nothing to change.")
        case Cleared():
            if state.pause is None and not state.referred:
                yield Problem(place, "Nothing was paused.", "There is nothing to clear.")


def _proposal(log: Approved | Refused, state: TrainingState, book: Rulebook, place: str) -> Iterator[Problem]:
    if log.decision not in state.proposals:
        mend = suggest(log.decision, state.proposals, "See “kilter today” for what waits.")
        yield Problem(f"{place}: decision", f"No proposal “{log.decision}” waits for an answer.", mend)
    elif isinstance(log, Approved) and (rule := held_by(state, log.on, book)):
        what = "Nothing may get harder on this day, whoever agrees."
        yield Problem(f"{place}: decision", what, f"See “kilter today” for why ({rule}); agree later.")
    elif isinstance(log, Approved) and (swap := state.proposals[log.decision].change.swap) is not None:
        yield from _swap(Swapped(log.on, swap.exercise, swap.by), state, place)


def _swap(log: Swapped, state: TrainingState, place: str) -> Iterator[Problem]:
    choices = choices_for(log.exercise, state)
    tracked = {exercise for exercise, _ in state.tracks}
    if log.exercise in state.swapped or (log.exercise not in tracked and not choices):
        yield _not_in_programme(log.exercise, tracked - set(state.swapped), state, place)
    elif log.exercise in state.left_out:
        what = f"“{log.exercise}” is left out of the programme, on a professional’s word."
        yield Problem(f"{place}: exercise", what, "It has to be taken back in first.")
    elif log.by not in choices:
        what = f"“{log.by}” cannot take the place of “{log.exercise}”."
        mend = (
            f"Use one of: {', '.join(choices)}." if choices else "Nothing else fits; leave it out on the day instead."
        )
        yield Problem(f"{place}: by", what, mend)
    elif state.session is not None and any(done.exercise == log.exercise for done in state.session.sets):
        what = f"Sets of “{log.exercise}” are done already in the session that has begun."
        yield Problem(f"{place}: exercise", what, "End the session first, then change it.")
