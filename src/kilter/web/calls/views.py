"""The page that makes tokens and ends them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kilter.errors import UsageError
from kilter.web.calls import tokens
from kilter.web.calls.forms import RevokeForm, TokenForm
from kilter.web.calls.problems import NOT_THERE, answer
from kilter.web.calls.scopes import Scope
from kilter.web.people.api import own_person
from kilter.web.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
@own_person
def my_tokens(request: HttpRequest, person: Person) -> HttpResponse:
    """The tokens there are; a new one is shown once, in the answer to the form."""
    form = TokenForm(request.POST) if request.method == "POST" else TokenForm()
    secret = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            _kept, secret = tokens.make_token(
                person, told["name"], [Scope(each) for each in told["scopes"]], told["days"]
            )
            form = TokenForm()
        except UsageError as error:
            form.add_error(None, f"{error.problems[0].what} {error.problems[0].mend}")
    values = {"form": form, "secret": secret, "tokens": tokens.tokens_of(person), "now": timezone.now()}
    return render(request, "calls/tokens.html", values, status=422 if form.errors else 200)


@require_POST
@own_person
def revoke(request: HttpRequest, person: Person) -> HttpResponse:
    """End a token at once."""
    form = RevokeForm(request.POST)
    if not form.is_valid() or not tokens.revoke(person, form.cleaned_data["token"]):
        raise Http404
    messages.success(request, _("The token is revoked; whatever used it is locked out from now on."))
    return redirect("tokens")


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """An address of the API that there is not, told in its shape."""
    return answer(404, [NOT_THERE])
