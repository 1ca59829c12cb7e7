"""What pages and other apps may ask of training: beginning, the next set, logging, and how a week stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kilter.body.sides import Side
from kilter.programme.programme import BlockKind
from kilter.programme.progression.dose import Key
from kilter.programme.progression.during import STOPS_EXERCISE, STOPS_SESSION
from kilter.programme.progression.logs import Form, LoadKind, PainKind, Retested, SetDone, SetsSkipped, SkipReason
from kilter.programme.progression.plan_of_day import phase_of
from kilter.screening.form import TestEntry
from kilter.screening.profile import Profile
from kilter.services.plan import Overrides
from kilter.services.record.day import Ask, Day, DayKind, Item, day_of
from kilter.services.record.events import Decided, is_log
from kilter.services.record.loads import load_of
from kilter.services.record.progress import WEEK, progress_of
from kilter.services.record.record import Moment, Record
from kilter.services.record.retest import retested
from kilter.services.record.starting import start_of
from kilter.services.record.telling import Told, history_of, told_of
from kilter.services.screen import Screener
from kilter.web.people.models import Person
from kilter.web.screening.api import discard_draft
from kilter.web.training.printed import letter_pdf, report_pdf

OPEN = frozenset({DayKind.TRAINING, DayKind.REST, DayKind.UNDER_WAY})
"""Days on which a set may be done."""
LONGEST_SESSION = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class NextSet:
    """The set that comes next."""

    item: Item
    ask: Ask
    number: int
    done: int
    of: int
    """Sets in the session, done and all."""
    load_kind: LoadKind | None
    last: SetDone | None
    """The set before it of the same exercise and side."""

    @property
    def percent(self) -> int:
        """How far along the session is."""
        return round(100 * self.done / self.of) if self.of else 0


def next_set(record: Record, day: Day) -> NextSet | None:
    """The first set of the main work that is still to be done."""
    asks = [(item, ask) for kind, items in day.parts if kind is BlockKind.MAIN for item in items for ask in item.asks]
    found = next(((item, ask) for item, ask in asks if ask.left), None)
    if found is None or stopped_today(record, day.on):
        return None
    item, ask = found
    return NextSet(
        item=item,
        ask=ask,
        number=len(ask.done) + 1,
        done=sum(len(each.done) for _, each in asks),
        of=sum(len(each.done) + each.left for _, each in asks),
        load_kind=load_kind_of(record, item.exercise, ask.target.level),
        last=ask.done[-1] if ask.done else None,
    )


def load_kind_of(record: Record, exercise: str, level: str) -> LoadKind | None:
    """What an exercise is worked against at a level; None where there is nothing to choose."""
    rungs = record.state.start.ladders[exercise].rungs
    return next((rung.load for rung in rungs if rung.level == level), None)


def stopped_today(record: Record, on: date) -> bool:
    """Whether something ended the session that is under way."""
    return any(told.rule == STOPS_SESSION for told in decided_on(record, on))


@dataclass(frozen=True, slots=True)
class SetTold:
    """A set as somebody tells of it."""

    exercise: str
    side: Side | None
    number: int
    amount: float
    """Repetitions; seconds where the exercise is timed."""
    load: str = ""
    """As people write it, such as “5 kg”; empty without one."""
    reserve: int | None = None
    pain: int = 0
    pain_kind: PainKind = PainKind.ACHE
    form: Form = Form.CLEAN


def is_timed(record: Record, exercise: str) -> bool | None:
    """Whether an exercise is counted in seconds; None where it is not in the programme."""
    ladder = record.state.start.ladders.get(exercise)
    return None if ladder is None else ladder.timed


def day_for(record: Record, moment: Moment) -> date:
    """The day that an event is about: that of the one kept under its id already, where it is sent again, else today."""
    kept = (body for stored, body in record.history if stored.id == moment.id)
    return next((body.on for body in kept if is_log(body)), moment.today)


def set_of(told: SetTold, record: Record, moment: Moment) -> SetDone:
    """The set as the record takes it; its level is the one that was asked for when it was first told.

    Raises:
        UsageError: the load is none.
    """
    kept = (body for stored, body in record.history if stored.id == moment.id and isinstance(body, SetDone))
    before = next(kept, None)
    on = moment.today if before is None else before.on
    timed = is_timed(record, told.exercise)
    return SetDone(
        on=on,
        exercise=told.exercise,
        level=_level_asked(told, record, on) if before is None else before.level,
        side=told.side,
        number=told.number,
        reps=None if timed else int(told.amount),
        seconds=told.amount if timed else None,
        load=load_of(told.load) if told.load else None,
        reserve=told.reserve,
        pain=told.pain,
        pain_kind=told.pain_kind,
        form=told.form,
    )


def _level_asked(told: SetTold, record: Record, on: date) -> str:
    asks = (
        ask
        for _, items in day_of(record, on).parts
        for item in items
        for ask in item.asks
        if (item.exercise, ask.target.side) == (told.exercise, told.side)
    )
    return next((ask.target.level for ask in asks), "")


def log_set(record: Record, done: SetDone, moment: Moment) -> tuple[Decided, ...]:
    """Keep a set; where it ends its exercise, the rest of that is left out.

    Raises:
        UsageError: it does not fit the record.
        RecordError: the record cannot be written.
    """
    decided = record.log(done, moment, place="set")
    if any(one.decision.rule == STOPS_EXERCISE for one in decided):
        rest = SetsSkipped(done.on, done.exercise, done.side, SkipReason.PAIN)
        record.log(rest, Moment(moment.at, f"{moment.id}/rest"), place="set")
    return decided


def skip_next(record: Record, why: SkipReason, on: date, moment: Moment) -> tuple[Decided, ...]:
    """Leave out what is left of the exercise that comes next, on its side; nothing where none comes.

    Raises:
        UsageError: it does not fit the record.
        RecordError: the record cannot be written.
    """
    coming = next_set(record, day_of(record, on))
    if coming is None:
        return ()
    return record.log(SetsSkipped(on, coming.item.exercise, coming.ask.target.side, why), moment, place="skip")


def done_on(record: Record, on: date) -> tuple[str, ...]:
    """What was logged on the latest day, where that is the one asked for; in words."""
    told = history_of(record)
    return told[-1].done if told and told[-1].on == on else ()


def test_again(record: Record, screener: Screener, entries: Sequence[TestEntry], moment: Moment) -> tuple[Decided, ...]:
    """Keep tests that were done again; what they come to is decided at once.

    Raises:
        DataError: they do not fit the screening; every fault at once.
        UsageError: they do not fit the record.
        RecordError: the record cannot be written.
    """
    told = [entry.model_dump(mode="json", exclude_none=True) for entry in entries]
    kept = (body for stored, body in record.history if stored.id == moment.id and isinstance(body, Retested))
    again = next((body for body in kept if json.loads(body.entries) == told), None)
    log = again or retested(record, screener, entries, day_for(record, moment))
    return record.log(log, moment, place="retest")


def decided_on(record: Record, on: date) -> tuple[Told, ...]:
    """What was decided on a day."""
    return tuple(
        told_of(body, record.catalogue)
        for _, body in record.history
        if isinstance(body, Decided) and body.decision.on == on
    )


def minutes_so_far(record: Record, on: date, now: datetime) -> int | None:
    """Minutes since the first set of a day was logged; None where that is no session's length."""
    begun = [stored.at for stored, body in record.history if isinstance(body, SetDone) and body.on == on]
    if not begun or not timedelta(0) < now - begun[0] < LONGEST_SESSION:
        return None
    return max(1, round((now - begun[0]).total_seconds() / 60))


def begin(  # noqa: PLR0913 - one name for each wish of the form
    person: Person,
    record: Record,
    profile: Profile,
    moment: Moment,
    *,
    days: int,
    minutes: int,
    usual_pain: int,
    approval: bool = False,
) -> None:
    """Plan the programme from today on and begin the record with it; the answers move into the record.

    Raises:
        TriageStopError: the answers call for a professional first.
        UsageError: no programme keeps the wishes, or the record has begun.
    """
    wishes = Overrides(days=days, minutes=float(minutes))
    start, screening = start_of(
        profile, record.catalogue, moment.today, overrides=wishes, usual_pain=usual_pain, approval=approval
    )
    record.start(start, screening, moment)
    discard_draft(person)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of the week view."""

    on: date
    session: str
    """The session meant for it; empty on a day without."""
    done: bool
    skipped: bool
    today: bool


def week_of(record: Record, on: date) -> tuple[WeekDay, ...]:
    """The seven days around a day, counted from the day on which the programme began."""
    state = record.state
    begins = progress_of(record, on).weeks[-1].begins
    planned = {session.day: session.name for session in phase_of(state).sessions}
    done = {one.on for one in state.done}
    days = [begins + timedelta(days=number) for number in range(WEEK)]
    return tuple(
        WeekDay(each, planned.get(number, ""), each in done, each in state.skipped, each == on)
        for number, each in enumerate(days, start=1)
    )


def key_of(exercise: str, side: str) -> Key:
    """An exercise and a side as forms send them; no side is the empty text."""
    return exercise, Side(side) if side else None


__all__ = [
    "OPEN",
    "NextSet",
    "SetTold",
    "WeekDay",
    "begin",
    "decided_on",
    "done_on",
    "is_timed",
    "key_of",
    "letter_pdf",
    "log_set",
    "minutes_so_far",
    "next_set",
    "report_pdf",
    "set_of",
    "skip_next",
    "stopped_today",
    "week_of",
]
