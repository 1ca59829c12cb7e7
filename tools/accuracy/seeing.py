"""Landmarks of real clips, also as a mirror would show them, kept so that only the first run has to look for them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kilter.adapters.pose_model.estimator import Bodies, PoseEstimator
from kilter.adapters.pose_model.models import PoseModel
from kilter.adapters.video.decode import Frames, probe_video
from kilter.adapters.video.landmarks import gather
from kilter.body.rotations import Array
from kilter.motion.landmarks import LandmarkRecording


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the pose model found in a clip.

    Args:
        bodies: for each frame (N, 33, 6) as ``PoseEstimator.find`` gives them.
        recording: the person who is followed, before swapped legs are mended.
    """

    bodies: tuple[Bodies, ...]
    recording: LandmarkRecording


@dataclass(frozen=True, slots=True)
class Watcher:
    """Looks at the clips of a folder.

    Args:
        folder: where the clips lie.
        kept: where what was found is kept; nothing is kept when None.
    """

    folder: Path
    kept: Path | None

    def see(self, clip: str, model: PoseModel, *, mirrored: bool = False) -> Seen:
        """The landmarks of a clip, of the pictures turned over when mirrored."""
        path = self.folder / f"{clip}.mp4"
        facts = probe_video(path)
        t_s, bodies = self._bodies(path, model, mirrored=mirrored)
        return Seen(bodies, gather(t_s, bodies, facts, f"blazepose_{model}"))

    def _bodies(self, path: Path, model: PoseModel, *, mirrored: bool) -> tuple[Array, tuple[Bodies, ...]]:
        file = None if self.kept is None else self.kept / f"{path.stem}-{model}{'-mirrored' if mirrored else ''}.npz"
        if file is not None and file.is_file():
            with np.load(file) as arrays:
                counts = np.cumsum(arrays["counts"])[:-1]
                return arrays["t_s"], tuple(np.split(arrays["bodies"], counts))
        times, bodies = _look(path, model, mirrored=mirrored)
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            np.savez(file, t_s=times, counts=[len(found) for found in bodies], bodies=np.concatenate(bodies))
        return times, bodies


def _look(path: Path, model: PoseModel, *, mirrored: bool) -> tuple[Array, tuple[Bodies, ...]]:
    times, bodies = [], []
    with PoseEstimator(model) as estimator:
        for frame in Frames(path, probe_video(path)):
            picture = frame.picture[:, ::-1] if mirrored else frame.picture
            times.append(frame.t_s)
            bodies.append(estimator.find(picture, frame.t_s))
    return np.array(times), tuple(bodies)
