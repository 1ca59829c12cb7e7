"""How the angles found here differ from those that the laboratory stored in the same file."""

from dataclasses import dataclass

import numpy as np

from kilter.body.sides import PerSide, Side
from kilter.motion.filters import Array
from kilter.motion.gait.body import find_body
from kilter.motion.gait.hip import contralateral_pelvic_drop, hip_angles
from kilter.motion.gait.pelvis import pelvis_axes, pelvis_obliquity_deg
from kilter.motion.recording import MarkerRecording


@dataclass(frozen=True, slots=True)
class Agreement:
    """Found here minus the laboratory's, over all frames in which both are known; degrees.

    Args:
        angle: ``hip_flexion``, ``hip_abduction`` or ``pelvic_obliquity`` (up on that side is positive).
        side: the side.
        bias_deg: mean difference.
        sd_deg: standard deviation of the difference.
        rmse_deg: root of the mean squared difference.
        frames: how many frames.
    """

    angle: str
    side: Side
    bias_deg: float
    sd_deg: float
    rmse_deg: float
    frames: int


def agreement_with_laboratory(recording: MarkerRecording) -> tuple[Agreement, ...]:
    """Compare with Plug-in Gait's hip and pelvis angles, where the file holds them.

    Plug-in Gait stores hip adduction as positive, and pelvic obliquity as positive when that side is higher.

    Args:
        recording: markers and laboratory angles of the same frames.

    Returns:
        one comparison for each angle and side that both give; empty without laboratory angles.

    Raises:
        CaptureError: the pelvis or the feet are not marked.
    """
    if not recording.lab_angles:
        return ()
    body = find_body(recording)
    obliquity_deg = pelvis_obliquity_deg(body.asis)
    # the side that bears weight is higher when the other drops
    found = {"pelvic_obliquity": PerSide.build(lambda side: contralateral_pelvic_drop(obliquity_deg, side))}
    if body.knee is not None:
        hips = hip_angles(pelvis_axes(body.asis, body.sacrum), body.hip, body.knee)
        found |= {"hip_flexion": hips.flexion_deg, "hip_abduction": hips.abduction_deg}
    stored = {"hip_flexion": ("HipAngles", 0, 1), "hip_abduction": ("HipAngles", 1, -1)}
    stored["pelvic_obliquity"] = ("PelvisAngles", 1, 1)
    compared = []
    for angle, (name, column, sign) in stored.items():
        for side in Side:
            lab = recording.lab_angles.get(f"{'L' if side is Side.LEFT else 'R'}{name}")
            if lab is not None and angle in found:
                compared.append(_agreement(angle, side, found[angle][side], sign * lab[:, column]))
    return tuple(agreement for agreement in compared if agreement.frames)


def _agreement(angle: str, side: Side, found: Array, lab: Array) -> Agreement:
    apart = found - lab
    apart = apart[np.isfinite(apart)]
    if not len(apart):
        return Agreement(angle, side, np.nan, np.nan, np.nan, 0)
    return Agreement(
        angle,
        side,
        float(np.mean(apart)),
        float(np.std(apart)),
        float(np.sqrt(np.mean(apart**2))),
        len(apart),
    )
