"""Which pose models there are, and where their files lie."""

from enum import StrEnum
from pathlib import Path

from kilter.errors import Problem, UsageError

BUNDLES = Path(__file__).parent / "bundles"


class PoseModel(StrEnum):
    """One of BlazePose's three sizes."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


def find_bundle(model: PoseModel, folder: Path = BUNDLES) -> Path:
    """The file of a pose model.

    Args:
        model: its size.
        folder: where the bundles lie.

    Returns:
        the bundle, as MediaPipe reads it and as it may be served to a browser.

    Raises:
        UsageError: it was not built.
    """
    path = folder / f"pose_{model}.task"
    if not path.is_file():
        raise UsageError(
            Problem(
                str(path),
                "The pose model is missing.",
                "In a copy of the project, run make test or python -m tools.build_pose_bundles; "
                "as a package, install Kilter again.",
            )
        )
    return path
