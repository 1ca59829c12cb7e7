"""Agreement with angles that a laboratory stored beside the markers."""

from dataclasses import replace

import numpy as np
import pytest

from kilter.body.sides import Side
from kilter.motion.gait import agreement_with_laboratory
from kilter.motion.recording import MarkerRecording

from .walkers import Array, Walker, flexion_deg, obliquity_deg, record, without

WALKER = Walker(treadmill=True)


def lab_angles(recording: MarkerRecording) -> dict[str, Array]:
    """The truth as Plug-in Gait would write it: adduction positive, each side's own obliquity, up positive."""
    time_s = np.arange(recording.frames) / recording.rate_hz
    nothing = np.zeros_like(time_s)
    angles = {}
    for side, letter, sign in ((Side.LEFT, "L", 1.0), (Side.RIGHT, "R", -1.0)):
        adduction = np.full_like(time_s, -WALKER.abduction_deg[side])
        angles[f"{letter}HipAngles"] = np.stack([flexion_deg(WALKER, side, time_s), adduction, nothing], axis=1)
        angles[f"{letter}PelvisAngles"] = np.stack([nothing, sign * obliquity_deg(WALKER, time_s), nothing], axis=1)
    return angles


def test_equal_angles_agree() -> None:
    """Against the truth in the laboratory's signs, bias and scatter vanish for each angle and side."""
    recording = record(WALKER)

    found = agreement_with_laboratory(replace(recording, lab_angles=lab_angles(recording)))

    assert {(line.angle, line.side) for line in found} == {
        (angle, side) for angle in ("hip_flexion", "hip_abduction", "pelvic_obliquity") for side in Side
    }
    for line in found:
        assert line.bias_deg == pytest.approx(0.0, abs=0.05)
        assert line.rmse_deg < 0.1
        assert line.frames == recording.frames


def test_an_offset_is_a_bias_and_nothing_else() -> None:
    """A laboratory that reads 3 degrees more everywhere is 3 degrees away, without scatter."""
    recording = record(WALKER)
    offset = {name: angles + np.array([3.0, 0.0, 0.0]) for name, angles in lab_angles(recording).items()}

    flexion = next(
        line for line in agreement_with_laboratory(replace(recording, lab_angles=offset)) if line.angle == "hip_flexion"
    )

    assert flexion.bias_deg == pytest.approx(-3.0, abs=0.05)
    assert flexion.rmse_deg == pytest.approx(np.hypot(flexion.bias_deg, flexion.sd_deg))


def test_only_what_both_know_is_compared() -> None:
    """No laboratory angles, no comparison; no knees, no hip angles; an angle that was never seen drops out."""
    recording = record(WALKER)
    angles = lab_angles(recording)
    half = {**angles, "LHipAngles": np.full_like(angles["LHipAngles"], np.nan)}
    del half["RPelvisAngles"]

    assert agreement_with_laboratory(recording) == ()
    pelvis_only = agreement_with_laboratory(replace(without(recording, "LKNE"), lab_angles=angles))
    assert {line.angle for line in pelvis_only} == {"pelvic_obliquity"}
    found = {(line.angle, line.side) for line in agreement_with_laboratory(replace(recording, lab_angles=half))}
    assert found == {
        ("hip_flexion", Side.RIGHT),
        ("hip_abduction", Side.RIGHT),
        ("pelvic_obliquity", Side.LEFT),
    }
