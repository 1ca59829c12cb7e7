"""What a person takes away: the report, the letter, and the calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from kilter.adapters import clock
from kilter.web.people.api import own_person
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.training.calendar import calendar_of
from kilter.web.training.printed import letter_pdf, report_pdf


@require_safe
@own_person
def report(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The whole road so far as one PDF; before there is any, the way leads to the questions."""
    content = report_pdf(person)
    return redirect("screen") if content is None else _pdf(content, "report")


@require_safe
@own_person
def letter(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The letter for a professional; where none is called for, what is known of the hips."""
    content = letter_pdf(person)
    return redirect("hips") if content is None else _pdf(content, "letter")


@require_safe
@own_person
def calendar(request: HttpRequest, person: Person) -> HttpResponse:
    """The sessions from today on, for any calendar."""
    record = record_of(person)
    if not record.begun:
        return redirect("programme")
    address = request.build_absolute_uri(reverse("today"))
    content = calendar_of(record, person.pk, clock.today(), address)
    return _file(content, "text/calendar; charset=utf-8", "kilter-sessions.ics")


def _pdf(content: bytes, name: str) -> HttpResponse:
    return _file(content, "application/pdf", f"kilter-{name}-{clock.today()}.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
