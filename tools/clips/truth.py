"""A clip with its truth, on disk: landmarks as the pose model saw them, and what really happened."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.motion.landmarks import LandmarkRecording


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
