"""What training does to a virtual person: strength, skill, fatigue, and a tissue that flares when the load jumps."""

from dataclasses import dataclass
from math import exp, log

from bench.virtual_people.assumptions import Assumptions
from bench.virtual_people.people import POOL, Person
from bench.virtual_people.programmes import Trained

from kilter.programme.progression.logs import Load, LoadKind

LN2 = log(2)
BANDS = ("yellow", "red", "green", "blue", "black")


@dataclass(slots=True)
class Effort:
    """One set as it was, not as it is told."""

    reps: int
    """Or seconds."""
    left: float
    """Repetitions that would still have been possible."""
    faulty: int
    pain: tuple[float, float]
    """On either side; of the sides that worked."""
    flared: bool
    """Whether a flare began in it."""
    sharp: bool


class Body:
    """A person's body over the weeks, under one programme."""

    def __init__(self, person: Person, given: Assumptions) -> None:
        self.person = person
        self.given = given
        self.capacity = [list(pair) for pair in person.capacity]
        self.skill = [[person.skill, person.skill] for _ in person.capacity]
        self.irritation = [0.0, 0.0]
        self.used_to = [0.0, 0.0]
        self.fatigue = 0.0
        self.day = 0
        self.soreness = 0.0
        self.flares: list[tuple[int, int]] = []
        """Day and side."""
        self._load = [0.0, 0.0]
        self._flare_at = [0.0, 0.0]
        self._stimulus: dict[tuple[int, int], float] = {}
        self._form = 1.0
        self._sign_at = -1

    def rest_until(self, day: int) -> None:
        """Let days go by."""
        days, given = day - self.day, self.given
        if days > 0:
            self.fatigue *= exp(-LN2 * days / given.fatigue_half_life)
            calm = exp(-LN2 * days / given.flare_half_life)
            forgotten = exp(-LN2 * days / given.used_to_half_life)
            self.irritation = [pain * calm if pain > 0.2 else 0.0 for pain in self.irritation]
            self.used_to = [load * forgotten for load in self.used_to]
        self.day = day

    def begin_session(self, usual_load: float) -> None:
        """Begin a session.

        Args:
            usual_load: of the first session of the programme, for those who have no history yet.
        """
        person, given = self.person, self.given
        self._load = [0.0, 0.0]
        self._stimulus = {}
        self._form = 1 + given.day_form * self._normal(1)
        for side in (0, 1):
            if not self.used_to[side]:
                self.used_to[side] = usual_load * person.used_to
            self._flare_at[side] = self.used_to[side] * self._jump(side)
        self._sign_at = int(30 * self._uniform(2)) if self._uniform(3) < given.sign_chance else -1

    def _jump(self, side: int) -> float:
        """How many times the load that it is used to makes this side flare today."""
        ready = self.person.readiness[side] * (1 + self.irritation[side])
        hazard = self.person.thresholds[self.day][side] / ready
        if hazard <= 1:
            return hazard
        return 1 + 0.2 * log(hazard) / log(self.given.flare_jump)

    def able(self, trained: Trained, side: int | None, tired: float) -> float:
        """What the first aim of an exercise can bear now, of a usual capacity."""
        pair = self.capacity[trained.families[0][0]]
        inhibition, pains = self.given.inhibition, self.irritation
        if side is None:
            able, pain = (pair[0] + pair[1]) / 2, max(pains)
        else:
            able, pain = pair[side], pains[side]
        return able * self._form * (1 - self.fatigue) * (1 - inhibition * min(pain, 10)) * (1 - tired)

    def do_set(  # noqa: PLR0913 # all that a set is
        self, trained: Trained, side: int | None, demand: float, wanted: int, keep: float, tired: float, place: int,
        *, timed: bool,
    ) -> Effort:  # fmt: skip
        """Do a set: as much as is wanted, as far as it goes.

        Args:
            trained: what the exercise trains.
            side: that works; None for both.
            demand: of the level with its load.
            wanted: repetitions or seconds.
            keep: repetitions that are kept in reserve.
            tired: share of the capacity that earlier sets took.
            place: of the set among the sets of a programme; its own random numbers stand there.
            timed: whether it is a hold.
        """
        given = self.given
        per_rep = given.seconds_per_rep if timed else 1.0
        able = self.able(trained, side, tired)
        if trained.stretch:
            reps, left = wanted / per_rep, given.gain_none
            full = given.stretch_seconds if timed else given.stretch_reps
            hard = min(1.0, wanted / full) * min(1.0, demand / able + 0.3)
            strain = given.fault_beyond * max(0.0, 1 - able / demand)
        else:
            most = max(0.0, given.easiest_reps * (able / demand - 1))
            reps = min(wanted / per_rep, max(most - keep, 0.6 * most))
            left = max(0.0, most - reps)
            hard = min(1.0, (given.gain_none - left) / (given.gain_none - given.gain_full))
            strain = given.fault_at_limit * max(0.0, 1 - left / given.fault_reserve)
        sides = (0, 1) if side is None else (side,)
        pain, flared, sharp = self._feel(sides, reps * demand**given.load_power, demand, place, trained)
        faulty = self._faults(trained.families[0][0], side, reps, strain, place)
        if hard > 0 and reps >= 1:
            hard *= 1 - given.fault_cost * faulty / reps
            for aim, share in trained.families:
                for one in sides:
                    self._stimulus[aim, one] = self._stimulus.get((aim, one), 0.0) + share * hard
        return Effort(int(reps * per_rep + 1e-9), left, faulty, pain, flared, sharp)

    def _feel(
        self, sides: tuple[int, ...], load: float, demand: float, place: int, trained: Trained
    ) -> tuple[tuple[float, float], bool, bool]:
        """Pain on either side, whether a flare began, and whether it was sharp."""
        given, flared, sharp, pain = self.given, False, place == self._sign_at, [0.0, 0.0]
        if trained.stretch:
            load *= given.stretch_load
        for one in sides:
            before = self._load[one]
            self._load[one] = now = before + load
            if before < self._flare_at[one] <= now:
                flared = True
                sharp = self._flare(one) or sharp
            if self.irritation[one]:
                felt = self.irritation[one] * (0.6 + 0.4 * min(1.0, demand))
                pain[one] = max(0.0, felt + given.pain_noise * self._normal(7 * place + one))
        return (pain[0], pain[1]), flared, sharp

    def _faults(self, family: int, side: int | None, reps: float, strain: float, place: int) -> int:
        """How many repetitions were faulty."""
        skills = self.skill[family]
        skill = (skills[0] + skills[1]) / 2 if side is None else skills[side]
        chance = min(1.0, (1 - skill) * (self.given.fault_share + strain))
        spread = (reps * chance * (1 - chance)) ** 0.5
        return int(min(reps, max(0, round(reps * chance + spread * self._normal(7 * place + 3)))))

    def _flare(self, side: int) -> bool:
        given = self.given
        size = given.flare_pain_low + (given.flare_pain_high - given.flare_pain_low) * self._uniform(5 + side)
        self.irritation[side] = min(10.0, self.irritation[side] + size)
        self.flares.append((self.day, side))
        return self._uniform(7 + side) < given.flare_sharp

    def end_session(self, practised: set[tuple[int, int]], stretches: frozenset[int]) -> None:
        """Take in what the session was: gain, practice, fatigue, soreness.

        Args:
            practised: families and sides that worked.
            stretches: families of mobility.
        """
        given, person = self.given, self.person
        for (family, side), stimulus in self._stimulus.items():
            now, most = self.capacity[family][side], person.ceiling[family][side]
            gain = person.gain * (given.range_gain if family in stretches else 1.0)
            room = max(0.0, 1 - now / most)
            self.capacity[family][side] = now * (1 + gain * room * (1 - exp(-stimulus / given.gain_sets)))
        for family, side in practised:
            skill = self.skill[family][side]
            self.skill[family][side] = skill + given.practice * (1 - skill)
        worst = 0.0
        for side in (0, 1):
            share = self._load[side] / self.used_to[side] if self.used_to[side] else 0.0
            worst = max(worst, share)
            if self.irritation[side]:
                self.irritation[side] = min(10.0, self.irritation[side] + given.flare_fed * share)
            self.used_to[side] = max(self.used_to[side], self._load[side])
        self.fatigue = min(0.3, self.fatigue + given.fatigue * worst)
        self.soreness = max(0.0, 2 * given.soreness * (worst - 1) + 1 + self._normal(9))

    def morning_pain(self) -> float:
        """Pain on this morning, on the worse side, beyond the usual."""
        return self.given.morning_share * max(self.irritation)

    def misjudged(self, left: float, place: int) -> int:
        """How many repetitions the person believes are left."""
        given = self.given
        few = given.misjudge_near if left <= 5 else given.misjudge_far
        return max(0, min(20, round(left - few + given.misjudge_spread * self._normal(11 + 7 * place))))

    def told_pain(self, pain: float, place: int) -> int:
        """The pain as it is told: rounded, and by the careless a little off."""
        if self.person.sloppy and pain > 0.5:
            pain += self.given.sloppy_noise * self._normal(13 + 7 * place)
        return max(0, min(10, round(pain)))

    def _normal(self, place: int) -> float:
        return self.person.normal[(31 * self.day + place) % POOL]

    def _uniform(self, place: int) -> float:
        return self.person.uniform[(31 * self.day + place) % POOL]


def demand_of(trained: Trained, rung: int, load: Load | None, given: Assumptions) -> float:
    """What a level with its load demands, of a usual capacity."""
    demand = given.demand * (1 + given.demand_step) ** trained.steps[rung]
    if load is None:
        return demand
    if load.kind is LoadKind.BAND:
        return demand * (1 + given.demand_band) ** BANDS.index(load.colour or BANDS[0])
    return demand * (1 + given.demand_per_kg * (load.amount or 0.0))
