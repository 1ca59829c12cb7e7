"""The app of the screening."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Questions and answers."""

    name = "kilter.web.screening"
    label = "screening"
