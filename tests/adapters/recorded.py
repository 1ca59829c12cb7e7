"""Events to keep, and processes of their own that keep them."""

import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kilter.services.ports import NewEvent, StoredEvent

FIRST = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)


def event(number: int, *, body: str = '{"reps": 10}') -> NewEvent:
    """An event, told by its number."""
    return NewEvent(f"id-{number}", FIRST + timedelta(minutes=number), "set_done", body)


def events(first: int, last: int) -> list[NewEvent]:
    """Events with the numbers from first to last."""
    return [event(number) for number in range(first, last + 1)]


def ids(kept: tuple[StoredEvent, ...]) -> list[str]:
    """The ids of what is kept, once its positions are seen to have no gaps."""
    assert [each.position for each in kept] == list(range(1, len(kept) + 1))
    return [each.id for each in kept]


_BEFORE = """
import sys
from datetime import UTC, datetime
from pathlib import Path

from kilter.adapters.record import SqliteEventStore
from kilter.errors import RecordChangedError, RecordError
from kilter.services.ports import NewEvent

path = Path(sys.argv[1])

def event(id_: str, body: str = "{}") -> NewEvent:
    return NewEvent(id_, datetime.now(UTC), "set_done", body)
"""


def started(script: str, path: Path, *before: str) -> subprocess.Popen[str]:
    """A process that runs a script with the path of a record; ``before`` goes before the call of Python."""
    words = [*before, sys.executable, "-c", _BEFORE + textwrap.dedent(script), str(path)]
    return subprocess.Popen(  # noqa: S603 - our own script
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def tell(process: subprocess.Popen[str], line: str) -> None:
    """Say a line to a process."""
    assert process.stdin is not None
    process.stdin.write(line)
    process.stdin.flush()


def said(process: subprocess.Popen[str]) -> list[str]:
    """The lines that a process says up to its end, which is a good one."""
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output.splitlines()
