"""What a record tells, on a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from kilter.cli.show.screen import table
from kilter.knowledge.catalogue import Catalogue
from kilter.services.record.events import Decided
from kilter.services.record.progress import Progress
from kilter.services.record.reasons import Why
from kilter.services.record.telling import DayTold, Told, told_of


def show_history(console: Console, days: Sequence[DayTold]) -> None:
    """Show what was done and decided, the first day first."""
    for number, day in enumerate(days):
        if number:
            console.print()
        console.print(f"[bold]{day.on:%A}, {day.on}[/]")
        for line in day.done:
            console.print(f"  {escape(line)}")
        for told in day.decided:
            console.print(f"  [cyan]{told.id:>4}[/]  {escape(in_a_line(told))}")


def in_a_line(told: Told) -> str:
    """A decision with what it is about; a proposal is called one."""
    proposed = "Proposed, waits for approval: " if told.proposed else ""
    return f"{proposed}{told.about}: {told.say}" if told.about else f"{proposed}{told.say}"


def show_decided(console: Console, decided: Sequence[Decided], catalogue: Catalogue) -> None:
    """Show what followed from a log."""
    for one in decided:
        told = told_of(one, catalogue)
        console.print(f"  [cyan]{told.id:>4}[/]  {escape(in_a_line(told))}")


def show_why(console: Console, why: Why, catalogue: Catalogue) -> None:
    """Show everything about a decision."""
    about = f": {why.told.about}" if why.told.about else ""
    console.print(f"[bold]{why.told.id}, {why.on}: {escape(why.name)}[/]{escape(about)}")
    console.print(escape(why.told.say))
    if why.answer:
        console.print(escape(f"This was a proposal. {why.answer}"))
    for moved in why.doses:
        console.print(escape(f"  {moved.about}"))
        if moved.before == moved.after:
            console.print(escape(f"    stays at {moved.after}"))
        else:
            console.print(escape(f"    before  {moved.before}"))
            console.print(escape(f"    after   {moved.after}"))
    for effect in why.effects:
        console.print(escape(f"  {effect}"))
    console.print(f"Rule: {why.told.rule}, version {why.version}")
    if why.inputs:
        looked = ", ".join(f"{name} {value}" for name, value in why.inputs)
        console.print(escape(f"It looked at: {looked}"))
    if why.cause:
        console.print(escape(f"It follows from: {why.cause}"))
    console.print("Sources:")
    for key in why.sources:
        source = catalogue.sources.get(key)
        console.print(f"  [dim]{key}[/] {escape(source.citation if source is not None else 'not in this knowledge')}")
    console.print(f"How sure: {why.grade}")


def show_progress(console: Console, progress: Progress) -> None:
    """Show where every exercise stands on each side, and what was done week by week."""
    console.print(
        f"[bold]Since {progress.started_on}[/]: {progress.sessions} sessions done; "
        f"{progress.planned} were planned for {len(progress.weeks)} weeks"
    )
    rows = table("Exercise", "Side", "Level", "Dose", "Load", "Steps", "Last rose")
    name = ""
    for one in progress.standing:
        own = one.about.removesuffix(f", {one.side.value}") if one.side is not None else one.about
        unit = " s" if one.timed else ""
        rows.add_row(
            escape(own) if own != name else "",
            "both" if one.side is None else one.side.value,
            escape(one.level),
            f"{one.sets} x {one.aim}{unit}" if one.aim >= one.high else f"{one.sets} x {one.aim} to {one.high}{unit}",
            one.load,
            f"{one.steps:+d}" if one.steps else "0",
            "" if one.since is None else str(one.since),
        )
        name = own
    console.print(rows)
    weeks = table("Week", "Begins", "Sessions", "Sets", "Worst pain in training", "Morning pain")
    for week in progress.weeks:
        mornings = f"worst {max(week.mornings)}, of {len(week.mornings)} told" if week.mornings else "not told"
        worst = "" if week.worst_pain is None else str(week.worst_pain)
        weeks.add_row(
            str(week.number), str(week.begins), f"{week.done} of {week.planned}", str(week.sets), worst, mornings
        )
    console.print(weeks)
    console.print(
        f"[dim]Steps: rises less steps back since the start. Pain from 0 to 10; on an ordinary morning it was "
        f"{progress.usual_pain} at the start.[/]"
    )
