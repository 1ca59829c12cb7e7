"""One door for keypoints from elsewhere, whatever the format."""

from pathlib import Path

from kilter.adapters.files import read_text
from kilter.adapters.keypoints.building import Clock
from kilter.adapters.keypoints.csv_files import LARGEST_BYTES, is_csv, read_csv
from kilter.adapters.keypoints.json_files import read_folder, read_json, unknown
from kilter.adapters.tables import read_landmarks_table
from kilter.errors import DataError, Problem
from kilter.motion.landmarks import LandmarkRecording

_PARQUET = b"PAR1"


def read_keypoints(
    path: Path, *, rate_hz: float | None = None, width_px: int | None = None, height_px: int | None = None
) -> LandmarkRecording:
    """Read keypoints that another program found, telling the format by what the file holds.

    Known are COCO-17 (frames, results or annotations), AlphaPose's Halpe-26, OpenPose (a file, or the folder of
    ``..._keypoints.json``; BODY_25 and COCO), frames of named points as in KERAAL, a CSV of MediaPipe landmarks, and
    Kilter's own landmarks.parquet. Where several people are in it, the one who exercises is followed.

    Args:
        path: a file, or OpenPose's folder.
        rate_hz: frames a second, where the file counts frames; 30 unless given, with a note.
        width_px: width of the video, needed where the points are shares of it.
        height_px: height of the video.

    Returns:
        the recording, two-dimensional but for a landmarks.parquet; landmarks that the format lacks are NaN.

    Raises:
        DataError: the file is missing, too large, of another kind or damaged, or its times do not increase.
        UsageError: the picture's size is needed and was not given, or a size or rate is not above 0.
    """
    clock = Clock(counts_frames=True, rate_hz=rate_hz, width_px=width_px, height_px=height_px)
    if path.is_dir():
        return read_folder(path, clock)
    beginning = _beginning(path)
    if not beginning and path.is_file():
        raise DataError(Problem(str(path), "The file is empty.", "Export or copy it again."))
    if beginning.startswith(_PARQUET):
        return read_landmarks_table(path)
    if beginning.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        return read_json(path, clock)
    if is_csv(read_text(path, largest_bytes=LARGEST_BYTES)):
        return read_csv(path, clock)
    raise unknown(path)


def _beginning(path: Path) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(64)
    except OSError as error:
        what = f"The file cannot be read ({error.strerror})."
        raise DataError(Problem(str(path), what, "Check its rights.")) from None
