"""A day on a terminal."""

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.markup import escape

from kilter.cli.show.programme import dose
from kilter.cli.show.screen import table
from kilter.programme.programme import BlockKind
from kilter.services.record.day import Ask, Day, DayKind, Item

PARTS = {BlockKind.WARM_UP: "Warm-up", BlockKind.MAIN: "Main work", BlockKind.COOL_DOWN: "Cool-down"}


def show_day(console: Console, day: Day, tests: Mapping[str, str] | None = None) -> None:
    """Show what a day asks for; where there is nothing to do, that and why.

    Args:
        console: to show it on.
        day: what is asked for.
        tests: that are due, by id with their names.
    """
    for line in _head(day):
        console.print(line)
    if day.kind is DayKind.BEFORE:
        return
    for said in day.coming if day.kind in {DayKind.TRAINING, DayKind.REST} else ():
        console.print(f"  • When the session begins: {escape(said)}")
    if day.held and day.kind not in {DayKind.PAUSED, DayKind.DONE, DayKind.SKIPPED}:
        console.print(f"Nothing gets harder today. {escape(day.held)}")
    if day.kind in {DayKind.TRAINING, DayKind.REST, DayKind.UNDER_WAY}:
        _session(console, day)
    show_proposals(console, day)
    if tests:
        listed = ", ".join(f"{name} ({test})" for test, name in tests.items())
        console.print(escape(f"Due to be tested again, on both sides: {listed}. “kilter retest” tells how."))
    for line in _next(day):
        console.print(line)


def _head(day: Day) -> Iterator[str]:
    phase = f"Phase {day.phase} of {day.phases} ({day.stage}), week {day.week}"
    match day.kind:
        case DayKind.BEFORE:
            yield f"[bold]{day.on}[/]. Your programme begins on {day.begins}; nothing is to be done before."
            return
        case DayKind.PAUSED:
            yield f"[bold red]{day.on}: the programme is paused.[/]"
        case DayKind.DONE:
            yield f"[bold green]{day.on}: the session is done.[/] {phase}."
        case DayKind.SKIPPED:
            yield f"[bold]{day.on}: the session was not done, and that is kept.[/] {phase}."
        case DayKind.REST:
            yield f"[bold]{day.on}: a day of rest.[/] {phase}."
            yield (
                f"The same muscles worked less than 48 hours ago; the next session is best done from {day.next_on} on. "
                "You may train anyway; the session stands below."
            )
        case DayKind.UNDER_WAY:
            yield f"[bold]{day.on}: session {day.session} is under way, {_sets(day.left)} left.[/] {phase}."
        case DayKind.TRAINING:
            minutes = f"about {day.planned_minutes:.0f} min"
            yield f"[bold]{day.on}: session {day.session}, {minutes}.[/] {phase}."
    if day.pause is not None:
        yield escape(day.pause.say)
        yield (
            f"Paused since {day.pause.on} by {day.pause.id} ({day.pause.rule}). “kilter report” writes a "
            "letter to take along. When a professional has seen you: “kilter log --cleared NAME”."
        )
    if day.finished:
        yield "The programme is finished. One or two sessions a week keep up what you reached."
    if day.morning_open:
        yield "[yellow]How was the morning?[/] Tell it first: “kilter log --morning PAIN”, 0 (none) to 10."
    if day.open_since is not None:
        yield f"The session of {day.open_since} was not ended; it is, as soon as the next one begins."


def _sets(count: int) -> str:
    return "1 set" if count == 1 else f"{count} sets"


def _session(console: Console, day: Day) -> None:
    for kind, items in day.parts:
        if not items:
            continue
        console.rule(PARTS[kind], align="left")
        if kind is not BlockKind.MAIN:
            for item in items:
                console.print(f"  {escape(item.name)}: {dose(item.prescription)}")
            continue
        rows = table("Exercise", "Side", "To do", "Rest", "Why")
        for item in items:
            for number, ask in enumerate(item.asks):
                name = "" if number else _name(item)
                rest = "" if number else f"{item.prescription.rest_s:g} s"
                rows.add_row(name, _side(ask), to_do(item, ask), rest, _why(item, ask))
        console.print(rows)


def _name(item: Item) -> str:
    instead = "" if item.instead_of is None else f"\n[dim]instead of {item.instead_of.replace('_', ' ')}[/]"
    return f"{escape(item.name)}\n[dim]{item.exercise}[/]{instead}"


def _side(ask: Ask) -> str:
    return "both" if ask.target.side is None else ask.target.side.value


def to_do(item: Item, ask: Ask) -> str:
    """What is asked of one side, less what is done of it."""
    target = ask.target
    unit = " s" if item.timed else ""
    load = "" if target.load is None else f", {target.load}"
    reserve = f", {item.reserve} in reserve" if item.reserve else ""
    aim = f"{target.aim}{unit}" if target.aim >= target.high else f"{target.aim} to {target.high}{unit}"
    words = f"{target.sets} x {aim}{load}{reserve}\n[dim]{escape(ask.level_name)}[/]"
    if ask.skipped:
        return f"{words}\n[green]left out[/]"
    if ask.done:
        return f"{words}\n[green]{len(ask.done)} done, {ask.left} left[/]"
    return words


def _why(item: Item, ask: Ask) -> str:
    if ask.reason is not None:
        return escape(f"{ask.reason.say} ({ask.reason.id}, {ask.reason.on})")
    first = item.prescription.first_side
    return "Begin with this side." if first is not None and ask.target.side is first else "As planned."


def show_proposals(console: Console, day: Day) -> None:
    """Show what waits for a clinician to agree."""
    if not day.proposals:
        return
    console.rule("Waiting for approval", align="left")
    names = {item.exercise: item.name for _, items in day.parts for item in items}
    for one in day.proposals:
        about = "" if one.exercise is None else names.get(one.exercise, one.exercise.replace("_", " "))
        side = "" if one.side is None else f", {one.side.value}"
        console.print(f"  {one.id}  {escape(f'{about}{side}: {one.say}' if about else one.say)}")
    console.print("Answer with “kilter log --approve ID” or “kilter log --refuse ID”.")


def _next(day: Day) -> Iterator[str]:
    match day.kind:
        case DayKind.PAUSED:
            yield "Until then nothing is asked of you. “kilter why CHANGE” tells what a decision rests on."
        case DayKind.DONE | DayKind.SKIPPED:
            yield f"Next: session {day.session}, best from {day.next_on} on."
            yield "“kilter history --last 1” tells what came of this one."
        case DayKind.UNDER_WAY if not day.left:
            yield "Every set is done. “kilter log --end” ends the session and says what comes of it."
        case _:
            yield "“kilter log” goes through it set by set. “kilter demo EXERCISE” shows how it is done."
