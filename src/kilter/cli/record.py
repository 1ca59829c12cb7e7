"""``kilter record``: the record in one file, to carry it or to keep it safe."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kilter.cli.options import Json, RecordFile
from kilter.errors import Problem, UsageError


class Action(StrEnum):
    """What is done with a record."""

    EXPORT = "export"
    IMPORT = "import"


def record(
    action: Annotated[Action, typer.Argument(help="Write the record into a file, or bring a file into the record.")],
    file: Annotated[Path, typer.Argument(help="The file in which the record travels.")],
    record: RecordFile = None,
    json: Json = False,
) -> None:
    """Carry a record: export all of it into one file, or import such a file into an empty record."""
    from kilter.adapters.record import SqliteEventStore, export_record, import_record
    from kilter.cli.keeping import record_path
    from kilter.exchange.as_json import to_json

    path = record_path(record)
    if action is Action.EXPORT and not path.exists():
        raise UsageError(Problem(str(path), "There is no record yet.", "Begin with “kilter start SCREENING”."))
    with SqliteEventStore(path) as store:
        count = export_record(file, store) if action is Action.EXPORT else len(import_record(file, store))
    if json:
        typer.echo(to_json({"action": action, "file": str(file), "record": str(path), "events": count}), nl=False)
    elif action is Action.EXPORT:
        typer.echo(f"Written: {file} ({count} events of {path}).")
    elif count:
        typer.echo(f"Brought {count} events into {path}.")
    else:
        typer.echo(f"Everything in {file} is in {path} already; nothing was added.")
