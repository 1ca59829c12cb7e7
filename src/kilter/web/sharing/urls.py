"""Who may look."""

from django.urls import path

from kilter.web.sharing import views

urlpatterns = [
    path("data/sharing/", views.sharing, name="sharing"),
    path("data/sharing/invite/", views.invite, name="invite"),
    path("data/sharing/withdraw/", views.withdraw, name="withdraw"),
    path("data/sharing/end/", views.end_share, name="end_share"),
    path("data/sharing/looked-at/", views.accesses, name="accesses"),
    path("join/", views.take_up, name="take_up"),
]
