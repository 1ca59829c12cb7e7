"""``kilter history``: what was done and decided, by day."""

from typing import Annotated

import typer

from kilter.cli.options import Json, Knowledge, RecordFile


def history(
    last: Annotated[int | None, typer.Option("--last", min=1, metavar="N", help="Only the last so many days.")] = None,
    record: RecordFile = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Tell what was done and decided, day by day."""
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.cli.keeping import open_record
    from kilter.cli.show.record import show_history
    from kilter.cli.show.screen import console
    from kilter.exchange.as_json import to_json
    from kilter.services.record.telling import history_of

    kept = open_record(record, load_catalogue(knowledge))
    days = history_of(kept)[-(last or 0) :]
    if json:
        typer.echo(to_json({"days": days}), nl=False)
    elif days:
        show_history(console(), days)
    else:
        typer.echo("The record is empty. Begin with “kilter start SCREENING”.")
