"""The app of records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Each person's record."""

    name = "kilter.web.records"
    label = "records"

    def ready(self) -> None:
        """Let nothing of an erased person stay in memory."""
        from django.db.models.signals import post_delete  # noqa: PLC0415 - once the apps are there

        from kilter.web.people.models import Person  # noqa: PLC0415
        from kilter.web.records.api import forget_erased  # noqa: PLC0415

        post_delete.connect(forget_erased, sender=Person)
