"""Decisions: each change of a programme, the rule that made it, what it looked at, and what it changes."""

from dataclasses import dataclass
from datetime import date

from kilter.body.sides import Side
from kilter.programme.progression.dose import Track
from kilter.programme.progression.logs import Went

Input = tuple[str, str | float | int]
"""The name and the value of something a rule looked at."""


@dataclass(frozen=True, slots=True)
class DoneSession:
    """One session that is over."""

    on: date
    name: str
    phase: int
    sets: int
    worst_pain: int
    clean_share: float
    went: Went | None


@dataclass(frozen=True, slots=True)
class Hold:
    """Nothing rises for the whole person, up to and without a day."""

    rule: str
    until: date


@dataclass(frozen=True, slots=True)
class Pause:
    """The programme rests until a professional has cleared it."""

    rule: str
    on: date


@dataclass(frozen=True, slots=True)
class TrackChange:
    """Where an exercise stands on a side from now on."""

    exercise: str
    side: Side | None
    track: Track


@dataclass(frozen=True, slots=True)
class Swap:
    """One exercise takes the place of another for the rest of the programme."""

    exercise: str
    by: str


@dataclass(frozen=True, slots=True)
class PhaseBegins:
    """A phase begins."""

    phase: int
    on: date


@dataclass(frozen=True, slots=True)
class Change:
    """What a decision changes; what is None or empty stays as it is."""

    tracks: tuple[TrackChange, ...] = ()
    swap: Swap | None = None
    left_out: str | None = None
    """An exercise that is in no session from now on."""
    taken_in: str | None = None
    """One of these that comes back."""
    hold: Hold | None = None
    ease_until: date | None = None
    deload_from: date | None = None
    deload_until: date | None = None
    session: DoneSession | None = None
    next_session: int | None = None
    phase: PhaseBegins | None = None
    finished: bool = False
    pause: Pause | None = None
    refer: bool = False
    sharp: bool = False
    """The day counts as one with sharp pain or another stop sign."""
    flag: bool = False
    """The day counts towards an easier week."""
    set_added: bool = False
    met: str | None = None
    """An exercise in which the rule for raising was met."""
    returned: bool = False
    """A break was answered."""
    stayed: bool = False
    """It was said that the phase goes on."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a rule.

    Args:
        id: ``c1``, ``c2`` ... in the order of the record.
        rule: id of the rule, with what it says and its sources in ``decision_rules``.
        version: of the rules.
        exercise, side: what it is about; None for the whole person, or for both sides at once.
        inputs: what the rule looked at.
        change: what it changes.
        proposed: whether a clinician has to agree first; until then ``meanwhile`` holds.
    """

    id: str
    on: date
    rule: str
    version: int
    exercise: str | None
    side: Side | None
    inputs: tuple[Input, ...]
    change: Change
    proposed: bool = False
    meanwhile: Change | None = None
