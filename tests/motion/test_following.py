"""The person who exercises is followed, and nobody else is taken for them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.motion.bodies import HEIGHT_PX, WIDTH_PX, seconds, squat, walk_through

from kilter.errors import ShapeError
from kilter.motion.filters import Array
from kilter.motion.following import NOBODY, Indices, follow

FRAMES = 150


def together(*bodies: Array) -> Array:
    """(T, N, 33, 2) of several (T, 33, 2)."""
    return np.stack(bodies, axis=1)


def followed(image_px: Array) -> Indices:
    """Whom `follow` chose in each frame."""
    return follow(seconds(len(image_px)), image_px, WIDTH_PX, HEIGHT_PX)


def test_a_lone_person_is_followed_throughout() -> None:
    """With one body in each frame, that is the one."""
    bodies = together(squat(seconds(FRAMES), 640))

    chosen = followed(bodies)

    assert (chosen == 0).all()


def test_nobody_is_nobody() -> None:
    """Frames without bodies give no index."""
    bodies = np.full((5, 2, 33, 2), np.nan)

    chosen = followed(bodies)

    assert (chosen == NOBODY).all()


@given(
    exercising_px=st.floats(450, 830),
    speed_px_s=st.floats(120, 500),
    from_left=st.booleans(),
    seed=st.integers(0, 2**16),
)
def test_a_passer_by_is_never_taken_for_the_person(
    exercising_px: float, speed_px_s: float, from_left: bool, seed: int
) -> None:
    """Someone smaller walks through, and the bodies come in any order: each frame gives the one who exercises."""
    t_s = seconds(FRAMES)
    start, speed = (-100.0, speed_px_s) if from_left else (1380.0, -speed_px_s)
    people = together(squat(t_s, exercising_px), walk_through(t_s, start, speed, 330))
    order = np.array([np.random.default_rng(seed + frame).permutation(2) for frame in range(FRAMES)])
    shuffled = np.take_along_axis(people, order[:, :, None, None], axis=1)

    chosen = followed(shuffled)

    assert (order[np.arange(FRAMES), chosen] == 0).all()


@given(st.floats(0.2, 5), st.floats(450, 830))
def test_the_choice_does_not_depend_on_pixels_or_on_a_mirror(scale: float, exercising_px: float) -> None:
    """A picture of another resolution, or turned over, shows the same person."""
    t_s = seconds(60)
    people = together(walk_through(t_s, 100, 200, 330), squat(t_s, exercising_px))
    turned = people * [-1, 1] + [WIDTH_PX, 0]

    chosen = followed(people)

    np.testing.assert_array_equal(
        follow(t_s, people * scale, round(WIDTH_PX * scale), round(HEIGHT_PX * scale)), chosen
    )
    np.testing.assert_array_equal(followed(turned), chosen)
    assert (chosen == 1).all()


def test_someone_else_is_not_taken_when_the_person_is_lost() -> None:
    """While the person is not found, the frames are empty, though another stands near by."""
    t_s = seconds(FRAMES)
    person, other = squat(t_s, 500), walk_through(t_s, 950, 0, 300)
    person[60:80] = np.nan

    chosen = followed(together(person, other))

    assert (chosen[:60] == 0).all()
    assert (chosen[60:80] == NOBODY).all()
    assert (chosen[80:] == 0).all()


def test_the_person_is_found_again_in_the_same_place_after_a_long_absence() -> None:
    """Two seconds unseen, then back where they were: the same person."""
    person = squat(seconds(FRAMES), 640)
    person[50:110] = np.nan

    chosen = followed(together(person))

    assert (chosen[50:110] == NOBODY).all()
    assert (chosen[110:] == 0).all()


def test_whoever_appears_elsewhere_after_an_absence_is_someone_else() -> None:
    """One leaves, and another comes in on the other side: the recording ends with the first."""
    t_s = seconds(FRAMES)
    first, second = squat(t_s, 300), squat(t_s, 1000)
    first[100:] = np.nan
    second[:105] = np.nan

    chosen = followed(together(first, second))

    assert (chosen[:100] == 0).all()
    assert (chosen[100:] == NOBODY).all()


def test_the_same_person_found_twice_is_one() -> None:
    """A second body in the same place does not draw the choice away."""
    person = squat(seconds(FRAMES), 640)

    chosen = followed(together(person, person + 3.0))

    assert (chosen >= 0).all()


def test_bodies_of_another_shape_are_refused() -> None:
    """Times and bodies belong together."""
    with pytest.raises(ShapeError, match="do not belong"):
        follow(seconds(4), np.zeros((5, 1, 33, 2)), WIDTH_PX, HEIGHT_PX)
