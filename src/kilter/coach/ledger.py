"""What a set has come to so far: repetitions, faults, and what could not be judged."""

from collections import Counter
from collections.abc import Iterable

from kilter.body.sides import Side
from kilter.coach.advice import advice
from kilter.coach.exercise import CoachedExercise
from kilter.coach.summary import DoneRepetition, SetSummary, Unjudged, tally
from kilter.coach.watch import Told
from kilter.motion.faults import Fault, Verdict
from kilter.motion.observation import Unseen


class Ledger:
    """Keeps the account of one set.

    Args:
        exercise: what is done.
    """

    def __init__(self, exercise: CoachedExercise) -> None:
        self._exercise = exercise
        self._done: list[DoneRepetition] = []
        self._faults: list[Fault] = []
        self._judged: Counter[str] = Counter()
        self._unjudged: dict[str, Counter[Unseen]] = {}
        self._notes: dict[tuple[str, Unseen], Unjudged] = {}
        self._standing: dict[str, Side] = {}

    def complete(self, side: Side) -> int:
        """How many complete repetitions a side has done."""
        return sum(done.side is side and done.repetition.complete for done in self._done)

    def enter(self, side: Side, told: Told) -> tuple[Unjudged, ...]:
        """Enter a repetition; returns the checks that could not be judged for the first time."""
        ids = tuple(dict.fromkeys(fault.check.id for fault in told.faults))
        self._done.append(DoneRepetition(side, told.repetition, ids))
        return self.enter_verdicts(side, told.verdicts)

    def enter_verdicts(self, side: Side, verdicts: Iterable[Verdict]) -> tuple[Unjudged, ...]:
        """Enter what checks found; returns those that could not be judged for the first time."""
        first = []
        for verdict in verdicts:
            key = verdict.check.id
            self._faults += verdict.faults
            if not verdict.asked:
                continue
            if verdict.unseen is None:
                self._judged[key] += 1
                continue
            reasons = self._unjudged.setdefault(key, Counter())
            if not reasons:
                words = advice(verdict.unseen, self._exercise.facing, side)
                first.append(Unjudged(key, verdict.unseen, words))
            reasons[verdict.unseen] += 1
        return tuple(first)

    def mended(self, side: Side, told: Told) -> tuple[str, ...]:
        """The checks that went wrong before on this side and were seen to be right in this repetition."""
        over = []
        for verdict in told.verdicts:
            key = verdict.check.id
            if verdict.faults:
                self._standing[key] = side
            elif verdict.asked and verdict.unseen is None and self._standing.get(key) is side:
                del self._standing[key]
                over.append(key)
        return tuple(over)

    def note(self, unjudged: Unjudged) -> None:
        """Note something about the picture that could not be judged."""
        self._notes.setdefault((unjudged.what, unjudged.reason), unjudged)

    def summary(self, side: str, working: Side, held_s: float, longest_s: float) -> SetSummary:
        """The set so far.

        Args:
            side: ``left``, ``right`` or ``both``.
            working: the side that advice is given for.
            held_s: seconds held in all.
            longest_s: seconds held without a lapse.
        """
        missing = []
        for key, reasons in self._unjudged.items():
            if sum(reasons.values()) > self._judged[key]:
                reason = reasons.most_common(1)[0][0]
                missing.append(Unjudged(key, reason, advice(reason, self._exercise.facing, working)))
        for check in self._exercise.checks:
            if check.id not in self._judged and check.id not in self._unjudged:
                words = advice(Unseen.NOT_REACHED, self._exercise.facing, working)
                missing.append(Unjudged(check.id, Unseen.NOT_REACHED, words))
        done = sorted(self._done, key=lambda one: one.repetition.end_s)
        return SetSummary(
            exercise=self._exercise.id,
            level=self._exercise.level,
            side=side,
            repetitions=tuple(done),
            held_s=held_s,
            longest_s=longest_s,
            faults=tally(self._faults, [check.id for check in self._exercise.checks]),
            not_assessed=(*self._notes.values(), *missing),
        )
