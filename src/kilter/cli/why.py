"""``kilter why``: what a change rests on."""

from typing import Annotated

import typer

from kilter.cli.options import Json, Knowledge, RecordFile


def why(
    change: Annotated[str, typer.Argument(help="A decision such as c12; or an exercise, for the latest about it.")],
    record: RecordFile = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Tell why something changed: the rule, what it looked at, what came of it, and on whose word."""
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.cli.keeping import open_record
    from kilter.cli.show.record import show_why
    from kilter.cli.show.screen import console
    from kilter.exchange.as_json import to_json
    from kilter.services.record.reasons import why as reasons_for

    catalogue = load_catalogue(knowledge)
    told = reasons_for(open_record(record, catalogue), change)
    if json:
        cited = {key: catalogue.sources[key].citation for key in told.sources if key in catalogue.sources}
        typer.echo(to_json({"decision": told, "citations": cited}), nl=False)
    else:
        show_why(console(), told, catalogue)
