"""What a set came to, and how it is written as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kilter.body.sides import Side
from kilter.motion.faults import Fault, worst_of
from kilter.motion.observation import Unseen
from kilter.motion.repetitions import Repetition


@dataclass(frozen=True, slots=True)
class DoneRepetition:
    """One repetition of a set, complete or partial, with the ids of what went wrong in it."""

    side: Side
    repetition: Repetition
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FaultTally:
    """How often a fault was seen, and the value furthest beyond its limit, in the unit of its signal."""

    count: int
    worst: float


@dataclass(frozen=True, slots=True)
class Unjudged:
    """What could not be judged, why, and what to change."""

    what: str
    reason: Unseen
    advice: str


@dataclass(frozen=True, slots=True)
class SetSummary:
    """A whole set.

    Args:
        exercise, level: what was done.
        side: ``left``, ``right`` or ``both``.
        repetitions: in the order in which they ended.
        held_s, longest_s: seconds held in all, and without a lapse.
        faults: by id.
        not_assessed: what could not be judged.
    """

    exercise: str
    level: str | None
    side: str
    repetitions: tuple[DoneRepetition, ...]
    held_s: float
    longest_s: float
    faults: Mapping[str, FaultTally]
    not_assessed: tuple[Unjudged, ...]

    @property
    def counted(self) -> int:
        """How many repetitions were complete."""
        return sum(done.repetition.complete for done in self.repetitions)

    def as_json(self) -> dict[str, Any]:
        """The summary as plain values for JSON; angles in degrees, times in seconds."""
        return {
            "exercise": self.exercise,
            "level": self.level,
            "side": self.side,
            "repetitions": [
                {
                    "side": done.side.value,
                    "start_s": round(done.repetition.start_s, 3),
                    "peak_s": round(done.repetition.peak_s, 3),
                    "end_s": round(done.repetition.end_s, 3),
                    "range_deg": round(done.repetition.range, 1),
                    "complete": done.repetition.complete,
                    "faults": list(done.faults),
                }
                for done in self.repetitions
            ],
            "held_s": round(self.held_s, 2),
            "faults": {
                key: {"count": seen.count, "worst_deg": round(seen.worst, 1)} for key, seen in self.faults.items()
            },
            "not_assessed": [
                {"what": one.what, "reason": str(one.reason), "advice": one.advice} for one in self.not_assessed
            ],
        }


def tally(faults: Iterable[Fault], order: Sequence[str]) -> dict[str, FaultTally]:
    """Count faults by id.

    Args:
        faults: one for each time that a fault was told.
        order: the ids in the order in which they are to stand.
    """
    by_id: dict[str, list[Fault]] = {key: [] for key in order}
    for fault in faults:
        by_id[fault.check.id].append(fault)
    return {key: FaultTally(len(found), worst_of(found).worst) for key, found in by_id.items() if found}
