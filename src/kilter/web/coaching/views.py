"""Taking finished sets and their recordings; in and out goes JSON, since a page sends them by itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from kilter.adapters import clock
from kilter.errors import IdTakenError, KilterError, RecordError
from kilter.web.coaching import posted, recordings
from kilter.web.coaching.keeping import Kept, keep_recording, keep_set
from kilter.web.people.api import person_of
from kilter.web.people.models import Person

_PACE = RateLimitItemPerMinute(60)
_paces = MovingWindowRateLimiter(MemoryStorage())


def _refused(status: int, what: str, mend: str, where: str = "") -> JsonResponse:
    return JsonResponse({"errors": [{"where": where, "what": what, "mend": mend}]}, status=status)


def _taking(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """Let in who may send something, at a fair pace, and say in JSON what is wrong with it."""

    @wraps(view)
    def checked(request: HttpRequest, **named: Any) -> JsonResponse:
        person = person_of(request)
        if person is None:
            return _refused(403, _("You have not agreed yet that anything is kept."), _("Begin on the first page."))
        if person.example:
            return _refused(403, _("Nothing is kept of the example person’s sets."), _("Go back to your own pages."))
        if not _paces.hit(_PACE, str(person.pk)):
            slower = _refused(429, _("This is more than can be taken in at once."), _("Try again in a minute."))
            slower.headers["Retry-After"] = "60"
            return slower
        try:
            return view(request, person, **named)
        except KilterError as error:
            errors = [{"where": one.place, "what": one.what, "mend": one.mend} for one in error.problems]
            return JsonResponse({"errors": errors}, status=_status_of(error))

    return checked


def _status_of(error: KilterError) -> int:
    if isinstance(error, IdTakenError):
        return 409
    return 503 if isinstance(error, RecordError) else 422


def _body_of(request: HttpRequest, most: int) -> bytes | None:
    """What was sent; None where it is too large to be read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > most:
        return None
    try:
        body: bytes = request.body
    except RequestDataTooBig:
        return None
    return body if len(body) <= most else None


def _too_large(most: int) -> JsonResponse:
    what = _("This is larger than a set can be: at most %(most)d bytes are taken.") % {"most": most}
    return _refused(413, what, _("Send a shorter one."))


@require_POST
@_taking
def take_set(request: HttpRequest, person: Person) -> JsonResponse:
    """Keep a finished set, once however often it is sent."""
    body = _body_of(request, posted.MOST_BYTES)
    if body is None:
        return _too_large(posted.MOST_BYTES)
    sent = posted.read_posted(body)
    kept = keep_set(person, sent, clock.now())
    return JsonResponse({"set": str(sent.set), **_told(kept)}, status=201 if kept.is_new else 200)


def _told(kept: Kept) -> dict[str, Any]:
    return {
        "kept": "now" if kept.is_new else "before",
        "logged": [
            {
                "exercise": one.done.exercise,
                "side": one.done.side,
                "number": one.done.number,
                "reps": one.done.reps,
                "seconds": one.done.seconds,
                "words": one.words,
            }
            for one in kept.logged
        ],
        "decided": [{"id": one.decision.id, "say": one.say} for one in kept.decided],
        "recording": kept.is_recorded,
    }


@require_POST
@_taking
def take_recording(request: HttpRequest, person: Person, set_id: UUID) -> JsonResponse:
    """Keep what the camera saw of a set that is kept."""
    body = _body_of(request, recordings.MOST_BYTES)
    if body is None:
        return _too_large(recordings.MOST_BYTES)
    is_new = keep_recording(person, set_id, recordings.read_sent(body))
    if is_new is None:
        return _refused(404, _("There is no such set."), _("Send the set first."), "set")
    return JsonResponse({"set": str(set_id), "kept": "now" if is_new else "before"}, status=201 if is_new else 200)
