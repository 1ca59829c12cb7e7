"""Advice is there for whatever is not seen, in words to the person."""

import numpy as np
import pytest
from tests.coach.bridging import BRIDGE
from tests.coach.scripted import frame

from kilter.body.landmarks import Landmark
from kilter.body.sides import Side
from kilter.coach.advice import advice
from kilter.coach.commands import StartSet
from kilter.coach.sides import better_seen, sides_of
from kilter.motion.frames import LandmarkFrame
from kilter.motion.observation import Unseen


@pytest.mark.parametrize("reason", Unseen)
@pytest.mark.parametrize("facing", ["front", "side", "back"])
@pytest.mark.parametrize("side", Side)
def test_every_reason_has_its_advice(reason: Unseen, facing: str, side: Side) -> None:
    """One sentence, whatever the exercise."""
    words = advice(reason, facing, side)

    assert words.endswith(".")
    assert "{" not in words


def test_a_side_is_the_persons_own() -> None:
    """Left is left for who hears it."""
    assert advice(Unseen.WRONG_VIEW, "side", Side.LEFT) == "Turn your left side to the camera."
    assert advice(Unseen.WRONG_VIEW, "back", Side.LEFT) == "Turn your back to the camera."


@pytest.mark.parametrize("side", Side)
def test_the_better_seen_leg_is_watched_where_both_work(side: Side) -> None:
    """What is nearer to the camera is read better."""
    visibility = [0.9 if landmark.startswith(side) else 0.2 for landmark in Landmark]

    assert better_seen(LandmarkFrame(0.0, None, None, np.array(visibility), 640, 480)) is side


def test_without_visibility_the_left_is_watched() -> None:
    """There is nothing to choose by."""
    assert better_seen(frame(0.0)) is Side.LEFT


def test_sides_follow_each_other_only_when_asked() -> None:
    """One side, or that side and then the other."""
    assert sides_of(BRIDGE, StartSet(Side.RIGHT)) == (Side.RIGHT, Side.LEFT)
    assert sides_of(BRIDGE, StartSet(Side.RIGHT, then_other=False)) == (Side.RIGHT,)
