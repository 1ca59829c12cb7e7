"""The pages of a clinician: the caseload, and what one person lets them see."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kilter.adapters import clock
from kilter.errors import KilterError, UsageError
from kilter.exchange.report import build_report
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.training import programme_of
from kilter.services.record.charting import charts_of
from kilter.services.record.day import day_of
from kilter.services.record.looking import look_at
from kilter.services.record.progress import progress_of
from kilter.services.record.reasons import why
from kilter.services.record.record import Record
from kilter.services.record.telling import history_of
from kilter.web.clinic import api
from kilter.web.clinic.caseload import CONCERNS, FILTERS, Filter, lines_of
from kilter.web.clinic.forms import AnswerForm
from kilter.web.people.api import user_of
from kilter.web.records.api import record_of
from kilter.web.screening.api import profile_of
from kilter.web.sharing.api import Act, Right, Share, What, caseload_of, note_all, opened
from kilter.web.site.knowledge import catalogue, screener
from kilter.web.training.api import letter_pdf, report_pdf
from kilter.web.training.shown import trend_charts

DAYS_ON_PERSONS_PAGE = 5
DAYS_ON_A_PAGE = 30


@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """Everyone who lets this clinician look, those who need a look first."""
    if not settings.ACCOUNTS:
        return render(request, "clinic/caseload.html", {"lines": ()})
    shares = list(caseload_of(user_of(request), clock.now()))
    lines = lines_of(shares, clock.today())
    asked = request.GET.get("show", "")
    chosen = next((each for each in Filter if each.value == asked), Filter.ALL)
    note_all(shares, Act.READ, What.CASELOAD, clock.now())
    values = {
        "lines": [line for line in lines if line.is_in(chosen)],
        "everyone": len(lines),
        "filters": [(each.value, word, sum(line.is_in(each) for line in lines)) for each, word in FILTERS.items()],
        "chosen": chosen.value,
    }
    return render(request, "clinic/caseload.html", values)


def _page(request: HttpRequest, share: Share, name: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"clinic/{name}.html", {"share": share, "at": name} | values, status=status)


def _begun(share: Share) -> Record:
    """The record of a person who has a programme; without one there is no such page."""
    record = record_of(share.person)
    if not record.begun:
        raise Http404
    return record


@require_safe
@opened(What.PERSON)
def person(request: HttpRequest, share: Share) -> HttpResponse:
    """How one person stands, what waits for an answer, and what happened lately."""
    record = record_of(share.person)
    if not record.begun:
        return _page(request, share, "person", {"begun": False, "profile": profile_of(share.person, record)})
    on = clock.today()
    look, day = look_at(record, on), day_of(record, on)
    values = {
        "begun": True,
        "look": look,
        "day": day,
        "concerns": [(one, CONCERNS[one]) for one in look.concerns],
        "waiting": [why(record, one.id) for one in day.proposals],
        "days": tuple(reversed(history_of(record)))[:DAYS_ON_PERSONS_PAGE],
        "answer": AnswerForm(),
    }
    return _page(request, share, "person", values)


@require_safe
@opened(What.FINDINGS)
def findings(request: HttpRequest, share: Share) -> HttpResponse:
    """What was found on both sides, with how sure it is."""
    profile = profile_of(share.person, record_of(share.person))
    if profile is None:
        return _page(request, share, "person", {"begun": False, "profile": None})
    report = build_report(profile, None, catalogue(), made_on=clock.today())
    return _page(request, share, "findings", {"report": report, "begun": True})


@require_safe
@opened(What.PROGRAMME)
def programme(request: HttpRequest, share: Share) -> HttpResponse:
    """The plan, and where each exercise stands."""
    record = _begun(share)
    on = clock.today()
    values = {
        "part": programme_of(record.state.start.programme, catalogue(), Citations(catalogue())),
        "phase_number": record.state.phase,
        "progress": progress_of(record, on),
    }
    return _page(request, share, "programme", values)


@require_safe
@opened(What.PROGRESS)
def progress(request: HttpRequest, share: Share) -> HttpResponse:
    """How it goes, in the charts that the person sees."""
    record = _begun(share)
    told = progress_of(record, clock.today())
    charts = charts_of(record, told)
    values = {
        "progress": told,
        "charts": [chart for chart in charts if not chart.name.startswith("steps_")],
        "steps": [chart for chart in charts if chart.name.startswith("steps_")],
        "trends": trend_charts(record, screener()),
    }
    return _page(request, share, "progress", values)


@require_safe
@opened(What.HISTORY)
def history(request: HttpRequest, share: Share) -> HttpResponse:
    """What was done and decided, the latest day first."""
    days = tuple(reversed(history_of(_begun(share))))
    return _page(request, share, "history", {"page": Paginator(days, DAYS_ON_A_PAGE).get_page(request.GET.get("page"))})


@require_safe
@opened(What.DECISION)
def decision(request: HttpRequest, share: Share, decision_id: str) -> HttpResponse:
    """Why something changed, down to the source."""
    record = _begun(share)
    try:
        told = why(record, decision_id)
    except UsageError:
        raise Http404 from None
    if told.told.id != decision_id:
        raise Http404
    sources = [catalogue().sources[source].citation for source in told.sources]
    return _page(request, share, "why", {"why": told, "sources": sources})


@require_POST
@opened(What.DECISION, needs=Right.DECIDE)
def answer(request: HttpRequest, share: Share, decision_id: str) -> HttpResponse:
    """Agree to what waits, or turn it down."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        said = api.answer(share, decision_id, agreed=form.cleaned_data["answer"] == "approve", now=clock.now())
    except KilterError as error:
        tell(request, error)
    else:
        messages.success(request, said)
    return redirect("shared_person", share.id)


@require_safe
@opened(What.REPORT)
def report(request: HttpRequest, share: Share) -> HttpResponse:
    """The report as a tagged PDF."""
    content = report_pdf(share.person)
    if content is None:
        messages.info(request, _("There is no report yet: the questions are not answered."))
        return redirect("shared_person", share.id)
    return _file(content, "report")


@require_safe
@opened(What.LETTER)
def letter(request: HttpRequest, share: Share) -> HttpResponse:
    """The letter for a professional as a tagged PDF, where one is called for."""
    content = letter_pdf(share.person)
    if content is None:
        messages.info(request, _("No letter is called for: nothing points to something that needs to be looked at."))
        return redirect("shared_person", share.id)
    return _file(content, "letter")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{clock.today()}.pdf"'
    return response


def tell(request: HttpRequest, error: KilterError) -> None:
    """Say on the next page what was wrong, and how to mend it."""
    for problem in error.problems:
        messages.error(request, f"{problem.what} {problem.mend}")


def new_id() -> str:
    """An id for what a form will change, so that sending it twice changes it once."""
    return str(uuid.uuid4())
