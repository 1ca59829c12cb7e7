"""Who may call: every operation with each kind of token; and the page on which tokens are made and revoked."""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from tests.web.calls.calling import Program

from kilter.web.calls.door import api
from kilter.web.calls.models import Token
from kilter.web.calls.scopes import Scope
from kilter.web.calls.tokens import MOST, make_token
from kilter.web.people.api import agree
from kilter.web.people.models import Person, User
from kilter.web.records.models import Event

PARTS = {
    "question_id": "person.age_years",
    "decision_id": "c1",
    "exercise_id": "clamshell",
    "test_id": "single_leg_bridge_hold",
    "topic_id": "sedentary_sitting",
}
OPERATIONS: Mapping[tuple[str, str], Scope] = {
    (method, path): Scope(operation["x-scope"])
    for path, operations in api.get_openapi_schema()["paths"].items()
    for method, operation in operations.items()
}
"""Each operation with the scope that it needs."""


def call(method: str, path: str, secret: str | None) -> int:
    """Call an operation with nothing in it; the status of the answer."""
    headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
    address = re.sub(r"{(\w+)}", lambda part: PARTS[part[1]], path)
    browser = Client(headers=headers)
    if method == "get":
        return browser.get(address).status_code
    return browser.generic(method.upper(), address, "{}", content_type="application/json").status_code


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_who_may_call(trained: Client, person: Person, other: Client, method: str, path: str) -> None:
    """The owner with the scope; nobody without a token, with one that ended, was revoked, or is for something else."""
    needed = OPERATIONS[method, path]
    _, good = make_token(person, "good", [needed], days=30)
    _, narrow = make_token(person, "narrow", [scope for scope in Scope if scope is not needed], days=30)
    ended, late = make_token(person, "late", list(Scope), days=30)
    Token.objects.filter(pk=ended.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    revoked, gone = make_token(person, "gone", list(Scope), days=30)
    trained.post("/data/tokens/revoke/", {"token": str(revoked.pk)})

    assert call(method, path, None) == 401
    assert call(method, path, "kilter_made_up") == 401
    assert call(method, path, late) == 401
    assert call(method, path, gone) == 401
    assert call(method, path, narrow) == 403
    assert call(method, path, good) in ({200} if method == "get" and "screening" not in path else {200, 409, 422})


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_stranger_reaches_their_own_only(
    trained: Client, person: Person, other: Client, stranger: User, method: str, path: str
) -> None:
    """With a stranger's token nothing of the owner is told or changed: of a decision it looks as if there were none."""
    theirs = Program(agree(stranger))
    before = list(Event.objects.filter(person=person).values_list("position", "event_id", "body"))

    status = call(method, path, theirs.secret)

    known = "exercise" in path or "topic" in path or path.startswith("/api/v1/tests") or "screening" in path
    expected = {200, 404} if known or path.endswith(("/me", "/export")) else {404, 409, 422}
    assert status in expected | {422}
    assert list(Event.objects.filter(person=person).values_list("position", "event_id", "body")) == before


def test_a_session_is_no_token(trained: Client) -> None:
    """Being signed in lets no page elsewhere call for somebody."""
    assert trained.get("/api/v1/today").status_code == 401
    assert trained.post("/api/v1/undo", {}, content_type="application/json").status_code == 401


def test_whose_account_is_closed_has_no_token(person: Person) -> None:
    """A user who may not sign in any more does not get in by a token either."""
    program = Program(person)
    User.objects.filter(pk=person.user.pk).update(is_active=False)

    assert program.get("me").status_code == 401


def test_a_token_is_shown_once_and_kept_as_a_fingerprint(client: Client, person: Person) -> None:
    """The page that answers the form shows it; later ones, and the database, do not hold it."""
    form = {"name": "my watch", "scopes": ["read", "write"], "days": "30"}

    made = client.post("/data/tokens/", form).content.decode()

    secret = re.search(r"kilter_[\w-]{43}", made)
    assert secret is not None
    assert secret[0] not in client.get("/data/tokens/").content.decode()
    assert "my watch" in client.get("/data/tokens/").content.decode()
    kept = Token.objects.get()
    assert secret[0] not in {kept.fingerprint, kept.name, kept.scopes}
    assert kept.allowed == {Scope.READ, Scope.WRITE}
    used = Client(headers={"Authorization": f"Bearer {secret[0]}"}).get("/api/v1/me").json()
    assert used["scopes"] == ["read", "write"]
    assert Token.objects.get().used_at is not None


@pytest.mark.parametrize("form", [{}, {"name": "x", "days": "30"}, {"name": "x", "scopes": ["all"], "days": "30"}])
def test_a_token_for_nothing_is_not_made(client: Client, person: Person, form: dict[str, object]) -> None:
    """What is missing is told."""
    assert client.post("/data/tokens/", form).status_code == 422
    assert not Token.objects.exists()


def test_there_is_an_end_to_tokens(client: Client, person: Person) -> None:
    """Beyond a good number, one has to be revoked first."""
    for number in range(MOST):
        make_token(person, str(number), [Scope.READ], days=7)

    answer = client.post("/data/tokens/", {"name": "one more", "scopes": ["read"], "days": "7"})

    assert answer.status_code == 422
    assert "Revoke one" in answer.content.decode()


def test_another_cannot_revoke(person: Person, other: Client) -> None:
    """To a stranger the token is not there."""
    kept, _ = make_token(person, "mine", [Scope.READ], days=7)

    assert other.post("/data/tokens/revoke/", {"token": str(kept.pk)}).status_code == 404
    assert Token.objects.filter(pk=kept.pk).exists()


def test_a_script_in_the_name_is_letters(client: Client, person: Person) -> None:
    """The name of a token is text."""
    page = client.post("/data/tokens/", {"name": "<script>x</script>", "scopes": ["read"], "days": "7"})

    assert "<script>x" not in page.content.decode()


def test_alone_a_token_works_on_this_machine_only(person: Person) -> None:
    """Without accounts, programs on the machine itself may call, and no other."""
    program = Program(person)
    headers = {"Authorization": f"Bearer {program.secret}"}

    with override_settings(ACCOUNTS=False):
        assert program.get("me").status_code == 200
        assert Client(headers=headers, REMOTE_ADDR="192.168.1.7").get("/api/v1/me").status_code == 403
        assert Client().get("/api/v1/me").status_code == 401
