"""One question at a time, and what it all comes to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kilter.adapters import clock
from kilter.errors import KilterError
from kilter.exchange.report import build_report
from kilter.web.people.api import own_person
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.screening.api import Draft, Question, discard_draft, draft_of, profile_of, take_answer
from kilter.web.screening.shown import show, words_of
from kilter.web.site.knowledge import catalogue


@require_safe
@own_person
def go_on(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Lead to the first open question, or to what the answers come to."""
    if record_of(person).begun:
        return redirect("hips")
    question = draft_of(person).next
    return redirect("hips") if question is None else redirect("question", question.id)


@require_http_methods(["GET", "HEAD", "POST"])
@own_person
def ask(request: HttpRequest, person: Person, question_id: str) -> HttpResponse:
    """Show a question, or take its answer and go on to the next."""
    if record_of(person).begun:
        return redirect("hips")
    draft = draft_of(person)
    question = draft.find(question_id)
    if question is None:
        raise Http404
    if request.method != "POST":
        return _page(request, draft, question)
    try:
        take_answer(person, draft, question, _typed(request, question))
    except KilterError as error:
        return _page(request, draft, question, error, status=422)
    return redirect("screen")


def _typed(request: HttpRequest, question: Question) -> str:
    if "skip" in request.POST:
        return ""
    parts = [part.strip() for part in request.POST.getlist("answer") if part.strip()]
    return (" " if question.number else ", ").join(parts)


def _page(
    request: HttpRequest, draft: Draft, question: Question, error: KilterError | None = None, status: int = 200
) -> HttpResponse:
    shown = show(question, draft, catalogue())
    values = {"shown": shown, "back": draft.before(question), "complete": draft.complete, "error": error}
    return render(request, "screening/question.html", values, status=status)


@require_safe
@own_person
def hips(request: HttpRequest, person: Person) -> HttpResponse:
    """What is known about both hips; the letter where triage stops."""
    record = record_of(person)
    profile = profile_of(person, record)
    if profile is None:
        return redirect("screen")
    report = build_report(profile, None, catalogue(), made_on=clock.today())
    return render(request, "screening/hips.html", {"report": report, "begun": record.begun})


@require_safe
@own_person
def review(request: HttpRequest, person: Person) -> HttpResponse:
    """All answers so far, each to be changed."""
    if record_of(person).begun:
        return redirect("hips")
    draft = draft_of(person)
    answers = [(each, words_of(each, draft)) for each in draft.questions if each.id in draft.answers]
    return render(request, "screening/review.html", {"answers": answers})


@require_POST
@own_person
def begin_anew(request: HttpRequest, person: Person) -> HttpResponse:
    """Forget the answers and ask again; what stands in the record stays."""
    discard_draft(person)
    messages.info(request, _("The answers are gone; the questions begin anew."))
    return redirect("screen")
