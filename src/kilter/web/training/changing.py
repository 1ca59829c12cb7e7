"""Another exercise in place of one, or one left out for today; and the pages for it."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kilter.adapters import clock
from kilter.errors import KilterError
from kilter.knowledge.schema.exercises import Exercise, Level
from kilter.programme.progression.logs import SetsSkipped, SkipReason, Swapped
from kilter.programme.progression.swapping import choices_for
from kilter.services.record.day import Item, day_of
from kilter.services.record.record import Moment, Record
from kilter.web.people.api import own_person
from kilter.web.people.models import Person
from kilter.web.records.api import moment, record_of
from kilter.web.site.knowledge import catalogue
from kilter.web.site.pictures import Demonstration, demonstration_of
from kilter.web.training import api
from kilter.web.training.forms import SkipForm, SwapForm


@dataclass(frozen=True, slots=True)
class Choice:
    """An exercise that may take the place of another, in the form in which it would be done."""

    exercise: Exercise
    level: Level
    demonstration: Demonstration | None
    known: bool
    """Whether it has been trained in this programme before, so that it goes on where it stood."""


def choices_of(record: Record, exercise: str) -> tuple[Choice, ...]:
    """What may take the place of an exercise, the best first; what the knowledge at hand does not know is left out."""
    state = record.state
    found = []
    for name in choices_for(exercise, state):
        known = catalogue().exercises.get(name)
        if known is None:
            continue
        ladder = state.start.ladders[name]
        track = next((track for (each, _), track in state.tracks.items() if each == name), None)
        level_id = ladder.rungs[track.dose.rung if track is not None else 0].level
        level = next(level for level in known.levels if level.id == level_id)
        found.append(Choice(known, level, demonstration_of(name, level_id), track is not None))
    return tuple(found)


def _item_of(record: Record, exercise: str) -> Item | None:
    """The exercise in the session of today, where something of it is still to be done."""
    day = day_of(record, clock.today())
    items = [item for _, items in day.parts for item in items if item.exercise == exercise]
    return next((item for item in items if any(ask.left for ask in item.asks)), None) if day.kind in api.OPEN else None


@require_http_methods(["GET", "HEAD", "POST"])
@own_person
def change(request: HttpRequest, person: Person, exercise_id: str) -> HttpResponse:
    """Leave an exercise out today, or choose another for good."""
    record = record_of(person)
    if not record.begun:
        return redirect("programme")
    known = catalogue().exercises.get(exercise_id)
    item, choices = _item_of(record, exercise_id), choices_of(record, exercise_id)
    if known is None or (item is None and not choices and exercise_id not in record.state.start.ladders):
        raise Http404
    if request.method == "POST" and _take(request, record, exercise_id, item):
        return redirect("today")
    values = {
        "exercise": known,
        "demonstration": demonstration_of(exercise_id),
        "item": item,
        "choices": choices,
        "replaced_by": catalogue().exercises.get(record.state.swapped.get(exercise_id, "")),
        "waits": record.state.approval,
        "skip": SkipForm(initial={"event_id": uuid.uuid4()}),
        "event_id": uuid.uuid4(),
    }
    return render(request, "training/change.html", values, status=422 if request.method == "POST" else 200)


def _take(request: HttpRequest, record: Record, exercise: str, item: Item | None) -> bool:
    try:
        if "by" in request.POST:
            return _swap(request, record, exercise)
        return _leave_out(request, record, item)
    except KilterError as error:
        for problem in error.problems:
            messages.error(request, f"{problem.what} {problem.mend}")
        return False


def _swap(request: HttpRequest, record: Record, exercise: str) -> bool:
    form = SwapForm(request.POST)
    if not form.is_valid():
        return False
    log = Swapped(clock.today(), exercise, form.cleaned_data["by"])
    for one in record.log(log, moment(str(form.cleaned_data["event_id"])), place="change"):
        if one.decision.proposed:
            messages.info(request, _("Your wish is kept. It waits until your clinician agrees."))
        else:
            messages.success(request, one.say)
    return True


def _leave_out(request: HttpRequest, record: Record, item: Item | None) -> bool:
    """All sides of it that are still to be done."""
    form = SkipForm(request.POST)
    if item is None or not form.is_valid():
        return False
    when = moment(str(form.cleaned_data["event_id"]))
    for ask in item.asks:
        if ask.left:
            side = ask.target.side
            own = when if side is None else Moment(when.at, f"{when.id}/{side.value}")
            log = SetsSkipped(clock.today(), item.exercise, side, SkipReason(form.cleaned_data["why"]))
            record.log(log, own, place="change")
    messages.success(request, _("It is left out today. That alone changes nothing in your programme."))
    return True
