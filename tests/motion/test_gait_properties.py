"""What must hold of any walk: the mirror swaps the sides, and the room does not matter."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kilter.body.sides import PerSide, Side
from kilter.motion.gait import GaitAssessment, Summary, Symmetry, assess_gait

from .walkers import Walker, mirrored, record, turned

EXACT = 1e-9
NEARLY = 1e-5
LEAST_FOR_RATIOS = 0.1


@st.composite
def walkers(draw: st.DrawFn) -> Walker:
    """Walkers of all sorts, most of them uneven."""
    degrees = st.floats(-8, 8)
    return Walker(
        duration_s=6.0,
        stride_s=draw(st.floats(0.9, 1.4)),
        speed_m_per_s=draw(st.floats(0.6, 1.6)),
        treadmill=draw(st.booleans()),
        flexion_deg=PerSide((10 + draw(degrees), 20 + draw(degrees)), (10 + draw(degrees), 20 + draw(degrees))),
        abduction_deg=PerSide(draw(degrees), draw(degrees)),
        obliquity_deg=draw(degrees),
        stance=draw(st.floats(0.57, 0.68)),
        lag=draw(st.floats(0.47, 0.53)),
        noise_m=draw(st.sampled_from([0.0, 0.001])),
    )


def numbers(summary: Summary) -> list[float]:
    """All that a summary says, as numbers."""
    said = (summary.mean, summary.sd, summary.standard_error, summary.margin_95)
    return [*summary.values, *(np.nan if value is None else value for value in said)]


def assert_same_symmetry(before: Symmetry | None, after: Symmetry | None, sign: float) -> None:
    """Equal, or turned round where the sign is -1; within what division leaves of the exactness."""
    assert (before is None) == (after is None)
    if before and after:
        assert abs(after.ratio - before.ratio**sign) < NEARLY
        assert abs(after.symmetry_index_percent - sign * before.symmetry_index_percent) < NEARLY
        assert abs(after.symmetry_angle_percent - sign * before.symmetry_angle_percent) < NEARLY
        sizes = [symmetry.stride_symmetry_index_percent or 0.0 for symmetry in (before, after)]
        assert abs(sizes[0] - sizes[1]) < NEARLY


def assert_same(one: GaitAssessment, other: GaitAssessment, *, swapped: bool) -> None:
    """Equal to a thousand-millionth; with the sides swapped if so told."""
    assert [measure.id for measure in one.measures] == [measure.id for measure in other.measures]
    assert one.surface is other.surface
    np.testing.assert_allclose(numbers(one.speed_m_per_s), numbers(other.speed_m_per_s), atol=EXACT)
    np.testing.assert_allclose(numbers(one.cadence_steps_per_min), numbers(other.cadence_steps_per_min), atol=1e-7)
    sign = -1.0 if swapped else 1.0
    for before, after in zip(one.measures, other.measures, strict=True):
        for side in Side:
            expected = numbers(before.sides[side])
            np.testing.assert_allclose(numbers(after.sides[side.other if swapped else side]), expected, atol=EXACT)
        assert before.difference is not None
        assert after.difference is not None
        assert abs(after.difference - sign * before.difference) < EXACT
        if min(side.mean or 0.0 for side in before.sides) > LEAST_FOR_RATIOS:
            assert_same_symmetry(before.symmetry, after.symmetry, sign)
    for name, curve in one.curves.items():
        for side in Side:
            twin = other.curves[name][side.other if swapped else side]
            np.testing.assert_allclose(twin.mean_deg, curve[side].mean_deg, atol=EXACT)


@given(walkers())
@settings(max_examples=40)
def test_the_mirror_swaps_the_sides_and_nothing_else(walker: Walker) -> None:
    """What is found of the left in the mirror is what was found of the right, and the reverse."""
    recording = record(walker)

    assert_same(assess_gait(recording), assess_gait(mirrored(recording)), swapped=True)


@given(walkers(), st.floats(-180, 180), st.floats(-5, 5), st.floats(-5, 5))
@settings(max_examples=40)
def test_the_room_does_not_matter(walker: Walker, angle_deg: float, aside_m: float, ahead_m: float) -> None:
    """Walking in another direction, or elsewhere, changes no result."""
    recording = record(walker)

    assert_same(
        assess_gait(recording), assess_gait(turned(recording, angle_deg, (aside_m, ahead_m, 0.3))), swapped=False
    )
