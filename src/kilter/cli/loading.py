"""What commands load before they work: knowledge, a screening, a recording."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kilter.adapters.files import read_text
from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.pose_model.models import PoseModel
from kilter.body.sides import Side
from kilter.errors import DataError, Problem, UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.documents import read_document
from kilter.knowledge.schema.tests import Test
from kilter.screening.form import Screening
from kilter.screening.profile import Profile
from kilter.services.screen import Screener

if TYPE_CHECKING:
    from kilter.motion.gait import GaitAssessment
    from kilter.motion.landmarks import LandmarkRecording
    from kilter.services.movement_tests import TestReading

WORKERS = 2
_LONGEST_SIDE = 5
"""Digits of a picture's width or height."""


def load_screener(own: Path | None) -> Screener:
    """The knowledge with its compiled model."""
    return Screener.of(load_catalogue(own))


def load_screening(path: Path, screener: Screener) -> Screening:
    """A screening, or the one inside a saved profile, from a file; recordings lie beside it."""
    document = read_document(read_text(path), str(path))
    return screener.read(document, walk_reader(path.parent), movement_test_reader(path.parent, screener.catalogue))


def load_profile(path: Path, screener: Screener) -> Profile:
    """The profile of the screening in a file."""
    return screener.profile(load_screening(path, screener))


def walk_reader(folder: Path) -> "Callable[[str], GaitAssessment | None]":
    """A reader of recorded walks whose names are relative to a folder."""

    def read_walk(file: str) -> "GaitAssessment | None":
        from kilter.adapters.recordings import read_recording
        from kilter.motion.gait import assess_gait

        return None if _is_seen_by_camera(folder / file) else assess_gait(read_recording(folder / file))

    return read_walk


def _is_seen_by_camera(path: Path) -> bool:
    """Whether a file is a video or keypoints; what is no recording at all is left to the reader of walks to refuse."""
    from kilter.adapters.movement_files import Kind, kind_of
    from kilter.adapters.video.decode import probe_video

    try:
        kind = kind_of(path)
        if kind is Kind.VIDEO:
            probe_video(path)
    except DataError:
        return False
    return kind is not Kind.MARKERS


def movement_test_reader(folder: Path, catalogue: Catalogue) -> "Callable[[str, Test, Side | None], TestReading]":
    """A reader of movement tests before a camera, in files whose names are relative to a folder.

    A file that is named several times, for either side or another test, is looked at once.
    """
    looked_at: dict[str, LandmarkRecording] = {}

    def read_test(file: str, test: Test, side: Side | None) -> "TestReading":
        from kilter.adapters.pose_model.lifters import load_lifters
        from kilter.services.movement_tests import read_movement_test

        if file not in looked_at:
            looked_at[file] = load_landmarks(folder / file)
        return read_movement_test(looked_at[file], test, catalogue, load_lifters(), side)

    return read_test


def load_landmarks(
    path: Path,
    *,
    model: PoseModel = PoseModel.FULL,
    workers: int = WORKERS,
    rate_hz: float | None = None,
    picture: str | None = None,
    mend: bool = True,
) -> "LandmarkRecording":
    """The landmarks of the person in a video or in keypoints of other programs.

    Args:
        path: what its contents are, they tell.
        model: size of the pose model, for a video.
        workers: processes that share a longer video.
        rate_hz: frames a second, for keypoints that count frames.
        picture: its size as ``WxH``, for keypoints that are shares of it.
        mend: whether legs of a video whose sides are mixed up are put right or left out.

    Raises:
        DataError: it is no such recording.
        CaptureError: nobody is in it.
        UsageError: it holds markers, or an option does not fit it.
    """
    from kilter.adapters.keypoints import read_keypoints
    from kilter.adapters.movement_files import Kind, kind_of
    from kilter.adapters.video import read_video
    from kilter.cli.show.progress import counting

    kind = kind_of(path)
    if kind is Kind.MARKERS:
        what = "Markers of a laboratory are not what a camera sees."
        raise UsageError(Problem(str(path), what, "Name a video, or keypoints; markers go to “kilter measure”."))
    if kind is Kind.KEYPOINTS:
        width_px, height_px = (None, None) if picture is None else _size(picture)
        return read_keypoints(path, rate_hz=rate_hz, width_px=width_px, height_px=height_px)
    if (rate_hz, picture) != (None, None):
        what = "The video itself says what these are."
        raise UsageError(Problem("--rate-hz, --picture", what, "Leave them out; they are for keypoints."))
    with counting(f"Looking for the person in {path.name}") as progress:
        return read_video(path, model=model, workers=workers, progress=progress, mend=mend)


def _size(picture: str) -> tuple[int, int]:
    width, _, height = picture.lower().partition("x")
    if not all(side.isascii() and side.isdigit() and len(side) <= _LONGEST_SIDE for side in (width, height)):
        what = f'"{picture}" is no size of a picture.'
        raise UsageError(Problem("--picture", what, "Give width and height in pixels, such as 1280x720."))
    return int(width), int(height)
