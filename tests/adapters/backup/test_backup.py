"""What is kept goes into one archive while it is used, and comes back whole or not at all."""

import json
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tools.with_postgresql import find_programs, served

from kilter.adapters.backup import Places, back_up, restore
from kilter.adapters.backup.databases import Postgresql
from kilter.errors import DataError, RecordError, UsageError

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
WRITES = """
import sqlite3, sys
there = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
there.execute("PRAGMA journal_mode = WAL")
print("writing", flush=True)
while True:
    there.execute("BEGIN IMMEDIATE")
    there.execute("INSERT INTO one (n) SELECT max(n) + 1 FROM one")
    there.execute("INSERT INTO other (n) SELECT max(n) FROM one")
    there.execute("COMMIT")
"""
RESTORES = """
import sys
from pathlib import Path
from kilter.adapters.backup.databases import Sqlite
print("restoring", flush=True)
while True:
    for copy in sys.argv[2:]:
        Sqlite(Path(sys.argv[1])).replace_by(Path(copy))
"""


def make(path: Path, rows: int = 3, *, text: str = "") -> Path:
    """A database of two tables that always hold the same numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as made:
        for table in ("one", "other"):
            made.execute(f"CREATE TABLE {table} (n INTEGER, said TEXT)")
            made.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(n, text) for n in range(rows)])  # noqa: S608 - own
        made.commit()
    return path


def numbers(path: Path) -> tuple[list[int], list[int]]:
    """What the two tables hold."""
    with closing(sqlite3.connect(path)) as there:
        one, other = ([n for (n,) in there.execute(f"SELECT n FROM {t} ORDER BY n")] for t in ("one", "other"))  # noqa: S608 - own
    return one, other


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A record and a database of the web app."""
    return Places(make(tmp_path / "here" / "record.sqlite"), make(tmp_path / "here" / "web.sqlite3", rows=5))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Places:
    """A place where nothing is kept yet."""
    return Places(tmp_path / "there" / "record.sqlite", tmp_path / "there" / "web.sqlite3")


@pytest.fixture
def archive(places: Places, tmp_path: Path) -> Path:
    """A backup of both."""
    back_up(tmp_path / "backup.zip", places, AT)
    return tmp_path / "backup.zip"


def test_what_was_backed_up_comes_back(archive: Path, elsewhere: Places) -> None:
    """Both databases, as they were."""
    manifest, before = restore(archive, elsewhere, AT, replace=False)

    assert [part.name for part in manifest.parts] == ["record.sqlite", "web.sqlite3"]
    assert before == ()
    assert numbers(elsewhere.record) == ([0, 1, 2], [0, 1, 2])
    assert numbers(elsewhere.web) == ([0, 1, 2, 3, 4], [0, 1, 2, 3, 4])


def test_only_its_owner_may_read_it(archive: Path, elsewhere: Places) -> None:
    """Neither the archive nor what comes out of it is for others, and nothing else is left beside."""
    restore(archive, elsewhere, AT, replace=False)

    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert stat.S_IMODE(elsewhere.record.stat().st_mode) == 0o600
    assert {each.name for each in archive.parent.iterdir()} == {"backup.zip", "here", "there"}


def test_a_database_that_is_written_is_copied_as_of_one_moment(
    places: Places, elsewhere: Places, tmp_path: Path
) -> None:
    """While another process writes, each copy has all of a transaction or nothing of it."""
    with subprocess.Popen([sys.executable, "-c", WRITES, places.web], stdout=subprocess.PIPE) as writing:  # noqa: S603 - own
        assert writing.stdout is not None
        writing.stdout.readline()
        for number in range(10):
            back_up(tmp_path / f"{number}.zip", places, AT)
        writing.kill()

    lengths = []
    for number in range(10):
        restore(tmp_path / f"{number}.zip", elsewhere, AT.replace(second=number), replace=True)
        one, other = numbers(elsewhere.web)
        assert one == other
        lengths.append(len(one))
    assert lengths == sorted(lengths)
    assert lengths[-1] > lengths[0]


def test_a_restore_that_is_killed_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """Killed 15 times at any moment, the database is one of the two copies, whole."""
    copies = [make(tmp_path / f"{rows}.sqlite", rows=rows, text="x" * 500) for rows in (2000, 3000)]
    target = tmp_path / "target.sqlite"
    chance = random.Random(7)  # noqa: S311 - when to kill
    for _ in range(15):
        command = [sys.executable, "-c", RESTORES, *map(str, (target, *copies))]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as restoring:  # noqa: S603 - own
            assert restoring.stdout is not None
            restoring.stdout.readline()
            time.sleep(0.05 + chance.uniform(0.0, 0.05))
            restoring.kill()

        one, other = numbers(target)
        assert one == other
        assert len(one) in {2000, 3000}


def test_who_was_signed_in_is_not_brought_back(places: Places, elsewhere: Places, tmp_path: Path) -> None:
    """A session that was ended after the backup stays ended."""
    with closing(sqlite3.connect(places.web)) as web:
        web.execute("CREATE TABLE django_session (session_key TEXT)")
        web.execute("INSERT INTO django_session VALUES ('taken')")
        web.commit()
    back_up(tmp_path / "backup.zip", places, AT)

    restore(tmp_path / "backup.zip", elsewhere, AT, replace=False)

    with closing(sqlite3.connect(elsewhere.web)) as web:
        assert web.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


def test_what_is_there_is_not_replaced_unasked(archive: Path, places: Places) -> None:
    """It is told, with the word to say, and nothing changes."""
    before = places.web.read_bytes()

    with pytest.raises(UsageError, match="--replace"):
        restore(archive, places, AT, replace=False)

    assert places.web.read_bytes() == before


def test_what_is_replaced_is_backed_up_first(archive: Path, places: Places, elsewhere: Places) -> None:
    """And that backup brings it back."""
    with closing(sqlite3.connect(places.record)) as record:
        record.execute("DELETE FROM one WHERE n > 0")
        record.commit()

    _, before = restore(archive, places, AT, replace=True)

    assert numbers(places.record)[0] == [0, 1, 2]
    [earlier] = before
    restore(earlier, elsewhere, AT, replace=False)
    assert numbers(elsewhere.record)[0] == [0]


def test_a_damaged_database_is_moved_aside_and_replaced(archive: Path, places: Places) -> None:
    """What a backup is for: the damaged file stays to be looked at, the other database is backed up."""
    places.record.write_bytes(b"no database any more")

    _, kept = restore(archive, places, AT, replace=True)

    aside, _ = kept
    assert numbers(places.record)[0] == [0, 1, 2]
    assert aside.read_bytes() == b"no database any more"


def test_nothing_is_written_over(archive: Path, places: Places) -> None:
    """A backup that is there already stays."""
    before = archive.read_bytes()

    with pytest.raises(UsageError, match="already"):
        back_up(archive, places, AT)

    assert archive.read_bytes() == before


def test_where_nothing_is_kept_nothing_is_written(elsewhere: Places, tmp_path: Path) -> None:
    """No empty archive that would look like a backup."""
    with pytest.raises(UsageError, match="Nothing is kept"):
        back_up(tmp_path / "backup.zip", elsewhere, AT)

    assert not (tmp_path / "backup.zip").exists()


def changed(archive: Path, **other: bytes | None) -> Path:
    """The archive with files put in, changed or (None) left out."""
    found = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(found, "w") as new:
        held = {name: old.read(name) for name in old.namelist()} | other
        for name, content in held.items():
            if content is not None:
                new.writestr(name, content)
    return found


def manifest_with(archive: Path, **other: object) -> bytes:
    """Its manifest, with something else in it."""
    with zipfile.ZipFile(archive) as old:
        return json.dumps(json.loads(old.read("manifest.json")) | other).encode()


def hostile(archive: Path) -> Iterator[tuple[str, Path]]:
    """Archives that must be refused, each with what the message says."""
    whole = archive.read_bytes()
    cut = archive.with_name("cut.zip")
    cut.write_bytes(whole[: len(whole) // 2])
    yield "no whole backup", cut
    flipped = archive.with_name("flipped.zip")
    flipped.write_bytes(whole[:200] + bytes([whole[200] ^ 255]) + whole[201:])
    yield "no whole backup|damaged", flipped
    text = archive.with_name("text.zip")
    text.write_text("no zip at all")
    yield "no whole backup", text
    yield "not a backup of Kilter", changed(archive, **{"manifest.json": None})
    yield "other files", changed(archive, **{"../../evil": b"x"})
    yield "other files", changed(archive, **{"record.sqlite": None})
    yield "damaged", changed(archive, **{"record.sqlite": b"SQLite format 3\0 and no more"})
    yield "newer Kilter", changed(archive, **{"manifest.json": manifest_with(archive, kilter_backup=2)})
    yield (
        "cannot be read",
        changed(archive, **{"manifest.json": manifest_with(archive, parts=[{"name": "/etc/passwd"}])}),
    )
    yield "cannot be read", changed(archive, **{"manifest.json": b"{"})
    yield "no such file|not there|missing|no file", archive.with_name("missing.zip")
    yield "folder", archive.parent
    yield "not a regular file", Path("/dev/zero")


def test_what_is_no_whole_backup_is_refused_and_changes_nothing(archive: Path, places: Places) -> None:
    """Cut, flipped, foreign, swollen, from a newer Kilter or with paths that lead out: each is told as what it is."""
    before = places.record.read_bytes(), places.web.read_bytes()

    for said, bad in hostile(archive):
        with pytest.raises(DataError, match=said):
            restore(bad, places, AT, replace=True)

    assert (places.record.read_bytes(), places.web.read_bytes()) == before
    assert not (archive.parent.parent / "evil").exists()


def test_a_database_that_is_damaged_inside_is_refused(places: Places, elsewhere: Places, tmp_path: Path) -> None:
    """Even where size and sum are right."""
    make(tmp_path / "big.sqlite", rows=2000, text="y" * 200)
    torn = tmp_path / "big.sqlite"
    content = bytearray(torn.read_bytes())
    content[8192:16384] = b"\x7f" * 8192
    bad = tmp_path / "bad.zip"
    back_up(tmp_path / "good.zip", places, AT)
    from kilter.adapters.backup.archive import Manifest, describe, write_archive  # noqa: PLC0415 - to forge one

    folder = tmp_path / "forged"
    folder.mkdir()
    (folder / "record.sqlite").write_bytes(content)
    part = describe("record.sqlite", folder / "record.sqlite")
    write_archive(bad, Manifest(kilter_backup=1, version="0", at=AT, parts=(part,)), folder)

    with pytest.raises(DataError, match="damaged"):
        restore(bad, elsewhere, AT, replace=False)

    assert not elsewhere.record.exists()


def test_the_backup_of_another_kind_of_database_is_refused(archive: Path, elsewhere: Places) -> None:
    """SQLite's does not go to PostgreSQL; what to set is told."""
    with pytest.raises(UsageError, match="DATABASE_URL"):
        restore(archive, Places(elsewhere.record, elsewhere.web, "postgresql://nobody@localhost/x"), AT, replace=False)


@pytest.mark.parametrize(
    ("said", "kind"), [("", "web.sqlite3"), ("postgres://u:p@h/n", "web.dump"), ("sqlite:////data/w.db", "web.sqlite3")]
)
def test_the_settings_say_where_the_web_app_keeps_it(said: str, kind: str, tmp_path: Path) -> None:
    """As for the web app itself."""
    places = Places.here(tmp_path / "record.sqlite", {"KILTER_DATA": str(tmp_path), "DATABASE_URL": said})

    assert kind in places.databases
    assert places.web == (Path("/data/w.db") if "sqlite" in said else tmp_path / "web.sqlite3")


def test_a_password_is_never_told() -> None:
    """Neither on the command line of a program nor in a message."""
    assert "secret" not in str(Postgresql("postgresql://user:secret@host:5432/name"))


@pytest.mark.skipif(shutil.which("initdb") is None and shutil.which("apt-get") is None, reason="no PostgreSQL here")
class TestPostgresql:
    """The same, on a server of its own."""

    @pytest.fixture
    def places(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Places]:
        """An empty record, and a database with a table of three rows."""
        import psycopg  # noqa: PLC0415 - only here

        programs = find_programs()
        monkeypatch.setenv("PATH", str(programs), prepend=":")
        with served(programs) as address:
            with psycopg.connect(address, autocommit=True) as there:
                there.execute("CREATE TABLE one AS SELECT generate_series(1, 3) AS n")
                there.execute("CREATE TABLE django_session AS SELECT 'taken' AS session_key")
            yield Places(tmp_path / "record.sqlite", tmp_path / "web.sqlite3", address)

    def rows(self, places: Places, table: str = "one") -> int:
        """How many rows a table has."""
        import psycopg  # noqa: PLC0415 - only here

        with psycopg.connect(places.address) as there:
            found = there.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - own
        return int(found[0]) if found else 0

    def test_it_comes_back_and_a_refused_one_changes_nothing(self, places: Places, tmp_path: Path) -> None:
        """Rows that were deleted are there again, sessions are not; a restore that fails leaves all as it is."""
        import psycopg  # noqa: PLC0415 - only here

        back_up(tmp_path / "backup.zip", places, AT)
        with psycopg.connect(places.address, autocommit=True) as there:
            there.execute("DELETE FROM one WHERE n > 1")

        with pytest.raises(UsageError, match="--replace"):
            restore(tmp_path / "backup.zip", places, AT, replace=False)
        restore(tmp_path / "backup.zip", places, AT, replace=True)

        assert self.rows(places) == 3
        assert self.rows(places, "django_session") == 0
        with psycopg.connect(places.address, autocommit=True) as there:
            there.execute("DELETE FROM one WHERE n > 2")
            there.execute("CREATE VIEW leans_on AS SELECT n FROM one")
        with pytest.raises(RecordError, match=r"leans_on|depend"):
            restore(tmp_path / "backup.zip", places, AT.replace(minute=9), replace=True)
        assert self.rows(places) == 2
