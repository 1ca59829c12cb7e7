"""How fast profiles are worked out: one person, and 100,000 at once.

Run: .venv/bin/python bench/screening.py
"""

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe, share
from tests.people import random_screening

from kilter.adapters.knowledge_files import load_catalogue
from kilter.screening.evidence import SEXES, Answers, EvidenceModel, weigh_many
from kilter.screening.profile import answers_of
from kilter.services.screen import Screener

PEOPLE = 300
COHORT = 100_000


def main() -> None:
    """Time single profiles and a cohort; the floor of the cohort is one exponential an impairment and side."""
    screener = Screener.of(load_catalogue())
    rng = np.random.default_rng(1)
    people = [random_screening(rng, screener.catalogue, healthy_share=1.0) for _ in range(PEOPLE)]
    screener.profile(people[0])
    times_s = []
    for person in people:
        begun = time.perf_counter()
        screener.profile(person)
        times_s.append(time.perf_counter() - begun)
    tests = np.median([len(person.tests) for person in people])
    cohort = _cohort(screener.model, rng)
    runs_s, floors_s = [], []
    for _ in range(3):
        begun = time.perf_counter()
        probability = weigh_many(screener.model, cohort)
        runs_s.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        1 / (1 + np.exp(-probability))
        floors_s.append(time.perf_counter() - begun)

    print(describe())
    print(f"profile of one person ({tests:g} tests): {share(times_s, 1000, 'ms')}")
    print(f"profiles of {COHORT:,} people: {share(runs_s, 1, 's')}")
    print(f"over the floor of one logistic function: {np.median(runs_s) / np.median(floors_s):.0f}")
    one = screener.profile(people[1])
    alone = weigh_many(screener.model, answers_of(people[1], one.findings, screener.model))
    same = max(
        abs(alone[0, screener.model.impairments.index(view.impairment), side] - list(view.sides)[side].probability)
        for view in one.impairments
        for side in (0, 1)
    )
    print(f"largest difference between one at a time and all at once: {same:.1e}")


def _cohort(model: EvidenceModel, rng: np.random.Generator) -> Answers:
    shape = (COHORT, len(model.measures), 2)
    values = np.where(rng.random(shape) < 0.4, rng.uniform(1, 60, shape), np.nan)
    return Answers(
        values=values,
        own_error=np.full(shape, np.nan),
        own_detectable=np.full(shape[:2], np.nan),
        signs=rng.random((COHORT, len(model.signs), 2)) < 0.1,
        causes=rng.random((COHORT, len(model.causes), 2)) < 0.1,
        age_years=rng.uniform(18, 90, COHORT),
        sex=rng.integers(0, len(SEXES), COHORT),
    )


if __name__ == "__main__":
    main()
