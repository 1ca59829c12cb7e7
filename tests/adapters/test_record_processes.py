"""A record outlives killed processes, several writers at once, full disks and disks that cannot be written."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.adapters.recorded import event, ids, said, started, tell

from kilter.adapters.record import SqliteEventStore

_KILLS = 20
_SEED = 7

# One process imports Kilter once and forks a writer for each kill, so that the kills fall on the writing itself.
_KILLED_WRITERS = """
import os, random, signal, time

rng = random.Random(int(sys.stdin.readline()))
folder, kills = path, int(sys.stdin.readline())

def write(record, run, out):
    with SqliteEventStore(record) as store:
        end = len(store.read())
        for number in range(10_000):
            (kept,) = store.append([event(f"{run}-{number}")], after=end + number)
            os.write(out, f"{kept.id}\\n".encode())

for run in range(kills):
    record = folder / f"{run // 5}.sqlite"
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        write(record, run, writing)
    os.close(writing)
    time.sleep(rng.uniform(0, 0.12))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as lines:
        acknowledged = lines.read().split()
    with SqliteEventStore(record) as store:
        kept = store.read()
    assert [each.position for each in kept] == list(range(1, len(kept) + 1))
    print(record.name, *acknowledged, flush=True)
"""

_WRITER = """
print("ready", flush=True)
name = sys.stdin.readline().strip()
end = 0
with SqliteEventStore(path) as store:
    for number in range(100):
        while True:
            try:
                store.append([event(f"{name}-{number}")], after=end)
                break
            except RecordChangedError:
                end += len(store.read(after=end))
        end += 1
"""

# All wait for the same moment, so that they make the record on each other's heels.
_MAKERS = """
import os, time

for run in range(30):
    moment = time.monotonic() + 0.02
    makers = []
    for name in range(4):
        maker = os.fork()
        if maker == 0:
            while time.monotonic() < moment:
                pass
            SqliteEventStore(path / f"{run}.sqlite").close()
            os._exit(0)
        makers.append(maker)
    print(*(os.waitpid(maker, 0)[1] for maker in makers), flush=True)
"""

# Fills the disk that the record is on, up to the last byte, and makes room again.
_FULL_DISK = """
import errno, json

with SqliteEventStore(path) as store:
    end = len(store.append([event("before")], after=0))
    ballast = path.with_name("ballast")
    with ballast.open("wb", buffering=0) as file:
        size = 65536
        while size:
            try:
                file.write(bytes(size))
            except OSError as error:
                assert error.errno == errno.ENOSPC
                size //= 2
    refused = []
    for number in range(3):
        try:
            store.append([event(f"large-{number}", '"' + "x" * 100_000 + '"')], after=end)
        except RecordError as error:
            refused.append(error.problems[0].what)
    full = [each.id for each in store.read()]
    ballast.unlink()
    store.append([event("after")], after=end)
with SqliteEventStore(path) as store:
    print(json.dumps({"refused": refused, "full": full, "then": [each.id for each in store.read()]}))
"""

_LARGEST_FILE = """
import resource, signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with SqliteEventStore(path) as store:
    store.append([event("before")], after=0)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, resource.RLIM_INFINITY))
    try:
        store.append([event("large", '"' + "x" * 300_000 + '"')], after=1)
    except RecordError as error:
        print(error.problems[0].what)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store.append([event("after")], after=1)
"""

_NO_RIGHTS = """
import os

if os.geteuid() == 0:
    os.seteuid(65534)
for each in (path, path.parent / "new" / "record.sqlite"):
    try:
        SqliteEventStore(each)
    except RecordError as error:
        print(error.problems[0].what)
"""

_NO_ROOM_FOR_A_RECORD = """
for name in ("a", "b"):
    try:
        SqliteEventStore(path.with_name(name))
    except RecordError as error:
        print(error.problems[0].what)
"""


def _own_mounts(command: str) -> list[str]:
    """What starts a process in mounts of its own, after a command has changed them."""
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f'{command} && exec "$@"', "sh"]


def _may_mount() -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    words = [*_own_mounts("mount -t tmpfs none /mnt"), "true"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own words


NEEDS_MOUNTS = pytest.mark.skipif(not _may_mount(), reason="this machine lets nobody mount a disk of their own")


def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    """Whenever a writer is killed, even as it makes the record, all it acknowledged is there, and without gaps."""
    process = started(_KILLED_WRITERS, tmp_path)

    tell(process, f"{_SEED}\n{_KILLS}\n")
    lines = said(process)

    assert len(lines) == _KILLS
    acknowledged: dict[str, list[str]] = {}
    for line in lines:
        name, *written = line.split()
        acknowledged.setdefault(name, []).extend(written)
    assert sum(len(written) for written in acknowledged.values()) > _KILLS
    for name, written in acknowledged.items():
        with SqliteEventStore(tmp_path / name) as store:
            kept = ids(store.read())
        assert [each for each in kept if each in set(written)] == written
        assert len(kept) <= len(written) + _KILLS  # at most one a kill was kept without being heard


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """Two processes that make one record and write to it at the same time keep all of both, each in its order."""
    path = tmp_path / "record.sqlite"
    writers = [started(_WRITER, path) for _ in range(2)]

    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    for name, writer in zip("ab", writers, strict=True):
        tell(writer, f"{name}\n")
    for writer in writers:
        said(writer)

    with SqliteEventStore(path) as store:
        kept = ids(store.read())
    assert len(kept) == 200
    for name in "ab":
        assert [each for each in kept if each.startswith(name)] == [f"{name}-{number}" for number in range(100)]


def test_a_record_is_made_once_by_whoever_is_first(tmp_path: Path) -> None:
    """Processes that open a record at the moment at which it is made all get it, and none an error."""
    lines = said(started(_MAKERS, tmp_path))

    assert lines == ["0 0 0 0"] * 30


@NEEDS_MOUNTS
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """With no byte left, adding is a clear error, reading goes on, and with room again writing does."""
    mount = f"mount -t tmpfs -o size=1m none '{tmp_path}'"

    (line,) = said(started(_FULL_DISK, tmp_path / "record.sqlite", *_own_mounts(mount)))

    outcome = json.loads(line)
    assert len(outcome["refused"]) == 3
    assert all("full" in what for what in outcome["refused"])
    assert outcome["full"] == ["before"]
    assert outcome["then"] == ["before", "after"]


@NEEDS_MOUNTS
def test_a_disk_without_room_for_a_record_is_told(tmp_path: Path) -> None:
    """On a disk that is full from the start no record is made, and that is told each time."""
    mount = (
        f"mount -t tmpfs -o size=4k none '{tmp_path}' && dd if=/dev/zero of='{tmp_path}/x' bs=4k count=1 status=none"
    )

    lines = said(started(_NO_ROOM_FOR_A_RECORD, tmp_path / "record.sqlite", *_own_mounts(mount)))

    assert len(lines) == 2
    assert all("full" in what for what in lines)


@NEEDS_MOUNTS
def test_a_read_only_disk_is_told(tmp_path: Path) -> None:
    """Where nothing can be written, neither a kept record nor a new one is opened, and the kept one stays whole."""
    path = tmp_path / "record.sqlite"
    with SqliteEventStore(path) as store:
        store.append([event(1)], after=0)
    mount = f"mount --bind '{tmp_path}' '{tmp_path}' && mount -o remount,ro,bind '{tmp_path}'"

    lines = said(started(_NO_RIGHTS.replace("os.seteuid(65534)", "pass"), path, *_own_mounts(mount)))

    assert len(lines) == 2
    assert "may not be opened for writing" in lines[0]
    assert "Read-only file system" in lines[1]
    with SqliteEventStore(path) as store:
        assert ids(store.read()) == ["id-1"]


def test_a_record_that_may_not_be_opened_is_told(tmp_path: Path) -> None:
    """Somebody without rights to the folder is told so, and nothing is changed."""
    path = tmp_path / "record.sqlite"
    with SqliteEventStore(path) as store:
        store.append([event(1)], after=0)
    tmp_path.chmod(0o000)

    try:
        lines = said(started(_NO_RIGHTS, path))
    finally:
        tmp_path.chmod(0o700)

    assert len(lines) == 2
    assert all("Permission denied" in what for what in lines)
    with SqliteEventStore(path) as store:
        assert ids(store.read()) == ["id-1"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as POSIX does")
def test_a_write_that_fails_halfway_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """Where the system stops a write in its middle, the error is clear, and the next event is kept as ever."""
    path = tmp_path / "record.sqlite"

    (line,) = said(started(_LARGEST_FILE, path))

    assert "cannot be read or written" in line
    with SqliteEventStore(path) as store:
        assert ids(store.read()) == ["before", "after"]
