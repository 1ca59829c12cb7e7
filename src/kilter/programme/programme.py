"""The programme: phases of weeks of sessions of blocks of prescriptions."""

from dataclasses import dataclass
from enum import StrEnum

from kilter.body.sides import PerSide, Side
from kilter.knowledge.schema.exercises import Stage
from kilter.knowledge.schema.movements import Laterality


class BlockKind(StrEnum):
    """The parts of a session, in their order."""

    WARM_UP = "warm_up"
    MAIN = "main"
    COOL_DOWN = "cool_down"


class Purpose(StrEnum):
    """Why a prescription is there."""

    TREATMENT = "treatment"
    """It works on an impairment the profile points to."""
    MAINTENANCE = "maintenance"
    """It keeps what is good; nothing points to a deficit."""
    PREPARATION = "preparation"
    """It warms up or cools down."""


@dataclass(frozen=True, slots=True)
class Because:
    """One reason for a prescription: an impairment and the sides concerned, with the sources behind it."""

    impairment: str
    sides: tuple[Side, ...]
    """Sides on which it is at least possible; none for maintenance."""
    probability: float
    tests: tuple[str, ...]
    """Tests whose results speak for it."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prescription:
    """One exercise in one session, the same on both sides unless a side says otherwise."""

    exercise: str
    level: str
    sets: PerSide[int]
    """Sets on each side; for work on both sides at once the two are the same sets."""
    first_side: Side | None
    """The side to begin with; None when either may."""
    laterality: Laterality
    reps: tuple[int, int] | None
    hold_s: tuple[float, float] | None
    tempo_s: tuple[float, float, float] | None
    rest_s: float
    reps_in_reserve: tuple[int, int] | None
    minutes: float
    purpose: Purpose
    because: tuple[Because, ...]
    labels: tuple[str, ...] = ()
    """Plain remarks, such as an extra set or a level held down by a precaution."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a session."""

    kind: BlockKind
    prescriptions: tuple[Prescription, ...]

    @property
    def minutes(self) -> float:
        """How long it takes."""
        return sum(prescription.minutes for prescription in self.prescriptions)


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a phase; repeated every week of it."""

    name: str
    day: int
    """Day of the week it is meant for, 1 (first) to 7."""
    blocks: tuple[Block, ...]

    @property
    def minutes(self) -> float:
        """How long it takes."""
        return sum(block.minutes for block in self.blocks)

    def prescriptions(self, kind: BlockKind) -> tuple[Prescription, ...]:
        """The prescriptions of one part."""
        return tuple(p for block in self.blocks if block.kind is kind for p in block.prescriptions)


@dataclass(frozen=True, slots=True)
class Week:
    """What changes from week to week within a phase."""

    number: int
    """1-based over the whole programme."""
    sets: int
    """At most this many sets of each main exercise and side this week, before any extra set."""
    say: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of weeks with one aim."""

    stage: Stage
    aim: str
    weeks: tuple[Week, ...]
    sessions: tuple[Session, ...]
    ready_for_next_when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An exercise, or an impairment's treatment, that is not in the programme, and why."""

    id: str
    kind: str
    """``exercise`` or ``impairment``."""
    why: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """A whole programme."""

    phases: tuple[Phase, ...]
    days_per_week: int
    minutes_per_session: float
    treats: tuple[str, ...]
    """Impairments worked on, most probable first."""
    maintains: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    """What to know beforehand, in plain words."""
    made_by: str
    """``solver``, or ``rules`` when the solver found nothing in time."""

    @property
    def weeks(self) -> int:
        """How many weeks it takes."""
        return sum(len(phase.weeks) for phase in self.phases)


def planned_exercises(programme: Programme) -> tuple[str, ...]:
    """The main exercises of all phases, each once, in the order in which they come."""
    found = (
        prescription.exercise
        for phase in programme.phases
        for session in phase.sessions
        for prescription in session.prescriptions(BlockKind.MAIN)
    )
    return tuple(dict.fromkeys(found))
