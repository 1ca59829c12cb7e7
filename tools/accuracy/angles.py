"""Knee and hip angles of each way against the truth: ``python -m tools.accuracy.angles build/clips/dev``.

*guided* is what the coach reads, which knows the exercise and the side; *kilter* knows neither. What was
never seen in any clip of an exercise is left out of the means.
"""

import argparse
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
from tools.accuracy.ways import bend_deg, lifted, raw, unfolded
from tools.clips.truth import read_clip

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.pose_model.lifters import load_lifters
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.swaps import mend_swaps
from kilter.services.coaching import coachable, expected_of

_ANGLES = {
    "knee": ("hip", "knee", "ankle"),
    "hip": ("shoulder", "hip", "knee"),
}


def main() -> None:
    """Print the mean absolute error by exercise and over all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--lifters", type=Path)
    options = parser.parse_args()
    lifters = load_lifters(options.lifters) if options.lifters else load_lifters()
    catalogue = load_catalogue(None)
    errors: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(path for folder in options.folders for path in folder.glob("*.npz")):
        clip = read_clip(path)
        as_seen = clip.recording
        clip = replace(clip, recording=mend_swaps(as_seen))
        key, _, level = clip.shown.partition("@")
        expected = expected_of(coachable(catalogue, key, level or None).performed)[clip.side]
        ways = {
            "raw": raw(clip.recording),
            "unfolded": unfolded(clip.recording),
            "kilter": lifted(clip.recording, lifters.deep, lifters.flat),
            "guided": lifted(as_seen, lifters.deep.expecting(expected), lifters.flat),
            "kilter 2D": lifted(_flat(clip.recording), lifters.deep, lifters.flat),
        }
        for name, points in ways.items():
            for angle, parts in _ANGLES.items():
                for side in ("left", "right"):
                    at = [f"{part}_{side}" for part in parts]
                    off = np.abs(bend_deg(points, *at) - bend_deg(clip.points, *at))
                    errors[clip.shown][f"{name} {angle}"].append(float(np.nanmean(off)))
    ways_shown = sorted({key for found in errors.values() for key in found})
    print(f"{'':32}" + "".join(f"{way:>17}" for way in ways_shown))
    for shown, found in sorted(errors.items()):
        print(f"{shown:32}" + "".join(f"{np.nanmean(found[way]):17.1f}" for way in ways_shown))
    print(
        f"{'mean over exercises':32}"
        + "".join(f"{np.nanmean([np.nanmean(found[way]) for found in errors.values()]):17.1f}" for way in ways_shown)
    )
    print(
        f"{'worst':32}"
        + "".join(f"{np.nanmax([np.nanmean(found[way]) for found in errors.values()]):17.1f}" for way in ways_shown)
    )


def _flat(recording: LandmarkRecording) -> LandmarkRecording:
    return replace(recording, world_m=None, source="flat")


if __name__ == "__main__":
    main()
