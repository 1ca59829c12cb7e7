"""The pages of training; each takes what was told, has it kept, and shows what follows."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kilter.adapters import clock
from kilter.errors import KilterError, UsageError
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.training import programme_of
from kilter.programme.progression.logs import (
    Cleared,
    Form,
    Morning,
    PainKind,
    SessionEnded,
    SessionSkipped,
    SkipReason,
    Went,
)
from kilter.services.record.charting import charts_of
from kilter.services.record.day import DayKind, day_of
from kilter.services.record.events import Decided
from kilter.services.record.progress import progress_of
from kilter.services.record.reasons import why
from kilter.services.record.record import Record
from kilter.services.record.telling import history_of
from kilter.services.record.words import set_in_words
from kilter.web.people.api import own_person
from kilter.web.people.models import Person
from kilter.web.records.api import moment, record_of
from kilter.web.screening.api import profile_of
from kilter.web.site.knowledge import catalogue, screener
from kilter.web.site.pictures import demonstration_of
from kilter.web.training import api
from kilter.web.training.forms import ClearedForm, EndForm, MorningForm, PlanForm, SetForm, SkipForm, SupervisedPlanForm
from kilter.web.training.shown import days_told, exercise_page, trend_charts

MOST_DAYS_TOLD = 8


def _new_id() -> dict[str, uuid.UUID]:
    """An id for what a form will log, so that sending it twice keeps it once."""
    return {"event_id": uuid.uuid4()}


def _tell(request: HttpRequest, error: KilterError) -> None:
    for problem in error.problems:
        messages.error(request, f"{problem.what} {problem.mend}")


@require_http_methods(["GET", "HEAD", "POST"])
@own_person
def programme(request: HttpRequest, person: Person) -> HttpResponse:
    """The plan with its weeks, or the wishes to plan one from."""
    record = record_of(person)
    if not record.begun:
        return _plan(request, person, record)
    today = clock.today()
    part = programme_of(record.state.start.programme, catalogue(), Citations(catalogue()))
    values = {
        "part": part,
        "phase": part.phases[record.state.phase],
        "phase_number": record.state.phase,
        "week": api.week_of(record, today),
        "day": day_of(record, today),
        "history": days_told(history_of(record))[:MOST_DAYS_TOLD],
    }
    return render(request, "training/programme.html", values)


def _plan(request: HttpRequest, person: Person, record: Record) -> HttpResponse:
    profile = profile_of(person, record)
    if profile is None or profile.triage.stops:
        return redirect("screen" if profile is None else "hips")
    wishes = profile.screening.wishes
    asked = SupervisedPlanForm if settings.ACCOUNTS else PlanForm
    form = asked(request.POST or None, initial={"days": wishes.days or 3, "minutes": int(wishes.minutes or 30)})
    if request.method == "POST" and form.is_valid():
        try:
            api.begin(person, record, profile, moment(str(uuid.uuid4())), **form.cleaned_data)
        except UsageError as error:
            _tell(request, error)
            return render(request, "training/plan.html", {"form": form}, status=422)
        messages.success(request, _("Your programme is ready."))
        return redirect("programme")
    return render(request, "training/plan.html", {"form": form})


@require_safe
@own_person
def today(request: HttpRequest, person: Person) -> HttpResponse:
    """What the day asks for, and why."""
    record = record_of(person)
    if not record.begun:
        return redirect("programme")
    on = clock.today()
    day = day_of(record, on)
    values = {
        "day": day,
        "open": day.kind in api.OPEN,
        "decided": api.decided_on(record, on),
        "skip": SkipForm(initial=_new_id()),
        "cleared": ClearedForm(initial=_new_id()),
        "stopped": api.stopped_today(record, on),
        "summary": api.done_on(record, on),
    }
    return render(request, "training/today.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@own_person
def do_set(request: HttpRequest, person: Person) -> HttpResponse:
    """The next set: what to do, and afterwards what it was like."""
    record = record_of(person)
    if not record.begun:
        return redirect("programme")
    if request.method == "POST":
        return _take_set(request, record)
    return _set_page(request, record, None)


def _set_page(request: HttpRequest, record: Record, form: SetForm | None, status: int = 200) -> HttpResponse:
    day = day_of(record, clock.today())
    coming = api.next_set(record, day) if day.kind in api.OPEN else None
    if coming is None:
        return redirect("end" if day.kind is DayKind.UNDER_WAY else "today")
    side = coming.ask.target.side
    if form is None:
        initial = _new_id() | {
            "exercise": coming.item.exercise,
            "side": "" if side is None else side.value,
            "number": coming.number,
            "amount": coming.ask.target.aim,
            "load": str((coming.last and coming.last.load) or coming.ask.target.load or ""),
            "reserve": coming.item.reserve,
        }
        form = SetForm(initial=initial, timed=coming.item.timed)
    exercise = catalogue().exercises[coming.item.exercise]
    values = {
        "coming": coming,
        "form": form,
        "exercise": exercise,
        "level": next(level for level in exercise.levels if level.id == coming.ask.target.level),
        "demonstration": demonstration_of(exercise.id, coming.ask.target.level),
        "rest": coming.item.prescription.rest_s if request.GET.get("rest") else 0,
        "skip": SkipForm(initial=_new_id()),
    }
    return render(request, "training/set.html", values, status=status)


def _take_set(request: HttpRequest, record: Record) -> HttpResponse:
    timed = api.is_timed(record, request.POST.get("exercise", ""))
    if timed is None:
        raise Http404
    form = SetForm(request.POST, timed=timed)
    if not form.is_valid():
        return _set_page(request, record, form, status=422)
    try:
        when = moment(str(form.cleaned_data["event_id"]))
        decided = api.log_set(record, api.set_of(_told(form.cleaned_data), record, when), when)
    except KilterError as error:
        _tell(request, error)
        return _set_page(request, record, form, status=422)
    for one in decided:
        messages.warning(request, one.say)
    return redirect(f"{request.path}?rest=1")


def _told(said: dict[str, Any]) -> api.SetTold:
    """The set as its form told it."""
    exercise, side = api.key_of(said["exercise"], said["side"])
    return api.SetTold(
        exercise=exercise,
        side=side,
        number=said["number"],
        amount=said["amount"],
        load=said["load"],
        reserve=said["reserve"],
        pain=said["pain"],
        pain_kind=PainKind(said["pain_kind"]),
        form=Form(said["how_clean"]),
    )


@require_POST
@own_person
def skip_exercise(request: HttpRequest, person: Person) -> HttpResponse:
    """Leave out what is left of the next exercise on its side."""
    record = record_of(person)
    if not record.begun:
        return redirect("programme")
    form = SkipForm(request.POST)
    if form.is_valid():
        why_so, when = SkipReason(form.cleaned_data["why"]), moment(str(form.cleaned_data["event_id"]))
        _kept(request, lambda: api.skip_next(record, why_so, clock.today(), when))
    return redirect("set")


@require_POST
@own_person
def skip_day(request: HttpRequest, person: Person) -> HttpResponse:
    """The session of today is not done."""
    record = record_of(person)
    form = SkipForm(request.POST)
    if record.begun and form.is_valid():
        _keep(request, record, SessionSkipped(clock.today(), SkipReason(form.cleaned_data["why"])), form)
    return redirect("today")


def _keep(request: HttpRequest, record: Record, log: Any, form: forms.Form) -> bool:
    """Log something that a form told."""
    return _kept(request, lambda: record.log(log, moment(str(form.cleaned_data["event_id"])), place="form"))


def _kept(request: HttpRequest, keep: Callable[[], tuple[Decided, ...]]) -> bool:
    """Keep something; what was decided, or what is wrong with it, is told on the next page."""
    try:
        decided = keep()
    except KilterError as error:
        _tell(request, error)
        return False
    for one in decided:
        messages.info(request, one.say)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@own_person
def end(request: HttpRequest, person: Person) -> HttpResponse:
    """How the session went."""
    record = record_of(person)
    if not record.begun or record.state.session is None:
        return redirect("today")
    on = record.state.session.on
    minutes = api.minutes_so_far(record, on, clock.now())
    form = EndForm(request.POST or None, initial=_new_id() | {"minutes": minutes})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        log = SessionEnded(on, told["minutes"], Went(told["went"]), told["note"])
        if _keep(request, record, log, form):
            return redirect("today")
    sets = [
        (catalogue().exercises[one.exercise].name, one.side, set_in_words(one)) for one in record.state.session.sets
    ]
    values = {"form": form, "sets": sets, "stopped": api.stopped_today(record, on)}
    return render(request, "training/end.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@own_person
def morning(request: HttpRequest, person: Person) -> HttpResponse:
    """How the morning was."""
    record = record_of(person)
    if not record.begun:
        return redirect("programme")
    form = MorningForm(request.POST or None, initial=_new_id())
    if request.method == "POST" and form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "event_id"}
        if _keep(request, record, Morning(clock.today(), **told), form):
            messages.success(request, _("Thank you. That is kept."))
            return redirect("today")
    values = {"form": form, "usual": record.state.start.usual_pain}
    return render(request, "training/morning.html", values, status=422 if form.errors else 200)


@require_POST
@own_person
def cleared(request: HttpRequest, person: Person) -> HttpResponse:
    """A professional has seen the person, and the programme goes on."""
    record = record_of(person)
    form = ClearedForm(request.POST)
    if record.begun and form.is_valid():
        _keep(request, record, Cleared(clock.today(), form.cleaned_data["by"]), form)
    return redirect("today")


@require_POST
@own_person
def undo(request: HttpRequest, person: Person) -> HttpResponse:
    """Take back what was logged last."""
    record = record_of(person)
    try:
        record.undo(moment(str(uuid.uuid4())))
        messages.info(request, _("The last entry is taken back, with what followed from it."))
    except KilterError as error:
        _tell(request, error)
    return redirect("today")


@require_safe
@own_person
def decision(request: HttpRequest, person: Person, decision_id: str) -> HttpResponse:
    """Why something changed, down to the source."""
    record = record_of(person)
    try:
        told = why(record, decision_id) if record.begun else None
    except UsageError:
        told = None
    if told is None or told.told.id != decision_id:
        raise Http404
    sources = [catalogue().sources[source].citation for source in told.sources]
    return render(request, "training/why.html", {"why": told, "sources": sources})


@require_safe
@own_person
def exercise(request: HttpRequest, person: Person, exercise_id: str) -> HttpResponse:  # noqa: ARG001 - whose page it is
    """How an exercise is done."""
    known = catalogue().exercises.get(exercise_id)
    if known is None:
        raise Http404
    return render(request, "training/exercise.html", exercise_page(known, catalogue()))


@require_safe
@own_person
def progress(request: HttpRequest, person: Person) -> HttpResponse:
    """How it goes, in charts."""
    record = record_of(person)
    if not record.begun:
        return redirect("programme")
    told = progress_of(record, clock.today())
    charts = charts_of(record, told)
    values = {
        "progress": told,
        "charts": [chart for chart in charts if not chart.name.startswith("steps_")],
        "steps": [chart for chart in charts if chart.name.startswith("steps_")],
        "trends": trend_charts(record, screener()),
    }
    return render(request, "training/progress.html", values)
