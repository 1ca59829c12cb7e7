"""What came of it, seen from outside: what was asked, what hurt, how strong and how even the sides became."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.virtual_people.following import Asked, Life, gained
from bench.virtual_people.people import Person
from bench.virtual_people.programmes import Case

from kilter.programme.progression.dose import Key


@dataclass(frozen=True, slots=True)
class Outcome:
    """One person under one policy."""

    number: int
    case: int
    gain: float
    """Of the treated capacities, as a share."""
    uneven_before: float
    """Mean difference of the sides, of the better one."""
    uneven_after: float
    flares: int
    signs: int
    pain_days: int
    """Sessions in which pain of 4 or more was told, where it was told."""
    sessions: int
    sets: int
    tracks: int
    rises: int
    """Rises within the days after a stop sign."""
    swings: int
    """Tracks that went up, down and up again within three sessions."""
    phase: int


def outcome(person: Person, case: Case, life: Life, days_after_sign: int) -> Outcome:
    """Sum up a life."""
    return Outcome(
        number=person.number,
        case=person.case,
        gain=gained(life.body, case),
        uneven_before=unevenness(person.capacity, case),
        uneven_after=unevenness(life.body.capacity, case),
        flares=len(life.body.flares),
        signs=len(life.signs),
        pain_days=sum(pain >= 4 for pain in life.worst.values()),
        sessions=life.sessions,
        sets=life.sets,
        tracks=len(life.doses),
        rises=sum(1 for _ in rises_after_signs(life, days_after_sign)),
        swings=sum(swings(asked) for asked in life.doses.values()),
        phase=life.phases,
    )


def unevenness(capacity: Sequence[Sequence[float]], case: Case) -> float:
    """How far the sides of the treated capacities are apart, of the better one, on average."""
    gaps = [abs(capacity[family][0] - capacity[family][1]) / max(capacity[family]) for family in case.treated]
    return sum(gaps) / len(gaps)


def rises_after_signs(life: Life, days: int) -> Iterator[tuple[Key, int, Asked, Asked]]:
    """Sets, load or level that were asked for higher than the time before, so few days after a stop sign."""
    for key, asked in life.doses.items():
        for (_, _, before), (day, _, now) in pairwise(asked):
            higher = any(new > old for old, new in zip(before.height, now.height, strict=True))
            if higher and any(0 < day - sign < days for sign in life.signs):
                yield key, day, before, now


def swings(asked: Sequence[tuple[int, str, Asked]]) -> bool:
    """Whether what was asked went up, down and up again in three sessions running."""
    heights = [one.height for _, _, one in asked]
    turns = [(new > old) - (new < old) for old, new in pairwise(heights)]
    return any(turns[at : at + 3] == [1, -1, 1] for at in range(len(turns) - 2))
