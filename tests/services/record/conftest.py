"""A record that has just begun."""

from pathlib import Path

import pytest
from tests.services.record.kept import Kept

from kilter.services.screen import Screener


@pytest.fixture
def kept(tmp_path: Path, screener: Screener) -> Kept:
    """An office worker's record on its first day."""
    return Kept(tmp_path / "record.sqlite", screener)
