"""Log files: what was done on one or many days, written down in YAML or JSON and taken in as a whole or not at all."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from kilter.body.sides import Side
from kilter.errors import DataError, Problem, UsageError
from kilter.knowledge.documents import Document, Path
from kilter.knowledge.schema.citing import Id
from kilter.knowledge.schema.people import Answer
from kilter.knowledge.validation import Closed, validate
from kilter.programme.progression.deciding import preview
from kilter.programme.progression.logs import (
    FaultSeen,
    Form,
    GoalScored,
    LoadKind,
    Log,
    Morning,
    PainKind,
    Points,
    SafetyAnswered,
    SessionEnded,
    SessionSkipped,
    SetDone,
    SetsSkipped,
    SkipReason,
    Went,
    Words,
)
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import TrainingState
from kilter.services.record.events import Decided
from kilter.services.record.loads import load_of
from kilter.services.record.record import Entry, Record

MOST_EQUAL_SETS = 10


def _is_load(text: str) -> str:
    try:
        load_of(text)
    except UsageError as error:
        raise ValueError(f"{error.problems[0].what} | {error.problems[0].mend}") from None
    return text


class SetEntry(Closed):
    """One set, or some equal ones."""

    exercise: Id
    level: Id | None = None
    """The level that is asked for, if left out."""
    side: Literal["left", "right", "both"] | None = None
    """``both`` of work that is done one side at a time: the same on the left and on the right."""
    reps: Annotated[int, Field(ge=0)] | None = None
    seconds: Annotated[float, Field(ge=0)] | None = None
    load: Annotated[str, AfterValidator(_is_load)] | None = None
    """Such as ``5 kg`` or ``red band``."""
    reserve: Annotated[int, Field(ge=0, le=20)] | None = None
    pain: Points = 0
    pain_kind: PainKind = PainKind.ACHE
    pain_place: Words = ""
    faults: dict[Id, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    """In how many repetitions each fault showed."""
    form: Form | None = None
    times: Annotated[int, Field(ge=1, le=MOST_EQUAL_SETS)] = 1
    """How many sets like this one were done, on each side that is named."""


class SkippedEntry(Closed):
    """An exercise, or the rest of its sets, that was left out."""

    exercise: Id
    side: Literal["left", "right", "both"] | None = None
    why: SkipReason
    note: Words = ""


class EndEntry(Closed):
    """The end of a session."""

    minutes: Annotated[float, Field(ge=0)] | None = None
    went: Went | None = None
    note: Words = ""


class SessionEntry(Closed):
    """What was done on a day."""

    date: date
    sets: tuple[SetEntry, ...] = ()
    skipped: tuple[SkippedEntry, ...] = ()
    ended: EndEntry | None = None
    """Without it the session stays open until the next one begins."""


class MissedEntry(Closed):
    """A session that was not done."""

    date: date
    why: SkipReason
    note: Words = ""


class MorningEntry(Closed):
    """How it was on a morning."""

    date: date
    pain: Points
    stiffness: Points = 0
    soreness: Points = 0
    sharp: bool = False
    night: bool = False


class SafetyEntry(Closed):
    """A safety question answered anew."""

    date: date
    flag: Id
    answer: Answer


class GoalEntry(Closed):
    """How well one of the goals of the screening goes now."""

    date: date
    goal: Annotated[int, Field(ge=1)]
    """1 for the first one."""
    score: Points


class LogFile(Closed):
    """A log file."""

    kilter_log: Literal[1]
    sessions: tuple[SessionEntry, ...] = ()
    not_done: tuple[MissedEntry, ...] = ()
    mornings: tuple[MorningEntry, ...] = ()
    safety: tuple[SafetyEntry, ...] = ()
    goals: tuple[GoalEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a log file."""

    entries: int
    """How many logs it holds."""
    new: int
    """How many of them were not in the record before."""
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One thing to log: the day and the order within it, where it stands, what it says, and how it is made."""

    on: date
    order: int
    path: Path
    content: str
    make: Callable[[TrainingState], Log]


_MORNING, _SAFETY, _GOAL, _SESSION = range(4)
"""In which order things are taken in that were written down for one day."""
_KEYS = {"on": "date", "number": ""}
"""Fields of a log that go by another key in the file."""


def log_file(document: Document, record: Record, at: datetime) -> TakenIn:
    """Take in a log file: all of it or nothing. What it holds of what is in the record already is passed over.

    Args:
        document: the file.
        record: that has begun.
        at: when.

    Raises:
        DataError: the file is wrong, or does not fit the record; every fault at once, and nothing was kept.
        RecordError: the record cannot be written.
    """
    file = validate(LogFile, document)
    pieces = sorted(_pieces(file, record), key=lambda piece: (piece.on, piece.order))
    if not pieces:
        raise DataError(Problem(document.place(()), "There is nothing to log in it.", "Add sessions: or mornings:."))
    counted: Counter[str] = Counter()
    entries = []
    paths: dict[str, Path] = {}
    for number, piece in enumerate(pieces):
        counted[piece.content] += 1
        content = f"{piece.content} {counted[piece.content]}"
        place = f"#{number}"
        paths[place] = piece.path
        entries.append(Entry(f"file-{hashlib.sha256(content.encode()).hexdigest()[:32]}", place, piece.make))
    try:
        new, decided = record.log_together(entries, at)
    except UsageError as error:
        placed = [_in_file(problem, paths, document) for problem in error.problems]
        raise DataError(*dict.fromkeys(placed)) from None
    return TakenIn(len(entries), new, decided)


def _in_file(problem: Problem, paths: dict[str, Path], document: Document) -> Problem:
    """A problem of a log with its place in the file."""
    place, _, field = problem.place.partition(": ")
    path = paths.get(place)
    if path is None:
        return problem
    key = _KEYS.get(field, field)
    if key == "date" and path[:1] == ("sessions",):
        path = path[:2]
    return Problem(document.place((*path, key) if key else path), problem.what, problem.mend)


def _pieces(file: LogFile, record: Record) -> Iterator[_Piece]:
    for n, morning in enumerate(file.mornings):
        made: Log = Morning(
            morning.date, morning.pain, morning.stiffness, morning.soreness, morning.sharp, morning.night
        )
        yield _fixed(made, _MORNING, ("mornings", n))
    for n, safety in enumerate(file.safety):
        yield _fixed(SafetyAnswered(safety.date, safety.flag, safety.answer), _SAFETY, ("safety", n))
    for n, goal in enumerate(file.goals):
        yield _fixed(GoalScored(goal.date, goal.goal - 1, goal.score), _GOAL, ("goals", n))
    for n, missed in enumerate(file.not_done):
        yield _fixed(SessionSkipped(missed.date, missed.why, missed.note), _SESSION, ("not_done", n))
    for n, session in enumerate(file.sessions):
        yield from _session(session, ("sessions", n), record)


def _fixed(log: Log, order: int, path: Path) -> _Piece:
    return _Piece(log.on, order, path, repr(log), lambda _: log)


def _session(session: SessionEntry, path: Path, record: Record) -> Iterator[_Piece]:
    on = session.date
    for n, entry in enumerate(session.sets):
        content = _content(on, entry)
        for _ in range(entry.times):
            for side in _sides(entry.exercise, entry.side, record):
                make = _set_maker(on, entry, side, record.book)
                yield _Piece(on, _SESSION, (*path, "sets", n), f"{content} {side}", make)
    for n, skipped in enumerate(session.skipped):
        for side in _sides(skipped.exercise, skipped.side, record):
            left_out = SetsSkipped(on, skipped.exercise, side, skipped.why, skipped.note)
            yield _fixed(left_out, _SESSION, (*path, "skipped", n))
    if session.ended is not None:
        end = session.ended
        yield _fixed(SessionEnded(on, end.minutes, end.went, end.note), _SESSION, (*path, "ended"))


def _content(on: date, entry: SetEntry) -> str:
    """A set as it is written; equal ones of a day are told apart by their order."""
    said = entry.model_dump(mode="json", exclude_defaults=True)
    said.pop("times", None)
    return json.dumps([on.isoformat(), said], sort_keys=True)


def _sides(exercise: str, said: str | None, record: Record) -> tuple[Side | None, ...]:
    """The sides that are meant; what does not fit the exercise is refused when it is checked."""
    ladder = record.state.start.ladders.get(exercise)
    if said == "both":
        return ladder.sides if ladder is not None else (None,)
    return (None if said is None else Side(said),)


def _set_maker(on: date, entry: SetEntry, side: Side | None, book: Rulebook) -> Callable[[TrainingState], Log]:
    def make(state: TrainingState) -> Log:
        return SetDone(
            on=on,
            exercise=entry.exercise,
            level=entry.level or asked_level(state, on, entry.exercise, side, book),
            side=side,
            number=next_number(state, on, entry.exercise, side),
            reps=entry.reps,
            seconds=entry.seconds,
            load=None if entry.load is None else load_of(entry.load, load_kind(entry, state)),
            reserve=entry.reserve,
            pain=entry.pain,
            pain_kind=entry.pain_kind,
            pain_place=entry.pain_place,
            faults=tuple(FaultSeen(fault, count) for fault, count in entry.faults.items()),
            form=entry.form,
        )

    return make


def load_kind(entry: SetEntry, state: TrainingState) -> LoadKind | None:
    """What the level of a set is loaded with."""
    ladder = state.start.ladders.get(entry.exercise)
    kinds = [rung.load for rung in ladder.rungs if entry.level in {None, rung.level}] if ladder is not None else []
    return next((kind for kind in kinds if kind is not None), None)


def asked_level(state: TrainingState, on: date, exercise: str, side: Side | None, book: Rulebook) -> str:
    """The level that is asked for on a day; the easiest one where the exercise is not asked for."""
    ladder = state.start.ladders.get(exercise)
    if ladder is None:
        return ""
    if state.session is None or state.session.on < on:
        state, _ = preview(state, on, book)
    track = state.tracks.get((exercise, side))
    return ladder.rungs[0 if track is None else track.dose.rung].level


def next_number(state: TrainingState, on: date, exercise: str, side: Side | None) -> int:
    """Which set of an exercise and side comes next on a day."""
    done: Iterable[SetDone] = state.session.sets if state.session is not None and state.session.on == on else ()
    return 1 + sum((one.exercise, one.side) == (exercise, side) for one in done)
