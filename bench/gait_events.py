"""How many foot strikes are found on a made-up walker with noise, how far off they are, and how long it takes.

All times are of the processor. Run: OPENBLAS_NUM_THREADS=1 .venv/bin/python bench/gait_events.py
"""

import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import numpy as np
from scipy.signal import butter, filtfilt, find_peaks

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe
from bench.timing import in_turn, median_us, ratio
from tests.motion.walkers import Walker, off_times_s, record, strike_times_s

from kilter.body.sides import Side
from kilter.motion.filters import CUTOFF_HZ, Array, low_pass
from kilter.motion.gait.body import WalkingBody, find_body
from kilter.motion.gait.events import crests, find_strides, heading

RATE_HZ, NOISE_M = 30.0, 0.008
# an event further from the truth than this was not found
FOUND_WITHIN_S = 0.15
# the ends of a recording, where no crest can be told from a cut
EDGE_S = 0.5
RUNS = 21


def main() -> None:
    """Print what is quoted in docs/explanation/speed.md."""
    print(describe())
    show_events()
    show_times()


def walkers(duration_s: float = 60.0) -> list[Walker]:
    """Slow and quick, even and limping, over ground and on a treadmill; 30 frames a second, 8 mm of noise."""
    return [
        Walker(
            duration_s=duration_s,
            rate_hz=RATE_HZ,
            noise_m=NOISE_M,
            stride_s=stride_s,
            speed_m_per_s=speed,
            lag=lag,
            treadmill=treadmill,
        )
        for (stride_s, speed), lag, treadmill in product(
            ((1.0, 1.45), (1.1, 1.2), (1.3, 0.9)), (0.5, 0.46), (False, True)
        )
    ]


def show_events() -> None:
    """Recall and error of strikes and offs over all walkers."""
    print(f"\nMade-up walkers, {RATE_HZ:g} frames a second, {1000 * NOISE_M:g} mm of noise on each coordinate")
    errors: dict[str, list[float]] = {"strike": [], "off": []}
    true = dict.fromkeys(errors, 0)
    extra = dict.fromkeys(errors, 0)
    for walker in walkers():
        body = find_body(record(walker))
        ahead = foot_ahead(body)
        for side in Side:
            for name, truth, found in (
                ("strike", strike_times_s(walker, side), ahead["heel", side]),
                ("off", off_times_s(walker, side), -ahead["toe", side]),
            ):
                inner = truth[(truth > EDGE_S) & (truth < walker.duration_s - EDGE_S)]
                times_s = np.array(crests(found)) / RATE_HZ
                off_s = times_s[np.abs(times_s - inner[:, None]).argmin(axis=1)] - inner
                hit = off_s[np.abs(off_s) < FOUND_WITHIN_S]
                errors[name] += (hit * RATE_HZ).tolist()
                true[name] += len(inner)
                extra[name] += int((np.abs(times_s[:, None] - truth).min(axis=1) > FOUND_WITHIN_S).sum())
    for name, off in errors.items():
        frames = np.array(off)
        print(
            f"  {name:6} recall {len(off) / true[name]:.3f} of {true[name]}, {extra[name]} that were none; "
            f"error median {np.median(np.abs(frames)):.2f} frames, bias {np.median(frames):+.2f}, "
            f"95 % within {np.percentile(np.abs(frames), 95):.2f} (asked: recall 0.98, median 1 frame)"
        )


def foot_ahead(body: WalkingBody) -> dict[tuple[str, Side], Array]:
    """(T,) metres that heel and toe are ahead of the sacrum."""
    along = heading(body)
    feet = {"heel": body.heel, "toe": body.toe}
    return {(name, side): (points[side] - body.sacrum) @ along for name, points in feet.items() for side in Side}


def show_times() -> None:
    """Filter and events of four signals beside filtfilt and find_peaks of the same; then the whole way."""
    walker = Walker(duration_s=600.0, rate_hz=RATE_HZ, noise_m=NOISE_M)
    recording = record(walker)
    frames = recording.frames
    body = find_body(recording)
    along = heading(body)
    noise_m = NOISE_M * np.random.default_rng(0).standard_normal((frames, 4))
    signals = np.stack(list(foot_ahead(body).values()), axis=1) + noise_m
    columns = np.concatenate(list(recording.markers.values()), axis=1)
    numerator, denominator = butter(2, 2 * CUTOFF_HZ / RATE_HZ)

    def peaks(values: Array) -> None:
        for column in values.T:
            find_peaks(column, prominence=0.1)

    ways: dict[str, Callable[[], object]] = {
        "floor": lambda: peaks(filtfilt(numerator, denominator, signals, axis=0)),
        "events": lambda: [crests(column) for column in low_pass(signals, RATE_HZ).T],
        "whole floor": lambda: peaks(filtfilt(numerator, denominator, columns, axis=0)[:, :4]),
        "whole": lambda: find_strides(find_body(recording), along),
    }
    times_s = in_turn(ways, RUNS)
    us = {name: median_us(own, frames) for name, own in times_s.items()}
    print(f"\nTimes for {frames:,} frames")
    print(
        f"  filter and crests of 4 signals: {us['events']:.2f} us a frame; filtfilt and find_peaks of the same: "
        f"{us['floor']:.2f}; {ratio(times_s, 'events', 'floor'):.2f} times it (asked: 3)"
    )
    print(
        f"  {len(recording.markers)} markers to strides: {us['whole']:.2f} us a frame; filtfilt of all their columns "
        f"and find_peaks of 4: {us['whole floor']:.2f}; {ratio(times_s, 'whole', 'whole floor'):.2f} times it"
    )


if __name__ == "__main__":
    main()
