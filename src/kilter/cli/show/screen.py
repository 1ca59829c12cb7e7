"""The terminal itself: its width, its colours, a progress line on longer work."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

PIPE_WIDTH = 110
WIDEST = 120


def console() -> Console:
    """A console of bearable width; in a pipe plain text of a fixed one."""
    if not sys.stdout.isatty():
        return Console(width=PIPE_WIDTH, color_system=None, highlight=False)
    shown = Console(highlight=False)
    return Console(width=min(shown.width, WIDEST), highlight=False)


def table(*columns: str) -> Table:
    """A quiet table with these headings."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, vertical="top")
    return made


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
