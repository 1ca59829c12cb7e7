"""The programme by call: making it, and what stands in it."""

import datetime
from http import HTTPStatus
from typing import Annotated, Any

from annotated_types import Ge, Le
from ninja import Router, Schema

from kilter.adapters import clock
from kilter.body.sides import Side
from kilter.knowledge.schema.exercises import Stage
from kilter.programme.programme import BlockKind, Purpose
from kilter.services.plan import TriageStopError
from kilter.web.calls.needs import READ, WRITE, Call, answers, begun, person_of
from kilter.web.calls.problems import RefusedError
from kilter.web.calls.shapes import Both, Event, Points
from kilter.web.records.api import moment, record_of
from kilter.web.screening.api import profile_of
from kilter.web.training import api

router = Router(tags=["programme"])


class Prescription(Schema):
    """One exercise in one session."""

    exercise: str
    level: str
    sets: Both[int]
    first_side: Side | None
    reps: tuple[int, int] | None
    hold_s: tuple[float, float] | None
    tempo_s: tuple[float, float, float] | None
    rest_s: float
    reps_in_reserve: tuple[int, int] | None
    minutes: float
    purpose: Purpose
    labels: list[str]


class Block(Schema):
    """A part of a session."""

    kind: BlockKind
    minutes: float
    prescriptions: list[Prescription]


class Session(Schema):
    """One session of a phase."""

    name: str
    day: int
    minutes: float
    blocks: list[Block]


class Week(Schema):
    """What changes from week to week."""

    number: int
    sets: int
    say: str


class Phase(Schema):
    """A stretch of weeks with one aim."""

    stage: Stage
    aim: str
    weeks: list[Week]
    sessions: list[Session]
    ready_for_next_when: list[str]


class LeftOut(Schema):
    """What is not in the programme, and why."""

    id: str
    kind: str
    why: str


class Programme(Schema):
    """A whole programme, as it was planned at the beginning."""

    days_per_week: int
    minutes_per_session: float
    weeks: int
    treats: list[str]
    maintains: list[str]
    phases: list[Phase]
    left_out: list[LeftOut]
    notes: list[str]


class Wishes(Event):
    """What the programme has to fit into."""

    days: Annotated[int, Ge(1), Le(7)] = 3
    minutes: Annotated[int, Ge(10), Le(120)] = 30
    usual_pain: Points = 0


class WeekDay(Schema):
    """One day of the week."""

    on: datetime.date
    session: str
    done: bool
    skipped: bool
    today: bool


@router.get("/programme", response=answers(Programme, 409), **READ)
def programme(request: Call) -> object:
    """The programme as it was planned; what each exercise asks for by now is told by GET /today and GET /progress."""
    return begun(request).state.start.programme


@router.post("/programme", response=answers(Programme, 409), **WRITE)
def make_programme(request: Call, told: Wishes) -> object:
    """Make the programme from the answers, and begin the record with it today."""
    person = person_of(request)
    record = record_of(person)
    profile = profile_of(person, record)
    if record.begun or profile is None:
        what = "There is a programme already." if record.begun else "There are not enough answers yet."
        raise RefusedError(
            HTTPStatus.CONFLICT, "programme", what, "See GET /api/v1/programme and GET /api/v1/screening."
        )
    now = moment(str(told.id))
    try:
        api.begin(person, record, profile, now, days=told.days, minutes=told.minutes, usual_pain=told.usual_pain)
    except TriageStopError as error:
        problem = error.problems[0]
        raise RefusedError(HTTPStatus.CONFLICT, problem.place, problem.what, problem.mend) from None
    return record.state.start.programme


@router.get("/week", response=answers(list[WeekDay], 409), **READ)
def week(request: Call) -> Any:
    """The seven days around today."""
    return api.week_of(begun(request), clock.today())
