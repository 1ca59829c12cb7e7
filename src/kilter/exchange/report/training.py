"""The programme in words: its phases, weeks and sessions, and how each exercise is done."""

from collections.abc import Iterable, Iterator

from kilter.body.muscles import Muscle
from kilter.body.sides import Side
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.document import (
    BlockPart,
    HowTo,
    LeftOutRow,
    PhasePart,
    PrescriptionRow,
    ProgrammePart,
    SessionPart,
    WeekRow,
)
from kilter.exchange.report.pieces import Pair, Said
from kilter.exchange.report.words import POSITION_WORDS, about_minutes, counted, listed, span, uncapitalised
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.exercises import Caution, Exercise, Stage
from kilter.knowledge.schema.movements import Laterality
from kilter.programme.programme import (
    Because,
    BlockKind,
    LeftOut,
    Phase,
    Prescription,
    Programme,
    Purpose,
    Session,
)

STAGE_WORDS = {
    Stage.WARM_UP: "Warm-up",
    Stage.MOBILITY: "Mobility",
    Stage.ACTIVATION: "Activation",
    Stage.STRENGTH: "Strength",
    Stage.INTEGRATION: "Whole movements",
    Stage.COOL_DOWN: "Cool-down",
}
BLOCK_WORDS = {BlockKind.WARM_UP: "Warm-up", BlockKind.MAIN: "Main part", BlockKind.COOL_DOWN: "Cool-down"}


def programme_of(programme: Programme, catalogue: Catalogue, citations: Citations) -> ProgrammePart:
    """The whole programme; one row an exercise, the how-to apart."""
    return ProgrammePart(
        frame=_frame(programme, catalogue),
        notes=programme.notes,
        phases=tuple(_phase(number, phase, catalogue) for number, phase in enumerate(programme.phases, start=1)),
        left_out=tuple(_left_out(each, catalogue, citations) for each in programme.left_out),
    )


def _frame(programme: Programme, catalogue: Catalogue) -> tuple[Pair, ...]:
    treats = listed(uncapitalised(catalogue.impairments[each].name) for each in programme.treats)
    treated = {muscle for each in programme.treats for muscle in catalogue.impairments[each].muscles}
    kept = dict.fromkeys(muscle for each in programme.maintains for muscle in catalogue.impairments[each].muscles)
    upkeep = muscles_in_words(tuple(muscle for muscle in kept if muscle not in treated))
    pairs = [
        Pair("Length", f"{counted(programme.weeks, 'week', 'weeks')} in {len(programme.phases)} phases"),
        Pair("Sessions", f"{programme.days_per_week} a week, about {programme.minutes_per_session:g} minutes each"),
        Pair("Works on", treats),
        Pair("Upkeep", f"{upkeep}: nothing points to a deficit there" if upkeep else ""),
    ]
    if programme.made_by == "rules":
        pairs.append(Pair("Made by", "plain rules, because the planner found no better plan in its time"))
    return tuple(pair for pair in pairs if pair.text)


def _phase(number: int, phase: Phase, catalogue: Catalogue) -> PhasePart:
    first, last = phase.weeks[0].number, phase.weeks[-1].number
    return PhasePart(
        name=f"Phase {number}: {STAGE_WORDS[phase.stage]}",
        weeks_text=f"Weeks {first}–{last}" if last > first else f"Week {first}",
        aim=phase.aim,
        weeks=tuple(
            WeekRow(f"Week {week.number}", f"up to {counted(week.sets, 'set', 'sets')}", week.say)
            for week in phase.weeks
        ),
        sessions=tuple(_session(session, catalogue) for session in phase.sessions),
        ready_when=phase.ready_for_next_when,
    )


def _session(session: Session, catalogue: Catalogue) -> SessionPart:
    blocks = tuple(
        BlockPart(
            BLOCK_WORDS[block.kind],
            about_minutes(block.minutes),
            tuple(_prescription(each, catalogue) for each in block.prescriptions),
        )
        for block in session.blocks
        if block.prescriptions
    )
    return SessionPart(
        f"Session {session.name}", f"day {session.day} of the week", about_minutes(session.minutes), blocks
    )


def _prescription(prescription: Prescription, catalogue: Catalogue) -> PrescriptionRow:
    exercise = catalogue.exercises[prescription.exercise]
    level = next(level for level in exercise.levels if level.id == prescription.level)
    # Labels that repeat a caution are told in the how-to, so that tables stay readable.
    told = {caution_in_words(caution, catalogue) for caution in exercise.cautions}
    remarks = tuple(label for label in prescription.labels if label not in told)
    kept_easier = len(remarks) < len(prescription.labels)
    return PrescriptionRow(
        exercise=exercise.name,
        anchor=anchor_of(exercise),
        level=f"{level.name} (kept easier)" if kept_easier else level.name,
        sides=_sides(prescription),
        dose=_dose(prescription),
        details=_details(prescription),
        minutes=about_minutes(prescription.minutes),
        why=_why(prescription, catalogue),
        remarks=remarks,
    )


def caution_in_words(caution: Caution, catalogue: Catalogue) -> str:
    """A caution with the circumstance that it is about."""
    return f"{catalogue.precautions[caution.when].name}: {caution.why}"


def muscles_in_words(muscles: tuple[Muscle, ...]) -> str:
    """The names of muscles in a sentence."""
    return listed(muscle.value.replace("_", " ") for muscle in muscles)


def anchor_of(exercise: Exercise) -> str:
    """Where the page tells how to do it."""
    return f"how-{exercise.id.replace('_', '-')}"


def _sides(prescription: Prescription) -> str:
    if prescription.laterality is Laterality.BOTH_SIDES:
        return "both at once"
    first, in_turn = prescription.first_side, prescription.laterality is Laterality.ALTERNATING
    if first is None:
        return "in turn" if in_turn else "each side"
    return f"in turn from {first}" if in_turn else f"{first}, then {first.other}"


def _dose(prescription: Prescription) -> str:
    amount = span(*prescription.reps) if prescription.reps else ""
    if prescription.hold_s:
        amount = f"{span(*prescription.hold_s)} s"
    left, right = prescription.sets
    if left == right:
        return f"{left} × {amount}"
    most_first = sorted(Side, key=lambda side: -prescription.sets[side])
    return ", ".join(f"{side} {prescription.sets[side]} ×" for side in most_first) + f" {amount}"


def _details(prescription: Prescription) -> str:
    tempo, reserve = prescription.tempo_s, prescription.reps_in_reserve
    details = ["–".join(f"{part:g}" for part in tempo) + " s"] if tempo else []
    details += [f"rest {prescription.rest_s:g} s"] if prescription.rest_s else []
    details += [f"{span(*reserve)} in reserve"] if reserve else []
    return " · ".join(details)


def _why(prescription: Prescription, catalogue: Catalogue) -> str:
    if prescription.because:
        return "; ".join(_because(each, catalogue) for each in prescription.because)
    return "upkeep" if prescription.purpose is Purpose.MAINTENANCE else ""


def _because(because: Because, catalogue: Catalogue) -> str:
    impairment = catalogue.impairments[because.impairment]
    name = uncapitalised(impairment.name)
    if not because.sides or not impairment.sided:
        return name
    return f"{name} ({'both sides' if len(because.sides) == len(Side) else because.sides[0].value})"


def _left_out(left_out: LeftOut, catalogue: Catalogue, citations: Citations) -> LeftOutRow:
    table = catalogue.impairments if left_out.kind == "impairment" else catalogue.exercises
    return LeftOutRow(table[left_out.id].name, Said(left_out.why, citations.cite(left_out.sources)))


def how_to_of(
    programme: Programme,
    precautions: tuple[str, ...],
    catalogue: Catalogue,
    citations: Citations,
    reached: Iterable[Prescription] = (),
) -> tuple[HowTo, ...]:
    """Every exercise of the programme once, in the order in which it first comes up, then what has come in since.

    Args:
        programme: as it was planned.
        precautions: what applies to the person.
        catalogue: all exercises.
        citations: numbers the sources.
        reached: what is done by now beyond the plan: harder forms, exercises that took another's place.
    """
    uses: dict[str, list[Prescription]] = {}
    for prescription in (*_prescriptions(programme), *reached):
        uses.setdefault(prescription.exercise, []).append(prescription)
    return tuple(
        _how_to(catalogue.exercises[exercise], used, precautions, catalogue, citations)
        for exercise, used in uses.items()
    )


def _prescriptions(programme: Programme) -> Iterator[Prescription]:
    for phase in programme.phases:
        for session in phase.sessions:
            for block in session.blocks:
                yield from block.prescriptions


def _how_to(
    exercise: Exercise,
    uses: list[Prescription],
    precautions: tuple[str, ...],
    catalogue: Catalogue,
    citations: Citations,
) -> HowTo:
    used = {use.level for use in uses}
    levels = [level for level in exercise.levels if level.id in used]
    positions = dict.fromkeys(POSITION_WORDS[exercise.position_at(level)] for level in levels)
    cautions = [caution for caution in exercise.cautions if caution.when in precautions]
    return HowTo(
        anchor=anchor_of(exercise),
        name=exercise.name,
        muscles=muscles_in_words(exercise.targets.prime),
        position=", ".join(positions),
        steps=exercise.how_to,
        focus=tuple(focus.say for focus in exercise.focus),
        levels=tuple(Pair(level.name, level.how) for level in levels),
        cautions=tuple(citations.say(caution_in_words(caution, catalogue), caution) for caution in cautions),
        because=_because_of(exercise, uses, catalogue, citations),
    )


def _because_of(exercise: Exercise, uses: list[Prescription], catalogue: Catalogue, citations: Citations) -> Said:
    """The findings that brought the exercise in, each with the tests that speak for it."""
    reasons = list(dict.fromkeys(because for use in uses for because in use.because))
    numbers = citations.cite(exercise.sources)
    if not reasons:
        prepares = all(use.purpose is Purpose.PREPARATION for use in uses)
        why = "It warms up or winds down" if prepares else "It is upkeep: nothing points to a deficit there"
        return Said(f"{why}.", numbers)
    lines = []
    for because in reasons:
        tests = listed(f"“{uncapitalised(catalogue.tests[test].name)}”" for test in because.tests)
        lines.append(_because(because, catalogue) + (f", after the test {tests}" if tests else ", after what you told"))
    return Said(f"It is here for {'; '.join(lines)}.", numbers)
