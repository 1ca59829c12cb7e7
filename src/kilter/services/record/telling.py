"""What was done and decided, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.language import say
from kilter.programme.progression.logs import SetDone
from kilter.programme.progression.state import TrainingState
from kilter.services.record.events import Body, Decided, Started, Withdrawn, is_log
from kilter.services.record.record import Record, said_by
from kilter.services.record.words import name_of, set_in_words, words_of_log


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was decided."""

    id: str
    rule: str
    about: str
    """The exercise by its name, with its side; empty for the whole person."""
    exercise: str | None
    side: Side | None
    say: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class DayTold:
    """What was done and decided on a day."""

    on: date
    done: tuple[str, ...]
    decided: tuple[Told, ...]


def history_of(record: Record) -> tuple[DayTold, ...]:
    """What was done and decided, the first day first; nothing that was taken back."""
    catalogue = record.catalogue
    dated: list[tuple[date, Body]] = []
    for _, body in record.history:
        match body:
            case Started():
                dated.append((body.start.on, body))
            case Decided():
                dated.append((body.decision.on, body))
            case Withdrawn():
                pass
            case _:
                dated.append((body.on, body))
    dated.sort(key=lambda pair: pair[0])
    days = []
    for on, group in groupby(dated, key=lambda pair: pair[0]):
        bodies = [body for _, body in group]
        done = tuple(_lines([body for body in bodies if not isinstance(body, Decided)], record.state, catalogue))
        decided = tuple(told_of(body, catalogue) for body in bodies if isinstance(body, Decided))
        days.append(DayTold(on, done, decided))
    return tuple(days)


def told_of(decided: Decided, catalogue: Catalogue) -> Told:
    """A decision, ready to be shown."""
    one = decided.decision
    about = name_of(one.exercise, one.side, catalogue)
    return Told(one.id, one.rule, about, one.exercise, one.side, said_by(decided, catalogue), one.proposed)


def _lines(bodies: list[Body], state: TrainingState, catalogue: Catalogue) -> Iterator[str]:
    """What was done, the sets of an exercise and side in one line."""
    for key, group in groupby(bodies, key=lambda one: (one.exercise, one.side) if isinstance(one, SetDone) else None):
        if key is None:
            for body in group:
                if isinstance(body, Started):
                    yield say("The record begins: {weeks} weeks are planned.", weeks=body.start.programme.weeks)
                elif is_log(body):
                    yield words_of_log(body, state, catalogue)
            continue
        sets = [one for one in group if isinstance(one, SetDone)]
        amounts = ", ".join(set_in_words(one) for one in sets)
        yield f"{name_of(*key, catalogue)}: {amounts}"
