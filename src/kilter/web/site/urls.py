"""Health and readiness."""

from django.urls import path

from kilter.web.site import views

urlpatterns = [
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
]
