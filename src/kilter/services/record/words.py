"""What was logged and what is asked for, in words that always name the side."""

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.language import mark, say, written
from kilter.programme.progression.dose import Dose, Ladder
from kilter.programme.progression.logs import (
    ApprovalChosen,
    Approved,
    Cleared,
    DoseSet,
    Edit,
    ExerciseLeftOut,
    ExerciseTakenIn,
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
from kilter.services.record.loads import load_in_words

_PLAIN = (
    mark("ache"),
    mark("sharp"),
    mark("catching"),
    mark("shooting"),
    mark("numbness"),
    mark("giving way"),
    mark("dizziness"),
    mark("strong pain"),
    mark("pain"),
    mark("tired"),
    mark("time"),
    mark("equipment"),
    mark("illness"),
    mark("did not want"),
    mark("other"),
    mark("easy"),
    mark("right"),
    mark("hard"),
    mark("badly"),
    mark("yes"),
    mark("no"),
    mark("unsure"),
    mark("not asked"),
    mark("clean"),
    mark("some faults"),
    mark("poor"),
)
"""What ``plain`` may be given, named here for those who translate."""


def name_of(exercise: str | None, side: Side | None, catalogue: Catalogue) -> str:
    """An exercise by its name, with its side where one is meant."""
    if exercise is None:
        return ""
    name = catalogue.exercises[exercise].name if exercise in catalogue.exercises else exercise
    return name if side is None else f"{name}, {side.word}"


def set_in_words(done: SetDone) -> str:
    """How much a set was, against what, and how it felt."""
    words = f"{written(done.seconds)} s" if done.seconds is not None else f"{done.reps or 0}"
    if done.load is not None:
        words = say("{amount} with {load}", amount=words, load=load_in_words(done.load))
    extras = []
    if done.reserve is not None:
        extras.append(say("{n} in reserve", n=done.reserve))
    if done.pain:
        kind = "" if done.pain_kind is PainKind.ACHE else f" ({plain(done.pain_kind)})"
        extras.append(say("pain {points}", points=done.pain) + kind)
    elif done.pain_kind is not PainKind.ACHE:
        extras.append(plain(done.pain_kind))
    return words + (f" ({', '.join(extras)})" if extras else "")


def words_of_log(log: Log, state: TrainingState, catalogue: Catalogue) -> str:
    """A log in words, with its exercise and side."""
    match log:
        case SetDone():
            about = name_of(log.exercise, log.side, catalogue)
            return say("{about}, set {number}: {told}", about=about, number=log.number, told=set_in_words(log))
        case SetsSkipped():
            about = name_of(log.exercise, log.side, catalogue)
            return say("{about}: left out ({why})", about=about, why=plain(log.why))
        case SessionEnded():
            return _session_end(log)
        case SessionSkipped():
            return say("The session was not done ({why}).", why=plain(log.why))
        case Swapped() | DoseSet() | ExerciseLeftOut() | ExerciseTakenIn():
            return _edit_in_words(log, catalogue)
        case _:
            return _answer_in_words(log, state, catalogue)


def _answer_in_words(log: Log, state: TrainingState, catalogue: Catalogue) -> str:
    match log:
        case Morning():
            return say("Morning: {told}", told=_morning(log))
        case SafetyAnswered():
            flag = catalogue.red_flags.get(log.flag)
            name = flag.name if flag is not None else log.flag
            return say("Safety question “{name}”: {answer}", name=name, answer=plain(log.answer))
        case GoalScored():
            first = state.start.goals[log.goal]
            return say("Goal {n}: {score} of 10 (at first {first})", n=log.goal + 1, score=log.score, first=first)
        case Retested():
            tests = ", ".join(dict.fromkeys(_test_name(one.test, catalogue) for one in log.results))
            return say("Tested again: {tests}", tests=tests or say("nothing that is judged"))
        case Approved() | Refused():
            return answered(log.decision, log)
        case ApprovalChosen():
            waits = mark("What gets harder waits for approval from now on.")
            return say(waits if log.wanted else mark("What gets harder needs no approval from now on."))
        case Cleared():
            return say("Cleared by {by}: the programme goes on.", by=log.by)
        case _:
            return log.kind


def _edit_in_words(log: Edit, catalogue: Catalogue) -> str:
    match log:
        case Swapped():
            return _swapped(log, catalogue)
        case DoseSet():
            about = name_of(log.exercise, log.side, catalogue)
            dose = f"{log.sets} x {log.aim}" if log.load is None else f"{log.sets} x {log.aim}, {log.load}"
            return say("{about}: {who} set {dose} ({why})", about=about, who=log.who, dose=dose, why=log.why)
        case ExerciseLeftOut():
            about = name_of(log.exercise, None, catalogue)
            return say("{about}: {who} left it out of the programme ({why})", about=about, who=log.who, why=log.why)
        case ExerciseTakenIn():
            about = name_of(log.exercise, None, catalogue)
            return say("{about}: {who} took it back in", about=about, who=log.who)


def _test_name(test: str, catalogue: Catalogue) -> str:
    return catalogue.tests[test].name if test in catalogue.tests else test


def answered(what: str, answer: Approved | Refused) -> str:
    """That a proposal was approved or refused, and by whom where that is known."""
    if isinstance(answer, Approved):
        if answer.by:
            return say("{what} was approved by {by}.", what=what, by=answer.by)
        return say("{what} was approved.", what=what)
    if answer.by:
        return say("{what} was refused by {by}.", what=what, by=answer.by)
    return say("{what} was refused.", what=what)


def _swapped(log: Swapped, catalogue: Catalogue) -> str:
    old, new = (name_of(one, None, catalogue) for one in (log.exercise, log.by))
    if log.who:
        return say("{new} was chosen by {who} in place of {old}.", new=new, who=log.who, old=old)
    return say("{new} was chosen in place of {old}.", new=new, old=old)


def _session_end(log: SessionEnded) -> str:
    went = "" if log.went is None else plain(log.went)
    if log.minutes is None:
        return say("The session ended; it went: {went}.", went=went) if went else say("The session ended.")
    if went:
        return say("The session ended after {minutes:g} min; it went: {went}.", minutes=log.minutes, went=went)
    return say("The session ended after {minutes:g} min.", minutes=log.minutes)


def plain(word: str) -> str:
    """A word of those that are chosen from, such as how it hurt, as people read it."""
    return say(str(word).replace("_", " "))


def _morning(morning: Morning) -> str:
    said = [say("pain {points}", points=morning.pain)]
    said += [say("stiffness {points}", points=morning.stiffness)] if morning.stiffness else []
    said += [say("soreness {points}", points=morning.soreness)] if morning.soreness else []
    said += [say("sharp pain")] if morning.sharp else []
    said += [say("new pain at night")] if morning.night else []
    return ", ".join(said)


def dose_in_words(dose: Dose, ladder: Ladder, catalogue: Catalogue) -> str:
    """A dose: its level, sets, aim and load."""
    exercise = catalogue.exercises.get(ladder.exercise)
    level = ladder.rungs[dose.rung].level
    names = {one.id: one.name for one in exercise.levels} if exercise is not None else {}
    unit = " s" if ladder.timed else ""
    load = "" if dose.load is None else f", {load_in_words(dose.load)}"
    sets = say("{dose}, up to {high}", dose=f"{dose.sets} x {dose.aim}{unit}", high=f"{ladder.high}{unit}")
    return f"{names.get(level, level)}: {sets}{load}"
