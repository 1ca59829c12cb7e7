"""One's own data."""

from django.urls import path

from kilter.web.keeping import views

urlpatterns = [
    path("data/", views.my_data, name="data"),
    path("data/export/", views.export, name="export"),
    path("data/import/", views.bring_in, name="import"),
    path("data/erase/", views.erase_all, name="erase"),
    path("example/", views.show_example, name="example"),
]
