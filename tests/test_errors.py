"""The one error base: what went wrong, where, and what to do about it."""

import pytest

from kilter.errors import CaptureError, DataError, KilterError, Problem, ShapeError, UsageError

FIRST = Problem("walk.yaml:3: age", "The age is 300.", "Write the age in years.")
SECOND = Problem("walk.yaml:9", "The file ends here.", "Add the rest.")


def test_a_problem_reads_as_place_fault_and_mend() -> None:
    """A problem written out names the place, then the fault, then the mend."""
    said = str(FIRST)

    assert said == "walk.yaml:3: age: The age is 300. Write the age in years."


def test_an_error_carries_every_problem() -> None:
    """All problems travel with the error, in order, and its text has a line for each."""
    error = DataError(FIRST, SECOND)

    assert error.problems == (FIRST, SECOND)
    assert str(error).splitlines() == [str(FIRST), str(SECOND)]


def test_an_error_without_a_problem_is_refused() -> None:
    """An error that names nothing cannot be raised: nobody could mend it."""
    with pytest.raises(ValueError, match="at least one"):
        UsageError()


@pytest.mark.parametrize("kind", [DataError, CaptureError, UsageError, ShapeError])
def test_every_error_is_caught_by_the_one_base(kind: type[KilterError]) -> None:
    """Whoever catches the base catches each kind."""
    with pytest.raises(KilterError) as caught:
        raise kind(FIRST)

    assert caught.value.problems == (FIRST,)


def test_a_wrong_shape_is_the_callers_fault() -> None:
    """Arrays that do not match are mended by whoever wrote the call."""
    assert issubclass(ShapeError, UsageError)
