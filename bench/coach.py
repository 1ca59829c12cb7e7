"""How long the coach takes for a frame: by itself, and together with what reads the landmarks.

Run: OPENBLAS_NUM_THREADS=1 .venv/bin/python bench/coach.py
"""

import gc
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe, share
from tests.coach.scripted import STOP_FROM_PAIN, ScriptedObserver, frames, script, seen_by_camera
from tools.clips.truth import read_clip

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.pose_model.lifters import load_lifters
from kilter.body.movements import Going
from kilter.body.sides import Side
from kilter.coach.commands import StartSet
from kilter.coach.engine import Coach
from kilter.coach.exercise import CoachedExercise, coached
from kilter.knowledge.catalogue import Catalogue
from kilter.motion.frames import LandmarkFrame
from kilter.motion.observation import Observer
from kilter.motion.pose.batch import frame_of
from kilter.services.coaching import Lifters, coachable, observer_of

CLIPS = Path(__file__).parents[1] / "tests" / "clips"
FILMED = ("clamshell", "squat", "single_leg_stance")
SHOWN = ("clamshell", "single_leg_glute_bridge", "banded_lateral_walk", "march_in_place", "side_plank")
RUNS = 5
MOST_MEDIAN_MS, MOST_MS_OF_99 = 0.3, 1.0
FRAME_MS = 1000 / 30


def main() -> None:
    """Print the median and the 99th percentile for each exercise."""
    print(describe())
    print(f"\nOne frame of 30 a second, milliseconds; must stay below {MOST_MEDIAN_MS} and {MOST_MS_OF_99} (99 %)")
    catalogue = load_catalogue()
    for key in SHOWN:
        show(catalogue, key)
    print(f"\nThe same with the observer that lifts the landmarks of a film; a frame lasts {FRAME_MS:.0f} ms")
    lifters = load_lifters()
    for name in FILMED:
        show_film(catalogue, name, lifters)


def show(catalogue: Catalogue, key: str) -> None:
    """Times of the coach with a scripted observer, and of that observer alone."""
    exercise = coached(catalogue.exercises[key], catalogue.camera_rules)
    goings = [Going(side, hold_s=2.0, down_s=2.5) for side in (Side.LEFT, Side.RIGHT) * 6]
    if exercise.laterality != "alternating":
        goings = [Going(Side.LEFT, hold_s=2.0, down_s=2.5)] * 12
    truth = script(catalogue.exercises[key].reference_movement, goings, wanted=exercise.signals)
    seen = seen_by_camera(truth, np.random.default_rng(1))
    observer = ScriptedObserver(seen)
    alone = [time_s for _ in range(RUNS) for time_s in timed_observer(observer, frames(seen))]
    whole = [time_s for _ in range(RUNS) for time_s in timed(exercise, observer, frames(seen))]
    print(f"  {key:28} {share(whole, 1000, 'ms')}")
    print(f"  {'of it, the scripted observer':28} {share(alone, 1000, 'ms')}")


def show_film(catalogue: Catalogue, name: str, lifters: Lifters) -> None:
    """Times of the coach with its real observer over the landmarks of a film, and of that observer alone."""
    clip = read_clip(CLIPS / f"{name}.npz")
    what = coachable(catalogue, clip.shown)
    seen = [frame_of(clip.recording, index) for index in range(clip.recording.frames)]
    fresh = partial(observer_of, what.performed, what.exercise, lifters)
    alone = [time_s for _ in range(RUNS) for time_s in timed_observer(fresh(), seen)]
    whole = [time_s for _ in range(RUNS) for time_s in timed(what.exercise, fresh(), seen)]
    print(f"  {name:28} {share(whole, 1000, 'ms')}")
    print(f"  {'of it, the observer':28} {share(alone, 1000, 'ms')}")


def timed(exercise: CoachedExercise, observer: Observer, seen: Sequence[LandmarkFrame]) -> list[float]:
    """Processor seconds of each frame of one set."""
    coach = Coach(exercise, observer, stop_from_pain=STOP_FROM_PAIN)
    coach.command(StartSet(Side.LEFT))
    gc.collect()
    times_s = []
    for frame in seen:
        begun = time.process_time()
        coach.receive(frame)
        times_s.append(time.process_time() - begun)
    return times_s


def timed_observer(observer: Observer, seen: Sequence[LandmarkFrame]) -> list[float]:
    """Processor seconds of the observer alone."""
    times_s = []
    for frame in seen:
        begun = time.process_time()
        observer.observe(frame, Side.LEFT)
        times_s.append(time.process_time() - begun)
    return times_s


if __name__ == "__main__":
    main()
