"""The tracks that a phase begins with."""

from collections.abc import Iterator

from kilter.body.sides import Side
from kilter.programme.programme import BlockKind, Prescription, Programme
from kilter.programme.progression.dose import Dose, Key, Ladder, Track
from kilter.programme.progression.plan_of_day import planned_sets
from kilter.programme.progression.state import TrainingState


def tracks_of_phase(state: TrainingState, number: int) -> Iterator[tuple[Key, Track]]:
    """The tracks of a phase: those there are go on where they stand, new ones begin at the planned level.

    Args:
        state: what there is.
        number: of the phase, from 0.
    """
    for prescription in _widest(state.start.programme, number):
        exercise = prescription.exercise
        while exercise in state.swapped:
            exercise = state.swapped[exercise]
        ladder = state.start.ladders[exercise]
        for side in ladder.sides:
            if (exercise, side) not in state.tracks:
                yield (exercise, side), begun(ladder, prescription, side)


def _widest(programme: Programme, number: int) -> Iterator[Prescription]:
    """Of each main exercise of a phase the prescription with most sets."""
    widest: dict[str, Prescription] = {}
    for session in programme.phases[number].sessions:
        for prescription in session.prescriptions(BlockKind.MAIN):
            known = widest.get(prescription.exercise)
            if known is None or max(prescription.sets) > max(known.sets):
                widest[prescription.exercise] = prescription
    yield from widest.values()


def begun(ladder: Ladder, prescription: Prescription, side: Side | None) -> Track:
    """A track at its beginning: the planned level, few sets, the lower end of the range."""
    most, extra = planned_sets(prescription, side)
    fewest = min(ladder.fewest_sets, most - extra) + extra
    rung = ladder.index(prescription.level) or 0
    return Track(Dose(rung, fewest, ladder.low), fewest, most)
