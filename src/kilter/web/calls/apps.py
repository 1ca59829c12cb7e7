"""The app of the API."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """The API and its tokens."""

    name = "kilter.web.calls"
    label = "calls"
