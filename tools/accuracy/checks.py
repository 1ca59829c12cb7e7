"""What a camera reads where a fault is, and where none is: ``python -m tools.accuracy.checks build/clips/calibration``.

For each check of each exercise and test, the furthest value that lasts as long as the check asks for: the coach watches
every clip with copies of the check at many limits, and the furthest one that still tells is what the camera read. A few
clips scatter by chance less or more than many would, so each scatter is drawn towards what is usual. The clips must not
be those that the network learnt from, nor those that the coach is judged by.
"""

import argparse
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
import yaml
from tools.clips.truth import TruthClip, read_clip

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.pose_model.lifters import load_lifters
from kilter.body.signals import Signal
from kilter.coach.exercise import CoachedExercise, coached_movement
from kilter.knowledge.catalogue import Catalogue
from kilter.motion.faults import Check
from kilter.services.coaching import Coachable, Lifters, coach_recording, coachable

STEPS = np.arange(-30, 31) / 20.0
"""Limits that are tried, as shares of the room between good form and the limit, counted from the limit."""
LEAST_ROOM = 6.0
LEAST_GOOD, LEAST_FAULTY = 6, 2
USUAL_SCATTER = 0.25
"""Of the distance between fault and good form: what a scatter is drawn towards,"""
ITS_WEIGHT = 3
"""as if so many clips more had shown it."""


def all_checks(what: Coachable, catalogue: Catalogue) -> tuple[Check, ...]:
    """Every check that the cues ask for, whether or not a camera is known to be able to make it."""
    blind = catalogue.camera_rules.model_copy(update={"errors": (), "readings": ()})
    exercise = coached_movement(what.performed, blind, key=what.exercise.id, name=what.exercise.name)
    return tuple(check for check in exercise.checks if check.signal is not Signal.LOWERING_TIME)


def limits_of(check: Check) -> list[float]:
    """The limits that are tried of a check, from well inside good form to far beyond the fault."""
    room = max(abs(check.limit - check.path[-1]), LEAST_ROOM)
    return [check.limit + (1 if check.above else -1) * room * float(step) for step in STEPS]


def furthest(clip: TruthClip, what: Coachable, checks: tuple[Check, ...], lifters: Lifters) -> dict[str, float]:
    """By check, the furthest limit that was still told as passed; a check that was never asked for is left out."""
    copies = tuple(
        replace(check, id=f"{check.id}#{number}", read_limit=limit)
        for check in checks
        for number, limit in enumerate(limits_of(check))
    )
    watching: CoachedExercise = replace(what.exercise, checks=copies)
    summary = coach_recording(clip.recording, replace(what, exercise=watching), lifters, clip.side).summary
    unseen = {one.what.partition("#")[0] for one in summary.not_assessed}
    found = {}
    for check in checks:
        told = [int(key.partition("#")[2]) for key in summary.faults if key.partition("#")[0] == check.id]
        if told or check.id not in unseen:
            found[check.id] = limits_of(check)[max(told, default=0)]
    return found


def spread(values: list[float], usual_sd: float) -> dict[str, float | int]:
    """Mean and scatter, the latter drawn towards what is usual."""
    squares = float(np.sum((np.array(values) - np.mean(values)) ** 2))
    sd = np.sqrt((squares + ITS_WEIGHT * usual_sd**2) / (len(values) - 1 + ITS_WEIGHT))
    return {"clips": len(values), "mean": round(float(np.mean(values)), 1), "sd": round(max(float(sd), 0.1), 1)}


def main() -> None:
    """Print and write the readings of every check that enough clips show."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--lifters", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    lifters = load_lifters(options.lifters) if options.lifters else load_lifters()
    catalogue = load_catalogue(None)
    good: dict[tuple[str, str], list[float]] = defaultdict(list)
    faulty: dict[tuple[str, str], list[float]] = defaultdict(list)
    for path in sorted(path for folder in options.folders for path in folder.glob("*.npz")):
        clip = read_clip(path)
        key, _, level = clip.shown.partition("@")
        what = coachable(catalogue, key)
        if level or what.exercise.main_signal is None:
            continue
        checks = all_checks(what, catalogue)
        signals = {check.id: check.signal for check in checks}
        for check, value in furthest(clip, what, checks, lifters).items():
            shows = clip.fault is not None and signals.get(clip.fault) == signals[check]
            if clip.fault == check:
                faulty[what.exercise.id, check].append(value)
            elif not shows:
                good[what.exercise.id, check].append(value)
    readings = []
    for (shown, check), values in sorted(good.items()):
        shown_faulty = faulty.get((shown, check), [])
        if len(values) < LEAST_GOOD or len(shown_faulty) < LEAST_FAULTY:
            continue
        usual = USUAL_SCATTER * abs(median(shown_faulty) - median(values))
        row = {"good": spread(values, usual), "faulty": spread(shown_faulty, usual)}
        print(f"{shown:30}{check:26}{row['good']} {row['faulty']}")
        readings.append({"shown": shown, "check": check, **row})
    if options.output:
        rules = yaml.safe_load(options.output.read_text())
        options.output.write_text(
            yaml.safe_dump({**rules, "readings": readings}, sort_keys=False, allow_unicode=True, width=118)
        )


if __name__ == "__main__":
    main()
