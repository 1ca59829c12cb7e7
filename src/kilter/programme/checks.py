"""Plain rules that every programme is held against, whoever made it."""

from collections.abc import Iterator

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.exercises import Exercise, Level, Stage
from kilter.knowledge.schema.movements import Laterality
from kilter.knowledge.schema.people import Training
from kilter.programme.offers import GENTLE_STEP, passes
from kilter.programme.programme import BlockKind, Phase, Prescription, Programme, Session
from kilter.programme.request import PlanRequest
from kilter.programme.template import ARTICLE_ORDER, Template, template_for

ROUNDING_MINUTES = 0.02
"""Whole seconds against fractions of a minute."""


def violations(programme: Programme, request: PlanRequest, catalogue: Catalogue) -> tuple[str, ...]:
    """Every stated constraint that a programme breaks, in words; none when it keeps them all."""
    found = list(_order(programme))
    for phase in programme.phases:
        template = template_for(phase.stage, request, catalogue.dose_rules)
        found += _week(phase, template, catalogue)
        for session in phase.sessions:
            where = f"{phase.stage}, session {session.name}"
            found += [f"{where}: {what}" for what in _session(session, template)]
            for prescription in (p for block in session.blocks for p in block.prescriptions):
                exercise = catalogue.exercises[prescription.exercise]
                broken = (
                    *_allowed(prescription, exercise, request, catalogue),
                    *_dose(prescription, exercise, request),
                )
                found += [f"{where}, {exercise.id}: {what}" for what in broken]
    return tuple(found)


def _order(programme: Programme) -> Iterator[str]:
    stages = [phase.stage for phase in programme.phases]
    if stages != list(ARTICLE_ORDER):
        yield "the phases are not in the article's order"
    numbers = [week.number for phase in programme.phases for week in phase.weeks]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "the weeks are not numbered through"


def _week(phase: Phase, template: Template, catalogue: Catalogue) -> Iterator[str]:
    if len(phase.sessions) != template.sessions:
        yield f"{phase.stage}: {len(phase.sessions)} sessions a week instead of {template.sessions}"
        return
    named = [p.exercise for session in phase.sessions for block in session.blocks for p in block.prescriptions]
    for exercise_id in sorted(set(named)):
        most = catalogue.exercises[exercise_id].dose.times_per_week[1]
        if named.count(exercise_id) > most:
            yield f"{phase.stage}: {exercise_id} stands {named.count(exercise_id)} times a week, at most {most}"
    for first, second in template.close_days:
        hard = [_hard_muscles(phase.sessions[k], catalogue) for k in (first, second)]
        for muscle in sorted(hard[0] & hard[1]):
            yield f"{phase.stage}: {muscle} is loaded hard in sessions too close together"


def _hard_muscles(session: Session, catalogue: Catalogue) -> set[str]:
    muscles: set[str] = set()
    for prescription in session.prescriptions(BlockKind.MAIN):
        exercise = catalogue.exercises[prescription.exercise]
        level = next(level for level in exercise.levels if level.id == prescription.level)
        if {Stage.STRENGTH, Stage.INTEGRATION} & set(exercise.stages) and level.step >= 0:
            muscles |= {muscle.value for muscle in exercise.targets.prime}
    return muscles


def _session(session: Session, template: Template) -> Iterator[str]:
    if session.minutes > template.session_s / 60 + ROUNDING_MINUTES:
        yield f"takes {session.minutes:.1f} minutes"
    for kind, limits_s in ((BlockKind.WARM_UP, template.warm_up_s), (BlockKind.COOL_DOWN, template.cool_down_s)):
        minutes = sum(p.minutes for p in session.prescriptions(kind))
        low, high = limits_s[0] / 60 - ROUNDING_MINUTES, limits_s[1] / 60 + ROUNDING_MINUTES
        if not session.prescriptions(kind) or not low <= minutes <= high:
            yield f"{kind} of {minutes:.1f} minutes"
    main = session.prescriptions(BlockKind.MAIN)
    if len(main) < template.least_main:
        yield f"only {len(main)} main exercises"
    if all(p.laterality is Laterality.BOTH_SIDES for p in main):
        yield "nothing is done one leg at a time"
    names = [p.exercise for block in session.blocks for p in block.prescriptions]
    if len(names) != len(set(names)):
        yield "an exercise stands twice"


def _allowed(
    prescription: Prescription, exercise: Exercise, request: PlanRequest, catalogue: Catalogue
) -> Iterator[str]:
    level = next((level for level in exercise.levels if level.id == prescription.level), None)
    if level is None:
        yield f"has no level {prescription.level}"
        return
    if exercise.id in request.unwanted:
        yield "is not wanted"
    if exercise.position_at(level) in request.cannot:
        yield f"is done {exercise.position_at(level)}"
    if missing := set(level.equipment) - request.equipment:
        yield f"needs {', '.join(sorted(missing))}"
    if list(Training).index(level.from_training) > list(Training).index(request.training):
        yield "asks for more training"
    yield from _safe(level, exercise, request, catalogue)


def _safe(level: Level, exercise: Exercise, request: PlanRequest, catalogue: Catalogue) -> Iterator[str]:
    for precaution_id in request.precautions:
        if exercise.position_at(level) in catalogue.precautions[precaution_id].avoid_positions:
            yield f"its position is to be avoided ({precaution_id})"
    for caution in exercise.cautions:
        if caution.when not in request.precautions:
            continue
        held = next((each.step for each in exercise.levels if each.id == caution.do), None)
        if held is None or level.step > held:
            yield f"is against the caution {caution.when}"
    if request.gentle_only and level.step > max(GENTLE_STEP, exercise.levels[0].step):
        yield "is not gentle"
    if not all(passes(gate, request) for gate in exercise.gates):
        yield "has not been unlocked"


def _dose(prescription: Prescription, exercise: Exercise, request: PlanRequest) -> Iterator[str]:
    left, right = prescription.sets
    unequal = left != right
    if unequal and not request.extra_set_on_weaker_side:
        yield "the sides get unequal sets"
    if abs(left - right) > 1 or (
        unequal and prescription.sets[prescription.first_side or Side.LEFT] < max(left, right)
    ):
        yield "the extra set is not one set on the weaker side"
    low, high = exercise.dose.sets
    if prescription.minutes <= 0 or min(left, right) > high or min(left, right) < min(low, 1):
        yield f"{min(left, right)} sets"
    if prescription.reps != exercise.dose.reps or prescription.hold_s != exercise.dose.hold_s:
        yield "the dose is not the exercise's own"
