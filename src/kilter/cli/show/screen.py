"""The terminal itself: its width, its colours, its tables."""

import sys

from rich.box import SIMPLE_HEAD
from rich.console import Console
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
    """A quiet table with these headings; words are folded, never cut, and ids stay whole to be copied."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, vertical="top", overflow="fold", no_wrap=column == "Id")
    return made
