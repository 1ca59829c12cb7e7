"""How long it takes until a set is decided about and safe on disk, beside the floor of one durable SQLite insert.

Also how long a record of a year takes to read. Run: .venv/bin/python bench/record.py
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe, share
from bench.trained import NOW, begun, sets_of, train

from kilter.adapters.record import SqliteEventStore
from kilter.services.record.record import Moment, Record

SESSIONS = 12
READS = 7
LIMIT_MS = 20
INSERT = "INSERT INTO event (body) VALUES (?)"
BODY = "x" * 400


def main() -> None:
    """Log the sets of some sessions after a year, one by one, each in turn with a bare insert of the same size."""
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite"
        record = begun(path)
        first = train(record)
        print(f"a record of a year: {len(record.history)} events, {path.stat().st_size / 1e6:.1f} MB")
        reading = [_timed(partial(_read, path, record)) for _ in range(READS)]
        print(f"opening and reading it: {share(reading, 1e3, 'ms')}")
        logging, floor = _log_sets(record, first, Path(folder) / "floor.sqlite")
    print(f"one set, checked, decided and safe on disk: {share(logging, 1e3, 'ms')}; the limit is {LIMIT_MS} ms")
    print(f"floor, one durable insert of the same size: {share(floor, 1e3, 'ms')}")
    print(f"times the floor, median: {np.median(logging) / np.median(floor):.1f}")


def _log_sets(record: Record, first: date, path: Path) -> tuple[list[float], list[float]]:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "CREATE TABLE event (position INTEGER PRIMARY KEY, body TEXT NOT NULL)",
    ):
        connection.execute(statement)
    logging, floor = [], []
    for session in range(SESSIONS):
        for number, done in enumerate(sets_of(record, first + timedelta(days=2 * session))):
            moment = Moment(NOW + timedelta(days=60), f"bench-{session}-{number}")
            logging.append(_timed(partial(record.log, done, moment)))
            floor.append(_timed(partial(connection.execute, INSERT, (BODY,))))
    connection.close()
    return logging, floor


def _read(path: Path, record: Record) -> None:
    with SqliteEventStore(path) as store:
        Record(store, record.catalogue)


def _timed(work: Callable[[], object]) -> float:
    begun_at = time.perf_counter()
    work()
    return time.perf_counter() - begun_at


if __name__ == "__main__":
    main()
