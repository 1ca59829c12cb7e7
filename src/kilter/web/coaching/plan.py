"""The sets of a day that are still to be done, one after the other, as the camera page goes through them."""

from dataclasses import dataclass

from django.templatetags.static import static

from kilter.errors import UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.exercises import Exercise
from kilter.knowledge.schema.movements import Laterality
from kilter.programme.programme import BlockKind
from kilter.services.coaching import coachable
from kilter.services.record.day import Ask, Day, DayKind, Item
from kilter.services.record.record import Record
from kilter.web.site.pictures import demonstration_of
from kilter.web.training import api


@dataclass(frozen=True, slots=True)
class Pictures:
    """Addresses of a demonstration, moving and still, for light and dark pages."""

    moving: str
    still: str
    moving_dark: str
    still_dark: str


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """One set as the page needs it; of both sides one after the other where both are asked for the same.

    Args:
        key: tells it from the other sets of the day.
        sides: that work one after the other, the first one first; empty where both work at once or in turn.
        number, of: which set of how many this is, on each of its sides.
        aim, high: repetitions or seconds to reach, and the upper end of the range.
        load, load_kind: what to work against, in words; ``load_kind`` is empty where there is nothing to choose.
        reserve: repetitions in reserve that are asked for; 0 where none are.
        rest_s: seconds of rest after it.
        tempo_s: seconds up, held and down; None where none is asked for.
        facing, height_m: how the camera should stand; ``watched`` is False where a camera tells nothing here.
    """

    key: str
    exercise: str
    name: str
    level: str
    level_name: str
    sides: tuple[str, ...]
    alternating: bool
    number: int
    of: int
    timed: bool
    aim: int
    high: int
    load: str
    load_kind: str
    reserve: int
    rest_s: float
    tempo_s: tuple[float, float, float] | None
    facing: str
    height_m: float
    watched: bool
    cues: tuple[str, ...]
    how_to: tuple[str, ...]
    pictures: Pictures | None


def planned_sets(record: Record, day: Day, catalogue: Catalogue) -> tuple[PlannedSet, ...]:
    """What is left of the main work of a day, in the order in which it is done.

    Args:
        record: that has begun.
        day: of the record.
        catalogue: what is known.
    """
    if day.kind not in api.OPEN or (day.kind is DayKind.UNDER_WAY and api.stopped_today(record, day.on)):
        return ()
    items = [item for kind, parts in day.parts if kind is BlockKind.MAIN for item in parts]
    return tuple(one for item in items for one in _sets_of(item, record, catalogue))


def _sets_of(item: Item, record: Record, catalogue: Catalogue) -> list[PlannedSet]:
    exercise = catalogue.exercises[item.exercise]
    first, *others = item.asks
    if len(others) == 1 and _alike(first, others[0]):
        numbers = range(len(first.done) + 1, len(first.done) + first.left + 1)
        return [_set(item, first, (first, others[0]), number, record, exercise, catalogue) for number in numbers]
    return [
        _set(item, ask, (ask,), number, record, exercise, catalogue)
        for ask in item.asks
        for number in range(len(ask.done) + 1, len(ask.done) + ask.left + 1)
    ]


def _alike(one: Ask, other: Ask) -> bool:
    """Whether two sides are asked for the same from here on, so that a set goes from one to the other."""
    level, aim, load = one.target.level, one.target.aim, one.target.load
    same = (level, aim, load) == (other.target.level, other.target.aim, other.target.load)
    return same and (len(one.done), one.left) == (len(other.done), other.left)


def _set(
    item: Item, ask: Ask, asks: tuple[Ask, ...], number: int, record: Record, exercise: Exercise, catalogue: Catalogue
) -> PlannedSet:
    target = ask.target
    level = next(one for one in exercise.levels if one.id == target.level)
    performed = exercise.at(level)
    last = ask.done[-1] if ask.done else None
    load = (last and last.load) or target.load
    kind = api.load_kind_of(record, item.exercise, target.level)
    sides = tuple(one.target.side.value for one in asks if one.target.side is not None)
    pictures = demonstration_of(exercise.id, target.level)
    return PlannedSet(
        key="/".join((item.exercise, "+".join(sides) or "both", str(number))),
        exercise=item.exercise,
        name=exercise.name,
        level=target.level,
        level_name=level.name,
        sides=sides,
        alternating=performed.laterality is Laterality.ALTERNATING,
        number=number,
        of=max(target.sets, number),
        timed=item.timed,
        aim=target.aim,
        high=target.high,
        load=str(load) if load else "",
        load_kind=kind.value if kind else "",
        reserve=item.reserve,
        rest_s=item.prescription.rest_s,
        tempo_s=item.prescription.tempo_s,
        facing=performed.camera.facing,
        height_m=performed.camera.height_m,
        watched=_is_watched(catalogue, exercise.id, level.id),
        cues=tuple(focus.say for focus in performed.focus),
        how_to=(*exercise.how_to, level.how) if level.how else tuple(exercise.how_to),
        pictures=Pictures(
            static(pictures.moving), static(pictures.still), static(pictures.moving_dark), static(pictures.still_dark)
        )
        if pictures
        else None,
    )


def _is_watched(catalogue: Catalogue, exercise: str, level: str) -> bool:
    try:
        return coachable(catalogue, exercise, level).exercise.main_signal is not None
    except UsageError:
        return False
