"""On one's own machine, without accounts, whoever is let in is its one user."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kilter.web.people.models import User

Respond = Callable[[HttpRequest], HttpResponse]
EMAIL = "alone@localhost"


def enter_alone(respond: Respond) -> Respond:
    """Take every request for the one user's, where there are no accounts."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not settings.ACCOUNTS:
            request.user = user_alone()
        return respond(request)

    return answer


def user_alone() -> User:
    """The one user of a machine without accounts."""
    return User.objects.filter(email=EMAIL).first() or User.objects.create_user(EMAIL)
