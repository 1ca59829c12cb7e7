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
from kilter.exchange.report.retold import muscle_word, retold
from kilter.exchange.report.words import POSITION_WORDS, about_minutes, listed, span, uncapitalised
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.exercises import Caution, Exercise, Stage
from kilter.knowledge.schema.movements import Laterality
from kilter.language import Spoken, mark, say, say_many, written
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

STAGE_WORDS = Spoken(
    {
        Stage.WARM_UP: mark("Warm-up"),
        Stage.MOBILITY: mark("Mobility"),
        Stage.ACTIVATION: mark("Activation"),
        Stage.STRENGTH: mark("Strength"),
        Stage.INTEGRATION: mark("Whole movements"),
        Stage.COOL_DOWN: mark("Cool-down"),
    }
)
BLOCK_WORDS = Spoken(
    {
        BlockKind.WARM_UP: mark("Warm-up"),
        BlockKind.MAIN: mark("Main part"),
        BlockKind.COOL_DOWN: mark("Cool-down"),
    }
)


def programme_of(programme: Programme, catalogue: Catalogue, citations: Citations) -> ProgrammePart:
    """The whole programme; one row an exercise, the how-to apart."""
    return ProgrammePart(
        frame=_frame(programme, catalogue),
        notes=tuple(retold(note, catalogue) for note in programme.notes),
        phases=tuple(_phase(number, phase, catalogue) for number, phase in enumerate(programme.phases, start=1)),
        left_out=tuple(_left_out(each, catalogue, citations) for each in programme.left_out),
    )


def _frame(programme: Programme, catalogue: Catalogue) -> tuple[Pair, ...]:
    treats = listed(uncapitalised(catalogue.impairments[each].name) for each in programme.treats)
    treated = {muscle for each in programme.treats for muscle in catalogue.impairments[each].muscles}
    kept = dict.fromkeys(muscle for each in programme.maintains for muscle in catalogue.impairments[each].muscles)
    upkeep = muscles_in_words(tuple(muscle for muscle in kept if muscle not in treated))
    pairs = [
        Pair(
            say("Length"),
            say("{weeks} in {phases} phases", weeks=weeks_in_words(programme.weeks), phases=len(programme.phases)),
        ),
        Pair(
            say("Sessions"),
            say(
                "{days} a week, about {minutes:g} minutes each",
                days=programme.days_per_week,
                minutes=programme.minutes_per_session,
            ),
        ),
        Pair(say("Works on"), treats),
        Pair(say("Upkeep"), say("{muscles}: nothing points to a deficit there", muscles=upkeep) if upkeep else ""),
    ]
    if programme.made_by == "rules":
        pairs.append(Pair(say("Made by"), say("plain rules, because the planner found no better plan in its time")))
    return tuple(pair for pair in pairs if pair.text)


def _phase(number: int, phase: Phase, catalogue: Catalogue) -> PhasePart:
    first, last = phase.weeks[0].number, phase.weeks[-1].number
    return PhasePart(
        name=say("Phase {number}: {stage}", number=number, stage=STAGE_WORDS[phase.stage]),
        weeks_text=say("Weeks {first}–{last}", first=first, last=last) if last > first else _week(first),
        aim=say(phase.aim),
        weeks=tuple(
            WeekRow(_week(week.number), say_many("up to {n} set", "up to {n} sets", week.sets), say(week.say))
            for week in phase.weeks
        ),
        sessions=tuple(_session(session, catalogue) for session in phase.sessions),
        ready_when=tuple(map(say, phase.ready_for_next_when)),
    )


def weeks_in_words(weeks: int) -> str:
    """A number of weeks."""
    return say_many("{n} week", "{n} weeks", weeks)


def _week(number: int) -> str:
    return say("Week {number}", number=number)


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
        say("Session {name}", name=session.name),
        say("day {day} of the week", day=session.day),
        about_minutes(session.minutes),
        blocks,
    )


def _prescription(prescription: Prescription, catalogue: Catalogue) -> PrescriptionRow:
    exercise = catalogue.exercises[prescription.exercise]
    level = next(level for level in exercise.levels if level.id == prescription.level)
    # Labels that repeat a caution are told in the how-to, so that tables stay readable.
    written = catalogue.written or catalogue
    told = {caution_in_words(caution, written) for caution in written.exercises[prescription.exercise].cautions}
    remarks = tuple(retold(label, catalogue) for label in prescription.labels if label not in told)
    kept_easier = len(remarks) < len(prescription.labels)
    return PrescriptionRow(
        exercise=exercise.name,
        anchor=anchor_of(exercise),
        level=say("{level} (kept easier)", level=level.name) if kept_easier else level.name,
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
    return listed(muscle_word(muscle) for muscle in muscles)


def anchor_of(exercise: Exercise) -> str:
    """Where the page tells how to do it."""
    return f"how-{exercise.id.replace('_', '-')}"


def _sides(prescription: Prescription) -> str:
    if prescription.laterality is Laterality.BOTH_SIDES:
        return say("both at once")
    first, in_turn = prescription.first_side, prescription.laterality is Laterality.ALTERNATING
    if first is None:
        return say("in turn") if in_turn else say("each side")
    return (
        say("in turn from {first}", first=first.word)
        if in_turn
        else say("{first}, then {second}", first=first.word, second=first.other.word)
    )


def _dose(prescription: Prescription) -> str:
    amount = span(*prescription.reps) if prescription.reps else ""
    if prescription.hold_s:
        amount = f"{span(*prescription.hold_s)} s"
    left, right = prescription.sets
    if left == right:
        return f"{left} × {amount}"
    most_first = sorted(Side, key=lambda side: -prescription.sets[side])
    return ", ".join(f"{side.word} {prescription.sets[side]} ×" for side in most_first) + f" {amount}"


def _details(prescription: Prescription) -> str:
    tempo, reserve = prescription.tempo_s, prescription.reps_in_reserve
    details = ["–".join(written(part) for part in tempo) + " s"] if tempo else []
    details += [say("rest {seconds:g} s", seconds=prescription.rest_s)] if prescription.rest_s else []
    details += [say("{n} in reserve", n=span(*reserve))] if reserve else []
    return " · ".join(details)


def _why(prescription: Prescription, catalogue: Catalogue) -> str:
    if prescription.because:
        return "; ".join(_because(each, catalogue) for each in prescription.because)
    return say("upkeep") if prescription.purpose is Purpose.MAINTENANCE else ""


def _because(because: Because, catalogue: Catalogue) -> str:
    impairment = catalogue.impairments[because.impairment]
    name = uncapitalised(impairment.name)
    if not because.sides or not impairment.sided:
        return name
    return f"{name} ({say('both sides') if len(because.sides) == len(Side) else because.sides[0].word})"


def _left_out(left_out: LeftOut, catalogue: Catalogue, citations: Citations) -> LeftOutRow:
    table = catalogue.impairments if left_out.kind == "impairment" else catalogue.exercises
    return LeftOutRow(table[left_out.id].name, Said(retold(left_out.why, catalogue), citations.cite(left_out.sources)))


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
        if prepares:
            return Said(say("It warms up or winds down."), numbers)
        return Said(say("It is upkeep: nothing points to a deficit there."), numbers)
    lines = []
    for because in reasons:
        tests = listed(f"“{uncapitalised(catalogue.tests[test].name)}”" for test in because.tests)
        after = say(", after the test {tests}", tests=tests) if tests else say(", after what you told")
        lines.append(_because(because, catalogue) + after)
    return Said(say("It is here for {reasons}.", reasons="; ".join(lines)), numbers)
