"""A person's record in one SQLite file, to which events are only ever added."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from kilter.adapters.files import check_is_file, make_folder
from kilter.errors import AlreadyKeptError, IdTakenError, KilterError, Problem, RecordChangedError, RecordError
from kilter.services.ports import NewEvent, StoredEvent

APPLICATION = 0x4B494C54
"""The letters KILT, by which SQLite files say which program they belong to."""
FORMAT = 1
WAIT_S = 5.0
_NEEDED_SQLITE = (3, 37)  # the first with STRICT tables
_RETRY_S = 0.01

# "INSERT OR REPLACE" removes rows without asking a trigger for DELETE, so what it would replace is refused before.
_SCHEMA = (
    """
    CREATE TABLE event (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER event_follows BEFORE INSERT ON event
    WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM event)
        OR EXISTS (SELECT 1 FROM event WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'events are only added at the end, each once'); END
    """,
    """
    CREATE TRIGGER event_stays BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never removed'); END
    """,
    """
    CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
    """,
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {FORMAT}",
)
_READ = "SELECT position, id, at, kind, body FROM event WHERE position > ? ORDER BY position"
_ADD = "INSERT INTO event (position, id, at, kind, body) VALUES (?, ?, ?, ?, ?)"

_IN_USE = ("Another program is writing to the record and does not end.", "Close it, then try again.")
_DAMAGED = (
    "The record is damaged.",
    "Keep this file, and bring your last export into a new record; nothing was written to this one.",
)
_NO_ACCESS = (
    "The record, or the folder it is in, may not be opened for writing.",
    "Check its rights, and that the disk is not read-only, or keep the record in another place.",
)
_EXPLAINED = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_PROTOCOL: _IN_USE,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: (
        "This is no record of Kilter: it is no SQLite file, or its beginning is damaged.",
        "Name the record, or a new file.",
    ),
    sqlite3.SQLITE_READONLY: _NO_ACCESS,
    sqlite3.SQLITE_CANTOPEN: _NO_ACCESS,
    sqlite3.SQLITE_PERM: _NO_ACCESS,
    sqlite3.SQLITE_FULL: (
        "The disk is full; what was kept before is untouched.",
        "Make room, then try again.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk cannot be read or written: it is full, removed or broken.",
        "Make room and check the disk, then try again; what was kept before is not touched.",
    ),
}
_ANY_ERROR = 0xFF
"""The part of SQLite's error codes that names the kind; the rest is the detail."""


class SqliteEventStore:
    """An event store in one file; made where there is none, for its owner's eyes only.

    Several processes may write to one file. A store is used in the thread that opened it, and closed after use:

        with SqliteEventStore(path) as store:
            store.append(events, after=len(store.read()))

    Args:
        path: the file; its folder is made where it is missing.
        wait_s: how long to wait for another process that is writing.

    Raises:
        RecordError: the file cannot be made or opened, is damaged, belongs to another program or to a newer Kilter.
    """

    def __init__(self, path: Path, *, wait_s: float = WAIT_S) -> None:
        self._path = _prepared(path)
        with self._explained():
            self._connection = sqlite3.connect(
                f"{self._path.as_uri()}?mode=rw", uri=True, timeout=wait_s, isolation_level=None
            )
        try:
            with self._explained():
                self._set_up(wait_s)
            self._file = self._identity()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go; a store is of no use afterwards."""
        self._connection.close()

    def read(self, after: int = 0) -> tuple[StoredEvent, ...]:
        """Read the events behind a position, in their order.

        Raises:
            RecordError: the record cannot be read, is damaged, or its file is gone.
        """
        self._check_in_place()
        with self._explained():
            rows = self._connection.execute(_READ, (after,)).fetchall()
            events = tuple(self._event(row) for row in rows)
        first = max(after, 0) + 1
        if [event.position for event in events] != list(range(first, first + len(events))):
            raise self._error(*_DAMAGED)
        return events

    def append(self, events: Sequence[NewEvent], after: int) -> tuple[StoredEvent, ...]:
        """Add events: all of them or none, and safe from a loss of power before this returns.

        After a crash, or a RecordError of another kind than the first three, append the same events again: they are
        kept once only.

        Args:
            events: in their order.
            after: the last position that the writer has read; 0 for an empty record.

        Returns:
            the events as kept.

        Raises:
            AlreadyKeptError: exactly these are kept already, wherever they stand.
            IdTakenError: an id stands for another event, or twice among these, or only some of these are kept.
            RecordChangedError: the record does not end at ``after``.
            RecordError: the record cannot be written, is damaged, or its file is gone.
        """
        if not events:
            return ()
        rows = [
            (position, event.id, event.at.isoformat(), event.kind, event.body)
            for position, event in enumerate(events, start=after + 1)
        ]
        with self._explained(), self._writing():
            self._check_in_place()
            self._check_ids(rows)
            self._check_end(after)
            self._connection.executemany(_ADD, rows)
        return tuple(self._event(row) for row in rows)

    def _set_up(self, wait_s: float) -> None:
        """Tell whether the file is a record, make it one if it is empty, and ask SQLite for all its care."""
        if sqlite3.sqlite_version_info < _NEEDED_SQLITE:
            what = f"SQLite {sqlite3.sqlite_version} is too old to keep a record."
            raise self._error(what, "Use a Python with SQLite 3.37 or newer.")
        if self._value("PRAGMA page_count") == 0:
            with self._writing():
                if self._value("SELECT count(*) FROM sqlite_schema") == 0:  # no other process was faster
                    for statement in _SCHEMA:
                        self._connection.execute(statement)
        self._check_format()
        self._keep_a_log(wait_s)
        # The two of "fullfsync" are for macOS, where a plain fsync leaves data in the drive's cache.
        for care in ("synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON", "trusted_schema = OFF"):
            self._connection.execute(f"PRAGMA {care}")
        if self._value("PRAGMA quick_check(1)") != "ok":
            raise self._error(*_DAMAGED)

    def _check_format(self) -> None:
        if self._value("PRAGMA application_id") != APPLICATION:
            raise self._error("This is the database of another program.", "Name the record, or a new file.")
        version = self._value("PRAGMA user_version")
        if version != FORMAT:
            what = f"The record was written by a newer Kilter (format {version}; this one knows {FORMAT})."
            raise self._error(what, "Update Kilter.")

    def _keep_a_log(self, wait_s: float) -> None:
        """Turn to write-ahead logging, for which SQLite itself waits for nobody."""
        until = time.monotonic() + wait_s
        while True:
            try:
                mode = self._value("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or time.monotonic() > until:
                    raise
                time.sleep(_RETRY_S)
                continue
            if mode != "wal":
                raise self._error(*_NO_ACCESS)
            return

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction that no other process can write beside."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # the first failure is the one to tell of
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            raise

    def _check_ids(self, rows: Sequence[tuple[int, str, str, str, str]]) -> None:
        """Refuse ids that are taken, and tell an event that is kept already from another of its id."""
        kept: list[str] = []
        for _, id_, *content in rows:
            found = self._connection.execute("SELECT at, kind, body FROM event WHERE id = ?", (id_,)).fetchone()
            if found is None:
                continue
            if list(found) != content:
                raise self._taken(id_, "The id stands for another event already.")
            kept.append(id_)
        ids = [row[1] for row in rows]
        if len(set(ids)) < len(ids):
            raise self._taken(max(ids, key=ids.count), "The id stands for two of the events to keep.")
        if len(kept) == len(rows):
            what = "The events are kept already."
            raise AlreadyKeptError(Problem(str(self._path), what, "There is nothing left to do."))
        if kept:
            raise self._taken(kept[0], "The event is kept already, and others beside it are not.")

    def _check_end(self, after: int) -> None:
        end = self._value("SELECT coalesce(max(position), 0) FROM event")
        if end != after:
            what = f"The record ends at event {end}, not at {after}: another program has changed it."
            raise RecordChangedError(Problem(str(self._path), what, "Read it again, then try again."))

    def _check_in_place(self) -> None:
        """What is added to a file that was removed or exchanged would be lost with it."""
        if self._identity() != self._file:
            what = "The record's file was exchanged for another while it was open."
            raise self._error(what, "Start again.")

    def _identity(self) -> tuple[int, int]:
        try:
            status = self._path.stat()
        except OSError as error:
            what = f"The record's file cannot be found any more ({error.strerror})."
            raise self._error(what, "Put it back, or start again with a new record.") from None
        return status.st_dev, status.st_ino

    def _event(self, row: tuple[int, str, str, str, str]) -> StoredEvent:
        position, id_, at, kind, body = row
        try:
            return StoredEvent(position, id_, datetime.fromisoformat(at), kind, body)
        except ValueError:
            raise self._error(*_DAMAGED) from None

    def _value(self, statement: str) -> object:
        """The one value that a statement gives."""
        (value,) = self._connection.execute(statement).fetchone()
        return value

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Say in plain words what SQLite says in its own."""
        try:
            yield
        except sqlite3.ProgrammingError:  # a fault of the calling code, such as the use of a closed store
            raise
        except sqlite3.Error as error:
            raise self._error(*_EXPLAINED.get(_code(error), _unexplained(error))) from None

    def _error(self, what: str, mend: str) -> RecordError:
        return RecordError(Problem(str(self._path), what, mend))

    def _taken(self, id_: str, what: str) -> IdTakenError:
        return IdTakenError(Problem(f"{self._path}: event {id_!r}", what, "Give each event an id of its own."))


def _prepared(path: Path) -> Path:
    """The file, there and private; empty if it is new.

    Raises:
        RecordError: it cannot be made, or a folder or device is there.
    """
    try:
        target = path.resolve()
        make_folder(target.parent)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        check_is_file(target)
    except KilterError as error:
        raise RecordError(*error.problems) from None
    except OSError as error:
        what = f"The record cannot be made ({error.strerror})."
        mend = "Choose a folder that may be written to and has room."
        raise RecordError(Problem(str(path), what, mend)) from None
    except (ValueError, RuntimeError):
        raise RecordError(Problem(repr(str(path)), "This is not a path.", "Check its spelling.")) from None
    return target


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _ANY_ERROR


def _is_busy(error: sqlite3.Error) -> bool:
    return _EXPLAINED.get(_code(error)) == _IN_USE


def _unexplained(error: sqlite3.Error) -> tuple[str, str]:
    return f"SQLite cannot work with the record ({error}).", "Check that the file is a record, and whole."
