"""Pelvic obliquity in one-leg stance against the truth: ``python -m tools.accuracy.obliquity build/clips/final``.

The line between the hips in the picture, absolute and as change from the person's own stance on both legs.
"""

import argparse
from pathlib import Path

import numpy as np
from tools.clips.truth import read_clip

from kilter.adapters.pose_model.lifters import load_lifters
from kilter.body.skeleton import Point
from kilter.motion.landmarks import mirror
from kilter.motion.pelvis_line import change_from_stance, pelvis_line_deg, two_leg_stance
from kilter.motion.pose.batch import pose_of
from kilter.motion.swaps import mend_swaps

STANDING = ("test_single_leg_stance", "test_trendelenburg", "test_single_leg_squat", "test_lateral_step_down")
TOLD_APART = 1.96 * 2**0.5


def main() -> None:
    """Print one row a clip, then bias, scatter and what can be told from none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    lifters = load_lifters()
    levels, changes, jitters, mirrors, signs = [], [], [], [], 0
    for path in sorted(path for folder in options.folders for path in folder.glob("*.npz")):
        if not any(name in path.name for name in STANDING):
            continue
        clip = read_clip(path)
        recording = mend_swaps(clip.recording)
        pose = pose_of(recording, *lifters)
        line = pelvis_line_deg(recording, pose.points, pose.camera_roll_deg)
        other = mirror(recording)
        turned = pose_of(other, *lifters)
        back = pelvis_line_deg(other, turned.points, turned.camera_roll_deg)
        hips = clip.points[:, Point.HIP_LEFT.index] - clip.points[:, Point.HIP_RIGHT.index]
        true = np.degrees(np.arctan2(hips[:, 2], np.hypot(hips[:, 0], hips[:, 1])))
        seen = np.isfinite(line)
        if seen.mean() < 0.2:
            print(f"{path.stem:56} refused: not square to the camera")
            continue
        standing = two_leg_stance(recording)
        change, own = change_from_stance(line, standing)
        peaks = np.any([np.abs(clip.recording.t_s - done.peak_s) < 0.4 for done in clip.repetitions], axis=0) & seen
        level = float(np.median((line - true)[seen]))
        levels.append(level)
        jitters.append(float(1.4826 * np.median(np.abs(np.diff(line[seen], 2))) / 6**0.5))
        both = seen & np.isfinite(back)
        mirrors.append(float(np.nanmedian(np.abs(line[both] + back[both]))))
        large = seen & (np.abs(true) > 8.0)
        signs += int((np.sign(line[large]) != np.sign(true[large])).sum())
        told = "no stance on both legs"
        if own is not None and peaks.any():
            at_rest = float(np.median(true[standing & seen]))
            off = float(np.median((change - (true - at_rest))[peaks]))
            changes.append(off)
            told = f"change off by {off:+.1f}"
        print(f"{path.stem:56} level off by {level:+.1f}  {told}")
    print(f"level:  {len(levels)} clips, bias {np.mean(levels):+.1f}, SD {np.std(levels, ddof=1):.1f}")
    spread = float(np.std(changes, ddof=1))
    print(f"change: {len(changes)} clips, bias {np.mean(changes):+.1f}, SD {spread:.1f}")
    print(f"told from none: one repetition {TOLD_APART * spread:.1f}, seven {TOLD_APART * spread / 7**0.5:.1f}")
    print(f"jitter a frame: median {np.median(jitters):.2f}, most {np.max(jitters):.2f}")
    print(f"mirrored recording: median difference {np.median(mirrors):.2f}, most {np.max(mirrors):.2f}")
    print(f"wrong sign beyond 8 degrees: {signs} frames")


if __name__ == "__main__":
    main()
