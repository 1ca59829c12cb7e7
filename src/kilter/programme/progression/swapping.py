"""Another exercise by choice: which ones may take the place of one, and what the change does."""

from collections.abc import Iterator

from kilter.programme.programme import BlockKind, Prescription
from kilter.programme.progression.decisions import Change, Swap, TrackChange
from kilter.programme.progression.desk import Desk
from kilter.programme.progression.logs import Swapped
from kilter.programme.progression.plan_of_day import current_exercise
from kilter.programme.progression.state import TrainingState
from kilter.programme.progression.tracks import begun


def choices_for(exercise: str, state: TrainingState) -> tuple[str, ...]:
    """What may take the place of an exercise, the best first.

    The planned exercise whose place it took comes first. Each of the others serves the same aim in the same stage and
    keeps within the equipment, positions and precautions that the programme was planned for; none is in the programme
    already.

    Args:
        exercise: one that is in the programme now.
        state: where the training stands.

    Returns:
        ids of exercises; none where the exercise is not in the programme, or nothing fits.
    """
    ladders = state.start.ladders
    standing = {current_exercise(one.exercise, state) for one in _planned(state)}
    if exercise not in standing or exercise not in ladders:
        return ()
    origins = [one.exercise for one in _planned(state) if current_exercise(one.exercise, state) == exercise]
    wider = [other for one in (exercise, *origins) for other in ladders[one].alternatives]
    return tuple(dict.fromkeys(one for one in (*origins, *wider) if one not in standing and one in ladders))


def after_swap(desk: Desk, log: Swapped) -> None:
    """The other exercise begins gently, or goes on where it stood if it was trained before."""
    state = desk.state
    ladder = state.start.ladders[log.by]
    prescription = next(one for one in _planned(state) if current_exercise(one.exercise, state) == log.exercise)
    new = tuple(
        TrackChange(log.by, side, begun(ladder, prescription, side))
        for side in ladder.sides
        if (log.by, side) not in state.tracks
    )
    change = Change(tracks=new, swap=Swap(log.exercise, log.by))
    key = (log.exercise, None)
    if log.who:
        desk.decide("swap_by_professional", log.on, change, (("who", log.who), ("by", log.by)), key=key)
    else:
        desk.decide("swap_by_choice", log.on, change, (("by", log.by),), key=key)


def _planned(state: TrainingState) -> Iterator[Prescription]:
    """The main exercises of all phases, those of the present one first."""
    phases = state.start.programme.phases
    for phase in (phases[state.phase], *phases[: state.phase], *phases[state.phase + 1 :]):
        for session in phase.sessions:
            yield from session.prescriptions(BlockKind.MAIN)
