"""Left and right as first-class units."""

from hypothesis import given
from hypothesis import strategies as st

from kilter.body.sides import PerSide, Side

SIDES = st.sampled_from(list(Side))
PAIRS = st.builds(PerSide, st.integers(), st.integers())


@given(SIDES)
def test_the_other_of_the_other_side_is_the_side_itself(side: Side) -> None:
    """A side has one opposite, which is never itself."""
    other = side.other

    assert other is not side
    assert other.other is side


@given(PAIRS, SIDES)
def test_mirroring_gives_each_side_what_the_other_had(pair: PerSide[int], side: Side) -> None:
    """The mirrored pair holds on each side what stood on the other, and twice mirrored is unchanged."""
    mirrored = pair.mirrored

    assert mirrored[side] == pair[side.other]
    assert mirrored.mirrored == pair


@given(PAIRS)
def test_a_pair_is_read_left_first(pair: PerSide[int]) -> None:
    """Going through a pair meets the left, then the right, as its names say."""
    met = list(pair)

    assert met == [pair.left, pair.right]
    assert met == [pair[Side.LEFT], pair[Side.RIGHT]]


@given(PAIRS, SIDES)
def test_a_change_reaches_both_sides_and_keeps_them_apart(pair: PerSide[int], side: Side) -> None:
    """What is done to a pair is done to each side with that side's own value."""
    doubled = pair.map(lambda value: value * 2)

    assert doubled[side] == pair[side] * 2


@given(SIDES)
def test_building_asks_for_each_side_by_name(side: Side) -> None:
    """A pair built from a question holds the answer for each side on that side."""
    built = PerSide.build(lambda asked: asked.value)

    assert built[side] == side.value
