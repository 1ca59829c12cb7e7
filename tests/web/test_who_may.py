"""Every page as its owner, as a stranger and as nobody; and no address holds an id of a person."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from kilter.web.people.models import Person, User
from kilter.web.records.models import Event

OPEN = {
    "start": "",
    "health": "healthz",
    "ready": "readyz",
    "learn": "learn/",
    "topic": "learn/sedentary_sitting/",
    "coach_offline": "coach/offline/",
    "coach_worker": "coach/worker.js",
}
"""Pages that are open to everyone, as they tell nothing about anybody."""
READ = {
    "screen": "screen/",
    "hips": "screen/hips/",
    "screen_review": "screen/answers/",
    "question": "screen/person.age_years/",
    "programme": "programme/",
    "decision": "programme/why/c1/",
    "exercise": "exercise/clamshell/",
    "change": "programme/change/banded_lateral_walk/",
    "calendar": "programme/sessions.ics",
    "report": "report.pdf",
    "letter": "letter.pdf",
    "today": "today/",
    "set": "today/set/",
    "end": "today/end/",
    "morning": "today/morning/",
    "progress": "progress/",
    "coach": "coach/",
    "coach_day": "coach/day/",
    "data": "data/",
    "export": "data/export/",
    "sharing": "data/sharing/",
    "accesses": "data/sharing/looked-at/",
    "take_up": "join/",
    "caseload": "clinic/",
    "tokens": "data/tokens/",
}
SHARED_READ = {
    "shared_person": "clinic/{share}/",
    "shared_findings": "clinic/{share}/findings/",
    "shared_programme": "clinic/{share}/programme/",
    "shared_progress": "clinic/{share}/progress/",
    "shared_history": "clinic/{share}/history/",
    "shared_decision": "clinic/{share}/why/c1/",
    "shared_report": "clinic/{share}/report.pdf",
    "shared_letter": "clinic/{share}/letter.pdf",
}
"""Pages about a person for a clinician whom they let look; see ``test_who_may_of_others``."""
SHARED_WRITE = {
    "shared_answer": "clinic/{share}/answer/c1/",
}
"""What a clinician may do whom a person lets decide."""
WRITE = {
    "take_set": "coach/sets/",
    "take_recording": "coach/sets/4be0643f-1d98-473b-97cd-ca98a65347dd/recording/",
    "invite": "data/sharing/invite/",
    "withdraw": "data/sharing/withdraw/",
    "end_share": "data/sharing/end/",
    "leave_example": "example/leave/",
    "screen_anew": "screen/again/",
    "skip_exercise": "today/skip/",
    "skip_day": "today/not-today/",
    "cleared": "today/cleared/",
    "undo": "today/undo/",
    "import": "data/import/",
    "erase": "data/erase/",
    "revoke_token": "data/tokens/revoke/",
    "example": "example/",
}
BOTH = ("question", "programme", "change", "set", "end", "morning", "take_up", "tokens")
"""Pages that are read, and take what is told."""
CHOICE = "set_language"
"""Takes a choice of whoever asks, and keeps it in their own browser alone."""


def addresses(resolver: URLResolver | URLPattern, before: str = "") -> dict[str, str]:
    """Every address of ours by its name; those of the accounts and of the API have tests of their own."""
    own = before + str(resolver.pattern)
    if own.removeprefix("^/").startswith(("account", "api/")):
        return {}
    if isinstance(resolver, URLPattern):
        return {str(resolver.name): own}
    return {name: found for each in resolver.url_patterns for name, found in addresses(each, own).items()}


def test_every_page_is_on_the_list() -> None:
    """A page that nobody has thought about here turns this red."""
    known = addresses(get_resolver())

    assert set(known) == set(OPEN) | set(READ) | set(WRITE) | set(SHARED_READ) | set(SHARED_WRITE) | {CHOICE}


def test_no_address_holds_an_id_of_a_person() -> None:
    """What an address holds is the id of a question, an exercise, a topic, one's own decision or set, or a share."""
    parts = {part for address in addresses(get_resolver()).values() for part in re.findall(r"<\w+:(\w+)>", address)}

    assert parts == {"question_id", "exercise_id", "topic_id", "decision_id", "share_id", "set_id"}


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_nobody_is_led_to_the_sign_in(nobody: Client, name: str) -> None:
    """Who is not signed in sees no page about anybody, and changes nothing, whatever way it is asked for."""
    address = f"/{ {**READ, **WRITE}[name] }"

    for answer in (nobody.get(address), nobody.post(address)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", OPEN)
def test_open_pages_are_open(nobody: Client, name: str) -> None:
    """What tells nothing about anybody is open to everyone."""
    assert nobody.get(f"/{OPEN[name]}").status_code == 200


@pytest.mark.parametrize("name", READ)
def test_the_owner_sees_the_page(trained: Client, name: str) -> None:
    """Each page is there for its owner, or leads on to another of theirs."""
    answer = trained.get(f"/{READ[name]}", follow=True)

    assert answer.status_code == 200


@pytest.mark.parametrize("name", READ)
def test_a_stranger_sees_their_own_and_nothing_else(trained: Client, other: Client, name: str) -> None:
    """The same address shows a stranger what is theirs: of the owner not a word, and no hint that there is any."""
    answer = other.get(f"/{READ[name]}", follow=True)
    page = answer.content.decode()

    assert answer.status_code == (404 if name == "decision" else 200)
    for told in ("Side plank", "Session C", "hip flexor stretch", "example-", "owner@"):
        assert told not in page or name == "exercise"


def test_what_is_not_there_and_what_is_not_theirs_look_the_same(trained: Client, other: Client) -> None:
    """A decision that the owner has is to a stranger like one that nobody has."""
    real, unreal = other.get("/programme/why/c1/"), other.get("/programme/why/c99999/")

    assert trained.get("/programme/why/c1/").status_code == 200
    assert (real.status_code, unreal.status_code) == (404, 404)
    assert [re.sub(r'value="\w+"', "", page.content.decode()) for page in (real, unreal)] == [
        re.sub(r'value="\w+"', "", unreal.content.decode())
    ] * 2


@pytest.mark.parametrize("name", [*WRITE, *BOTH])
def test_a_stranger_changes_nothing_of_the_owner(trained: Client, other: Client, person: Person, name: str) -> None:
    """Whatever a stranger sends, the owner's record stays as it is."""
    before = list(Event.objects.filter(person=person).values_list("position", "event_id", "body"))
    form = {
        "word": "erase",
        "event_id": "4be0643f-1d98-473b-97cd-ca98a65347dd",
        "why": "time",
        "by": "x",
        "answer": "9",
    }

    answer = other.post(f"/{ {**READ, **WRITE}[name] }", form)

    assert answer.status_code in {302, 404, 422}
    assert list(Event.objects.filter(person=person).values_list("position", "event_id", "body")) == before


@pytest.mark.parametrize("name", WRITE)
def test_what_changes_something_is_not_done_by_a_link(trained: Client, name: str) -> None:
    """Following a link changes nothing."""
    assert trained.get(f"/{WRITE[name]}").status_code == 405


@pytest.mark.parametrize("name", [*WRITE, *BOTH])
def test_a_form_of_another_site_is_refused(owner: User, person: Person, name: str) -> None:
    """Without the token that our own pages carry, nothing is taken."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert browser.post(f"/{ {**READ, **WRITE}[name] }", {"word": "erase"}).status_code == 403


@pytest.mark.parametrize("name", READ)
def test_pages_about_a_person_are_kept_by_no_cache(trained: Client, name: str) -> None:
    """Neither a browser nor a proxy keeps them, and nothing may be run or framed that is not ours."""
    headers = trained.get(f"/{READ[name]}").headers

    assert headers["Cache-Control"] == "no-store"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    # of the camera page the pose model is WebAssembly, and that alone is let through
    allowed = "'wasm-unsafe-eval'" if name == "coach" else ""
    assert "unsafe" not in policy.replace(allowed, "")
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ["/account/login/", "/account/signup/", "/account/password/reset/"])
def test_the_doors_of_the_accounts_are_there(nobody: Client, address: str) -> None:
    """Signing in, signing up and a forgotten password."""
    answer = nobody.get(address)

    assert answer.status_code == 200
    assert b"<form" in answer.content


@pytest.mark.parametrize("address", ["/account/2fa/", "/account/sessions/", "/account/email/"])
def test_the_account_is_the_owners(client: Client, nobody: Client, address: str) -> None:
    """Second factors, sessions and addresses are shown to who is signed in, and to nobody else."""
    assert client.get(address, follow=True).status_code == 200
    assert nobody.get(address).status_code == 302


def test_who_has_not_agreed_is_led_to_the_beginning(client: Client) -> None:
    """Before consent nothing is asked and nothing kept."""
    answer = client.get("/today/")

    assert answer.headers["Location"] == "/"
    assert client.post("/", {}).status_code == 422
    assert not Person.objects.exists()


@pytest.fixture
def alone(db: None) -> object:
    """A machine of one's own: no accounts."""
    with override_settings(ACCOUNTS=False):
        yield settings


def test_alone_the_machine_itself_is_let_in(alone: object, nobody: Client) -> None:
    """Without accounts whoever sits at the machine is its one user."""
    nobody.post("/", {"agree": "on"})

    assert nobody.get("/screen/", REMOTE_ADDR="127.0.0.1").status_code == 302
    assert Person.objects.get().user.email == "alone@localhost"


def _from(address: str, signs: dict[str, Any]) -> int:
    """The answer to a request that carries some signs of where it comes from."""
    return Client(**signs).get(address).status_code


@pytest.mark.parametrize(
    "sign",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"REMOTE_ADDR": "8.8.8.8"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "8.8.8.8"},
        {"HTTP_VIA": "1.1 proxy"},
    ],
)
def test_alone_nobody_else_is_let_in(alone: object, nobody: Client, sign: dict[str, Any]) -> None:
    """Without accounts another machine, or a proxy before this one, is refused on every page."""
    assert _from("/", sign) == 403
    assert _from("/healthz", sign) == 403


def test_alone_a_name_from_outside_is_refused(alone: object, nobody: Client) -> None:
    """A page elsewhere that gives this machine a name of its own reads nothing."""
    assert nobody.get("/", HTTP_HOST="evil.example.org").status_code == 400
