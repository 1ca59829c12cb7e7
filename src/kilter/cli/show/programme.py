"""A programme on a terminal."""

from rich.console import Console
from rich.markup import escape

from kilter.cli.show.screen import table
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.movements import Laterality
from kilter.programme.programme import BlockKind, Phase, Prescription, Programme, Purpose, Session

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def show_programme(console: Console, programme: Programme, catalogue: Catalogue) -> None:
    """Show the phases with their sessions, what was left out, and what to know beforehand."""
    console.print(
        f"[bold]{programme.weeks} weeks[/], {programme.days_per_week} sessions a week of about "
        f"{programme.minutes_per_session:g} minutes"
    )
    if programme.treats:
        names = ", ".join(catalogue.impairments[name].name.lower() for name in programme.treats)
        console.print(f"Works on: {escape(names)}")
    for note in programme.notes:
        console.print(f"  • {escape(note)}")
    for phase in programme.phases:
        _phase(console, phase, catalogue)
    _left_out(console, programme, catalogue)


def _phase(console: Console, phase: Phase, catalogue: Catalogue) -> None:
    first, last = phase.weeks[0].number, phase.weeks[-1].number
    weeks = f"week {first}" if first == last else f"weeks {first} to {last}"
    console.print()
    console.rule(f"{phase.stage.value.capitalize()}, {weeks}", align="left")
    console.print(escape(phase.aim))
    for week in phase.weeks:
        console.print(f"[dim]Week {week.number}: up to {week.sets} sets. {escape(week.say)}[/]")
    for session in phase.sessions:
        _session(console, session, catalogue)
    console.print("Ready for the next phase when: " + escape("; ".join(phase.ready_for_next_when)))


def _session(console: Console, session: Session, catalogue: Catalogue) -> None:
    console.print(f"\n[bold]Session {session.name}[/] ({DAY_NAMES[session.day - 1]}, {session.minutes:.0f} min)")
    rows = table("", "Exercise", "Dose", "Begin with", "Why")
    for block in session.blocks:
        title = block.kind.replace("_", "-").capitalize()
        for number, prescription in enumerate(block.prescriptions):
            exercise = catalogue.exercises[prescription.exercise]
            level = next(level for level in exercise.levels if level.id == prescription.level)
            rows.add_row(
                "" if number else f"[dim]{title}[/]",
                f"{escape(exercise.name)}\n[dim]{escape(level.name)}[/]",
                dose(prescription),
                prescription.first_side.value if prescription.first_side else "",
                escape(_why(prescription, block.kind, catalogue)),
            )
    console.print(rows)


def dose(prescription: Prescription) -> str:
    """Sets, and repetitions or seconds, per side where that matters."""
    left, right = prescription.sets
    sets = f"{left}" if left == right else f"left {left}, right {right}"
    each = "" if prescription.laterality is Laterality.BOTH_SIDES else " a side"
    if prescription.hold_s is not None:
        return f"{sets} x {_range(*prescription.hold_s)} s{each}"
    return f"{sets} x {_range(*(prescription.reps or (0, 0)))}{each}"


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


def _why(prescription: Prescription, kind: BlockKind, catalogue: Catalogue) -> str:
    if kind is not BlockKind.MAIN:
        return ""
    if prescription.purpose is Purpose.MAINTENANCE:
        why = "keeps this region in use"
    else:
        why = "; ".join(
            f"{catalogue.impairments[because.impairment].name.lower()}"
            + ("" if len(because.sides) > 1 else f" ({because.sides[0]})")
            for because in prescription.because
        )
    return "\n".join([why, *prescription.labels])


def _left_out(console: Console, programme: Programme, catalogue: Catalogue) -> None:
    if not programme.left_out:
        return
    console.print()
    console.rule("Left out, and why", align="left")
    for item in programme.left_out:
        table_of = catalogue.exercises if item.kind == "exercise" else catalogue.impairments
        console.print(f"  • {escape(table_of[item.id].name)}: {escape(item.why)}")
