"""The app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts and people."""

    name = "kilter.web.people"
    label = "people"
