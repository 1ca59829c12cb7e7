"""All addresses. None of them holds the id of a person: everyone has their own pages only."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("kilter.web.site.urls")),
    path("", include("kilter.web.people.urls")),
    path("", include("kilter.web.sharing.urls")),
    path("screen/", include("kilter.web.screening.urls")),
    path("", include("kilter.web.training.urls")),
    path("coach/", include("kilter.web.coaching.urls")),
    path("", include("kilter.web.keeping.urls")),
    path("", include("kilter.web.clinic.urls")),
    path("learn/", include("kilter.web.learning.urls")),
    path("", include("kilter.web.calls.urls")),
]
if settings.ACCOUNTS:
    urlpatterns.append(path("account/", include("allauth.urls")))
