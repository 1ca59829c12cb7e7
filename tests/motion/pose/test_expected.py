"""What the person was asked to do guides the lifting, and never differs between a picture and its mirror image."""

from dataclasses import replace

import numpy as np
import pytest
from tests.motion.people import some_lifter

from kilter.body.movements import ReferenceMovement
from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.body.signals import Joint
from kilter.body.skeleton import Point
from kilter.motion.pose.expected import EXPECTED, MOMENTS, Expected, expected_by_side
from kilter.motion.pose.features import FULL, mirrored_features, mirrored_points
from kilter.motion.pose.lifting import Lifter
from kilter.motion.pose.view import Facing

LEG_RAISE = ReferenceMovement(Position.STANDING, rest={}, peak={Joint.HIP_ABDUCTION: 30.0})


def guided() -> Lifter:
    """A network with a second one that is told what to expect."""
    return replace(some_lifter(FULL), guided=some_lifter(FULL + EXPECTED))


@pytest.mark.parametrize("facing", Facing)
@pytest.mark.parametrize("one_side", [True, False])
def test_what_is_expected_of_one_side_mirrors_the_other(facing: Facing, *, one_side: bool) -> None:
    """The same exercise with the other leg, in a mirror, is this one."""
    expected = expected_by_side(LEG_RAISE, facing, one_side=one_side)

    np.testing.assert_allclose(expected.left.mirrored.row, expected.right.row, atol=1e-9)


def test_a_known_side_alone_is_expected_to_move() -> None:
    """Where one side works, its leg is the one that is lifted at the peak, to its own side of the picture."""
    left = expected_by_side(LEG_RAISE, Facing.FRONT, one_side=True)[Side.LEFT]

    rest, on_the_way, peak = left.left[:, Point.ANKLE_LEFT.index]
    assert peak[0] - rest[0] > 0.2
    assert rest[0] < on_the_way[0] < peak[0]
    assert np.array_equal(left.left, left.right)


def test_either_side_is_expected_where_both_may_move() -> None:
    """Where the sides alternate, both ways are told, whichever side is asked about."""
    either = expected_by_side(LEG_RAISE, Facing.FRONT, one_side=False)

    assert either.left is either.right
    np.testing.assert_allclose(mirrored_points(either.left.left), either.left.right, atol=1e-9)


def test_a_guided_network_answers_a_mirrored_picture_with_the_mirrored_pose() -> None:
    """What holds without guidance holds with it."""
    expected = expected_by_side(LEG_RAISE, Facing.SIDE, one_side=True)
    described = np.random.default_rng(4).normal(size=(5, FULL))

    there = guided().expecting(expected[Side.LEFT]).lift(described)
    back = guided().expecting(expected[Side.RIGHT]).lift(mirrored_features(described))

    np.testing.assert_allclose(mirrored_points(back.points), there.points, atol=1e-4)


def test_what_is_expected_changes_the_answer() -> None:
    """The second network is used, with what it is told."""
    described = np.random.default_rng(4).normal(size=(2, FULL))
    still, moving = Expected(*np.zeros((2, MOMENTS, 18, 3))), Expected(*np.ones((2, MOMENTS, 18, 3)))

    answers = [guided().expecting(one).lift(described).points for one in (still, moving)]

    assert guided().inputs == guided().expecting(still).inputs == FULL
    assert np.abs(answers[0] - answers[1]).max() > 0.01


def test_a_network_without_guidance_stays_itself() -> None:
    """Landmarks without depth have no guided network."""
    plain = some_lifter(FULL)

    assert plain.expecting(Expected(*np.zeros((2, MOMENTS, 18, 3)))) is plain
