"""Copies of a database in use, and one put in its place: SQLite by its own copier, PostgreSQL by its programs."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from kilter.errors import DataError, Problem, RecordError

LONGEST_WAIT_S = 30.0
SESSIONS = "django_session"
"""Who was signed in; a session that was ended since must not come back to life with a backup."""


class Database(Protocol):
    """A database that can be copied and replaced while it is used."""

    def __str__(self) -> str:
        """Where it is, for the reader."""

    def holds_something(self) -> bool:
        """Whether there is anything in it."""

    def copy_to(self, file: Path) -> None:
        """Write a copy of one moment."""

    def check(self, file: Path) -> None:
        """Whether a copy is whole; a DataError where it is not."""

    def set_aside(self, suffix: str) -> Path | None:
        """Move what is damaged out of the way, under a name with a suffix; None where nothing is damaged."""

    def replace_by(self, file: Path) -> None:
        """Put a copy in its place: all of it, or nothing."""


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A file of SQLite."""

    path: Path

    def __str__(self) -> str:
        """Its path."""
        return str(self.path)

    def holds_something(self) -> bool:
        """Whether there is a file that is not empty."""
        return self.path.is_file() and self.path.stat().st_size > 0

    def copy_to(self, file: Path) -> None:
        """Read it in one transaction; others may write meanwhile.

        Raises:
            RecordError: it cannot be read.
        """
        with _told(self.path), closing(_reading(self.path)) as here, closing(sqlite3.connect(file)) as copy:
            here.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")

    def check(self, file: Path) -> None:
        """Go through all of it.

        Raises:
            DataError: it is damaged, or no SQLite file.
        """
        first = _damage(file)
        if first:
            raise DataError(
                Problem(file.name, f"The database in the archive is damaged ({first}).", "Use another one.")
            )

    def set_aside(self, suffix: str) -> Path | None:
        """Rename a damaged file, and what belongs to it.

        Raises:
            RecordError: it may not be renamed.
        """
        if not _damage(self.path):
            return None
        aside = self.path.with_name(f"{self.path.name}.{suffix}")
        with _told(self.path):
            for end in ("-wal", "-shm", ""):
                part = self.path.with_name(self.path.name + end)
                if part.exists():
                    part.rename(aside.with_name(aside.name + end))
        return aside

    def replace_by(self, file: Path) -> None:
        """Write in one transaction; whoever has it open sees the old, then the new.

        Raises:
            RecordError: it cannot be written, or others do not let go of it.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _told(self.path), closing(sqlite3.connect(file)) as copy:
            if copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (SESSIONS,)).fetchone():
                copy.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608 - a name of our own
                copy.commit()
            if not self.path.exists():
                os.close(os.open(self.path, os.O_CREAT | os.O_EXCL, 0o600))
            with closing(sqlite3.connect(self.path, timeout=LONGEST_WAIT_S)) as here:
                copy.backup(here)


def _damage(file: Path) -> str:
    """What is wrong with a file of SQLite; "" where nothing is."""
    try:
        with closing(_reading(file)) as there:
            [first] = there.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        first = str(error)
    return "" if first == "ok" else str(first)


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=LONGEST_WAIT_S)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        mend = "See that it may be read and written, that the disk has room, and that no other program holds it."
        raise RecordError(Problem(str(path), f"The database cannot be copied ({error}).", mend)) from None


@dataclass(frozen=True, slots=True)
class Postgresql:
    """A database on a PostgreSQL server, by its address."""

    address: str

    def __str__(self) -> str:
        """Its server and name, without user and password."""
        parts = urlsplit(self.address)
        return f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"

    def holds_something(self) -> bool:
        """Whether there are tables in it."""
        return self._run("psql", "-Atc", "SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1") != ""

    def copy_to(self, file: Path) -> None:
        """Dump it, as of one moment.

        Raises:
            RecordError: the server or its programs cannot be reached.
        """
        self._run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")

    def check(self, file: Path) -> None:
        """Read what the dump says it holds.

        Raises:
            DataError: it is no dump.
        """
        try:
            self._run("pg_restore", "--list", str(file))
        except RecordError as error:
            problem = Problem(file.name, "The dump in the archive cannot be read.", error.problems[0].what)
            raise DataError(problem) from None

    def set_aside(self, suffix: str) -> Path | None:  # noqa: ARG002 - a server looks after its own files
        """Never; a server that does not answer is told when it is asked."""
        return None

    def replace_by(self, file: Path) -> None:
        """Restore in one transaction.

        Raises:
            RecordError: it was refused; everything is as it was.
        """
        how = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        self._run("pg_restore", *how, f"--dbname={self._settings['PGDATABASE']}", str(file))
        if self._run("psql", "-Atc", f"SELECT to_regclass('{SESSIONS}')"):
            self._run("psql", "-qc", f"TRUNCATE {SESSIONS}")

    @property
    def _settings(self) -> dict[str, str]:
        """The address as libpq's environment, as words of a command can be read by everyone on the machine."""
        parts = urlsplit(self.address)
        host, _, port = parts.netloc.rpartition("@")[2].partition(":")
        found = {
            "PGHOST": unquote(host),
            "PGPORT": port,
            "PGUSER": unquote(parts.username or ""),
            "PGPASSWORD": unquote(parts.password or ""),
            "PGDATABASE": unquote(parts.path.lstrip("/")),
        }
        found |= {f"PG{name.upper()}": value for name, value in parse_qsl(parts.query)}
        return {name: value for name, value in found.items() if value}

    def _run(self, program: str, *words: str) -> str:
        if shutil.which(program) is None:
            mend = "Install PostgreSQL's client programs (Debian: postgresql-client), of the server's version or newer."
            raise RecordError(Problem(program, "This program was not found.", mend))
        environment = {**os.environ, **self._settings, "PGCONNECT_TIMEOUT": "10"}
        done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, with our own words
            [program, *words], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = (done.stderr.strip().splitlines() or [f"{program} failed"])[0]
            raise RecordError(
                Problem(str(self), said.rstrip(".") + ".", "Nothing was changed; see to it, then try again.")
            )
        return done.stdout.strip()
