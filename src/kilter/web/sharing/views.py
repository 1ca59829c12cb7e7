"""Letting a clinician in, ending it, seeing what they looked at; and taking up an invitation."""

from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kilter.adapters import clock
from kilter.errors import KilterError
from kilter.web.people.api import own_person, user_of
from kilter.web.people.models import Person
from kilter.web.sharing import api
from kilter.web.sharing.forms import EndForm, InviteForm, TakeUpForm, WithdrawForm
from kilter.web.sharing.models import Right
from kilter.web.sharing.told import days_noted

NOTED_ON_A_PAGE = 100


@require_safe
@own_person
def sharing(request: HttpRequest, person: Person) -> HttpResponse:
    """Who may look, until when, and a form to let somebody in."""
    return _page(request, person, InviteForm())


def _page(request: HttpRequest, person: Person, form: InviteForm, status: int = 200) -> HttpResponse:
    now = clock.now()
    shares = list(api.shares_of(person))
    values = {
        "person": person,
        "form": form,
        "invitations": api.invitations_of(person, now),
        "shares": [share for share in shares if share.in_force(now)],
        "earlier": [(share, share.ended_at or share.until) for share in shares if not share.in_force(now)],
        "noted": api.accesses_of(person).count(),
    }
    return render(request, "sharing/sharing.html", values, status=status)


@require_POST
@own_person
def invite(request: HttpRequest, person: Person) -> HttpResponse:
    """Make an invitation, and show its code this once."""
    _with_accounts()
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    told = form.cleaned_data
    try:
        invited = api.invite(
            person, called=told["called"], right=Right(told["right"]), days=told["days"], now=clock.now()
        )
    except KilterError as error:
        _add(form, "called", error)
        return _page(request, person, form, status=422)
    values = {"invited": invited, "address": request.build_absolute_uri(reverse("take_up"))}
    return render(request, "sharing/invited.html", values)


@require_POST
@own_person
def withdraw(request: HttpRequest, person: Person) -> HttpResponse:
    """Make a code worthless."""
    form = WithdrawForm(request.POST)
    if not form.is_valid() or not api.withdraw(person, form.cleaned_data["invitation"]):
        raise Http404
    messages.success(request, _("The invitation is withdrawn; its code opens nothing any more."))
    return redirect("sharing")


@require_POST
@own_person
def end_share(request: HttpRequest, person: Person) -> HttpResponse:
    """End somebody's access, at once."""
    form = EndForm(request.POST)
    if not form.is_valid() or not api.end_share(person, form.cleaned_data["share"], clock.now()):
        raise Http404
    messages.success(request, _("Access has ended. Nothing of yours can be opened there any more."))
    return redirect("sharing")


@require_safe
@own_person
def accesses(request: HttpRequest, person: Person) -> HttpResponse:
    """What others looked at and changed, day by day."""
    page = Paginator(api.accesses_of(person), NOTED_ON_A_PAGE).get_page(request.GET.get("page"))
    values = {"page": page, "days": list(days_noted(page.object_list))}
    return render(request, "sharing/accesses.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest) -> HttpResponse:
    """Take up an invitation, signed in with an account of one's own."""
    if not settings.ACCOUNTS:
        return render(request, "sharing/take_up.html", {"form": None})
    form = TakeUpForm(request.POST or None)
    if request.method == "POST" and not consume(request, action="take_up"):
        form.add_error("code", _("That were many tries. Wait ten minutes, then try again."))
    elif request.method == "POST" and form.is_valid():
        try:
            share = api.take_up(user_of(request), form.cleaned_data["code"], form.cleaned_data["name"], clock.now())
        except KilterError as error:
            _add(form, "code", error)
        else:
            messages.success(request, _("%s lets you look.") % share.person_name)
            return redirect("caseload")
    return render(request, "sharing/take_up.html", {"form": form}, status=422 if form.errors else 200)


def _with_accounts() -> None:
    """Without accounts there is nobody to let in."""
    if not settings.ACCOUNTS:
        raise Http404


def _add(form: InviteForm | TakeUpForm, field: str, error: KilterError) -> None:
    for problem in error.problems:
        form.add_error(field, f"{problem.what} {problem.mend}")
