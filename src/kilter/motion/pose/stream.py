"""Pose frame by frame: lifted, turned upright, with bones of constant length, smoothed without waiting."""

import math
from dataclasses import dataclass

import numpy as np

from kilter.motion.filters import Array
from kilter.motion.frames import LandmarkFrame
from kilter.motion.observation import Unseen
from kilter.motion.pose.expected import Expected
from kilter.motion.pose.features import features
from kilter.motion.pose.lifting import Lifter
from kilter.motion.pose.placing import believed_up, upright_turn
from kilter.motion.pose.view import MOST_MISFIT, MOST_MISFIT_EXPECTED, misfit, picture_trouble

LONGEST_MEMORY_S = 10.0
"""Over how long the upward direction is averaged: a camera stands still."""
FORGET_AFTER_S = 0.5
FORGIVEN_S = 0.6
"""For so long after the last picture that fits, one that does not is a slip, where it is known what is done."""
SLOWEST_CUTOFF_HZ = 2.0
CUTOFF_PER_SPEED = 3.0
"""Hertz for each metre a second: the faster the body, the less it is smoothed."""


@dataclass(frozen=True, slots=True)
class PoseFrame:
    """The pose of one frame.

    Args:
        t_s: seconds.
        points: the 18 points as ``[x, y, z]`` metres of a body 1.7 m tall, from the middle of the hips, upright axes
            (camera at -Y); None where nobody could be read.
        trouble: why there are no points, or what makes them doubtful.
        slip: whether the picture does not fit, but did a moment ago: good for counting, not for judging form.
    """

    t_s: float
    points: list[list[float]] | None
    trouble: Unseen | None
    slip: bool = False


class PoseStream:
    """Reads poses one after the other; the same frames give the same poses.

    Args:
        lifter: the network for sources with depth.
        flat_lifter: the network for sources of two dimensions.
    """

    def __init__(self, lifter: Lifter, flat_lifter: Lifter) -> None:
        self._unguided = (lifter, flat_lifter)
        self._lifters = {lifter.inputs: lifter, flat_lifter.inputs: flat_lifter}
        self._up = np.array([0.0, 0.0, 1.0])
        self._watched_s = 0.0
        self._last_s: float | None = None
        self._smooth: Array | None = None
        self._fitted_s = -math.inf

    def expect(self, expected: Expected) -> None:
        """From now on the person is to do this."""
        self._lifters = {lifter.inputs: lifter.expecting(expected) for lifter in self._unguided}

    def receive(self, frame: LandmarkFrame) -> PoseFrame:
        """The pose of the next frame; one that goes back in time, or has none, does not move the memory."""
        trouble = picture_trouble(frame)
        if trouble in {Unseen.NO_PERSON, Unseen.HIDDEN} and (frame.image_px is None or not _all_there(frame)):
            return PoseFrame(frame.t_s, None, trouble)
        if frame.image_px is None or frame.visibility is None:
            return PoseFrame(frame.t_s, None, Unseen.NO_PERSON)
        world = None if frame.world_m is None else frame.world_m[None]
        described = features(frame.image_px[None], world, frame.visibility[None], frame.width_px, frame.height_px)
        if not np.isfinite(described).all():
            return PoseFrame(frame.t_s, None, Unseen.HIDDEN)
        lifter = self._lifters[described.shape[1]]
        lifted = lifter.lift(described)
        slip = False
        if trouble is None and not self._fits(frame, lifted.points, expected=lifter.told is not None):
            slip = lifter.told is not None and 0.0 <= frame.t_s - self._fitted_s <= FORGIVEN_S
            trouble = None if slip else Unseen.IMPLAUSIBLE
        timed = math.isfinite(frame.t_s)
        elapsed_s = frame.t_s - self._last_s if timed and self._last_s is not None else 0.0
        self._remember_up(lifted.up[0], elapsed_s)
        points = lifted.points[0] @ upright_turn(believed_up(self._up)).T
        smooth = self._smoothed(points, elapsed_s)
        if elapsed_s > 0 or (timed and self._last_s is None):
            self._last_s = frame.t_s
        return PoseFrame(frame.t_s, smooth.tolist(), trouble, slip)

    def _fits(self, frame: LandmarkFrame, points: Array, *, expected: bool) -> bool:
        """Whether the pose looks like its landmarks; when it last did is remembered."""
        fits = frame.image_px is not None and _fits(points, frame.image_px[None], expected=expected)
        if fits:
            self._fitted_s = frame.t_s
        return fits

    def _remember_up(self, up: Array, elapsed_s: float) -> None:
        self._watched_s = min(self._watched_s + max(elapsed_s, 0.0), LONGEST_MEMORY_S)
        share = 1.0 if self._last_s is None else max(elapsed_s, 0.0) / (self._watched_s + 0.05)
        blended = self._up + min(share, 1.0) * (up - self._up)
        self._up = blended / math.sqrt(float(blended @ blended) + 1e-12)

    def _smoothed(self, points: Array, elapsed_s: float) -> Array:
        """The one-euro filter: a low-pass whose cut-off rises with the speed."""
        if self._smooth is None or elapsed_s > FORGET_AFTER_S:
            self._smooth = points
        elif elapsed_s > 0:
            step = points - self._smooth
            speed = np.sqrt((step * step).sum(axis=1, keepdims=True)) / elapsed_s
            turns = 2 * math.pi * elapsed_s * (SLOWEST_CUTOFF_HZ + CUTOFF_PER_SPEED * speed)
            self._smooth = self._smooth + step * (turns / (1.0 + turns))
        return self._smooth


def _fits(points: Array, image_px: Array, *, expected: bool) -> bool:
    """Whether a pose looks like its landmarks; where it is known what is done, they may be on the wrong leg."""
    most = MOST_MISFIT_EXPECTED if expected else MOST_MISFIT
    if misfit(points, image_px)[0] <= most:
        return True
    return expected and bool(misfit(points, image_px, legs_crossed=True)[0] <= most)


def _all_there(frame: LandmarkFrame) -> bool:
    return frame.image_px is not None and bool(np.isfinite(frame.image_px).all())
