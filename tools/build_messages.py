"""Compile every .po of the package to the .mo that is read at run time; a step of the build of the package.

Hatchling runs it for an editable install and for a wheel alike, so that no compiled file is kept beside its source.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).parents[1] / "src"


def compile_all(source: Path = SOURCE) -> None:
    """Write a .mo beside every .po."""
    for path in sorted(source.rglob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


class MessagesHook(BuildHookInterface[Any]):
    """What hatchling calls."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile before files are gathered."""
        compile_all(Path(self.root) / "src")
