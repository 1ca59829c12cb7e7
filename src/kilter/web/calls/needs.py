"""Who may call: a token that is valid, with the scope that the operation needs."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from kilter.services.record.record import Record
from kilter.web.calls.models import Token
from kilter.web.calls.problems import Problems, RefusedError, unknown_caller
from kilter.web.calls.scopes import Scope
from kilter.web.calls.tokens import find_token
from kilter.web.people.models import Person
from kilter.web.records.api import record_of


class Call(HttpRequest):
    """A request whose token was found good."""

    auth: Token


class Bearer(HttpBearer):
    """A token in the header, for one scope."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self._scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token:  # noqa: ARG002 - ninja's signature
        """The token.

        Raises:
            RefusedError: it is not valid now, or not for this.
        """
        found = find_token(token)
        if found is None:
            raise unknown_caller()
        if self._scope not in found.allowed:
            what = f"This token is not for “{self._scope.value}”."
            mend = "Make one that is, under “My data”, “API tokens”."
            raise RefusedError(HTTPStatus.FORBIDDEN, "Authorization", what, mend)
        return found


def needs(scope: Scope) -> dict[str, Any]:
    """What an operation says of who may call it."""
    return {"auth": Bearer(scope), "openapi_extra": {"x-scope": scope.value}}


READ, WRITE, EXPORT, ERASE = (needs(scope) for scope in Scope)


def answers(good: Any, *others: int) -> dict[int, Any]:
    """The responses of an operation: the good one, those that every operation has, and others of its own."""
    always = (400, 401, 403, 422, 429, 503)
    return {200: good} | dict.fromkeys((*always, *others), Problems)


def person_of(call: HttpRequest) -> Person:
    """Whose data the token opens."""
    token: Token = call.auth  # type: ignore[attr-defined] # ninja puts it there
    return token.person


def begun(call: HttpRequest) -> Record:
    """The person's record.

    Raises:
        RefusedError: no programme has been made yet.
    """
    record = record_of(person_of(call))
    if not record.begun:
        mend = "Answer the questions of the screening, then make one with POST /api/v1/programme."
        raise RefusedError(HTTPStatus.CONFLICT, "record", "There is no programme yet.", mend)
    return record
