"""Results on a terminal: tables and colour there, plain text in a pipe."""

from kilter.cli.show.knowledge import show_entry, show_exercises, show_tests
from kilter.cli.show.profile import show_profile, show_stop
from kilter.cli.show.programme import show_programme
from kilter.cli.show.screen import console
from kilter.cli.show.walk import show_walk

__all__ = [
    "console",
    "show_entry",
    "show_exercises",
    "show_profile",
    "show_programme",
    "show_stop",
    "show_tests",
    "show_walk",
]
