"""Exercises: one file each, with how-to, focus cues, dose, levels, cautions and the reference movement."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from kilter.body.muscles import Muscle
from kilter.body.positions import Position
from kilter.knowledge.schema.citing import Cited, Fact, Id, Prose, Text
from kilter.knowledge.schema.movements import Camera, Focus, Hold, Movement, Performed, Prop, Repetition
from kilter.knowledge.schema.people import Training
from kilter.knowledge.validation import Closed


class Section(StrEnum):
    """Where the exercise stands in the article, or what it adds to it."""

    GLUTEAL_STRENGTHENING = "gluteal_strengthening"
    HIP_FLEXOR_LENGTHENING = "hip_flexor_lengthening"
    ADDUCTORS = "adductors"
    CORE_STABILITY = "core_stability"
    UNILATERAL_BALANCE = "unilateral_balance"
    WARM_UP = "warm_up"
    MOBILITY = "mobility"
    ACTIVATION = "activation"
    STRENGTH = "strength"
    INTEGRATION = "integration"
    COOL_DOWN = "cool_down"


class Stage(StrEnum):
    """The stages of a programme in the article's order, and the two that frame every session."""

    WARM_UP = "warm_up"
    MOBILITY = "mobility"
    ACTIVATION = "activation"
    STRENGTH = "strength"
    INTEGRATION = "integration"
    COOL_DOWN = "cool_down"


Pair = tuple[float, float]
Count = tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]]


class Dose(Cited):
    """How much: sets, and repetitions or a hold, low to high."""

    sets: Count
    reps: Count | None = None
    hold_s: Pair | None = None
    tempo_s: tuple[float, float, float] | None = None
    """Seconds up, held, down."""
    rest_s: Annotated[float, Field(ge=0)]
    times_per_week: Count

    @model_validator(mode="after")
    def _reps_or_hold(self) -> Self:
        if (self.reps is None) == (self.hold_s is None):
            raise ValueError("A dose has repetitions or a hold. | Give exactly one of reps, hold_s.")
        if self.reps is not None and self.tempo_s is None:
            raise ValueError("Repetitions need a tempo. | Add tempo_s: [up, hold, down].")
        for name in ("sets", "reps", "hold_s", "times_per_week"):
            pair = getattr(self, name)
            if pair and pair[0] > pair[1]:
                raise ValueError(f"“{name}” is not low, high. | Write the lower number first.")
        return self


class Level(Closed):
    """An easier or harder form; step 0 is the form that the how-to describes."""

    id: Id
    name: Prose
    step: Annotated[int, Field(ge=-4, le=4)]
    how: Prose
    equipment: tuple[Id, ...] = ()
    from_training: Training = Training.NONE
    """The least training history for which a programme may start here."""
    position: Position | None = None
    """Where it is done in another position than the exercise."""
    movement: Movement | None = None
    """Where it looks different."""
    camera: Camera | None = None
    props: tuple[Prop, ...] | None = None
    repetition: Repetition | None = None
    hold: Hold | None = None
    seen: bool = True
    """Whether a camera can count or time it; a press against the hand it cannot."""
    without: tuple[Id, ...] = ()
    """Focus checks of the exercise that do not hold here."""

    @model_validator(mode="after")
    def _has_its_movement(self) -> Self:
        if self.position is not None and self.movement is None:
            raise ValueError("Another position, but no movement in it. | Add movement, or remove position.")
        return self


class Caution(Cited):
    """What a precaution does to the exercise: leave it out, or stay at a level or below it."""

    when: Id
    do: Text
    """``avoid``, or the id of the hardest level still offered."""
    why: Prose


class Gate(Cited):
    """What must be shown before the exercise is offered."""

    say: Prose
    test: Id
    measure: Id
    at_least: float | None = None
    at_most: float | None = None
    both_sides: bool = True

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("A gate has one limit. | Give exactly one of at_least, at_most.")
        return self


class Targets(Closed):
    """The muscles an exercise works."""

    prime: Annotated[tuple[Muscle, ...], Field(min_length=1)]
    assist: tuple[Muscle, ...] = ()


class Named(Closed):
    """What has an id and a name, which stand before all else."""

    id: Id
    name: Prose


class Exercise(Performed, Named):
    """Everything about one exercise."""

    section: Section
    from_article: bool = False
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    targets: Targets
    treats: tuple[Id, ...] = ()
    how_to: Annotated[tuple[Prose, ...], Field(min_length=2)]
    dose: Dose
    focus: Annotated[tuple[Focus, ...], Field(min_length=1)]
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    cautions: tuple[Caution, ...] = ()
    gates: tuple[Gate, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]

    @property
    def base_level(self) -> Level:
        """The level at step 0."""
        return next(level for level in self.levels if level.step == 0)

    def at(self, level: Level) -> Performed:
        """What is done at a level: as the exercise, but for what the level says itself."""
        return Performed(
            position=level.position or self.position,
            laterality=self.laterality,
            camera=level.camera or self.camera,
            movement=level.movement or self.movement,
            props=self.props if level.props is None else level.props,
            repetition=(level.repetition or self.repetition) if level.seen else None,
            hold=(level.hold or self.hold) if level.seen else None,
            focus=tuple(focus for focus in self.focus if focus.id not in level.without),
        )

    def position_at(self, level: Level) -> Position:
        """The position that a level is done in."""
        return level.position or self.position

    @property
    def frames_session(self) -> bool:
        """Whether it belongs only to warm-up or cool-down."""
        return set(self.stages) <= {Stage.WARM_UP, Stage.COOL_DOWN}

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        steps = [level.step for level in self.levels]
        ids = [level.id for level in self.levels]
        if steps != sorted(steps) or len(set(ids)) != len(ids):
            raise ValueError("Levels are not in order, or two share an id. | Order them by step; rename doubles.")
        if steps.count(0) != 1:
            raise ValueError("Exactly one level stands at step 0. | Give step: 0 to the form the how-to describes.")
        if not self.frames_session and (sum(s < 0 for s in steps) < 2 or sum(s > 0 for s in steps) < 2):
            raise ValueError("Fewer than two easier or two harder levels. | Add levels below and above step 0.")
        if (self.dose.reps is None) is not (self.repetition is None):
            raise ValueError("Dose and counting disagree. | Repetitions need “repetition”, holds need “hold”.")
        if (self.dose.hold_s is None) is not (self.hold is None):
            raise ValueError("Dose and counting disagree. | Repetitions need “repetition”, holds need “hold”.")
        checks = {focus.id for focus in self.focus}
        for level in self.levels:
            if unknown := set(level.without) - checks:
                raise ValueError(f"Level “{level.id}” leaves out no check “{min(unknown)}”. | Use ids of focus checks.")
        for caution in self.cautions:
            if caution.do != "avoid" and caution.do not in ids:
                raise ValueError(f"Caution “{caution.when}” names no level “{caution.do}”. | Use avoid or a level id.")
        return self
