"""How much faster than three peers the same angles are found, from the same inputs, in one run.

Each peer runs in an environment of its own below build/peers/, which `make bench-peers` makes; it reads the inputs from
a file and writes angles and processor times. Equal answers are asserted before any ratio is printed.

Run: make bench-peers
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.machine import describe
from bench.peers import ours
from bench.timing import in_turn
from tests.motion.people import MIDDLE, see, squatting

from kilter.body.appearance import landmarks_of
from kilter.body.landmarks import Landmark
from kilter.body.rotations import Array, about_z
from kilter.body.sides import Side
from kilter.body.skeleton import Point

FOLDER = Path(__file__).parents[2] / "build" / "peers"
RATE_HZ, CUTOFF_HZ = 30.0, 6.0
FRAMES = 18_000
SHORT = 1_800
RUNS, SLOW_RUNS = 7, 3
# away from the ends, where each filter goes on in its own way: two seconds of either
INNER = slice(60, -60)
LARGEST_DEG = 1e-6
MARKERS = [f"{name}_{side}" for side in Side for name in ("shoulder", "hip", "knee", "ankle", "heel", "toe")]
KEYPOINTS = {
    f"{side.value[0].upper()}{name}": f"{side}_{landmark}"
    for side in Side
    for name, landmark in (
        ("Shoulder", "shoulder"),
        ("Elbow", "elbow"),
        ("Wrist", "wrist"),
        ("Index", "index"),
        ("Hip", "hip"),
        ("Knee", "knee"),
        ("Ankle", "ankle"),
        ("Heel", "heel"),
        ("BigToe", "foot_index"),
    )
}
NAMES = [*KEYPOINTS, "Hip", "Neck", "Head"]
ANGLES = [
    f"{side} {part}"
    for part in ("ankle", "knee", "hip", "shoulder", "elbow", "wrist", "foot", "shank", "thigh", "arm", "forearm")
    for side in ("right", "left")
] + ["pelvis", "trunk", "shoulders", "head"]


def main() -> int:
    """Compare with every peer; return how many comparisons could not be made."""
    print(describe())
    FOLDER.mkdir(parents=True, exist_ok=True)
    missing = 0
    for compare in (kineticstoolkit, pose2sim, sports2d):
        if (FOLDER / compare.__name__ / "bin" / "python").exists():
            compare()
        else:
            print(f"\n{compare.__name__}: NOT COMPARED, it is not installed; see build/peers/")
            missing += 1
    return missing


def moving(frames: int) -> Array:
    """(T, 18, 3) somebody who squats again and again, a little turned, with 5 mm of noise."""
    once = squatting(20.0, RATE_HZ) @ about_z(15.0).T
    points = np.resize(once, (frames, *once.shape[1:]))
    return points + 0.005 * np.random.default_rng(0).standard_normal(points.shape)


def kineticstoolkit() -> None:
    """Filter of 12 markers, 8 frames and 27 angles."""
    points = moving(FRAMES)[:, [Point(name).index for name in MARKERS]]
    theirs = run_peer("kineticstoolkit", markers=MARKERS, points=points)
    found = report(
        "kineticstoolkit 0.17.0: filter of 12 markers, 8 frames, 27 angles",
        lambda: ours.like_kineticstoolkit(MARKERS, points, RATE_HZ, CUTOFF_HZ),
        theirs["times_s"],
        asked=30,
        frames=FRAMES,
    )
    agree(found, theirs["angles"].T)


def pose2sim() -> None:
    """Its angles of 3D points, without sign."""
    metres = keypoints(landmarks_of(moving(FRAMES), MIDDLE))
    theirs = run_peer("pose2sim", keypoints=NAMES, keypoints_m=metres, angles=ANGLES)
    chains = [[NAMES.index(end) for end in chain.split()] for chain in theirs["chains"].tolist()]
    found = report(
        f"Pose2Sim 0.10.49: fixed_angles, {len(ANGLES)} angles of 3D points",
        lambda: ours.like_pose2sim(chains, theirs["terms"], ANGLES, metres),
        theirs["times_s"],
        asked=4,
        frames=FRAMES,
    )
    agree(found, theirs["angles"].T, inner=slice(None))


def sports2d() -> None:
    """Its numeric path without the outlier filter."""
    pixels = keypoints(see(moving(SHORT)).recording.image_px)
    pixels = pixels + 1.5 * np.random.default_rng(1).standard_normal(pixels.shape)
    lost = np.random.default_rng(2).random(SHORT) < 0.01
    lost[[0, -1]] = False
    pixels[lost] = np.nan
    theirs = run_peer("sports2d", keypoints=NAMES, keypoints_px=pixels, angles=ANGLES)
    chains = [[NAMES.index(end) for end in chain.split()] for chain in theirs["chains"].tolist()]
    feet = [NAMES.index(name) for name in ("LBigToe", "LHeel", "RBigToe", "RHeel")]
    found = report(
        f"Sports2D 0.8.34: numeric path without outlier filter, {len(ANGLES)} angles in the picture",
        lambda: ours.like_sports2d(chains, theirs["terms"], ANGLES, feet, pixels, RATE_HZ, CUTOFF_HZ),
        theirs["times_s"],
        asked=50,
        frames=SHORT,
    )
    once = np.median(theirs["times_s"] - theirs["first_s"]) / np.median(theirs["times_s"])
    print(
        f"  of its time {once:.0%} is left when the angles of the first pass, which it does not keep, are not counted"
    )
    agree(found, theirs["angles"].T)


def keypoints(landmarks: Array) -> Array:
    """(T, P, D) the peers' keypoints; hip and neck lie midway, the head where the nose is."""
    given = landmarks[:, [Landmark(landmark).position for landmark in KEYPOINTS.values()]]
    middle = [
        landmarks[:, [Landmark(f"{side}_{name}").position for side in Side]].mean(axis=1)
        for name in ("hip", "shoulder")
    ]
    return np.concatenate([given, np.stack([*middle, landmarks[:, Landmark.NOSE.position]], axis=1)], axis=1)


def run_peer(name: str, **given: object) -> dict[str, Array]:
    """What a peer makes of the inputs, and how long each run took."""
    read_from, write_to = FOLDER / f"{name}_in.npz", FOLDER / f"{name}_out.npz"
    np.savez(read_from, rate_hz=RATE_HZ, cutoff_hz=CUTOFF_HZ, runs=RUNS, slow_runs=SLOW_RUNS, **given)  # type: ignore[arg-type]
    command = (str(FOLDER / name / "bin" / "python"), str(Path(__file__).with_name(f"{name}_side.py")))
    done = subprocess.run([*command, str(read_from), str(write_to)], capture_output=True, text=True, check=False)  # noqa: S603 - both are ours
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr}")
    return dict(np.load(write_to))


def report(title: str, way: Callable[[], Array], peer_s: Array, *, asked: int, frames: int) -> Array:
    """Print how much faster ours is; return what it finds."""
    own_s = in_turn({"own": way}, RUNS)["own"]
    print(f"\n{title}, {frames:,} frames")
    theirs_us, own_us = (float(np.median(times)) / frames * 1e6 for times in (peer_s, own_s))
    print(f"  theirs {theirs_us:.2f} us a frame, ours {own_us:.2f}: {theirs_us / own_us:.1f} times (asked: {asked})")
    return way()


def agree(found: Array, theirs: Array, inner: slice = INNER) -> None:
    """Say how far the answers are apart, and stop where they are not the same."""
    apart = np.abs((found - theirs + 180.0) % 360.0 - 180.0)
    print(f"  largest difference {apart[:, inner].max():.1e} degrees; with both ends {np.nanmax(apart):.1e}")
    if not apart[:, inner].max() <= LARGEST_DEG:
        sys.exit(f"The answers differ by more than {LARGEST_DEG} degrees.")


if __name__ == "__main__":
    sys.exit(main())
