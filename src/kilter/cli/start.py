"""``kilter start``: from a screening to a record that has begun."""

from pathlib import Path
from typing import Annotated

import typer

from kilter.cli.dates import OnDay
from kilter.cli.options import (
    CannotList,
    Days,
    EquipmentList,
    ExtraSet,
    Json,
    Knowledge,
    Minutes,
    RecordFile,
    WithoutList,
)


def start(
    screening: Annotated[Path, typer.Argument(help="A screening file, or a profile written by screen.")],
    on: OnDay = None,
    usual_pain: Annotated[
        int | None,
        typer.Option(
            "--usual-pain",
            min=0,
            max=10,
            help="Pain on an ordinary morning, 0 to 10; without it the most that the screening tells of.",
        ),
    ] = None,
    approval: Annotated[
        bool, typer.Option("--approval", help="Whatever gets harder waits until a clinician agrees.")
    ] = False,
    minutes: Minutes = None,
    days: Days = None,
    equipment: EquipmentList = None,
    without: WithoutList = None,
    cannot: CannotList = None,
    extra_set: ExtraSet = None,
    record: RecordFile = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Begin a programme: plan it from a screening, and keep it in a record that goes on from day to day."""
    from kilter.cli.dates import day_of
    from kilter.cli.keeping import new_moment, open_record, record_path
    from kilter.cli.loading import load_profile, load_screener
    from kilter.cli.show.profile import end_at_stop
    from kilter.cli.wishes import wishes_of
    from kilter.exchange.as_json import to_json
    from kilter.services.record.starting import start_of

    first_day = day_of(on)
    screener = load_screener(knowledge)
    profile = load_profile(screening, screener)
    end_at_stop(profile, screener.catalogue, as_json=json)
    wishes = wishes_of(days, minutes, equipment, without, cannot, extra_set)
    begun, told = start_of(
        profile, screener.catalogue, first_day, overrides=wishes, usual_pain=usual_pain, approval=approval
    )
    kept = open_record(record, screener.catalogue)
    kept.start(begun, told, new_moment())
    programme = begun.programme
    if json:
        shown = {"record": str(record_path(record)), "on": begun.on, "usual_pain": begun.usual_pain}
        typer.echo(to_json({**shown, "approval": approval, "programme": programme}), nl=False)
        return
    sessions = f"{programme.days_per_week} sessions a week of about {programme.minutes_per_session:g} minutes"
    typer.echo(f"Begun on {begun.on}: {programme.weeks} weeks, {sessions}.")
    names = ", ".join(screener.catalogue.impairments[name].name.lower() for name in programme.treats)
    if names:
        typer.echo(f"It works on: {names}.")
    typer.echo(f"On an ordinary morning your pain is {begun.usual_pain} of 10; mornings are compared with that.")
    if approval:
        typer.echo("Whatever gets harder waits until a clinician agrees.")
    typer.echo(f"The record is kept in {record_path(record)}.")
    typer.echo("Next: “kilter today” shows what to do; “kilter log” takes down how it went.")
