"""The app of learning; it keeps nothing."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Pages to read."""

    name = "kilter.web.learning"
    label = "learning"
