"""Student's t: how much wider an error is when few values gave it."""

from statistics import NormalDist

_STUDENT_T = (12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004)


def students_t(freedom: int) -> float:
    """The 97.5 % quantile of Student's t.

    Args:
        freedom: degrees of freedom, 1 or more.

    Returns:
        from a table up to 8, from the normal quantile and its usual expansion above; exact to four digits.
    """
    if freedom <= len(_STUDENT_T):
        return _STUDENT_T[freedom - 1]
    z = NormalDist().inv_cdf(0.975)
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4)
    )
