"""Who may open a socket: the same checks, in the same order, that a page of the person goes through."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from kilter.web.coaching.live import Close, ClosedError
from kilter.web.people.alone import user_alone
from kilter.web.people.api import person_of
from kilter.web.site.languages import code_of
from kilter.web.site.loopback import is_own

Scope = dict[str, Any]
_HTTP = {"ws": "http", "wss": "https"}
_SIGN_IN = _("Sign in again; what you have done so far is kept on this page.")


class RefusedError(Exception):
    """The socket is not opened at all: it comes from elsewhere."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who came in.

    Args:
        person: whose set it is.
        language: in which they are spoken to.
    """

    person: UUID
    language: str


def let_in(scope: Scope) -> Entry:
    """Who opens a socket; it looks into the database.

    Raises:
        RefusedError: it comes from another site, under another name or, without accounts, from another machine.
        ClosedError: nobody is signed in, or they have not agreed.
    """
    request = _request(scope)
    if not (settings.ACCOUNTS or is_own(request)) or not _is_same_origin(request):
        raise RefusedError
    SessionMiddleware(_no_page).process_request(request)
    request.user = get_user(request) if settings.ACCOUNTS else user_alone()
    if not request.user.is_authenticated:
        raise ClosedError(Close.SIGNED_OUT, "signed_out", _("You are signed out."), _SIGN_IN)
    person = person_of(request)
    if person is None:
        message, mend = _("You have not agreed yet that anything is kept."), _("Begin on the first page.")
        raise ClosedError(Close.NOT_YOURS, "not_agreed", message, mend)
    return Entry(person.pk, code_of(scope))


def check_still_in(scope: Scope, entry: Entry) -> None:
    """Look again in mid-set.

    Raises:
        ClosedError: the session has ended, or is somebody else's by now.
    """
    if let_in(scope).person != entry.person:
        raise ClosedError(Close.SIGNED_OUT, "signed_out", _("Another person's pages are shown by now."), _SIGN_IN)


def _request(scope: Scope) -> HttpRequest:
    """The handshake as the request that it is."""
    scheme = _HTTP.get(scope.get("scheme", "ws"), "http")
    return ASGIRequest({**scope, "type": "http", "method": "GET", "scheme": scheme}, BytesIO())


def _is_same_origin(request: HttpRequest) -> bool:
    try:
        own = f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return False
    return bool(request.META.get("HTTP_ORIGIN", "") == own)


def _no_page(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError(f"{request.path} is a socket")
