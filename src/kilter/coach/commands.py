"""What can be asked of the coach."""

from dataclasses import dataclass

from kilter.body.sides import PerSide, Side

_NONE, _NOT_AT_ALL = PerSide(0, 0), PerSide(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class StartSet:
    """Begin a set.

    Args:
        side: the working side; None only where both sides work.
        level: id of the level that the exercise was prepared for; None when it does not matter.
        reps: complete repetitions on each side after which the side is done; None counts on without end.
        hold_s: seconds to be held on each side; None goes on without end.
        then_other: whether the other side follows, after a rest.
        done: complete repetitions that each side has done already, where a set that was broken off goes on: numbers go
            on from there, and a side that has done all is left out.
        held_s: seconds that each side has held already, likewise.
    """

    side: Side | None = None
    level: str | None = None
    reps: int | None = None
    hold_s: float | None = None
    then_other: bool = True
    done: PerSide[int] = _NONE
    held_s: PerSide[float] = _NOT_AT_ALL


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop counting for now."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on after a pause."""


@dataclass(frozen=True, slots=True)
class ReportPain:
    """Something hurts.

    Args:
        score: from 0, nothing, to 10, the worst imaginable.
        place: where, in the person's words.
        sharp: whether it is sharp or stabbing, which ends the set whatever the score.
    """

    score: int
    place: str
    sharp: bool = False


@dataclass(frozen=True, slots=True)
class SkipSide:
    """Leave out the rest of this side."""


@dataclass(frozen=True, slots=True)
class Finish:
    """End the set."""


Command = StartSet | Pause | Resume | ReportPain | SkipSide | Finish
