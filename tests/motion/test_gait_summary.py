"""Means, errors and symmetry indices."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from kilter.body.sides import PerSide
from kilter.motion.gait.summary import (
    compare_sides,
    difference_margin_95,
    summarise,
    symmetry_angle_percent,
    symmetry_index_percent,
)
from kilter.motion.student import students_t

positive = st.floats(0.01, 100)


@pytest.mark.parametrize("freedom", [1, 2, 5, 8, 9, 15, 30, 200])
def test_students_t_is_right_to_four_digits(freedom: int) -> None:
    """Table and expansion agree with the true quantile."""
    assert students_t(freedom) == pytest.approx(student.ppf(0.975, freedom), rel=1e-4)


def test_a_summary_tells_the_error_of_the_mean() -> None:
    """Four values of known scatter give the textbook's standard error and margin."""
    summary = summarise((1.0, 2.0, 3.0, 4.0))

    assert (summary.n, summary.mean) == (4, 2.5)
    assert summary.sd == pytest.approx(np.sqrt(5 / 3))
    assert summary.standard_error == pytest.approx(np.sqrt(5 / 12))
    assert summary.margin_95 == pytest.approx(3.182446 * np.sqrt(5 / 12))


def test_nothing_is_known_of_no_strides() -> None:
    """Without values there is no mean, and without two on each side no error of the difference."""
    nothing, one, two = summarise(()), summarise((1.0,)), summarise((1.0, 2.0))

    assert (nothing.n, nothing.mean, nothing.sd) == (0, None, None)
    assert difference_margin_95(PerSide(one, two)) is None
    assert difference_margin_95(PerSide(two, nothing)) is None


def test_the_margin_of_a_difference_rests_on_the_side_with_fewer_strides() -> None:
    """Three strides against ten count as two degrees of freedom."""
    few, many = summarise((1.0, 2.0, 3.0)), summarise(tuple(np.linspace(1, 3, 10)))

    margin = difference_margin_95(PerSide(few, many))

    assert few.standard_error is not None
    assert many.standard_error is not None
    assert margin == pytest.approx(4.302653 * np.hypot(few.standard_error, many.standard_error))


def test_the_indices_follow_their_formulas() -> None:
    """For 0.66 m against 0.60 m: ratio 1.1, index 9.52 %, angle 3.03 %."""
    both = compare_sides(PerSide(summarise((0.66,)), summarise((0.60,))), (PerSide(0.66, 0.60), PerSide(0.60, 0.66)))

    assert both is not None
    assert both.ratio == pytest.approx(1.1)
    assert both.symmetry_index_percent == pytest.approx(100 * 0.06 / 0.63)
    assert both.symmetry_angle_percent == pytest.approx((45 - np.degrees(np.arctan(0.60 / 0.66))) / 90 * 100)
    assert both.stride_symmetry_index_percent == pytest.approx(100 * 0.06 / 0.63)


@given(positive, positive)
def test_swapping_the_sides_turns_the_sign(left: float, right: float) -> None:
    """Both indices are odd: what is so much to the left is as much to the right in the mirror."""
    assert symmetry_index_percent(left, right) == pytest.approx(-symmetry_index_percent(right, left), abs=1e-9)
    assert symmetry_angle_percent(left, right) == pytest.approx(-symmetry_angle_percent(right, left), abs=1e-9)


@given(positive)
def test_equal_sides_have_no_index(value: float) -> None:
    """Symmetry is 0 % by every index, and a ratio of 1."""
    same = compare_sides(PerSide(summarise((value,)), summarise((value,))), ())

    assert same is not None
    assert (same.ratio, same.symmetry_index_percent) == (1.0, 0.0)
    assert same.symmetry_angle_percent == pytest.approx(0.0, abs=1e-9)
    assert same.stride_symmetry_index_percent is None


@pytest.mark.parametrize("right", [(), (0.0,), (-1.0,)])
def test_a_ratio_needs_two_sides_above_zero(right: tuple[float, ...]) -> None:
    """With a side missing, or at or below zero, there is no index rather than a wild one."""
    assert compare_sides(PerSide(summarise((1.0,)), summarise(right)), ()) is None
