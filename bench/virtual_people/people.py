"""Virtual people: what each is like, and which days they train. Drawn once, whatever programme they then follow."""

from dataclasses import dataclass

import numpy as np
from bench.virtual_people.assumptions import Assumptions
from bench.virtual_people.programmes import Case

from kilter.body.sides import Side

WEEKS = 12
DAYS = (0, 2, 4)
POOL = 1024
"""Random numbers that a person carries along; each occasion has its own place among them, under every programme."""


@dataclass(frozen=True, slots=True)
class Person:
    """One virtual person; pairs are left and right."""

    number: int
    case: int
    capacity: tuple[tuple[float, float], ...]
    """By family, of a usual capacity of 1."""
    ceiling: tuple[tuple[float, float], ...]
    skill: float
    gain: float
    readiness: tuple[float, float]
    """How ready each side is to flare, as a chance for a session."""
    usual_pain: int
    used_to: float
    """What both sides are used to, of the first session."""
    camera: bool
    sloppy: bool
    eager: bool
    logs_mornings: float
    adherence: float
    days: tuple[int, ...]
    """Days from the start on which there is a session."""
    clearance: int
    """Days until a professional has cleared a pause."""
    normal: tuple[float, ...]
    uniform: tuple[float, ...]
    thresholds: tuple[tuple[float, float], ...]
    """By day, for each side, what the hazard of a flare has to reach (exponential)."""


def draw_person(seed: int, number: int, case: Case, place: int, given: Assumptions) -> Person:
    """Draw the person of a number; the same one for the same seed."""
    rng = np.random.default_rng((seed, number))
    families = len(case.families)
    base = np.exp(rng.normal(0, given.strength_spread)) * np.exp(rng.normal(0, given.strength_spread / 2, families))
    # The mean of the absolute difference of two sides is 1.128 times the spread of one.
    sides = np.exp(rng.normal(0, given.usual_difference / 1.128, (families, 2)))
    deficits = rng.uniform(given.deficit_low, given.deficit_high, families)
    deficit = np.ones((families, 2))
    if case.weaker is not None:
        weak = list(case.treated)
        deficit[weak, 0 if case.weaker is Side.LEFT else 1] -= deficits[weak]
    capacity = base[:, None] * sides * deficit
    ceiling = given.ceiling * base[:, None] * sides
    ready = np.full(2, given.flare_chance * np.exp(rng.normal(0, given.flare_spread)))
    irritable = rng.random() < given.irritable_share
    side = int(rng.integers(2)) if case.weaker is None else int(case.weaker is Side.RIGHT)
    if irritable:
        ready[side] *= given.irritable_factor
    adherence = float(rng.uniform(given.adherence_low, given.adherence_high))
    return Person(
        number=number,
        case=place,
        capacity=tuple((float(left), float(right)) for left, right in capacity),
        ceiling=tuple((float(left), float(right)) for left, right in ceiling),
        skill=float(rng.uniform(0.1, 0.7)),
        gain=float(given.gain * np.exp(rng.normal(0, given.gain_spread))),
        readiness=(float(ready[0]), float(ready[1])),
        usual_pain=int(rng.integers(0, 3)) if irritable else int(rng.random() < 0.3),
        used_to=float(rng.uniform(0.8, 1.2)),
        camera=bool(rng.random() < given.camera_share),
        sloppy=bool(rng.random() < given.sloppy_share),
        eager=bool(rng.random() < given.eager_share),
        logs_mornings=given.morning_logged,
        adherence=adherence,
        days=_days(rng, adherence, given),
        clearance=int(rng.integers(int(given.clearance_low), int(given.clearance_high) + 1)),
        normal=tuple(rng.normal(size=POOL).tolist()),
        uniform=tuple(rng.random(POOL).tolist()),
        thresholds=tuple((left, right) for left, right in rng.exponential(size=(7 * WEEKS, 2)).tolist()),
    )


def _days(rng: np.random.Generator, adherence: float, given: Assumptions) -> tuple[int, ...]:
    days, ill_until = [], -1
    for week in range(WEEKS):
        missed = rng.random() < given.week_missed
        if rng.random() < given.week_ill:
            ill_until = 7 * week + 8
        for day in DAYS:
            there = rng.random() < adherence
            if there and not missed and 7 * week + day >= ill_until:
                days.append(7 * week + day)
    return tuple(days)
