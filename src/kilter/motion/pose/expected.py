"""What the person was asked to do, as the lifting network is told it.

From one camera a leg that points towards it looks like one that points away, and legs that cross change their names.
Whoever knows the exercise knows better: the reference movement at rest, on the way and at its peak, seen from where
the camera should stand, is given to the network beside the landmarks. It learnt with other people's ways of doing an
exercise, with faults, with cameras elsewhere and with exercises that were not the ones that were done, so what is
expected helps where the picture is in doubt and is not repeated where the picture says otherwise.
"""

from dataclasses import dataclass

import numpy as np

from kilter.body.movements import Going, ReferenceMovement, embody, perform
from kilter.body.rotations import about_z
from kilter.body.sides import PerSide, Side
from kilter.body.skeleton import POINTS, Point, Proportions
from kilter.motion.filters import Array
from kilter.motion.pose.features import mirrored_points
from kilter.motion.pose.view import Facing, asked_azimuth_deg

MOMENTS = 3
"""At rest, on the way and at the peak: a step begins and ends on two feet, and its middle tells it from standing."""
EXPECTED = 2 * MOMENTS * 3 * len(POINTS)
"""How many numbers tell what is expected: the poses when the left side works, then those when the right one does."""
_RATE_HZ = 100.0
_HEIGHT_M = 1.7


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """The poses that an exercise goes through.

    Args:
        left, right: (3, 18, 3) metres from the middle of the hips, of a body 1.7 m tall, as a level camera sees them
            that stands where the exercise wants it: at rest, on the way and at the peak, when that side works. Both are
            the same where the working side is known.
    """

    left: Array
    right: Array

    @property
    def row(self) -> Array:
        """(EXPECTED,) as the network takes it."""
        return np.concatenate([self.left.reshape(-1), self.right.reshape(-1)])

    @property
    def mirrored(self) -> "Expected":
        """What is expected of the mirrored picture."""
        return Expected(mirrored_points(self.right), mirrored_points(self.left))


def expected_by_side(movement: ReferenceMovement, facing: Facing, *, one_side: bool) -> PerSide[Expected]:
    """What to expect for either working side.

    Args:
        movement: the reference.
        facing: which part of the person should be towards the camera.
        one_side: whether one side works at a time and is known; else either may be at work in any frame.
    """
    left, right = (_poses(movement, facing, side) for side in Side)
    if one_side:
        return PerSide(Expected(left, left), Expected(right, right))
    either = Expected(left, right)
    return PerSide(either, either)


def _poses(movement: ReferenceMovement, facing: Facing, side: Side) -> Array:
    """(3, 18, 3) rest, the middle of the way up, and the peak, before the camera."""
    going = Going(side, up_s=1.0, hold_s=0.1, down_s=1.0)
    performance = perform(movement, [going], _RATE_HZ, before_s=0.0, after_s=0.0)
    peak_s = 0.99 if movement.one_way else 1.05
    frames = np.abs(performance.t_s[:, None] - np.array([0.0, 0.5, peak_s])).argmin(axis=0)
    points = embody(movement, performance, Proportions.of_height(_HEIGHT_M)).points[frames]
    hips = points[:, [Point.HIP_LEFT.index, Point.HIP_RIGHT.index]].mean(axis=1, keepdims=True)
    turn = about_z(np.array([-asked_azimuth_deg(facing, side)]))[0]
    return np.asarray((points - hips) @ turn.T)
