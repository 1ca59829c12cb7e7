"""Reading small text files and writing files whole or not at all."""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from kilter.errors import DataError, Problem, UsageError

LARGEST_TEXT_BYTES = 2_000_000
"""A screening or a knowledge file is a few kilobytes; anything near this is another kind of file."""


def read_text(path: Path, *, largest_bytes: int = LARGEST_TEXT_BYTES) -> str:
    """Read a small UTF-8 text file.

    Raises:
        DataError: there is no such file, it is a folder or a device, too large, unreadable, or not UTF-8.
    """
    check_is_file(path)
    try:
        # A file may be longer than its folder says, as those of the system are.
        with path.open("rb") as file:
            content = file.read(largest_bytes + 1)
        size = max(path.stat().st_size, len(content))
    except OSError as error:
        raise DataError(
            Problem(str(path), f"The file cannot be read ({error.strerror}).", "Check its rights.")
        ) from None
    if size > largest_bytes:
        what = f"The file is larger than the {largest_bytes / 1e6:g} MB that are read here ({size / 1e6:,.1f} MB)."
        raise DataError(Problem(str(path), what, "Is it the right file?"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        mend = "Save it as UTF-8 text; if it is a recording, a picture or a document, it is the wrong file."
        raise DataError(Problem(f"{path}:{line}", "The file is not UTF-8 text.", mend)) from None


def check_is_file(path: Path) -> None:
    """Refuse what is not a regular file before anything opens it.

    Raises:
        DataError: it is missing, a folder, or a device or pipe.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        mend = "Check the path and its spelling."
        raise DataError(Problem(str(path), f"The file cannot be opened ({error.strerror}).", mend)) from None
    except ValueError:
        raise DataError(Problem(repr(str(path)), "This is not a path.", "Check its spelling.")) from None
    if stat.S_ISDIR(mode):
        raise DataError(Problem(str(path), "This is a folder.", "Name a file in it."))
    if not stat.S_ISREG(mode):
        raise DataError(Problem(str(path), "This is not a regular file.", "Name a file on disk."))


def write_atomically(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write beside, then rename: afterwards the file is whole, or as it was.

    Args:
        path: the file; a link is followed.
        content: all of it.
        private: whether only its owner may read it.

    Raises:
        UsageError: the folder is missing or may not be written, the disk is full, or a folder or device is there.
    """
    target = _target(path)
    temporary = target.with_name(f".kilter-{secrets.token_hex(8)}.part")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        _remove(temporary)
        mend = "Choose a folder that exists, may be written to and has room."
        raise UsageError(Problem(str(path), f"The file cannot be written ({error.strerror}).", mend)) from None
    except BaseException:
        _remove(temporary)
        raise


@contextlib.contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """A place to write a file that is too large for memory: put in place when done, gone when anything fails.

    Args:
        path: the file; a link is followed.

    Yields:
        the path to write to, in the same folder.

    Raises:
        UsageError: the folder is missing or may not be written, the disk is full, or a folder or device is there.
    """
    target = _target(path)
    temporary = target.with_name(f".kilter-{secrets.token_hex(8)}.part")
    try:
        yield temporary
        temporary.replace(target)
    except OSError as error:
        _remove(temporary)
        mend = "Choose a folder that exists, may be written to and has room."
        raise UsageError(Problem(str(path), f"The file cannot be written ({error.strerror}).", mend)) from None
    except BaseException:
        _remove(temporary)
        raise


def _target(path: Path) -> Path:
    """The file to replace: never a folder, nor a device, which as root could be replaced by a file."""
    try:
        target = path.resolve()
        mode = target.stat().st_mode if target.exists() else stat.S_IFREG
    except (OSError, RuntimeError, ValueError):
        raise UsageError(Problem(repr(str(path)), "This is not a path.", "Check its spelling.")) from None
    if stat.S_ISDIR(mode):
        raise UsageError(Problem(str(path), "This is a folder.", "Name a file in it."))
    if not stat.S_ISREG(mode):
        raise UsageError(Problem(str(path), "This is not a regular file.", "Name a file on disk, or use --json."))
    return target


def remove(path: Path) -> None:
    """Remove a file that holds no longer; nothing happens where there is none.

    Raises:
        UsageError: it is there and cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        mend = "Remove it by hand: it no longer holds."
        raise UsageError(Problem(str(path), f"The file cannot be removed ({error.strerror}).", mend)) from None


def make_folder(path: Path) -> Path:
    """Make a folder and its parents where they are missing.

    Raises:
        UsageError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"The folder cannot be made ({error.strerror})."
        raise UsageError(Problem(str(path), what, "Choose another folder.")) from None
    return path


def _remove(temporary: Path) -> None:
    with contextlib.suppress(OSError):  # the first failure is the one to tell of
        temporary.unlink(missing_ok=True)
