"""One line a request: which page, how it ended, how long it took. Never who, what was asked for, or what was said."""

import logging
import time
import traceback
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]
_log = logging.getLogger("kilter.web")


class LogRequests:
    """Log each request by the name of its page, since addresses may hold the id of a question."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and tell how it went."""
        begun = time.perf_counter()
        response = self._respond(request)
        page = request.resolver_match.view_name if request.resolver_match else "file or unknown"
        took_ms = round(1000 * (time.perf_counter() - begun), 1)
        told = {"method": request.method, "page": page, "status": response.status_code, "took_ms": took_ms}
        _log.log(logging.ERROR if response.status_code >= 500 else logging.INFO, "request", extra=told)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> None:  # noqa: ARG002 - Django's signature
        """Tell where something failed."""
        tell_failure(error)


def tell_failure(error: Exception) -> None:
    """Log where something failed; its message may quote what a person said, so it stays out."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    _log.error("failure", extra={"error": type(error).__name__, "places": places})
