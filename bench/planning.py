"""How fast programmes are planned: 1,000 random people, each plan held against every limit.

Run: .venv/bin/python bench/planning.py
"""

import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe, share
from tests.people import random_screening

from kilter.adapters.knowledge_files import load_catalogue
from kilter.errors import UsageError
from kilter.programme.checks import violations
from kilter.programme.fallback import fill
from kilter.programme.planner import plan
from kilter.programme.request import PlanRequest
from kilter.programme.solver import solve
from kilter.services.plan import Overrides, request_for
from kilter.services.screen import Screener

PEOPLE = 1000


def main() -> None:
    """Plan for random people; print times, and the plain rules alone as the floor."""
    screener = Screener.of(load_catalogue())
    rng = np.random.default_rng(1)
    requests: list[PlanRequest] = []
    while len(requests) < PEOPLE:
        profile = screener.profile(random_screening(rng, screener.catalogue, healthy_share=1.0))
        if not profile.triage.stops:
            requests.append(request_for(profile, screener.catalogue, Overrides()))
    plan(requests[0], screener.catalogue, solve)

    times_s, floor_s, refused_s = [], [], []
    made: Counter[str] = Counter()
    broken = 0
    for request in requests:
        begun = time.perf_counter()
        try:
            programme = plan(request, screener.catalogue, solve)
        except UsageError as error:
            refused_s.append(time.perf_counter() - begun)
            made[f"refused ({error.problems[0].place})"] += 1
            continue
        times_s.append(time.perf_counter() - begun)
        made[programme.made_by] += 1
        broken += bool(violations(programme, request, screener.catalogue))
        begun = time.perf_counter()
        try:
            plan(request, screener.catalogue, fill)
        except UsageError:
            continue
        floor_s.append(time.perf_counter() - begun)

    print(describe())
    print(f"{PEOPLE} random people: " + ", ".join(f"{count} {how}" for how, count in made.most_common()))
    print(f"plans that break a limit: {broken}")
    print(f"plan: {share(times_s, 1000, 'ms')}; under 1 s: {np.mean(np.array(times_s) < 1):.1%}")
    print(f"plain rules alone (floor): {share(floor_s, 1000, 'ms')}")
    print(f"solver over floor, medians: {np.median(times_s) / np.median(floor_s):.1f}")
    if refused_s:
        print(f"refused with the change that frees it: {share(refused_s, 1000, 'ms')}")


if __name__ == "__main__":
    main()
