"""What is not a level walk straight ahead is refused, and the person is told why and what to do."""

from dataclasses import replace

import numpy as np
import pytest

from kilter.errors import CaptureError
from kilter.motion.gait import assess_gait
from kilter.motion.recording import MarkerRecording

from .walkers import Walker, mirrored, record, without


def refusal(recording: MarkerRecording) -> CaptureError:
    """The error that the recording ends in."""
    with pytest.raises(CaptureError) as caught:
        assess_gait(recording)
    return caught.value


def test_every_missing_marker_is_named_at_once() -> None:
    """Each spot that steps need and that has no marker is a problem of its own, with the names that would do."""
    error = refusal(without(record(Walker()), "LHEE", "RTOE", "LPSI"))

    told = [str(problem) for problem in error.problems]
    assert len(told) == 3
    assert any("heel on the left" in line and "LHEE" in line for line in told)
    assert any("forefoot on the right" in line and "RTOE" in line for line in told)
    assert any("posterior" in line and "SACR" in line for line in told)


def test_the_sacrum_replaces_the_posterior_spines_in_what_is_missing() -> None:
    """With the sacrum marked, the posterior spines are not asked for."""
    recording = record(Walker())
    with_sacrum = replace(recording, markers={**recording.markers, "SACR": recording.markers["LPSI"]})

    error = refusal(without(with_sacrum, "LPSI", "RPSI", "LASI"))

    assert len(error.problems) == 1
    assert "anterior" in error.problems[0].what


def test_too_few_frames_a_second_are_refused() -> None:
    """Ten frames a second cannot show steps."""
    assert "too few" in str(refusal(record(Walker(rate_hz=10.0))))


def test_a_pelvis_never_seen_whole_is_refused() -> None:
    """Markers of front and back that are never in view together give no pelvis."""
    recording = record(Walker())
    half = {name: points.copy() for name, points in recording.markers.items()}
    half["LASI"][:500] = np.nan
    half["LPSI"][500:] = np.nan

    assert "never seen together" in str(refusal(replace(recording, markers=half)))


@pytest.mark.parametrize("factor", [0.001, 1000.0])
def test_a_pelvis_of_impossible_size_points_at_the_unit(factor: float) -> None:
    """Millimetres taken for metres, or the reverse, are noticed by the pelvis."""
    recording = record(Walker())
    scaled = {name: points * factor for name, points in recording.markers.items()}

    assert "Check the unit" in str(refusal(replace(recording, markers=scaled)))


def test_swapped_sides_are_noticed() -> None:
    """Left and right names on the wrong legs, which a mirror alone would not show, are refused."""
    mirrored_room = mirrored(record(Walker()))
    flipped = {name: points * np.array([1.0, -1.0, 1.0]) for name, points in mirrored_room.markers.items()}

    assert "left markers lie on the right" in str(refusal(replace(mirrored_room, markers=flipped)))


def test_standing_is_no_walk() -> None:
    """Someone who stands, or shuffles on the spot, does not swing the feet past the pelvis."""
    assert "do not swing" in str(refusal(record(Walker(speed_m_per_s=0.0))))


def test_a_walk_too_short_for_a_stride_is_refused() -> None:
    """One second of walking holds no whole stride; the strikes that were seen are counted."""
    error = refusal(record(Walker(duration_s=1.0)))

    assert "No whole stride" in str(error)
    assert "two strides" in error.problems[0].mend


def test_feet_that_are_never_seen_give_no_stride() -> None:
    """A toe marker hidden throughout leaves no toe-off, so no stride."""
    recording = record(Walker())
    hidden = {**recording.markers, "LTOE": np.full_like(recording.markers["LTOE"], np.nan)}
    hidden["RTOE"] = hidden["LTOE"]

    assert "No whole stride" in str(refusal(replace(recording, markers=hidden)))


def test_heels_that_are_never_seen_give_no_direction() -> None:
    """Without any frame of the heels there is nothing to tell the direction by."""
    recording = record(Walker())
    unseen = np.full_like(recording.markers["LHEE"], np.nan)

    assert "do not swing" in str(
        refusal(replace(recording, markers={**recording.markers, "LHEE": unseen, "RHEE": unseen}))
    )


def test_turns_are_refused() -> None:
    """Someone who turns round half way is asked to cut the recording."""
    recording = record(Walker(treadmill=True))
    about = np.where(np.arange(1000)[:, None] < 500, [[1.0, 1.0, 1.0]], [[-1.0, -1.0, 1.0]])
    turning = {name: points * about for name, points in recording.markers.items()}

    assert "turns" in str(refusal(replace(recording, markers=turning)))


def test_walking_backwards_is_refused() -> None:
    """A walk played backwards has its feet up when a walker's are down, so it shows no stride of a walk."""
    recording = record(Walker(treadmill=True))
    reversed_time = {name: points[::-1] for name, points in recording.markers.items()}

    assert "No whole stride" in str(refusal(replace(recording, markers=reversed_time)))


@pytest.mark.parametrize("climb_m_per_s", [0.3, -0.3])
def test_stairs_are_refused(climb_m_per_s: float) -> None:
    """Steps that end 16 cm higher or lower each time are stairs."""
    assert "stairs or a slope" in str(refusal(record(Walker(climb_m_per_s=climb_m_per_s))))


def test_running_is_refused() -> None:
    """Where each foot leaves before the other lands, there is no stride of a walk."""
    assert "No whole stride" in str(refusal(record(Walker(stance=0.38))))
