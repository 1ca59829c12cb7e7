"""Files that belong together: all of them in place, or everything as it was."""

from pathlib import Path

import pytest

from kilter.adapters.folders import written_together
from kilter.errors import KilterError, UsageError


def write(target: Path, *files: str, then: BaseException | type[BaseException] | None = None) -> None:
    """Write these files together, and raise something before they are done."""
    with written_together(target, owned=("a", "b", "c")) as folder:
        for name in files:
            (folder / name).write_text("new")
        if then is not None:
            raise then


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_all_files_are_put_in_place_beside_the_others(tmp_path: Path) -> None:
    """Afterwards the folder holds the new files and what was there; of the set, nothing of another time."""
    target = tmp_path / "out"
    target.mkdir()
    for name in ("mine.txt", "a", "c"):
        (target / name).write_text("old")

    write(target, "a", "b")

    assert names(target) == ["a", "b", "mine.txt"]
    assert (target / "a").read_text() == "new"
    assert (target / "mine.txt").read_text() == "old"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError(28, "No space left on device")])
def test_a_failure_leaves_everything_as_it_was(error: BaseException | type[BaseException], tmp_path: Path) -> None:
    """When anything fails, or somebody breaks off, old files stay, and nothing new does."""
    target = tmp_path / "out"
    target.mkdir()
    (target / "a").write_text("old")

    with pytest.raises((KeyboardInterrupt, ValueError, KilterError)):
        write(target, "a", then=error)

    assert names(target) == ["a"]
    assert (target / "a").read_text() == "old"


def test_folders_made_for_nothing_are_gone_again(tmp_path: Path) -> None:
    """Folders that did not exist do not exist after a failure; they do after a success."""
    with pytest.raises(ValueError, match="no"), written_together(tmp_path / "x" / "y"):
        raise ValueError("no")
    failed = names(tmp_path)
    with written_together(tmp_path / "x" / "y") as folder:
        (folder / "a").write_text("new")

    assert failed == []
    assert names(tmp_path / "x" / "y") == ["a"]


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    """Where a file is, no folder is made, and the file stays."""
    (tmp_path / "out").write_text("old")

    with pytest.raises(UsageError, match="a folder is wanted"), written_together(tmp_path / "out"):
        pytest.fail("nothing may be written")

    assert (tmp_path / "out").read_text() == "old"


def test_a_folder_in_a_files_place_is_refused(tmp_path: Path) -> None:
    """Where a folder has the name of a file of the set, none of the set is written."""
    (tmp_path / "b").mkdir()

    with pytest.raises(UsageError, match="in the way"):
        write(tmp_path, "a", "b")

    assert names(tmp_path) == ["b"]
