"""The numbers of the evidence model and of the planner, each cited."""

from typing import Annotated

from pydantic import Field

from kilter.knowledge.schema.citing import Number, Range
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
    aim: str
    ready_for_next_when: Annotated[tuple[str, ...], Field(min_length=1)]


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
    phases: Annotated[tuple[PhaseRules, ...], Field(min_length=4)]
    start_step: dict[Training, Number]
    """The hardest level step at which each training history starts."""


class Rules(Closed):
    """The singletons among the knowledge files."""

    evidence: EvidenceRules
    dose: DoseRules
