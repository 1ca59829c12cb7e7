"""The numbers by which a programme changes with the person, each cited."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from kilter.knowledge.schema.citing import Cited, Id, Number, Range, Text
from kilter.knowledge.schema.exercises import Stage
from kilter.knowledge.validation import Closed


class OwnRating(Closed):
    """The share of clean repetitions that each word of a person's own rating stands for."""

    clean: Number
    some_faults: Number
    poor: Number


class BandOrder(Cited):
    """The colours of elastic bands, from light to strong."""

    colours: Annotated[tuple[Text, ...], Field(min_length=2)]


class MeasuredGate(Closed):
    """What a test must show on both sides before a phase ends."""

    test: Id
    measure: Id
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("A gate has one limit. | Give exactly one of at_least, at_most.")
        return self


class PhaseGate(Cited):
    """What must hold before the phase of a stage ends."""

    stage: Stage
    pain_at_most: float | None = None
    """The most pain during exercise in the last week, 0 to 10."""
    clean_share_at_least: float | None = None
    raised_exercises_at_least: int | None = None
    """In so many exercises the rule for raising was met."""
    measured: tuple[MeasuredGate, ...] = ()
    similar_sides_in_tests: int | None = None
    difference_below_percent: float | None = None
    goals_rise_points: float | None = None


class ProgressionRules(Closed):
    """Everything that decides how a programme goes on."""

    version: int
    repetitions_step: Number
    seconds_step: Number
    beyond_goal_repetitions: Number
    beyond_goal_seconds: Number
    sessions_in_a_row: Number
    sessions_in_a_row_unseen: Number
    reserve_counted_at_most: Number
    clean_share: Number
    poor_share: Number
    own_rating: OwnRating
    too_hard_sessions: Number
    load_raise_percent: Range
    smallest_weight_step_kg: Number
    band_order: BandOrder
    raises_per_week: Number
    weekly_sets_growth: Number
    side_gap_steps: Number
    pain_progress_max: Number
    pain_hold_max: Number
    pain_step_back_max: Number
    pain_rise: Number
    days_after_sharp_pain: Number
    sharp_again_days: Number
    sessions_after_step_back: Number
    morning_rise: Number
    morning_load_share: Number
    morning_days: Number
    mornings_running_to_refer: Number
    mornings_above_to_hold: Number
    mornings_above_to_refer: Number
    mornings_counted_days: Number
    soreness_hold: Number
    deload_every_weeks: Number
    deload_after_flags: Number
    deload_flags_days: Number
    deload_sets_share: Number
    deload_days: Number
    break_one_step_days: Number
    break_two_steps_days: Number
    plateau_sessions: Number
    no_improvement_weeks: Number
    no_improvement_adherence: Number
    asymmetry_unchanged_weeks: Number
    longer_in_phase_weeks: Number
    most_repetitions: Number
    most_seconds: Number
    most_weight_kg: Number
    most_sets: Number
    most_minutes: Number
    gates: tuple[PhaseGate, ...]
