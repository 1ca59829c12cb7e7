"""A recording of landmarks: where each one was in the picture and about the hips, frame by frame."""

from dataclasses import dataclass, replace

import numpy as np

from kilter.body.landmarks import LANDMARKS, MIRRORED
from kilter.errors import Problem, ShapeError, UsageError
from kilter.motion.filters import Array, Mask


@dataclass(frozen=True, slots=True, eq=False)
class LandmarkRecording:
    """Landmarks of one person, in the order of ``kilter.body.landmarks.Landmark``.

    Args:
        t_s: (T,) seconds from the start of the recording, strictly increasing.
        image_px: (T, 33, 2) pixels in the upright picture, x to the right and y down; NaN where not seen.
        world_m: (T, 33, 3) metres from the middle of the hips, x to the right of the picture, y down, z away from
            the camera; NaN where not seen. None where the source knows two dimensions only.
        visibility: (T, 33) from 0 to 1, how sure the source is that the landmark is in view.
        width_px: width of the upright picture.
        height_px: height of the upright picture.
        present: (T,) whether a person was found.
        source: what gave the landmarks, such as ``blazepose_full`` or ``coco17``.
        notes: what was odd about the recording and how it was read, in sentences for the person.

    Raises:
        ShapeError: the arrays do not share their frames, or are not of 33 landmarks.
        UsageError: time does not increase, the picture has no size, or a visibility is not from 0 to 1.
    """

    t_s: Array
    image_px: Array
    world_m: Array | None
    visibility: Array
    width_px: int
    height_px: int
    present: Mask
    source: str
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        frames = len(self.t_s)
        shapes = {
            "t_s": (self.t_s.shape, (frames,)),
            "image_px": (self.image_px.shape, (frames, LANDMARKS, 2)),
            "world_m": (None if self.world_m is None else self.world_m.shape, (frames, LANDMARKS, 3)),
            "visibility": (self.visibility.shape, (frames, LANDMARKS)),
            "present": (self.present.shape, (frames,)),
        }
        wrong = [
            Problem(f"landmarks: {name}", f"The shape is {shape}.", f"Give {expected}.")
            for name, (shape, expected) in shapes.items()
            if shape is not None and shape != expected
        ]
        if wrong:
            raise ShapeError(*wrong)
        faults = []
        if not (np.isfinite(self.t_s).all() and (np.diff(self.t_s) > 0).all()):
            faults.append(Problem("landmarks: t_s", "The times do not increase.", "Give each frame a later time."))
        if not (self.width_px > 0 and self.height_px > 0):
            what = f"A picture of {self.width_px} by {self.height_px} pixels has no size."
            faults.append(Problem("landmarks: width_px, height_px", what, "Give a width and a height above 0."))
        if not ((self.visibility >= 0) & (self.visibility <= 1)).all():
            faults.append(Problem("landmarks: visibility", "A value is outside 0 to 1.", "Give shares from 0 to 1."))
        if faults:
            raise UsageError(*faults)

    @property
    def frames(self) -> int:
        """How many frames were recorded."""
        return len(self.t_s)

    @property
    def duration_s(self) -> float:
        """From the first frame to the last; 0 for a single frame."""
        return float(self.t_s[-1] - self.t_s[0]) if self.frames else 0.0

    @property
    def rate_hz(self) -> float:
        """Frames a second by the median step; NaN with fewer than two frames."""
        return 1 / float(np.median(np.diff(self.t_s))) if self.frames > 1 else float("nan")


def mirror(recording: LandmarkRecording) -> LandmarkRecording:
    """The recording as a mirror would show it: left is right, and the picture is turned over.

    Args:
        recording: any recording.

    Returns:
        the same frames with the names of the sides swapped and x reversed; mirroring twice gives the first again.
    """
    swapped = list(MIRRORED)
    image_px = recording.image_px[:, swapped].copy()
    image_px[..., 0] = recording.width_px - image_px[..., 0]
    world_m = None
    if recording.world_m is not None:
        world_m = recording.world_m[:, swapped] * np.array([-1.0, 1.0, 1.0])
    return replace(recording, image_px=image_px, world_m=world_m, visibility=recording.visibility[:, swapped])
