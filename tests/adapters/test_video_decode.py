"""Videos are read upright and by their own times, and what cannot be read is told."""

from pathlib import Path

import numpy as np
import pytest
from tests.adapters.clips import write_clip, write_sound

from kilter.adapters.video.decode import Frames, VideoFacts, can_start_at, probe_video
from kilter.errors import DataError

STEADY_MS = range(0, 2000, 40)
CORNERS = {0: (0, 0), 90: (-1, 0), 180: (-1, -1), 270: (0, -1)}


def test_frames_keep_the_times_that_the_video_gives_them(tmp_path: Path) -> None:
    """A variable frame rate is honoured: the times are those of the frames, not multiples of a rate."""
    times_ms = [0, 40, 50, 200, 210, 700]
    clip = write_clip(tmp_path / "clip.mp4", times_ms)

    frames = list(Frames(clip, probe_video(clip)))

    np.testing.assert_allclose([frame.t_s for frame in frames], np.array(times_ms) / 1000, atol=1e-3)


def test_time_begins_with_the_first_frame(tmp_path: Path) -> None:
    """A video whose clock begins late begins at 0 all the same."""
    clip = write_clip(tmp_path / "clip.mkv", range(5000, 5400, 40))

    frames = list(Frames(clip, probe_video(clip)))

    assert frames[0].t_s == 0.0
    assert frames[-1].t_s == pytest.approx(0.36)


@pytest.mark.parametrize("turned_deg", CORNERS)
def test_pictures_stand_upright(tmp_path: Path, turned_deg: int) -> None:
    """A telephone held upright stores its pictures lying; they come back turned as the file says."""
    clip = write_clip(tmp_path / "clip.mp4", STEADY_MS, (64, 48), turned_deg=turned_deg)

    facts = probe_video(clip)
    picture = next(iter(Frames(clip, facts))).picture

    assert picture.shape == ((48, 64, 3) if turned_deg in {0, 180} else (64, 48, 3))
    assert (facts.height_px, facts.width_px) == picture.shape[:2]
    bright = np.argwhere(picture[..., 0] > 128).mean(axis=0) > np.array(picture.shape[:2]) / 2
    expected = np.array(CORNERS[facts.turned_deg]) == -1
    np.testing.assert_array_equal(bright, expected)


def test_all_four_ways_of_holding_a_telephone_are_told_apart(tmp_path: Path) -> None:
    """What a file says about its turning is read, not guessed."""
    clips = [write_clip(tmp_path / f"{turn}.mp4", STEADY_MS, turned_deg=turn) for turn in CORNERS]

    turns = {probe_video(clip).turned_deg for clip in clips}

    assert turns == set(CORNERS)


def test_large_pictures_are_shrunk_and_small_ones_are_not(tmp_path: Path) -> None:
    """Memory is bounded by the longest side, and the proportions stay."""
    clip = write_clip(tmp_path / "clip.mp4", [0, 40], (640, 320))
    facts = probe_video(clip)

    shrunk = next(iter(Frames(clip, facts, longest_side_px=320))).picture
    kept = next(iter(Frames(clip, facts))).picture

    assert shrunk.shape == (160, 320, 3)
    assert kept.shape == (320, 640, 3)


def test_rows_of_a_picture_follow_each_other_without_gaps(tmp_path: Path) -> None:
    """MediaPipe skews pictures whose rows have gaps between them, so none has, whatever its width."""
    clip = write_clip(tmp_path / "clip.mp4", [0, 40], (150, 70))

    picture = next(iter(Frames(clip, probe_video(clip)))).picture

    assert picture.flags.c_contiguous


def test_two_stretches_hold_each_frame_once(tmp_path: Path) -> None:
    """Parts of a video that meet at a time are together the whole."""
    clip = write_clip(tmp_path / "clip.mp4", STEADY_MS)
    facts = probe_video(clip)

    whole = [frame.t_s for frame in Frames(clip, facts)]
    parts = [
        frame.t_s for part in (Frames(clip, facts, until_s=1.01), Frames(clip, facts, from_s=1.01)) for frame in part
    ]

    assert parts == whole
    assert can_start_at(clip, facts, 1.01)


def test_a_single_frame_is_a_video(tmp_path: Path) -> None:
    """One frame is read as one frame."""
    clip = write_clip(tmp_path / "clip.mp4", [0])

    frames = list(Frames(clip, probe_video(clip)))

    assert [frame.t_s for frame in frames] == [0.0]


def test_a_video_that_was_cut_off_gives_what_there_is_and_says_so(tmp_path: Path) -> None:
    """The first half of a file is read to its end, with a note of where that is."""
    whole = write_clip(tmp_path / "whole.mkv", range(0, 8000, 40), (320, 240))
    content = whole.read_bytes()
    clip = tmp_path / "clip.mkv"
    clip.write_bytes(content[: len(content) // 2])
    facts = probe_video(clip)

    frames = Frames(clip, facts)
    times = [frame.t_s for frame in frames]

    assert 1 < len(times) < 200
    assert any("cut off" in note for note in frames.mishaps.notes(facts))


def test_damage_in_the_middle_is_passed_over(tmp_path: Path) -> None:
    """Bytes gone bad cost the frames they are in; what is left is in order of time."""
    clip = write_clip(tmp_path / "clip.mkv", range(0, 4000, 40), (320, 240))
    content = bytearray(clip.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 400] = bytes(400)
    clip.write_bytes(bytes(content))

    times = [frame.t_s for frame in Frames(clip, probe_video(clip))]

    assert len(times) > 40
    assert (np.diff(times) > 0).all()


@pytest.mark.parametrize(
    ("name", "content"),
    [("text.mp4", b"This is a text.\n" * 50), ("bytes.mov", bytes(range(256)) * 20), ("empty.mp4", b"")],
)
def test_what_is_no_video_is_refused_by_its_contents(tmp_path: Path, name: str, content: bytes) -> None:
    """The name of a file says nothing; the error says what to do."""
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(DataError, match="not a video") as error:
        probe_video(path)

    assert error.value.problems[0].mend


def test_an_mp4_without_its_end_is_refused(tmp_path: Path) -> None:
    """An MP4 keeps its index at its end; without it nothing can be read, which is told."""
    whole = write_clip(tmp_path / "whole.mp4", STEADY_MS)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(whole.read_bytes()[:600])

    with pytest.raises(DataError, match="beginning or end is missing"):
        probe_video(clip)


def test_sound_without_a_picture_is_refused(tmp_path: Path) -> None:
    """A file that holds only sound is named as such."""
    path = write_sound(tmp_path / "sound.m4a")

    with pytest.raises(DataError, match="sound in the file, but no picture"):
        probe_video(path)


def test_a_video_without_frames_is_refused(tmp_path: Path) -> None:
    """A header alone is no video."""
    whole = write_clip(tmp_path / "whole.mkv", STEADY_MS)
    content = whole.read_bytes()
    clip = tmp_path / "clip.mkv"
    clip.write_bytes(content[: content.index(b"\x1f\x43\xb6\x75")])  # up to the first cluster of frames

    with pytest.raises(DataError, match=r"Not one frame|end is missing"):
        probe_video(clip)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A path that leads nowhere is told as such."""
    with pytest.raises(DataError, match="cannot be opened"):
        probe_video(tmp_path / "nowhere.mp4")


def test_a_whole_video_has_no_notes(tmp_path: Path) -> None:
    """Nothing is told of a video that is as it should be."""
    clip = write_clip(tmp_path / "clip.mp4", STEADY_MS)
    facts = probe_video(clip)
    frames = Frames(clip, facts)

    count = len(list(frames))

    assert count == len(STEADY_MS) == facts.frames
    assert frames.mishaps.notes(facts) == ()


def test_expected_frames_are_unknown_without_a_duration() -> None:
    """A video that does not say how long it lasts promises no number of frames."""
    facts = VideoFacts(64, 48, 0, 0.0, None, 25.0)

    frames = facts.frames

    assert frames is None
