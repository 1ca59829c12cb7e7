"""The language of a page or of a socket: what was chosen on a page before, else what the browser prefers.

Django's own translations and ours below it (``kilter.language``) always speak the same one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.i18n import set_language

from kilter.adapters.languages import language
from kilter.language import speaking

Respond = Callable[[HttpRequest], HttpResponse]


def speak(respond: Respond) -> Respond:
    """Let all that a page says be in the language that Django found for it."""

    def answer(request: HttpRequest) -> HttpResponse:
        with speaking(language(translation.get_language() or settings.LANGUAGE_CODE)):
            return respond(request)

    return answer


@contextmanager
def speaking_as(scope: dict[str, Any]) -> Iterator[str]:
    """Speak the language of whoever opened a socket.

    Args:
        scope: of the socket, with its headers.

    Yields:
        the code of the language.
    """
    code = code_of(scope)
    with speaking_in(code):
        yield code


@contextmanager
def speaking_in(code: str) -> Iterator[None]:
    """Speak the language of a code that ``code_of`` found."""
    with translation.override(code), speaking(language(code)):
        yield


def code_of(scope: dict[str, Any]) -> str:
    """The code of the language of whoever opened a socket: that of the cookie, else the first that we speak."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers", ())}
    accepted = [code for code, _ in parse_accept_lang_header(headers.get(b"accept-language", "").lower())]
    for code in (_chosen(headers.get(b"cookie", "")), *accepted):
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def _chosen(cookies: str) -> str:
    try:
        cookie = SimpleCookie(cookies).get(settings.LANGUAGE_COOKIE_NAME)
    except CookieError:
        return ""
    return cookie.value if cookie is not None else ""


@login_not_required
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen, and lead back to the page."""
    return set_language(request)
