"""Wishes typed on the command line, as values."""

from kilter.errors import Problem, UsageError
from kilter.knowledge.references import suggest
from kilter.knowledge.schema.people import Position


def positions(names: tuple[str, ...] | None) -> tuple[Position, ...] | None:
    """Positions by name.

    Raises:
        UsageError: a name is not a position.
    """
    if names is None:
        return None
    known = {position.value: position for position in Position}
    problems = [
        Problem("--cannot", f"There is no position “{name}”.", f"{suggest(name, known)} Known: {', '.join(known)}.")
        for name in names
        if name not in known
    ]
    if problems:
        raise UsageError(*problems)
    return tuple(known[name] for name in names)
