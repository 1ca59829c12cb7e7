"""The demonstrations: each exercise, level and test that moves has its pictures, small enough, and the loops loop."""

from pathlib import Path

import pytest
from PIL import Image

from kilter.adapters.demonstrations import FOLDER, find_demonstration
from kilter.errors import UsageError
from kilter.knowledge.catalogue import Catalogue

LARGEST_LOOP, LARGEST_STILL, LARGEST_ALTOGETHER = 200_000, 30_000, 15_000_000
GROUNDS = [pytest.param(False, id="light"), pytest.param(True, id="dark")]


def shown(catalogue: Catalogue) -> list[tuple[str, str | None]]:
    """Every exercise, every level with a movement of its own, every test with a movement."""
    exercises = [(exercise, None) for exercise in catalogue.exercises]
    levels = [
        (exercise.id, level.id)
        for exercise in catalogue.exercises.values()
        for level in exercise.levels
        if level.movement is not None and level is not exercise.base_level
    ]
    return [*exercises, *levels, *((test.id, None) for test in catalogue.tests.values() if test.performed)]


@pytest.mark.parametrize("dark", GROUNDS)
def test_everything_that_moves_has_a_loop_and_a_still(catalogue: Catalogue, dark: bool) -> None:
    """Loop and still are files of their own, in both grounds, each within its size."""
    for entry, level in shown(catalogue):
        loop, still = (find_demonstration(entry, level, still=still, dark=dark) for still in (False, True))

        assert loop.stem == still.stem.removesuffix("_still")
        assert level is None or loop.stem == f"{entry}@{level}"
        assert loop.stat().st_size <= LARGEST_LOOP, loop
        assert still.stat().st_size <= LARGEST_STILL, still


@pytest.mark.parametrize("dark", GROUNDS)
def test_loops_loop_and_stills_are_still(catalogue: Catalogue, dark: bool) -> None:
    """A loop has more than ten pictures and begins again for ever; its still has the same shape."""
    for entry, level in shown(catalogue):
        loop = find_demonstration(entry, level, dark=dark)
        with Image.open(loop) as moving, Image.open(find_demonstration(entry, level, still=True, dark=dark)) as still:
            assert getattr(moving, "n_frames", 1) > 10, loop
            assert moving.info["loop"] == 0, loop
            assert moving.size == still.size, loop
            assert getattr(still, "n_frames", 1) == 1


def test_a_level_that_looks_like_its_exercise_shares_its_picture(catalogue: Catalogue) -> None:
    """A level without a movement of its own is shown by the exercise."""
    for exercise in catalogue.exercises.values():
        for level in exercise.levels:
            if level.movement is None:
                assert find_demonstration(exercise.id, level.id) == find_demonstration(exercise.id)


def test_nothing_lies_there_that_nothing_shows(catalogue: Catalogue) -> None:
    """Every file belongs to something, and all together are small enough to be installed."""
    found = {
        find_demonstration(entry, level, still=still, dark=dark)
        for entry, level in shown(catalogue)
        for still in (False, True)
        for dark in (False, True)
    }

    assert set(FOLDER.rglob("*.webp")) == found
    assert sum(path.stat().st_size for path in found) <= LARGEST_ALTOGETHER


@pytest.mark.parametrize("entry", ["no_such_exercise", "dark/clamshell", "../demonstrations/clamshell", "", "."])
def test_what_is_not_shown_is_refused_in_words(entry: str) -> None:
    """An id that shows nothing, or would lead elsewhere, names the mend."""
    with pytest.raises(UsageError, match="no demonstration"):
        find_demonstration(entry)


def test_pictures_are_where_the_package_says() -> None:
    """The folder is inside the package, so that it is installed with it."""
    assert Path(*FOLDER.parts[-3:]) == Path("kilter/adapters/demonstrations")
