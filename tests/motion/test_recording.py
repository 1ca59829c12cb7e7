"""Recordings of markers: names, shapes, and which way is up."""

import numpy as np
import pytest

from kilter.body.sides import Side
from kilter.errors import ShapeError, UsageError
from kilter.motion.markers import Spot, accepted_names, find_marker
from kilter.motion.recording import MarkerRecording, find_vertical, turn_upright

from .walkers import Walker, record


@pytest.mark.parametrize(
    ("recorded", "spot", "side"),
    [
        ("LASI", Spot.ASIS, Side.LEFT),
        ("R.ASIS", Spot.ASIS, Side.RIGHT),
        ("r.ASIS_study", Spot.ASIS, Side.RIGHT),
        ("V.Sacral", Spot.SACRUM, Side.LEFT),
        ("LCAL", Spot.HEEL, Side.LEFT),
        ("R.Toe.Tip", Spot.TOE, Side.RIGHT),
        ("rlek", Spot.KNEE_LATERAL, Side.RIGHT),
    ],
)
def test_one_spot_has_many_names(recorded: str, spot: Spot, side: Side) -> None:
    """Names of the usual marker sets are understood on their own side only, and come back as they were spelled."""
    assert find_marker([recorded, "C7"], spot, side) == recorded
    assert spot is Spot.SACRUM or find_marker([recorded, "C7"], spot, side.other) is None


def test_the_usual_name_wins() -> None:
    """Where a file holds two names for one spot, the first of the accepted ones is taken."""
    first, second, *_ = accepted_names(Spot.HEEL, Side.LEFT)

    assert find_marker([second, first], Spot.HEEL, Side.LEFT) == first


@pytest.mark.parametrize("vertical", ["+X", "-X", "+Y", "-Y", "+Z", "-Z"])
def test_up_is_told_from_the_body_and_turned_to_z(vertical: str) -> None:
    """Whatever axis points up in the file, the pelvis ends above the feet, and left does not become right."""
    upright = record(Walker(duration_s=3.0)).markers
    in_file = {}
    for name, points in upright.items():
        basis = turn_upright(np.eye(3), vertical)
        in_file[name] = points @ np.linalg.inv(basis)

    found = find_vertical(in_file)

    assert found == vertical
    assert np.linalg.det(turn_upright(np.eye(3), vertical)) == pytest.approx(1.0)
    back = {name: turn_upright(points, found) for name, points in in_file.items()}
    for name, points in upright.items():
        np.testing.assert_allclose(back[name], points, atol=1e-12)


def test_up_is_not_guessed() -> None:
    """Without feet, without a frame in which they are seen, or along no axis, the vertical stays unknown."""
    markers = record(Walker(duration_s=2.0)).markers
    pelvis = {name: points for name, points in markers.items() if name.endswith("SI")}
    unseen = {**markers, **{name: np.full_like(markers[name], np.nan) for name in ("LHEE", "RHEE", "LTOE", "RTOE")}}
    aslant = {name: points @ np.array([[1, 0, 0], [0, 0.7, -0.7], [0, 0.7, 0.7]]).T for name, points in markers.items()}

    assert find_vertical(pelvis) is None
    assert find_vertical(unseen) is None
    assert find_vertical(aslant) is None


def test_a_recording_knows_its_length() -> None:
    """Frames and seconds follow from the trajectories and the rate."""
    recording = MarkerRecording({"LASI": np.zeros((50, 3))}, rate_hz=25.0)

    assert (recording.frames, recording.duration_s) == (50, 2.0)
    assert MarkerRecording({}, rate_hz=25.0).frames == 0


def test_trajectories_of_one_recording_have_one_shape() -> None:
    """A marker with other frames than the rest, or without three coordinates, is the caller's mistake."""
    with pytest.raises(ShapeError, match="one shape"):
        MarkerRecording({"LASI": np.zeros((50, 3)), "RASI": np.zeros((49, 3))}, rate_hz=25.0)
    with pytest.raises(ShapeError, match="one shape"):
        MarkerRecording({"LASI": np.zeros((50, 2))}, rate_hz=25.0)


@pytest.mark.parametrize("rate_hz", [0.0, -1.0, float("nan"), float("inf")])
def test_a_rate_is_a_positive_number(rate_hz: float) -> None:
    """Frames a second of zero, below, or no number at all are refused."""
    with pytest.raises(UsageError, match="no rate"):
        MarkerRecording({"LASI": np.zeros((50, 3))}, rate_hz=rate_hz)
