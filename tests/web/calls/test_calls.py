"""The API by itself: the whole road by call, what is kept once, and what is told when something is wrong."""

import json
import uuid
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.web.calls.calling import Program
from tests.web.test_screen import answer_all

from kilter.programme.progression.logs import SessionEnded, SetDone
from kilter.services.screen import Screener
from kilter.web.calls.models import Token
from kilter.web.keeping.api import export_everything
from kilter.web.people.api import agree
from kilter.web.people.models import Person, User
from kilter.web.records.api import record_of
from kilter.web.records.models import Event
from kilter.web.screening.models import Answer


@pytest.fixture
def program(trained: Client, person: Person) -> Program:
    """A program of somebody who has trained for five weeks."""
    return Program(person)


def next_set(program: Program) -> dict[str, object]:
    """The set that comes next, done as it is asked for."""
    coming = program.get("today/next-set").json()["next"]
    amount = "seconds" if coming["timed"] else "reps"
    return {name: coming[name] for name in ("exercise", "side", "number")} | {amount: coming["aim"], "reserve": 2}


def test_the_whole_road_by_call(person: Person, today: datetime) -> None:
    """From the first question to the profile, the programme, a session of it, and what was decided."""
    program = Program(person)
    answers = {"person.age_years": "41", "person.sex": "male", "person.height_cm": "182", "person.mass_kg": "79"}
    standing = program.get("screening").json()
    while (question := standing["next"]) is not None:
        choices = question["choices"]
        said = answers.get(question["id"]) or ("no" if "no" in choices else "")
        said = "left" if question["id"] == "signs.tight_front_of_hip" else said
        standing = program.put(f"screening/questions/{question['id']}", answer=said).json()
    hips = program.get("hips").json()
    made = program.post("programme", days=3, minutes=30)
    for _ in range(60):
        coming = program.get("today/next-set").json()["next"]
        if coming is None:
            break
        assert program.post("sets", **next_set(program)).status_code == 200
    ended = program.post("sessions/end", went="right", minutes=31)

    assert standing["complete"]
    assert not hips["triage"]["stops"]
    assert any(each["sides"]["left"]["evidence_for"] for each in hips["impairments"])
    assert made.status_code == 200
    assert ended.status_code == 200
    assert program.get("today").json()["kind"] == "done"
    assert program.get("progress").json()["sessions"] == 1
    assert not Answer.objects.exists()


def test_a_set_sent_again_is_kept_once(program: Program, person: Person) -> None:
    """Under the same id it is answered as the first time, even after the session; another is refused under it."""
    told = next_set(program) | {"id": str(uuid.uuid4())}
    before = len(record_of(person).history)

    first = program.post("sets", **told)
    program.post("sessions/end")
    second, other = program.post("sets", **told), program.post("sets", **told | {"pain": 3})

    assert (first.status_code, second.status_code, other.status_code) == (200, 200, 409)
    assert first.json() == second.json()
    sets = [body for _, body in record_of(person).history[before:] if isinstance(body, SetDone)]
    assert len(sets) == 1


def test_what_is_sent_again_the_day_after_belongs_to_its_day(
    program: Program, person: Person, today: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that was without a network does not lose or double what it told."""
    morning = {"id": str(uuid.uuid4()), "pain": 1}
    program.post("mornings", **morning)
    monkeypatch.setattr("kilter.adapters.clock.now", lambda: today + timedelta(days=1))
    monkeypatch.setattr("kilter.adapters.clock.today", (today + timedelta(days=1)).date)

    again = program.post("mornings", **morning)

    assert again.status_code == 200
    assert record_of(person).state.mornings[-1].on == today.date()


def test_the_last_entry_is_taken_back_once(program: Program, person: Person) -> None:
    """Sent again, the call takes back nothing more."""
    program.post("sets", **next_set(program))
    before = record_of(person).state
    program.post("mornings", pain=2)
    call = {"id": str(uuid.uuid4())}

    first, second = program.post("undo", **call), program.post("undo", **call)

    assert first.json() == second.json() == {"kind": "morning"}
    assert record_of(person).state == before


def test_tests_done_again_are_kept_once(program: Program, person: Person) -> None:
    """They join the trend, once; what cannot be is told by its place."""
    told = {"test": "single_leg_bridge_hold", "measures": {"time": {"left": [30.0], "right": [33.0]}}}
    call = {"id": str(uuid.uuid4()), "tests": [told]}

    first, second = program.post("retest", **call), program.post("retest", **call)
    wrong = program.post("retest", tests=[told | {"measures": {"time": {"left": [99999.0]}}}])

    assert (first.status_code, second.status_code, wrong.status_code) == (200, 200, 422)
    assert "cannot be" in wrong.json()["problems"][0]["what"]
    trends = {(each["test"], each["measure"]): each for each in program.get("progress").json()["trends"]}
    assert trends["single_leg_bridge_hold", "time"]["sides"]["left"][-1]["value"] == 30.0


def test_pain_that_stops_the_session_is_told_at_once(program: Program) -> None:
    """What a set calls for stands in its answer, and no further set is asked for."""
    decided = program.post("sets", **next_set(program), pain=5, pain_kind="sharp").json()["decided"]

    assert decided[0]["rule"] == "stop_session"
    assert program.get("today").json()["stopped"]
    assert program.get("today/next-set").json() == {"next": None}
    assert program.get(f"decisions/{decided[0]['id']}").json()["sources"]


def test_everything_can_be_carried_to_another(program: Program, stranger: User, person: Person) -> None:
    """The export is the one of the page, and comes in by call; a file that is none is refused."""
    theirs = Program(agree(stranger))
    file = program.get("export").content

    brought, refused = theirs.upload("import", file), theirs.upload("import", b"{}")

    assert json.loads(file)["record"] == json.loads(export_everything(person))["record"]
    assert brought.json()["events"] == len(record_of(person).history)
    assert refused.status_code == 422


def test_erasing_leaves_nothing_and_ends_the_token(program: Program, person: Person, stranger: User) -> None:
    """Without the word nothing goes; with it everything does, the token too."""
    assert program.post("erase", word="yes").status_code == 422

    erased = program.post("erase", word="erase")

    assert erased.json() == {"erased": True}
    assert list(User.objects.all()) == [stranger]
    assert not Event.objects.exists()
    assert not Token.objects.exists()
    assert program.get("me").status_code == 401


def test_what_was_answered_can_be_forgotten(person: Person, screener: Screener, today: datetime) -> None:
    """Before the programme begins, the answers can be dropped; then there is nothing to say about the hips."""
    answer_all(person, screener)
    program = Program(person)

    program.delete("screening")

    assert program.get("screening").json()["answered"] == 0
    assert program.get("hips").status_code == 409


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"\xff", 400), (b"[]", 422), (b"", 422), (b'{"id": "1"}', 422), (b'{"pain": 1e999}', 422)],
)
def test_a_body_that_is_none_is_told(program: Program, body: bytes, status: int) -> None:
    """Whatever is sent, what is wrong is told in the one shape."""
    headers = {"Authorization": f"Bearer {program.secret}"}
    answer = Client(headers=headers).post("/api/v1/mornings", body, content_type="application/json")

    assert answer.status_code == status
    assert set(answer.json()["problems"][0]) == {"where", "what", "mend"}


def test_a_body_that_is_too_large_is_refused(program: Program) -> None:
    """A megabyte is more than anything that is told in JSON."""
    assert program.post("sessions/end", note="x" * 1_100_000).status_code == 413


def test_long_texts_and_control_characters_are_refused(program: Program, person: Person) -> None:
    """They are told by their place, and nothing is kept."""
    program.post("sets", **next_set(program))
    before = len(record_of(person).history)

    for note in ("x" * 501, "a\x00b"):
        told = program.post("sessions/end", note=note)
        assert (told.status_code, told.json()["problems"][0]["where"]) == (422, "note")

    assert len(record_of(person).history) == before
    assert not any(isinstance(body, SessionEnded) for _, body in record_of(person).history[before:])


def test_script_in_a_text_is_kept_as_text(program: Program, trained: Client) -> None:
    """Whatever a program writes, a page shows as letters."""
    program.post("sets", **next_set(program), pain=9)
    program.post("sessions/end", went="badly", note="<script>alert(1)</script>")
    program.post("cleared", by="<script>alert(2)</script>")

    assert "<script>alert" not in trained.get("/today/").content.decode()
    assert "&lt;script&gt;" in trained.get("/today/").content.decode()


def test_two_days_are_told_as_days(program: Program) -> None:
    """A pair of days is no status with a response."""
    told = program.get("decisions?days=2")

    assert told.status_code == 200
    assert len(told.json()) == 2


def test_an_address_that_there_is_not_is_told_in_the_one_shape(program: Program, nobody: Client) -> None:
    """Not as a page."""
    assert program.get("nothing").json()["problems"][0]["where"] == "address"
    assert nobody.get("/api/").status_code == 404
