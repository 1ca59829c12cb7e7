"""The parts of the report that a record brings in: the story so far, and the letter about a training."""

from dataclasses import dataclass

from kilter.body.sides import PerSide
from kilter.exchange.report.pieces import Badge, Pair, Picture, Said


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one side, with the reason."""

    badge: Badge
    reason: str


@dataclass(frozen=True, slots=True)
class TrendRow:
    """What became of one measure that was taken again."""

    name: str
    """The test, and the measure where the test has several."""
    unit: str
    picture: Picture | None
    """Each side over the days, with its error."""
    difference: Picture | None
    """The difference between the sides over the days, where they are compared."""
    outcomes: tuple[Outcome, ...]
    """Of each side, or of the whole where there are no sides."""
    compared: Said
    """Whether the sides came closer, where they are compared; with the sources of all that is said here."""


@dataclass(frozen=True, slots=True)
class GoalChange:
    """Something the person wants to do again: at first, now, and what became of it."""

    text: str
    first: str
    now: str
    change: str


@dataclass(frozen=True, slots=True)
class DoseNow:
    """Where an exercise stands on a side."""

    dose: str
    level: str
    steps: str
    """Up or down since the start."""


@dataclass(frozen=True, slots=True)
class StandingRow:
    """Where an exercise stands on both sides."""

    exercise: str
    anchor: str
    """Where it is told how to do it; empty where it is not."""
    remark: str
    sides: PerSide[DoseNow]
    """Both the same where it has no sides."""
    sided: bool


@dataclass(frozen=True, slots=True)
class StandingGroup:
    """Exercises that belong together: those of the present phase, and those of earlier ones."""

    name: str
    rows: tuple[StandingRow, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of the programme with its reason."""

    on: str
    name: str
    about: str
    """The exercises, each with its side; empty for the whole programme."""
    said: Said


@dataclass(frozen=True, slots=True)
class StoryPart:
    """What was done since the beginning, and what came of it; every part says it where there is nothing yet."""

    frame: tuple[Pair, ...]
    sessions: Picture | None
    sessions_text: str
    pain: Picture | None
    pain_text: str
    pain_limits: Said | None
    """What each line of the chart stands for."""
    trends: tuple[TrendRow, ...]
    trends_text: str
    due: tuple[Pair, ...]
    """Days with the tests that are due then."""
    due_text: str
    """What no test at hand can show; or that nothing is due."""
    goals: tuple[GoalChange, ...]
    goals_text: str
    standing: tuple[StandingGroup, ...]
    waiting: tuple[ChangeRow, ...]
    """Proposals that nobody has answered."""
    changes: tuple[ChangeRow, ...]
    """The newest first."""
    changes_text: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A measure at first and now."""

    name: str
    sides: PerSide[str]
    """Both the same where it has no sides."""
    sided: bool
    told: str


@dataclass(frozen=True, slots=True)
class Referral:
    """A letter about a training that a professional is asked to look at."""

    opening: str
    reasons: tuple[tuple[str, Said], ...]
    """Each with its day."""
    answers: tuple[Pair, ...]
    found: tuple[FoundRow, ...]
    found_text: str
    done: tuple[Pair, ...]
    doses: tuple[StandingRow, ...]
    pain: Picture | None
    pain_text: str
    happened: tuple[Pair, ...]
    """What it is, with its days."""
    goals: tuple[GoalChange, ...]
    asked: tuple[str, ...]
    going_on: str
    """How the programme is let go on, by a command."""
    command: str
    closing: str
