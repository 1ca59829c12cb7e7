"""The video with the skeleton drawn over it, to see what was seen."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from kilter.adapters.files import written_beside
from kilter.adapters.video.decode import Frames, probe_video
from kilter.body.landmarks import BONES, Landmark
from kilter.body.sides import Side
from kilter.errors import Problem, UsageError
from kilter.motion.filters import Array
from kilter.motion.landmarks import LandmarkRecording

Picture = npt.NDArray[np.uint8]
Colour = tuple[int, int, int]
# told apart also by people who do not tell red from green
COLOURS: dict[Side | None, Colour] = {Side.LEFT: (255, 153, 51), Side.RIGHT: (51, 187, 255), None: (255, 255, 255)}
_CLOCK_HZ = 90_000
_SURE = 0.5
FONT = Path(__file__).parents[1] / "report" / "fonts" / "Inter-Regular.ttf"
_DRAWN = tuple(dict.fromkeys((Landmark.NOSE, *(end for bone in BONES for end in bone))))


def write_overlay(
    video: Path,
    recording: LandmarkRecording,
    target: Path,
    *,
    label: Callable[[int], str] | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> None:
    """Write the video with the skeleton, the time and a line of text in each frame.

    Args:
        video: the video that the landmarks come from.
        recording: its landmarks.
        target: the MP4 file to write; afterwards it is whole, or as it was.
        label: the text for a frame of the recording, by its index.
        progress: told how many frames are done and how many there are.

    Raises:
        DataError: the video cannot be read any more.
        UsageError: the target cannot be written, or this machine's video library cannot write H.264.
    """
    facts = probe_video(video)
    try:
        av.Codec("libx264", "w")
    except ValueError:
        what = "The video library on this machine cannot write H.264."
        raise UsageError(Problem(str(target), what, "Install PyAV from its own wheel: pip install av.")) from None
    frames = Frames(video, facts)
    with written_beside(target) as unfinished, av.open(str(unfinished), "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=Fraction(facts.rate_hz).limit_denominator(1001))
        stream.pix_fmt = "yuv420p"
        stream.options = {"preset": "veryfast"}
        stream.codec_context.time_base = Fraction(1, _CLOCK_HZ)
        for done, frame in enumerate(frames, start=1):
            row = _row(recording.t_s, frame.t_s)
            picture = draw(frame.picture, recording, row, label(row) if label else "")
            if done == 1:
                stream.height, stream.width = picture.shape[:2]
            drawn = av.VideoFrame.from_ndarray(picture, format="rgb24")
            drawn.pts, drawn.time_base = round(frame.t_s * _CLOCK_HZ), Fraction(1, _CLOCK_HZ)
            output.mux(stream.encode(drawn))
            if progress:
                progress(done, recording.frames)
        output.mux(stream.encode(None))


def draw(picture: Picture, recording: LandmarkRecording, row: int, label: str = "") -> Picture:
    """Draw one frame of a recording over its picture.

    Args:
        picture: (height, width, 3) RGB, upright, of any size.
        recording: the landmarks, in pixels of the original size.
        row: which frame of the recording.
        label: a line of text for the foot of the picture.

    Returns:
        (height, width, 3) RGB, cut to even numbers as H.264 wants them.
    """
    height, width = (length - length % 2 for length in picture.shape[:2])
    image = Image.fromarray(picture[:height, :width])
    canvas = ImageDraw.Draw(image)
    scale = np.array([picture.shape[1] / recording.width_px, picture.shape[0] / recording.height_px])
    points: Array = recording.image_px[row] * scale
    thick = max(2, round(min(height, width) / 180))
    for start, end in BONES:
        _draw_bone(canvas, points, recording.visibility[row], (start, end), thick)
    for landmark in _DRAWN:
        x, y = points[landmark.position]
        if np.isfinite(x) and np.isfinite(y):
            box = (x - thick, y - thick, x + thick, y + thick)
            canvas.ellipse(box, fill=COLOURS[landmark.side], outline=(0, 0, 0))
    font = ImageFont.truetype(FONT, max(12, round(height / 30)))
    time = f"{recording.t_s[row]:.2f} s"
    canvas.text((2 * thick, 2 * thick), time, (255, 255, 255), font, stroke_width=2, stroke_fill=(0, 0, 0))
    if label:
        place = (2 * thick, height - 2 * thick)
        canvas.text(place, label, (255, 255, 255), font, anchor="ld", stroke_width=2, stroke_fill=(0, 0, 0))
    return np.asarray(image)


def _draw_bone(
    canvas: ImageDraw.ImageDraw, points: Array, visibility: Array, bone: tuple[Landmark, Landmark], thick: int
) -> None:
    """One line, thin where the network is not sure."""
    start, end = (landmark.position for landmark in bone)
    if not np.isfinite(points[[start, end]]).all():
        return
    colour = COLOURS[bone[0].side if bone[0].side is bone[1].side else None]
    sure = min(visibility[start], visibility[end]) >= _SURE
    canvas.line((*points[start].tolist(), *points[end].tolist()), fill=colour, width=thick if sure else 1)


def _row(t_s: Array, now_s: float) -> int:
    """The frame of the recording nearest in time."""
    after = min(int(np.searchsorted(t_s, now_s)), len(t_s) - 1)
    return after - 1 if after and now_s - t_s[after - 1] < t_s[after] - now_s else after
