"""What a day asks for, and why: the morning's question, a pause, rest, the session, what is done of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.language import say
from kilter.programme.programme import BlockKind, Prescription
from kilter.programme.progression.deciding import preview
from kilter.programme.progression.decisions import Decision
from kilter.programme.progression.dose import Key
from kilter.programme.progression.holding import held_by
from kilter.programme.progression.logs import SetDone
from kilter.programme.progression.plan_of_day import Target, keys_of, phase_of, session_of, week_of, work_of_day
from kilter.programme.progression.state import TrainingState
from kilter.services.record.events import Decided
from kilter.services.record.record import Record, said_by, words_of
from kilter.services.record.words import name_of

HOURS_A_DAY = 24


class DayKind(StrEnum):
    """What a day is."""

    BEFORE = "before"
    """The record begins later."""
    PAUSED = "paused"
    TRAINING = "training"
    UNDER_WAY = "under_way"
    """The session has begun."""
    DONE = "done"
    SKIPPED = "skipped"
    REST = "rest"
    """The same muscles worked too lately; who wants to train may."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The latest decision about an exercise on a side."""

    id: str
    on: date
    rule: str
    say: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of one side, what is done of it, and why it is what it is."""

    target: Target
    level_name: str
    done: tuple[SetDone, ...]
    skipped: bool
    reason: Reason | None

    @property
    def left(self) -> int:
        """How many sets are still to be done."""
        return 0 if self.skipped else max(0, self.target.sets - len(self.done))


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of the session."""

    exercise: str
    name: str
    prescription: Prescription
    timed: bool
    reserve: int
    """Repetitions in reserve that are asked for at least; 0 where none are."""
    asks: tuple[Ask, ...]
    """By side, the one to begin with first; empty in warm-up and cool-down."""
    instead_of: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits for an answer."""

    id: str
    exercise: str | None
    side: Side | None
    say: str


@dataclass(frozen=True, slots=True)
class Day:
    """Everything that a person needs to know on a day."""

    on: date
    kind: DayKind
    begins: date
    """The first day of the record."""
    stage: str
    aim: str
    phase: int
    phases: int
    week: int
    session: str
    planned_minutes: float
    finished: bool
    pause: Reason | None
    morning_open: bool
    """Whether it was not yet told how the morning was."""
    next_on: date
    """The first day on which the same muscles have rested."""
    held: str
    """Why nothing rises today; empty where it may."""
    open_since: date | None
    """A session of an earlier day that was not ended."""
    coming: tuple[str, ...]
    """What will be decided when the session begins."""
    parts: tuple[tuple[BlockKind, tuple[Item, ...]], ...]
    proposals: tuple[Waiting, ...]

    @property
    def left(self) -> int:
        """Sets of the main work that are still to be done."""
        return sum(ask.left for _, items in self.parts for item in items for ask in item.asks)


def day_of(record: Record, on: date) -> Day:
    """What a day asks for.

    Args:
        record: that has begun.
        on: the day.

    Raises:
        UsageError: the record is empty.
    """
    state, catalogue, book = record.state, record.catalogue, record.book
    shown_on = max(on, state.start.on)
    ahead, coming = preview(state, shown_on, book)
    held = held_by(ahead, shown_on, book)
    last = state.last_session_on
    rest_days = catalogue.dose_rules.same_muscle_rest_hours.value / HOURS_A_DAY
    next_on = on if last is None else max(on, last + timedelta(days=rest_days))
    phase = phase_of(ahead)
    return Day(
        on=on,
        kind=_kind(state, on, next_on),
        begins=state.start.on,
        stage=phase.stage.value,
        aim=say(phase.aim),
        phase=ahead.phase + 1,
        phases=len(state.start.programme.phases),
        week=week_of(ahead, shown_on).number,
        session=session_of(ahead).name,
        planned_minutes=session_of(ahead).minutes,
        finished=ahead.finished,
        pause=_pause(record),
        morning_open=_morning_open(state, on),
        next_on=next_on,
        held=catalogue.decision_rules[held].say if held else "",
        open_since=state.session.on if state.session is not None and state.session.on < on else None,
        coming=tuple(_said(decision, catalogue) for decision in coming),
        parts=_parts(ahead, shown_on, record),
        proposals=tuple(
            Waiting(one.id, one.exercise, one.side, words_of(one, catalogue)) for one in state.proposals.values()
        ),
    )


def _kind(state: TrainingState, on: date, next_on: date) -> DayKind:
    if on < state.start.on:
        return DayKind.BEFORE
    if state.session is not None and state.session.on == on:
        return DayKind.UNDER_WAY
    if state.pause is not None:
        return DayKind.PAUSED
    if state.last_session_on is not None and on <= state.last_session_on:
        return DayKind.DONE
    if on in state.skipped:
        return DayKind.SKIPPED
    return DayKind.REST if on < next_on else DayKind.TRAINING


def _morning_open(state: TrainingState, on: date) -> bool:
    """A morning is asked for once something was trained, and only in its order."""
    begun = bool(state.done) or (state.session is not None and state.session.on < on)
    return begun and (not state.mornings or state.mornings[-1].on < on)


def _said(decision: Decision, catalogue: Catalogue) -> str:
    """What a decision says, with the exercise and the side it is about."""
    about = name_of(decision.exercise, decision.side, catalogue)
    said = words_of(decision, catalogue)
    return f"{about}: {said}" if about else said


def _pause(record: Record) -> Reason | None:
    pause = record.state.pause
    if pause is None:
        return None
    told = [body for _, body in record.history if isinstance(body, Decided) and body.decision.rule == pause.rule]
    return _reason(told[-1], record) if told else None


def _reason(decided: Decided, record: Record) -> Reason:
    decision = decided.decision
    return Reason(decision.id, decision.on, decision.rule, said_by(decided, record.catalogue))


def latest_reasons(record: Record, keys: Collection[Key]) -> Mapping[Key, Reason]:
    """The latest decision about each of some exercises and sides, where there is one."""
    found: dict[Key, Reason] = {}
    for _, body in reversed(record.history):
        if not isinstance(body, Decided):
            continue
        for key in _keys_of(body):
            if key in keys and key not in found:
                found[key] = _reason(body, record)
        if len(found) == len(keys):
            break
    return found


def _keys_of(body: Decided) -> tuple[Key, ...]:
    moved = tuple((one.exercise, one.side) for one in body.decision.change.tracks)
    own = body.decision.exercise
    return moved or ((own, body.decision.side),) if own is not None else moved


def _parts(ahead: TrainingState, on: date, record: Record) -> tuple[tuple[BlockKind, tuple[Item, ...]], ...]:
    exercises, open_ = record.catalogue.exercises, ahead.session
    reasons = latest_reasons(record, keys_of(session_of(ahead), ahead))
    parts = []
    for kind, works in work_of_day(ahead, on, record.book.limits):
        items = []
        for work in works:
            exercise = work.prescription.exercise
            known = exercises.get(exercise)
            levels = {level.id: level.name for level in known.levels} if known is not None else {}
            asks = tuple(
                Ask(
                    target=target,
                    level_name=levels.get(target.level, target.level),
                    done=tuple(
                        one
                        for one in (open_.sets if open_ is not None else ())
                        if (one.exercise, one.side) == (exercise, target.side)
                    ),
                    skipped=open_ is not None and (exercise, target.side) in open_.skipped,
                    reason=reasons.get((exercise, target.side)),
                )
                for target in work.targets
            )
            reserve = ahead.start.ladders[exercise].reserve if work.targets and not work.timed else 0
            name = known.name if known is not None else exercise
            items.append(Item(exercise, name, work.prescription, work.timed, reserve, asks, work.instead_of))
        parts.append((kind, tuple(items)))
    return tuple(parts)
