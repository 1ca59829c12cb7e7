"""One door for recordings of markers, whatever the format."""

from pathlib import Path

from kilter.adapters.recordings.c3d import read_c3d
from kilter.adapters.recordings.trc import read_trc
from kilter.errors import DataError, Problem
from kilter.motion.recording import MarkerRecording

LARGEST_BYTES = 256 * 2**20
_C3D_MAGIC = 0x50
# usually 2; from 32 on the byte is a letter or a sign, and "%PDF" and PNG pictures share the magic
_C3D_PARAMETER_BLOCKS = range(2, 32)
_TRC_BEGINNINGS = (b"PathFileType", b"\xef\xbb\xbfPathFileType", b"\xff\xfeP\x00a\x00", b"\xfe\xff\x00P\x00a")


def read_recording(path: Path) -> MarkerRecording:
    """Read marker trajectories, telling the format by what the file holds, not by its name.

    Positions come in metres, turned so that Z is up (which axis that is shows in the body: the pelvis is above the
    feet); what was not seen is NaN; names come without the subject's prefix.

    Args:
        path: a C3D or TRC file.

    Returns:
        the recording.

    Raises:
        DataError: the file is missing, empty, too large, of another kind, cut short or damaged.
    """
    try:
        beginning = _beginning(path)
    except OSError as error:
        raise DataError(
            Problem(str(path), f"The file cannot be read ({error.strerror}).", "Check its name and permissions.")
        ) from error
    if beginning.startswith(_TRC_BEGINNINGS):
        return read_trc(path)
    if _is_c3d(beginning):
        return read_c3d(path)
    raise DataError(
        Problem(
            str(path),
            "The contents are neither C3D nor TRC, whatever the name says.",
            "Export the walk as C3D, or as TRC with its five header lines.",
        )
    )


def is_markers(beginning: bytes) -> bool:
    """Whether a file that begins like this is C3D or TRC."""
    return beginning.startswith(_TRC_BEGINNINGS) or _is_c3d(beginning)


def _is_c3d(beginning: bytes) -> bool:
    return len(beginning) > 1 and beginning[0] in _C3D_PARAMETER_BLOCKS and beginning[1] == _C3D_MAGIC


def _beginning(path: Path) -> bytes:
    """The first bytes of an ordinary file of bearable size."""
    size = path.stat().st_size
    if not path.is_file():
        raise DataError(Problem(str(path), "This is not a file.", "Name the recording itself."))
    if size == 0:
        raise DataError(Problem(str(path), "The file is empty.", "Export or copy it again."))
    if size > LARGEST_BYTES:
        raise DataError(
            Problem(
                str(path),
                f"The file has {size / 2**20:,.0f} MB; a recorded walk has a few.",
                f"Cut it to the walk; up to {LARGEST_BYTES // 2**20} MB are read.",
            )
        )
    with path.open("rb") as file:
        return file.read(16)
