"""Values of many strides made into one: mean, scatter, error, and how the two sides compare."""

from dataclasses import dataclass

import numpy as np

from kilter.body.sides import PerSide
from kilter.motion.student import students_t


@dataclass(frozen=True, slots=True)
class Summary:
    """One quantity over several strides.

    Args:
        values: one for each stride, in order of time.
        mean: None without any value.
        sd: stride-to-stride standard deviation (n - 1); None with fewer than two values.
        standard_error: of the mean; None with fewer than two values.
        margin_95: half the width of the 95 % confidence interval of the mean (Student's t, so it is wide for few
            strides); None with fewer than two values.

    The error says how well these strides give this walk's mean. It holds neither the error of placing the markers,
    which all strides of a recording share, nor the change from day to day.
    """

    values: tuple[float, ...]
    mean: float | None
    sd: float | None
    standard_error: float | None
    margin_95: float | None

    @property
    def n(self) -> int:
        """How many strides gave a value."""
        return len(self.values)


def summarise(values: tuple[float, ...]) -> Summary:
    """Mean and error of values of single strides.

    >>> summarise((1.0, 3.0)).mean
    2.0
    >>> summarise((1.0,)).standard_error is None
    True
    """
    mean = float(np.mean(values)) if values else None
    if len(values) < 2:
        return Summary(values, mean, None, None, None)
    sd = float(np.std(values, ddof=1))
    error = sd / float(np.sqrt(len(values)))
    return Summary(values, mean, sd, error, students_t(len(values) - 1) * error)


@dataclass(frozen=True, slots=True)
class Symmetry:
    """Named indices of how far the sides' means lie apart; all are positive when the left is larger.

    Args:
        ratio: left / right.
        symmetry_index_percent: (left - right) / half their sum, x 100. Source: robinson1987
        symmetry_angle_percent: (45 degrees - arctan(right / left)) / 90 degrees x 100, which has no reference side.
            Source: zifchock2008
        stride_symmetry_index_percent: mean size, without sign, of the symmetry index between neighbouring strides of
            the two sides. Signs would cancel; without them the value cannot reach 0 while strides vary, so compare it
            with a limit found in the same way, never with 0. None without neighbouring strides.
    """

    ratio: float
    symmetry_index_percent: float
    symmetry_angle_percent: float
    stride_symmetry_index_percent: float | None


def symmetry_index_percent(left: float, right: float) -> float:
    """Difference of two sides as a share of their mean, in per cent; positive when the left is larger.

    Source: robinson1987

    >>> symmetry_index_percent(1.1, 0.9)
    20.000000000000007
    """
    return 100.0 * (left - right) / (0.5 * (left + right))


def symmetry_angle_percent(left: float, right: float) -> float:
    """How far the direction of (left, right) lies from the diagonal, in per cent of a right angle.

    Source: zifchock2008. The paper puts the reference side under the other; here the sign is chosen so that the
    left being larger is positive.
    """
    return float((45.0 - np.degrees(np.arctan2(right, left))) / 90.0 * 100.0)


def compare_sides(sides: PerSide[Summary], neighbours: tuple[PerSide[float], ...]) -> Symmetry | None:
    """Symmetry indices of a quantity that has a true zero.

    Args:
        sides: the summaries of both sides.
        neighbours: values of strides of the two sides that follow one another.

    Returns:
        the indices; None where a side has no value or is not above zero, where a ratio means nothing.
    """
    left, right = sides.left.mean, sides.right.mean
    if left is None or right is None or min(left, right) <= 0:
        return None
    sizes = [abs(symmetry_index_percent(pair.left, pair.right)) for pair in neighbours]
    return Symmetry(
        left / right,
        symmetry_index_percent(left, right),
        symmetry_angle_percent(left, right),
        float(np.mean(sizes)) if sizes else None,
    )


def difference_margin_95(sides: PerSide[Summary]) -> float | None:
    """Half the width of the 95 % confidence interval of left minus right.

    The degrees of freedom are those of the side with fewer strides, which errs on the wide side.
    """
    left, right = sides.left.standard_error, sides.right.standard_error
    if left is None or right is None:
        return None
    return students_t(min(sides.left.n, sides.right.n) - 1) * float(np.hypot(left, right))
