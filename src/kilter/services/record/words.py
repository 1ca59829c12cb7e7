"""What was logged and what is asked for, in words that always name the side."""

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.programme.progression.dose import Dose, Ladder
from kilter.programme.progression.logs import (
    Approved,
    Cleared,
    GoalScored,
    Log,
    Morning,
    PainKind,
    Refused,
    Retested,
    SafetyAnswered,
    SessionEnded,
    SessionSkipped,
    SetDone,
    SetsSkipped,
    Swapped,
)
from kilter.programme.progression.state import TrainingState


def name_of(exercise: str | None, side: Side | None, catalogue: Catalogue) -> str:
    """An exercise by its name, with its side where one is meant."""
    if exercise is None:
        return ""
    name = catalogue.exercises[exercise].name if exercise in catalogue.exercises else exercise
    return name if side is None else f"{name}, {side.value}"


def set_in_words(done: SetDone) -> str:
    """How much a set was, against what, and how it felt."""
    words = f"{done.seconds:g} s" if done.seconds is not None else f"{done.reps or 0}"
    if done.load is not None:
        words += f" with {done.load}"
    extras = []
    if done.reserve is not None:
        extras.append(f"{done.reserve} in reserve")
    if done.pain:
        kind = "" if done.pain_kind is PainKind.ACHE else f" ({done.pain_kind.value.replace('_', ' ')})"
        extras.append(f"pain {done.pain}{kind}")
    elif done.pain_kind is not PainKind.ACHE:
        extras.append(done.pain_kind.value.replace("_", " "))
    return words + (f" ({', '.join(extras)})" if extras else "")


def words_of_log(log: Log, state: TrainingState, catalogue: Catalogue) -> str:
    """A log in words, with its exercise and side."""
    match log:
        case SetDone():
            return f"{name_of(log.exercise, log.side, catalogue)}, set {log.number}: {set_in_words(log)}"
        case SetsSkipped():
            return f"{name_of(log.exercise, log.side, catalogue)}: left out ({_plain(log.why)})"
        case SessionEnded():
            minutes = "" if log.minutes is None else f" after {log.minutes:g} min"
            went = "" if log.went is None else f"; it went: {_plain(log.went)}"
            return f"The session ended{minutes}{went}."
        case SessionSkipped():
            return f"The session was not done ({_plain(log.why)})."
        case _:
            return _answer_in_words(log, state, catalogue)


def _answer_in_words(log: Log, state: TrainingState, catalogue: Catalogue) -> str:
    match log:
        case Morning():
            return f"Morning: {_morning(log)}"
        case SafetyAnswered():
            flag = catalogue.red_flags.get(log.flag)
            return f"Safety question “{flag.name if flag is not None else log.flag}”: {log.answer.value}"
        case GoalScored():
            return f"Goal {log.goal + 1}: {log.score} of 10 (at first {state.start.goals[log.goal]})"
        case Retested():
            tests = ", ".join(dict.fromkeys(_test_name(one.test, catalogue) for one in log.results))
            return f"Tested again: {tests or 'nothing that is judged'}"
        case Approved() | Refused():
            by = f" by {log.by}" if log.by else ""
            return f"{log.decision} was {log.kind}{by}."
        case Swapped():
            by = f" by {log.who}" if log.who else ""
            old, new = (name_of(one, None, catalogue) for one in (log.exercise, log.by))
            return f"{new} was chosen{by} in place of {old}."
        case Cleared():
            return f"Cleared by {log.by}: the programme goes on."
        case _:
            return log.kind


def _test_name(test: str, catalogue: Catalogue) -> str:
    return catalogue.tests[test].name if test in catalogue.tests else test


def _plain(word: str) -> str:
    return str(word).replace("_", " ")


def _morning(morning: Morning) -> str:
    said = [f"pain {morning.pain}"]
    said += [f"{name} {value}" for name in ("stiffness", "soreness") if (value := getattr(morning, name))]
    said += ["sharp pain"] if morning.sharp else []
    said += ["new pain at night"] if morning.night else []
    return ", ".join(said)


def dose_in_words(dose: Dose, ladder: Ladder, catalogue: Catalogue) -> str:
    """A dose: its level, sets, aim and load."""
    exercise = catalogue.exercises.get(ladder.exercise)
    level = ladder.rungs[dose.rung].level
    names = {one.id: one.name for one in exercise.levels} if exercise is not None else {}
    unit = " s" if ladder.timed else ""
    load = "" if dose.load is None else f", {dose.load}"
    sets = f"{dose.sets} x {dose.aim}{unit}, up to {ladder.high}{unit}"
    return f"{names.get(level, level)}: {sets}{load}"
