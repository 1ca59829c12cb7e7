"""The people of the demonstrations lie, kneel and stand on what carries them."""

from functools import lru_cache

import pytest
from tools.demonstrations.acting import part_of
from tools.demonstrations.make import every_demonstration
from tools.demonstrations.making import Demonstration
from tools.demonstrations.setting import peak

SHOWN = ("bird_dog", "clamshell@side_plank_clam", "frog_stretch", "glute_bridge", "rock_back", "side_lying_leg_raise")


@lru_cache
def every() -> dict[str, Demonstration]:
    """All of them by id, a few moments of each."""
    return {each.shown.id: each for each in every_demonstration(sparse=True)}


@pytest.mark.parametrize("shown", SHOWN)
def test_skin_touches_what_carries_it(shown: str) -> None:
    """At rest and at the peak the skin of each carrying part is within 4 cm of its support: nobody floats."""
    demonstration = every()[shown]

    off = {
        (contact, when): float(moment.figure.skin(*part_of(contact, moment.side))[:, 2].min()) - top
        for when, moment in (("rest", demonstration.moments[0]), ("peak", peak(demonstration.moments)))
        for contact, top in moment.supports.items()
    }

    assert max(map(abs, off.values())) < 0.04, off


@pytest.mark.parametrize("shown", SHOWN)
def test_nothing_reaches_through_the_floor(shown: str) -> None:
    """No foot, knee or trunk is more than 3 cm below it."""
    demonstration = every()[shown]

    low = [float(moment.figure.skin("carried")[:, 2].min()) for moment in demonstration.moments]

    assert min(low) > -0.03
