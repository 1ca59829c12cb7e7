"""Training: from the plan to the set, to what was decided and why, without any script."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.web.test_screen import answer_all

from kilter.programme.progression.logs import Morning, SessionEnded, SetDone, SetsSkipped
from kilter.services.record.record import Record
from kilter.services.screen import Screener
from kilter.web.people.models import Person, User
from kilter.web.records.api import record_of
from kilter.web.screening.models import Answer


def record(owner: User) -> Record:
    """The owner's record."""
    return record_of(Person.objects.get(user=owner, example=False))


def set_form(page: str, **other: object) -> dict[str, object]:
    """What the form of a set would send: hidden fields as they stand, and a good set."""
    form = page[page.index('id="told"') :].split("</form>", maxsplit=1)[0]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    amount = re.search(r'name="amount" value="([\d.]+)"', form)
    assert amount is not None
    told = {"amount": amount[1], "how_clean": "clean", "pain": "0", "pain_kind": "ache", "reserve": "2"}
    return {name: hidden.get(name, "") for name in ("event_id", "exercise", "side", "number")} | told | other


def test_a_programme_is_planned_from_the_answers(
    client: Client, owner: User, person: Person, screener: Screener, today: datetime
) -> None:
    """The plan keeps to the wishes, the record begins with it, and the answers move into the record."""
    answer_all(person, screener, signs__tight_front_of_hip="left")

    page = client.post("/programme/", {"days": "2", "minutes": "20", "usual_pain": "1"}, follow=True)

    assert page.redirect_chain[-1] == ("/programme/", 302)
    state = record(owner).state
    assert state.start.programme.days_per_week == 2
    assert state.start.usual_pain == 1
    assert not Answer.objects.exists()
    assert client.get("/today/").status_code == 200


def test_a_set_is_kept_once(trained: Client, owner: User) -> None:
    """Sending the same form twice, as a browser may, keeps one set."""
    form = set_form(trained.get("/today/set/").content.decode())
    before = len(record(owner).history)

    first, second = trained.post("/today/set/", form), trained.post("/today/set/", form)

    assert first.status_code == second.status_code == 302
    kept = [body for _, body in record(owner).history[before:] if isinstance(body, SetDone)]
    assert len(kept) == 1
    assert kept[0].pain == 0


def test_a_whole_session_by_taps(trained: Client, owner: User) -> None:
    """Set after set up to the end; then the day is done, and what was decided is told with its reason."""
    for _ in range(60):
        page = trained.get("/today/set/", follow=True)
        if page.redirect_chain and page.redirect_chain[-1][0] == "/today/end/":
            break
        answer = trained.post("/today/set/", set_form(page.content.decode()))
        assert answer.status_code == 302
    form = {"event_id": str(uuid.uuid4()), "went": "right", "minutes": "31", "note": ""}

    told = trained.post("/today/end/", form, follow=True).content.decode()

    assert "Done for today" in told
    assert "Decided today" in told
    assert record(owner).state.session is None
    decision = told.split("/programme/why/")[1].split("/")[0]
    assert trained.get(f"/programme/why/{decision}/").status_code == 200


def test_sharp_pain_ends_the_session(trained: Client, owner: User) -> None:
    """A stop sign is told at once, and no further set is asked for."""
    form = set_form(trained.get("/today/set/").content.decode(), pain="5", pain_kind="sharp")

    page = trained.post("/today/set/", form, follow=True)

    assert page.redirect_chain[-1][0] == "/today/end/"
    assert "Enough for today" in page.content.decode()


def test_rising_pain_ends_the_exercise(trained: Client, owner: User) -> None:
    """Where pain ends an exercise, the rest of its sets on that side are left out."""
    form = set_form(trained.get("/today/set/").content.decode(), pain="5")

    trained.post("/today/set/", form)

    bodies = [body for _, body in record(owner).history]
    assert any(isinstance(body, SetsSkipped) and body.exercise == form["exercise"] for body in bodies)


@pytest.mark.parametrize(
    ("field", "value"),
    [("amount", "many"), ("amount", "99999"), ("pain", "11"), ("pain_kind", "odd"), ("event_id", "1"), ("number", "7")],
)
def test_a_wrong_set_is_told_and_not_kept(trained: Client, owner: User, field: str, value: str) -> None:
    """What cannot be is refused, and nothing is kept."""
    form = set_form(trained.get("/today/set/").content.decode(), **{field: value})
    before = len(record(owner).history)

    answer = trained.post("/today/set/", form)

    assert answer.status_code == 422
    assert len(record(owner).history) == before


def test_an_exercise_that_is_not_in_the_programme_is_no_set(trained: Client) -> None:
    """A made-up exercise is not there."""
    form = set_form(trained.get("/today/set/").content.decode(), exercise="nothing")

    assert trained.post("/today/set/", form).status_code == 404


def test_an_exercise_can_be_left_out(trained: Client, owner: User) -> None:
    """Leaving an exercise out leads to the next."""
    before = set_form(trained.get("/today/set/").content.decode())

    trained.post("/today/skip/", {"event_id": str(uuid.uuid4()), "why": "equipment"})

    after = set_form(trained.get("/today/set/").content.decode())
    assert (after["exercise"], after["side"]) != (before["exercise"], before["side"])


def test_a_day_can_be_left_out_and_taken_back(trained: Client, owner: User) -> None:
    """A session that is not done is kept as such, and can be taken back."""
    trained.post("/today/not-today/", {"event_id": str(uuid.uuid4()), "why": "tired"})
    left_out = trained.get("/today/").content.decode()

    trained.post("/today/undo/")

    assert "Not today" in left_out
    assert "Session" in trained.get("/today/").content.decode()


def test_the_morning_is_asked_for_and_kept(trained: Client, owner: User) -> None:
    """The morning after is asked for on the day's page; a bad one says what follows."""
    asked = trained.get("/today/").content.decode()
    form = {"event_id": str(uuid.uuid4()), "pain": "6", "stiffness": "2", "soreness": "1"}

    told = trained.post("/today/morning/", form, follow=True).content.decode()

    assert "How was the morning?" in asked
    assert record(owner).state.mornings[-1] == Morning(record(owner).state.today, 6, 2, 1)
    assert "Decided today" in told


def test_minutes_are_counted_from_the_first_set(
    trained: Client, owner: User, today: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long the session took is suggested from its first set on."""
    trained.post("/today/set/", set_form(trained.get("/today/set/").content.decode()))
    monkeypatch.setattr("kilter.adapters.clock.now", lambda: today + timedelta(minutes=27))

    page = trained.get("/today/end/").content.decode()

    assert 'name="minutes" value="27"' in page


def test_a_clock_that_jumps_back_suggests_no_length(
    trained: Client, today: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the end would lie before the beginning, no minutes are suggested."""
    trained.post("/today/set/", set_form(trained.get("/today/set/").content.decode()))
    monkeypatch.setattr("kilter.adapters.clock.now", lambda: today - timedelta(minutes=5))

    assert 'name="minutes" value=' not in trained.get("/today/end/").content.decode()


def test_a_pause_is_lifted_by_a_professional_only(trained: Client, owner: User) -> None:
    """After strong pain no set is asked for until somebody who saw the person is named."""
    form = set_form(trained.get("/today/set/").content.decode(), pain="9")
    trained.post("/today/set/", form)
    trained.post("/today/end/", {"event_id": str(uuid.uuid4()), "went": "badly"})
    paused = trained.get("/today/set/")

    trained.post("/today/cleared/", {"event_id": str(uuid.uuid4()), "by": "A physiotherapist"})

    assert paused.status_code == 302
    assert record(owner).state.pause is None


def test_progress_and_programme_show_what_was_done(trained: Client) -> None:
    """Charts, trends with their error, the week, and what changed."""
    progress = trained.get("/progress/").content.decode()
    programme = trained.get("/programme/").content.decode()

    assert progress.count("<svg") > 4
    assert "Tests done again" in progress
    assert "What changed, and why" in programme


def test_an_exercise_has_a_page(trained: Client) -> None:
    """How it is done, its levels and its sources; a made-up one has none."""
    assert "Easier and harder" in trained.get("/exercise/clamshell/").content.decode()
    assert trained.get("/exercise/nothing/").status_code == 404


def test_a_session_is_ended_only_where_one_is_open(trained: Client, owner: User) -> None:
    """Without a set there is no session to end."""
    before = sum(isinstance(body, SessionEnded) for _, body in record(owner).history)

    answer = trained.post("/today/end/", {"event_id": str(uuid.uuid4()), "went": "easy"})

    assert answer.headers["Location"] == "/today/"
    assert sum(isinstance(body, SessionEnded) for _, body in record(owner).history) == before
