"""What a record begins with: the programme, and for each exercise the ladder that this person may climb."""

from collections.abc import Mapping

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.exercises import Exercise, Level, Stage
from kilter.knowledge.schema.movements import Laterality
from kilter.programme.offers import offers_for, open_levels
from kilter.programme.programme import BlockKind, Programme
from kilter.programme.progression.dose import Ladder, Rung
from kilter.programme.progression.logs import LoadKind
from kilter.programme.request import PlanRequest


def ladders_for(programme: Programme, request: PlanRequest, catalogue: Catalogue) -> dict[str, Ladder]:
    """The ladder of every exercise on offer, with what could take its place.

    Args:
        programme: what was planned.
        request: what it was planned for: equipment, positions and precautions hold for every level.
        catalogue: all exercises.
    """
    offers, _ = offers_for(request, catalogue)
    offered = {offer.exercise.id: offer.exercise for offer in offers if not offer.exercise.frames_session}
    planned = {
        prescription.exercise
        for phase in programme.phases
        for session in phase.sessions
        for prescription in session.prescriptions(BlockKind.MAIN)
    }
    return {
        exercise.id: _ladder(exercise, open_levels(exercise, request, catalogue), offered, planned, catalogue)
        for exercise in offered.values()
    }


def _ladder(
    exercise: Exercise,
    levels: tuple[Level, ...],
    offered: Mapping[str, Exercise],
    planned: set[str],
    catalogue: Catalogue,
) -> Ladder:
    dose = exercise.dose
    low, high = dose.reps or dose.hold_s or (0, 0)
    one_side = exercise.laterality is Laterality.ONE_SIDE
    hard = bool({Stage.STRENGTH, Stage.INTEGRATION, Stage.ACTIVATION} & set(exercise.stages))
    return Ladder(
        exercise=exercise.id,
        rungs=tuple(Rung(level.id, _load_of(level, catalogue)) for level in levels),
        low=int(low),
        high=int(high),
        timed=dose.reps is None,
        reserve=int(catalogue.dose_rules.repetitions_in_reserve.low) if hard else 0,
        fewest_sets=dose.sets[0],
        sides=tuple(Side) if one_side else (None,),
        treats=exercise.treats,
        alternatives=tuple(
            other.id
            for other in sorted(offered.values(), key=lambda other: (-_shared(exercise, other), other.id))
            if other.id not in planned and _fits(exercise, other)
        ),
    )


def _fits(exercise: Exercise, other: Exercise) -> bool:
    """Whether another exercise can stand in the same place: same aim, same stage, same sides and way of counting."""
    return (
        bool(set(exercise.treats) & set(other.treats))
        and bool(set(exercise.stages) & set(other.stages))
        and exercise.laterality is other.laterality
        and (exercise.dose.reps is None) is (other.dose.reps is None)
    )


def _shared(exercise: Exercise, other: Exercise) -> int:
    return len(set(exercise.treats) & set(other.treats))


def _load_of(level: Level, catalogue: Catalogue) -> LoadKind | None:
    kinds = [catalogue.equipment[item].load for item in level.equipment]
    return next((LoadKind(kind) for kind in kinds if kind is not None), None)
