"""What the coach tells: frozen values in the past tense, each with the time (s) of the frame that showed it."""

from dataclasses import dataclass
from enum import StrEnum

from kilter.body.sides import Side
from kilter.coach.summary import SetSummary
from kilter.motion.observation import Unseen


class CueKind(StrEnum):
    """Why something is said."""

    CORRECTION = "correction"
    PRAISE = "praise"
    COUNT = "count"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class SetStarted:
    """The set began; sides are in the order in which they work, both at once where the exercise has it so."""

    t_s: float
    exercise: str
    level: str | None
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class PersonFound:
    """The person is seen."""

    t_s: float


@dataclass(frozen=True, slots=True)
class PersonLost:
    """The person is no longer seen."""

    t_s: float


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Something cannot be judged: ``what`` is the id of a check, a signal, ``picture`` or ``time``."""

    t_s: float
    reason: Unseen
    advice: str
    what: str


@dataclass(frozen=True, slots=True)
class PositionReached:
    """The person is in position; from here on it counts."""

    t_s: float
    side: Side


@dataclass(frozen=True, slots=True)
class PositionLeft:
    """The person left the position; what had begun is forgotten."""

    t_s: float


@dataclass(frozen=True, slots=True)
class RepetitionCounted:
    """A complete repetition; ``range`` in the unit of its signal, ``faults`` by id, ``number`` from 1 for each side."""

    t_s: float
    side: Side
    number: int
    start_s: float
    peak_s: float
    end_s: float
    range: float
    up_s: float
    hold_s: float
    down_s: float
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartialRepetition:
    """A repetition that did not go far enough to count."""

    t_s: float
    side: Side
    start_s: float
    peak_s: float
    end_s: float
    range: float
    up_s: float
    hold_s: float
    down_s: float
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoldTicked:
    """Another whole second was held; ``seconds`` is the total on this side."""

    t_s: float
    side: Side
    seconds: int


@dataclass(frozen=True, slots=True)
class FaultSeen:
    """A fault has lasted long enough to be told; values in the unit of its signal."""

    t_s: float
    id: str
    side: Side
    worst: float
    beyond: float


@dataclass(frozen=True, slots=True)
class FaultMended:
    """A fault that was seen before was seen to be absent."""

    t_s: float
    id: str
    side: Side


@dataclass(frozen=True, slots=True)
class CueSpoken:
    """Something to be said aloud; ``id`` is that of the check, or what is counted, advised or praised."""

    t_s: float
    text: str
    id: str
    kind: CueKind


@dataclass(frozen=True, slots=True)
class SetPaused:
    """Nothing counts until the set goes on."""

    t_s: float


@dataclass(frozen=True, slots=True)
class SetResumed:
    """The set goes on."""

    t_s: float


@dataclass(frozen=True, slots=True)
class RestStarted:
    """The rest between the sides began."""

    t_s: float
    seconds: float


@dataclass(frozen=True, slots=True)
class RestEnded:
    """The rest is over."""

    t_s: float


@dataclass(frozen=True, slots=True)
class SideSwitched:
    """The other side works now."""

    t_s: float
    side: Side


@dataclass(frozen=True, slots=True)
class PainReported:
    """The person said that it hurts; ``stops`` when the rule ends the set."""

    t_s: float
    score: int
    place: str
    stops: bool


@dataclass(frozen=True, slots=True)
class SetFinished:
    """The set is over."""

    t_s: float
    summary: SetSummary


Event = (
    SetStarted
    | PersonFound
    | PersonLost
    | NotAssessed
    | PositionReached
    | PositionLeft
    | RepetitionCounted
    | PartialRepetition
    | HoldTicked
    | FaultSeen
    | FaultMended
    | CueSpoken
    | SetPaused
    | SetResumed
    | RestStarted
    | RestEnded
    | SideSwitched
    | PainReported
    | SetFinished
)
