"""Screening tests: procedure, measures with their error and norms, and what each result points to."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from kilter.body.positions import Position
from kilter.body.units import Unit
from kilter.knowledge.schema.citing import Cited, Fact, Id, Prose, Text, Told
from kilter.knowledge.schema.movements import Performed
from kilter.knowledge.schema.people import Sex
from kilter.knowledge.validation import Closed

SMALLEST_DIFFERENCE_PER_SEM = 1.96 * 2**0.5
"""MDC95 over SEM: two independent measurements, 95 % two-sided."""


class Setting(StrEnum):
    """Where a test can be done."""

    HOME = "home"
    CLINIC = "clinic"


class Better(StrEnum):
    """Which direction of a value is the better one."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def sign(self) -> int:
        """+1 when higher is better, -1 when lower is."""
        return 1 if self is Better.HIGHER else -1


class Summary(StrEnum):
    """How trials become one value."""

    BEST = "best"
    MEAN = "mean"


class SideFormula(StrEnum):
    """How two sides are compared."""

    ABSOLUTE = "absolute"
    """Better side minus worse side, in the unit of the measure."""
    RELATIVE_TO_BETTER = "relative_to_better"
    """(Better side minus worse side) over the better side, in per cent."""


class MeasurementError(Cited):
    """How far a value may be off: SEM, MDC95, or both, absolute or in per cent of the value."""

    sem: Annotated[float, Field(gt=0)] | None = None
    mdc: Annotated[float, Field(gt=0)] | None = None
    relative: bool = False
    """Whether the figures are per cent of the value instead of the unit of the measure."""

    @model_validator(mode="after")
    def _one_is_given(self) -> Self:
        if self.sem is None and self.mdc is None:
            raise ValueError("Neither “sem” nor “mdc” is given. | Give at least one of the two.")
        return self

    @property
    def standard_error(self) -> float:
        """The standard error of measurement; from the MDC when only that is known."""
        return self.sem if self.sem is not None else (self.mdc or 0.0) / SMALLEST_DIFFERENCE_PER_SEM

    @property
    def detectable(self) -> float:
        """The minimal detectable difference (95 %); from the SEM when only that is known."""
        return self.mdc if self.mdc is not None else (self.sem or 0.0) * SMALLEST_DIFFERENCE_PER_SEM


class Norm(Cited):
    """What is usual for an age and sex."""

    sex: Sex | None = None
    """Any sex when not given."""
    age_from_years: float = 18
    age_below_years: float = 120
    mean: float | None = None
    sd: float | None = None
    low: float | None = None
    """Below (or, where lower is better, above) this a value is outside the usual range."""
    population: Annotated[str, Told()] = ""

    def fits(self, age_years: float, sex: Sex) -> bool:
        """Whether the norm speaks about such a person."""
        return self.age_from_years <= age_years < self.age_below_years and self.sex in {None, sex}


class Cut(Closed):
    """Where a result starts to count: at this level or worse, or at this gap to the better side or more."""

    level: float | None = None
    share_of_norm: float | None = None
    """This share of the norm's mean, or worse."""
    norm_low: bool = False
    """The norm's own limit, or worse."""
    side_gap: float | None = None
    """In the unit of the measure's side formula."""

    @model_validator(mode="after")
    def _one_level_at_most(self) -> Self:
        levels = (self.level is not None) + (self.share_of_norm is not None) + self.norm_low
        if levels > 1:
            raise ValueError("More than one level is given. | Keep one of level, share_of_norm, norm_low.")
        if not levels and self.side_gap is None:
            raise ValueError("No cut is given. | Give level, share_of_norm, norm_low or side_gap.")
        return self


class LowLevel(Cut, Cited):
    """When a value counts as low against norms."""


class SideDifference(Cited):
    """How the sides of a measure are compared and from where a difference matters."""

    formula: SideFormula
    note_from: Annotated[float, Field(gt=0)]
    flag_from: Annotated[float, Field(gt=0)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.flag_from < self.note_from:
            raise ValueError("“flag_from” is below “note_from”. | Flag at or above the note.")
        return self


class Combination(StrEnum):
    """How a derived measure is made of two others."""

    RATIO = "ratio"
    GAP = "gap"
    """Absolute difference."""


class Derived(Closed):
    """A measure worked out from two measures of the same test."""

    combine: Combination
    of: Annotated[tuple[Id, Id], Field(description="two measures of this test")]


class CameraReads(StrEnum):
    """How a recording of one person gives a value."""

    LONGEST_HOLD = "longest_hold"
    """Seconds of the longest hold that begins and ends in the recording; the largest plausible value is its cap."""
    PELVIC_DROP = "pelvic_drop"
    """Degrees by which the free side is lower than in the person's own stance on both legs, at its lowest steady."""
    FAULT_POINTS = "fault_points"
    """A point for each group of checks of which one fails in most repetitions."""
    REPETITIONS = "repetitions"
    """Repetitions within a time, one that is more than half done at its end included."""


class ByCamera(Closed):
    """How a camera reads a measure, and how far it may be off."""

    reads: CameraReads
    steady_s: Annotated[float, Field(gt=0)] | None = None
    """How long the lowest position has to last, for a drop."""
    within_s: Annotated[float, Field(gt=0)] | None = None
    """From the beginning of the first repetition, for a count."""
    points: tuple[Annotated[tuple[Id, ...], Field(min_length=1)], ...] = ()
    """Groups of checks by id; each group is one point."""
    least_repetitions: Annotated[int, Field(ge=1)] = 3
    """With fewer, points are not given."""
    least_range: Annotated[float, Field(gt=0)] | None = None
    """Repetitions of a smaller range (in the unit of their signal) do not count, for points."""
    camera_error: MeasurementError
    """Counts instead of the error of the measure where it is larger."""

    @model_validator(mode="after")
    def _says_enough(self) -> Self:
        needs = {
            CameraReads.PELVIC_DROP: ("steady_s", self.steady_s),
            CameraReads.REPETITIONS: ("within_s", self.within_s),
            CameraReads.FAULT_POINTS: ("points", self.points),
        }
        name, value = needs.get(self.reads, ("", True))
        if not value:
            raise ValueError(f"“{self.reads}” needs “{name}”. | Add it.")
        return self


class Measure(Closed):
    """One thing that a test measures."""

    id: Id
    name: Prose
    unit: Unit
    better: Better
    plausible: tuple[float, float]
    """Values outside cannot be: they are typing errors."""
    trials: Annotated[int, Field(ge=1, le=10)] = 1
    summary: Summary = Summary.BEST
    sided: bool = True
    derived: Derived | None = None
    error: MeasurementError
    norms: tuple[Norm, ...] = ()
    low_when: LowLevel | None = None
    side_difference: SideDifference | None = None
    chart: bool = True
    """Whether the report draws it."""
    by_camera: ByCamera | None = None
    """How a recording named in a screening gives it, where one can."""

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.plausible[0] >= self.plausible[1]:
            raise ValueError("“plausible” is not low, high. | Write the lower number first.")
        if self.side_difference and not self.sided:
            raise ValueError("A measure without sides has no side difference. | Remove one of the two.")
        return self


class Step(Cut):
    """A cut and the likelihood ratio of a result at or beyond it."""

    lr: Annotated[float, Field(gt=0)]


class Pointer(Cited):
    """What a result says about an impairment, as likelihood ratios."""

    impairment: Id
    measure: Id
    direct: bool
    """Whether the test measures the impairment itself; only direct tests can make it likely."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    """From mild to bad, each with a higher likelihood ratio."""
    otherwise_lr: Annotated[float, Field(gt=0, le=1)]
    with_sign: Id | None = None
    """Only when this sign is reported on the same side."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        ratios = [self.otherwise_lr, *(step.lr for step in self.steps)]
        if ratios != sorted(ratios) or ratios[-1] < 1:
            raise ValueError("The likelihood ratios do not rise from step to step. | Order them from mild to bad.")
        return self


class Accuracy(Cited):
    """How well a result told a condition apart in a study."""

    result: Text
    told_apart: Text
    sensitivity: Annotated[float, Field(ge=0, le=1)] | None = None
    specificity: Annotated[float, Field(ge=0, le=1)] | None = None
    lr_plus: float | None = None
    lr_minus: float | None = None


class TestCaution(Cited):
    """A precaution under which a test is not offered."""

    when: Id
    why: Prose


class Effort(Cited):
    """What a test costs the person."""

    minutes: Annotated[float, Field(gt=0)]


class Test(Closed):
    """A screening procedure."""

    __test__ = False  # pytest would take the name for a test case

    id: Id
    name: Prose
    setting: Annotated[tuple[Setting, ...], Field(min_length=1)]
    position: Position
    equipment: tuple[Id, ...] = ()
    helper: bool = False
    effort: Effort
    procedure: Annotated[tuple[Prose, ...], Field(min_length=2)]
    performed: Performed | None = None
    """What a camera sees of it: the movement, how it is counted or held, and the faults that it grades."""
    why: Prose
    family: Id
    """Tests of one family look at the same thing: within it only the strongest counts in full."""
    tracking_only: bool = False
    """Followed over time, but no evidence for or against an impairment."""
    from_recording: bool = False
    """Whether a recording, not a person with a tape measure, gives the values."""
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    points_to: tuple[Pointer, ...] = ()
    accuracy: tuple[Accuracy, ...] = ()
    cautions: tuple[TestCaution, ...] = ()
    facts: tuple[Fact, ...] = ()

    def measure(self, measure_id: str) -> Measure:
        """The measure of that id."""
        return next(measure for measure in self.measures if measure.id == measure_id)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        ids = [measure.id for measure in self.measures]
        if len(ids) != len(set(ids)):
            raise ValueError("Two measures have the same id. | Rename one.")
        for pointer in self.points_to:
            if pointer.measure not in ids:
                raise ValueError(f"“points_to” names no measure “{pointer.measure}”. | Use one of: {', '.join(ids)}.")
        for measure in self.measures:
            if measure.derived and not set(measure.derived.of) <= set(ids) - {measure.id}:
                raise ValueError(f"“{measure.id}” derives from unknown measures. | Use one of: {', '.join(ids)}.")
        checks = {focus.id for focus in self.performed.focus} if self.performed else set()
        for measure in self.measures:
            if measure.by_camera and self.performed is None:
                raise ValueError(f"“{measure.id}” is read by a camera that sees nothing. | Add “performed”.")
            unknown = (
                {each for group in measure.by_camera.points for each in group} - checks if measure.by_camera else ()
            )
            if unknown:
                what = ", ".join(sorted(unknown))
                raise ValueError(f"“points” names no check of “performed”: {what}. | Use their ids.")
        if self.performed and self.performed.position is not self.position:
            raise ValueError("“performed” has another position than the test. | Give both the same.")
        if self.performed and (self.performed.repetition is None) is (self.performed.hold is None):
            raise ValueError("What is performed is either counted or held. | Give exactly one of repetition, hold.")
        if self.tracking_only and self.points_to:
            raise ValueError("A test for tracking only points to nothing. | Remove points_to or tracking_only.")
        return self
