"""What the frame of every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kilter.web.people.api import is_looking_at_example


def frame(request: HttpRequest) -> dict[str, Any]:
    """The accounts, and whether an example person is looked at."""
    return {"accounts": settings.ACCOUNTS, "looking_at_example": is_looking_at_example(request)}
