"""Where a person's record is kept."""

import os
from pathlib import Path

import platformdirs


def record_path(named: Path | None = None) -> Path:
    """The file of the record: the one named, else the one in KILTER_RECORD, else one in the person's data folder."""
    if named is not None:
        return named
    setting = os.environ.get("KILTER_RECORD")
    return Path(setting) if setting else platformdirs.user_data_path("kilter") / "record.sqlite"
