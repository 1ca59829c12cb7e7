"""The one place that reads the clock."""

from datetime import date


def today() -> date:
    """The date here, now."""
    return date.today()  # noqa: DTZ011, TID251 - the person's own calendar day is meant
