"""``kilter plan``: from a profile or a screening file to a programme of weeks."""

from pathlib import Path
from typing import Annotated

import typer

from kilter.cli.options import (
    CannotList,
    Days,
    EquipmentList,
    ExtraSet,
    Json,
    Knowledge,
    Minutes,
    Output,
    WithoutList,
)


def plan(
    file: Annotated[Path, typer.Argument(help="A screening file, or a profile written by screen.")],
    output: Output = None,
    minutes: Minutes = None,
    days: Days = None,
    equipment: EquipmentList = None,
    without: WithoutList = None,
    cannot: CannotList = None,
    extra_set: ExtraSet = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Plan the corrective work: phases, weeks and sessions, each exercise with its reason."""
    from kilter.adapters.files import write_atomically
    from kilter.cli.loading import load_profile, load_screener
    from kilter.cli.show.profile import end_at_stop
    from kilter.cli.show.programme import show_programme
    from kilter.cli.show.screen import console
    from kilter.cli.wishes import wishes_of
    from kilter.exchange.as_json import to_json
    from kilter.services.plan import make_programme

    screener = load_screener(knowledge)
    profile = load_profile(file, screener)
    end_at_stop(profile, screener.catalogue, as_json=json)
    wishes = wishes_of(days, minutes, equipment, without, cannot, extra_set)
    programme = make_programme(profile, screener.catalogue, wishes)
    if output is not None:
        write_atomically(output, to_json({"kilter_programme": 1, "programme": programme}).encode())
    if json:
        typer.echo(to_json({"kilter_programme": 1, "programme": programme}), nl=False)
    else:
        show_programme(console(), programme, screener.catalogue)
        if output is not None:
            typer.echo(f"Written: {output}")
