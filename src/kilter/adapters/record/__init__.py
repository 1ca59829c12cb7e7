"""A person's record on this machine: an SQLite file, and the file in which it travels."""

from kilter.adapters.record.exporting import export_record, import_record, read_export
from kilter.adapters.record.sqlite import SqliteEventStore

__all__ = ["SqliteEventStore", "export_record", "import_record", "read_export"]
