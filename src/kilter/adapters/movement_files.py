"""Recorded movements as files: what kind one is, told by what it holds, and what was measured, written."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import numpy as np

from kilter.adapters.files import check_is_file, write_atomically
from kilter.adapters.folders import written_together
from kilter.adapters.keypoints.csv_files import is_csv
from kilter.adapters.recordings import is_markers
from kilter.adapters.tables import write_landmarks_table, write_table
from kilter.errors import DataError, Problem
from kilter.motion.filters import Array
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.recording import MarkerRecording
from kilter.services.movement import Measured

LANDMARKS, POSE, SIGNALS, SUMMARY, OVERLAY = (
    "landmarks.parquet",
    "pose.parquet",
    "signals.parquet",
    "summary.json",
    "overlay.mp4",
)
_PARQUET = b"PAR1"
_LOOKED_AT = 65_536
_KNOWN = (
    "Name a video, a C3D or TRC file with markers, or keypoints: COCO-17, Halpe-26 or OpenPose JSON, a CSV of "
    "MediaPipe landmarks, or a landmarks.parquet."
)


class Kind(StrEnum):
    """A kind of recording."""

    VIDEO = "video"
    MARKERS = "markers"
    KEYPOINTS = "keypoints"


def kind_of(path: Path) -> Kind:
    """Tell what a recording is, whatever its name says.

    Args:
        path: a file, or a folder of keypoints.

    Returns:
        the kind; a file that is none of the others is taken for a video, whose reader says if it is none.

    Raises:
        DataError: it is missing, empty, unreadable, or text that holds neither markers nor keypoints.
    """
    if path.is_dir():
        return Kind.KEYPOINTS
    check_is_file(path)
    try:
        with path.open("rb") as file:
            beginning = file.read(_LOOKED_AT)
    except OSError as error:
        what = f"The file cannot be read ({error.strerror})."
        raise DataError(Problem(str(path), what, "Check its rights.")) from None
    if not beginning:
        raise DataError(Problem(str(path), "The file is empty.", "Export or copy it again."))
    if is_markers(beginning):
        return Kind.MARKERS
    if beginning.startswith(_PARQUET):
        return Kind.KEYPOINTS
    text = _as_text(beginning)
    if text is None:
        return Kind.VIDEO
    if text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["} or is_csv(text):
        return Kind.KEYPOINTS
    if "endheader" in text:
        what = "The file holds joint angles that are worked out already (MOT)."
        raise DataError(
            Problem(str(path), what, "Name the recording that they were worked out from: video or markers.")
        )
    raise DataError(
        Problem(str(path), "The contents are no recording that is known here, whatever the name says.", _KNOWN)
    )


def _as_text(beginning: bytes) -> str | None:
    """The beginning as text, the last character of which may be cut; None where it is none."""
    if b"\x00" in beginning:
        return None
    try:
        return beginning.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = len(beginning) == _LOOKED_AT and error.start >= len(beginning) - 3
        return beginning[: error.start].decode("utf-8") if cut else None


def write_movement(
    folder: Path,
    measured: Measured,
    recorded: LandmarkRecording | MarkerRecording,
    summary: str,
    video: Path | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> tuple[Path, ...]:
    """Write what was measured: all the files, or none.

    Args:
        folder: made where it is missing; only files of these names in it are replaced, and an annotated video of
            another time is removed.
        measured: the movement.
        recorded: the landmarks or the markers that it was read from.
        summary: the text of ``summary.json``.
        video: the video to annotate, or None.
        progress: told how many frames are drawn and how many there are.

    Returns:
        the files, in the order in which they are told.

    Raises:
        UsageError: the folder may not be written, or a file is in its place.
        DataError: the video cannot be read any more.
    """
    with written_together(folder, owned=(LANDMARKS, POSE, SIGNALS, SUMMARY, OVERLAY)) as unfinished:
        if isinstance(recorded, LandmarkRecording):
            write_landmarks_table(unfinished / LANDMARKS, recorded)
        else:
            write_table(unfinished / LANDMARKS, marker_columns(recorded))
        write_table(unfinished / POSE, measured.pose)
        write_table(unfinished / SIGNALS, measured.signals)
        write_atomically(unfinished / SUMMARY, summary.encode())
        names = [LANDMARKS, POSE, SIGNALS, SUMMARY]
        if video is not None and isinstance(recorded, LandmarkRecording):
            from kilter.adapters.video.overlay import write_overlay  # noqa: PLC0415 - loads the video library

            write_overlay(video, recorded, unfinished / OVERLAY, progress=progress)
            names.append(OVERLAY)
    return tuple(folder / name for name in names)


def marker_columns(recording: MarkerRecording) -> dict[str, Array]:
    """The columns of a recording of markers: ``t_s`` and ``{marker}_{x,y,z}_m``, name to (T,); NaN where not seen."""
    columns: dict[str, Array] = {"t_s": np.arange(recording.frames) / recording.rate_hz}
    for marker, points in recording.markers.items():
        for axis, name in enumerate("xyz"):
            columns[f"{marker}_{name}_m"] = points[:, axis]
    return columns
