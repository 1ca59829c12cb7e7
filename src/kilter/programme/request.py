"""What a programme is asked for: needs, wishes and limits, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kilter.body.positions import Position
from kilter.body.sides import PerSide, Side
from kilter.knowledge.schema.people import Training


@dataclass(frozen=True, slots=True)
class Need:
    """An impairment to work on."""

    impairment: str
    probability: PerSide[float]
    treat: PerSide[bool]
    """On which sides it is at least possible, on more than a weak link."""
    tests: tuple[str, ...]
    """Tests whose results speak for it."""
    sources: tuple[str, ...]

    @property
    def weight(self) -> float:
        """The higher probability of the sides to be treated."""
        return max(self.probability[side] for side in Side if self.treat[side])

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides to be treated."""
        return tuple(side for side in Side if self.treat[side])

    @property
    def weaker_side(self) -> Side | None:
        """The side more probably affected; None when both are alike."""
        left, right = self.probability
        if abs(left - right) < 1e-9:
            return None
        return Side.LEFT if left > right else Side.RIGHT


Measured = Mapping[tuple[str, str], PerSide[float | None]]
"""Results by test and measure, for gates."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """Everything the planner needs to know."""

    needs: tuple[Need, ...]
    """Most probable first."""
    days: int
    minutes: float
    equipment: frozenset[str]
    """All that is there, household included."""
    unwanted: frozenset[str] = frozenset()
    """Exercises the person does not want."""
    cannot: frozenset[Position] = frozenset()
    precautions: frozenset[str] = frozenset()
    """Ids of the precautions that apply."""
    training: Training = Training.NONE
    gentle_only: bool = False
    dominant_leg: Side | None = None
    extra_set_on_weaker_side: bool = False
    large_differences: frozenset[str] = frozenset()
    """Impairments whose direct test shows a difference that warrants an extra set."""
    measured: Measured = field(default_factory=dict)
