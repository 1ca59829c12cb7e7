"""An example person: made up, screened five weeks ago, training since; to look at before telling anything oneself."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from kilter.adapters.files import read_text
from kilter.knowledge.documents import read_document
from kilter.programme.progression.logs import Form, Log, Morning, SessionEnded, SetDone, Went
from kilter.screening.form import Screening, TestEntry, Trials, read_screening
from kilter.services.record.day import day_of
from kilter.services.record.record import Moment, Record
from kilter.services.record.retest import retested
from kilter.services.record.starting import start_of
from kilter.web.people.api import agree
from kilter.web.people.models import Person, User
from kilter.web.records.api import record_of
from kilter.web.site.knowledge import catalogue, screener

SCREENING = Path(__file__).parent / "example.yaml"
WEEKS = 5
TRAINED = (0, 2, 4)
"""Days of each week on which the example person trains."""
LAST_REST_DAYS = 2
PAIN = (2, 2, 1, 2, 1, 1, 0, 1, 3, 1, 0, 1, 0, 0, 0)
"""During the sessions, one after the other."""
RETEST_AFTER_DAYS = 28


@transaction.atomic
def make_example(user: User, now: datetime) -> Person:
    """The user's example person; made where there is none yet."""
    person = agree(user, example=True)
    record = record_of(person)
    if not record.begun:
        _live(record, now)
    return person


def _live(record: Record, now: datetime) -> None:
    first = now - timedelta(days=7 * WEEKS)
    screening = _screening(first)
    profile = screener().profile(screening)
    start, told = start_of(profile, catalogue(), first.date(), usual_pain=1)
    record.start(start, told, Moment(first, "example"))
    trained = [week * 7 + day for week in range(WEEKS) for day in TRAINED]
    for session, day in enumerate(trained):
        at = first + timedelta(days=day)
        if (now - at).days >= LAST_REST_DAYS:
            _train(record, at, session)
        if day >= RETEST_AFTER_DAYS and not record.state.retested_on:
            _test_again(record, at + timedelta(hours=1))


def _screening(on: datetime) -> Screening:
    screening = read_screening(read_document(read_text(SCREENING), SCREENING.name), catalogue())
    tests = tuple(entry.model_copy(update={"date": on.date()}) for entry in screening.tests)
    return screening.model_copy(update={"tests": tests})


def _train(record: Record, at: datetime, session: int) -> None:
    """All that the day asks for, a little beyond the aim, with the pain of that session; and the morning after."""
    on, pain = at.date(), PAIN[session % len(PAIN)]
    logs: list[Log] = []
    for _, items in day_of(record, on).parts:
        for item in items:
            for ask in item.asks:
                amount = ask.target.aim + (5 if item.timed else 2)
                done = SetDone(on, item.exercise, ask.target.level, ask.target.side, 1, load=ask.target.load)
                done = replace(done, seconds=float(amount)) if item.timed else replace(done, reps=amount)
                done = replace(done, reserve=2 if item.reserve else None, form=Form.CLEAN, pain=pain)
                logs += [replace(done, number=number) for number in range(1, ask.target.sets + 1)]
    logs.append(SessionEnded(on, 31 + session % 4, Went.RIGHT if pain < 3 else Went.HARD))
    for number, log in enumerate(logs):
        record.log(log, Moment(at + timedelta(minutes=number), f"example-{session}-{number}"))
    morning = Morning(on + timedelta(days=1), pain=min(pain, 2), soreness=3 if session < 4 else 1)
    record.log(morning, Moment(at + timedelta(days=1), f"example-{session}-morning"))


def _test_again(record: Record, at: datetime) -> None:
    again = (
        TestEntry(
            test="single_leg_bridge_hold", date=at.date(), measures={"time": Trials(left=(26.0,), right=(33.0,))}
        ),
        TestEntry(test="side_plank_hold", date=at.date(), measures={"time": Trials(left=(31.0,), right=(33.0,))}),
        TestEntry(
            test="single_leg_stance",
            date=at.date(),
            measures={"time": Trials(left=(41.0, 44.0, 43.0), right=(45.0, 44.0, 45.0))},
        ),
    )
    record.log(retested(record, screener(), again, at.date()), Moment(at, "example-retest"))
