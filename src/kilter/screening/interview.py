"""The screening as a conversation: which question comes next, and what an answer means.

Pure: the questions follow from the answers given so far, so going back, skipping and resuming need nothing
but the answers themselves.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from kilter.body.positions import Position
from kilter.errors import Problem, UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.documents import NOT_TEXT, Document, Plain
from kilter.knowledge.references import suggest
from kilter.knowledge.schema.people import Answer, Pregnancy, Sex, Training
from kilter.knowledge.schema.safety import RedFlag, Triage, Urgency
from kilter.knowledge.schema.tests import Test
from kilter.screening.evidence import EvidenceModel, weigh
from kilter.screening.findings import assess_tests
from kilter.screening.form import Screening, highest_alarm, impossible_build, read_screening
from kilter.screening.next_test import rank_next_tests
from kilter.screening.profile import answers_of

Answers = Mapping[str, str]
"""Accepted answers by question, in the words typed; an empty answer is a skipped question."""

SIDES = ("no", "left", "right", "both")
NOTHING = ("none", "no", "nothing")
MOST_GOALS = 3
LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Question:
    """One question."""

    id: str
    section: str
    text: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    number: tuple[float, float] | None = None
    trials: int = 0
    """How many numbers are asked for, at most; 0 where one answer is."""
    required: bool = False


def next_question(answers: Answers, catalogue: Catalogue, model: EvidenceModel) -> Question | None:
    """The first question not yet answered or skipped; None when all is asked."""
    return next((q for q in all_questions(answers, catalogue, model) if q.id not in answers), None)


def all_questions(answers: Answers, catalogue: Catalogue, model: EvidenceModel) -> Iterator[Question]:
    """The questions in order, as far as the answers so far lead."""
    yield from _person()
    for flag in _flags(catalogue):
        yield Question(f"red_flags.{flag.id}", "Safety", flag.ask, choices=("yes", "no", "unsure"), required=True)
        if _alarm(answers, catalogue) is Triage.EMERGENCY:
            return
    if _alarm(answers, catalogue).stops:
        return
    for precaution in catalogue.precautions.values():
        if precaution.ask:
            yield Question(f"conditions.{precaution.id}", "Health", precaution.ask, choices=("yes", "no"))
    for sign in catalogue.signs.values():
        yield Question(f"signs.{sign.id}", "What you feel and see", sign.ask, choices=SIDES)
        if sign.kind == "pain" and answers.get(f"signs.{sign.id}", "no") not in {"", "no"}:
            how_much = "How strong is it at its worst, from 0 (none) to 10 (worst imaginable)?"
            yield Question(f"pain.{sign.id}", "What you feel and see", how_much, number=(0, 10))
    for cause in catalogue.causes.values():
        yield Question(f"causes.{cause.id}", "Your history", cause.ask, choices=SIDES if cause.sided else ("yes", "no"))
    yield from _goals(answers)
    equipment = ", ".join(item.id for item in catalogue.equipment.values() if not item.household)
    yield Question(
        "equipment", "Your means", "Which of these do you have? Write the ones you have, with commas.", hint=equipment
    )
    cannot = ", ".join(Position)
    yield Question("cannot", "Your means", "Are there positions you cannot take? Write them, with commas.", hint=cannot)
    yield from _tests(answers, catalogue, model)


def _person() -> Iterator[Question]:
    section = "You"
    yield Question("person.age_years", section, "How old are you?", "years", number=(0, 120), required=True)
    sexes = tuple(Sex)
    yield Question("person.sex", section, "Your sex, for comparing with norms?", choices=sexes, required=True)
    yield Question("person.height_cm", section, "How tall are you?", "centimetres", number=(50, 250), required=True)
    yield Question("person.mass_kg", section, "How heavy are you?", "kilograms", number=(10, 400), required=True)
    yield Question("person.dominant_leg", section, "With which leg would you kick a ball?", choices=("left", "right"))
    yield Question("person.training", section, "How used are you to strength exercise?", choices=tuple(Training))
    yield Question("person.pregnancy", section, "Are you pregnant, or were you lately?", choices=tuple(Pregnancy))


def _flags(catalogue: Catalogue) -> list[RedFlag]:
    """The safety questions, most urgent first, so that an emergency is found at once."""
    asked = [flag for flag in catalogue.red_flags.values() if not flag.clinic_only]
    return sorted(asked, key=lambda flag: list(Urgency).index(flag.urgency))


def _alarm(answers: Answers, catalogue: Catalogue) -> Triage:
    """What the safety answers call for so far."""
    given = {key.removeprefix("red_flags."): Answer(answers[key]) for key in _said(answers, "red_flags")}
    return highest_alarm(given, catalogue)


def _goals(answers: Answers) -> Iterator[Question]:
    for number in range(1, MOST_GOALS + 1):
        text = "What would you like to do again, or better? In your own words."
        yield Question(f"goals.{number}", "Your goals", text, hint=f"goal {number} of at most {MOST_GOALS}")
        if not answers.get(f"goals.{number}"):
            return
        how_well = "How well can you do it now, from 0 (not at all) to 10 (fully)?"
        yield Question(f"goal_score.{number}", "Your goals", how_well, number=(0, 10), required=True)


def _tests(answers: Answers, catalogue: Catalogue, model: EvidenceModel) -> Iterator[Question]:
    """Offer the test that settles most next, as long as there is one and it is not refused."""
    offered = [key.removeprefix("offer.") for key in answers if key.startswith("offer.")]
    for test_id in offered:
        yield _offer(catalogue.tests[test_id])
        if answers[f"offer.{test_id}"] == "yes":
            yield from measure_questions(catalogue.tests[test_id])
    asked = [question for test_id in offered for question in measure_questions(catalogue.tests[test_id])]
    open_ones = [q for q in asked if q.id not in answers and answers[f"offer.{q.id.split('.')[1]}"] == "yes"]
    if open_ones:
        return
    document = to_document(answers, catalogue)
    if document is None:
        return
    screening = read_screening(document, catalogue)
    findings = assess_tests(screening, catalogue)
    weighed = weigh(model, answers_of(screening, findings, model))
    ranked = rank_next_tests(screening, findings, weighed, catalogue, model, refused=frozenset(offered))
    if ranked:
        yield _offer(catalogue.tests[ranked[0].test])


def _offer(test: Test) -> Question:
    text = f"Next best test: {test.name} ({test.effort.minutes:g} min). {test.why} Do it now?"
    return Question(f"offer.{test.id}", "Tests", text, choices=("yes", "no"))


def measure_questions(test: Test) -> Iterator[Question]:
    """One question for each measure and side of a test."""
    how = " ".join(f"{number}. {step}" for number, step in enumerate(test.procedure, 1))
    for measure in test.measures:
        if measure.derived:
            continue
        for side in ("left", "right") if measure.sided else ("both",):
            on = "" if side == "both" else f", {side} side"
            many = f", up to {measure.trials} trials, with spaces between" if measure.trials > 1 else ""
            yield Question(
                f"tests.{test.id}.{measure.id}.{side}",
                "Tests",
                f"{measure.name}{on}, in {measure.unit.sign or 'points'}{many}?",
                hint=how,
                number=measure.plausible,
                trials=measure.trials,
            )


def restore(kept: Answers, catalogue: Catalogue, model: EvidenceModel) -> dict[str, str]:
    """Those of the answers kept from an earlier sitting that still answer a question, in the order of asking."""
    answers: dict[str, str] = {}
    known = -1
    while len(answers) > known:
        known = len(answers)
        # An answer may lead to further questions, so each pass goes on where the one before could not.
        for question in all_questions(answers, catalogue, model):
            if question.id in kept and question.id not in answers:
                with suppress(UsageError):
                    answers[question.id] = accept(question, kept[question.id], answers, catalogue)
    return answers


def accept(question: Question, text: str, answers: Answers, catalogue: Catalogue) -> str:
    """The answer in its canonical form; the empty text is a skipped question.

    Args:
        question: what was asked.
        text: what was typed.
        answers: the answers before it, where one must fit another.
        catalogue: what may be named.

    Raises:
        UsageError: the answer does not fit the question.
    """
    text = " ".join(text.split())
    if NOT_TEXT.search(text):
        raise _wrong("There is a control character in it.", "Type it again without.")
    if not text:
        if question.required:
            raise _wrong("This question needs an answer.", _expects(question))
        return ""
    if question.choices:
        return _choice(question, text)
    if question.number:
        numbers = _numbers(question, text)
        _refuse_impossible_person({**answers, question.id: numbers})
        return numbers
    if question.id == "equipment":
        return _names(text, catalogue.equipment)
    if question.id == "cannot":
        return _names(text, dict.fromkeys(Position))
    if len(text) > LONGEST_TEXT:
        raise _wrong(f"These are {len(text)} characters.", f"Say it in at most {LONGEST_TEXT}.")
    return text


def _choice(question: Question, text: str) -> str:
    """The choice that was typed, in full or by its beginning."""
    word = text.lower().replace(" ", "_")
    if word in question.choices:
        return word
    starting = [choice for choice in question.choices if choice.startswith(word)]
    if len(starting) == 1:
        return starting[0]
    raise _wrong(f"“{text}” is not one of the choices.", _expects(question))


def _names(text: str, known: Mapping[str, object]) -> str:
    if text.lower() in NOTHING:
        return ""
    names = [name.strip().lower().replace(" ", "_") for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise _wrong(f"“{name}” is not known.", suggest(name, known))
    return ", ".join(dict.fromkeys(names))


def _numbers(question: Question, text: str) -> str:
    low, high = question.number or (0, 0)
    parts = re.split(r"[ ;]+", text.replace(", ", " "))
    numbers = [part.replace(",", ".") for part in parts if part]
    for number in numbers:
        if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)", number, re.ASCII):
            raise _wrong(f"“{number}” is not a number.", _expects(question))
        if not low <= float(number) <= high:
            raise _wrong(f"{float(number):g} cannot be.", _expects(question))
    if not 1 <= len(numbers) <= max(1, question.trials):
        raise _wrong(f"These are {len(numbers)} numbers.", _expects(question))
    return " ".join(numbers)


def _refuse_impossible_person(answers: Answers) -> None:
    """Hold height and mass against each other once both are known."""
    height_cm, mass_kg = answers.get("person.height_cm"), answers.get("person.mass_kg")
    fault = impossible_build(float(height_cm), float(mass_kg)) if height_cm and mass_kg else None
    if fault:
        what, mend = fault
        raise _wrong(what, f"{mend} “back” leads to the height.")


def _expects(question: Question) -> str:
    if question.choices:
        return f"Answer one of: {', '.join(question.choices)}."
    if question.number:
        low, high = question.number
        many = f"up to {question.trials} numbers, with spaces between, each" if question.trials > 1 else "a number"
        return f"Write {many} between {low:g} and {high:g}."
    return "Write a few words."


def _wrong(what: str, mend: str) -> UsageError:
    return UsageError(Problem("answer", what, mend))


def to_document(answers: Answers, catalogue: Catalogue) -> Document | None:
    """The answers as a screening file; None while a required one is missing."""
    person: dict[str, Plain] = {"conditions": [], "training": "none"}
    for key in ("age_years", "height_cm", "mass_kg"):
        if not answers.get(f"person.{key}"):
            return None
        person[key] = float(answers[f"person.{key}"])
    for key in ("sex", "dominant_leg", "training", "pregnancy"):
        if answers.get(f"person.{key}"):
            person[key] = answers[f"person.{key}"]
    person["conditions"] = [key.split(".")[1] for key in _said(answers, "conditions") if answers[key] == "yes"]
    flags = [flag.id for flag in _flags(catalogue)]
    stopped = _alarm(answers, catalogue).stops
    if not stopped and any(not answers.get(f"red_flags.{name}") for name in flags):
        return None
    data: dict[str, Plain] = {
        "kilter_screening": 1,
        "person": person,
        "red_flags": {name: answers.get(f"red_flags.{name}") or "not_asked" for name in flags},
        "history": [_cause(key, answers[key]) for key in _said(answers, "causes") if answers[key] != "no"],
        "symptoms": [_symptom(key, answers) for key in _said(answers, "signs") if answers[key] != "no"],
        "goals": [
            {"text": answers[key], "score": float(answers[f"goal_score.{key.split('.')[1]}"])}
            for key in _said(answers, "goals")
            if answers.get(f"goal_score.{key.split('.')[1]}")
        ],
        "tests": entries_of(answers),
        "wishes": {
            "equipment": _listed(answers.get("equipment", "")),
            "cannot": _listed(answers.get("cannot", "")),
        },
    }
    return Document("your answers", data, {})


def _said(answers: Answers, group: str) -> list[str]:
    return [key for key, answer in answers.items() if key.startswith(f"{group}.") and answer]


def _listed(text: str) -> list[Plain]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _cause(key: str, answer: str) -> dict[str, Plain]:
    return {"cause": key.split(".")[1], "side": answer if answer in {"left", "right"} else "both"}


def _symptom(key: str, answers: Answers) -> dict[str, Plain]:
    sign = key.split(".")[1]
    symptom: dict[str, Plain] = {"sign": sign, "side": answers[key]}
    if answers.get(f"pain.{sign}"):
        symptom["pain"] = float(answers[f"pain.{sign}"])
    return symptom


def entries_of(answers: Answers) -> list[Plain]:
    """The answers to questions about measures as the tests of a screening file."""
    tests: dict[str, dict[str, dict[str, Plain]]] = {}
    for key in _said(answers, "tests"):
        _, test, measure, side = key.split(".")
        numbers: list[Plain] = [float(part) for part in answers[key].split()]
        tests.setdefault(test, {}).setdefault(measure, {})[side] = numbers
    for measures in tests.values():
        for sides in measures.values():
            if "both" not in sides:
                sides.setdefault("left", "not_tested")
                sides.setdefault("right", "not_tested")
    return [
        {"test": test, "measures": {name: dict(sides) for name, sides in found.items()}}
        for test, found in tests.items()
    ]


def to_screening(answers: Answers, catalogue: Catalogue) -> Screening:
    """The finished screening.

    Raises:
        UsageError: a required answer is missing.
        DataError: the answers do not go together.
    """
    document = to_document(answers, catalogue)
    if document is None:
        raise UsageError(Problem("answers", "A question that needs an answer was not answered.", "Go on asking."))
    return read_screening(document, catalogue)
