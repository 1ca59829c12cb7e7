"""The app of sharing."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Invitations, shares, and the log of what was done with them."""

    name = "kilter.web.sharing"
    label = "sharing"
