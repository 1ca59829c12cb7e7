"""One's own data: all of it in one file, back again, and gone for good."""

import json
from datetime import datetime

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.test_screen import answer_all

from kilter.services.screen import Screener
from kilter.web.keeping.example import make_example
from kilter.web.people.models import Person, User
from kilter.web.records.api import record_of, store_of
from kilter.web.records.models import Event
from kilter.web.screening.models import Answer
from kilter.web.site.privacy import Erasure, declaration_of


def bring_in(client: Client, content: bytes) -> int:
    """Upload a file; the status of the answer."""
    return client.post("/data/import/", {"file": SimpleUploadedFile("export.json", content)}).status_code


def test_what_was_exported_comes_back_the_same(trained: Client, other: Client, stranger: User, person: Person) -> None:
    """The export of one person makes the same record for another, event by event."""
    content = trained.get("/data/export/").content

    status = bring_in(other, content)

    theirs = Person.objects.get(user=stranger)
    assert status == 302
    assert store_of(theirs).read() == store_of(person).read()
    assert record_of(theirs).state == record_of(person).state


def test_answers_under_way_travel_too(
    client: Client, other: Client, stranger: User, person: Person, screener: Screener
) -> None:
    """A screening that is not finished is in the file as well."""
    answer_all(person, screener, goals__1="Run again – ohne Schmerz 🏃", goal_score__1="3")

    assert bring_in(other, client.get("/data/export/").content) == 302

    def told(user: User) -> dict[str, str]:
        return dict(Answer.objects.filter(person__user=user).values_list("question", "text"))

    assert told(stranger) == told(person.user)


def test_an_export_comes_in_once(trained: Client, person: Person) -> None:
    """Bringing in what is there already adds nothing."""
    before = store_of(person).read()

    assert bring_in(trained, trained.get("/data/export/").content) == 302
    assert store_of(person).read() == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"{}",
        b"[" * 100_000,
        b'{"kilter_data": 2}',
        b'{"kilter_record": 1, "events": [], "sha256": "0"}',
        b"<svg onload=alert(1)>",
        b"%PDF-1.7",
    ],
)
def test_a_file_that_is_no_export_is_refused(client: Client, person: Person, content: bytes) -> None:
    """Whatever it is, it is told, and nothing is kept."""
    assert bring_in(client, content) == 422
    assert not Event.objects.exists()


def test_a_changed_export_is_refused_whole(trained: Client, other: Client, stranger: User) -> None:
    """Where one letter of the record differs, or answers do not go with it, nothing of the file is taken."""
    everything = json.loads(trained.get("/data/export/").content)
    everything["record"] = everything["record"].replace('"pain":1', '"pain":9', 1)

    assert bring_in(other, json.dumps(everything).encode()) == 422
    assert not Event.objects.filter(person__user=stranger).exists()


def test_two_records_are_never_mixed(trained: Client, other: Client, stranger: User) -> None:
    """Into a record that holds something else nothing is brought in."""
    assert bring_in(other, trained.get("/data/export/").content) == 302
    theirs = store_of(Person.objects.get(user=stranger))
    other.post("/today/undo/")
    before = theirs.read()

    assert bring_in(other, trained.get("/data/export/").content) == 422
    assert theirs.read() == before


def test_a_file_that_is_too_large_is_refused(client: Client, person: Person, settings: object) -> None:
    """Nobody has to read gigabytes to say no."""
    settings.LARGEST_IMPORT_BYTES = 100  # type: ignore[attr-defined] # of pytest-django

    assert bring_in(client, b"x" * 200) == 422


def test_erasing_leaves_nothing(trained: Client, owner: User, person: Person, stranger: User) -> None:
    """Of every model that holds something of a person, no row of the owner's is left; a stranger keeps theirs."""
    trained.post("/example/")
    trained.post("/example/leave/")
    Answer.objects.create(person=person, question="person.sex", text="male")

    answer = trained.post("/data/erase/", {"word": "Erase"})

    assert answer.status_code == 302
    for model in apps.get_models():
        declared = declaration_of(model)
        assert declared is not None, model
        if declared.erasure is not Erasure.NOTHING_HELD and model is not User:
            assert not model._default_manager.exclude(**_anonymous(model.__name__)).exists(), model
    assert list(User.objects.all()) == [stranger]
    assert trained.get("/today/").status_code == 302


def _anonymous(model: str) -> dict[str, object]:
    """The session in which the page says that all is gone holds nobody's name."""
    if model != "Session":
        return {"pk": None}
    return {"pk__in": [each.pk for each in Session.objects.all() if "_auth_user_id" not in each.get_decoded()]}


def test_erasing_is_asked_for_in_a_word(trained: Client, person: Person) -> None:
    """Without the word nothing goes."""
    assert trained.post("/data/erase/", {"word": "yes"}).status_code == 422
    assert Event.objects.filter(person=person).exists()


def test_all_sign_ins_end_with_the_erasure(trained: Client, owner: User) -> None:
    """A second browser of the same user is signed out too."""
    second = Client()
    second.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")

    trained.post("/data/erase/", {"word": "erase"})

    assert second.get("/data/").headers["Location"].startswith("/account/login/")


def test_the_example_is_apart_from_ones_own(client: Client, owner: User, person: Person, today: object) -> None:
    """Looking at the example shows its record, leaves one's own empty, and can be left and erased."""
    shown = client.post("/example/", follow=True).content.decode()
    client.post("/data/erase/", {"word": "erase"})

    assert "example person, who is made up" in shown
    assert not record_of(person).begun
    assert not Person.objects.filter(example=True).exists()
    assert User.objects.filter(pk=owner.pk).exists()


@pytest.mark.parametrize("clock", ["00:01", "02:52", "09:59", "18:00", "23:45"])
def test_the_example_person_is_there_at_any_hour(owner: User, today: datetime, clock: str) -> None:
    """Whenever somebody asks for the example, they get one who has trained and been tested again."""
    hour, minute = clock.split(":")

    example = make_example(owner, today.replace(hour=int(hour), minute=int(minute)))

    state = record_of(example).state
    assert state.retested_on
    assert len(state.done) > 10
