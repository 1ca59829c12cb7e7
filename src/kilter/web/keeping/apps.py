"""The app of one's own data; it keeps nothing itself."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """Export, import, erasure, the example."""

    name = "kilter.web.keeping"
    label = "keeping"
