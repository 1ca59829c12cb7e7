"""What a person, a camera or a clinician tells: the facts that a record is made of, besides the decisions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen

from kilter.body.sides import Side
from kilter.knowledge.schema.people import Answer

Points = Annotated[int, Ge(0), Le(10)]
"""A rating from 0 (none) to 10 (the worst imaginable)."""
Words = Annotated[str, MaxLen(500)]


class LoadKind(StrEnum):
    """What makes an exercise heavier."""

    BAND = "band"
    WEIGHT = "weight"
    HEIGHT = "height"
    LEVER = "lever"


@dataclass(frozen=True, slots=True)
class Load:
    """What was worked against: a band, a weight, the height of a box, the length of a lever."""

    kind: LoadKind
    amount: Annotated[float, Ge(0)] | None = None
    """kg for a weight, cm for a height or a lever; None for a band."""
    colour: str | None = None
    """Of a band; None for the others."""

    def __str__(self) -> str:
        if self.kind is LoadKind.BAND:
            return f"{self.colour} band"
        unit = "kg" if self.kind is LoadKind.WEIGHT else "cm"
        return f"{self.amount:g} {unit}"


class PainKind(StrEnum):
    """How it hurt; all but an ache end the session."""

    ACHE = "ache"
    SHARP = "sharp"
    CATCHING = "catching"
    SHOOTING = "shooting"
    NUMBNESS = "numbness"
    GIVING_WAY = "giving_way"
    DIZZINESS = "dizziness"


class Form(StrEnum):
    """How clean a set was in the person's own eyes."""

    CLEAN = "clean"
    SOME_FAULTS = "some_faults"
    POOR = "poor"


class SkipReason(StrEnum):
    """Why an exercise or a session was left out."""

    PAIN = "pain"
    TIRED = "tired"
    TIME = "time"
    EQUIPMENT = "equipment"
    ILLNESS = "illness"
    DID_NOT_WANT = "did_not_want"
    OTHER = "other"


class Went(StrEnum):
    """How a session went, in one word."""

    EASY = "easy"
    RIGHT = "right"
    HARD = "hard"
    BADLY = "badly"


@dataclass(frozen=True, slots=True)
class FaultSeen:
    """In how many repetitions of a set a fault showed."""

    fault: str
    count: Annotated[int, Ge(1)]


@dataclass(frozen=True, slots=True)
class SetDone:
    """One set of one side, or of both at once."""

    on: date
    exercise: str
    level: str
    side: Side | None
    """None for work of both sides at once or in turn."""
    number: Annotated[int, Ge(1)]
    """1 for the first set of this exercise and side in the session."""
    reps: Annotated[int, Ge(0)] | None = None
    seconds: Annotated[float, Ge(0)] | None = None
    load: Load | None = None
    reserve: Annotated[int, Ge(0), Le(20)] | None = None
    """How many repetitions more would have been possible."""
    pain: Points = 0
    pain_kind: PainKind = PainKind.ACHE
    pain_place: Words = ""
    faults: tuple[FaultSeen, ...] = ()
    seen: bool = False
    """Whether a camera judged the form; else ``form`` and ticked faults stand for it."""
    clean_reps: Annotated[int, Ge(0)] | None = None
    """Repetitions without a major fault, where a camera counted them."""
    form: Form | None = None
    kind: Literal["set_done"] = "set_done"


@dataclass(frozen=True, slots=True)
class SetsSkipped:
    """An exercise, or the rest of its sets, was left out."""

    on: date
    exercise: str
    side: Side | None
    why: SkipReason
    note: Words = ""
    kind: Literal["sets_skipped"] = "sets_skipped"


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """A session is over."""

    on: date
    minutes: Annotated[float, Ge(0)] | None = None
    went: Went | None = None
    note: Words = ""
    kind: Literal["session_ended"] = "session_ended"


@dataclass(frozen=True, slots=True)
class SessionSkipped:
    """A session was not done."""

    on: date
    why: SkipReason
    note: Words = ""
    kind: Literal["session_skipped"] = "session_skipped"


@dataclass(frozen=True, slots=True)
class Morning:
    """How it was on a morning."""

    on: date
    pain: Points
    stiffness: Points = 0
    soreness: Points = 0
    """Of muscles, as after work; not pain."""
    sharp: bool = False
    night: bool = False
    """New pain at night."""
    kind: Literal["morning"] = "morning"


@dataclass(frozen=True, slots=True)
class SafetyAnswered:
    """A safety question was answered anew."""

    on: date
    flag: str
    answer: Answer
    kind: Literal["safety_answered"] = "safety_answered"


@dataclass(frozen=True, slots=True)
class GoalScored:
    """How well something that matters to the person goes now, 0 to 10."""

    on: date
    goal: Annotated[int, Ge(0)]
    """Its place among the goals of the screening."""
    score: Points
    kind: Literal["goal_scored"] = "goal_scored"


@dataclass(frozen=True, slots=True)
class Result:
    """What a test came to on a day."""

    test: str
    measure: str
    left: float | None
    right: float | None
    difference_percent: float | None
    """How much worse the worse side is, of the better one; None where that says nothing or cannot be told."""
    closer: bool | None = None
    """Whether the sides are closer than at first, beyond the error; None where that cannot be told."""


@dataclass(frozen=True, slots=True)
class Retested:
    """Tests were done again."""

    on: date
    entries: str
    """The entries as a screening file holds them, as JSON."""
    results: tuple[Result, ...]
    outside: tuple[str, ...] = ()
    """What they point to that exercise does not treat, in words."""
    stops: bool = False
    """Whether triage over all that is known now ends the road."""
    kind: Literal["retested"] = "retested"


@dataclass(frozen=True, slots=True)
class Approved:
    """A clinician, or the person where none is asked, agrees to a proposal."""

    on: date
    decision: str
    by: Words = ""
    kind: Literal["approved"] = "approved"


@dataclass(frozen=True, slots=True)
class Refused:
    """A proposal is turned down."""

    on: date
    decision: str
    by: Words = ""
    kind: Literal["refused"] = "refused"


@dataclass(frozen=True, slots=True)
class Swapped:
    """Another exercise was chosen in place of one, for the rest of the programme."""

    on: date
    exercise: str
    by: str
    who: Annotated[str, MaxLen(200)] = ""
    """The professional who chose it; empty where the person did."""
    kind: Literal["swapped"] = "swapped"


@dataclass(frozen=True, slots=True)
class DoseSet:
    """A professional sets anew what is asked of an exercise on a side."""

    on: date
    exercise: str
    side: Side | None
    """None for work of both sides at once or in turn."""
    level: str
    sets: Annotated[int, Ge(1)]
    aim: Annotated[int, Ge(1)]
    """Repetitions or seconds of each set."""
    who: Annotated[str, MaxLen(200)]
    why: Words
    load: Load | None = None
    kind: Literal["dose_set"] = "dose_set"


@dataclass(frozen=True, slots=True)
class ExerciseLeftOut:
    """A professional takes an exercise out of the programme."""

    on: date
    exercise: str
    who: Annotated[str, MaxLen(200)]
    why: Words
    kind: Literal["exercise_left_out"] = "exercise_left_out"


@dataclass(frozen=True, slots=True)
class ExerciseTakenIn:
    """A professional takes an exercise back in that was left out; it goes on where it stood."""

    on: date
    exercise: str
    who: Annotated[str, MaxLen(200)]
    kind: Literal["exercise_taken_in"] = "exercise_taken_in"


@dataclass(frozen=True, slots=True)
class ApprovalChosen:
    """The person chooses whether what gets harder waits until a clinician agrees."""

    on: date
    wanted: bool
    kind: Literal["approval_chosen"] = "approval_chosen"


@dataclass(frozen=True, slots=True)
class Cleared:
    """A professional has seen the person, and the programme may go on."""

    on: date
    by: Annotated[str, MaxLen(200)]
    note: Words = ""
    kind: Literal["cleared"] = "cleared"


Log = (
    SetDone
    | SetsSkipped
    | SessionEnded
    | SessionSkipped
    | Morning
    | SafetyAnswered
    | GoalScored
    | Retested
    | Approved
    | Refused
    | Swapped
    | DoseSet
    | ExerciseLeftOut
    | ExerciseTakenIn
    | ApprovalChosen
    | Cleared
)
"""Anything that may be logged."""
Edit = Swapped | DoseSet | ExerciseLeftOut | ExerciseTakenIn
"""A change of the programme that is not a rule's."""
