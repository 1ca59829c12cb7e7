"""Without accounts nobody but this machine is let in."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

Respond = Callable[[HttpRequest], HttpResponse]
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def keep_to_loopback(respond: Respond) -> Respond:
    """Refuse, where there are no accounts, whoever comes from another machine or through a proxy."""

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.ACCOUNTS or is_own(request):
            return respond(request)
        return HttpResponseForbidden("Kilter runs here without accounts, for this machine only.", "text/plain")

    return answer


def is_own(request: HttpRequest) -> bool:
    """Whether a request comes from this machine, through no proxy."""
    if any(name in request.META for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
