"""The app of records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Each person's record."""

    name = "kilter.web.records"
    label = "records"
