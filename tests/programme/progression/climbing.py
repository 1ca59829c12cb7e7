"""A ladder, a track on it and a session's work, each with as little as a test has to say."""

from dataclasses import replace
from datetime import date

from kilter.body.sides import Side
from kilter.programme.progression.dose import Dose, Ladder, Rung, Track
from kilter.programme.progression.judging import Case
from kilter.programme.progression.limits import Limits
from kilter.programme.progression.logs import Load, LoadKind, SetDone
from kilter.programme.progression.shown import Shown

MONDAY = date(2026, 3, 2)

LADDER = Ladder(
    exercise="clamshell",
    rungs=(Rung("half", None), Rung("full", None), Rung("band", LoadKind.BAND), Rung("plank", None)),
    low=10,
    high=15,
    timed=False,
    reserve=2,
    fewest_sets=2,
    sides=(Side.LEFT, Side.RIGHT),
    treats=("weak_abductors",),
)
HOLD = replace(LADDER, exercise="side_plank", low=20, high=40, timed=True)
YELLOW = Load(LoadKind.BAND, colour="yellow")


def track(rung: int = 1, sets: int = 2, aim: int = 10, load: Load | None = None, **rest: object) -> Track:
    """Two sets of the second rung at the lower end, unless it says otherwise."""
    made = Track(Dose(rung, sets, aim, load), fewest_sets=2, most_sets=3)
    return replace(made, **rest)  # type: ignore[arg-type] # names of the track's own fields


def work(least: int = 10, last: int | None = None, **rest: object) -> Shown:
    """Two clean sets without pain, seen by a camera, unless it says otherwise."""
    made = Shown(
        sets=2,
        least=least,
        last=least if last is None else last,
        reserve=2,
        worst_pain=0,
        pain_rise=0,
        stop_sign=None,
        clean_share=1.0,
        seen=True,
        easier=False,
    )
    return replace(made, **rest)  # type: ignore[arg-type] # names of its own fields


def case(limits: Limits, on_track: Track, shown: Shown | None, **rest: object) -> Case:
    """A case with nothing in its way, unless it says otherwise."""
    made = Case(
        track=on_track,
        ladder=LADDER,
        shown=shown,
        asked_sets=on_track.dose.sets,
        on=MONDAY,
        held_by="",
        lead=0,
        may_add_set=True,
        limits=limits,
    )
    return replace(made, **rest)  # type: ignore[arg-type] # names of its own fields


def done(reps: int | None = 10, number: int = 1, **rest: object) -> SetDone:
    """A set of clamshells on the left, unless it says otherwise."""
    made = SetDone(MONDAY, "clamshell", "full", Side.LEFT, number, reps=reps)
    return replace(made, **rest)  # type: ignore[arg-type] # names of its own fields
