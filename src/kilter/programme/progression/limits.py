"""The numbers of the rules as plain values, read once."""

from dataclasses import dataclass

from kilter.knowledge.schema.progress import PhaseGate, ProgressionRules


@dataclass(frozen=True, slots=True)
class Limits:
    """What ``rules/progression.yaml`` says, without its sources."""

    version: int
    repetitions_step: int
    seconds_step: int
    beyond_repetitions: int
    beyond_s: int
    sessions: int
    sessions_unseen: int
    reserve_most: int
    clean_share: float
    poor_share: float
    own_clean: float
    own_some: float
    own_poor: float
    too_hard_sessions: int
    load_raise_most: float
    """As a share of the load."""
    smallest_weight_step_kg: float
    bands: tuple[str, ...]
    raise_days: float
    """Days between two raises of the same exercise and side."""
    sets_growth: float
    side_gap: int
    pain_progress: int
    pain_hold: int
    pain_step_back: int
    pain_rise: int
    sharp_days: int
    sharp_again_days: int
    calm_sessions: int
    morning_rise: int
    morning_share: float
    morning_days: int
    mornings_running: int
    mornings_hold: int
    mornings_refer: int
    mornings_days: int
    soreness_hold: int
    deload_weeks: int
    deload_flags: int
    deload_flags_days: int
    deload_share: float
    deload_days: int
    break_one_days: int
    break_two_days: int
    plateau_sessions: int
    no_improvement_weeks: int
    no_improvement_adherence: float
    asymmetry_weeks: int
    longer_weeks: int
    most_repetitions: int
    most_seconds: float
    most_weight_kg: float
    most_sets: int
    most_minutes: float
    gates: tuple[PhaseGate, ...]

    @classmethod
    def of(cls, rules: ProgressionRules) -> "Limits":
        """The numbers of the rules."""
        return cls(
            version=rules.version,
            repetitions_step=int(rules.repetitions_step.value),
            seconds_step=int(rules.seconds_step.value),
            beyond_repetitions=int(rules.beyond_goal_repetitions.value),
            beyond_s=int(rules.beyond_goal_seconds.value),
            sessions=int(rules.sessions_in_a_row.value),
            sessions_unseen=int(rules.sessions_in_a_row_unseen.value),
            reserve_most=int(rules.reserve_counted_at_most.value),
            clean_share=rules.clean_share.value,
            poor_share=rules.poor_share.value,
            own_clean=rules.own_rating.clean.value,
            own_some=rules.own_rating.some_faults.value,
            own_poor=rules.own_rating.poor.value,
            too_hard_sessions=int(rules.too_hard_sessions.value),
            load_raise_most=rules.load_raise_percent.high / 100,
            smallest_weight_step_kg=rules.smallest_weight_step_kg.value,
            bands=rules.band_order.colours,
            raise_days=7 / rules.raises_per_week.value,
            sets_growth=rules.weekly_sets_growth.value / 100,
            side_gap=int(rules.side_gap_steps.value),
            pain_progress=int(rules.pain_progress_max.value),
            pain_hold=int(rules.pain_hold_max.value),
            pain_step_back=int(rules.pain_step_back_max.value),
            pain_rise=int(rules.pain_rise.value),
            sharp_days=int(rules.days_after_sharp_pain.value),
            sharp_again_days=int(rules.sharp_again_days.value),
            calm_sessions=int(rules.sessions_after_step_back.value),
            morning_rise=int(rules.morning_rise.value),
            morning_share=rules.morning_load_share.value,
            morning_days=int(rules.morning_days.value),
            mornings_running=int(rules.mornings_running_to_refer.value),
            mornings_hold=int(rules.mornings_above_to_hold.value),
            mornings_refer=int(rules.mornings_above_to_refer.value),
            mornings_days=int(rules.mornings_counted_days.value),
            soreness_hold=int(rules.soreness_hold.value),
            deload_weeks=int(rules.deload_every_weeks.value),
            deload_flags=int(rules.deload_after_flags.value),
            deload_flags_days=int(rules.deload_flags_days.value),
            deload_share=rules.deload_sets_share.value,
            deload_days=int(rules.deload_days.value),
            break_one_days=int(rules.break_one_step_days.value),
            break_two_days=int(rules.break_two_steps_days.value),
            plateau_sessions=int(rules.plateau_sessions.value),
            no_improvement_weeks=int(rules.no_improvement_weeks.value),
            no_improvement_adherence=rules.no_improvement_adherence.value,
            asymmetry_weeks=int(rules.asymmetry_unchanged_weeks.value),
            longer_weeks=int(rules.longer_in_phase_weeks.value),
            most_repetitions=int(rules.most_repetitions.value),
            most_seconds=rules.most_seconds.value,
            most_weight_kg=rules.most_weight_kg.value,
            most_sets=int(rules.most_sets.value),
            most_minutes=rules.most_minutes.value,
            gates=rules.gates,
        )
