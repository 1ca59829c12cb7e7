"""The app of live coaching."""

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    """Coaching before the camera of a browser."""

    name = "kilter.web.coaching"
    label = "coaching"
