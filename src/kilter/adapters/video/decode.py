"""Frames of a video, upright, with their own times, a few in memory at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from kilter.adapters.files import check_is_file
from kilter.errors import DataError, Problem

Picture = npt.NDArray[np.uint8]
# Shrinking costs more than it saves, until pictures grow so large that they fill memory.
LONGEST_SIDE_PX = 1920
_CUT_OFF_S = 0.5
_CUT_OFF_SHARE = 0.02
_OTHERWISE_HZ = 30.0


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What a video says about itself.

    Args:
        width_px: width of the upright picture with square pixels.
        height_px: height of it.
        turned_deg: by how much the stored picture is turned anticlockwise to stand upright: 0, 90, 180 or 270.
        start_s: time stamp of the first frame.
        duration_s: how long it says it lasts; None where it does not say.
        rate_hz: frames a second, on average.
    """

    width_px: int
    height_px: int
    turned_deg: int
    start_s: float
    duration_s: float | None
    rate_hz: float

    @property
    def frames(self) -> int | None:
        """How many frames to expect; None where the video does not say how long it lasts."""
        return None if self.duration_s is None else max(1, round(self.duration_s * self.rate_hz))


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One frame.

    Args:
        t_s: seconds since the first frame.
        picture: (height, width, 3) RGB, upright.
    """

    t_s: float
    picture: Picture


@dataclass(slots=True)
class Mishaps:
    """What went wrong while reading, counted."""

    damaged: int = 0
    out_of_order: int = 0
    without_time: int = 0
    ended_s: float | None = None

    def add(self, other: "Mishaps") -> None:
        """Count those of another part of the same video, which comes later."""
        self.damaged += other.damaged
        self.out_of_order += other.out_of_order
        self.without_time += other.without_time
        self.ended_s = self.ended_s if other.ended_s is None else other.ended_s

    def notes(self, facts: VideoFacts) -> tuple[str, ...]:
        """What a person should know of it, in sentences."""
        notes = []
        if self.ended_s is not None and facts.duration_s is not None:
            missing_s = facts.duration_s - self.ended_s - 1 / facts.rate_hz
            if missing_s > max(_CUT_OFF_S, _CUT_OFF_SHARE * facts.duration_s):
                notes.append(
                    f"The video is cut off at {self.ended_s:.1f} s; it says that it lasts {facts.duration_s:.1f} s."
                )
        if self.damaged:
            notes.append(f"Damaged parts of the video were left out ({self.damaged}).")
        if self.out_of_order:
            notes.append(
                f"Frames whose time did not come after that of the frame before were left out ({self.out_of_order})."
            )
        if self.without_time:
            notes.append(f"Frames without a time were placed by the video's rate ({self.without_time}).")
        return tuple(notes)


def probe_video(path: Path) -> VideoFacts:
    """Look at a video's first frame.

    Args:
        path: a video file; its contents decide, not its name.

    Returns:
        what it says about itself.

    Raises:
        DataError: it is missing, no video, has no picture, or not one frame of it can be read.
    """
    check_is_file(path)
    with _open(path) as container:
        stream = _video_stream(container, path)
        first = next(_decode(container, stream, Mishaps()), None)
        if first is None:
            what = "Not one frame of the video can be read."
            raise DataError(Problem(str(path), what, "Record or export it again; the file is empty or damaged."))
        turned_deg = round(first.rotation / 90) * 90 % 360
        ratio = float(stream.sample_aspect_ratio or 1)
        width, height = max(1, round(first.width * ratio)), first.height
        if turned_deg in {90, 270}:
            width, height = height, width
        rate_hz = float(stream.average_rate or stream.guessed_rate or _OTHERWISE_HZ)
        return VideoFacts(width, height, turned_deg, first.time or 0.0, _duration_s(container, stream), rate_hz)


@dataclass(slots=True)
class Frames:
    """The frames of a stretch of a video, decoded as they are asked for.

    Args:
        path: the video.
        facts: what `probe_video` told of it.
        from_s: frames before this time are passed over, seconds since the first frame.
        until_s: the first frame at or after this time ends the stretch.
        longest_side_px: larger pictures are shrunk to this.
        mishaps: filled while the frames are read.
    """

    path: Path
    facts: VideoFacts
    from_s: float = 0.0
    until_s: float = np.inf
    longest_side_px: int = LONGEST_SIDE_PX
    mishaps: Mishaps = field(default_factory=Mishaps)

    def __iter__(self) -> Iterator[Frame]:
        """Decode; times strictly increase.

        Raises:
            DataError: the file cannot be opened any more.
        """
        width, height = self._stored_size()
        last_s = -np.inf
        with _open(self.path) as container:
            stream = _video_stream(container, self.path)
            stream.thread_type = "AUTO"
            if self.from_s > 0:
                _jump(container, stream, self.facts.start_s + self.from_s)
            for frame in _decode(container, stream, self.mishaps):
                t_s = self._time(frame, last_s)
                if t_s >= self.until_s:
                    return
                if t_s <= last_s:
                    self.mishaps.out_of_order += 1
                    continue
                last_s = t_s
                if t_s < self.from_s:
                    continue
                self.mishaps.ended_s = t_s
                # reformat also turns every other way of storing colours into RGB
                picture = frame.reformat(
                    width=width, height=height, format="rgb24", interpolation="FAST_BILINEAR"
                ).to_ndarray()
                yield Frame(t_s, np.ascontiguousarray(np.rot90(picture, self.facts.turned_deg // 90)))

    def _time(self, frame: VideoFrame, last_s: float) -> float:
        """Seconds since the first frame."""
        if frame.time is None:
            self.mishaps.without_time += 1
            return max(last_s + 1 / self.facts.rate_hz, 0.0)
        return float(frame.time) - self.facts.start_s

    def _stored_size(self) -> tuple[int, int]:
        """Width and height to decode to, before turning."""
        facts = self.facts
        shrink = min(1.0, self.longest_side_px / max(facts.width_px, facts.height_px))
        size = max(1, round(facts.width_px * shrink)), max(1, round(facts.height_px * shrink))
        return size if facts.turned_deg in {0, 180} else (size[1], size[0])


def can_start_at(path: Path, facts: VideoFacts, t_s: float) -> bool:
    """Whether reading can begin in the middle: the frames from a time on are reached by a jump.

    Args:
        path: the video.
        facts: what `probe_video` told of it.
        t_s: seconds since the first frame.
    """
    with _open(path) as container:
        stream = _video_stream(container, path)
        try:
            _jump(container, stream, facts.start_s + t_s)
            first = next(_decode(container, stream, Mishaps()), None)
        except av.FFmpegError:
            return False
        return first is not None and first.pts is not None and float(first.time or 0.0) - facts.start_s <= t_s


def _jump(container: InputContainer, stream: VideoStream, t_s: float) -> None:
    """Go on reading at the last key frame before a time."""
    container.seek(int(t_s / (stream.time_base or Fraction(1, av.time_base))), stream=stream, backward=True)


def _open(path: Path) -> InputContainer:
    try:
        return av.open(str(path))
    except PermissionError:
        problem = Problem(str(path), "The file cannot be read (Permission denied).", "Check its rights.")
    except (av.FFmpegError, ValueError):
        what = "The contents are not a video, or its beginning or end is missing, whatever the name says."
        mend = "Record or export it again, as MP4, MOV, MKV or WebM, and copy all of it."
        problem = Problem(str(path), what, mend)
    raise DataError(problem)


def _video_stream(container: InputContainer, path: Path) -> VideoStream:
    """The first stream of moving pictures; the picture on a record's sleeve is none."""
    for stream in container.streams.video:
        if not stream.disposition & av.stream.Disposition.attached_pic:
            return stream
    what = (
        "There is sound in the file, but no picture." if container.streams.audio else "There is no picture in the file."
    )
    raise DataError(Problem(str(path), what, "Name the video itself."))


def _decode(container: InputContainer, stream: VideoStream, mishaps: Mishaps) -> Iterator[VideoFrame]:
    """The frames that can be read; what is damaged is passed over and counted."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            mishaps.damaged += 1
            return
        if packet is None:
            return
        try:
            yield from packet.decode()
        except av.FFmpegError:
            mishaps.damaged += 1


def _duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return None if container.duration is None else container.duration / av.time_base
