"""Pages to read."""

from django.urls import path

from kilter.web.learning import views

urlpatterns = [
    path("", views.overview, name="learn"),
    path("<slug:topic_id>/", views.topic, name="topic"),
]
