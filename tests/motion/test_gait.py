"""Steps, angles and their comparison, against a made-up walker whose truth is known."""

import numpy as np
import pytest

from kilter.body.sides import PerSide, Side
from kilter.body.units import Unit
from kilter.motion.gait import GaitAssessment, GaitMeasure, Surface, assess_gait
from kilter.motion.recording import MarkerRecording

from .walkers import (
    KNEE_WIDTH_M,
    Walker,
    flexion_deg,
    obliquity_deg,
    off_times_s,
    record,
    strike_times_s,
    without,
)

FRAME_S = 0.01


def measured(assessment: GaitAssessment, measure_id: str) -> GaitMeasure:
    """The measure, which the test takes for granted."""
    measure = assessment.measure(measure_id)
    assert measure is not None
    return measure


def means(assessment: GaitAssessment, measure_id: str) -> tuple[float, float]:
    """Left and right mean."""
    left, right = (side.mean for side in measured(assessment, measure_id).sides)
    assert left is not None
    assert right is not None
    return left, right


@pytest.mark.parametrize("treadmill", [True, False])
@pytest.mark.parametrize("rate_hz", [50.0, 100.0, 250.0])
def test_strikes_and_offs_are_found_when_they_happen(treadmill: bool, rate_hz: float) -> None:
    """On a treadmill and over ground every event lies within two hundredths of a second of the truth."""
    walker = Walker(treadmill=treadmill, rate_hz=rate_hz)

    strides = assess_gait(record(walker)).strides

    for side in Side:
        assert len(strides[side]) >= 7
        for stride in strides[side]:
            assert np.abs(strike_times_s(walker, side) - stride.strike_s).min() < 2 * FRAME_S
            assert np.abs(off_times_s(walker, side) - stride.off_s).min() < 2 * FRAME_S


def test_surface_is_told_by_whether_the_pelvis_travels() -> None:
    """The same steps count as ground or treadmill, with the same speed and cadence."""
    ground, treadmill = (assess_gait(record(Walker(treadmill=on_belt))) for on_belt in (False, True))

    assert (ground.surface, treadmill.surface) == (Surface.GROUND, Surface.TREADMILL)
    for walk in (ground, treadmill):
        assert walk.speed_m_per_s.mean == pytest.approx(1.2, rel=0.005)
        assert walk.cadence_steps_per_min.mean == pytest.approx(120 / 1.1, rel=0.002)


def test_steps_of_unlike_length_and_time_are_told_apart() -> None:
    """When the right foot lands early, the right step is short and quick and the left one long and slow."""
    walker = Walker(lag=0.45)

    walk = assess_gait(record(walker))

    left_s, right_s = means(walk, "step_time")
    left_m, right_m = means(walk, "step_length")
    assert (left_s, right_s) == pytest.approx((0.55 * 1.1, 0.45 * 1.1), abs=0.003)
    assert (left_m, right_m) == pytest.approx((0.55 * 1.1 * 1.2, 0.45 * 1.1 * 1.2), abs=0.005)
    assert means(walk, "stance_share") == pytest.approx((62.0, 62.0), abs=2.5)
    assert means(walk, "swing_share") == pytest.approx((38.0, 38.0), abs=2.5)
    assert means(walk, "stride_time") == pytest.approx((1.1, 1.1), abs=0.003)


@pytest.mark.parametrize("medial_markers", [True, False])
def test_hip_angles_are_those_that_were_put_in(medial_markers: bool) -> None:
    """Flexion and abduction come out to a fifth of a degree, by epicondyles and by the knee's width."""
    walker = Walker(
        flexion_deg=PerSide((12.0, 20.0), (17.0, 24.0)), abduction_deg=PerSide(5.0, -3.0), obliquity_deg=0.0
    )
    recording = record(walker) if medial_markers else without(record(walker), "LKNM", "RKNM")

    walk = assess_gait(recording)

    assert means(walk, "hip_flexion_peak") == pytest.approx((32.0, 41.0), abs=0.2)
    assert means(walk, "hip_extension_peak") == pytest.approx((8.0, 7.0), abs=0.2)
    assert means(walk, "hip_abduction_stance_mean") == pytest.approx((5.0, -3.0), abs=0.2)
    assert means(walk, "hip_abduction_stance_range") == pytest.approx((0.0, 0.0), abs=0.2)


def test_the_pelvis_drops_away_from_the_leg_that_bears_weight() -> None:
    """A sway of 4 degrees is a drop of 4 degrees on both sides, and more counted from where the foot struck."""
    walker = Walker(obliquity_deg=4.0)

    walk = assess_gait(record(walker))

    assert means(walk, "pelvic_drop_peak") == pytest.approx((4.0, 4.0), abs=0.1)
    left = [4.0 - obliquity_deg(walker, np.array([s.strike_s]))[0] for s in walk.strides.left]
    assert means(walk, "pelvic_drop_from_strike")[0] == pytest.approx(np.mean(left), abs=0.1)


def test_an_unevenly_placed_marker_shifts_the_peak_but_not_the_drop_from_strike() -> None:
    """Raising one pelvic marker by a centimetre looks like a tilt of 2.4 degrees; drop from strike is free of it."""
    recording = record(Walker())
    raised = {**recording.markers, "LASI": recording.markers["LASI"] + np.array([0.0, 0.0, 0.01])}

    straight, tilted = assess_gait(recording), assess_gait(MarkerRecording(raised, recording.rate_hz))

    shift = np.subtract(means(tilted, "pelvic_drop_peak"), means(straight, "pelvic_drop_peak"))
    assert shift == pytest.approx((2.38, -2.38), abs=0.05)
    same = np.subtract(means(tilted, "pelvic_drop_from_strike"), means(straight, "pelvic_drop_from_strike"))
    assert same == pytest.approx((0.0, 0.0), abs=0.05)


def test_curves_run_from_strike_to_strike() -> None:
    """At 0 % and 100 % the angle is that of the foot strike; the drop of the right is the obliquity turned round."""
    walker = Walker(flexion_deg=PerSide((15.0, 20.0), (15.0, 25.0)))

    walk = assess_gait(record(walker))

    for side, peak in ((Side.LEFT, 35.0), (Side.RIGHT, 40.0)):
        curve = walk.curves["hip_flexion"][side]
        assert (len(curve.mean_deg), curve.n) == (101, len(walk.strides[side]))
        assert curve.mean_deg[[0, -1]] == pytest.approx(peak, abs=0.3)
        assert np.all(curve.sd_deg < 0.3)
        first = walk.strides[side][0]
        truth = flexion_deg(walker, side, np.linspace(first.strike_s, first.next_strike_s, 101))
        np.testing.assert_allclose(curve.mean_deg, truth, atol=0.4)
    drop = walk.curves["pelvic_drop"]
    assert drop.left.mean_deg[np.argmax(drop.left.mean_deg)] == pytest.approx(4.0, abs=0.1)
    assert 10 < np.argmax(drop.right.mean_deg) < 50


def test_noise_widens_the_error_and_moves_no_angle_but_the_range() -> None:
    """Two millimetres of scatter move peaks and means by under a degree; a range, which noise widens, grows."""
    clean, noisy = (assess_gait(record(Walker(noise_m=noise_m))) for noise_m in (0.0, 0.002))

    for sharp, blurred in zip(clean.measures, noisy.measures, strict=True):
        for side in Side:
            before, after = sharp.sides[side], blurred.sides[side]
            assert before.mean is not None
            assert before.standard_error is not None
            assert after.mean is not None
            assert after.standard_error is not None
            if sharp.id == "hip_abduction_stance_range":
                assert after.mean > before.mean
            elif sharp.unit is Unit.DEG:
                assert after.mean == pytest.approx(before.mean, abs=1.0)
                assert after.standard_error > before.standard_error


def test_short_gaps_cost_nothing_and_long_ones_cost_their_strides() -> None:
    """A marker hidden for 0.08 s changes no count; hidden for a second at the knee it costs hip angles, not steps."""
    recording = record(Walker())
    whole = assess_gait(recording)
    short, long = (dict(recording.markers) for _ in range(2))
    short["LHEE"] = short["LHEE"].copy()
    short["LHEE"][500:508] = np.nan
    long["LKNE"] = long["LKNE"].copy()
    long["LKNE"][400:500] = np.nan

    blinked, hidden = (assess_gait(MarkerRecording(markers, 100.0)) for markers in (short, long))

    assert len(blinked.strides.left) == len(whole.strides.left)
    assert len(hidden.strides.left) == len(whole.strides.left)
    assert measured(hidden, "hip_flexion_peak").sides.left.n < len(whole.strides.left)
    assert measured(hidden, "hip_flexion_peak").sides.right.n == len(whole.strides.right)
    assert hidden.curves["hip_flexion"].left.n == measured(hidden, "hip_flexion_peak").sides.left.n


def test_one_stride_gives_values_and_no_error() -> None:
    """A single stride is reported with its value, without an error, and with a note that says so."""
    walk = assess_gait(record(Walker(duration_s=2.6)))

    step = measured(walk, "step_time")
    assert step.sides.left.n == 1
    assert step.sides.left.mean == pytest.approx(0.55, abs=0.01)
    assert (step.sides.left.sd, step.sides.left.standard_error, step.sides.left.margin_95) == (None, None, None)
    assert step.difference_margin_95 is None
    assert np.isnan(walk.curves["pelvic_drop"].left.sd_deg).all()
    assert any("too few to give an error" in note for note in walk.notes)


def test_few_strides_are_called_few() -> None:
    """Under five strides a side the notes warn of a wide error; with more there is no note."""
    few, many = (assess_gait(record(Walker(duration_s=duration_s))).notes for duration_s in (4.6, 12.0))

    assert [note for note in few if "error is wide" in note]
    assert many == ()


def test_what_one_side_lacks_is_said_of_that_side() -> None:
    """A knee marker hidden throughout costs the hip angles of that side, which is named; the other side is measured."""
    recording = record(Walker())
    hidden = {**recording.markers, "RKNE": np.full_like(recording.markers["RKNE"], np.nan)}

    walk = assess_gait(MarkerRecording(hidden, 100.0))

    assert {(gap.measure, gap.side) for gap in walk.not_assessed} == {
        (measure, Side.RIGHT)
        for measure in (
            "hip_flexion_peak",
            "hip_extension_peak",
            "hip_abduction_stance_mean",
            "hip_abduction_stance_range",
        )
    }
    hip = measured(walk, "hip_flexion_peak")
    assert (hip.sides.right.n, hip.sides.right.mean, hip.difference) == (0, None, None)
    assert hip.sides.left.n > 5


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        (("LKNE",), "not marked on both sides"),
        (("LKNM", "LTHI"), "thigh marker or the knee's width is missing"),
    ],
)
def test_without_knees_the_hips_are_not_assessed(missing: tuple[str, ...], reason: str) -> None:
    """Where the knee's centre cannot be told, hip angles are withheld with the reason; steps and pelvis are not."""
    walk = assess_gait(without(record(Walker()), *missing))

    assert all(gap.side is None and reason in gap.reason for gap in walk.not_assessed)
    assert {gap.measure for gap in walk.not_assessed} >= {"hip_flexion_peak", "hip_abduction_stance_mean"}
    assert walk.measure("hip_flexion_peak") is None
    assert set(walk.curves) == {"pelvic_drop"}
    assert walk.measure("pelvic_drop_peak") is not None


def test_a_sacral_marker_stands_in_for_the_posterior_spines() -> None:
    """Marking the sacrum instead of both posterior spines changes nothing where it lies between them."""
    recording = record(Walker())
    sacrum = (recording.markers["LPSI"] + recording.markers["RPSI"]) / 2
    other = MarkerRecording(
        {**without(recording, "LPSI", "RPSI").markers, "SACR": sacrum},
        100.0,
        knee_width_m=PerSide(KNEE_WIDTH_M, KNEE_WIDTH_M),
    )

    walk, same = assess_gait(recording), assess_gait(other)

    for before, after in zip(walk.measures, same.measures, strict=True):
        assert after.difference == pytest.approx(before.difference, abs=1e-9)
