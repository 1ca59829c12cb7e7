"""Wishes typed on the command line, as values."""

from kilter.body.positions import Position
from kilter.cli.options import split
from kilter.errors import Problem, UsageError
from kilter.knowledge.references import suggest
from kilter.services.plan import Overrides


def wishes_of(
    days: int | None,
    minutes: float | None,
    equipment: str | None,
    without: str | None,
    cannot: str | None,
    extra_set: bool | None,
) -> Overrides:
    """What was typed, over what stands in the file; lists are parted by commas.

    Raises:
        UsageError: a name is not a position.
    """
    return Overrides(
        days=days,
        minutes=minutes,
        equipment=split(equipment),
        without=split(without),
        cannot=positions(split(cannot)),
        extra_set_on_weaker_side=extra_set,
    )


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
