"""Counts, holds and faults of the coach on truth clips: ``python -m tools.accuracy.coaching build/clips/dev``."""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from tools.clips.truth import TruthClip, read_clip

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.pose_model.lifters import load_lifters
from kilter.motion.signals import signals_of_points
from kilter.services.coaching import Coachable, coach_recording, coachable

FULL_SHARE = 0.85
"""A repetition of at least this share of the range is a whole one."""


def main() -> None:
    """Print each clip that came out otherwise than it was, then the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--lifters", type=Path)
    parser.add_argument("--only")
    options = parser.parse_args()
    lifters = load_lifters(options.lifters) if options.lifters else load_lifters()
    catalogue = load_catalogue(None)
    tallies: Counter[str] = Counter()
    by_fault: dict[str, list[bool]] = defaultdict(list)
    for path in sorted(path for folder in options.folders for path in folder.glob("*.npz")):
        if options.only and options.only not in path.name:
            continue
        clip = read_clip(path)
        key, _, level = clip.shown.partition("@")
        what = coachable(catalogue, key, level or None)
        if what.exercise.counted is None and what.exercise.held is None:
            tallies["no camera counts this form"] += 1
            continue
        summary = coach_recording(clip.recording, what, lifters, clip.side).summary
        told = summary.as_json()
        unseen = {one["what"] for one in told["not_assessed"]}
        if what.exercise.held is None:
            count, true = summary.counted, len(clip.repetitions)
            tallies["counted clips"] += 1
            tallies["exact"] += count == true
            tallies["off by more than one"] += abs(count - true) > 1
            note = "" if count == true else f"COUNT {count} of {true}"
        else:
            note = f"held {told['held_s']:.1f} of {_held_s(clip, what):.1f}"
            tallies["held clips"] += 1
            tallies["held right"] += abs(told["held_s"] - _held_s(clip, what)) <= 0.5
        if clip.fault is None:
            tallies["good clips"] += 1
            tallies["good clips flagged"] += bool(summary.faults)
            worst = {key: round(seen.worst) for key, seen in summary.faults.items()}
            note += f" FLAGGED {worst}" if worst else ""
        else:
            hit = clip.fault in summary.faults
            by_fault[f"{clip.shown}.{clip.fault}"].append(hit)
            tallies["faults"] += 1
            tallies["faults seen"] += hit
            tallies["faults not assessed"] += (not hit) and clip.fault in unseen
            note += "" if hit else f" MISSED {'(not assessed)' if clip.fault in unseen else ''}"
            others = sorted(set(summary.faults) - {clip.fault})
            note += f" also {others}" if others else ""
        print(f"{path.stem:60} {note}")
    for name, number in sorted(tallies.items()):
        print(f"{name:26} {number}")


def _held_s(clip: TruthClip, what: Coachable) -> float:
    """Seconds for which the true signal lies within the hold's bound, as the file has it."""
    hold = what.performed.hold
    assert hold is not None
    signal = signals_of_points(clip.points, clip.side, what.performed.position, [hold.signal])[hold.signal]
    least = -np.inf if hold.at_least is None else hold.at_least
    within = (signal >= least) & (signal <= (np.inf if hold.at_most is None else hold.at_most))
    return float(np.sum(within[1:] * np.diff(clip.recording.t_s)))


if __name__ == "__main__":
    main()
