"""The numbers of the evidence model and of the planner, each cited."""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kilter.body.positions import Position
from kilter.body.signals import Signal
from kilter.knowledge.schema.citing import Cited, Number, Prose, Range
from kilter.knowledge.schema.exercises import Stage
from kilter.knowledge.schema.people import Training
from kilter.knowledge.validation import Closed


class WeightRatios(Closed):
    """The likelihood ratio that each weight of a cause or sign stands for."""

    strong: Number
    moderate: Number
    weak: Number


class EvidenceRules(Closed):
    """How evidence becomes probability."""

    smallest_lr: Number
    largest_lr: Number
    correlated_share: Number
    """What a further result of the same family adds, as a share of its log likelihood ratio."""
    unclear_share: Number
    """What a result adds whose error band crosses the cut."""
    possible_from: Number
    likely_from: Number
    weights: WeightRatios
    enough_trials: Number
    """From this many trials a side, their own scatter says how far they are off."""


class PhaseRules(Closed):
    """One phase of the programme."""

    stage: Stage
    weeks: Number
    aim: Prose
    ready_for_next_when: Annotated[tuple[Prose, ...], Field(min_length=1)]


class DoseRules(Closed):
    """Defaults and limits of a programme."""

    sessions_per_week: Number
    sessions_per_week_range: Range
    session_minutes: Number
    session_minutes_range: Range
    warm_up_minutes: Range
    cool_down_minutes: Range
    rest_between_sides_s: Number
    change_over_s: Number
    """Time to change position or equipment between exercises."""
    same_muscle_rest_hours: Number
    repetitions_in_reserve: Range
    extra_set_from_difference: Number
    sessions_per_impairment: Number
    """In how many sessions a week a treated impairment is worked."""
    set_ends_from_pain: Number
    """A reported pain of this score (0 to 10) or more ends the set in the form that is done."""
    phases: Annotated[tuple[PhaseRules, ...], Field(min_length=4)]
    start_step: dict[Training, Number]
    """The hardest level step at which each training history starts."""


class Checkpoint(Closed):
    """A point in a programme at which tests are repeated."""

    after: Number
    """Weeks since the programme began."""
    judges_symmetry: bool
    """Whether the two sides are compared then, or only each side with itself."""


class RetestRules(Closed):
    """When tests are repeated, and how long a repeat counts as in time."""

    checkpoints: Annotated[tuple[Checkpoint, ...], Field(min_length=1)]
    """The first comes first."""
    window_days: Number
    """So many days early a repeat counts for its checkpoint; so many days late it is overdue."""
    range_trend_from: Number
    """A range of motion is not looked at again before so many weeks."""

    @model_validator(mode="after")
    def _one_after_another(self) -> Self:
        weeks = [checkpoint.after.value for checkpoint in self.checkpoints]
        if any(later - earlier <= 0 for earlier, later in pairwise([0, *weeks])):
            raise ValueError("The checkpoints do not follow one another. | Order them by weeks.")
        shortest = min(later - earlier for earlier, later in pairwise([0, *weeks]))
        if not 0 <= 2 * self.window_days.value < 7 * shortest:
            raise ValueError("“window_days” joins two checkpoints. | Make it less than half of the time between them.")
        return self


class Rules(Closed):
    """The singletons among the knowledge files."""

    evidence: EvidenceRules
    dose: DoseRules


class CameraError(Closed):
    """How far signals read by one camera are off, in one position seen from one side.

    The errors are root mean squares over clips, in the unit of each signal; of signals that are counted from the
    person's own rest, the change from rest.
    """

    position: Position
    facing: Literal["front", "side", "back"]
    clips: Annotated[int, Field(ge=1)]
    rms: dict[Signal, Annotated[float, Field(ge=0)]]


class Spread(Closed):
    """How a reading scatters over clips, in the unit of its signal."""

    clips: Annotated[int, Field(ge=1)]
    mean: float
    sd: Annotated[float, Field(gt=0)]


class CheckReading(Closed):
    """What one camera reads at a check's worst in good form, and where the fault is shown.

    It is the furthest value that lasts as long as the check asks for, so that one limit between the two parts them,
    however much of the movement the camera sees.
    """

    shown: str
    check: str
    good: Spread
    faulty: Spread


class CameraRules(Cited):
    """What a camera can tell apart, measured on clips whose truth is known."""

    sure_share: Number
    """A check is made only where this many times the error fits between good form and the limit."""
    errors: Annotated[tuple[CameraError, ...], Field(min_length=1)]
    readings: tuple[CheckReading, ...] = ()
    """Of checks whose readings were measured one by one; the others go by the errors of their signals."""

    def reading(self, shown: str, check: str) -> CheckReading | None:
        """What was measured of a check of an exercise or test; None where nothing was."""
        return next((one for one in self.readings if (one.shown, one.check) == (shown, check)), None)

    def read_limit(self, reading: CheckReading, *, above: bool) -> float | None:
        """The reading that parts good form from the fault, each error as likely; None where they cannot be parted.

        Args:
            reading: what was measured.
            above: whether the fault is to be read above good form, or below it.
        """
        good, faulty = reading.good, reading.faulty
        apart = (faulty.mean - good.mean) * (1 if above else -1)
        if apart < self.sure_share.value * (good.sd + faulty.sd):
            return None
        return good.mean + (faulty.mean - good.mean) * good.sd / (good.sd + faulty.sd)

    def errors_in(self, position: Position, facing: str) -> dict[Signal, float]:
        """Root mean square error by signal; of the position from any side where that side was not measured."""
        here = [one for one in self.errors if one.position is position]
        exact = [one for one in here if one.facing == facing]
        found: dict[Signal, float] = {}
        for one in exact or here:
            for signal, rms in one.rms.items():
                found[signal] = max(rms, found.get(signal, 0.0))
        return found
