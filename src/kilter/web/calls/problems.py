"""The one shape in which a call is told what is wrong: where it is, what it is, and how to mend it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from kilter.errors import IdTakenError, KilterError, Problem, RecordError
from kilter.web.site.logs import tell_failure


class ProblemShape(Schema):
    """One thing that is wrong."""

    where: str
    what: str
    mend: str


class Problems(Schema):
    """Everything that is wrong with a call; nothing of it was carried out."""

    problems: list[ProblemShape]


class RefusedError(Exception):
    """A call that is not carried out, with the status that says why."""

    def __init__(self, status: HTTPStatus, where: str, what: str, mend: str) -> None:
        super().__init__(what)
        self.status = status
        self.problem = Problem(where, what, mend)


TOO_LARGE = Problem("body", "The body is too large.", "Send less at once.")
UNREADABLE = Problem("body", "The body cannot be read.", "Send what /api/v1/openapi.json says.")
FAILED = Problem("kilter", "A fault in Kilter itself; nothing was carried out.", "Try again; if it stays, report it.")
NOT_THERE = Problem("address", "There is nothing here.", "See /api/v1/openapi.json for what there is.")


def not_there(where: str, what: str, mend: str) -> RefusedError:
    """What is asked for does not exist, or is another's, which looks the same."""
    return RefusedError(HTTPStatus.NOT_FOUND, where, what, mend)


def answer(status: int, problems: Sequence[Problem]) -> HttpResponse:
    """Problems as a response."""
    told = [{"where": each.place, "what": each.what, "mend": each.mend} for each in problems]
    return JsonResponse({"problems": told}, status=status)


def unknown_caller() -> RefusedError:
    """No token, or one that never was, has ended or was revoked: they look the same."""
    return RefusedError(
        HTTPStatus.UNAUTHORIZED,
        "Authorization",
        "This call brings no token that is valid now.",
        "Make one under “My data”, “API tokens”, and send it as “Authorization: Bearer TOKEN”.",
    )


def handle_problems(api: NinjaAPI) -> None:
    """Have every error of an API told in the one shape."""
    for kind in (Exception, KilterError, HttpError, ValidationError, Http404, SuspiciousOperation, RefusedError):
        api.add_exception_handler(kind, _tell)


def _tell(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    status, problems = _told(error)
    response = answer(status, problems)
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="kilter"'
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "2"
    return response


def _told(error: Exception) -> tuple[HTTPStatus, Sequence[Problem]]:
    match error:
        case RefusedError():
            return error.status, [error.problem]
        case KilterError():
            return _status_of(error), error.problems
        case ValidationError():
            return HTTPStatus.UNPROCESSABLE_ENTITY, [_fault(fault) for fault in error.errors]
        case AuthenticationError():
            return _told(unknown_caller())
        case Http404():
            return HTTPStatus.NOT_FOUND, [NOT_THERE]
        case RequestDataTooBig():
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, [TOO_LARGE]
        case HttpError() | SuspiciousOperation():
            return HTTPStatus.BAD_REQUEST, [UNREADABLE]
    tell_failure(error)
    return HTTPStatus.INTERNAL_SERVER_ERROR, [FAILED]


def _status_of(error: KilterError) -> HTTPStatus:
    if isinstance(error, IdTakenError):
        return HTTPStatus.CONFLICT
    return HTTPStatus.SERVICE_UNAVAILABLE if isinstance(error, RecordError) else HTTPStatus.UNPROCESSABLE_ENTITY


def _fault(fault: dict[str, Any]) -> Problem:
    """A fault of a field; where it stands is told without ninja's names for the body and its argument."""
    source, *rest = [str(part) for part in fault["loc"]]
    where = ".".join(part for part in rest if part != "told") or source
    return Problem(where, f"{fault['msg']}.", "See /api/v1/openapi.json for what may stand here.")
