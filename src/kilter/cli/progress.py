"""``kilter progress``: where every exercise stands, and how the weeks went."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kilter.cli.dates import OnDay
from kilter.cli.options import Json, Knowledge, RecordFile

if TYPE_CHECKING:
    from kilter.services.record.progress import Progress
    from kilter.services.record.record import Record


def progress(
    on: OnDay = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="Also write charts (SVG, and a page) into this folder."),
    ] = None,
    record: RecordFile = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Show how it goes: every exercise on each side, sessions done, pain in training and in the morning."""
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.cli.dates import day_of
    from kilter.cli.keeping import open_record
    from kilter.cli.show.record import show_progress
    from kilter.cli.show.screen import console
    from kilter.exchange.as_json import to_json
    from kilter.services.record.progress import progress_of

    kept = open_record(record, load_catalogue(knowledge))
    told = progress_of(kept, day_of(on))
    written = () if output is None else _write(output, kept, told)
    if json:
        typer.echo(to_json({"progress": told, "written": [str(path) for path in written]}), nl=False)
        return
    show_progress(console(), told)
    for path in written:
        typer.echo(f"Written: {path}")


def _write(folder: Path, kept: "Record", told: "Progress") -> tuple[Path, ...]:
    """Write the charts, and a page that holds them all."""
    from kilter.adapters.folders import written_together
    from kilter.services.record.charting import charts_of, page_of

    charts = charts_of(kept, told)
    files = {f"{chart.name}.svg": chart.svg for chart in charts} | {"progress.html": page_of(charts, told)}
    with written_together(folder) as unfinished:
        for name, text in files.items():
            (unfinished / name).write_text(text, encoding="utf-8")
    return tuple(folder / name for name in files)
