"""Two people who use the web app, each with a client of their own, and one who is not signed in."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from kilter.services.ports import NewEvent
from kilter.web.keeping.example import make_example
from kilter.web.people.api import agree
from kilter.web.people.models import Person, User
from kilter.web.records.api import store_of
from kilter.web.sharing.api import Right, Share, invite, take_up

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def owner(db: None) -> User:
    """Somebody with an account."""
    return User.objects.create_user("owner@example.org", "a long password")


@pytest.fixture
def stranger(db: None) -> User:
    """Somebody else with an account."""
    return User.objects.create_user("stranger@example.org", "another password")


@pytest.fixture
def person(owner: User) -> Person:
    """The owner, who has agreed."""
    return agree(owner)


@pytest.fixture
def client(owner: User) -> Client:
    """The owner's browser."""
    return _signed_in(owner)


@pytest.fixture
def other(stranger: User) -> Client:
    """The stranger's browser; the stranger has agreed too."""
    agree(stranger)
    return _signed_in(stranger)


@pytest.fixture
def clinician(db: None) -> User:
    """Somebody who looks after others."""
    return User.objects.create_user("clinician@example.org", "a third password")


@pytest.fixture
def at_clinic(clinician: User) -> Client:
    """The clinician's browser."""
    return _signed_in(clinician)


@pytest.fixture
def share(person: Person, clinician: User, today: datetime) -> Share:
    """What lets the clinician look at the owner's record and decide, for three months."""
    return shared(person, clinician, Right.DECIDE, today)


def shared(person: Person, clinician: User, right: Right, now: datetime, days: int = 91) -> Share:
    """Invite, and take it up."""
    code = invite(person, called="Olive Owner", right=right, days=days, now=now).code
    return take_up(clinician, code, "Dr Careful", now)


@pytest.fixture
def nobody(db: None) -> Client:
    """A browser that is not signed in."""
    return Client()


def _signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A fixed moment, at which everything is done."""
    monkeypatch.setattr("kilter.adapters.clock.now", lambda: NOW)
    monkeypatch.setattr("kilter.adapters.clock.today", NOW.date)
    return NOW


_TRAINED: list[NewEvent] = []
"""The record of five weeks, made once for all tests of a process."""


@pytest.fixture
def trained(person: Person, client: Client, today: datetime) -> Client:
    """The owner's browser, after five weeks of training."""
    if not _TRAINED:
        example = make_example(person.user, today)
        _TRAINED.extend(NewEvent(each.id, each.at, each.kind, each.body) for each in store_of(example).read())
        example.delete()
    store_of(person).append(_TRAINED, after=0)
    return client
