"""A recording of landmarks holds together, or is refused."""

from dataclasses import replace

import numpy as np
import pytest
from tests.motion.bodies import WIDTH_PX, record, seconds, squat

from kilter.errors import ShapeError, UsageError
from kilter.motion.landmarks import mirror


def test_it_knows_its_length_and_rate() -> None:
    """Frames, duration and the rate by the median step, which one long gap does not move."""
    t_s = np.array([0.0, 0.04, 0.08, 0.12, 1.0])

    recording = record(t_s, squat(t_s, 600))

    assert recording.frames == 5
    assert recording.duration_s == 1.0
    assert recording.rate_hz == pytest.approx(25)


def test_one_frame_has_no_rate() -> None:
    """A single frame lasts no time."""
    t_s = np.zeros(1)

    recording = record(t_s, squat(t_s, 600))

    assert recording.duration_s == 0
    assert np.isnan(recording.rate_hz)


def test_arrays_of_other_shapes_are_refused_all_at_once() -> None:
    """Each array that does not fit is named."""
    recording = record(seconds(5), squat(seconds(5), 600))

    with pytest.raises(ShapeError) as error:
        replace(recording, image_px=np.zeros((4, 33, 2)), visibility=np.zeros((5, 17)))

    assert [problem.place for problem in error.value.problems] == ["landmarks: image_px", "landmarks: visibility"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"t_s": np.array([0.0, 0.1, 0.1])}, "t_s"),
        ({"t_s": np.array([0.0, 0.2, 0.1])}, "t_s"),
        ({"t_s": np.array([0.0, np.nan, 0.1])}, "t_s"),
        ({"width_px": 0}, "width_px"),
        ({"visibility": np.full((3, 33), 1.1)}, "visibility"),
        ({"visibility": np.full((3, 33), np.nan)}, "visibility"),
    ],
)
def test_values_that_cannot_be_are_refused(changes: dict[str, object], place: str) -> None:
    """Time that stands still or runs back, a picture without size, a visibility that is no share."""
    recording = record(seconds(3), squat(seconds(3), 600))

    with pytest.raises(UsageError) as error:
        replace(recording, **changes)  # type: ignore[arg-type] # wrong on purpose

    assert place in error.value.problems[0].place


def test_mirroring_twice_gives_the_same_recording() -> None:
    """A mirror swaps names and turns x over, in the picture and about the hips; a second one undoes it."""
    t_s = seconds(20)
    recording = record(t_s, squat(t_s, 500))

    once = mirror(recording)
    twice = mirror(once)

    np.testing.assert_allclose(once.image_px[:, 24, 0], WIDTH_PX - recording.image_px[:, 23, 0])
    assert once.world_m is not None
    assert recording.world_m is not None
    np.testing.assert_allclose(once.world_m[:, 24, 0], -recording.world_m[:, 23, 0])
    np.testing.assert_allclose(twice.image_px, recording.image_px)


def test_a_flat_recording_is_mirrored_too() -> None:
    """Without a third dimension there is none in the mirror."""
    recording = replace(record(seconds(3), squat(seconds(3), 500)), world_m=None)

    mirrored = mirror(recording)

    assert mirrored.world_m is None
