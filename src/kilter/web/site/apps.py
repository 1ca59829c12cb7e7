"""The app of what holds for every page."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Registers the check of personal data."""

    name = "kilter.web.site"
    label = "site"

    def ready(self) -> None:
        """Have ``manage.py check`` ask every model for its declaration."""
        from django.core.checks import register  # noqa: PLC0415 - once the apps are there

        from kilter.web.site.privacy import check_declarations  # noqa: PLC0415

        register(check_declarations, "privacy")
