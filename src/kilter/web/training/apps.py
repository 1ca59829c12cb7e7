"""The app of training; it keeps nothing itself, everything stands in the record."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Programme, sessions, progress."""

    name = "kilter.web.training"
    label = "training"
