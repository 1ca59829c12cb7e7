"""The day by call: what it asks for, and what is told of it."""

import datetime
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, Self

from annotated_types import Ge, Le
from ninja import Router, Schema
from pydantic import Field, StringConstraints, model_validator

from kilter.adapters import clock
from kilter.body.sides import Side
from kilter.programme.programme import BlockKind
from kilter.programme.progression.logs import (
    Cleared,
    Form,
    Log,
    Morning,
    PainKind,
    SessionEnded,
    SessionSkipped,
    SetsSkipped,
    SkipReason,
    Went,
)
from kilter.services.record.day import Ask, DayKind, Item, day_of
from kilter.services.record.record import Record
from kilter.web.calls.needs import READ, WRITE, Call, answers, begun
from kilter.web.calls.problems import RefusedError, not_there
from kilter.web.calls.programme import Prescription
from kilter.web.calls.shapes import Decision, Event, Kept, Key, Name, Points, Words, kept
from kilter.web.records.api import moment
from kilter.web.site.knowledge import catalogue
from kilter.web.training import api

router = Router(tags=["sessions"])
LONGEST_HOLD_S = 3600.0


class ReasonShape(Schema):
    """A decision, and what it said."""

    id: str
    on: datetime.date
    rule: str
    say: str


class SetShape(Schema):
    """A set that was done."""

    number: int
    reps: int | None
    seconds: float | None
    load: str | None
    reserve: int | None
    pain: int
    pain_kind: PainKind


class AskShape(Schema):
    """What is asked of one side, or of both at once."""

    side: Side | None
    level: str
    level_name: str
    sets: int
    aim: int
    """Repetitions or seconds to reach in each set."""
    high: int
    load: str | None
    done: list[SetShape]
    left: int
    skipped: bool
    reason: ReasonShape | None


class ItemShape(Schema):
    """One exercise of the session."""

    exercise: str
    name: str
    timed: bool
    reserve: int
    instead_of: str | None
    prescription: Prescription
    asks: list[AskShape]


class Part(Schema):
    """Warm-up, main work or cool-down."""

    kind: BlockKind
    items: list[ItemShape]


class Today(Schema):
    """What a day asks for."""

    on: datetime.date
    kind: DayKind
    stage: str
    aim: str
    phase: int
    phases: int
    week: int
    session: str
    planned_minutes: float
    finished: bool
    pause: ReasonShape | None
    morning_open: bool
    next_on: datetime.date
    held: str
    coming: list[str]
    stopped: bool
    """Whether something ended today's session; no further set is asked for."""
    left: int
    parts: list[Part]
    done: list[str]
    decided: list[Decision]


class NextSet(Schema):
    """The set that comes next."""

    exercise: str
    name: str
    timed: bool
    side: Side | None
    level: str
    number: int
    aim: int
    high: int
    load: str | None
    reserve: int
    rest_s: float
    done: int
    of: int


class Coming(Schema):
    """The next set; none where nothing more is asked for today."""

    next: NextSet | None


class SetTold(Event):
    """A set that was done today: repetitions, or seconds where the exercise is timed."""

    exercise: Key
    side: Side | None = None
    number: Annotated[int, Ge(1), Le(50)]
    reps: Annotated[int, Ge(0), Le(1000)] | None = None
    seconds: Annotated[float, Ge(0), Le(LONGEST_HOLD_S), Field(allow_inf_nan=False)] | None = None
    load: Annotated[str, StringConstraints(max_length=30)] = ""
    reserve: Annotated[int, Ge(0), Le(20)] | None = None
    pain: Points = 0
    pain_kind: PainKind = PainKind.ACHE
    form: Form = Form.CLEAN

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.reps is None) == (self.seconds is None):
            raise ValueError("Give either reps or seconds")
        return self


class SetsSkippedTold(Event):
    """The rest of an exercise on a side is left out today."""

    exercise: Key
    side: Side | None = None
    why: SkipReason
    note: Words = ""


class DaySkippedTold(Event):
    """The session of today is not done."""

    why: SkipReason
    note: Words = ""


class EndTold(Event):
    """How the session went."""

    went: Went = Went.RIGHT
    minutes: Annotated[int, Ge(1), Le(240)] | None = None
    note: Words = ""


class MorningTold(Event):
    """How the morning was."""

    pain: Points
    stiffness: Points = 0
    soreness: Points = 0
    sharp: bool = False
    night: bool = False


class ClearedTold(Event):
    """A professional has seen the person, and the programme may go on."""

    by: Name


class UndoTold(Event):
    """The last entry is taken back."""


class Undone(Schema):
    """What was taken back, with all that followed from it."""

    kind: str


@router.get("/today", response=answers(Today, 409), **READ)
def today(request: Call) -> dict[str, Any]:
    """What the day asks for, what is done of it, and why it is what it is."""
    record, on = begun(request), clock.today()
    day = day_of(record, on)
    names = Today.model_fields.keys() - {"parts", "stopped", "done", "decided"}
    return {name: getattr(day, name) for name in names} | {
        "parts": [{"kind": kind, "items": [_item(item) for item in items]} for kind, items in day.parts],
        "stopped": api.stopped_today(record, on),
        "done": api.done_on(record, on),
        "decided": api.decided_on(record, on),
    }


@router.get("/today/next-set", response=answers(Coming, 409), **READ)
def next_set(request: Call) -> dict[str, Any]:
    """The set that comes next."""
    record = begun(request)
    day = day_of(record, clock.today())
    coming = api.next_set(record, day) if day.kind in api.OPEN else None
    if coming is None:
        return {"next": None}
    target = coming.ask.target
    return {
        "next": {
            "exercise": coming.item.exercise,
            "name": coming.item.name,
            "timed": coming.item.timed,
            "side": target.side,
            "level": target.level,
            "number": coming.number,
            "aim": target.aim,
            "high": target.high,
            "load": _words(target.load),
            "reserve": coming.item.reserve,
            "rest_s": coming.item.prescription.rest_s,
            "done": coming.done,
            "of": coming.of,
        }
    }


@router.post("/sets", response=answers(Kept, 404, 409), **WRITE)
def keep_set(request: Call, told: SetTold) -> dict[str, Any]:
    """Keep a set; what it calls for is decided at once."""
    record = begun(request)
    timed = api.is_timed(record, told.exercise)
    if timed is None:
        raise not_there("exercise", "This exercise is not in the programme.", "See GET /api/v1/today.")
    amount = told.seconds if timed else told.reps
    if amount is None:
        name = "seconds" if timed else "reps"
        what = f"“{told.exercise}” is counted in {name}."
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, name, what, f"Give {name} instead.")
    said = api.SetTold(
        exercise=told.exercise,
        side=told.side,
        number=told.number,
        amount=amount,
        load=told.load,
        reserve=told.reserve,
        pain=told.pain,
        pain_kind=told.pain_kind,
        form=told.form,
    )
    when = moment(str(told.id))
    return kept(api.log_set(record, api.set_of(said, record, when), when), catalogue())


@router.post("/sets/skip", response=answers(Kept, 409), **WRITE)
def skip_sets(request: Call, told: SetsSkippedTold) -> dict[str, Any]:
    """Leave out what is left of an exercise on a side today."""
    return _keep(begun(request), told, lambda on: SetsSkipped(on, told.exercise, told.side, told.why, told.note))


@router.post("/sessions/skip", response=answers(Kept, 409), **WRITE)
def skip_day(request: Call, told: DaySkippedTold) -> dict[str, Any]:
    """Leave today's session out."""
    return _keep(begun(request), told, lambda on: SessionSkipped(on, told.why, told.note))


@router.post("/sessions/end", response=answers(Kept, 409), **WRITE)
def end_session(request: Call, told: EndTold) -> dict[str, Any]:
    """End the session that is under way."""
    record = begun(request)
    session = record.state.session
    return _keep(
        record,
        told,
        lambda on: SessionEnded(on if session is None else session.on, told.minutes, told.went, told.note),
    )


@router.post("/mornings", response=answers(Kept, 409), **WRITE)
def tell_morning(request: Call, told: MorningTold) -> dict[str, Any]:
    """Tell how this morning was."""
    return _keep(
        begun(request),
        told,
        lambda on: Morning(on, told.pain, told.stiffness, told.soreness, sharp=told.sharp, night=told.night),
    )


@router.post("/cleared", response=answers(Kept, 409), **WRITE)
def clear(request: Call, told: ClearedTold) -> dict[str, Any]:
    """Go on after a pause, since a professional has seen the person."""
    return _keep(begun(request), told, lambda on: Cleared(on, told.by))


@router.post("/undo", response=answers(Undone, 409), **WRITE)
def undo(request: Call, told: UndoTold) -> dict[str, str]:
    """Take back what was logged last, with all that followed from it."""
    return {"kind": begun(request).undo(moment(str(told.id))).kind}


def _keep(record: Record, told: Event, log_on: Callable[[date], Log]) -> dict[str, Any]:
    """Keep what is told, on the day it was first told."""
    when = moment(str(told.id))
    return kept(record.log(log_on(api.day_for(record, when)), when, place="body"), catalogue())


def _item(item: Item) -> dict[str, Any]:
    return {
        "exercise": item.exercise,
        "name": item.name,
        "timed": item.timed,
        "reserve": item.reserve,
        "instead_of": item.instead_of,
        "prescription": item.prescription,
        "asks": [_ask(ask) for ask in item.asks],
    }


def _ask(ask: Ask) -> dict[str, Any]:
    target = ask.target
    return {
        "side": target.side,
        "level": target.level,
        "level_name": ask.level_name,
        "sets": target.sets,
        "aim": target.aim,
        "high": target.high,
        "load": _words(target.load),
        "done": [
            {name: getattr(done, name) for name in SetShape.model_fields} | {"load": _words(done.load)}
            for done in ask.done
        ],
        "left": ask.left,
        "skipped": ask.skipped,
        "reason": ask.reason,
    }


def _words(load: object | None) -> str | None:
    return None if load is None else str(load)
