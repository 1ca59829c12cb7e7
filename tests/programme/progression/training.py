"""Somebody who trains: does what is asked for, as well as a test wants it, and keeps the decisions."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kilter.programme.progression.deciding import advance
from kilter.programme.progression.decisions import Decision
from kilter.programme.progression.logs import Log, Result, Retested, SessionEnded, SetDone, Went
from kilter.programme.progression.plan_of_day import main_work, session_of, targets_of
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import TrainingState


@dataclass
class Trainee:
    """A record's state with the decisions that led to it."""

    state: TrainingState
    book: Rulebook
    decisions: list[Decision] = field(default_factory=list)

    def log(self, log: Log) -> tuple[Decision, ...]:
        """Log something, and return what was decided."""
        self.state, made = advance(self.state, log, self.book)
        self.decisions += made
        return made

    def day(self, number: int) -> date:
        """A day of the programme, 0 being its first."""
        return self.state.start.on + timedelta(days=number)

    def sets(self, on: date, beyond: int = 0, **rest: object) -> list[SetDone]:
        """All sets that are asked for on a day, with so many repetitions (or five times the seconds) beyond the aim."""
        found = []
        for prescription, exercise in main_work(session_of(self.state), self.state):
            ladder = self.state.start.ladders[exercise]
            for target in targets_of(prescription, exercise, self.state, on, self.book.limits):
                done = target.aim + (5 * beyond if ladder.timed else beyond)
                amount = {"seconds": float(done)} if ladder.timed else {"reps": done, "clean_reps": done}
                for number in range(1, target.sets + 1):
                    made = SetDone(on, exercise, target.level, target.side, number, seen=True, **amount)
                    found.append(replace(made, **rest))  # type: ignore[arg-type] # names of its own fields
        return found

    def session(
        self, number: int, beyond: int = 0, *, went: Went | None = None, **rest: object
    ) -> tuple[Decision, ...]:
        """Do the whole session of a day, and return what was decided at its end."""
        on = self.day(number)
        for done in self.sets(on, beyond, **rest):
            self.log(done)
        return self.log(SessionEnded(on, went=went))

    def rules(self) -> list[str]:
        """The rules of all decisions, in their order."""
        return [decision.rule for decision in self.decisions]


def results(on: date, **values: float) -> Retested:
    """A re-test with the same value on both sides, by ``test__measure``."""
    found = []
    for name, value in values.items():
        test, _, measure = name.partition("__")
        found.append(Result(test, measure, value, value, difference_percent=0.0))
    return Retested(on, "[]", tuple(found))
