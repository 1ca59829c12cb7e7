"""What a report is told of a record: the training as it stands, what was logged and decided, what was tested again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kilter.knowledge.catalogue import Catalogue
from kilter.programme.progression.decisions import Decision
from kilter.programme.progression.limits import Limits
from kilter.programme.progression.logs import Approved, Cleared, Log, Morning, SetDone
from kilter.programme.progression.state import TrainingState
from kilter.screening.profile import Profile
from kilter.screening.retest import RetestPlan
from kilter.screening.trend import MeasureTrend

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """A decision with what it said and cited when it was made."""

    decision: Decision
    say: str
    to_professional: str
    """The same in a letter; empty where the rule sends nobody to a professional."""
    sources: tuple[str, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class Week:
    """One week since the beginning."""

    number: int
    begins: date
    done: int
    planned: int | None
    """None where nothing was planned: the programme rested, or is over."""
    over: bool


@dataclass(frozen=True)
class TrainingTold:
    """A record, as a report needs it.

    Args:
        on: the day of the report.
        first, now: the profile at the beginning, and the one that all tests give.
        state: where the training stands.
        logs, decisions: what is in force, in its order.
        trends: of every measure.
        retests: what is due.
        limits: the numbers of the rules.
    """

    on: date
    first: Profile
    now: Profile
    state: TrainingState
    logs: tuple[Log, ...]
    decisions: tuple[ToldDecision, ...]
    trends: tuple[MeasureTrend, ...]
    retests: RetestPlan
    limits: Limits

    @cached_property
    def sets(self) -> tuple[SetDone, ...]:
        """Every set, in its order."""
        return tuple(log for log in self.logs if isinstance(log, SetDone))

    @cached_property
    def mornings(self) -> tuple[Morning, ...]:
        """Every morning that was told of, also those before a professional cleared the person."""
        return tuple(log for log in self.logs if isinstance(log, Morning))

    @cached_property
    def cleared(self) -> tuple[Cleared, ...]:
        """When a professional let the programme go on."""
        return tuple(log for log in self.logs if isinstance(log, Cleared))

    @cached_property
    def taken(self) -> tuple[ToldDecision, ...]:
        """The decisions that hold: all but proposals that nobody agreed to."""
        agreed = {log.decision for log in self.logs if isinstance(log, Approved)}
        return tuple(one for one in self.decisions if not one.decision.proposed or one.decision.id in agreed)

    @property
    def referring(self) -> tuple[ToldDecision, ...]:
        """The decisions that send to a professional and still stand, each rule once, the first one first."""
        count = len(self.state.referred)
        all_of_them = [one for one in self.decisions if one.decision.change.refer]
        standing = all_of_them[-count:] if count else []
        return tuple({(one.decision.rule, one.say): one for one in reversed(standing)}.values())[::-1]

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Every week up to the day, the one that it lies in included."""
        return tuple(self._weeks())

    def _weeks(self) -> Iterator[Week]:
        last = max(self.on, self.state.today)
        ended = next((one.decision.on for one in self.taken if one.decision.change.finished), None)
        rests = list(self._rests(last))
        begins, number = self.state.start.on, 1
        while begins <= last:
            ends = begins + WEEK
            rested = any(start < ends and begins < stop for start, stop in rests)
            at_work = not rested and (ended is None or begins < ended)
            yield Week(
                number=number,
                begins=begins,
                done=sum(begins <= done.on < ends for done in self.state.done),
                planned=self.state.start.programme.days_per_week if at_work else None,
                over=ends <= last,
            )
            begins, number = ends, number + 1

    def _rests(self, last: date) -> Iterator[tuple[date, date]]:
        """The days in which the programme was paused, as ``[start, end)``."""
        open_from: date | None = None
        dated: list[tuple[date, bool]] = [(log.on, False) for log in self.cleared]
        dated += [(one.decision.on, True) for one in self.decisions if one.decision.change.pause is not None]
        for on, pauses in sorted(dated, key=lambda each: (each[0], each[1])):
            if pauses:
                open_from = open_from or on
            elif open_from is not None:
                yield open_from, on
                open_from = None
        if open_from is not None and self.state.pause is not None:
            yield open_from, last + timedelta(days=1)

    @property
    def kept(self) -> tuple[int, int] | None:
        """Sessions done and planned in the weeks that are over and count; None before the first such week is."""
        counted = [(week.done, week.planned) for week in self.weeks if week.over and week.planned is not None]
        return (sum(done for done, _ in counted), sum(planned for _, planned in counted)) if counted else None

    @property
    def pain_of_days(self) -> tuple[tuple[date, int | None, int | None], ...]:
        """The most pain during each day's exercises and on the morning after it; None where nothing was told."""
        during: dict[date, int] = {}
        after: dict[date, int] = {}
        for done in self.sets:
            during[done.on] = max(done.pain, during.get(done.on, 0))
        for morning in self.mornings:
            day = morning.on - timedelta(days=1)
            after[day] = max(morning.pain, after.get(day, 0))
        return tuple((day, during.get(day), after.get(day)) for day in sorted({*during, *after}))


def exercise_name(exercise: str, catalogue: Catalogue) -> str:
    """The name of an exercise; its id where today's knowledge does not hold it."""
    known = catalogue.exercises.get(exercise)
    return known.name if known is not None else exercise.replace("_", " ").capitalize()


def percent(done: int, planned: int) -> int:
    """A share in per cent, no more than the whole."""
    return round(100 * min(1.0, done / planned)) if planned else 0
