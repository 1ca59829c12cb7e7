"""Writing a backup."""

import tempfile
from datetime import datetime
from pathlib import Path

import kilter
from kilter.adapters.backup.archive import FORMAT, Manifest, describe, write_archive
from kilter.adapters.backup.places import Places
from kilter.adapters.files import written_beside
from kilter.errors import Problem, UsageError


def back_up(into: Path, places: Places, at: datetime) -> Manifest:
    """Write all that is kept into one archive; it may be in use meanwhile.

    Args:
        into: the archive; it must not be there yet.
        places: where what is kept lies.
        at: now.

    Returns:
        what the archive holds.

    Raises:
        UsageError: there is nothing to keep, the archive is there already, or it cannot be written.
        RecordError: a database cannot be read.
    """
    if into.exists():
        raise UsageError(
            Problem(str(into), "There is such a file already.", "Choose another name, or remove it first.")
        )
    databases = {name: one for name, one in places.databases.items() if one.holds_something()}
    if not databases:
        where = " and ".join(map(str, places.databases.values()))
        raise UsageError(Problem(where, "Nothing is kept there yet.", "Begin with “kilter start” or “kilter-web”."))
    with written_beside(into) as archive, tempfile.TemporaryDirectory(prefix=".kilter-", dir=archive.parent) as folder:
        for name, database in databases.items():
            database.copy_to(Path(folder) / name)
        parts = tuple(describe(name, Path(folder) / name) for name in databases)
        manifest = Manifest(kilter_backup=FORMAT, version=kilter.__version__, at=at, parts=parts)
        write_archive(archive, manifest, Path(folder))
    return manifest
