"""Export, import, erase; and the example person."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kilter.adapters import clock
from kilter.errors import KilterError
from kilter.web.keeping.api import erase_person, export_everything, import_everything
from kilter.web.keeping.example import make_example
from kilter.web.keeping.forms import EraseForm, ImportForm
from kilter.web.people.api import look_at_example, own_person, user_of
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.screening.api import draft_of


def _page(
    request: HttpRequest,
    person: Person,
    *,
    import_form: ImportForm | None = None,
    erase_form: EraseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    values = {
        "person": person,
        "events": len(record_of(person).history),
        "answers": len(draft_of(person).answers),
        "import_form": import_form or ImportForm(),
        "erase_form": erase_form or EraseForm(),
    }
    return render(request, "keeping/data.html", values, status=status)


@require_safe
@own_person
def my_data(request: HttpRequest, person: Person) -> HttpResponse:
    """What is kept, and what may be done with it."""
    return _page(request, person)


@require_safe
@own_person
def export(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Everything in one file."""
    response = HttpResponse(export_everything(person), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="kilter-{clock.today()}.json"'
    return response


@require_POST
@own_person
def bring_in(request: HttpRequest, person: Person) -> HttpResponse:
    """Take in a file that was exported."""
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, person, import_form=form, status=422)
    try:
        brought = import_everything(person, form.cleaned_data["file"].read())
    except KilterError as error:
        for problem in error.problems:
            form.add_error("file", f"{problem.what} {problem.mend}")
        return _page(request, person, import_form=form, status=422)
    told = ngettext("%d entry was brought in.", "%d entries were brought in.", brought.events) % brought.events
    messages.success(request, told)
    return redirect("data")


@require_POST
@own_person
def erase_all(request: HttpRequest, person: Person) -> HttpResponse:
    """Erase the user with everything, for good; of the example person only that."""
    form = EraseForm(request.POST)
    if not form.is_valid():
        return _page(request, person, erase_form=form, status=422)
    erase_person(person)
    if person.example:
        look_at_example(request, on=False)
        messages.success(request, _("The example person is gone."))
        return redirect("start")
    logout(request)
    messages.success(request, _("Everything about you is erased."))
    return redirect("start")


@require_POST
def show_example(request: HttpRequest) -> HttpResponse:
    """Show an example person with five weeks of training, who is made up on the spot."""
    make_example(user_of(request), clock.now())
    look_at_example(request, on=True)
    return redirect("today")
