"""The app of clinicians."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    """The clinician's side."""

    name = "kilter.web.clinic"
    label = "clinic"
