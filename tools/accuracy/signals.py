"""How far each signal is off: ``python -m tools.accuracy.signals build/clips/calibration -o camera.yaml``.

The errors that checks and findings use. Each signal is read live, as the coach reads it, and compared with the truth of
the clip; for signals that are counted from the person's own rest, the error at rest is taken off first. The clips must
not be those that the network learnt from, nor those that the coach is judged by.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
import yaml
from tools.clips.truth import TruthClip, read_clip

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.pose_model.lifters import load_lifters
from kilter.body.signals import Signal
from kilter.knowledge.catalogue import Catalogue
from kilter.motion.faults import FROM_OWN_REST
from kilter.motion.filters import Array, Mask
from kilter.motion.pose.batch import frame_of
from kilter.motion.signals import signals_of_points
from kilter.services.coaching import Lifters, coachable, observer_of

REST_S = 0.8
AT_WORK_S = 0.4


def errors_of(
    clip: TruthClip, catalogue: Catalogue, lifters: Lifters
) -> tuple[tuple[str, str], dict[Signal, Array], set[Signal]]:
    """Where a clip belongs, error over time of every signal of the working side, and those that its fault shows in."""
    key, _, level = clip.shown.partition("@")
    what = coachable(catalogue, key, level or None)
    performed = what.performed
    observer = observer_of(performed, what.exercise, lifters, every_signal=True)
    frames = [frame_of(clip.recording, index) for index in range(clip.recording.frames)]
    seen = [observer.observe(frame, clip.side) for frame in frames]
    truth = signals_of_points(clip.points, clip.side, performed.position)
    resting = clip.recording.t_s < REST_S
    found = {}
    for signal, true in truth.items():
        read = np.array([one.values.get(signal, np.nan) for one in seen])
        off = read - true
        if signal not in {Signal.STEP_WIDTH} and "height" not in signal and "separation" not in signal:
            off = (off + 180.0) % 360.0 - 180.0
        if signal in FROM_OWN_REST:
            off = off - np.nanmedian(off[resting])
        found[signal] = off[np.isfinite(off) & _at_work(clip)]
    broken = {focus.signal for focus in performed.focus if focus.id == clip.fault}
    return (performed.position.value, performed.camera.facing), found, broken


def _at_work(clip: TruthClip) -> Mask:
    """(T,) the frames about the peak of each repetition, or all of a hold but its ends: where faults are looked for."""
    t_s = clip.recording.t_s
    spans = [(done.peak_s, max(AT_WORK_S, 0.3 * (done.end_s - done.start_s))) for done in clip.repetitions]
    return np.asarray(np.any([np.abs(t_s - peak_s) < half_s for peak_s, half_s in spans], axis=0))


def _rms(clips: list[Array]) -> float:
    return float(np.sqrt(np.mean([np.mean(off**2) for off in clips])))


def main() -> None:
    """Print and write the errors by position, side of the camera and signal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--lifters", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    lifters = load_lifters(options.lifters) if options.lifters else load_lifters()
    catalogue = load_catalogue(None)
    all_off: dict[tuple[str, str], dict[Signal, list[tuple[bool, Array]]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(path for folder in options.folders for path in folder.glob("*.npz")):
        where, found, broken = errors_of(read_clip(path), catalogue, lifters)
        for signal, off in found.items():
            if len(off):
                all_off[where][signal].append((signal in broken, off))
    table = []
    for (position, facing), gathered in sorted(all_off.items()):
        errors: dict[str, float] = {}
        clips_seen = max(map(len, gathered.values()))
        for signal, clips in sorted(gathered.items()):
            # clips weigh alike: the bias differs from clip to clip, and that is part of the error
            rms = _rms([off for _, off in clips])
            # a fault that is read too small is as bad as one that is not there
            rms = max([rms, *([_rms([off for shows, off in clips if shows])] if any(s for s, _ in clips) else [])])
            bias = float(np.mean([np.mean(off) for _, off in clips]))
            errors[signal.value] = round(rms, 1)
            print(f"{position:14}{facing:7}{signal.value:28}{len(clips):4}{bias:8.1f}{rms:8.1f}")
        table.append({"position": position, "facing": facing, "clips": clips_seen, "rms": errors})
    if options.output:
        rules = yaml.safe_load(options.output.read_text())
        options.output.write_text(
            yaml.safe_dump({**rules, "errors": table}, sort_keys=False, allow_unicode=True, width=118)
        )


if __name__ == "__main__":
    main()
