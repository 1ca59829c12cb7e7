"""Putting a backup back."""

import tempfile
from datetime import datetime
from pathlib import Path

from kilter.adapters.backup.archive import Manifest, read_archive
from kilter.adapters.backup.databases import Database
from kilter.adapters.backup.places import Places
from kilter.adapters.backup.writing import back_up
from kilter.errors import Problem, UsageError


def restore(file: Path, places: Places, at: datetime, *, replace: bool) -> tuple[Manifest, tuple[Path, ...]]:
    """Put what an archive holds in its places, once all of it was found whole.

    Args:
        file: what :func:`back_up` wrote.
        places: where it goes.
        at: now.
        replace: whether it may take the place of what is there; that is backed up first.

    Returns:
        what the archive holds, and the files in which what was there before is kept.

    Raises:
        DataError: the archive is none, damaged, or newer than this Kilter.
        UsageError: something is there already, or the archive is of another kind of database.
        RecordError: a database cannot be written; it is as it was.
    """
    with tempfile.TemporaryDirectory(prefix="kilter-restore-") as folder:
        manifest = read_archive(file, Path(folder))
        databases = _places_of(manifest, places)
        for name, database in databases.items():
            database.check(Path(folder) / name)
        full = [database for database in databases.values() if database.holds_something()]
        if full and not replace:
            where = " and ".join(map(str, full))
            mend = "Say --replace to put the backup in its place; what is there is backed up first."
            raise UsageError(Problem(where, "Something is kept there already.", mend))
        kept = _keep(full, file, places, at)
        for name, database in databases.items():
            database.replace_by(Path(folder) / name)
    return manifest, kept


def _keep(full: list[Database], file: Path, places: Places, at: datetime) -> tuple[Path, ...]:
    """Back up what is there; what is too damaged for that is moved aside."""
    kept = [aside for database in full if (aside := database.set_aside(f"damaged-{at:%Y-%m-%d-%H%M%S}"))]
    if any(database.holds_something() for database in full):
        before = file.resolve().with_name(f"kilter-before-restore-{at:%Y-%m-%d-%H%M%S}.zip")
        back_up(before, places, at)
        kept.append(before)
    return tuple(kept)


def _places_of(manifest: Manifest, places: Places) -> dict[str, Database]:
    unknown = [part.name for part in manifest.parts if part.name not in places.databases]
    if unknown:
        mend = "Set DATABASE_URL to an empty database." if "web.dump" in unknown else "Run it without DATABASE_URL."
        raise UsageError(Problem(unknown[0], "The backup is of another kind of database than the one used here.", mend))
    return {part.name: places.databases[part.name] for part in manifest.parts}
