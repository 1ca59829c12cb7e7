"""A record in SQLite keeps what it acknowledged, in order, and is never changed."""

import dataclasses
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.event_store import EventStoreCases, OpenStore
from tests.adapters.recorded import event, events, ids

from kilter.adapters.record import SqliteEventStore
from kilter.adapters.record.sqlite import APPLICATION
from kilter.errors import Problem, RecordError, UsageError
from kilter.services.ports import EventStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a record is to be."""
    return tmp_path / "record.sqlite"


@pytest.fixture
def open_store(path: Path) -> OpenStore:
    """Opens the record of a test."""
    return lambda: SqliteEventStore(path)


@pytest.fixture
def store(open_store: OpenStore) -> Iterator[EventStore]:
    """A new record."""
    with open_store() as opened:
        yield opened


class TestSqliteEventStore(EventStoreCases):
    """What every store of events has to do."""


def refused(path: Path, *, wait_s: float = 5.0) -> Problem:
    """What is said about a file that is not opened."""
    with pytest.raises(RecordError) as caught:
        SqliteEventStore(path, wait_s=wait_s)
    (problem,) = caught.value.problems
    assert str(path) in problem.place
    assert problem.mend
    return problem


def by_hand(path: Path, *statements: str) -> None:
    """What somebody does to a file without Kilter."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"id": ""}, "id or the kind"),
        ({"id": "a\nb"}, "id or the kind"),
        ({"id": "\ud800"}, "id or the kind"),
        ({"kind": ""}, "id or the kind"),
        ({"kind": "a\0"}, "id or the kind"),
        ({"at": datetime(2026, 1, 1)}, "no offset"),  # noqa: DTZ001 - that is what is refused
        ({"body": ""}, "not JSON"),
        ({"body": "{'a': 1}"}, "not JSON"),
        ({"body": "{} {}"}, "not JSON"),
        ({"body": '{"a": NaN}'}, "not JSON"),
        ({"body": "-Infinity"}, "not JSON"),
        ({"body": '"a\nb"'}, "not JSON"),
        ({"body": '"\ud800"'}, "not JSON"),
        ({"body": "[" * 100_000}, "not JSON"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_once(changed: dict[str, Any], what: str) -> None:
    """An event that no record could give back as it is cannot be made in the first place."""
    with pytest.raises(UsageError, match=what):
        dataclasses.replace(event(1), **changed)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM event WHERE position = 1",
        "DELETE FROM event",
        "UPDATE event SET body = '{}'",
        "UPDATE OR REPLACE event SET position = 2 WHERE position = 1",
        "INSERT OR REPLACE INTO event VALUES (1, 'x', 'x', 'x', 'x')",
        "INSERT OR REPLACE INTO event VALUES (3, 'id-1', 'x', 'x', 'x')",
        "INSERT OR IGNORE INTO event VALUES (5, 'x', 'x', 'x', 'x')",
        "INSERT INTO event (id, at, kind, body) VALUES ('x', 'x', 'x', 'x')",
        "INSERT INTO event VALUES (3, 'x', 'x', 'x', x'00')",
        "INSERT INTO event VALUES (3, 'x', 'x', 'x', NULL)",
    ],
)
def test_a_record_is_not_changed_by_hand_either(path: Path, store: EventStore, statement: str) -> None:
    """The file itself refuses to change or remove an event, and to add one anywhere but at its end."""
    before = store.append(events(1, 2), after=0)

    with pytest.raises(sqlite3.IntegrityError):
        by_hand(path, statement)

    assert store.read() == before


def test_only_its_owner_may_read_a_record(tmp_path: Path) -> None:
    """The file, and what SQLite puts beside it, are private, and the folders are made."""
    path = tmp_path / "a" / "b" / "record.sqlite"

    with SqliteEventStore(path) as store:
        store.append([event(1)], after=0)
        beside = sorted(path.parent.iterdir())

        assert len(beside) == 3
        assert {stat.S_IMODE(each.stat().st_mode) for each in beside} == {0o600}


def test_a_link_to_a_record_leads_to_it(tmp_path: Path) -> None:
    """Through a link the same record is opened, and one that leads nowhere yet is made at its end, private."""
    link, path = tmp_path / "link", tmp_path / "elsewhere.sqlite"
    link.symlink_to(path)

    with SqliteEventStore(link) as store:
        store.append([event(1)], after=0)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with SqliteEventStore(path) as store:
        assert ids(store.read()) == ["id-1"]


def test_an_empty_file_becomes_a_record(path: Path) -> None:
    """What is left when a process dies as it makes a record is no hindrance."""
    path.touch()

    with SqliteEventStore(path) as store:
        store.append([event(1)], after=0)

        assert ids(store.read()) == ["id-1"]


def test_care_is_taken_of_each_write(path: Path, store: SqliteEventStore) -> None:
    """The file is in write-ahead mode, so that readers never wait, and says whose it is."""
    connection = sqlite3.connect(path)
    said = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "application_id")}
    connection.close()

    assert said == {"journal_mode": "wal", "application_id": APPLICATION}


@pytest.mark.parametrize("content", [b"dear diary", b"{}", b"%PDF-1.7" + bytes(5000), b"SQLite format 3\0" + bytes(99)])
def test_a_file_of_another_kind_is_refused_and_left(path: Path, content: bytes) -> None:
    """What is no SQLite file is not opened, and stays as it is."""
    path.write_bytes(content)

    problem = refused(path)

    assert "no record of Kilter" in problem.what
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "statements",
    [("CREATE TABLE a (b)",), ("PRAGMA user_version = 1",), ("CREATE TABLE event (a)", "PRAGMA application_id = 7")],
)
def test_another_programs_database_is_refused_and_left(path: Path, statements: tuple[str, ...]) -> None:
    """An SQLite file that does not carry Kilter's mark is not opened, and stays as it is."""
    by_hand(path, *statements)
    before = path.read_bytes()

    problem = refused(path)

    assert "another program" in problem.what
    assert path.read_bytes() == before


def test_a_newer_record_is_refused_and_left(path: Path) -> None:
    """A record of a format that is not known yet is not opened; the mend is to update."""
    SqliteEventStore(path).close()
    by_hand(path, "PRAGMA user_version = 2")
    before = path.read_bytes()

    problem = refused(path)

    assert "newer Kilter (format 2" in problem.what
    assert problem.mend == "Update Kilter."
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["cut", "overwritten", "beginning"])
def test_a_damaged_record_is_refused_and_left(path: Path, damage: str) -> None:
    """A file that lost its end, a page or its beginning is told to be damaged, and is not written to."""
    with SqliteEventStore(path) as store:
        store.append([event(number, body=f'"{"x" * 3000}"') for number in range(1, 40)], after=0)
    content = bytearray(path.read_bytes())
    if damage == "cut":
        del content[len(content) // 2 :]
    elif damage == "overwritten":
        content[3 * 4096 : 20 * 4096] = b"\xa5" * (17 * 4096)
    else:
        content[:16] = bytes(16)
    path.write_bytes(content)

    problem = refused(path)

    assert "damaged" in problem.what
    assert path.read_bytes() == content


@pytest.mark.parametrize("column", ["at = 'soon'", "body = CAST(x'ff' AS TEXT)", "position = 9"])
def test_a_row_that_cannot_be_is_damage(path: Path, column: str) -> None:
    """A time that is none, text that is none, or a gap among the positions is told when it is read."""
    with SqliteEventStore(path) as store:
        store.append(events(1, 2), after=0)
    by_hand(path, "DROP TRIGGER event_is_not_changed", f"UPDATE event SET {column} WHERE position = 2")  # noqa: S608

    with SqliteEventStore(path) as store, pytest.raises(RecordError, match=r"damaged|cannot work"):
        store.read()


@pytest.mark.parametrize(("name", "what"), [("", "folder"), ("nul\0byte", "not a path"), ("x" * 300, "cannot be made")])
def test_what_is_no_place_for_a_file_is_refused(tmp_path: Path, name: str, what: str) -> None:
    """A folder, and a name that no file can have, are told as such."""
    with pytest.raises(RecordError, match=what):
        SqliteEventStore(tmp_path / name)


def test_a_file_in_the_folders_place_is_refused(path: Path) -> None:
    """Where the folder would be, a file is: that is told."""
    path.write_text("mine")

    with pytest.raises(RecordError, match="folder cannot be made"):
        SqliteEventStore(path / "record.sqlite")


def test_a_pipe_is_refused_without_waiting_for_it(path: Path) -> None:
    """A pipe would block for ever, so it is refused before it is opened."""
    os.mkfifo(path)

    problem = refused(path)

    assert "not a regular file" in problem.what


def test_a_writer_that_does_not_end_is_waited_for_and_then_told(path: Path) -> None:
    """While another program holds the file, reading goes on, and writing ends in a clear error, not in a hang."""
    with SqliteEventStore(path, wait_s=0.05) as store:
        store.append([event(1)], after=0)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(RecordError, match="Another program is writing"):
            store.append([event(2)], after=1)

        assert ids(store.read()) == ["id-1"]
        other.close()
        store.append([event(2)], after=1)


def test_a_record_that_is_made_under_a_lock_is_told(path: Path) -> None:
    """Where another program locks the whole file, opening ends in a clear error."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    problem = refused(path, wait_s=0.05)

    other.close()
    assert "Another program" in problem.what


def test_a_writer_that_ends_is_waited_for_at_opening(path: Path) -> None:
    """A record that is not in write-ahead mode yet is turned to it once the other writer is done."""
    SqliteEventStore(path).close()
    by_hand(path, "PRAGMA journal_mode = DELETE")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    end = threading.Timer(0.1, other.close)
    end.start()

    with SqliteEventStore(path) as store:
        store.append([event(1)], after=0)

        assert ids(store.read()) == ["id-1"]
    end.join()


@pytest.mark.parametrize("exchanged", [False, True])
def test_nothing_is_written_to_a_file_that_is_gone(path: Path, exchanged: bool) -> None:
    """Where the file was removed or exchanged while it was open, nothing is acknowledged that would be lost."""
    with SqliteEventStore(path) as store:
        store.append([event(1)], after=0)
        path.rename(path.with_suffix(".moved"))
        if exchanged:
            path.touch()

        with pytest.raises(RecordError, match=r"cannot be found any more|exchanged"):
            store.append([event(2)], after=1)
        with pytest.raises(RecordError):
            store.read()


def test_a_closed_store_is_the_callers_mistake(path: Path) -> None:
    """Using a store after closing it is a fault of the program, not of the record."""
    store = SqliteEventStore(path)
    store.close()

    with pytest.raises(sqlite3.ProgrammingError):
        store.read()
