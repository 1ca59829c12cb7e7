"""What the virtual people are like: every number with its unit, and where it comes from."""

from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from typing import Any

ASSUMED = "assumption"


def _rate(value: float, unit: str, say: str, source: str = ASSUMED) -> Any:
    return field(default=value, metadata={"unit": unit, "say": say, "source": source})


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The numbers behind the virtual people; ``source`` is a citation's key or ``assumption``."""

    strength_spread: float = _rate(0.12, "ratio", "how far people's capacity spreads (SD)")
    usual_difference: float = _rate(0.06, "ratio", "difference of the sides in the healthy, on average", "jacobs2005")
    deficit_low: float = _rate(0.12, "ratio", "deficit of the weaker side where the screening found one, least")
    deficit_high: float = _rate(0.35, "ratio", "the same, most")
    easiest_reps: float = _rate(30, "repetitions", "repetitions possible at half of the capacity (Epley's line)")
    seconds_per_rep: float = _rate(4, "s", "seconds of a hold that weigh like a repetition")
    demand: float = _rate(0.55, "ratio", "demand of a level at step 0, of a usual capacity")
    demand_step: float = _rate(
        0.12, "ratio", "what one level demands more than the level below: who does 17 there does 10 here"
    )
    demand_band: float = _rate(0.06, "ratio", "what one colour of band demands more than the one before")
    demand_per_kg: float = _rate(0.02, "ratio", "what a kilogram demands more")
    gain: float = _rate(0.09, "ratio", "gain of one session of hard work, of the room that is left (calibrated)",
                        "ishoi2016, polglass2019")  # fmt: skip
    gain_spread: float = _rate(0.3, "log ratio", "how far the gain differs between people (SD)")
    gain_sets: float = _rate(2, "sets", "hard sets after which more add little (e-fold)")
    gain_full: float = _rate(3, "repetitions", "repetitions in reserve up to which a set trains in full")
    gain_none: float = _rate(12, "repetitions", "repetitions in reserve from which a set trains nothing")
    gain_second: float = _rate(0.5, "ratio", "what an exercise trains besides its first aim, of what it trains there")
    stretch_seconds: float = _rate(60, "s", "seconds in a stretch that train in full", "acsm2011")
    stretch_reps: float = _rate(12, "repetitions", "repetitions of moving mobility work that train in full")
    fault_beyond: float = _rate(2, "ratio", "further faulty repetitions where a stretch goes beyond the own range,"
                                " of the share that is lacking")  # fmt: skip
    range_gain: float = _rate(0.5, "ratio", "gain of mobility work, of the gain of strength")
    ceiling: float = _rate(1.7, "ratio", "the most that training could reach, of a usual capacity without deficit")
    fault_share: float = _rate(0.06, "ratio", "faulty repetitions of a beginner far from the limit")
    fault_at_limit: float = _rate(0.3, "ratio", "further faulty repetitions of a beginner at the limit")
    fault_reserve: float = _rate(
        4, "repetitions", "repetitions in reserve from which the limit is not felt in the form"
    )
    fault_cost: float = _rate(1.0, "ratio", "what a faulty repetition trains less than a clean one",
                              "seed_article")  # fmt: skip
    practice: float = _rate(0.05, "ratio", "how much of the lacking skill a session of practice brings")
    day_form: float = _rate(0.04, "ratio", "how capacity differs from day to day (SD)")
    set_fatigue: float = _rate(0.04, "ratio", "capacity lost by a set to the limit, for the next set")
    fatigue: float = _rate(0.04, "ratio", "capacity lost by a session as heavy as usual, on the same evening")
    fatigue_half_life: float = _rate(
        1, "d", "after which half of it is left (hard work lies 48 h apart)", "acsm_flex_page"
    )
    misjudge_far: float = _rate(3, "repetitions", "repetitions in reserve judged too few, far from the limit",
                                "steele2017")  # fmt: skip
    misjudge_near: float = _rate(1, "repetitions", "the same with five or fewer left", "hackett2017")
    misjudge_spread: float = _rate(1.2, "repetitions", "how far that differs from set to set (SD)")
    irritable_share: float = _rate(0.25, "ratio", "people with an irritable tissue on one side")
    irritable_factor: float = _rate(3, "ratio", "how much readier an irritable tissue flares")
    flare_chance: float = _rate(0.005, "ratio", "flares of a side in a session like those it is used to")
    flare_jump: float = _rate(1.64, "ratio", "flares where a session is 20 % beyond the heaviest of the last month,"
                              " of those without", "runsafe_news")  # fmt: skip
    flare_spread: float = _rate(0.5, "log ratio", "how far readiness to flare differs between people (SD)")
    flare_pain_low: float = _rate(2, "points", "pain that a flare brings, least")
    flare_pain_high: float = _rate(6, "points", "the same, most")
    flare_sharp: float = _rate(0.25, "ratio", "flares that begin with sharp pain")
    flare_half_life: float = _rate(5, "d", "after which half of its pain is left, if it is spared")
    flare_fed: float = _rate(0.3, "ratio", "pain that a session adds to a flare when it is as heavy as usual")
    used_to_half_life: float = _rate(30, "d", "after which half of what a side was used to is lost without training")
    load_power: float = _rate(2, "exponent", "how the load of a repetition grows with its demand")
    stretch_load: float = _rate(0.3, "ratio", "load of mobility work, of strength work")
    sign_chance: float = _rate(0.001, "ratio", "stop signs out of nowhere, in a session")
    inhibition: float = _rate(0.03, "ratio", "capacity that a point of pain costs")
    pain_noise: float = _rate(0.5, "points", "how pain differs from set to set (SD)")
    morning_share: float = _rate(0.8, "ratio", "pain of a flare on the next morning, of that in the evening")
    soreness: float = _rate(4, "points", "soreness after a session half as heavy again as usual")
    sloppy_share: float = _rate(0.35, "ratio", "people who report carelessly")
    sloppy_noise: float = _rate(1, "points", "how far careless reports of pain are off (SD)")
    camera_share: float = _rate(0.5, "ratio", "people with a camera")
    eager_share: float = _rate(0.6, "ratio", "people who do more than the aim where it is welcome")
    adherence_low: float = _rate(0.3, "ratio", "sessions done of those planned, least")
    adherence_high: float = _rate(1.0, "ratio", "the same, most")
    week_missed: float = _rate(0.03, "ratio", "weeks missed altogether")
    week_ill: float = _rate(0.02, "ratio", "weeks that begin an illness of eight days")
    morning_logged: float = _rate(0.7, "ratio", "mornings after a session that are logged")
    clearance_low: float = _rate(4, "d", "from a pause until a professional has cleared it, least")
    clearance_high: float = _rate(18, "d", "the same, most")


def rows() -> Iterator[tuple[str, float, str, str, str]]:
    """The table: name, value, unit, what it says, source."""
    for one in fields(Assumptions):
        yield one.name, _value(one), one.metadata["unit"], one.metadata["say"], one.metadata["source"]


def _value(one: "Field[float]") -> float:
    assert isinstance(one.default, float | int)  # noqa: S101 # every field has a number
    return one.default
