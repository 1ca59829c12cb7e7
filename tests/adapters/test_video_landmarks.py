"""From a video to the landmarks of one person."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from tests.adapters.clips import first_stream, write_clip
from tests.motion.bodies import HEIGHT_PX, WIDTH_PX, record, seconds, squat

from kilter.adapters.pose_model import PoseModel, find_bundle
from kilter.adapters.video import read_video
from kilter.adapters.video.decode import Frame, VideoFacts, probe_video
from kilter.adapters.video.landmarks import gather, split
from kilter.adapters.video.overlay import COLOURS, draw, write_overlay
from kilter.adapters.video.worker import BATCH, Bodies, find_bodies, read_ahead
from kilter.body.landmarks import Landmark
from kilter.body.sides import Side
from kilter.errors import CaptureError, DataError, Problem, UsageError
from kilter.motion.landmarks import LandmarkRecording

BRIDGE = Path(__file__).parents[2] / "examples" / "recordings" / "glute_bridge.mp4"
FACTS = VideoFacts(WIDTH_PX, HEIGHT_PX, 0, 0.0, 4.0, 30.0)


class Counting:
    """Finds one body in each frame, whose x is the number of the call."""

    def __init__(self) -> None:
        self.calls = 0

    def find(self, picture: npt.NDArray[np.uint8], t_s: float) -> Bodies:  # noqa: ARG002 - asked for by the protocol
        """One body."""
        self.calls += 1
        return np.full((1, 33, 6), self.calls, dtype=np.float32)


def frames(count: int) -> Iterator[Frame]:
    """Black frames, ten a second."""
    for number in range(count):
        yield Frame(number / 10, np.zeros((4, 4, 3), dtype=np.uint8))


@pytest.fixture(scope="module")
def bridge() -> LandmarkRecording:
    """The landmarks of a real glute bridge."""
    return read_video(BRIDGE, model=PoseModel.LITE, workers=1)


def test_a_real_bridge_is_followed_from_the_first_frame_to_the_last(bridge: LandmarkRecording) -> None:
    """The person is found in each frame, within the picture, at the video's own rate."""
    hips = bridge.image_px[:, [Landmark.LEFT_HIP.position, Landmark.RIGHT_HIP.position]].mean(axis=1)

    lifted_px = hips[:10, 1].mean() - hips[40:60, 1].mean()

    assert bridge.present.all()
    assert (bridge.width_px, bridge.height_px, bridge.frames) == (640, 480, 91)
    assert bridge.rate_hz == pytest.approx(30)
    assert lifted_px > 20
    assert bridge.source == "blazepose_lite"
    assert bridge.world_m is not None
    assert np.nanmax(np.abs(bridge.world_m)) < 2


def test_a_video_without_a_person_says_how_to_record(tmp_path: Path) -> None:
    """Nobody in any frame is a matter of recording, and the error says how to do better."""
    clip = write_clip(tmp_path / "clip.mp4", range(0, 400, 40))

    with pytest.raises(CaptureError, match="Step into the picture"):
        read_video(clip, model=PoseModel.LITE)


def test_the_annotated_video_is_whole_and_plays(tmp_path: Path, bridge: LandmarkRecording) -> None:
    """It is H.264, as large as the picture, with each frame at its own time, and nothing is left beside it."""
    target = tmp_path / "annotated.mp4"
    told: list[int] = []

    write_overlay(BRIDGE, bridge, target, label=lambda row: f"Frame {row}", progress=lambda done, _: told.append(done))

    assert first_stream(target) == ("h264", 640, 480)
    assert probe_video(target).frames == 91
    assert told[-1] == 91
    assert [path.name for path in tmp_path.iterdir()] == ["annotated.mp4"]


def test_a_target_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path, bridge: LandmarkRecording) -> None:
    """A folder that is missing is the writer's to mend."""
    with pytest.raises(UsageError, match="cannot be written"):
        write_overlay(BRIDGE, bridge, tmp_path / "nowhere" / "annotated.mp4")

    assert list(tmp_path.iterdir()) == []


def test_a_missing_model_says_how_to_get_it(tmp_path: Path) -> None:
    """The error names the command that builds the models."""
    with pytest.raises(UsageError, match="build_pose_bundles"):
        find_bundle(PoseModel.FULL, tmp_path)


def test_left_and_right_have_their_own_colours() -> None:
    """The left leg is drawn in one colour, the right in another, and what was not seen is not drawn."""
    t_s = seconds(1)
    body = squat(t_s, 640)
    hidden = np.full_like(body, np.nan)
    black = np.zeros((HEIGHT_PX, WIDTH_PX, 3), dtype=np.uint8)

    drawn = draw(black, record(t_s, body), 0)
    empty = draw(black, record(t_s, hidden), 0)

    for side in Side:
        where = np.argwhere((drawn == COLOURS[side]).all(axis=-1))
        assert len(where) > 100
        assert (where[:, 1].mean() > 640) == (side is Side.LEFT)
        assert not (empty == COLOURS[side]).all(axis=-1).any()


def test_frames_of_the_warm_up_are_looked_at_and_not_told() -> None:
    """The tracker sees what comes before, so that it knows the person when the part begins."""
    estimator = Counting()

    found = [
        each for batch in find_bodies(frames(12), estimator, 0.5) for each in zip(batch.t_s, batch.bodies, strict=True)
    ]

    assert estimator.calls == 12
    assert [t_s for t_s, _ in found] == [number / 10 for number in range(5, 12)]
    assert found[0][1][0, 0, 0] == 6


def test_bodies_are_told_in_batches_and_none_is_lost() -> None:
    """Long stretches are told as they go, the last few as well."""
    batches = list(find_bodies(frames(2 * BATCH + 1), Counting(), 0.0))

    assert [len(batch.t_s) for batch in batches] == [BATCH, BATCH, 1]


def test_reading_ahead_changes_neither_frames_nor_order() -> None:
    """What is decoded in the background comes out as it went in."""
    ahead = [frame.t_s for frame in read_ahead(frames(50), ahead=2)]

    assert ahead == [number / 10 for number in range(50)]


def test_reading_ahead_waits_when_nobody_takes_the_frames() -> None:
    """However long the video, only a few frames are in memory."""
    decoded: list[float] = []

    def watched() -> Iterator[Frame]:
        for frame in frames(1000):
            decoded.append(frame.t_s)
            yield frame

    ahead = read_ahead(watched(), ahead=3)
    taken = [next(ahead) for _ in range(5)]
    ahead.close()  # type: ignore[attr-defined] # a generator

    assert len(taken) == 5
    assert len(decoded) <= 5 + 3 + 2


def test_what_goes_wrong_while_reading_ahead_reaches_the_reader() -> None:
    """An error in the background is raised where the frames are wanted, after those before it."""

    def broken() -> Iterator[Frame]:
        yield from frames(3)
        raise DataError(Problem("clip", "It is broken.", "Record it again."))

    ahead = read_ahead(broken())
    seen = [next(ahead).t_s for _ in range(3)]

    with pytest.raises(DataError, match="broken"):
        next(ahead)

    assert len(seen) == 3


def test_stretches_of_a_long_video_meet_and_a_short_one_is_whole(tmp_path: Path) -> None:
    """Two workers share a video that is long enough; together they cover it once."""
    long = write_clip(tmp_path / "long.mp4", range(0, 20000, 200))
    short = write_clip(tmp_path / "short.mp4", range(0, 2000, 200))

    shared = split(long, probe_video(long), PoseModel.FULL, 2)
    alone = split(short, probe_video(short), PoseModel.FULL, 2)

    assert [job.from_s for job in shared] == [0.0, shared[0].until_s]
    assert shared[-1].until_s == np.inf
    assert len(alone) == 1


def test_one_of_two_people_is_gathered_with_a_note() -> None:
    """The one who exercises is kept frame for frame, whatever the order, and others are mentioned."""
    t_s = seconds(60)
    size = np.array([WIDTH_PX, HEIGHT_PX])
    person, other = squat(t_s, 640) / size, squat(t_s, 200, 250) / size
    bodies = []
    for frame in range(60):
        two = np.ones((2, 33, 6), dtype=np.float32)
        two[:, :, :2] = (person[frame], other[frame]) if frame % 2 else (other[frame], person[frame])
        bodies.append(two)

    recording = gather(t_s, bodies, FACTS, "blazepose_full")

    np.testing.assert_allclose(recording.image_px, person * size, atol=0.01)
    assert "More than one person" in recording.notes[0]
