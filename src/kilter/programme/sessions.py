"""Sessions in writing: from picked offers to ordered prescriptions, each with side, dose and reason."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kilter.body.sides import PerSide, Side
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.exercises import Stage
from kilter.knowledge.schema.movements import Laterality
from kilter.programme.offers import Offer, set_seconds
from kilter.programme.programme import Because, Block, BlockKind, Prescription, Purpose, Session
from kilter.programme.request import PlanRequest
from kilter.programme.template import ARTICLE_ORDER, Place

EXTRA_SET = "One extra set on the weaker side: your choice; no study shows that it helps."


def build_session(
    name: str,
    day: int,
    picked: Mapping[Place, int],
    offers: Sequence[Offer],
    request: PlanRequest,
    catalogue: Catalogue,
) -> Session:
    """Write a session down: warm-up, main work in the article's order, cool-down."""
    blocks = []
    for kind in BlockKind:
        chosen = [(offers[n], sets) for (part, n), sets in picked.items() if part is kind]
        chosen.sort(key=lambda pair: _order(pair[0]))
        prescriptions = tuple(_prescribe(offer, sets, kind, request, catalogue) for offer, sets in chosen)
        blocks.append(Block(kind, prescriptions))
    return _with_extra_sets(Session(name, day, tuple(blocks)), request, catalogue)


def _order(offer: Offer) -> tuple[int, str, str]:
    """Mobility first, then activation, strength, integration; the same position together."""
    stages = [ARTICLE_ORDER.index(stage) for stage in offer.exercise.stages if stage in ARTICLE_ORDER]
    return min(stages, default=0), offer.position, offer.exercise.id


def _prescribe(offer: Offer, sets: int, kind: BlockKind, request: PlanRequest, catalogue: Catalogue) -> Prescription:
    exercise, dose, rules = offer.exercise, offer.exercise.dose, catalogue.dose_rules
    because = () if kind is not BlockKind.MAIN else _because(offer, request)
    purpose = Purpose.TREATMENT if because else Purpose.MAINTENANCE
    reserve = rules.repetitions_in_reserve
    strength = bool({Stage.STRENGTH, Stage.INTEGRATION, Stage.ACTIVATION} & set(exercise.stages))
    return Prescription(
        exercise=exercise.id,
        level=offer.level.id,
        sets=PerSide(sets, sets),
        first_side=_first_side(offer, request),
        laterality=exercise.laterality,
        reps=dose.reps,
        hold_s=dose.hold_s,
        tempo_s=dose.tempo_s,
        rest_s=dose.rest_s,
        reps_in_reserve=(int(reserve.low), int(reserve.high)) if dose.reps and strength else None,
        minutes=offer.seconds(sets, rules) / 60,
        purpose=purpose if kind is BlockKind.MAIN else Purpose.PREPARATION,
        because=because,
        labels=offer.labels,
    )


def _because(offer: Offer, request: PlanRequest) -> tuple[Because, ...]:
    sources = offer.exercise.sources
    return tuple(
        Because(need.impairment, need.sides, need.weight, need.tests, tuple(dict.fromkeys((*need.sources, *sources))))
        for need in request.needs
        if need.impairment in offer.exercise.treats
    )


def _first_side(offer: Offer, request: PlanRequest) -> Side | None:
    """The weaker side begins; where neither is, the non-dominant leg; None where it does not matter."""
    if offer.exercise.laterality is Laterality.BOTH_SIDES:
        return None
    for need in request.needs:
        if need.impairment in offer.exercise.treats and need.weaker_side is not None:
            return need.weaker_side
    return request.dominant_leg.other if request.dominant_leg else None


def _with_extra_sets(session: Session, request: PlanRequest, catalogue: Catalogue) -> Session:
    """Where wished, and as long as there is time, one more set on the weaker side of marked differences."""
    if not request.extra_set_on_weaker_side:
        return session
    left_minutes = request.minutes - session.minutes
    blocks = []
    for block in session.blocks:
        prescriptions = []
        for prescription in block.prescriptions:
            marked = any(because.impairment in request.large_differences for because in prescription.because)
            one_side = prescription.laterality is Laterality.ONE_SIDE and prescription.first_side is not None
            minutes = set_seconds(catalogue.exercises[prescription.exercise], catalogue.dose_rules) / 120
            if block.kind is BlockKind.MAIN and marked and one_side and minutes <= left_minutes:
                left_minutes -= minutes
                prescriptions.append(_one_more(prescription, minutes))
            else:
                prescriptions.append(prescription)
        blocks.append(Block(block.kind, tuple(prescriptions)))
    return Session(session.name, session.day, tuple(blocks))


def _one_more(prescription: Prescription, minutes: float) -> Prescription:
    sets = PerSide.build(lambda side: prescription.sets[side] + (side is prescription.first_side))
    return replace(
        prescription, sets=sets, minutes=prescription.minutes + minutes, labels=(*prescription.labels, EXTRA_SET)
    )
