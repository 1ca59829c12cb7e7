"""The one place that reads the clock."""

from datetime import date, datetime


def today() -> date:
    """The date here, now."""
    return date.today()  # noqa: DTZ011, TID251 - the person's own calendar day is meant


def now() -> datetime:
    """This moment, with the offset of the place from UTC."""
    return datetime.now().astimezone()  # noqa: TID251 - the person's own time is meant
