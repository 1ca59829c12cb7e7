"""A clip with its truth, on disk: landmarks as the pose model saw them, and what really happened."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from kilter.adapters.pose_model.estimator import PoseEstimator
from kilter.adapters.pose_model.models import PoseModel
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.skeleton import Point
from kilter.motion.filters import Mask
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pose.lifting import NORMAL_HEIGHT_M
from tools.clips.acting import Acted
from tools.rendering.scene import Picture


@dataclass(frozen=True, slots=True)
class TrueRepetition:
    """What one repetition really was; ``share`` is how much of the range was done."""

    side: str
    start_s: float
    peak_s: float
    end_s: float
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class TruthClip:
    """Landmarks and truth of one clip.

    Args:
        shown: id of the exercise, or ``test_`` and the id of the test.
        side: the working side.
        fault: id of the fault that is shown, or None.
        repetitions: what was done when.
        recording: the landmarks.
        points: (T, 18, 3) the true points, metres of a body 1.7 m tall from the middle of the hips, Z up, camera at
            -Y.
        azimuth_deg: how far the camera stands off where the exercise wants it.
    """

    shown: str
    side: Side
    fault: str | None
    repetitions: tuple[TrueRepetition, ...]
    recording: LandmarkRecording
    points: Array
    azimuth_deg: float


def watched(acted: Acted, pictures: Iterable[Picture], model: PoseModel) -> TruthClip:
    """Let the pose model watch a clip."""
    width, height = acted.camera.width_px, acted.camera.height_px
    t_s = acted.performance.t_s - acted.performance.t_s[0]
    bodies, present = [], []
    with PoseEstimator(model) as estimator:
        for picture, time in zip(pictures, t_s, strict=True):
            found = estimator.find(picture, float(time))
            present.append(len(found) > 0)
            bodies.append(found[0].astype(np.float64) if len(found) else np.full((33, 6), np.nan))
    seen = np.array(bodies)
    there: Mask = np.array(present)
    recording = LandmarkRecording(
        t_s=t_s,
        image_px=seen[..., :2] * (width, height),
        world_m=seen[..., 2:5],
        visibility=np.clip(np.nan_to_num(seen[..., 5]), 0.0, 1.0),
        width_px=width,
        height_px=height,
        present=there,
        source=f"blazepose_{model}",
    )
    return truth_of(acted, recording)


def truth_of(acted: Acted, recording: LandmarkRecording) -> TruthClip:
    """The truth that belongs to a recording of a clip."""
    hips = acted.points[:, [Point.HIP_LEFT.index, Point.HIP_RIGHT.index]].mean(axis=1, keepdims=True)
    first = acted.performance.t_s[0]
    repetitions = tuple(
        TrueRepetition(done.side.value, done.start_s - first, done.peak_s - first, done.end_s - first, going.share)
        for done, going in zip(acted.performance.repetitions, acted.plan.goings, strict=True)
    )
    return TruthClip(
        acted.plan.shown,
        acted.plan.side,
        acted.plan.fault,
        repetitions,
        recording,
        (acted.points - hips) * (NORMAL_HEIGHT_M / acted.stature_m),
        acted.plan.view.azimuth_deg,
    )


def write_clip(clip: TruthClip, path: Path) -> None:
    """Write a clip and its truth into one file."""
    facts = {
        "shown": clip.shown,
        "side": clip.side,
        "fault": clip.fault,
        "repetitions": [asdict(done) for done in clip.repetitions],
        "azimuth_deg": clip.azimuth_deg,
        "size_px": (clip.recording.width_px, clip.recording.height_px),
        "source": clip.recording.source,
    }
    assert clip.recording.world_m is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        facts=np.array(json.dumps(facts)),
        t_s=clip.recording.t_s,
        image_px=clip.recording.image_px.astype(np.float32),
        world_m=clip.recording.world_m.astype(np.float32),
        visibility=clip.recording.visibility.astype(np.float32),
        present=clip.recording.present,
        points=clip.points.astype(np.float32),
    )


def read_clip(path: Path) -> TruthClip:
    """Read what :func:`write_clip` wrote."""
    with np.load(path) as stored:
        facts = json.loads(str(stored["facts"]))
        width, height = facts["size_px"]
        recording = LandmarkRecording(
            t_s=stored["t_s"],
            image_px=stored["image_px"].astype(np.float64),
            world_m=stored["world_m"].astype(np.float64),
            visibility=np.clip(stored["visibility"].astype(np.float64), 0.0, 1.0),
            width_px=width,
            height_px=height,
            present=stored["present"],
            source=facts["source"],
        )
        return TruthClip(
            facts["shown"],
            Side(facts["side"]),
            facts["fault"],
            tuple(TrueRepetition(**done) for done in facts["repetitions"]),
            recording,
            stored["points"].astype(np.float64),
            facts["azimuth_deg"],
        )
