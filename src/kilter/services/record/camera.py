"""From a coached set to sets of the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from kilter.body.sides import Side
from kilter.coach.summary import SetSummary
from kilter.errors import Problem, UsageError
from kilter.knowledge.documents import Document
from kilter.knowledge.validation import validate
from kilter.programme.progression.logs import FaultSeen, Load, PainKind, SetDone
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import TrainingState
from kilter.services.record.log_file import asked_level, next_number


class _Kept(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class _Repetition(_Kept):
    complete: bool
    side: Side | None = None
    faults: tuple[str, ...] = ()


class _Tally(_Kept):
    count: int


class _Unjudged(_Kept):
    what: str


class CoachedSet(_Kept):
    """What “kilter coach --json” writes, as far as a record needs it."""

    exercise: str
    level: str | None = None
    side: Literal["left", "right", "both"]
    repetitions: tuple[_Repetition, ...] = ()
    held_s: float = 0.0
    faults: Mapping[str, _Tally] = {}
    not_assessed: tuple[_Unjudged, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What no camera tells, and the person does."""

    reserve: int | None = None
    pain: int = 0
    pain_kind: PainKind = PainKind.ACHE
    load: Load | None = None


def read_coached(document: Document) -> CoachedSet:
    """A set as “kilter coach --json” writes it.

    Raises:
        DataError: it is none.
    """
    return validate(CoachedSet, document)


def coached_set(summary: SetSummary) -> CoachedSet:
    """A set that was just coached."""
    plain: dict[str, Any] = summary.as_json()
    return CoachedSet(
        exercise=summary.exercise,
        level=summary.level,
        side=summary.side,  # type: ignore[arg-type] # one of the three
        repetitions=tuple(
            _Repetition(complete=done.repetition.complete, side=done.side, faults=done.faults)
            for done in summary.repetitions
        ),
        held_s=plain["held_s"],
        faults={key: _Tally(count=seen.count) for key, seen in summary.faults.items()},
        not_assessed=tuple(_Unjudged(what=one.what) for one in summary.not_assessed),
    )


def sets_of(coached: CoachedSet, told: Told, state: TrainingState, on: date, book: Rulebook) -> tuple[SetDone, ...]:
    """The sets that a coached set is: one, or one for each side where both worked one after the other.

    A set counts as seen where nothing that decides about clean repetitions went unjudged. One that hurt before anything
    was done is a set of nothing, so that the pain is known.

    Args:
        coached: what the camera saw.
        told: what the person says.
        state: of the record, for the level that is asked for and the number of the set.
        on: the day.
        book: the rules, for the faults that count.

    Raises:
        UsageError: it is not told which side worked, where it matters; or nothing was done.
    """
    ladder = state.start.ladders.get(coached.exercise)
    if ladder is None:
        what = f"“{coached.exercise}” is not in this programme."
        raise UsageError(Problem("exercise", what, "See “kilter today” for what is."))
    if not coached.held_s and not any(one.complete for one in coached.repetitions) and not told.pain:
        what = "No repetition and no hold was seen, so there is nothing to log."
        raise UsageError(Problem("repetitions", what, "Log the set by hand if it was done."))
    if ladder.sides == (None,):
        sides: Sequence[Side | None] = (None,)
    elif coached.side != "both":
        sides = (Side(coached.side),)
    else:
        sides = tuple(dict.fromkeys(one.side for one in coached.repetitions if one.side is not None and one.complete))
        if not sides:
            what = "The set holds both sides, and does not say which repetition was of which."
            raise UsageError(Problem("side", what, "Coach one side at a time with --side."))
    return tuple(_set(coached, side, told, state, on, book) for side in sides)


def _set(coached: CoachedSet, side: Side | None, told: Told, state: TrainingState, on: date, book: Rulebook) -> SetDone:
    ladder = state.start.ladders[coached.exercise]
    majors = book.majors.get(coached.exercise, frozenset())
    known = book.faults.get(coached.exercise, frozenset())
    one_side = side is not None and coached.side == "both"
    own = [one for one in coached.repetitions if one.complete and (not one_side or one.side is side)]
    if ladder.timed:
        counts = {fault: tally.count for fault, tally in coached.faults.items()}
    else:
        counts = {fault: sum(fault in one.faults for one in own) for fault in coached.faults}
    return SetDone(
        on=on,
        exercise=coached.exercise,
        level=coached.level or asked_level(state, on, coached.exercise, side, book),
        side=side,
        number=next_number(state, on, coached.exercise, side),
        reps=None if ladder.timed else len(own),
        seconds=round(coached.held_s, 1) if ladder.timed else None,
        load=told.load,
        reserve=told.reserve,
        pain=told.pain,
        pain_kind=told.pain_kind,
        faults=tuple(FaultSeen(fault, count) for fault, count in counts.items() if count and fault in known),
        seen=not majors & {one.what for one in coached.not_assessed},
        clean_reps=None if ladder.timed else sum(not majors & set(one.faults) for one in own),
    )
