"""The demonstrations: a looping picture and a still of every exercise, level and movement test, drawn by `tools`.

The files are named after what they show: `EXERCISE.webp`, `EXERCISE@LEVEL.webp`, `test_TEST.webp`, and the same with
`_still`; those for dark pages lie in `dark/`.
"""

from pathlib import Path
from typing import Final

from kilter.errors import Problem, UsageError

FOLDER: Final = Path(__file__).parent


def find_demonstration(entry_id: str, level: str | None = None, *, still: bool = False, dark: bool = False) -> Path:
    """Where the demonstration of an exercise, one of its levels or a movement test lies.

    Args:
        entry_id: of the exercise or the test.
        level: of the exercise; one that looks like the exercise itself has no picture of its own and gets its.
        still: the picture at the peak instead of the loop.
        dark: for a dark page.

    Returns:
        a WebP file.

    Raises:
        UsageError: there is no demonstration of the exercise or test.
    """
    folder = FOLDER / "dark" if dark else FOLDER
    ending = "_still.webp" if still else ".webp"
    names = ([] if level is None else [f"{entry_id}@{level}"]) + [entry_id, f"test_{entry_id}"]
    for name in names:
        path = folder / f"{name}{ending}"
        # What was typed must not lead out of the folder.
        if path.parent == folder and path.is_file():
            return path
    mend = "“kilter demo” lists what is shown."
    raise UsageError(Problem("EXERCISE", f"There is no demonstration of “{entry_id}”.", mend))
