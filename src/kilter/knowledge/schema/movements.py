"""Movements: what a body does, where the camera stands, how it is counted and what is corrected."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kilter.body.contacts import Contact
from kilter.body.movements import ReferenceMovement
from kilter.body.positions import Position
from kilter.body.signals import Joint, Signal
from kilter.knowledge.schema.citing import Cited, Id, Prose
from kilter.knowledge.validation import Closed


class Laterality(StrEnum):
    """How a movement meets the two sides."""

    ONE_SIDE = "one_side"
    """All repetitions of a set on one side, then the other."""
    ALTERNATING = "alternating"
    """Left and right in turn within a set."""
    BOTH_SIDES = "both_sides"
    """Both sides at once."""


class Camera(Closed):
    """Where the camera stands for the coach."""

    facing: Literal["front", "side", "back"]
    height_m: Annotated[float, Field(gt=0, le=2)]
    tolerance_deg: Annotated[float, Field(gt=0, le=60)]


class Prop(StrEnum):
    """A thing that a demonstration draws beside the body."""

    MAT = "mat"
    CHAIR = "chair"
    BENCH = "bench"
    BOX = "box"
    COUCH = "couch"
    WALL = "wall"
    BAND_THIGHS = "band_thighs"
    BAND_ANKLES = "band_ankles"
    BAND_FEET = "band_feet"
    BALL = "ball"
    PILLOW = "pillow"
    ROLLER = "roller"
    STRAP = "strap"
    WEIGHT = "weight"


Supports = dict[Contact, Annotated[float, Field(ge=0, le=1.2)]]


class Movement(Cited):
    """The reference movement in joint angles (degrees) of the working side, and what carries the body."""

    rest: dict[Joint, float]
    between: dict[Joint, float] = Field(default_factory=dict)
    peak: dict[Joint, float]
    contacts: Annotated[Supports, Field(min_length=1)]
    """What rests on something, with the height (m) of its support; the first stays where it is."""
    contacts_back: Supports = Field(default_factory=dict)
    """The same on the way back from the peak, where something else stays put."""
    one_way: bool = False
    """Whether a repetition ends at its peak, which is the rest of the other side, as in walking."""

    def reference(self, position: Position, laterality: Laterality) -> ReferenceMovement:
        """The movement as a body does it in a position."""
        return ReferenceMovement(
            position=position,
            rest=self.rest,
            peak=self.peak,
            between=self.between,
            contacts=self.contacts,
            contacts_back=self.contacts_back,
            both_sides=laterality is Laterality.BOTH_SIDES,
            one_way=self.one_way,
        )


class Repetition(Cited):
    """Where a repetition begins and ends on its signal (hysteresis); a signal that falls has begin below end."""

    signal: Signal
    begin: float
    end: float
    rises: bool = True
    unit: Literal["deg", "cm", "percent"]

    @model_validator(mode="after")
    def _hysteresis(self) -> Self:
        if (self.begin > self.end) is not self.rises:
            raise ValueError("The repetition would flicker. | When the signal rises, begin above end; else below.")
        return self


class Hold(Cited):
    """Between which values of its signal a hold counts."""

    signal: Signal
    at_least: float | None = None
    at_most: float | None = None
    unit: Literal["deg", "cm", "percent"]

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("The hold has no bound. | Give at_least, at_most or both.")
        return self

    def counts(self, value: float) -> bool:
        """Whether the clock runs at a value of the signal."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)


class Focus(Cited):
    """A focus cue and the check that sees when it is needed."""

    id: Id
    say: Prose
    signal: Signal
    above: float | None = None
    below: float | None = None
    unit: Literal["deg", "cm", "percent", "s"]
    for_s: Annotated[float, Field(ge=0)] = 0.3
    major: bool = False
    """A repetition with a major fault does not count towards progression."""
    fault: dict[Joint, float] = Field(default_factory=dict)
    """Joint angles (degrees) that show the fault in the reference movement."""

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.above is None) == (self.below is None):
            raise ValueError("A focus check has one limit. | Give exactly one of above, below.")
        return self

    def is_broken(self, value: float) -> bool:
        """Whether a value of the signal is beyond the limit."""
        return value > self.above if self.above is not None else value < (self.below or 0.0)


class Performed(Closed):
    """What is done before a camera: the movement, how it is counted or held, and what is corrected."""

    position: Position
    laterality: Laterality
    camera: Camera
    movement: Movement
    props: tuple[Prop, ...] = ()
    """What a demonstration draws beside the body."""
    repetition: Repetition | None = None
    hold: Hold | None = None
    focus: tuple[Focus, ...] = ()

    @property
    def reference_movement(self) -> ReferenceMovement:
        """The movement as a body does it."""
        return self.movement.reference(self.position, self.laterality)
