"""Units of measured values, each with the short sign that people read."""

from enum import StrEnum


class Unit(StrEnum):
    """The unit of a value; the same spelling as the suffix used in names."""

    DEG = "deg"
    S = "s"
    MIN = "min"
    M = "m"
    CM = "cm"
    MM = "mm"
    KG = "kg"
    N = "n"
    NM = "nm"
    NM_PER_KG = "nm_per_kg"
    MMHG = "mmhg"
    PERCENT = "percent"
    PERCENT_BODY_WEIGHT = "percent_body_weight"
    PERCENT_MVIC = "percent_mvic"
    REPETITIONS = "repetitions"
    POINTS = "points"
    RATIO = "ratio"
    YEARS = "years"
    WEEKS = "weeks"
    DAYS = "days"
    HOURS = "hours"
    SETS = "sets"
    SESSIONS = "sessions"
    STEPS = "steps"
    TIMES = "times"
    SESSIONS_PER_WEEK = "sessions_per_week"

    @property
    def sign(self) -> str:
        """The unit as written behind a number."""
        return _SIGNS.get(self, self.value)


_SIGNS = {
    Unit.DEG: "°",
    Unit.N: "N",
    Unit.NM: "N·m",
    Unit.NM_PER_KG: "N·m/kg",
    Unit.MMHG: "mmHg",
    Unit.PERCENT: "%",
    Unit.PERCENT_BODY_WEIGHT: "% of body weight",
    Unit.PERCENT_MVIC: "% of maximal contraction",
    Unit.REPETITIONS: "repetitions",
    Unit.RATIO: "",
    Unit.SESSIONS_PER_WEEK: "sessions a week",
}
