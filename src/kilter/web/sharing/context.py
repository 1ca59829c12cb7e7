"""What the frame of every page shows of sharing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kilter.adapters import clock
from kilter.web.people.api import user_of
from kilter.web.sharing.models import Share


def frame(request: HttpRequest) -> dict[str, Any]:
    """Whether anybody lets this user look; asked of the database only where a page asks."""

    def has_caseload() -> bool:
        if not settings.ACCOUNTS or not request.user.is_authenticated:
            return False
        shares = Share.objects.filter(clinician=user_of(request), ended_at__isnull=True, until__gt=clock.now())
        return shares.exists()

    return {"has_caseload": has_caseload}
