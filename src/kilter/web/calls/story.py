"""How it went, by call: what was decided and why, progress, and tests done again."""

import datetime
from typing import Annotated, Any

from annotated_types import Ge, Le, Len
from ninja import Router, Schema
from pydantic import Field

from kilter.adapters import clock
from kilter.body.sides import Side
from kilter.errors import UsageError
from kilter.screening.form import TestEntry, Trials
from kilter.screening.retest import DueStatus
from kilter.screening.trend import Course, MeasureTrend
from kilter.services.record.progress import progress_of
from kilter.services.record.reasons import why
from kilter.services.record.retest import due_tests, story_of, trends_in
from kilter.services.record.telling import history_of
from kilter.web.calls.needs import READ, WRITE, Call, answers, begun
from kilter.web.calls.problems import not_there
from kilter.web.calls.shapes import Both, Day, Decision, Event, Kept, Key, kept
from kilter.web.records.api import moment
from kilter.web.site.knowledge import catalogue, screener
from kilter.web.training import api

router = Router(tags=["story"])
MOST_VALUES = 10


class Moved(Schema):
    """A dose before and after a decision."""

    about: str
    before: str
    after: str


class Why(Schema):
    """Everything about one decision."""

    told: Decision
    name: str
    on: datetime.date
    version: int
    inputs: list[tuple[str, str | float]]
    doses: list[Moved]
    effects: list[str]
    cause: str
    grade: str
    answer: str
    sources: list[str]
    """As they are cited."""


class ExerciseStanding(Schema):
    """Where an exercise stands on a side."""

    exercise: str
    side: Side | None
    about: str
    level: str
    sets: int
    aim: int
    high: int
    timed: bool
    load: str
    steps: int
    since: datetime.date | None


class WeekDone(Schema):
    """What was done in a week."""

    number: int
    begins: datetime.date
    done: int
    planned: int
    sets: int
    worst_pain: int | None
    mornings: list[int]


class Point(Schema):
    """One side on one day, with the ends of its 95 % error band."""

    on: datetime.date
    value: float
    band: tuple[float, float]


class Difference(Schema):
    """The two sides compared on one day; positive when the left is worse."""

    on: datetime.date
    difference: float
    detectable: float


class ChangeShape(Schema):
    """What became of a value from one day to another."""

    since: datetime.date
    until: datetime.date
    course: Course
    amount: float
    detectable: float
    reason: str


class Trend(Schema):
    """What became of one measure."""

    test: str
    test_name: str
    measure: str
    measure_name: str
    unit: str
    sided: bool
    sides: Both[list[Point]]
    asymmetry: list[Difference]
    change: Both[ChangeShape | None]
    asymmetry_change: ChangeShape | None


class Progress(Schema):
    """How it goes."""

    started_on: datetime.date
    on: datetime.date
    usual_pain: int
    sessions: int
    planned: int
    weeks: list[WeekDone]
    standing: list[ExerciseStanding]
    trends: list[Trend]


class Due(Schema):
    """A test to do again."""

    test: str
    name: str
    measures: list[str]
    sides: list[Side]
    due: datetime.date
    status: DueStatus
    why: str
    minutes: float


class Values(Schema):
    """The trials of one measure, on each side or for both together, in the unit of the measure."""

    left: Annotated[list[Annotated[float, Field(allow_inf_nan=False)]], Len(0, MOST_VALUES)] | None = None
    right: Annotated[list[Annotated[float, Field(allow_inf_nan=False)]], Len(0, MOST_VALUES)] | None = None
    both: Annotated[list[Annotated[float, Field(allow_inf_nan=False)]], Len(0, MOST_VALUES)] | None = None


class TestTold(Schema):
    """One test that was done again today."""

    test: Key
    measures: Annotated[dict[Key, Values], Len(1, 30)]


class RetestTold(Event):
    """Tests that were done again today."""

    tests: Annotated[list[TestTold], Len(1, 30)]


@router.get("/decisions", response=answers(list[Day], 409), **READ)
def decisions(request: Call, days: Annotated[int, Ge(1), Le(400)] = 30) -> Any:
    """What was done and decided on the latest days, the latest first."""
    # A list, as ninja takes a pair for a status and its response.
    return list(history_of(begun(request))[: -days - 1 : -1])


@router.get("/decisions/{decision_id}", response=answers(Why, 404, 409), **READ)
def decision(request: Call, decision_id: str) -> dict[str, Any]:
    """Why something changed, down to the source."""
    record = begun(request)
    try:
        found = why(record, decision_id)
    except UsageError:
        found = None
    if found is None or found.told.id != decision_id:
        raise not_there("decision", "There is no such decision.", "See GET /api/v1/decisions.")
    told = {name: getattr(found, name) for name in Why.model_fields.keys() - {"sources"}}
    return told | {"sources": [catalogue().sources[each].citation for each in found.sources]}


@router.get("/progress", response=answers(Progress, 409), **READ)
def progress(request: Call) -> dict[str, Any]:
    """How it goes: week by week, where every exercise stands on each side, and what became of each measure."""
    record = begun(request)
    told = progress_of(record, clock.today())
    names = Progress.model_fields.keys() - {"trends"}
    trends = trends_in(story_of(record, screener()), catalogue())
    return {name: getattr(told, name) for name in names} | {"trends": [_trend(trend) for trend in trends]}


@router.get("/retest", response=answers(list[Due], 409), **READ)
def due(request: Call) -> list[dict[str, Any]]:
    """Which tests to do again, and when."""
    plan = due_tests(story_of(begun(request), screener()), catalogue(), clock.today())
    names = Due.model_fields.keys() - {"name"}
    return [
        {name: getattr(each, name) for name in names} | {"name": catalogue().tests[each.test].name} for each in plan.due
    ]


@router.post("/retest", response=answers(Kept, 409), **WRITE)
def test_again(request: Call, told: RetestTold) -> dict[str, Any]:
    """Keep tests that were done again; what they come to is decided at once."""
    record, when = begun(request), moment(str(told.id))
    on = api.day_for(record, when)
    entries = [
        TestEntry(test=each.test, date=on, measures={name: _trials(values) for name, values in each.measures.items()})
        for each in told.tests
    ]
    return kept(api.test_again(record, screener(), entries, when), catalogue())


def _trials(values: Values) -> Trials:
    return Trials.model_validate_json(values.model_dump_json(exclude_none=True))


def _trend(trend: MeasureTrend) -> dict[str, Any]:
    test = catalogue().tests[trend.test]
    return {
        "test": trend.test,
        "test_name": test.name,
        "measure": trend.measure,
        "measure_name": test.measure(trend.measure).name,
        "unit": trend.unit.sign,
        "sided": trend.sided,
        "sides": {"left": trend.sides.left, "right": trend.sides.right},
        "asymmetry": trend.asymmetry,
        "change": {"left": trend.change.left, "right": trend.change.right},
        "asymmetry_change": trend.asymmetry_change,
    }
