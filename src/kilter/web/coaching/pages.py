"""The camera page: the next sets of the day, coached by camera, or by timer and taps where there is no network."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, cast

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kilter.adapters import clock
from kilter.services.record.day import day_of
from kilter.services.record.record import Record
from kilter.web.coaching.plan import planned_sets
from kilter.web.coaching.words import places, words
from kilter.web.people.api import own_person
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.site.knowledge import catalogue
from kilter.web.training import api

_MAY = {
    # MediaPipe is WebAssembly and runs in a worker of our own; a film that somebody chooses is a blob of the page.
    "script-src": ["'wasm-unsafe-eval'"],
    "worker-src": [SELF],
    "media-src": [SELF, "blob:"],
    "manifest-src": [SELF],
}
View = Callable[..., HttpResponse]


def _for_camera(view: View) -> View:
    """A page that may do what the camera page has to, and no more."""
    may = cast(View, csp_update(_MAY)(view))

    @wraps(view)
    def allowed(*args: Any, **kwargs: Any) -> HttpResponse:
        response = may(*args, **kwargs)
        response.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
        return response

    return allowed


@require_safe
@own_person
@_for_camera
def coach(request: HttpRequest, person: Person) -> HttpResponse:
    """The camera page with the sets of today."""
    record = record_of(person)
    if not record.begun:
        return redirect("programme")
    return _page(request, {"owner": owner_of(person), "keeps": not person.example, "day": day_as_json(record)})


@require_safe
@login_not_required
@_for_camera
@cache_control(public=True, max_age=0)
def offline(request: HttpRequest) -> HttpResponse:
    """The same page without anything about anybody; it takes the day from what the browser kept."""
    return _page(request, {"owner": None, "keeps": True, "day": None})


@require_safe
@own_person
def day(request: HttpRequest, person: Person) -> HttpResponse:
    """Whose page it is, a token to send sets with, and the sets of today."""
    record = record_of(person)
    today = day_as_json(record) if record.begun else None
    return JsonResponse({"owner": owner_of(person), "token": get_token(request), "day": today})


@require_safe
@login_not_required
@cache_control(public=True, max_age=0)
def service_worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The service worker; it stands here so that it can see to the pages below this address, and to no other."""
    found = finders.find("dist/sw.js")
    if found is None:
        raise Http404
    return HttpResponse(Path(found).read_bytes(), content_type="text/javascript")


def _page(request: HttpRequest, own: dict[str, Any]) -> HttpResponse:
    addresses = {name: reverse(name) for name in ("today", "set", "end", "coach", "coach_day", "coach_offline")}
    data = {
        "language": get_language(),
        "dist": static("dist/"),
        "addresses": addresses | {"live": "/coach/live/", "sets": "/coach/sets/", "worker": reverse("coach_worker")},
        "words": words(),
        **own,
    }
    return render(request, "coaching/coach.html", {"data": data, "points": range(11), "places": places().items()})


def day_as_json(record: Record, on: date | None = None) -> dict[str, Any]:
    """The sets of a day as the page takes them; see ``frontend/src/session/plan.ts``.

    Args:
        record: that has begun.
        on: the day; today when None.
    """
    today = day_of(record, on or clock.today())
    sets = planned_sets(record, today, catalogue())
    coming = api.next_set(record, today) if today.kind in api.OPEN else None
    return {
        "on": today.on.isoformat(),
        "sets": [asdict(one) for one in sets],
        "done": coming.done if coming else 0,
        "total": coming.of if coming else 0,
    }


def owner_of(person: Person) -> str:
    """A name for what the browser keeps of a person; it tells nothing about them."""
    return salted_hmac("kilter.coaching.owner", str(person.pk)).hexdigest()[:16]
