"""Why something changed: the rule, what it looked at, what came of it, and on whose word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kilter.errors import Problem, UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.references import suggest
from kilter.language import ENGLISH, mark, say, spoken
from kilter.programme.progression.decisions import Change, Decision, TrackChange
from kilter.programme.progression.dose import Ladder
from kilter.programme.progression.logs import Approved, Log, Refused
from kilter.programme.progression.state import TrainingState
from kilter.services.record.events import Decided, Started, is_log
from kilter.services.record.record import Record
from kilter.services.record.telling import Told, told_of
from kilter.services.record.words import dose_in_words, name_of, plain, words_of_log


@dataclass(frozen=True, slots=True)
class Moved:
    """A dose before and after a decision."""

    about: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Why:
    """Everything about one decision."""

    told: Told
    name: str
    on: date
    version: int
    inputs: tuple[tuple[str, str | float | int], ...]
    doses: tuple[Moved, ...]
    effects: tuple[str, ...]
    """What else it changes."""
    cause: str
    """What was logged that it follows from."""
    sources: tuple[str, ...]
    grade: str
    answer: str
    """What became of a proposal; empty where it was none."""


def why(record: Record, asked: str) -> Why:
    """Explain a decision.

    Args:
        record: that holds it.
        asked: its id, such as c12; or an exercise, for the latest about it.

    Raises:
        UsageError: there is none.
    """
    found: tuple[Decided, TrainingState, str] | None = None
    causes: dict[str, Log] = {}
    decided: dict[str, str] = {}
    for stored, body, before in record.walk():
        if isinstance(body, Started) or before is None:
            continue
        if is_log(body):
            causes[stored.id] = body
        if not isinstance(body, Decided):
            continue
        decision = body.decision
        decided[decision.id] = decision.rule
        if asked in {decision.id, decision.exercise} or any(asked == one.exercise for one in decision.change.tracks):
            cause = causes.get(body.cause)
            words = "" if cause is None else words_of_log(cause, record.state, record.catalogue)
            found = body, before, words
    if found is None:
        raise _nothing(asked, decided, record)
    return _why(*found, record)


def _nothing(asked: str, decided: Mapping[str, str], record: Record) -> UsageError:
    exercises = dict.fromkeys(exercise for exercise, _ in record.state.tracks)
    if asked in exercises:
        return UsageError(Problem("CHANGE", f"Nothing was decided about “{asked}” yet.", "It is as it was planned."))
    otherwise = "See “kilter history” for what was decided." if decided else "Nothing was decided yet."
    what = f"There is no decision “{asked}”, and no such exercise in the programme."
    return UsageError(Problem("CHANGE", what, suggest(asked, {**exercises, **decided}, otherwise=otherwise)))


def _why(decided: Decided, before: TrainingState, cause: str, record: Record) -> Why:
    decision, catalogue = decided.decision, record.catalogue
    rule = catalogue.decision_rules.get(decision.rule)
    ladders = record.state.start.ladders
    return Why(
        told=told_of(decided, catalogue),
        name=rule.name if rule is not None else decision.rule,
        on=decision.on,
        version=decision.version,
        inputs=tuple((say(name), _input(name, value)) for name, value in decision.inputs),
        doses=tuple(_moved(one, before, ladders[one.exercise], catalogue) for one in decision.change.tracks),
        effects=tuple(_effects(decision.change, catalogue)),
        cause=cause,
        sources=decided.sources,
        grade=decided.grade,
        answer=_answer(decision, record),
    )


def _moved(one: TrackChange, before: TrainingState, ladder: Ladder, catalogue: Catalogue) -> Moved:
    old = before.tracks.get((one.exercise, one.side))
    about = name_of(one.exercise, one.side, catalogue)
    was = say("not in the programme") if old is None else dose_in_words(old.dose, ladder, catalogue)
    return Moved(about, was, dose_in_words(one.track.dose, ladder, catalogue))


def _effects(change: Change, catalogue: Catalogue) -> Iterator[str]:
    if change.swap is not None:
        old, new = (name_of(one, None, catalogue) for one in (change.swap.exercise, change.swap.by))
        yield say("{new} takes the place of {old}.", new=new, old=old)
    if change.left_out is not None:
        yield say("{exercise} is in no session.", exercise=name_of(change.left_out, None, catalogue))
    if change.taken_in is not None:
        yield say("{exercise} is back in its sessions.", exercise=name_of(change.taken_in, None, catalogue))
    if change.hold is not None:
        yield say("Nothing rises before {day}.", day=change.hold.until)
    if change.ease_until is not None:
        yield say("About a third less before {day}.", day=change.ease_until)
    if change.deload_until is not None:
        yield say("Fewer sets before {day}.", day=change.deload_until)
    if change.phase is not None:
        yield say("Phase {number} begins.", number=change.phase.phase + 1)
    if change.finished:
        yield say("The programme is finished.")
    if change.pause is not None:
        yield say("The programme is paused until a professional has cleared it.")
    elif change.refer:
        yield say("A professional should have a look; the programme goes on.")


def _answer(decision: Decision, record: Record) -> str:
    if not decision.proposed:
        return ""
    if decision.id in record.state.proposals:
        return say("It waits for an answer.")
    for _, body in record.history:
        if isinstance(body, Approved | Refused) and body.decision == decision.id:
            return _answered(body)
    return say("It was dropped: what it was about has changed meanwhile, or approval is no longer asked for.")


def _answered(answer: Approved | Refused) -> str:
    approved = isinstance(answer, Approved)
    if answer.by:
        told = mark("It was approved on {day} by {by}.") if approved else mark("It was refused on {day} by {by}.")
        return say(told, day=answer.on, by=answer.by)
    return say(mark("It was approved on {day}.") if approved else mark("It was refused on {day}."), day=answer.on)


_INPUTS = (
    mark("advice"),
    mark("aim"),
    mark("asked"),
    mark("by"),
    mark("clean"),
    mark("days"),
    mark("done"),
    mark("fault"),
    mark("finding"),
    mark("flags"),
    mark("flag"),
    mark("least"),
    mark("missing"),
    mark("mornings"),
    mark("pain"),
    mark("reserve"),
    mark("rise"),
    mark("sessions"),
    mark("sets"),
    mark("sign"),
    mark("stage"),
    mark("steps"),
    mark("streak"),
    mark("weeks"),
    mark("who"),
    mark("why"),
    mark("count"),
)
"""What a rule may look at, named here for those who translate; the page shows these names."""


def _input(name: str, value: str | float) -> str | float:
    """A value as it was looked at, in the language that is spoken."""
    return (
        plain(value)
        if isinstance(value, str) and name not in {"by", "who", "why"} and spoken() is not ENGLISH
        else value
    )
