"""Times of several ways to do the same, taken in turn so that all meet the same moods of the machine.

What is compared here uses one core; its processor time is taken, which other work on the machine disturbs less.
"""

import time
from collections.abc import Callable, Mapping

import numpy as np


def in_turn(ways: Mapping[str, Callable[[], object]], runs: int) -> dict[str, list[float]]:
    """Processor seconds of each run of each way, after one round that does not count."""
    times_s: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(runs + 1):
        for name, way in ways.items():
            begun = time.process_time()
            way()
            if number:
                times_s[name].append(time.process_time() - begun)
    return times_s


def median_us(times_s: list[float], count: int) -> float:
    """Microseconds for each of so many things, by the median run."""
    return float(np.median(times_s)) / count * 1e6


def ratio(times_s: Mapping[str, list[float]], of: str, to: str) -> float:
    """How many times as long one way takes as another: the median over rounds, whose two runs stood side by side."""
    return float(np.median(np.array(times_s[of]) / np.array(times_s[to])))
