"""The beginning."""

from django.urls import path

from kilter.web.people import views

urlpatterns = [
    path("", views.start, name="start"),
    path("example/leave/", views.leave_example, name="leave_example"),
]
