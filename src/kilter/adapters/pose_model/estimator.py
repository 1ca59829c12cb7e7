"""Bodies in the frames of a video, as MediaPipe finds them."""

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from mediapipe import Image, ImageFormat
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

from kilter.adapters.pose_model.models import PoseModel, find_bundle
from kilter.body.landmarks import LANDMARKS

Picture = npt.NDArray[np.uint8]
Bodies = npt.NDArray[np.float32]
MOST_PEOPLE = 3
# Tracking several costs about 0.7 times one more, as the detector then runs on each frame: only where others were seen.
LOOK_AROUND_EVERY_S = 1.0
ALONE_AFTER_S = 3.0
# x and y as shares of the picture; x, y, z in metres from the middle of the hips; visibility
COLUMNS = 6


@dataclass(slots=True)
class _Company:
    """Whether others are in view, and when that was last looked at."""

    looked_s: float = -np.inf
    seen_s: float = -np.inf

    def is_due(self, t_s: float) -> bool:
        return t_s - self.looked_s >= LOOK_AROUND_EVERY_S


class PoseEstimator:
    """Finds the bodies in one video, frame after frame.

    One body is tracked as long as one is all there is. Once a second, and whenever the body is lost, the whole picture
    is searched; while others are in view up to three are tracked, so that whoever exercises can be told from them.

    Args:
        model: size of the network.

    Raises:
        UsageError: the model was not built.
    """

    def __init__(self, model: PoseModel = PoseModel.FULL) -> None:
        self._bundle = find_bundle(model)
        self._search = self._landmarker(RunningMode.IMAGE, MOST_PEOPLE)
        self._track = self._landmarker(RunningMode.VIDEO, 1)
        self._tracked = 1
        self._company = _Company()
        self._last_ms = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the networks."""
        self._track.close()
        self._search.close()

    def find(self, picture: Picture, t_s: float) -> Bodies:
        """Find the bodies in the next frame.

        Args:
            picture: (height, width, 3) RGB, upright.
            t_s: its time, seconds, later than that of the frame before.

        Returns:
            (N, 33, 6) x and y as shares of the picture's width and height, x, y and z in metres from the middle of the
            hips, and visibility from 0 to 1; N is 0 where nobody was found.
        """
        # MediaPipe reads the bytes as if rows had no gaps between them, and without a word where they have.
        image = Image(image_format=ImageFormat.SRGB, data=np.ascontiguousarray(picture))
        if self._company.is_due(t_s):
            self._look_around(image, t_s)
        t_ms = max(round(1000 * t_s), self._last_ms + 1)
        self._last_ms = t_ms
        found = _as_array(self._track.detect_for_video(image, t_ms))
        if not len(found):
            self._company.looked_s = min(self._company.looked_s, t_s - LOOK_AROUND_EVERY_S / 2)
        return found

    def _look_around(self, image: Image, t_s: float) -> None:
        """Search the whole picture, and track one or several accordingly."""
        company = self._company
        company.looked_s = t_s
        if len(self._search.detect(image).pose_landmarks) > 1:
            company.seen_s = t_s
        wanted = MOST_PEOPLE if t_s - company.seen_s < ALONE_AFTER_S else 1
        if wanted != self._tracked:
            self._track.close()
            self._track = self._landmarker(RunningMode.VIDEO, wanted)
            self._tracked = wanted

    def _landmarker(self, mode: RunningMode, people: int) -> PoseLandmarker:
        options = PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(self._bundle), delegate=BaseOptions.Delegate.CPU),
            running_mode=mode,
            num_poses=people,
        )
        return PoseLandmarker.create_from_options(options)


def _as_array(result: Any) -> Bodies:
    """(N, 33, 6) of what was found."""
    bodies = np.empty((len(result.pose_landmarks), LANDMARKS, COLUMNS), dtype=np.float32)
    for body, seen, placed in zip(bodies, result.pose_landmarks, result.pose_world_landmarks, strict=True):
        body[:, :2] = [(point.x, point.y) for point in seen]
        body[:, 2:5] = [(point.x, point.y, point.z) for point in placed]
        body[:, 5] = [point.visibility for point in seen]
    return bodies
