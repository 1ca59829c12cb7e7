"""Which exercises may be offered, at which level, and why the others may not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.exercises import Caution, Dose, Exercise, Gate, Level, Stage
from kilter.knowledge.schema.movements import Laterality
from kilter.knowledge.schema.people import Training
from kilter.knowledge.schema.rules import DoseRules
from kilter.language import mark
from kilter.programme.programme import LeftOut
from kilter.programme.request import PlanRequest

TRAINING_ORDER = tuple(Training)
GENTLE_STEP = -1
"""With care only the levels below the described form are offered."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An exercise at the level where the person starts."""

    exercise: Exercise
    level: Level
    labels: tuple[str, ...]

    def seconds(self, sets: int, rules: DoseRules) -> float:
        """How long so many sets take, change-over included."""
        return sets * set_seconds(self.exercise, rules) + rules.change_over_s.value

    @property
    def position(self) -> Position:
        """The position it is done in at that level."""
        return self.exercise.position_at(self.level)

    @property
    def one_leg_at_a_time(self) -> bool:
        """Whether the sides work one after the other."""
        return self.exercise.laterality is not Laterality.BOTH_SIDES

    @property
    def is_hard(self) -> bool:
        """Whether the same muscles need rest before they are loaded so again."""
        return bool({Stage.STRENGTH, Stage.INTEGRATION} & set(self.exercise.stages)) and self.level.step >= 0


def set_seconds(exercise: Exercise, rules: DoseRules) -> float:
    """How long one set takes at the middle of its dose, both sides and rest included.

    While one side works the other rests, so one-sided work needs only what is left of the rest.
    """
    dose = exercise.dose
    work = work_seconds(dose)
    if exercise.laterality is Laterality.ONE_SIDE:
        turn = rules.rest_between_sides_s.value
        return 2 * (work + turn) + max(0.0, dose.rest_s - work - turn)
    sides = 2 if exercise.laterality is Laterality.ALTERNATING else 1
    return sides * work + dose.rest_s


def work_seconds(dose: Dose) -> float:
    """Seconds of work of one set on one side at the middle of the dose."""
    if dose.hold_s is not None:
        return sum(dose.hold_s) / 2
    if dose.reps is None or dose.tempo_s is None:
        return 0.0
    return sum(dose.reps) / 2 * sum(dose.tempo_s)


def offers_for(request: PlanRequest, catalogue: Catalogue) -> tuple[tuple[Offer, ...], tuple[LeftOut, ...]]:
    """Hold every exercise against the person's limits.

    Returns:
        The exercises on offer, by id, and those left out with the reason.
    """
    offers: list[Offer] = []
    left_out: list[LeftOut] = []
    for exercise in catalogue.exercises.values():
        refusal = _refusal(exercise, request, catalogue)
        if refusal is not None:
            left_out.append(refusal)
            continue
        offer = _start(exercise, request, catalogue)
        if isinstance(offer, LeftOut):
            left_out.append(offer)
        else:
            offers.append(offer)
    return tuple(offers), tuple(left_out)


def _refusal(exercise: Exercise, request: PlanRequest, catalogue: Catalogue) -> LeftOut | None:
    """The first reason for which an exercise is not offered at any level."""

    def out(why: str, sources: tuple[str, ...] = ()) -> LeftOut:
        return LeftOut(exercise.id, "exercise", why, sources)

    if exercise.id in request.unwanted:
        return out(mark("You asked to leave it out."))
    if all(barred(exercise.position_at(level), request, catalogue) for level in exercise.levels):
        return out(*_why_not(exercise.position_at(exercise.base_level), request, catalogue))
    for caution in exercise.cautions:
        if caution.when in request.precautions and caution.do == "avoid":
            return out(f"{catalogue.precautions[caution.when].name}: {caution.why}", caution.sources)
    for gate in exercise.gates:
        if not passes(gate, request):
            return out(f"Not yet. First this must hold: {gate.say[0].lower()}{gate.say[1:]}", gate.sources)
    return None


def barred(position: Position, request: PlanRequest, catalogue: Catalogue) -> bool:
    """Whether the person cannot take a position or is to avoid it."""
    avoided = (catalogue.precautions[precaution_id].avoid_positions for precaution_id in request.precautions)
    return position in request.cannot or any(position in positions for positions in avoided)


def _why_not(position: Position, request: PlanRequest, catalogue: Catalogue) -> tuple[str, tuple[str, ...]]:
    """Why a barred position is barred, and who says so."""
    if position in request.cannot:
        return f"It is done {_words(position)}, which you cannot do.", ()
    precautions = (catalogue.precautions[precaution_id] for precaution_id in sorted(request.precautions))
    precaution = next(each for each in precautions if position in each.avoid_positions)
    return f"{precaution.name}: not {_words(position)}.", precaution.sources


def passes(gate: Gate, request: PlanRequest) -> bool:
    """Whether the measured results open a gate; what was not measured keeps it shut."""
    result = request.measured.get((gate.test, gate.measure))
    if result is None:
        return False
    values = [result[side] for side in Side]
    shown = [
        value is not None
        and (gate.at_least is None or value >= gate.at_least)
        and (gate.at_most is None or value <= gate.at_most)
        for value in values
    ]
    return all(shown) if gate.both_sides else any(shown)


def held_at(exercise: Exercise, request: PlanRequest) -> tuple[int, tuple[Caution, ...]]:
    """The hardest step that care and precautions allow, and the cautions that hold it down."""
    most = GENTLE_STEP if request.gentle_only else exercise.levels[-1].step
    holding = []
    for caution in exercise.cautions:
        if caution.when in request.precautions and caution.do != "avoid":
            held = next(level.step for level in exercise.levels if level.id == caution.do)
            if held < most:
                holding.append(caution)
                most = held
    return most, tuple(holding)


def open_levels(exercise: Exercise, request: PlanRequest, catalogue: Catalogue) -> tuple[Level, ...]:
    """The levels that a person may come to, easiest first: whatever their training now, but within all other limits."""
    most, _ = held_at(exercise, request)
    easiest = exercise.levels[0].step
    return tuple(
        level
        for level in exercise.levels
        if level.step <= max(most, easiest)
        and set(level.equipment) <= request.equipment
        and not barred(exercise.position_at(level), request, catalogue)
    )


def _start(exercise: Exercise, request: PlanRequest, catalogue: Catalogue) -> Offer | LeftOut:
    """The hardest level that training history, precautions and equipment allow."""
    rules = catalogue.dose_rules
    start = int(rules.start_step[request.training].value)
    labels = []
    if request.gentle_only and start > GENTLE_STEP:
        labels.append(mark("Only easier levels, because the answers call for care."))
    held, holding = held_at(exercise, request)
    labels += [
        f"{catalogue.precautions[caution.when].name}: {caution.why}"
        for caution in holding
        if next(level.step for level in exercise.levels if level.id == caution.do) < start
    ]
    most = min(start, held)
    trained = TRAINING_ORDER.index(request.training)
    easiest = exercise.levels[0].step
    allowed = [
        level
        for level in exercise.levels
        # Where no easier level is described the exercise itself is easy: a warm-up, a stretch.
        if level.step <= max(most, easiest) and TRAINING_ORDER.index(level.from_training) <= trained
    ]
    if not allowed:
        return LeftOut(exercise.id, "exercise", mark("It asks for more training than you have yet."))
    able = [level for level in allowed if not barred(exercise.position_at(level), request, catalogue)]
    if not able:
        return LeftOut(exercise.id, "exercise", *_why_not(exercise.position_at(allowed[-1]), request, catalogue))
    fitting = [level for level in able if set(level.equipment) <= request.equipment]
    if fitting:
        return Offer(exercise, fitting[-1], tuple(labels))
    missing = min((sorted(set(level.equipment) - request.equipment) for level in able), key=len)
    return LeftOut(exercise.id, "exercise", f"It needs: {_names(missing, catalogue)}.")


def _names(ids: list[str], catalogue: Catalogue) -> str:
    return " and ".join(catalogue.equipment[item].name.lower() for item in ids)


def _words(position: str) -> str:
    return {"all_fours": "on all fours", "side_lying": "lying on the side", "side_support": "on one forearm"}.get(
        position, position.replace("supine", "lying on the back").replace("prone", "lying face down")
    )


def by_need(offers: tuple[Offer, ...], request: PlanRequest) -> Mapping[str, tuple[int, ...]]:
    """For each needed impairment the positions of the offers that treat it."""

    def treating() -> Iterator[tuple[str, tuple[int, ...]]]:
        for need in request.needs:
            yield need.impairment, tuple(n for n, o in enumerate(offers) if need.impairment in o.exercise.treats)

    return dict(treating())
