"""Records for tests: an office worker's, that begins on a Monday, in a file of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kilter.adapters.files import read_text
from kilter.adapters.record import SqliteEventStore
from kilter.knowledge.documents import read_document
from kilter.programme.programme import BlockKind
from kilter.programme.progression.logs import Log, SessionEnded, SetDone, Went
from kilter.programme.progression.state import Start
from kilter.screening.form import read_screening
from kilter.services.record.day import Item, day_of
from kilter.services.record.events import Decided
from kilter.services.record.log_file import TakenIn, log_file
from kilter.services.record.record import Moment, Record
from kilter.services.record.starting import start_of
from kilter.services.screen import Screener

EXAMPLE = Path(__file__).parents[3] / "examples" / "office_worker.yaml"
MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def day(number: int) -> date:
    """A day of the programme, 0 being its first."""
    return MONDAY + timedelta(days=number)


class Kept:
    """A record on disk, with short ways to log."""

    def __init__(
        self,
        path: Path,
        screener: Screener,
        *,
        approval: bool = False,
        change: Callable[[Start], Start] = lambda start: start,
    ) -> None:
        """Begin a record on a Monday, with what it begins with changed as a test wants it."""
        self.path = path
        self.record = Record(SqliteEventStore(path), screener.catalogue)
        self.count = 0
        screening = read_screening(read_document(read_text(EXAMPLE), EXAMPLE.name), screener.catalogue)
        start, told = start_of(screener.profile(screening), screener.catalogue, MONDAY, approval=approval)
        self.record.start(change(start), told, Moment(NOW, "start"))

    def log(self, log: Log) -> tuple[Decided, ...]:
        """Log something."""
        return self.record.log(log, self.moment())

    def undo(self) -> Log:
        """Take the last log back."""
        return self.record.undo(self.moment())

    def moment(self) -> Moment:
        """The next moment, with an id of its own."""
        self.count += 1
        return Moment(NOW, f"log-{self.count}")

    def another(self) -> Record:
        """The same record, opened by somebody else."""
        return Record(SqliteEventStore(self.path), self.record.catalogue)

    def session(self, number: int, *, pain: int = 0, beyond: int = 0, went: Went | None = None) -> tuple[Decided, ...]:
        """Do all that is asked for on a day, and return what was decided at its end."""
        for done in self.sets(number, pain=pain, beyond=beyond):
            self.log(done)
        return self.log(SessionEnded(day(number), went=went))

    def sets(self, number: int, *, pain: int = 0, beyond: int = 0) -> list[SetDone]:
        """All sets that are asked for on a day, with so many repetitions or seconds beyond the aim."""
        found = []
        for work in self.work(number):
            for ask in work.asks:
                for place in range(1, ask.target.sets + 1):
                    done = SetDone(day(number), work.exercise, ask.target.level, ask.target.side, place, pain=pain)
                    amount = ask.target.aim + beyond
                    found.append(replace(done, seconds=float(amount)) if work.timed else replace(done, reps=amount))
        return found

    def work(self, number: int) -> tuple[Item, ...]:
        """The main work of a day."""
        return next(items for kind, items in day_of(self.record, day(number)).parts if kind is BlockKind.MAIN)

    def file(self, text: str) -> TakenIn:
        """Take in a log file."""
        return log_file(read_document(text, "log.yaml"), self.record, NOW)

    @property
    def events(self) -> int:
        """How many events the record holds, on disk."""
        with SqliteEventStore(self.path) as store:
            return len(store.read())


FIRST_SESSION = """\
kilter_log: 1
sessions:
  - date: 2026-03-02
    sets:
      - {exercise: kneeling_hip_flexor_stretch, side: both, seconds: 35, times: 2}
      - {exercise: side_lying_quad_stretch, side: both, seconds: 30}
      - {exercise: butterfly_stretch, seconds: 40, times: 2}
      - {exercise: squat_to_stand, reps: 12}
      - {exercise: standing_hip_flexor_stretch, side: both, seconds: 30}
      - {exercise: isometric_hip_abduction, seconds: 35, times: 2}
      - {exercise: squat, reps: 12, reserve: 3, pain: 1, times: 2}
    ended: {minutes: 30, went: right}
mornings:
  - {date: 2026-03-03, pain: 2}
"""
