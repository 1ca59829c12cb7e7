"""Where a person's record is kept, and how commands open it."""

import os
import uuid
from pathlib import Path

import platformdirs

from kilter.adapters.clock import now
from kilter.adapters.record import SqliteEventStore
from kilter.knowledge.catalogue import Catalogue
from kilter.services.record.record import Moment, Record


def record_path(named: Path | None = None) -> Path:
    """The file of the record: the one named, else the one in KILTER_RECORD, else one in the person's data folder."""
    if named is not None:
        return named
    setting = os.environ.get("KILTER_RECORD")
    return Path(setting) if setting else platformdirs.user_data_path("kilter") / "record.sqlite"


def open_record(named: Path | None, catalogue: Catalogue) -> Record:
    """The person's record; it may be empty.

    Raises:
        RecordError: it cannot be opened or read.
    """
    return Record(SqliteEventStore(record_path(named)), catalogue)


def new_moment() -> Moment:
    """Now, with an id of its own."""
    return Moment(now(), str(uuid.uuid4()))
