"""What holds for every page: settings that fail loudly, declarations of personal data, health, logs without names."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client
from pythonjsonlogger.json import JsonFormatter

from kilter.web.env import list_of, switch_of, text_of
from kilter.web.people.models import Person, User
from kilter.web.records.models import Event
from kilter.web.site import privacy
from kilter.web.site.privacy import Erasure, PersonalData, check_declarations, goes_with
from kilter.web.start import is_loopback

ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith(("KILTER_", "DJANGO_"))}


def run(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a module of the web app in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", *words],
        env=ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(("said", "meant"), [("on", True), ("Yes", True), ("0", False), ("", True)])
def test_a_switch_is_on_or_off(said: str, meant: bool) -> None:
    """A switch can be written in several words; left empty it has its default."""
    assert switch_of("X", default=True, environment={"X": said}) is meant


def test_a_switch_that_is_neither_is_told() -> None:
    """A word that is neither on nor off is no silent default."""
    with pytest.raises(ImproperlyConfigured, match="X is “maybe”"):
        switch_of("X", default=True, environment={"X": "maybe"})


def test_lists_and_texts() -> None:
    """Spaces around values do not count."""
    assert list_of("X", environment={"X": " a, b ,"}) == ["a", "b"]
    assert text_of("X", "none", environment={"X": "  "}) == "none"


def test_the_deployment_check_is_clean() -> None:
    """As a server with accounts, Django's own check of security finds nothing."""
    told = run(
        "kilter.web.manage",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        KILTER_ACCOUNTS="on",
        KILTER_SECRET_KEY="check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
        KILTER_HOSTS="hips.example.org",
    )

    assert told.returncode == 0, told.stderr
    assert "no issues" in told.stdout


def test_a_server_without_a_secret_does_not_start() -> None:
    """With accounts the key has to be given; none is made up in silence."""
    told = run("kilter.web.manage", "check", KILTER_ACCOUNTS="on")

    assert told.returncode != 0
    assert "KILTER_SECRET_KEY is missing" in told.stderr


def test_without_accounts_only_the_machine_itself_is_served(tmp_path: Path) -> None:
    """An address that others reach is refused, with what to do, before anything is made."""
    told = run("kilter.web.start", "--host", "0.0.0.0", KILTER_DATA=str(tmp_path / "data"))  # noqa: S104 - refused

    assert told.returncode == 2
    assert "without accounts everyone would see everything" in told.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("10.0.0.1", False), ("a.b", False)],  # noqa: S104
)
def test_addresses_of_the_machine_itself(host: str, own: bool) -> None:
    """Loopback is what cannot be reached from elsewhere."""
    assert is_loopback(host) is own


def test_no_migration_is_missing(db: None) -> None:
    """The tables are what the models say."""
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_model_says_what_it_holds_of_a_person() -> None:
    """No model is without a declaration, and each one's way out is real."""
    assert not check_declarations(None)


def test_a_model_that_says_nothing_turns_the_check_red(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a declaration, or with one that does not hold, there is an error."""
    monkeypatch.delattr(Event, "personal_data")
    (silent,) = check_declarations(None)
    monkeypatch.undo()
    monkeypatch.setitem(privacy.OF_OTHERS, "auth.Group", PersonalData("names", Erasure.WITH_USER))

    (untrue,) = check_declarations(None)

    assert isinstance(silent, Error)
    assert (silent.id, silent.obj) == ("kilter.E1", Event)
    assert untrue.id == "kilter.E2"


def test_the_way_to_the_user_is_followed() -> None:
    """An event goes with its person, and the person with the user."""
    assert goes_with(Event, User)
    assert goes_with(Person, User)
    assert not goes_with(Session, User)


def test_health_and_readiness(nobody: Client) -> None:
    """It lives, its database is in order, and its knowledge can be read."""
    assert nobody.get("/healthz").json() == {"status": "ok"}
    assert nobody.get("/readyz").json() == {"status": "ok", "database": "ok", "knowledge": "ok"}


def test_a_missing_table_is_not_ready(nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a migration has not been carried out, no one is sent here."""
    monkeypatch.setattr("kilter.web.site.views._database_is_ready", lambda: False)

    answer = nobody.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "not ready"


def test_logs_name_the_page_and_nothing_else(client: Client, person: Person, caplog: pytest.LogCaptureFixture) -> None:
    """A line tells which page and how it ended; not who, nor which question, nor what was said."""
    caplog.set_level(logging.INFO)

    client.post("/screen/person.age_years/", {"answer": "forty-one"})

    lines = [JsonFormatter().format(record) for record in caplog.records]
    (told,) = [json.loads(line) for line in lines if '"page"' in line]
    assert (told["page"], told["status"]) == ("question", 422)
    for secret in ("forty-one", "age_years", "owner@example.org", str(person.pk)):
        assert secret not in "".join(lines)


def test_a_failure_is_logged_by_its_place(
    client: Client, person: Person, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where something breaks, the log tells where, without what the message quotes; the person gets a page."""

    def broken(*_: object) -> None:
        raise RuntimeError("pain 9 of 10")

    monkeypatch.setattr("kilter.web.screening.views.draft_of", broken)
    client.raise_request_exception = False

    answer = client.get("/screen/person.sex/")

    told = "".join(JsonFormatter().format(record) for record in caplog.records if record.name == "kilter.web")
    assert answer.status_code == 500
    assert "RuntimeError" in told
    assert "broken" in told
    assert "pain 9" not in told
