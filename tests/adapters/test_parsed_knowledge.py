"""Knowledge that was read before is the same knowledge, and is never used when anything about it has changed."""

import shutil
import stat
from pathlib import Path

import pytest

from kilter.adapters import knowledge_files
from kilter.adapters.knowledge_files import SHIPPED, load_catalogue
from kilter.adapters.parsed_knowledge import keep_parsed, read_parsed
from kilter.errors import DataError


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("KILTER_CACHE", str(folder))
    return folder


def test_the_second_time_gives_the_same_catalogue(cache: Path) -> None:
    """Entry for entry, rules included; what is kept is for its owner's eyes only."""
    first = load_catalogue()

    second = load_catalogue()

    assert second == first
    (kept,) = cache.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_changed_knowledge_is_read_anew(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another word in a file, another name in the cache; what was kept of the earlier one goes."""
    folder = tmp_path / "data"
    shutil.copytree(SHIPPED, folder)
    monkeypatch.setattr(knowledge_files, "SHIPPED", folder)
    load_catalogue()
    changed = folder / "exercises" / "squat.yaml"
    changed.write_text(changed.read_text().replace("name: ", "name: New ", 1))

    catalogue = load_catalogue()

    assert catalogue.exercises["squat"].name.startswith("New ")
    assert len(list(cache.iterdir())) == 1


def test_wrong_knowledge_is_never_kept(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every time it is told with file and line."""
    folder = tmp_path / "data"
    shutil.copytree(SHIPPED, folder)
    monkeypatch.setattr(knowledge_files, "SHIPPED", folder)
    (folder / "exercises" / "squat.yaml").write_text("id: squat\n")

    for _ in range(2):
        with pytest.raises(DataError, match=r"exercises/squat.yaml:1"):
            load_catalogue()

    assert not cache.exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '[["exercises"]]', '[["exercises", "squat", "x", {}]]'])
def test_a_damaged_cache_does_no_harm(content: str, cache: Path) -> None:
    """Whatever stands in it, the knowledge is that of the files."""
    whole = load_catalogue()
    (kept,) = cache.iterdir()
    kept.write_text(content)

    assert load_catalogue() == whole


def test_a_folder_of_ones_own_is_checked_as_before(cache: Path, tmp_path: Path) -> None:
    """References from it into the shipped knowledge are looked up, though the shipped files were not parsed anew."""
    load_catalogue()
    own = tmp_path / "own" / "equipment"
    own.mkdir(parents=True)
    (own / "equipment.yaml").write_text("- {id: never_used, name: Never used}\n")

    with pytest.raises(DataError, match="No test and no exercise needs this equipment"):
        load_catalogue(tmp_path / "own")


def test_without_a_place_to_keep_it_everything_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache is no condition for anything."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KILTER_CACHE", str(tmp_path / "file" / "cache"))

    assert load_catalogue().exercises
    keep_parsed(SHIPPED, [])
    assert read_parsed(SHIPPED) is None
