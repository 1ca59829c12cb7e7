"""Which of these tests are collected.

The renderer needs packages (anny, torch, numba) that a developer of Kilter otherwise does without. Its tests are left
out of a run of all tests, and run where they are asked for: `python -m pytest tests/tools` in an environment with the
dependency group `rendering`. There a missing package is an error, not a skip.
"""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
NEEDS_RENDERING = {"test_posed_demonstrations.py", "test_rendering.py"}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the renderer's tests out unless they, or this folder, are named."""
    if collection_path.parent != HERE or collection_path.name not in NEEDS_RENDERING:
        return None
    named = [(config.invocation_params.dir / argument.split("::")[0]).resolve() for argument in config.args]
    return None if any(path in {HERE, collection_path} for path in named) else True
