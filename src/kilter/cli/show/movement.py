"""A measured movement on a terminal."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Console
from rich.markup import escape

from kilter.body.sides import Side
from kilter.cli.show.screen import table
from kilter.cli.show.walk import show_walk
from kilter.services.movement import Measured
from kilter.services.movement_columns import OF_EACH_SIDE, OF_THE_MIDDLE
from kilter.services.movement_summary import signal_summaries
from kilter.services.not_assessed import NotAssessed

_UNITS = {"deg": "°", "percent": "%"}


def show_movement(console: Console, measured: Measured, file: str) -> None:
    """Show a walk as its measures, anything else as the range of each angle; then what was not assessed, and notes."""
    if measured.walk is not None:
        show_walk(console, measured.walk, measured.comparisons)
        return
    rate = "" if measured.rate_hz is None else f", {measured.rate_hz:.4g} a second"
    console.print(
        f"[bold]{escape(file)}[/]: {measured.frames} frame{'' if measured.frames == 1 else 's'} in "
        f"{measured.duration_s:.1f} s{rate}; a person in {measured.person_share:.0%} of them"
    )
    found = signal_summaries(measured.signals, measured.sound)
    rows = table("From the lowest to the highest", "Left", "Right", "Middle")
    for signal in OF_EACH_SIDE:
        left, right = (_range(found, f"{signal}_{side}_deg") for side in Side)
        if left or right:
            rows.add_row(_name(signal.value), left or "not seen", right or "not seen", "")
    for signal in OF_THE_MIDDLE:
        middle = _range(found, f"{signal}_deg") or _range(found, f"{signal}_percent")
        if middle:
            rows.add_row(_name(signal.value), "", "", middle)
    console.print(rows)
    for missing in measured.not_assessed:
        console.print(escape(_missing(missing)))
    for note in measured.notes:
        console.print(f"Note: {escape(note)}")


def _name(signal: str) -> str:
    return signal.replace("_", " ")


def _range(found: Mapping[str, Mapping[str, float]], column: str) -> str:
    figures = found.get(column)
    if figures is None:
        return ""
    return f"{figures['min']:.0f} to {figures['max']:.0f} {_UNITS[column.rpartition('_')[2]]}"


def _missing(missing: NotAssessed) -> str:
    """What it is, for how long, why, and what to change."""
    doubtful = missing.what == "doubtful_frames"
    words = [missing.what.replace("_", " ")] if missing.what == "walk" else list(_names(missing.names))
    length = "" if missing.seconds is None else f" {missing.seconds:.1f} s"
    which = ", ".join(words)
    told = f"{which},{length}" if which and length else which or length.strip() or "the whole"
    return f"{'Doubtful' if doubtful else 'Not assessed'}: {told}. {missing.say} {missing.advice}"


def _names(columns: Iterable[str]) -> Iterator[str]:
    """Names of columns or joint centres for people, each once where it stands for both sides."""
    bare = [name.removesuffix("_deg").removesuffix("_percent") for name in columns]
    for name in bare:
        whole, _, side = name.rpartition("_")
        if side not in set(Side):
            yield _name(name)
        elif f"{whole}_{Side(side).other}" not in bare:
            yield f"{_name(whole)} on the {side}"
        elif side == Side.LEFT:
            yield _name(whole)
