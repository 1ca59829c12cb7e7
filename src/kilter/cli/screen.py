"""``kilter screen``: from a screening file, or from questions one at a time, to the profile."""

from pathlib import Path
from typing import Annotated

import typer

from kilter.cli.exits import STOPPED_BY_TRIAGE
from kilter.cli.options import Json, Knowledge, Output


def screen(
    file: Annotated[
        Path | None, typer.Argument(help="A screening file (YAML or JSON); without it the questions are asked here.")
    ] = None,
    output: Output = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Screen both hips: triage, findings with their error, and the profile with its reasons."""
    from kilter.adapters.files import write_atomically
    from kilter.cli.loading import load_profile, load_screener
    from kilter.cli.show.profile import show_profile
    from kilter.cli.show.screen import console
    from kilter.exchange.as_json import profile_to_json

    screener = load_screener(knowledge)
    if file is None:
        from kilter.cli.asking import ask_screening

        profile = screener.profile(ask_screening(screener))
    else:
        profile = load_profile(file, screener)
    if output is not None:
        write_atomically(output, profile_to_json(profile).encode())
        if file is None:
            from kilter.cli.asking import discard_draft

            discard_draft()
    if json:
        typer.echo(profile_to_json(profile), nl=False)
    else:
        show_profile(console(), profile, screener.catalogue)
        if output is not None:
            typer.echo(f"Written: {output}")
    if profile.triage.stops:
        raise typer.Exit(STOPPED_BY_TRIAGE)
