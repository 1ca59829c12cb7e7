"""One's own data by call: what is kept, all of it in one file, in and out, and gone for good."""

import datetime
from http import HTTPStatus
from typing import Literal

from django.conf import settings
from django.http import HttpResponse
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from kilter.web.calls.needs import ERASE, EXPORT, READ, WRITE, Call, answers, person_of
from kilter.web.calls.problems import RefusedError
from kilter.web.calls.scopes import Scope
from kilter.web.keeping.api import erase_person, export_everything, import_everything
from kilter.web.records.api import record_of
from kilter.web.screening.api import draft_of

router = Router(tags=["my data"])


class OwnData(Schema):
    """What is kept of the person, and what this token is for."""

    agreed_at: datetime.datetime
    example: bool
    begun: bool
    events: int
    answers: int
    scopes: list[Scope]
    token_ends_at: datetime.datetime


class Brought(Schema):
    """What came in."""

    events: int
    answers: int


class EraseTold(Schema):
    """Erasing is asked for in a word, so that no slip does it."""

    word: Literal["erase"]


class Erased(Schema):
    """Nothing is kept any more; the token has gone too."""

    erased: bool


@router.get("/me", response=answers(OwnData), **READ)
def me(request: Call) -> dict[str, object]:
    """What is kept, and what this token is for."""
    person, record = person_of(request), record_of(person_of(request))
    return {
        "agreed_at": person.consented_at,
        "example": person.example,
        "begun": record.begun,
        "events": len(record.history),
        "answers": 0 if record.begun else len(draft_of(person).answers),
        "scopes": [scope for scope in Scope if scope in request.auth.allowed],
        "token_ends_at": request.auth.ends_at,
    }


@router.get("/export", response={**answers(dict), 200: dict}, **EXPORT)
def export(request: Call) -> HttpResponse:
    """Everything in one file, which POST /import and “My data” read again."""
    return HttpResponse(export_everything(person_of(request)), content_type="application/json")


@router.post("/import", response=answers(Brought, 413), **WRITE)
def bring_in(request: Call, file: File[UploadedFile]) -> object:
    """Bring in a file that was exported, into a record that is empty or holds its beginning: all of it or nothing."""
    if file.size is None or file.size > settings.LARGEST_IMPORT_BYTES:
        what = "This file is larger than any record can be."
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "file", what, "Is it the right one?")
    return import_everything(person_of(request), file.read())


@router.post("/erase", response=answers(Erased), **ERASE)
def erase(request: Call, told: EraseTold) -> dict[str, bool]:  # noqa: ARG001 - asked for, so that no slip erases
    """Erase the person with everything, for good; of the example person only that."""
    erase_person(person_of(request))
    return {"erased": True}
