"""The present dose of an exercise on a side, and the ladder it climbs: repetitions, sets, load, then harder levels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from kilter.body.sides import Side
from kilter.programme.progression.limits import Limits
from kilter.programme.progression.logs import Load, LoadKind

Key = tuple[str, Side | None]
"""An exercise and a side; None for both sides at once or in turn."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of an exercise that this person may be given."""

    level: str
    load: LoadKind | None
    """What loads it; None for the body alone."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels of one exercise that are open to a person, easiest first, and the range of its dose."""

    exercise: str
    rungs: tuple[Rung, ...]
    low: int
    high: int
    """Repetitions, or seconds where it is timed."""
    timed: bool
    reserve: int
    """Repetitions in reserve that are asked for at least."""
    fewest_sets: int
    """The lower end of its sets, where a new or harder form begins."""
    sides: tuple[Side | None, ...]
    treats: tuple[str, ...]
    alternatives: tuple[str, ...] = ()
    """Exercises that could take its place, the best first."""

    def index(self, level: str) -> int | None:
        """Where a level stands; None where it is not open to the person."""
        return next((number for number, rung in enumerate(self.rungs) if rung.level == level), None)


@dataclass(frozen=True, slots=True)
class Dose:
    """What is asked of one side."""

    rung: int
    sets: int
    aim: int
    """Repetitions or seconds of each set to reach; more is welcome up to the ladder's high end."""
    load: Load | None = None


class Copied:
    """A frozen value that is copied often; without slots, so that its dictionary is copied at once."""

    def but(self, **values: Any) -> Self:
        """The same with other values: what ``dataclasses.replace`` does, in a tenth of its time."""
        other = object.__new__(type(self))
        vars(other).update(vars(self), **values)
        return other


@dataclass(frozen=True)
class Track(Copied):
    """Where an exercise stands on a side, and what led there."""

    dose: Dose
    fewest_sets: int
    most_sets: int
    height: int = 0
    """Steps up less steps back since the start, for comparing the sides."""
    streak: int = 0
    """Sessions running that went beyond the goal."""
    cooling: int = 0
    """Calm sessions that must pass before anything rises, after a step back."""
    too_hard: int = 0
    """Sessions running with poor form or too few repetitions."""
    still: int = 0
    """Sessions without any rise."""
    raised_on: date | None = None
    """When sets, load or level last rose."""
    back_from: tuple[Dose, ...] = ()
    """Doses that were left because of pain or a break, the last one last; the way back leads over them."""
    away: bool = False
    """Whether the last of them was left because of a break."""
    asked: Dose | None = None
    """What was asked for the last time, an easier week and the like included; no harder than what was done of it."""


def step_up(track: Track, ladder: Ladder, limits: Limits, *, may_add_set: bool) -> tuple[str, Dose] | None:
    """The next thing to raise, one at a time: sets, load, then a harder level.

    Args:
        track: where it stands.
        ladder: where it may go.
        limits: the numbers of the rules.
        may_add_set: whether the week has room for one set more.

    Returns:
        the rule's id and the new dose; None at the top.
    """
    dose = track.dose
    if dose.sets < track.most_sets and may_add_set:
        return "raise_sets", replace(dose, sets=dose.sets + 1, aim=ladder.low)
    if dose.load is not None and ladder.rungs[dose.rung].load is dose.load.kind:
        heavier = heavier_than(dose.load, limits)
        if heavier is not None:
            return "raise_load", replace(dose, load=heavier, aim=ladder.low)
    if dose.rung + 1 < len(ladder.rungs):
        kind = ladder.rungs[dose.rung + 1].load
        load = dose.load if dose.load is not None and dose.load.kind is kind else None
        return "raise_level", Dose(dose.rung + 1, track.fewest_sets, ladder.low, load)
    return None


def step_down(dose: Dose, ladder: Ladder, limits: Limits) -> Dose:
    """One step easier: less load, else an easier level, else a set fewer, else the low end of the range."""
    if dose.load is not None and (lighter := lighter_than(dose.load, limits)) is not None:
        return replace(dose, load=lighter, aim=ladder.low)
    if dose.rung > 0:
        kind = ladder.rungs[dose.rung - 1].load
        load = dose.load if dose.load is not None and dose.load.kind is kind else None
        return replace(dose, rung=dose.rung - 1, aim=ladder.low, load=load)
    if dose.sets > 1:
        return replace(dose, sets=dose.sets - 1, aim=ladder.low)
    return replace(dose, aim=ladder.low)


def heavier_than(load: Load, limits: Limits) -> Load | None:
    """The next load of the same kind; None where there is none, or it is not Kilter's to choose."""
    if load.kind is LoadKind.BAND:
        return _band(load, limits.bands, 1)
    if load.kind is LoadKind.WEIGHT and load.amount is not None:
        step = limits.smallest_weight_step_kg
        highest = load.amount * (1 + limits.load_raise_most)
        amount = max(load.amount + step, int(highest / step) * step)
        return Load(LoadKind.WEIGHT, amount) if amount <= limits.most_weight_kg else None
    return None


def lighter_than(load: Load, limits: Limits) -> Load | None:
    """The load one step below; None at the lightest."""
    if load.kind is LoadKind.BAND:
        return _band(load, limits.bands, -1)
    if load.kind is LoadKind.WEIGHT and load.amount is not None:
        step = limits.smallest_weight_step_kg
        amount = min(load.amount - step, int(load.amount / (1 + limits.load_raise_most) / step) * step)
        return Load(LoadKind.WEIGHT, amount) if amount > 0 else None
    return None


def _band(load: Load, colours: Sequence[str], step: int) -> Load | None:
    place = colours.index(load.colour) + step if load.colour in colours else -1
    return Load(LoadKind.BAND, colour=colours[place]) if 0 <= place < len(colours) else None


def no_harder(dose: Dose, than: Dose, limits: Limits) -> Dose:
    """A dose with no higher level, no more load and no more sets than another; fewer of each stay.

    Back at the lower level, the load that was used there may by now be more than the dose has: the lighter one counts.
    """
    sets = min(dose.sets, than.sets)
    if dose.rung > than.rung:
        load = dose.load if dose.load is not None and _heavier(than.load, dose.load, limits) else than.load
        return replace(than, sets=sets, load=load)
    if dose.rung == than.rung and than.load is not None and _heavier(dose.load, than.load, limits):
        return replace(dose, sets=sets, load=than.load)
    return dose if sets == dose.sets else replace(dose, sets=sets)


def _heavier(load: Load | None, than: Load, limits: Limits) -> bool:
    if load is None or load.kind is not than.kind:
        return False
    if load.kind is LoadKind.BAND:
        known = load.colour in limits.bands and than.colour in limits.bands
        return known and limits.bands.index(load.colour or "") > limits.bands.index(than.colour or "")
    return (load.amount or 0) > (than.amount or 0)


def lowered(before: Dose, after: Dose) -> bool:
    """Whether a dose that was stepped down is lower by more than its aim."""
    return after.rung < before.rung or after.sets < before.sets or after.load != before.load


def stepped_down(track: Track, ladder: Ladder, limits: Limits, steps: int = 1) -> Track:
    """The track so many steps easier, its sessions running counted anew."""
    dose = track.dose
    fallen = 0
    for _ in range(steps):
        easier = step_down(dose, ladder, limits)
        fallen += lowered(dose, easier)
        dose = easier
    return track.but(dose=dose, height=track.height - fallen, streak=0, too_hard=0, still=0, back_from=())


def after_break(track: Track, ladder: Ladder, limits: Limits, steps: int) -> Track:
    """The track so many steps easier after a break; the doses on the way down are remembered for the way back."""
    left = [*track.back_from]
    down = track
    for _ in range(steps):
        easier = stepped_down(down, ladder, limits)
        if lowered(down.dose, easier.dose):
            left.append(down.dose)
        down = easier
    return down.but(back_from=tuple(left), away=bool(left))
