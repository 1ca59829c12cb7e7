"""A line of progress on longer work."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress(*steps: str) -> Iterator[Callable[[], None]]:
    """Show which of a few steps is under way, on a terminal only; the function given says a step is done."""
    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
    with shown:
        task = shown.add_task(steps[0], total=len(steps))
        done = iter([*steps[1:], "Done"])

        def step() -> None:
            shown.update(task, advance=1, description=next(done))

        yield step


@contextmanager
def counting(description: str, *, wanted: bool = True) -> Iterator[Callable[[int, int | None], None]]:
    """Show how many frames are done, on a terminal only; the function given says how many of how many."""
    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f} of {task.fields[expected]} frames"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not (wanted and sys.stderr.isatty()),
        transient=True,
    )
    with shown:
        task = shown.add_task(description, total=None, expected="?")

        def count(done: int, expected: int | None) -> None:
            shown.update(task, completed=done, total=expected, expected="?" if expected is None else expected)

        yield count
