"""How it goes: where every exercise stands on each side, and what was done week by week."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.programme.progression.dose import Ladder, Track
from kilter.programme.progression.state import TrainingState
from kilter.services.record.loads import load_in_words
from kilter.services.record.record import Record
from kilter.services.record.words import name_of

WEEK = 7


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an exercise stands on a side."""

    exercise: str
    side: Side | None
    about: str
    level: str
    sets: int
    aim: int
    high: int
    timed: bool
    load: str
    steps: int
    """Up less back since the start."""
    since: date | None
    """When sets, load or level last rose."""


@dataclass(frozen=True, slots=True)
class WeekDone:
    """What was done in a week."""

    number: int
    begins: date
    done: int
    planned: int
    sets: int
    worst_pain: int | None
    """During exercise."""
    mornings: tuple[int, ...]
    """Pain on the mornings that were told of."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How it goes."""

    started_on: date
    on: date
    usual_pain: int
    sessions: int
    planned: int
    weeks: tuple[WeekDone, ...]
    standing: tuple[Standing, ...]


def progress_of(record: Record, on: date) -> Progress:
    """How it goes, up to a day: every exercise and side, and every week.

    Raises:
        UsageError: the record is empty.
    """
    state, catalogue = record.state, record.catalogue
    weeks = tuple(_weeks(state, max(on, state.today)))
    standing = tuple(
        _standing(exercise, side, track, state.start.ladders[exercise], catalogue)
        for (exercise, side), track in state.tracks.items()
        if exercise not in state.swapped and exercise not in state.left_out
    )
    return Progress(
        started_on=state.start.on,
        on=on,
        usual_pain=state.start.usual_pain,
        sessions=len(state.done),
        planned=sum(week.planned for week in weeks),
        weeks=weeks,
        standing=standing,
    )


def _weeks(state: TrainingState, on: date) -> Iterator[WeekDone]:
    begins, number = state.start.on, 1
    while begins <= on:
        ends = begins + timedelta(days=WEEK)
        done = [one for one in state.done if begins <= one.on < ends]
        yield WeekDone(
            number=number,
            begins=begins,
            done=len(done),
            planned=state.start.programme.days_per_week,
            sets=sum(one.sets for one in done),
            worst_pain=max((one.worst_pain for one in done), default=None),
            mornings=tuple(one.pain for one in state.mornings if begins <= one.on < ends),
        )
        begins, number = ends, number + 1


def _standing(exercise: str, side: Side | None, track: Track, ladder: Ladder, catalogue: Catalogue) -> Standing:
    dose = track.dose
    known = catalogue.exercises.get(exercise)
    names = {one.id: one.name for one in known.levels} if known is not None else {}
    level = ladder.rungs[dose.rung].level
    return Standing(
        exercise=exercise,
        side=side,
        about=name_of(exercise, side, catalogue),
        level=names.get(level, level),
        sets=dose.sets,
        aim=dose.aim,
        high=ladder.high,
        timed=ladder.timed,
        load="" if dose.load is None else load_in_words(dose.load),
        steps=track.height,
        since=track.raised_on,
    )
