"""What each signal reads in a drawn pose: the skeleton is put into it, and read as the coach reads a person."""

from collections.abc import Mapping

import numpy as np

from kilter.body.movements import Going, Performance, ReferenceMovement, embody, perform
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.signals import Joint, Signal
from kilter.body.skeleton import Proportions
from kilter.knowledge.schema.movements import Performed
from kilter.motion.signals import signals_of_points

Angles = Mapping[Joint, float]
MIDDLE_SIZE = Proportions.of_height(1.7)
WORKING = Side.LEFT
NO_FAULT: Angles = {}


def poses(movement: ReferenceMovement, fault: Angles = NO_FAULT) -> dict[str, Angles]:
    """The poses that tell of a repetition as it is performed: ``turn``, and ``midway`` where one is drawn."""
    going = Going(WORKING, up_s=2.0, hold_s=1.0, fault=fault)
    performance = perform(movement, [going], rate_hz=2.0, before_s=0.0)

    def at(time_s: float) -> Angles:
        frame = int(np.argmin(np.abs(performance.t_s - time_s)))
        return {joint: float(values[frame]) for joint, values in performance.angles.items()}

    if movement.one_way:
        return {"turn": at(1.0)}
    return {"turn": at(2.5), **({"midway": at(1.0)} if movement.between else {})}


def drawn(movement: ReferenceMovement, angles: Angles, working: Side = WORKING) -> Array:
    """(18, 3) the skeleton of a person of middle size in a pose, on the supports of the way out."""
    pose = {joint: np.array([angle]) for joint, angle in movement.complete(angles).items()}
    still: Array = embody(movement, Performance(np.zeros(1), pose, (working,), (False,), ()), MIDDLE_SIZE).points[0]
    return still


def reading(signal: Signal, performed: Performed, angles: Angles) -> float:
    """What a signal reads in a drawn pose, in its unit."""
    points = drawn(performed.reference_movement, angles)[None]
    return float(signals_of_points(points, WORKING, performed.position)[signal][0])
