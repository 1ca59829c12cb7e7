"""The pose model watches a clip, and what it saw is put beside what really happened."""

from collections.abc import Iterable

import numpy as np
from tools.clips.acting import Acted
from tools.clips.truth import TrueRepetition, TruthClip
from tools.rendering.arrays import Picture

from kilter.adapters.pose_model.estimator import PoseEstimator
from kilter.adapters.pose_model.models import PoseModel
from kilter.body.skeleton import Point
from kilter.motion.filters import Mask
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pose.lifting import NORMAL_HEIGHT_M


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
