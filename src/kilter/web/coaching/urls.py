"""Where finished sets are sent."""

from django.urls import path

from kilter.web.coaching import views

urlpatterns = [
    path("sets/", views.take_set, name="take_set"),
    path("sets/<uuid:set_id>/recording/", views.take_recording, name="take_recording"),
]
