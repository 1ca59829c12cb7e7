"""A process that is killed while it logs loses nothing that it acknowledged, and leaves nothing half-decided."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.record import SqliteEventStore
from kilter.services.record.events import Decided, Started
from kilter.services.record.record import Record

EXAMPLE = Path(__file__).parents[3] / "examples" / "office_worker.yaml"

# Forks a process for each kill, so that the knowledge is loaded once and the kills fall on deciding and writing.
_LOGGING = """
import os, random, signal, sys, time, uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.record import SqliteEventStore
from kilter.cli.loading import load_profile, load_screener
from kilter.programme.progression.logs import PainKind, SessionEnded, SetDone
from kilter.programme.progression.plan_of_day import main_work, session_of, targets_of
from kilter.services.record.record import Moment, Record
from kilter.services.record.starting import start_of

path, example, kills, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
screener = load_screener(None)
first = date(2026, 1, 5)

def moment(on):
    return Moment(datetime(on.year, on.month, on.day, 18, tzinfo=UTC), str(uuid.uuid4()))

with SqliteEventStore(path) as store:
    start, screening = start_of(load_profile(example, screener), screener.catalogue, first)
    Record(store, screener.catalogue).start(start, screening, moment(first))

def train(out, rng):
    with SqliteEventStore(path) as store:
        record = Record(store, screener.catalogue)

        def log(one):
            when = moment(one.on)
            record.log(one, when)
            os.write(out, f"{when.id}\\n".encode())

        while True:
            state = record.state
            if state.session is not None:
                log(SessionEnded(state.session.on))
                continue
            last = state.last_session_on
            on = first if last is None else last + timedelta(days=2)
            for prescription, exercise in main_work(session_of(state), state):
                ladder = state.start.ladders[exercise]
                for target in targets_of(prescription, exercise, state, on, record.book.limits):
                    for number in range(1, target.sets + 1):
                        amount = {"seconds": target.aim} if ladder.timed else {"reps": target.aim}
                        kind = rng.choice([PainKind.ACHE] * 30 + [PainKind.SHARP])
                        log(SetDone(on, exercise, target.level, target.side, number, pain=rng.choice([0, 1, 2, 4]),
                                    pain_kind=kind, **amount))

rng = random.Random(seed)
for run in range(kills):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            train(writing, rng)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(rng.uniform(0.05, 0.4))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as lines:
        acknowledged = lines.read().split()
    print("killed" if os.WIFSIGNALED(status) else "ended", *acknowledged, flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that were forked")
def test_nothing_acknowledged_is_lost_however_often_the_process_is_killed(tmp_path: Path) -> None:
    """Twelve kills at random moments; each time the next process goes on where the record stands."""
    path = tmp_path / "record.sqlite"
    command = [sys.executable, "-c", textwrap.dedent(_LOGGING), str(path), str(EXAMPLE), "12", "3"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603 - our own code
    assert ran.returncode == 0, ran.stderr
    runs = [line.split() for line in ran.stdout.splitlines()]

    with SqliteEventStore(path) as store:
        events = store.read()
        record = Record(store, load_catalogue())

    assert [run[0] for run in runs] == ["killed"] * 12
    acknowledged = [event_id for run in runs for event_id in run[1:]]
    assert len(acknowledged) > 12
    assert set(acknowledged) <= {event.id for event in events}
    ended = {event.id for event in events if event.kind == "session_ended"}
    decided = {body.cause for _, body in record.history if isinstance(body, Decided)}
    assert ended <= decided
    assert isinstance(record.history[0][1], Started)
    assert record.state.decided == sum(isinstance(body, Decided) for _, body in record.history)
