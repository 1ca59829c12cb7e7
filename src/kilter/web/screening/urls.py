"""The questions, and what they come to."""

from django.urls import path

from kilter.web.screening import views

urlpatterns = [
    path("", views.go_on, name="screen"),
    path("hips/", views.hips, name="hips"),
    path("answers/", views.review, name="screen_review"),
    path("again/", views.begin_anew, name="screen_anew"),
    path("<str:question_id>/", views.ask, name="question"),
]
