"""What other apps may ask of people: who it is about, and what to do with a page before they agreed."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kilter.web.people.models import Person, User

P = ParamSpec("P")
_EXAMPLE = "looking_at_example"


def user_of(request: HttpRequest) -> User:
    """Whoever is signed in; the middleware has refused everyone else."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("a page that nobody is signed in for asks who it is")
    return user


def is_looking_at_example(request: HttpRequest) -> bool:
    """Whether the example person is shown instead of one's own."""
    return request.user.is_authenticated and bool(request.session.get(_EXAMPLE))


def look_at_example(request: HttpRequest, *, on: bool) -> None:
    """Show the example person from now on, or one's own again."""
    request.session[_EXAMPLE] = on


def person_of(request: HttpRequest) -> Person | None:
    """The person whose pages are shown; None where they have not agreed yet."""
    if not request.user.is_authenticated:
        return None
    example = is_looking_at_example(request)
    return Person.objects.filter(user=user_of(request), example=example).first()


def own_person(view: Callable[Concatenate[HttpRequest, Person, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the signed-in user's person; who has not agreed yet is led to the beginning."""

    @wraps(view)
    def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = person_of(request)
        return redirect("start") if person is None else view(request, person, *args, **kwargs)

    return checked


def agree(user: User, *, example: bool = False) -> Person:
    """Keep that somebody agreed to have their answers kept here."""
    person, _ = Person.objects.get_or_create(user=user, example=example, defaults={"consented_at": timezone.now()})
    return person


@transaction.atomic
def erase(user: User) -> None:
    """Remove a user with everything that is kept of them, wherever they are signed in."""
    for session in Session.objects.all().iterator():
        if str(session.get_decoded().get("_auth_user_id", "")) == str(user.pk):
            session.delete()
    user.delete()
