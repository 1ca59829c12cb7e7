"""Comparing the sides of a recorded walk with its whole error, not with its strides alone."""

from pathlib import Path

import pytest

from kilter.adapters.recordings import read_recording
from kilter.knowledge.catalogue import Catalogue
from kilter.motion.gait import GaitAssessment, assess_gait
from kilter.screening.findings import Verdict
from kilter.services.measure import compare_walk

RECORDINGS = Path(__file__).parents[2] / "examples" / "recordings"


@pytest.fixture(scope="module")
def walk() -> GaitAssessment:
    """A walk of nine strides a side on a treadmill."""
    return assess_gait(read_recording(RECORDINGS / "gaitalytics_treadmill.c3d"))


def test_a_difference_beyond_the_strides_but_inside_marker_placing_is_not_called_one(
    walk: GaitAssessment, catalogue: Catalogue
) -> None:
    """Peak hip flexion differs by more than its stride margin, yet no side is said to do worse."""
    flexion = walk.measure("hip_flexion_peak")
    assert flexion is not None
    assert flexion.difference is not None
    assert flexion.difference_margin_95 is not None

    compared = {each.measure: each for each in compare_walk(walk, catalogue)}

    assert abs(flexion.difference) > flexion.difference_margin_95
    assert compared["hip_flexion_peak"].verdict in {Verdict.NO_DIFFERENCE, Verdict.CANNOT_TELL}
    assert compared["hip_flexion_peak"].detectable > abs(flexion.difference)


def test_every_measure_of_the_gait_test_is_one_that_the_engine_knows(
    walk: GaitAssessment, catalogue: Catalogue
) -> None:
    """The data names no measure of a walk that is never measured."""
    measured = {measure.id for measure in walk.measures}

    assert {measure.id for measure in catalogue.tests["gait"].measures} <= measured
