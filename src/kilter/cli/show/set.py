"""A coached set on a terminal."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.markup import escape

from kilter.body.sides import Side
from kilter.cli.show.screen import table
from kilter.coach.summary import SetSummary, Unjudged
from kilter.motion.observation import Unseen
from kilter.services.coaching import Coachable, CoachedRecording
from kilter.services.watching import watching

SIGNS = {"deg": "°", "cm": " cm", "percent": " %", "s": " s"}


def show_set(console: Console, done: CoachedRecording, what: Coachable, notes: Iterable[str] = ()) -> None:
    """Show the repetitions or the hold, the sides compared, faults, what was not assessed, and what no camera tells."""
    summary = done.summary
    level = "" if summary.level is None else f", level {summary.level}"
    side = "both sides" if summary.side == "both" else f"the {summary.side} side"
    console.print(f"[bold]{escape(what.exercise.name)}[/] ({escape(summary.exercise + level)}), {side}")
    for line in _outcome(done, what):
        console.print(escape(line))
    if summary.repetitions:
        _repetitions(console, summary, what)
    for line in _symmetry(summary, what):
        console.print(escape(line))
    _faults(console, summary, what)
    coarse = [one for one in summary.not_assessed if one.reason is Unseen.TOO_COARSE]
    for one in summary.not_assessed:
        if one not in coarse:
            console.print(escape(f"Not assessed: {_name(one, what)}. {one.advice}"))
    for advice in dict.fromkeys(one.advice for one in coarse):
        names = ", ".join(_name(one, what) for one in coarse if one.advice == advice)
        console.print(escape(f"Not assessed: {names}. {advice}"))
    for note in notes:
        console.print(f"Note: {escape(note)}")
    console.print(f"[dim]{escape(watching(what.performed))} How hard it is and whether it hurts, no camera tells.[/]")


def _outcome(done: CoachedRecording, what: Coachable) -> Iterator[str]:
    summary = done.summary
    if what.exercise.held is not None:
        if summary.held_s:
            yield f"Held {summary.held_s:.1f} s in all, {summary.longest_s:.1f} s at the longest."
        else:
            yield "Nothing was held."
    elif what.exercise.counted is not None:
        partial = len(summary.repetitions) - summary.counted
        counted = f"{summary.counted} repetition{'' if summary.counted == 1 else 's'}"
        yield counted + (f", and {partial} that did not go far enough." if partial else ".")
    if not done.in_position:
        yield "The position that it starts from was not seen."


def _repetitions(console: Console, summary: SetSummary, what: Coachable) -> None:
    unit = "" if what.performed.repetition is None else SIGNS[what.performed.repetition.unit]
    rows = table("No.", "Side", "Start", "Peak", "End", "Range", "Up, hold, down", "Faults")
    numbers = dict.fromkeys(Side, 0)
    for done in summary.repetitions:
        one = done.repetition
        numbers[done.side] += one.complete
        rows.add_row(
            str(numbers[done.side]) if one.complete else "partial",
            _side(summary, what, done.side),
            *(f"{t_s:.1f} s" for t_s in (one.start_s, one.peak_s, one.end_s)),
            f"{one.range:.0f}{unit}",
            f"{one.up_s:.1f}, {one.hold_s:.1f}, {one.down_s:.1f} s",
            escape(", ".join(_words(key) for key in done.faults)),
        )
    console.print(rows)


def _side(summary: SetSummary, what: Coachable, side: Side) -> str:
    """Where both sides work at once, a repetition is of both."""
    at_once = summary.side == "both" and what.performed.laterality == "both_sides"
    return "both" if at_once else side.value


def _symmetry(summary: SetSummary, what: Coachable) -> Iterator[str]:
    complete = {
        side: [done.repetition.range for done in summary.repetitions if done.side is side and done.repetition.complete]
        for side in Side
    }
    if what.performed.repetition is None or not all(complete.values()):
        return
    unit = SIGNS[what.performed.repetition.unit]
    told = (
        f"{side} {len(ranges)} of {sum(ranges) / len(ranges):.0f}{unit} on average" for side, ranges in complete.items()
    )
    yield f"The sides: {', '.join(told)}."


def _faults(console: Console, summary: SetSummary, what: Coachable) -> None:
    if not summary.faults:
        return
    rows = table("Fault", "Times", "Worst", "Say to yourself")
    for key, seen in summary.faults.items():
        cue = what.cue(key)
        unit = "" if cue is None else SIGNS[cue.unit]
        say = "" if cue is None else cue.say
        rows.add_row(escape(_words(key)), str(seen.count), f"{seen.worst:.1f}{unit}", escape(say))
    console.print(rows)


def _words(key: str) -> str:
    """The id of a fault says in words what goes wrong; the cue says how it is right."""
    return key.replace("_", " ")


def _name(one: Unjudged, what: Coachable) -> str:
    """A cue in its words, anything else by its name."""
    cue = what.cue(one.what)
    return f"“{cue.say}”" if cue is not None else one.what.replace("_", " ")
