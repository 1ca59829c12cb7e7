"""The camera page and what belongs to it, and where finished sets are sent."""

from django.urls import path

from kilter.web.coaching import pages, views

urlpatterns = [
    path("", pages.coach, name="coach"),
    path("day/", pages.day, name="coach_day"),
    path("offline/", pages.offline, name="coach_offline"),
    path("worker.js", pages.service_worker, name="coach_worker"),
    path("sets/", views.take_set, name="take_set"),
    path("sets/<uuid:set_id>/recording/", views.take_recording, name="take_recording"),
]
