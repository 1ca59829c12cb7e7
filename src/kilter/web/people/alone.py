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
            user = User.objects.filter(email=EMAIL).first()
            request.user = user or User.objects.create_user(EMAIL)
        return respond(request)

    return answer
