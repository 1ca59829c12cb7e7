"""How long finding landmarks in a video takes beside the network alone, and whether memory stays flat.

Run: .venv/bin/python bench/video.py [a video ...]

Without a video, the glute bridge of the examples is repeated to make one. Each round times all the ways one after the
other, so that what else the machine does falls on each of them alike; medians of the rounds are shown.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from statistics import median

import av
from mediapipe import Image, ImageFormat
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe, share

from kilter.adapters.pose_model.estimator import PoseEstimator
from kilter.adapters.pose_model.models import PoseModel, find_bundle
from kilter.adapters.video.decode import Frames, probe_video
from kilter.adapters.video.landmarks import SHORTEST_SHARED_S, read_video
from kilter.adapters.video.worker import find_bodies, read_ahead

BRIDGE = Path(__file__).parents[1] / "examples" / "recordings" / "glute_bridge.mp4"
ROUNDS = 3
REPEATS = 8
ORDERED_TARGET, SHARED_TARGET_VP9, SHARED_TARGET = 1.15, 0.9, 1.0


def main() -> None:
    """Print times and ratios for each clip, then the memory for two lengths."""
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        short, long = Path(folder) / "short.mp4", Path(folder) / "long.mp4"
        repeat(BRIDGE, short, REPEATS)
        for clip in [Path(name) for name in sys.argv[1:]] or [short]:
            show_times(clip)
        repeat(BRIDGE, long, 4 * REPEATS)
        show_memory(short, long)


def show_times(clip: Path) -> None:
    """The network alone, one ordered stream, and the whole with one and with two workers."""
    facts = probe_video(clip)
    with av.open(str(clip)) as container:
        codec = container.streams.video[0].codec_context.name
    count = sum(1 for _ in Frames(clip, facts))
    print(f"\n{clip.name}: {facts.width_px} by {facts.height_px}, {codec}, {count} frames, the full model")
    ways: dict[str, Callable[[], float]] = {
        "network alone": lambda: time_network(clip),
        "one ordered stream": lambda: time_stream(clip),
        "all, one worker": lambda: time_all(clip, 1),
        "all, two workers": lambda: time_all(clip, 2),
    }
    times_s: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            times_s[name].append(way() / count)
    alone = median(times_s["network alone"])
    for name, each in times_s.items():
        print(f"  {name:20} {share(each, 1000, 'ms/frame')}, {median(each) / alone:.2f} of the network alone")
    print(f"  target: ordered {ORDERED_TARGET}, two workers {SHARED_TARGET_VP9 if codec == 'vp9' else SHARED_TARGET}")
    if (facts.duration_s or 0) < SHORTEST_SHARED_S:
        print(f"  (shorter than {SHORTEST_SHARED_S:g} s: two workers are not used)")


def time_network(clip: Path) -> float:
    """Seconds that MediaPipe alone takes for all frames, decoded before, one body tracked."""
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(find_bundle(PoseModel.FULL))), running_mode=RunningMode.VIDEO
    )
    spent_s = 0.0
    with PoseLandmarker.create_from_options(options) as landmarker:
        for number, frame in enumerate(Frames(clip, probe_video(clip))):
            picture = Image(image_format=ImageFormat.SRGB, data=frame.picture)
            begun = time.perf_counter()
            landmarker.detect_for_video(picture, 33 * number)
            spent_s += time.perf_counter() - begun
    return spent_s


def time_stream(clip: Path) -> float:
    """Seconds from the first frame to the last, decoding beside the network, others looked for."""
    with PoseEstimator(PoseModel.FULL) as estimator:
        frames = read_ahead(Frames(clip, probe_video(clip)))
        begun = time.perf_counter()
        for _ in find_bodies(frames, estimator, 0.0):
            pass
        return time.perf_counter() - begun


def time_all(clip: Path, workers: int) -> float:
    """Seconds from the file to the recording, starting the processes and loading the networks."""
    begun = time.perf_counter()
    read_video(clip, workers=workers)
    return time.perf_counter() - begun


def show_memory(short: Path, long: Path) -> None:
    """The most memory that a worker and its caller took, for two lengths."""
    print("\nMost memory of a new process and of its worker")
    for clip in (short, long):
        code = (
            "import resource; from pathlib import Path; from kilter.adapters.video import read_video; "
            f"read_video(Path({str(clip)!r}), workers=1); "
            "print(*(resource.getrusage(who).ru_maxrss / 1024 for who in "
            "(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))"
        )
        told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
        caller, worker = (float(word) for word in told.stdout.split())
        print(f"  {probe_video(clip).duration_s:5.1f} s of video: caller {caller:.0f} MB, worker {worker:.0f} MB")


def repeat(source: Path, target: Path, times: int) -> None:
    """Write a clip several times over, as H.264."""
    facts = probe_video(source)
    pictures = [frame.picture for frame in Frames(source, facts)]
    there_and_back = pictures + pictures[::-1]
    with av.open(str(target), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(30))
        stream.width, stream.height, stream.pix_fmt = facts.width_px, facts.height_px, "yuv420p"
        stream.options = {"preset": "veryfast"}
        for number in range(times * len(pictures)):
            frame = av.VideoFrame.from_ndarray(there_and_back[number % len(there_and_back)], format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 30)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


if __name__ == "__main__":
    main()
