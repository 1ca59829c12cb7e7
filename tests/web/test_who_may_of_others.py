"""Every page about another person: as the clinician they let in, as one whose time is over, and as everyone else."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.web.conftest import shared
from tests.web.test_who_may import SHARED_READ, SHARED_WRITE

from kilter.web.people.models import Person, User
from kilter.web.records.models import Event
from kilter.web.sharing.api import Right, Share, end_share, invite, take_up
from kilter.web.sharing.models import Access

PAGES = {**SHARED_READ, **SHARED_WRITE}


def address(name: str, share: Share) -> str:
    """Where a page of a share is."""
    return "/" + PAGES[name].format(share=share.id)


def ask(browser: Client, name: str, share: Share) -> int:
    """The status of a page, asked for in the way that it wants."""
    where = address(name, share)
    return (browser.post(where) if name in SHARED_WRITE else browser.get(where)).status_code


def refused(browser: Client, name: str, share: Share) -> bool:
    """Whether reading and writing both meet with no such page, and nothing is noted."""
    before = Access.objects.count()
    statuses = {browser.get(address(name, share)).status_code, browser.post(address(name, share)).status_code}
    return statuses <= {404, 405} and ask(browser, name, share) == 404 and Access.objects.count() == before


@pytest.mark.parametrize("name", SHARED_READ)
def test_the_invited_clinician_sees_the_page_and_it_is_noted(
    trained: Client, at_clinic: Client, share: Share, person: Person, name: str
) -> None:
    """Each page opens for whom the person let in, and the person can see that it did."""
    answer = at_clinic.get(address(name, share), follow=True)

    assert answer.status_code == 200
    noted = Access.objects.filter(person=person).last()
    assert noted is not None
    assert (noted.by_name, noted.by_email, noted.act) == ("Dr Careful", "clinician@example.org", "read")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", SHARED_WRITE)
def test_who_may_only_look_changes_nothing(
    trained: Client, at_clinic: Client, clinician: User, person: Person, today: datetime, name: str
) -> None:
    """Without the right to decide there is no such page."""
    share = shared(person, clinician, Right.LOOK, today)
    before = Event.objects.filter(person=person).count()

    assert ask(at_clinic, name, share) == 404
    assert Event.objects.filter(person=person).count() == before


@pytest.mark.parametrize("name", PAGES)
def test_whose_invitation_is_over_sees_nothing(
    trained: Client, at_clinic: Client, share: Share, name: str, today: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the moment on at which the time is up there is no such page."""
    monkeypatch.setattr("kilter.adapters.clock.now", lambda: today + timedelta(days=91))

    assert refused(at_clinic, name, share)


@pytest.mark.parametrize("name", PAGES)
def test_whose_access_was_ended_sees_nothing(
    trained: Client, at_clinic: Client, share: Share, person: Person, today: datetime, name: str
) -> None:
    """Ending a share shuts every page at once."""
    end_share(person, share.id, today)

    assert refused(at_clinic, name, share)


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_sees_nothing(trained: Client, other: Client, share: Share, name: str) -> None:
    """Who knows the address of a share, and even looks after others, sees nothing with it."""
    assert refused(other, name, share)


@pytest.mark.parametrize("name", PAGES)
def test_the_person_does_not_come_in_by_the_clinicians_door(trained: Client, share: Share, name: str) -> None:
    """The owner has pages of their own; the clinician's are the clinician's."""
    assert refused(trained, name, share)


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_led_to_the_sign_in(trained: Client, nobody: Client, share: Share, name: str) -> None:
    """Who is not signed in sees nothing, whatever way it is asked for."""
    for answer in (nobody.get(address(name, share)), nobody.post(address(name, share))):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/")


def test_a_second_invitation_takes_the_place_of_the_first(
    trained: Client, at_clinic: Client, clinician: User, person: Person, share: Share, today: datetime
) -> None:
    """The rights that count are those given last, and an old address opens nothing."""
    code = invite(person, called="Olive", right=Right.LOOK, days=14, now=today).code

    newer = take_up(clinician, code, "Dr Careful", today)

    assert refused(at_clinic, "shared_person", share)
    assert ask(at_clinic, "shared_person", newer) == 200
    assert ask(at_clinic, "shared_answer", newer) == 404


@pytest.mark.parametrize("name", SHARED_WRITE)
def test_what_changes_something_is_not_done_by_a_link(
    trained: Client, at_clinic: Client, share: Share, name: str
) -> None:
    """Following a link changes nothing."""
    assert at_clinic.get(address(name, share)).status_code == 405


@pytest.mark.parametrize("name", SHARED_WRITE)
def test_a_form_of_another_site_is_refused(clinician: User, trained: Client, share: Share, name: str) -> None:
    """Without the token that our own pages carry, nothing is taken."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(clinician, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert browser.post(address(name, share), {"answer": "approve"}).status_code == 403
