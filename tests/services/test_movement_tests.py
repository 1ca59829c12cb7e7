"""Movement tests read from what a camera saw of bodies whose movement is known."""

from dataclasses import replace

import pytest
from tests.motion.people import MIDDLE, honest_lifter, see

from kilter.body.appearance import Noise
from kilter.body.movements import Going, Keyframe, embody, perform
from kilter.body.positions import Position
from kilter.body.rotations import about_z
from kilter.body.sides import Side
from kilter.body.signals import Joint, Signal
from kilter.errors import CaptureError
from kilter.knowledge.catalogue import Catalogue
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pose.features import FLAT
from kilter.services.movement_tests import TestReading, read_movement_test

LIFTERS = (honest_lifter(), honest_lifter(FLAT))
RATE_HZ = 30.0


def done(
    catalogue: Catalogue,
    test: str,
    goings: list[Going],
    *,
    turned_deg: float = 0.0,
    after_s: float = 1.5,
    before_s: float = 1.5,
    noise: Noise | None = None,
) -> LandmarkRecording:
    """A body of middle size does the movement of a test before a camera."""
    performed = catalogue.tests[test].performed
    assert performed is not None
    movement = performed.reference_movement
    performance = perform(movement, goings, RATE_HZ, before_s=before_s, after_s=after_s)
    points = embody(movement, performance, MIDDLE).points @ about_z(turned_deg).T
    return see(points, noise=noise, rate_hz=RATE_HZ).recording


def read(catalogue: Catalogue, recording: LandmarkRecording, test: str, side: Side | None = None) -> TestReading:
    """What is read of it by networks that take the landmarks for the truth."""
    return read_movement_test(recording, catalogue.tests[test], catalogue, LIFTERS, side)


def standing_on(side: Side, seconds: float, fault: Keyframe | None = None) -> Going:
    """Stand on one leg for so long."""
    return Going(side, up_s=0.6, hold_s=seconds, down_s=0.6, fault=fault or {})


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("seconds", [4.0, 12.0])
def test_the_time_on_one_leg_is_read(side: Side, seconds: float, catalogue: Catalogue) -> None:
    """The time ends when the foot touches down, within what half a second each for lifting and lowering leaves."""
    recording = done(catalogue, "single_leg_stance", [standing_on(side, seconds)], noise=Noise(jitter_px=1))

    reading = read(catalogue, recording, "single_leg_stance", side)

    assert reading.unread == ()
    assert reading.values["time"] == pytest.approx(seconds + 0.6, abs=0.6)


def test_the_time_on_one_leg_is_capped_as_in_the_test(catalogue: Catalogue) -> None:
    """Longer than the test asks for counts as its cap, and need not be recorded to its end."""
    recording = done(catalogue, "single_leg_stance", [standing_on(Side.LEFT, 47.0)])

    reading = read(catalogue, recording, "single_leg_stance", Side.LEFT)

    assert dict(reading.values) == {"time": 45}


def test_a_time_that_the_recording_cuts_off_is_not_assessed(catalogue: Catalogue) -> None:
    """A foot that is still up at the end, or up already at the beginning, gives no time, and says why."""
    whole = done(catalogue, "single_leg_stance", [standing_on(Side.LEFT, 6.0)])

    cut = [read(catalogue, part(whole, *span), "single_leg_stance", Side.LEFT) for span in ((0.0, 6.0), (4.0, 99.0))]

    assert [dict(each.values) for each in cut] == [{}, {}]
    assert "ends while" in cut[0].unread[0].say
    assert "begins when" in cut[1].unread[0].say


def part(whole: LandmarkRecording, start_s: float, end_s: float) -> LandmarkRecording:
    """A recording from one time to another."""
    kept = (whole.t_s >= start_s) & (whole.t_s <= end_s)
    return LandmarkRecording(
        t_s=whole.t_s[kept] - whole.t_s[kept][0],
        image_px=whole.image_px[kept],
        world_m=None if whole.world_m is None else whole.world_m[kept],
        visibility=whole.visibility[kept],
        width_px=whole.width_px,
        height_px=whole.height_px,
        present=whole.present[kept],
        source=whole.source,
    )


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("drop_deg", [-8.0, 0.0, 9.0])
@pytest.mark.parametrize("turned_deg", [0.0, 180.0])
def test_the_pelvic_drop_is_read_from_either_leg(
    side: Side, drop_deg: float, turned_deg: float, catalogue: Catalogue
) -> None:
    """A free side that hangs is positive, a hitched one negative, on either leg, from the front and from behind."""
    going = standing_on(side, 6.0, {Joint.PELVIS_OBLIQUITY: drop_deg})
    recording = done(catalogue, "trendelenburg", [going], turned_deg=turned_deg)

    reading = read(catalogue, recording, "trendelenburg", side)

    assert reading.values["pelvic_drop"] == pytest.approx(drop_deg, abs=1.0)


@pytest.mark.parametrize(
    ("change", "say"),
    [
        ({"turned_deg": 40.0}, "squarely"),
        ({"before_s": 0.0, "after_s": 0.0}, "both feet"),
    ],
)
def test_a_drop_that_cannot_be_told_is_not_assessed(change: dict[str, float], say: str, catalogue: Catalogue) -> None:
    """Seen obliquely, or without a stance on both legs to count from, there is no drop but a reason."""
    whole = done(catalogue, "trendelenburg", [standing_on(Side.LEFT, 8.0)], **change)  # type: ignore[arg-type]  # only numbers are changed
    recording = part(whole, 1.0, 7.0) if "before_s" in change else whole

    reading = read(catalogue, recording, "trendelenburg", Side.LEFT)

    assert dict(reading.values) == {}
    assert say in reading.unread[0].say


def test_a_stance_of_two_seconds_gives_no_drop(catalogue: Catalogue) -> None:
    """The drop is read at a steady position of three seconds."""
    recording = done(catalogue, "trendelenburg", [standing_on(Side.LEFT, 1.0)])

    reading = read(catalogue, recording, "trendelenburg", Side.LEFT)

    assert dict(reading.values) == {}
    assert "3 s" in reading.unread[0].say


def test_stands_of_thirty_seconds_are_counted(catalogue: Catalogue) -> None:
    """Only what is more than half done after thirty seconds counts."""
    goings = [Going(Side.LEFT, up_s=0.9, hold_s=0.3, down_s=0.9, pause_s=0.5)] * 14
    recording = done(catalogue, "chair_stand", goings, turned_deg=90.0)

    reading = read(catalogue, recording, "chair_stand")

    assert reading.unread == ()
    assert dict(reading.values) == {"repetitions": 12}


def test_a_count_needs_its_thirty_seconds(catalogue: Catalogue) -> None:
    """Stands of a shorter recording are not taken for those of thirty seconds."""
    recording = done(catalogue, "chair_stand", [Going(Side.LEFT)] * 3, turned_deg=90.0)

    reading = read(catalogue, recording, "chair_stand")

    assert dict(reading.values) == {}
    assert "30 s" in reading.unread[0].say


def with_camera(catalogue: Catalogue, rms_deg: float) -> Catalogue:
    """The knowledge, were every camera off by so much on each signal that the tests grade."""
    graded = (Signal.TRUNK_LEAN, Signal.PELVIS_OBLIQUITY, Signal.PELVIS_ROTATION, Signal.FRONTAL_PLANE_KNEE_ANGLE)
    seen = {"position": Position.STANDING, "facing": "front", "rms": dict.fromkeys(graded, rms_deg)}
    error = catalogue.camera_rules.errors[0].model_copy(update=seen)
    return replace(
        catalogue, camera_rules=catalogue.camera_rules.model_copy(update={"errors": (error,), "readings": ()})
    )


@pytest.mark.parametrize(
    ("test", "measure", "cue", "times", "points"),
    [
        ("single_leg_squat", "faults", None, 0, 0),
        ("single_leg_squat", "faults", "trunk_leans", 5, 1),
        ("single_leg_squat", "faults", "trunk_leans", 3, 1),
        ("single_leg_squat", "faults", "trunk_leans", 2, 0),
        ("lateral_step_down", "score", None, 0, 0),
        ("lateral_step_down", "score", "pelvis_drops", 4, 1),
    ],
)
def test_a_fault_of_most_repetitions_is_a_point(
    test: str, measure: str, cue: str | None, times: int, points: int, catalogue: Catalogue
) -> None:
    """Before an exact camera a fault of three of five repetitions is a point, one of two is none."""
    exact = with_camera(catalogue, 0.1)
    performed = catalogue.tests[test].performed
    assert performed is not None
    fault = next((focus.fault for focus in performed.focus if focus.id == cue), {})
    goings = [Going(Side.LEFT, fault=fault)] * times + [Going(Side.LEFT)] * (5 - times)

    reading = read(exact, done(catalogue, test, goings), test, Side.LEFT)

    assert reading.unread == ()
    assert dict(reading.values) == {measure: points}


@pytest.mark.parametrize("test", ["single_leg_squat", "lateral_step_down"])
def test_what_the_camera_cannot_judge_is_not_taken_for_good(test: str, catalogue: Catalogue) -> None:
    """Before a camera that is far off, five good repetitions are not assessed, and not given zero points."""
    recording = done(catalogue, test, [Going(Side.LEFT)] * 5)

    reading = read(with_camera(catalogue, 30.0), recording, test, Side.LEFT)

    assert dict(reading.values) == {}
    assert "could not judge" in reading.unread[0].say


@pytest.mark.parametrize("test", ["single_leg_squat", "lateral_step_down"])
def test_two_repetitions_are_too_few_for_points(test: str, catalogue: Catalogue) -> None:
    """Most of two is no majority."""
    recording = done(catalogue, test, [Going(Side.LEFT)] * 2)

    reading = read(catalogue, recording, test, Side.LEFT)

    assert dict(reading.values) == {}
    assert "too few" in reading.unread[0].say


@pytest.mark.parametrize("test", ["single_leg_stance", "trendelenburg", "single_leg_squat", "lateral_step_down"])
def test_nothing_is_read_out_of_nothing(test: str, catalogue: Catalogue) -> None:
    """Somebody who only stands there has no values, and every measure says why."""
    standing = part(done(catalogue, "single_leg_stance", [standing_on(Side.LEFT, 1.0)], before_s=4.0), 0.0, 3.8)

    reading = read(catalogue, standing, test, Side.LEFT)

    assert dict(reading.values) == {}
    readable = [measure.id for measure in catalogue.tests[test].measures if measure.by_camera]
    assert [each.measure for each in reading.unread] == readable


def test_nobody_is_an_error(catalogue: Catalogue) -> None:
    """A recording without a person is refused."""
    recording = done(catalogue, "single_leg_stance", [standing_on(Side.LEFT, 1.0)])
    recording.present[:] = False

    with pytest.raises(CaptureError, match="Nobody"):
        read(catalogue, recording, "single_leg_stance", Side.LEFT)
