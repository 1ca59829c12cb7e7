"""One person's record, open for reading and logging: state folded from events, every log checked, decided and kept."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from kilter.errors import AlreadyKeptError, IdTakenError, Problem, RecordChangedError, RecordError, UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.language import ENGLISH, say, speaking, written
from kilter.programme.progression.checking import problems_of
from kilter.programme.progression.deciding import advance, begin
from kilter.programme.progression.decisions import Decision
from kilter.programme.progression.logs import (
    DoseSet,
    Edit,
    ExerciseLeftOut,
    ExerciseTakenIn,
    Log,
    SessionEnded,
    SetDone,
    SetsSkipped,
)
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import Start, TrainingState, apply, follow
from kilter.services.ports import EventStore, NewEvent, StoredEvent
from kilter.services.record.events import Body, Decided, Started, Withdrawn, in_force, is_log, read_body, write_body

T = TypeVar("T")

TRIES = 20
"""How often a log is decided anew because someone else wrote in between."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is logged, and the id that its event gets."""

    at: datetime
    """With its offset from UTC."""
    id: str

    @property
    def today(self) -> date:
        """The day where the person is."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Entry:
    """One of several things to log together.

    Args:
        id: of its event; the same content gets the same id, so that it is taken in once only.
        place: where it stands, for the problems: ``place: field``.
        make: what is logged, given the state in which it is to be taken in.
    """

    id: str
    place: str
    make: Callable[[TrainingState], Log]


History = tuple[tuple[StoredEvent, Body], ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record as it was read once; with it, opening the record again reads only what was written since."""

    events: History
    """Everything that is kept, what was taken back included."""
    history: History
    """Everything that is in force."""
    state: TrainingState | None


class Record:
    """A person's record over an event store.

    Args:
        store: where the events are kept.
        catalogue: knowledge, for the rules and their words.
        known: how the same store was read before; passed over where the store no longer holds what it ends with.

    Raises:
        RecordError: the record cannot be read.
    """

    def __init__(self, store: EventStore, catalogue: Catalogue, known: Snapshot | None = None) -> None:
        self.catalogue = catalogue
        # What is decided and kept is the same whoever looks, in whatever language.
        self.written = catalogue.written or catalogue
        self.book = Rulebook.of(self.written)
        self._store = store
        self._events: History = ()
        self._history: History = ()
        self._state: TrainingState | None = None
        if known is not None:
            self._take_up(known)
        self.refresh()

    def _take_up(self, known: Snapshot) -> None:
        last = known.events[-1][0] if known.events else None
        if last is not None and next(iter(self._store.read(last.position - 1)), None) == last:
            self._events, self._history, self._state = known.events, known.history, known.state

    @property
    def snapshot(self) -> Snapshot:
        """The record as it is read now."""
        return Snapshot(self._events, self._history, self._state)

    @property
    def begun(self) -> bool:
        """Whether there is anything in it."""
        return self._state is not None

    @property
    def state(self) -> TrainingState:
        """Where the training stands.

        Raises:
            UsageError: the record is empty.
        """
        if self._state is None:
            what = "There is no programme in this record yet."
            raise UsageError(Problem("record", what, "Begin with “kilter start SCREENING”."))
        return self._state

    @property
    def screening(self) -> str:
        """The screening that the record began with, as JSON.

        Raises:
            UsageError: the record is empty.
        """
        return next((body.screening for _, body in self._events if isinstance(body, Started)), "") or self._empty()

    def _empty(self) -> str:
        raise UsageError(Problem("record", "The record is empty.", "Begin with “kilter start SCREENING”."))

    @property
    def history(self) -> History:
        """Everything that is in force, in its order."""
        return self._history

    def walk(self) -> Iterator[tuple[StoredEvent, Body, TrainingState | None]]:
        """Everything that is in force, each with the state before it."""
        state: TrainingState | None = None
        for stored, body in self.history:
            yield stored, body, state
            state = _folded(state, body)

    def refresh(self) -> None:
        """Read what has been written since."""
        after = self._events[-1][0].position if self._events else 0
        new: History = tuple((event, read_body(event)) for event in self._store.read(after))
        self._events += new
        self._history += new
        if any(isinstance(body, Withdrawn) for _, body in new):
            self._state = None
            new = self._history = tuple(in_force(self._events))
        for _, body in new:
            self._state = _folded(self._state, body)

    def start(self, start: Start, screening: str, moment: Moment) -> TrainingState:
        """Begin the record.

        Raises:
            UsageError: it has begun already.
        """
        if self.begun:
            what = f"This record began on {self.state.start.on}."
            mend = "Go on with “kilter today”, or begin another with --record FILE."
            raise UsageError(Problem("record", what, mend))
        self._keep([(moment, Started(start, screening))])
        return self.state

    def log(self, log: Log, moment: Moment, *, place: str = "log") -> tuple[Decided, ...]:
        """Check something, decide what follows, and keep both; safe from a crash when it returns.

        Something that was kept before under the same id is not taken in twice. A session that was left open is ended
        before a later one begins.

        Args:
            log: what is to be logged.
            moment: when, and the id of its event.
            place: where it stands, for the problems.

        Returns:
            the decisions that followed.

        Raises:
            UsageError: it does not fit the record; nothing was kept.
            IdTakenError: the id stands for something else.
            RecordError: the record cannot be written.
        """

        def attempt() -> tuple[Decided, ...]:
            known = self._known(moment.id, log)
            return known if known is not None else self._log(log, moment, place)

        return self._until_kept(attempt)

    def _until_kept(self, attempt: Callable[[], T]) -> T:
        """Try again, in the light of what someone else has written, as long as someone does."""
        for _ in range(TRIES):
            try:
                return attempt()
            except RecordChangedError:
                self.refresh()
        what = "Someone else keeps writing to this record."
        raise RecordError(Problem("record", what, "Try again in a moment."))

    def log_together(self, entries: Sequence[Entry], at: datetime) -> tuple[int, tuple[Decided, ...]]:
        """Log several things, all of them or none; what was kept before under the same id is passed over.

        Args:
            entries: in the order in which they are taken in.
            at: when.

        Returns:
            how many of them were new, and the decisions that followed.

        Raises:
            UsageError: with everything that does not fit the record; nothing was kept.
            RecordError: the record cannot be written.
        """

        def attempt() -> tuple[int, tuple[Decided, ...]]:
            new = self._new(entries)
            bodies = self._taken_in(new, at)
            self._keep(bodies)
            return len(new), tuple(body for _, body in bodies if isinstance(body, Decided))

        return self._until_kept(attempt)

    def _new(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries that are not in force yet; what was taken back may come again, under an id of its own."""
        kept = {stored.id for stored, _ in self._events}
        gone = {body.event for _, body in self._events if isinstance(body, Withdrawn)}
        new = []
        for entry in entries:
            id_, again = entry.id, 0
            while id_ in gone:
                again += 1
                id_ = f"{entry.id}~{again}"
            if id_ not in kept:
                new.append(replace(entry, id=id_))
        return new

    def _taken_in(self, entries: Sequence[Entry], at: datetime) -> list[tuple[Moment, Body]]:
        """The events of entries in their order, each decided in the light of those before.

        A faulty set still counts in the order of sets, so that those after it are not called wrong as well.
        """
        state = self.state
        problems: list[Problem] = []
        bodies: list[tuple[Moment, Body]] = []
        for entry in entries:
            log = entry.make(state)
            try:
                state, own = self._piece(state, log, Moment(at, entry.id), entry.place)
                bodies += own
            except UsageError as error:
                problems += error.problems
                if isinstance(log, SetDone) and not any(one.place == f"{entry.place}: on" for one in error.problems):
                    state = apply(state, log)
        if problems:
            raise UsageError(*dict.fromkeys(problems))
        return bodies

    def _log(self, log: Log, moment: Moment, place: str) -> tuple[Decided, ...]:
        _, bodies = self._piece(self.state, log, moment, place)
        self._keep(bodies)
        return tuple(body for _, body in bodies if isinstance(body, Decided))

    def _piece(
        self, state: TrainingState, log: Log, moment: Moment, place: str
    ) -> tuple[TrainingState, list[tuple[Moment, Body]]]:
        """What is to be kept of a log, the end of an earlier session included; checked and decided."""
        pieces: list[tuple[Moment, Log]] = [(moment, log)]
        if _begins_later(log, state) and state.session is not None:
            end = SessionEnded(state.session.on)
            pieces.insert(0, (Moment(moment.at, f"{moment.id}/end"), end))
        bodies: list[tuple[Moment, Body]] = []
        for when, piece in pieces:
            problems = problems_of(piece, state, moment.today, self.book, place)
            if problems:
                raise UsageError(*problems)
            state, decisions = advance(state, piece, self.book)
            bodies.append((when, piece))
            bodies += [(Moment(when.at, f"{when.id}/{one.id}"), self._decided(one, when.id)) for one in decisions]
        return state, bodies

    def _known(self, event_id: str, log: Log) -> tuple[Decided, ...] | None:
        kept = next((body for stored, body in self._events if stored.id == event_id), None)
        if kept is None:
            return None
        if kept != log:
            what = f"The id “{event_id}” stands for something else already."
            raise IdTakenError(Problem("record", what, "Give each entry an id of its own."))
        return tuple(body for _, body in self._events if isinstance(body, Decided) and body.cause == event_id)

    def _decided(self, decision: Decision, cause: str) -> Decided:
        rule = self.written.decision_rules[decision.rule]
        with speaking(ENGLISH):
            said = words_of(decision, self.written)
        return Decided(decision, said, rule.sources, rule.grade.value, cause)

    def undo(self, moment: Moment) -> Log:
        """Take back what was logged last, and all that followed from it; under an id that was used for it, only once.

        Returns:
            what is taken back.

        Raises:
            UsageError: nothing has been logged, or the last thing is a professional's change of the programme.
            IdTakenError: the id stands for something else.
        """
        return self._until_kept(lambda: self._undo(moment))

    def _undo(self, moment: Moment) -> Log:
        same = (body for stored, body in self._events if stored.id == moment.id)
        gone = next((body.event for body in same if isinstance(body, Withdrawn)), None)
        before = next((body for stored, body in self._events if stored.id == gone and is_log(body)), None)
        if before is not None:
            return before
        logged = [(stored, body) for stored, body in self.history if is_log(body)]
        if not logged:
            raise UsageError(Problem("record", "There is nothing to take back.", "Log something first."))
        stored, body = logged[-1]
        if isinstance(body, Edit) and body.who:
            what = f"The last entry is {body.who}’s change of the programme."
            raise UsageError(Problem("record", what, "Ask them to change it back."))
        self._keep([(moment, Withdrawn(stored.id))])
        return body

    def _keep(self, bodies: Sequence[tuple[Moment, Body]]) -> None:
        after = self._events[-1][0].position if self._events else 0
        new = [NewEvent(when.id, when.at, body.kind, write_body(body)) for when, body in bodies]
        with suppress(AlreadyKeptError):
            self._store.append(new, after)
        self.refresh()


def _begins_later(log: Log, state: TrainingState) -> bool:
    """Whether it belongs to a later session than the open one, or changes what later ones ask for."""
    open_ = state.session
    return (
        isinstance(log, SetDone | SetsSkipped | DoseSet | ExerciseLeftOut | ExerciseTakenIn)
        and open_ is not None
        and log.on > open_.on
    )


def _folded(state: TrainingState | None, body: Body) -> TrainingState | None:
    match body:
        case Started():
            return begin(body.start)
        case Decided():
            return None if state is None else follow(state, body.decision)
        case Withdrawn():
            return state
        case _:
            return None if state is None else apply(state, body)


def words_of(decision: Decision, catalogue: Catalogue) -> str:
    """What a decision says to the person."""
    inputs = {name: _shown(name, value, decision, catalogue) for name, value in decision.inputs}
    return catalogue.decision_rules[decision.rule].say.format(**inputs)


def said_by(decided: Decided, catalogue: Catalogue) -> str:
    """What a decision said when it was made; in another language, what it says in that today."""
    if catalogue.written is None or decided.decision.rule not in catalogue.decision_rules:
        return decided.say
    try:
        return words_of(decided.decision, catalogue)
    except KeyError:  # the rule asks for what it did not know then
        return decided.say


def _fault(fault: str, decision: Decision, catalogue: Catalogue) -> str:
    """A fault by its id; in another language, which has no words for ids, by its cue."""
    exercise = catalogue.exercises.get(decision.exercise or "")
    cues = {focus.id: focus.say for focus in exercise.focus} if exercise is not None else {}
    return fault.replace("_", " ") if catalogue.written is None else cues.get(fault, fault.replace("_", " "))


_NAMED: dict[str, Callable[[str, Decision, Catalogue], str]] = {
    "by": lambda value, _, catalogue: catalogue.exercises[value].name,
    "sign": lambda value, _, __: say(value.replace("_", " ")),
    "stage": lambda value, _, __: say(value.replace("_", " ")),
    "fault": _fault,
}


def _shown(name: str, value: str | float, decision: Decision, catalogue: Catalogue) -> str:
    if isinstance(value, str):
        return _NAMED[name](value, decision, catalogue) if name in _NAMED else say(value)
    return written(value)
