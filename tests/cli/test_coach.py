"""Coaching a recording from the command line: one set in words, or one object, or a refusal in words."""

import json
from pathlib import Path

import numpy as np
import pytest
from tests.cli.running import EXAMPLES, Ran, kilter
from tests.services.seen import points_of, recording_of

from kilter.adapters.tables import write_landmarks_table
from kilter.motion.landmarks import LandmarkRecording

BRIDGE = EXAMPLES / "recordings" / "glute_bridge.mp4"
KEYS = ["exercise", "level", "side", "repetitions", "held_s", "faults", "not_assessed"]


def written(folder: Path, recording: LandmarkRecording) -> Path:
    """Landmarks as a file."""
    write_landmarks_table(folder / "landmarks.parquet", recording)
    return folder / "landmarks.parquet"


def refused(ran: Ran, *words: str) -> None:
    """The run ended with 2, in words, and printed nothing else."""
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert "fault in Kilter" not in ran.err
    for word in words:
        assert word in ran.err


def has_the_shape(told: dict[str, object]) -> None:
    """The object has exactly the keys that were promised, all the way down."""
    assert [*told] == [key for key in KEYS if key in told or key != "level"]  # a test has no levels
    repetitions, faults = told["repetitions"], told["faults"]
    assert isinstance(repetitions, list)
    assert isinstance(faults, dict)
    for one in repetitions:
        assert list(one) == ["side", "start_s", "peak_s", "end_s", "range_deg", "complete", "faults"]
    for seen in faults.values():
        assert list(seen) == ["count", "worst_deg"]


@pytest.fixture(scope="module")
def bridge() -> Ran:
    """The real clip of one held bridge, coached."""
    return kilter("coach", "glute_bridge", BRIDGE, "--model", "full", "--json")


def test_a_real_video_gives_one_object_and_nothing_beside_it(bridge: Ran) -> None:
    """Neither the pose model nor the video library gets a word in."""
    told = json.loads(bridge.out)

    assert (bridge.code, bridge.err) == (0, "")
    has_the_shape(told)
    assert (told["exercise"], told["side"]) == ("glute_bridge", "both")
    assert len(told["repetitions"]) <= 1


def test_a_real_bridge_is_one_repetition(bridge: Ran) -> None:
    """The real clip holds one complete repetition, of about the sixty degrees that the picture shows."""
    repetitions = json.loads(bridge.out)["repetitions"]

    (one,) = repetitions
    assert one["complete"]
    assert one["range_deg"] == pytest.approx(60, abs=12)


def test_nothing_of_the_exercise_gives_no_repetition(tmp_path: Path) -> None:
    """Somebody who only stands has done no squat, in one object and in words."""
    path = written(tmp_path, recording_of(points_of({}, 90)))

    as_json, in_words = kilter("coach", "squat", path, "--json"), kilter("coach", "squat", path)

    assert (as_json.code, in_words.code) == (0, 0)
    told = json.loads(as_json.out)
    has_the_shape(told)
    assert told["repetitions"] == []
    assert told["held_s"] == 0
    assert "0 repetitions." in in_words.out
    assert "Watched from the " in in_words.out


def test_nobody_in_the_recording_is_told_with_the_mend(tmp_path: Path) -> None:
    """Landmarks without anybody are refused: no set of zero stands for nobody."""
    recording = recording_of(points_of({}))
    recording.image_px[:] = np.nan
    recording.present[:] = False

    ran = kilter("coach", "squat", written(tmp_path, recording), "--json")

    refused(ran, "Nobody can be followed", "Step into the picture")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("clamshel", BRIDGE), ("There is no exercise “clamshel”", "Did you mean “clamshell”?")),
        (("single_leg_stanc", BRIDGE), ("Did you mean “single_leg_stance”?",)),
        (("knee_to_wall", BRIDGE), ("not done before a camera", "chair_stand")),
        (("clamshell", BRIDGE, "--level", "heroic"), ("There is no level “heroic”", "Choose one of")),
        (("chair_stand", BRIDGE, "--level", "hard"), ("has no levels",)),
        (("glute_bridge", BRIDGE, "--side", "left"), ("--side", "done with both sides")),
        (("clamshell", BRIDGE, "--side", "middle"), ("--side", "middle")),
        (("clamshell", "nowhere.mp4"), ("nowhere.mp4",)),
        (("clamshell", EXAMPLES / "runner.yaml"), ("no recording that is known",)),
        (("clamshell", EXAMPLES / "recordings" / "opensim_walking2.trc"), ("Markers", "kilter measure")),
        (("clamshell", BRIDGE, "--rate-hz", "30"), ("--rate-hz",)),
    ],
)
def test_what_cannot_be_coached_is_refused_in_words(words: tuple[str | Path, ...], said: tuple[str, ...]) -> None:
    """A name that is none, a side or level that is none, a file that is none: 2, words, and no output."""
    ran = kilter("coach", *words, "--json")

    refused(ran, *said)
