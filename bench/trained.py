"""A year of training for benches: the office worker of the examples, who does what is asked for and a little more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from kilter.adapters.files import read_text
from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.record import SqliteEventStore
from kilter.knowledge.documents import read_document
from kilter.programme.programme import BlockKind
from kilter.programme.progression.logs import Log, Morning, SessionEnded, SetDone
from kilter.programme.progression.state import TrainingState
from kilter.screening.form import read_screening
from kilter.services.record.day import Item, day_of
from kilter.services.record.record import Entry, Moment, Record
from kilter.services.record.starting import start_of
from kilter.services.screen import Screener

EXAMPLE = Path(__file__).parents[1] / "examples" / "office_worker.yaml"
FIRST = date(2025, 1, 6)
DAYS = 364
NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)


def begun(path: Path) -> Record:
    """A record in a file that has begun."""
    screener = Screener.of(load_catalogue())
    return begin(Record(SqliteEventStore(path), screener.catalogue), screener, FIRST, NOW)


def begin(record: Record, screener: Screener, first: date, at: datetime) -> Record:
    """Begin a record with the example's screening."""
    screening = read_screening(read_document(read_text(EXAMPLE), EXAMPLE.name), screener.catalogue)
    start, told = start_of(screener.profile(screening), screener.catalogue, first)
    record.start(start, told, Moment(at, "start"))
    return record


def train(record: Record, days: int = DAYS, at: datetime = NOW) -> date:
    """Three sessions a week with the mornings after, for so many days from the first one.

    Returns:
        the day after the last one.
    """
    first = record.state.start.on
    for number in range(days):
        on = first + timedelta(days=number)
        if number % 7 in {1, 3, 5}:
            _together(record, [Morning(on, 2)], at)
        if number % 7 in {0, 2, 4}:
            _together(record, [*sets_of(record, on), SessionEnded(on, 30)], at)
    return first + timedelta(days=days)


def sets_of(record: Record, on: date) -> list[SetDone]:
    """All sets that are asked for on a day, each with a little more."""
    items: tuple[Item, ...] = next(items for kind, items in day_of(record, on).parts if kind is BlockKind.MAIN)
    sets = []
    for item in items:
        for ask in item.asks:
            for number in range(1, ask.target.sets + 1):
                amount = ask.target.aim + 1
                done = SetDone(on, item.exercise, ask.target.level, ask.target.side, number)
                sets.append(replace(done, seconds=float(amount)) if item.timed else replace(done, reps=amount))
    return sets


def _together(record: Record, logs: Sequence[Log], at: datetime) -> None:
    entries = [Entry(f"{log.on}-{log.kind}-{n}", "bench", partial(_as_is, log)) for n, log in enumerate(logs)]
    record.log_together(entries, at)


def _as_is(log: Log, _: TrainingState) -> Log:
    return log
