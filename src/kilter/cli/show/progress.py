"""A line of progress on longer work."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn


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
