"""Pages about a person are kept by no cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]


def keep_private(respond: Respond) -> Respond:
    """Forbid to keep whatever does not say otherwise itself."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer
