"""Health, readiness, and the language."""

from django.urls import path

from kilter.web.site import languages, views

urlpatterns = [
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
    path("language/", languages.choose, name="set_language"),
]
