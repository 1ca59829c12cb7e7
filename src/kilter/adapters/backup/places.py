"""What is kept, and where: the record of the command line, and the database of the web app."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from kilter.adapters.backup.databases import Database, Postgresql, Sqlite
from kilter.errors import Problem, UsageError


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of what the web app keeps: the one in KILTER_DATA, else the person's data folder."""
    return Path(environment.get("KILTER_DATA", "").strip() or platformdirs.user_data_dir("kilter"))


@dataclass(frozen=True, slots=True)
class Places:
    """Where what is kept lies on this machine.

    Args:
        record: file of the command line's record.
        web: file of the web app's database, where it is SQLite.
        address: of the web app's database, where it is PostgreSQL; "" elsewhere.
    """

    record: Path
    web: Path
    address: str = ""

    @classmethod
    def here(cls, record: Path, environment: Mapping[str, str] = os.environ) -> "Places":
        """As the settings in the environment say.

        Raises:
            UsageError: DATABASE_URL names a database of another kind.
        """
        address = environment.get("DATABASE_URL", "").strip()
        kind, _, path = address.partition("://")
        if kind in {"postgres", "postgresql"}:
            return cls(record, data_folder(environment) / "web.sqlite3", address)
        if kind not in {"", "sqlite"}:
            problem = Problem("DATABASE_URL", f"No backup is made of “{kind}”.", "Use PostgreSQL or SQLite.")
            raise UsageError(problem)
        return cls(record, Path(path.removeprefix("/")) if path else data_folder(environment) / "web.sqlite3")

    @property
    def databases(self) -> dict[str, Database]:
        """Each by the name that it has in an archive."""
        web: dict[str, Database] = (
            {"web.dump": Postgresql(self.address)} if self.address else {"web.sqlite3": Sqlite(self.web)}
        )
        return {"record.sqlite": Sqlite(self.record), **web}
