"""The clinician's side; an address holds the id of a share, never that of a person."""

from django.urls import path

from kilter.web.clinic import views

urlpatterns = [
    path("clinic/", views.caseload, name="caseload"),
    path("clinic/<uuid:share_id>/", views.person, name="shared_person"),
    path("clinic/<uuid:share_id>/findings/", views.findings, name="shared_findings"),
    path("clinic/<uuid:share_id>/programme/", views.programme, name="shared_programme"),
    path("clinic/<uuid:share_id>/progress/", views.progress, name="shared_progress"),
    path("clinic/<uuid:share_id>/history/", views.history, name="shared_history"),
    path("clinic/<uuid:share_id>/why/<slug:decision_id>/", views.decision, name="shared_decision"),
    path("clinic/<uuid:share_id>/answer/<slug:decision_id>/", views.answer, name="shared_answer"),
    path("clinic/<uuid:share_id>/report.pdf", views.report, name="shared_report"),
    path("clinic/<uuid:share_id>/letter.pdf", views.letter, name="shared_letter"),
]
