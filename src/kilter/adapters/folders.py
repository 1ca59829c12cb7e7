"""Writing several files into a folder: all of them, or none."""

import contextlib
import secrets
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from kilter.adapters.files import make_folder
from kilter.errors import Problem, UsageError


@contextlib.contextmanager
def written_together(folder: Path, owned: Collection[str] = ()) -> Iterator[Path]:
    """A place to write files that belong together: put into a folder when all are done, gone when anything fails.

    Args:
        folder: made where it is missing; other files in it stay as they are.
        owned: names of files that belong to the set: one that was not written this time is removed, as it would
            belong to another time.

    Yields:
        an empty folder to write into.

    Raises:
        UsageError: a file is in the way, or the folder may not be made or written to.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(Problem(str(folder), "This is a file, and a folder is wanted.", "Choose another name."))
    made = _missing(folder)
    make_folder(folder)
    unfinished = folder / f".kilter-{secrets.token_hex(8)}.part"
    try:
        unfinished.mkdir()
        yield unfinished
        for path in sorted(unfinished.iterdir()):
            _check_place(folder / path.name)
        written = sorted(unfinished.iterdir())
        for path in written:
            path.replace(folder / path.name)
        for name in set(owned) - {path.name for path in written}:
            (folder / name).unlink(missing_ok=True)
        unfinished.rmdir()
    except OSError as error:
        _remove(unfinished, made)
        mend = "Choose a folder that may be written to and has room."
        raise UsageError(Problem(str(folder), f"The files cannot be written ({error.strerror}).", mend)) from None
    except BaseException:
        _remove(unfinished, made)
        raise


def _missing(folder: Path) -> list[Path]:
    """The folders that have to be made, the innermost first."""
    return [each for each in (folder, *folder.parents) if not each.exists()]


def _check_place(target: Path) -> None:
    if target.is_dir():
        raise UsageError(Problem(str(target), "A folder is in the way of the file.", "Choose another folder."))


def _remove(unfinished: Path, made: list[Path]) -> None:
    """What was begun, and the folders that were made for it."""
    shutil.rmtree(unfinished, ignore_errors=True)
    with contextlib.suppress(OSError):  # somebody else put something there meanwhile
        for folder in made:
            folder.rmdir()
