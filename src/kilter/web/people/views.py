"""The beginning: what this is, what it is not, and consent."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kilter.web.people.api import agree, look_at_example, person_of, user_of
from kilter.web.people.forms import ConsentForm


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Tell what this is; who agrees goes on to the first question."""
    if request.method == "POST" and request.user.is_authenticated:
        form = ConsentForm(request.POST)
        if form.is_valid():
            look_at_example(request, on=False)
            agree(user_of(request))
            return redirect("screen")
        return render(request, "people/start.html", {"form": form, "person": None}, status=422)
    if request.method == "POST":
        return redirect("account_login" if settings.ACCOUNTS else "start")
    return render(request, "people/start.html", {"form": ConsentForm(), "person": person_of(request)})


@require_POST
def leave_example(request: HttpRequest) -> HttpResponse:
    """Back from the example person to one's own."""
    look_at_example(request, on=False)
    return redirect("start")
