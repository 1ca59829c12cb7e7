"""``kilter report``: the whole road in one document, as HTML and PDF."""

from pathlib import Path
from typing import Annotated

import typer

from kilter.cli.exits import STOPPED_BY_TRIAGE
from kilter.cli.options import (
    CannotList,
    Days,
    EquipmentList,
    ExtraSet,
    Json,
    Knowledge,
    Minutes,
    WithoutList,
)

PROGRAMME_FILE = "programme.json"


def report(
    file: Annotated[Path, typer.Argument(help="A screening file, or a profile written by screen.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write into.")] = Path(),
    minutes: Minutes = None,
    days: Days = None,
    equipment: EquipmentList = None,
    without: WithoutList = None,
    cannot: CannotList = None,
    extra_set: ExtraSet = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Write the report (report.html, report.pdf), the profile and the programme; a letter where triage stops."""
    from kilter.adapters.clock import today
    from kilter.adapters.files import make_folder, remove, write_atomically
    from kilter.adapters.report import render_html, render_pdf
    from kilter.cli.loading import load_profile, load_screener
    from kilter.cli.show.progress import progress
    from kilter.cli.wishes import wishes_of
    from kilter.exchange.as_json import profile_to_json, to_json
    from kilter.exchange.report import build_report
    from kilter.services.plan import make_programme

    with progress("Screening", "Planning", "Drawing", "Typesetting") as step:
        screener = load_screener(knowledge)
        profile = load_profile(file, screener)
        step()
        wishes = wishes_of(days, minutes, equipment, without, cannot, extra_set)
        stops = profile.triage.stops
        programme = None if stops else make_programme(profile, screener.catalogue, wishes)
        folder = make_folder(output)
        step()
        document = build_report(profile, programme, screener.catalogue, made_on=today(), source_file=file.name)
        files = {"report.html": render_html(document).encode()}
        step()
        files["report.pdf"] = render_pdf(document)
        files["profile.json"] = profile_to_json(profile).encode()
        if programme is not None:
            files[PROGRAMME_FILE] = to_json({"kilter_programme": 1, "programme": programme}).encode()
        for name, content in files.items():
            write_atomically(folder / name, content)
        if stops:
            # A programme made from earlier answers must not lie beside a letter that says there is none.
            remove(folder / PROGRAMME_FILE)
        step()
    written = [str(folder / name) for name in files]
    if json:
        typer.echo(to_json({"written": written, "stopped_by_triage": stops}), nl=False)
    else:
        typer.echo("\n".join(f"Written: {name}" for name in written))
        if stops:
            typer.echo(
                f"{profile.triage.headline}. {profile.triage.advice} The report is a letter; no programme was made."
            )
    if stops:
        raise typer.Exit(STOPPED_BY_TRIAGE)
