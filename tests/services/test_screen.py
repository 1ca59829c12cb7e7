"""Recordings in a screening: what the readers give becomes trials, with the camera's error, or words."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kilter.body.sides import Side
from kilter.errors import CaptureError, DataError, Problem
from kilter.knowledge.documents import read_document
from kilter.knowledge.schema.tests import Test
from kilter.screening.findings import ErrorBasis, Finding, Verdict
from kilter.screening.form import Screening
from kilter.services.movement_tests import TestReading, Unread
from kilter.services.screen import Screener

EXAMPLE = Path(__file__).parents[2] / "examples" / "symmetrical.yaml"
BOTH = [
    {"test": "single_leg_stance", "side": "left", "file": "left.mp4", "date": "2026-11-20"},
    {"test": "single_leg_stance", "side": "right", "file": "right.mp4", "date": "2026-11-20"},
]


def text_with(recordings: list[dict[str, str]], tests: list[dict[str, Any]] | None = None) -> str:
    """The example with these recordings, and with these tests only."""
    data = read_document(EXAMPLE.read_text(encoding="utf-8"), "example").data
    assert isinstance(data, dict)
    return json.dumps({**data, "tests": tests or [], "recordings": recordings}, indent=1)


def read(screener: Screener, text: str, given: Mapping[str, TestReading | Exception] | None = None) -> Screening:
    """The screening, its files read by fakes; what is not given is a video in which no walk can be timed."""
    readings = given or {}

    def read_walk(file: str) -> None:
        assert file.endswith(".mp4")

    def read_test(file: str, test: Test, side: Side | None) -> TestReading:
        assert test.id in {"single_leg_stance", "trendelenburg", "chair_stand"}
        found = readings[file]
        if isinstance(found, Exception):
            raise found
        return found

    return screener.read(read_document(text, "me.yaml"), read_walk, read_test)


def value(**values: float) -> TestReading:
    """A recording that gave these values."""
    return TestReading(values, ())


def finding_of(screener: Screener, screening: Screening, test: str, measure: str) -> Finding:
    """What the profile says about a measure."""
    found = screener.profile(screening).findings
    return next(one for one in found if (one.test, one.measure) == (test, measure))


def test_recordings_of_a_day_are_the_trials_of_one_test(screener: Screener) -> None:
    """Each recording is a trial of its side, marked as read by a camera, and the files are needed no more."""
    again = {**BOTH[0], "file": "left2.mp4"}

    screening = read(
        screener,
        text_with([*BOTH, again]),
        {"left.mp4": value(time=20), "right.mp4": value(time=31), "left2.mp4": value(time=22)},
    )

    assert screening.recordings == ()
    (entry,) = screening.tests
    trials = entry.measures["time"]
    assert (trials.left, trials.right, trials.read_by) == ((20, 22), (31,), "camera")
    assert entry.note == "Read from left.mp4, right.mp4, left2.mp4"


def test_a_saved_screening_needs_no_files(screener: Screener) -> None:
    """What was read is read again from the screening itself, with what was not assessed."""
    lacking = TestReading({}, (Unread("time", "It was dark.", "Put on a light."),))
    first = read(screener, text_with(BOTH), {"left.mp4": value(time=20), "right.mp4": lacking})

    again = read(screener, first.model_dump_json())

    assert again == first
    assert [(one.side, one.say) for one in again.not_read] == [(Side.RIGHT, "It was dark.")]
    assert again.tests[0].measures["time"].right == "not_tested"


def test_what_a_person_wrote_down_stays(screener: Screener) -> None:
    """Of one day the recording adds what was not written, and changes nothing that was."""
    written = {
        "test": "single_leg_stance",
        "date": "2026-11-20",
        "measures": {"lateral_pain": {"left": [0], "right": [2]}},
    }
    timed = {**written, "measures": {"time": {"left": [40], "right": [41]}}}
    given = {"left.mp4": value(time=20), "right.mp4": value(time=31)}

    added, kept = (read(screener, text_with(BOTH, [entry]), given) for entry in (written, timed))

    assert set(added.tests[0].measures) == {"time", "lateral_pain"}
    assert kept.tests[0].measures["time"].left == (40,)
    assert kept.tests[0].measures["time"].read_by is None


@pytest.mark.parametrize(("right", "verdict"), [(18.0, Verdict.RIGHT_LOWER), (4.0, Verdict.CANNOT_TELL)])
def test_a_difference_inside_the_cameras_error_cannot_be_told(
    right: float, verdict: Verdict, screener: Screener
) -> None:
    """Drops that differ by less than the camera is off are no difference; by more, they are."""
    recordings = [{**one, "test": "trendelenburg"} for one in BOTH]
    given = {"left.mp4": value(pelvic_drop=-2.0), "right.mp4": value(pelvic_drop=right)}

    finding = finding_of(screener, read(screener, text_with(recordings), given), "trendelenburg", "pelvic_drop")

    measure = screener.catalogue.tests["trendelenburg"].measure("pelvic_drop")
    assert measure.by_camera is not None
    assert finding.verdict is verdict
    assert finding.detectable == pytest.approx(measure.by_camera.camera_error.detectable)
    assert {side.basis for side in finding.sides if side} == {ErrorBasis.CAMERA}


def test_the_error_of_the_test_counts_where_it_is_larger(screener: Screener) -> None:
    """A long stance is off by more from day to day than a camera is."""
    screening = read(screener, text_with(BOTH), {"left.mp4": value(time=40), "right.mp4": value(time=2)})

    finding = finding_of(screener, screening, "single_leg_stance", "time")

    assert finding.sides.left is not None
    assert finding.sides.right is not None
    assert finding.sides.left.standard_error == pytest.approx(3.2)
    assert finding.sides.right.standard_error == pytest.approx(0.5)


def test_a_count_has_no_sides(screener: Screener) -> None:
    """Stands in thirty seconds are of both legs together."""
    screening = read(
        screener, text_with([{"test": "chair_stand", "file": "chair.mp4"}]), {"chair.mp4": value(repetitions=14)}
    )

    assert screening.tests[0].measures["repetitions"].both == (14,)


def test_a_walk_before_a_camera_is_not_assessed(screener: Screener) -> None:
    """Nothing is made of a video of a walk, and it is said why."""
    screening = read(screener, text_with([{"test": "gait", "file": "walk.mp4"}]))

    assert screening.tests == ()
    (missing,) = screening.not_read
    assert (missing.test, missing.measure, missing.file) == ("gait", None, "walk.mp4")
    assert "each foot lands" in missing.say


def test_a_recording_that_cannot_be_read_names_its_line(screener: Screener) -> None:
    """Every bad recording is told, with its place in the file and the mend."""
    bad = CaptureError(Problem("left.mp4", "Nobody was found.", "Step into the picture."))
    missing = DataError(Problem("right.mp4", "There is no such file.", "Check the name."))

    with pytest.raises(DataError) as caught:
        read(screener, text_with(BOTH), {"left.mp4": bad, "right.mp4": missing})

    assert [fault.place.split(": ")[-1] for fault in caught.value.problems] == [
        "recordings[1].file",
        "recordings[2].file",
    ]
    assert [fault.mend for fault in caught.value.problems] == ["Step into the picture.", "Check the name."]


@pytest.mark.parametrize(
    ("recordings", "said"),
    [
        ([{"test": "knee_to_wall", "file": "a.mp4"}], ["recordings[1].test", "not read from a recording"]),
        ([{"test": "single_leg_stanc", "file": "a.mp4"}], ["recordings[1].test", "There is no test"]),
        ([{"test": "trendelenburg", "file": "a.mp4"}], ["recordings[1].side", "the side is missing"]),
        ([{"test": "chair_stand", "side": "left", "file": "a.mp4"}], ["recordings[1].side", "not done on one side"]),
        ([{"test": "gait", "side": "left", "file": "a.trc"}], ["recordings[1].side", "not done on one side"]),
        ([BOTH[0], BOTH[0]], ["recordings[2]", "stands twice"]),
        (
            [BOTH[0], {"test": "single_leg_stance", "side": "right", "file": "b.mp4"}],
            ["recordings[2]", "without a date"],
        ),
    ],
)
def test_a_recording_that_fits_no_test_is_refused(
    recordings: list[dict[str, str]], said: list[str], screener: Screener
) -> None:
    """A test that no camera reads, a side missing or too many, a file named twice: refused before it is opened."""
    with pytest.raises(DataError) as caught:
        read(screener, text_with(recordings))

    (fault,) = caught.value.problems
    told = f"{fault.place} {fault.what}"
    assert all(word in told for word in said)
    assert fault.mend
