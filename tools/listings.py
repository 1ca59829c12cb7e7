"""Pages that list what Kilter knows: exercises, tests, impairments, safety, sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from tools.markdown import code, plain, table

from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.citing import Cited, Number, Range, Source
from kilter.knowledge.schema.exercises import Dose, Exercise, Section
from kilter.knowledge.schema.progress import PhaseGate
from kilter.knowledge.schema.safety import Urgency
from kilter.knowledge.schema.tests import Cut, Measure, Pointer, Test


def ids(entries: Iterable[str]) -> str:
    """Ids in a row."""
    return ", ".join(code(entry) for entry in entries)


def exercises(catalogue: Catalogue) -> str:
    """Every exercise, by its section."""
    parts = []
    for section in Section:
        members = [each for each in catalogue.exercises.values() if each.section is section]
        if members:
            head = ("Peak", "Exercise", "Stages", "Dose", "Things for the described form", "Levels", "Treats")
            parts += [f"## {_words(section)}", table(head, map(_exercise, members))]
    return "\n\n".join(parts)


def _exercise(exercise: Exercise) -> Sequence[str]:
    easier = sum(level.step < 0 for level in exercise.levels)
    harder = sum(level.step > 0 for level in exercise.levels)
    return (
        _demonstration(exercise),
        f"{plain(exercise.name)}<br>{code(exercise.id)}"
        + ("" if not exercise.from_article else "<br>from the article"),
        ", ".join(_words(stage).lower() for stage in exercise.stages),
        _dose(exercise.dose),
        ids(exercise.base_level.equipment) or "none",
        f"{easier} easier, {harder} harder",
        ids(exercise.treats) or "none",
    )


def _demonstration(exercise: Exercise) -> str:
    """The still, which leads to the loop; in HTML, for the files join the pages only when these are built."""
    at = f"../assets/demonstrations/{exercise.id}"
    name = escape(exercise.name)
    return f'<a href="{at}.webp"><img alt="{name}" loading="lazy" src="{at}_still.webp" width="180"></a>'


def _dose(dose: Dose) -> str:
    amount = f"{_span(dose.hold_s)} s" if dose.hold_s else _span(dose.reps or ())
    return f"{_span(dose.sets)} × {amount}, {_span(dose.times_per_week)} times a week"


def tests(catalogue: Catalogue) -> str:
    """Every test: where, what it measures with which error and norms, and what it points to."""
    head = ("Test", "Where", "Minutes", "Things", "Measures", "Norms")
    parts = [table(head, [_test(test) for test in catalogue.tests.values()])]
    for test in catalogue.tests.values():
        parts += [f"## {plain(test.name)} {{ #{test.id} }}", plain(test.why), _measures(test)]
        if test.points_to:
            head = ("Points to", "From", "Likelihood ratios", "Direct", "Grade", "Sources")
            parts.append(table(head, [_pointer(test, pointer) for pointer in test.points_to]))
        else:
            parts.append("It points to nothing; it is followed over time." if test.tracking_only else "")
    return "\n\n".join(part for part in parts if part)


def _test(test: Test) -> Sequence[str]:
    normed = [measure.norms for measure in test.measures]
    return (
        f"[{plain(test.name)}](#{test.id})<br>{code(test.id)}",
        " or ".join(test.setting) + (", with help" if test.helper else ""),
        f"{test.effort.minutes:g}",
        ids(test.equipment) or "none",
        ids(measure.id for measure in test.measures),
        "yes" if all(normed) else "for some measures" if any(normed) else "no",
    )


def _measures(test: Test) -> str:
    head = ("Measure", "Trials", "Error (95 % detectable)", "Low from", "Sides: noted, flagged", "Norms")
    return table(head, [_measure(measure) for measure in test.measures])


def _measure(measure: Measure) -> Sequence[str]:
    error, gap = measure.error, measure.side_difference
    unit = measure.unit.sign
    error_unit = "%" if error.relative else unit
    gap_unit = "%" if gap and gap.formula != "absolute" else unit
    trials = (
        "worked out" if measure.derived else f"{measure.summary} of {measure.trials}" if measure.trials > 1 else "1"
    )
    return (
        f"{plain(measure.name)}<br>{code(measure.id)}",
        trials if measure.sided else f"{trials}, without sides",
        f"{error.detectable:.3g} {error_unit}, {error.grade}",
        f"{_cut(measure.low_when, unit)}, {measure.low_when.grade}" if measure.low_when else "not said",
        f"{gap.note_from:g}, {gap.flag_from:g} {gap_unit}, {gap.grade}" if gap else "not compared",
        f"yes ({len(measure.norms)})" if measure.norms else "no",
    )


def _pointer(test: Test, pointer: Pointer) -> Sequence[str]:
    measure = test.measure(pointer.measure)
    gap = measure.side_difference
    gap_unit = "%" if gap and gap.formula != "absolute" else measure.unit.sign
    steps = [f"{_cut(step, measure.unit.sign, gap_unit)}: {step.lr:g}" for step in pointer.steps]
    needs = [f"only with {code(pointer.with_sign)}"] if pointer.with_sign else []
    return (
        code(pointer.impairment),
        code(pointer.measure),
        "<br>".join([*steps, f"otherwise: {pointer.otherwise_lr:g}", *needs]),
        "yes" if pointer.direct else "no",
        pointer.grade,
        ids(pointer.sources),
    )


def _cut(cut: Cut, unit: str, gap_unit: str = "") -> str:
    said = []
    if cut.level is not None:
        said.append(f"{cut.level:g} {unit}")
    if cut.share_of_norm is not None:
        said.append(f"{cut.share_of_norm:.0%} of the norm")
    if cut.norm_low:
        said.append("the norm's limit")
    if cut.side_gap is not None:
        said.append(f"{cut.side_gap:g} {gap_unit or unit} behind the other side")
    return " or ".join(said)


def impairments(catalogue: Catalogue) -> str:
    """Every impairment with what speaks about it and what treats it."""
    head = ("Impairment", "Kind", "Start", "Tests that point to it (direct ones bold)", "Exercises that treat it")
    rows = []
    for each in catalogue.impairments.values():
        direct = {
            test.id: any(pointer.direct and pointer.impairment == each.id for pointer in test.points_to)
            for test in catalogue.tests.values()
            if any(pointer.impairment == each.id for pointer in test.points_to)
        }
        treated = [exercise.id for exercise in catalogue.exercises.values() if each.id in exercise.treats]
        rows.append(
            (
                f"{plain(each.name)}<br>{code(each.id)}",
                _words(each.kind).lower() + ("" if each.sided else ", no sides"),
                _share(each.base_rate),
                ", ".join(f"**{code(test)}**" if first else code(test) for test, first in direct.items()) or "none",
                ids(treated) or f"none; {plain(each.refer)}",
            )
        )
    return table(head, rows)


def _share(number: Number) -> str:
    return f"{number.value:.0%}, {number.grade}"


def safety(catalogue: Catalogue) -> str:
    """The safety questions, the rules beside them, the precautions and the rules for stopping."""
    flags = [
        (
            plain(flag.ask) + (" (asked in a clinic only)" if flag.clinic_only else "") + f"<br>{code(flag.id)}",
            _words(flag.urgency).lower(),
            _words(flag.if_unsure).lower(),
            _backing(flag),
        )
        for flag in catalogue.red_flags.values()
    ]
    rules = [
        (plain(each.name), _words(each.urgency).lower(), _backing(each)) for each in catalogue.triage_rules.values()
    ]
    cautions = [
        (f"{plain(each.name)}<br>{code(each.id)}", "<br>".join(map(plain, each.advice)), _backing(each))
        for each in catalogue.precautions.values()
    ]
    stops = [(plain(each.when), plain(each.do), _backing(each)) for each in catalogue.stop_rules.values()]
    urgencies = [
        (_words(urgency).lower(), code(urgency.triage), plain(catalogue.urgencies[urgency].headline))
        for urgency in Urgency
    ]
    backing = "Grade and sources"
    parts = [
        "## Urgencies\n\nThe most urgent answer decides. The first three stop the road.",
        table(("Urgency", "Triage", "What the person reads first"), urgencies),
        "## Safety questions",
        table(("Question", "Yes means", "Unsure means", backing), flags),
        "## Rules over the whole screening",
        table(("When", "Urgency", backing), rules),
        "## Precautions\n\nThey change what is offered, and do not end the road.",
        table(("Circumstance", "Advice", backing), cautions),
        "## When to stop",
        table(("When", "What to do", backing), stops),
    ]
    return "\n\n".join(parts)


def _backing(entry: Cited) -> str:
    return f"{entry.grade}: {ids(entry.sources)}"


def progression(catalogue: Catalogue) -> str:
    """The rules that change a programme, the numbers they use, and what ends a phase."""
    rules = [
        (f"{plain(each.name)}<br>{code(each.id)}", plain(each.say), "yes" if each.harder else "", _backing(each))
        for each in catalogue.decision_rules.values()
    ]
    numbers = catalogue.progression_rules
    values = [
        (code(name), _amount(value), _backing(value), plain(value.note))
        for name, value in numbers
        if isinstance(value, Number | Range)
    ]
    gates = [(_words(gate.stage), "<br>".join(_conditions(gate)), _backing(gate)) for gate in numbers.gates]
    parts = [
        f"## Rules\n\nVersion {numbers.version}. In braces: what the rule looked at. “Asks” marks rules that make "
        "something harder, so that a clinician may want to agree first.",
        table(("Rule", "What it says", "Asks", "Grade and sources"), rules),
        "## Numbers",
        table(("Number", "Value", "Grade and sources", "Note"), values),
        "## What ends a phase",
        table(("Phase", "When", "Grade and sources"), gates),
    ]
    return "\n\n".join(parts)


def _amount(value: Number | Range) -> str:
    amount = f"{value.value:g}" if isinstance(value, Number) else f"{value.low:g} to {value.high:g}"
    return f"{amount} {value.unit.sign}".strip()


def _conditions(gate: PhaseGate) -> Iterator[str]:
    if gate.pain_at_most is not None:
        yield f"pain of {gate.pain_at_most:g} or less"
    if gate.clean_share_at_least is not None:
        yield f"{gate.clean_share_at_least:.0%} of the repetitions clean"
    if gate.raised_exercises_at_least is not None:
        yield f"beyond the goal, in sessions running, in {gate.raised_exercises_at_least} exercises"
    for measured in gate.measured:
        limit = f"at least {measured.at_least:g}" if measured.at_least is not None else f"at most {measured.at_most:g}"
        yield f"{code(measured.test)} {measured.measure}: {limit} on each side"
    if gate.similar_sides_in_tests is not None:
        yield f"sides less than {gate.difference_below_percent:g} % apart in {gate.similar_sides_in_tests} tests"
    if gate.goals_rise_points is not None:
        yield f"goals {gate.goals_rise_points:g} points better on average"


def sources(catalogue: Catalogue) -> str:
    """Every source, with its link where one is known."""
    return "\n".join(_source(source) for source in catalogue.sources.values())


def _source(source: Source) -> str:
    citation = plain(source.citation)
    if source.doi:
        citation = citation.replace(
            f"doi:{plain(source.doi)}", f"[doi:{plain(source.doi)}](https://doi.org/{source.doi})"
        )
    note = f" *{plain(source.note)}*" if source.note else ""
    return f"- {code(source.id)} ({source.kind}) {citation}{note}"


def asked(meanings: Mapping[str, str]) -> str:
    """Ids with the question or the name behind each."""
    return table(("Id", "What it stands for"), [(code(entry_id), plain(text)) for entry_id, text in meanings.items()])


def _words(text: str) -> str:
    return text.replace("_", " ").capitalize()


def _span(pair: Sequence[float]) -> str:
    return "–".join(dict.fromkeys(f"{number:g}" for number in pair))
