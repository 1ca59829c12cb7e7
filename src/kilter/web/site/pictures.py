"""Where a page finds its pictures."""

from dataclasses import dataclass

from kilter.adapters.demonstrations import FOLDER, find_demonstration
from kilter.errors import UsageError


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The pictures of a movement, as static files: moving and still, for light and dark pages."""

    moving: str
    still: str
    moving_dark: str
    still_dark: str


def demonstration_of(entry: str, level: str | None = None) -> Demonstration | None:
    """The demonstration of an exercise, one of its levels, or a test; None where there is none."""
    try:
        found = {
            (still, dark): find_demonstration(entry, level, still=still, dark=dark)
            for still in (False, True)
            for dark in (False, True)
        }
    except UsageError:
        return None
    paths = {key: f"demonstrations/{path.relative_to(FOLDER).as_posix()}" for key, path in found.items()}
    return Demonstration(paths[False, False], paths[True, False], paths[False, True], paths[True, True])
