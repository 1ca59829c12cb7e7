"""A screening with recordings from the command line, through the real files and the real networks."""

import json
import math
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, kilter
from tests.motion.people import MIDDLE, see

from kilter.adapters.tables import write_landmarks_table
from kilter.body.appearance import Noise
from kilter.body.movements import Going, embody, perform
from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue

WALK = (EXAMPLES / "symmetrical.yaml").read_text(encoding="utf-8").split("tests:")[0]


def stance(folder: Path, catalogue: Catalogue, side: Side, seconds: float) -> Path:
    """Landmarks of somebody who stands on one leg for so long."""
    performed = catalogue.tests["single_leg_stance"].performed
    assert performed is not None
    movement = performed.reference_movement
    going = Going(side, up_s=0.6, hold_s=seconds, down_s=0.6)
    performance = perform(movement, [going], 30.0, before_s=2.0, after_s=2.0)
    seen = see(embody(movement, performance, MIDDLE).points, noise=Noise(jitter_px=0.5, jitter_m=0.005))
    path = folder / f"{side}.parquet"
    write_landmarks_table(path, seen.recording)
    return path


def screening(folder: Path, *recordings: str) -> Path:
    """The example without its tests, with these recordings."""
    path = folder / "me.yaml"
    path.write_text("\n".join([WALK, "recordings:", *(f"  - {{{each}}}" for each in recordings)]), encoding="utf-8")
    return path


def test_standing_times_of_both_sides_become_a_finding(tmp_path: Path, catalogue: Catalogue) -> None:
    """Eight and sixteen seconds on either leg are read from the files, and the sides compared."""
    for side, seconds in ((Side.LEFT, 8.0), (Side.RIGHT, 16.0)):
        stance(tmp_path, catalogue, side, seconds)
    file = screening(
        tmp_path,
        *(f"test: single_leg_stance, side: {side}, file: {side}.parquet" for side in Side),
    )

    in_words, as_json = kilter("screen", file), kilter("screen", file, "--json")

    assert (in_words.code, in_words.err) == (0, "")
    assert "The left side does worse" in " ".join(in_words.out.split())
    (finding,) = json.loads(as_json.out)["findings"]
    for name, seconds in (("left", 8.6), ("right", 16.6)):
        assert math.isclose(finding["sides"][name]["value"], seconds, abs_tol=0.7)
    (entry,) = json.loads(as_json.out)["screening"]["tests"]
    assert entry["measures"]["time"]["read_by"] == "camera"


def test_what_a_recording_does_not_show_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    """Of somebody who never hitched the pelvis square to the camera, and of a walk in keypoints, nothing is made."""
    stance(tmp_path, catalogue, Side.LEFT, 1.0)
    file = screening(
        tmp_path,
        "test: trendelenburg, side: left, file: left.parquet",
        "test: gait, file: left.parquet",
    )

    ran = kilter("screen", file)

    words = " ".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    assert (
        "Not assessed from left.parquet: Pelvis hitch on one leg: Drop of the lifted side of the pelvis, left." in words
    )
    assert "Not assessed from left.parquet: Recorded walk." in words


@pytest.mark.parametrize(
    ("recording", "what"),
    [
        ("test: single_leg_stance, side: left, file: nope.mp4", "No such file"),
        ("test: single_leg_stance, side: left, file: me.yaml", "no recording that is known"),
        ("test: gait, file: nope.mp4", "No such file"),
    ],
)
def test_a_file_that_is_none_is_told_where_it_is_named(recording: str, what: str, tmp_path: Path) -> None:
    """A missing file, or one that is no recording, ends with 2 and the line of the screening."""
    file = screening(tmp_path, recording)

    ran = kilter("screen", file)

    assert (ran.code, ran.out) == (2, "")
    assert "recordings[1].file" in ran.err
    assert what in ran.err
