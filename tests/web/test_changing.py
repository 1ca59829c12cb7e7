"""Another exercise, one left out, what waits for a clinician, and what a person takes away."""

import uuid
from datetime import date, datetime, timedelta

from django.test import Client
from icalendar import Calendar
from tests.web.test_screen import answer_all

from kilter.body.sides import Side
from kilter.programme.progression.logs import ApprovalChosen, SetsSkipped, Swapped
from kilter.services.record.day import day_of
from kilter.services.record.record import Moment
from kilter.services.screen import Screener
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.training.calendar import calendar_of

WALK = "/programme/change/banded_lateral_walk/"


def events_of(content: bytes) -> list[tuple[date, date, str]]:
    """First day, end and identity of each event of a calendar file."""
    events = Calendar.from_ical(content).walk("VEVENT")
    return [(one.decoded("dtstart"), one.decoded("dtend"), str(one["uid"])) for one in events]


def test_another_exercise_takes_the_place_and_the_planned_one_comes_back(
    trained: Client, person: Person, today: datetime
) -> None:
    """What is offered is what the domain allows; today asks for it, and the way back is offered first."""
    page = trained.get(WALK).content.decode()
    assert 'value="clamshell"' in page
    assert 'value="squat"' not in page
    form = {"event_id": uuid.uuid4(), "by": "clamshell"}

    first, again = trained.post(WALK, form), trained.post(WALK, form)

    assert (first.status_code, again.status_code) == (302, 302)
    assert [body.by for _, body in record_of(person).history if isinstance(body, Swapped)] == ["clamshell"]
    shown = trained.get("/today/").content.decode()
    assert "Clamshell" in shown
    assert "in place of Banded side walk" in shown
    assert "Clamshell has taken its place" in trained.get(WALK).content.decode()
    back = trained.get("/programme/change/clamshell/").content.decode()
    assert back.index('value="banded_lateral_walk"') < back.index('value="cossack_squat"')
    assert "goes on where it stood" in back


def test_what_does_not_fit_is_refused_in_words(trained: Client, person: Person) -> None:
    """An exercise that stands elsewhere, and one that there is not."""
    before = record_of(person).history
    for by in ("squat", "no_such", "../x"):
        answer = trained.post(WALK, {"event_id": uuid.uuid4(), "by": by})
        assert answer.status_code == 422
    assert record_of(person).history == before
    assert trained.get("/programme/change/no_such/").status_code == 404


def test_an_exercise_is_left_out_today_on_both_sides(trained: Client, person: Person, today: datetime) -> None:
    """One answer passes over all that is left of it, once, and nothing else."""
    form = {"event_id": uuid.uuid4(), "why": "tired"}
    assert trained.post(WALK, {"event_id": uuid.uuid4()}).status_code == 422

    trained.post(WALK, form)
    trained.post(WALK, form)

    skipped = [body for _, body in record_of(person).history if isinstance(body, SetsSkipped)]
    assert [(one.exercise, one.side, one.why.value) for one in skipped] == [
        ("banded_lateral_walk", Side.LEFT, "tired"),
        ("banded_lateral_walk", Side.RIGHT, "tired"),
    ]
    asks = {item.exercise: item.asks for _, items in day_of(record_of(person), today.date()).parts for item in items}
    assert {name for name, own in asks.items() if own and not any(ask.left for ask in own)} == {"banded_lateral_walk"}


def test_with_a_clinician_a_choice_waits_and_the_pages_say_so(trained: Client, person: Person, today: datetime) -> None:
    """Where a clinician has to agree, another exercise is a proposal, and Today and Programme show that it waits."""
    record_of(person).log(ApprovalChosen(today.date(), wanted=True), Moment(today, "asks"))

    answer = trained.post(WALK, {"event_id": uuid.uuid4(), "by": "clamshell"}, follow=True)

    assert "waits until your clinician agrees" in answer.content.decode()
    assert record_of(person).state.swapped == {}
    for address in ("/today/", "/programme/"):
        assert "One change waits for your clinician" in trained.get(address).content.decode()


def test_the_calendar_holds_the_sessions_to_come(trained: Client, person: Person, today: datetime) -> None:
    """Whole days, from today on, three a week, to the end of the programme; nothing about the body."""
    answer = trained.get("/programme/sessions.ics")

    assert answer.headers["Content-Type"].startswith("text/calendar")
    events = events_of(answer.content)
    record = record_of(person)
    assert len(events) == len({uid for *_, uid in events})
    assert {type(begins) for begins, *_ in events} == {date}
    assert {ends - begins for begins, ends, _ in events} == {timedelta(days=1)}
    assert min(begins for begins, *_ in events) >= today.date()
    weeks_left = record.state.start.programme.weeks - 5
    assert len(events) == 3 * weeks_left
    assert str(person.pk) not in answer.content.decode()


def test_the_same_session_keeps_its_identity(trained: Client, person: Person, today: datetime) -> None:
    """A file taken in again a week later moves nothing and adds nothing; another person's are their own."""
    record = record_of(person)
    now = events_of(calendar_of(record, person.pk, today.date(), "http://x/today/"))
    later = events_of(calendar_of(record, person.pk, today.date() + timedelta(days=7), "http://x/today/"))
    others = events_of(calendar_of(record, uuid.uuid4(), today.date(), "http://x/today/"))

    assert later == now[-len(later) :]
    assert len(now) - len(later) == 3
    assert not {uid for *_, uid in now} & {uid for *_, uid in others}


def test_the_report_is_a_pdf(trained: Client) -> None:
    """The whole road so far, to keep or to print."""
    answer = trained.get("/report.pdf")

    assert answer.content.startswith(b"%PDF-")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_where_red_flags_stop_the_letter_is_there_to_take_along(
    client: Client, person: Person, screener: Screener
) -> None:
    """The page offers the letter, and the file is a PDF; before there are answers there is none."""
    assert client.get("/report.pdf").status_code == 302
    answer_all(person, screener, red_flags__cauda_equina="yes")
    assert 'href="/letter.pdf"' in client.get("/screen/hips/").content.decode()

    assert client.get("/letter.pdf").content.startswith(b"%PDF-")


def test_without_a_reason_there_is_no_letter(
    client: Client, person: Person, screener: Screener, today: datetime
) -> None:
    """The way leads back to what is known, before the programme and in it."""
    answer_all(person, screener, signs__tight_front_of_hip="left")
    assert client.get("/letter.pdf").headers["Location"] == "/screen/hips/"
    client.post("/programme/", {"days": "2", "minutes": "30", "usual_pain": "1"})

    assert client.get("/letter.pdf").headers["Location"] == "/screen/hips/"
