"""How fast landmarks become angles: recorded, beside the floor of scipy's filter; with the better pose; and live.

All times are of the processor, with one thread. Run: OPENBLAS_NUM_THREADS=1 .venv/bin/python bench/analysis.py
"""

import statistics
import sys
import time
from pathlib import Path

import numpy as np
from scipy.signal import butter, filtfilt

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe, share
from bench.timing import in_turn, median_us, ratio
from tests.motion.people import frames_of, see, some_lifter, squatting

from kilter.body.appearance import Noise
from kilter.body.positions import Position
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.motion.filters import CUTOFF_HZ, fill_short_gaps, low_pass
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pose.batch import pose_of
from kilter.motion.pose.features import FLAT, features
from kilter.motion.pose.placing import bone_lengths, with_constant_bones
from kilter.motion.pose.stream import PoseStream
from kilter.motion.signals import plain_angles, signals_of_frame

RATE_HZ = 30.0
RUNS = {1_800: 31, 18_000: 11, 180_000: 5}
HIDDEN = 448
FOUR = (Signal.HIP_FLEXION, Signal.KNEE_FLEXION, Signal.TRUNK_LEAN, Signal.PELVIS_OBLIQUITY)


def main() -> None:
    """Print what is quoted in docs/explanation/speed.md."""
    print(describe())
    show_plain()
    show_pose()
    show_stream()


def recorded(frames: int) -> Array:
    """(T, 18, 3) squats with 5 mm of noise and one frame in a hundred lost."""
    random = np.random.default_rng(0)
    once = squatting(rate_hz=RATE_HZ)
    points = np.resize(once, (frames, *once.shape[1:])) + 0.005 * random.standard_normal((frames, *once.shape[1:]))
    points[random.random(frames) < 0.01] = np.nan
    return points


def plain(points: Array) -> dict[str, Array]:
    """Gap fill, zero-lag filter, and the plain angles of both sides."""
    columns = points.reshape(len(points), -1)
    smooth = low_pass(fill_short_gaps(columns, RATE_HZ), RATE_HZ)
    return plain_angles(smooth.reshape(points.shape))


def show_plain() -> None:
    """Gap fill, filter and angles of the 18 points, beside the filter alone."""
    names = len(plain(recorded(300)))
    print(
        f"\nGap fill, zero-lag filter and {names} angles of 18 points, beside scipy's filtfilt of the same 54 columns"
    )
    numerator, denominator = butter(2, 2 * CUTOFF_HZ / RATE_HZ)
    took: dict[int, float] = {}
    for frames, runs in RUNS.items():
        points = recorded(frames)
        columns = fill_short_gaps(points.reshape(frames, -1), RATE_HZ)
        columns = np.nan_to_num(columns)
        gappy = points.reshape(frames, -1)
        smooth = low_pass(columns, RATE_HZ).reshape(points.shape)
        times_s = in_turn(
            {
                "filtfilt": lambda c=columns: filtfilt(numerator, denominator, c, axis=0),  # type: ignore[misc]
                "whole": lambda p=points: plain(p),  # type: ignore[misc]
                "gaps": lambda g=gappy: fill_short_gaps(g, RATE_HZ),  # type: ignore[misc]
                "filter": lambda c=columns: low_pass(c, RATE_HZ),  # type: ignore[misc]
                "angles": lambda s=smooth: plain_angles(s),  # type: ignore[misc]
            },
            runs,
        )
        us = {name: median_us(own, frames) for name, own in times_s.items()}
        took[frames] = us["whole"] * frames
        print(
            f"  {frames:7,} frames: {us['whole']:.2f} us a frame (gaps {us['gaps']:.2f}, filter {us['filter']:.2f}, "
            f"angles {us['angles']:.2f}); filtfilt {us['filtfilt']:.2f}; "
            f"{ratio(times_s, 'whole', 'filtfilt'):.2f} times it (asked: 4)"
        )
    print(f"  180,000 frames take {took[180_000] / took[18_000]:.1f} times as long as 18,000 (asked: 18)")


def seen(frames: int) -> LandmarkRecording:
    """Squats as a pose model gives them, of a picture 480 by 640."""
    once = squatting(rate_hz=RATE_HZ)
    points = np.resize(once, (frames, *once.shape[1:]))
    return see(points, rate_hz=RATE_HZ, noise=Noise(jitter_px=1.5, jitter_m=0.005)).recording


def show_pose() -> None:
    """The better pose of whole recordings, with a network of the shape of the trained one."""
    print("\nThe better pose: features, network (117-448-448-57, both mirrored), placing, smoothing, 20 angles")
    lifter, flat = some_lifter(hidden=HIDDEN), some_lifter(FLAT, hidden=HIDDEN)
    took: dict[int, float] = {}
    for frames, runs in {1_800: 7, 18_000: 3}.items():
        recording = seen(frames)
        described = features(recording.image_px, recording.world_m, recording.visibility, 480, 640)
        points = lifter.lift(described).points
        times_s = in_turn(
            {
                "whole": lambda r=recording: plain_angles(pose_of(r, lifter, flat).points),  # type: ignore[misc]
                "features": lambda r=recording: features(r.image_px, r.world_m, r.visibility, 480, 640),  # type: ignore[misc]
                "network": lambda d=described: lifter.lift(d),  # type: ignore[misc]
                "placing": lambda p=points: with_constant_bones(p, bone_lengths(p)),  # type: ignore[misc]
            },
            runs,
        )
        us = {name: median_us(own, frames) for name, own in times_s.items()}
        took[frames] = us["whole"] * frames
        print(
            f"  {frames:7,} frames: {us['whole']:.1f} us a frame (features {us['features']:.1f}, "
            f"network {us['network']:.1f}, bones {us['placing']:.1f}; asked: 100)"
        )
    print(f"  18,000 frames take {took[18_000] / took[1_800]:.1f} times as long as 1,800")


def show_stream() -> None:
    """Frame by frame: the pose, and the signals of one frame."""
    print("\nLive, one frame after the other")
    frames = frames_of(seen(3_000))
    stream = PoseStream(some_lifter(hidden=HIDDEN), some_lifter(FLAT, hidden=HIDDEN))
    pose_s, all_s, few_s = [], [], []
    for frame in frames:
        begun = time.process_time()
        pose = stream.receive(frame)
        posed = time.process_time()
        points = pose.points or []
        signals_of_frame(points, Side.LEFT, Position.STANDING)
        read = time.process_time()
        signals_of_frame(points, Side.LEFT, Position.STANDING, FOUR)
        pose_s.append(posed - begun)
        all_s.append(read - posed)
        few_s.append(time.process_time() - read)
    print(f"  pose:             {share(pose_s[100:], 1e6, 'us')}")
    print(f"  all signals:      {share(all_s[100:], 1e6, 'us')}")
    print(f"  four of them:     {share(few_s[100:], 1e6, 'us')}")
    whole = [pose + read for pose, read in zip(pose_s, all_s, strict=True)]
    print(f"  pose and signals: {share(whole[100:], 1e6, 'us')}; mean {statistics.mean(whole[100:]) * 1e6:.0f} us")


if __name__ == "__main__":
    main()
