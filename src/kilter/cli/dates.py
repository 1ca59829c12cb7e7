"""Days as they are typed."""

from datetime import date
from typing import Annotated

import typer

from kilter.errors import Problem, UsageError

OnDay = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="The day, such as 2026-01-31; today without it.")
]


def day_of(typed: str | None) -> date:
    """The day that was typed, else today.

    Raises:
        UsageError: it is no day.
    """
    from kilter.adapters.clock import today

    if typed is None:
        return today()
    try:
        return date.fromisoformat(typed)
    except ValueError:
        what = f"“{typed}” is no day of the calendar."
        raise UsageError(Problem("--on", what, "Write it as 2026-01-31.")) from None
