"""Tiny videos, made where a test needs one."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream

CLOCK = Fraction(1, 1000)


def write_clip(
    path: Path,
    times_ms: Sequence[int],
    size: tuple[int, int] = (64, 48),
    *,
    turned_deg: int = 0,
    format_name: str | None = None,
) -> Path:
    """A clip whose frames get brighter from first to last, bright in the upper left corner of the stored picture."""
    with av.open(str(path), "w", format=format_name) as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = CLOCK
        stream.options = {"bf": "0", "g": "5"}
        if turned_deg:
            stream.set_display_rotation(turned_deg)
        for number, time_ms in enumerate(times_ms):
            picture = np.full((size[1], size[0], 3), 20 + number % 100, dtype=np.uint8)
            picture[: size[1] // 2, : size[0] // 2] = 220
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = time_ms, CLOCK
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def write_sound(path: Path) -> Path:
    """A second of silence without a picture."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=8000)
        for start in range(0, 8000, 1000):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1000), dtype=np.float32), format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 8000, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def first_stream(path: Path) -> tuple[str, int, int]:
    """Codec, width and height of a video as stored."""
    with av.open(str(path)) as container:
        stream: VideoStream = container.streams.video[0]
        return stream.codec_context.name, stream.width, stream.height
