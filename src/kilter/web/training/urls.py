"""The pages of training."""

from django.urls import path

from kilter.web.training import changing, files, views

urlpatterns = [
    path("programme/", views.programme, name="programme"),
    path("programme/why/<slug:decision_id>/", views.decision, name="decision"),
    path("programme/change/<slug:exercise_id>/", changing.change, name="change"),
    path("programme/sessions.ics", files.calendar, name="calendar"),
    path("report.pdf", files.report, name="report"),
    path("letter.pdf", files.letter, name="letter"),
    path("exercise/<slug:exercise_id>/", views.exercise, name="exercise"),
    path("today/", views.today, name="today"),
    path("today/set/", views.do_set, name="set"),
    path("today/skip/", views.skip_exercise, name="skip_exercise"),
    path("today/not-today/", views.skip_day, name="skip_day"),
    path("today/end/", views.end, name="end"),
    path("today/morning/", views.morning, name="morning"),
    path("today/cleared/", views.cleared, name="cleared"),
    path("today/undo/", views.undo, name="undo"),
    path("progress/", views.progress, name="progress"),
]
