"""A question as a page shows it: its choices, fields, demonstration and timer."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kilter.body.positions import Position
from kilter.body.units import Unit
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.tests import Test
from kilter.screening.interview import Question
from kilter.web.screening.api import Draft
from kilter.web.site.pictures import Demonstration, demonstration_of

Words = str | Promise

CHOICES: Mapping[str, Words] = {
    "yes": _("Yes"),
    "no": _("No"),
    "unsure": _("Not sure"),
    "left": _("Left"),
    "right": _("Right"),
    "both": _("Both sides"),
    "female": _("Female"),
    "male": _("Male"),
    "unspecified": _("Rather not say"),
}
SIDED: Mapping[str, Words] = {**CHOICES, "no": _("Neither")}
POSITIONS: Mapping[Position, Words] = {
    Position.STANDING: _("Standing"),
    Position.SITTING: _("Sitting"),
    Position.SUPINE: _("Lying on your back"),
    Position.PRONE: _("Lying on your front"),
    Position.SIDE_LYING: _("Lying on your side"),
    Position.ALL_FOURS: _("On hands and knees"),
    Position.KNEELING: _("Kneeling"),
    Position.SIDE_SUPPORT: _("Propped on one side"),
}
ASKED: Mapping[str, Words] = {
    "equipment": _("Which of these do you have?"),
    "cannot": _("Are there positions you cannot take?"),
}
"""Questions with ticks, which need no word on how to write the answer."""
ENOUGH_FOR_SCALE = 11


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to answer."""

    value: str
    word: Words
    chosen: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One question with all that its page needs."""

    question: Question
    title: Words
    """What is asked, where fields and choices stand below it."""
    about: str
    """What a question belongs to; empty where it stands for itself."""
    kind: str
    """``choice``, ``scale``, ``numbers``, ``several`` or ``words``."""
    choices: tuple[Choice, ...]
    fields: tuple[str, ...]
    """What stands in each field for a number or for words."""
    unit: str
    test: Test | None
    demonstration: Demonstration | None
    timed: bool
    done: int
    of: int
    """Questions in all, as far as they are known; 0 among the tests."""

    @property
    def percent(self) -> int:
        """How far along it is."""
        return round(100 * self.done / self.of) if self.of else 100

    @property
    def offers_test(self) -> bool:
        """Whether a test is offered."""
        return self.question.id.startswith("offer.")


def show(question: Question, draft: Draft, catalogue: Catalogue) -> Shown:
    """Put a question on its page."""
    answer = draft.answers.get(question.id)
    kind, choices, fields = _asked(question, answer, catalogue)
    test = _test_of(question, catalogue)
    measure = question.id.split(".")[2] if question.id.startswith("tests.") else None
    unit = test.measure(measure).unit if test is not None and measure is not None else None
    counted = [each.id for each in draft.questions if each.section != "Tests"]
    return Shown(
        question=question,
        title=_title(question, test),
        about=_about(question, test, catalogue),
        kind=kind,
        choices=choices,
        fields=fields,
        unit=unit.sign if unit is not None else question.hint,
        test=test,
        demonstration=demonstration_of(f"test_{test.id}") if test is not None else None,
        timed=unit is Unit.S,
        done=counted.index(question.id) if question.id in counted else len(counted),
        of=len(counted) if question.section != "Tests" else 0,
    )


def _title(question: Question, test: Test | None) -> Words:
    if question.id in ASKED:
        return ASKED[question.id]
    if test is None or not question.id.startswith("tests."):
        return question.text
    *_, measure, side = question.id.split(".")
    name = test.measure(measure).name
    return f"{name}, {CHOICES[side]}" if side != "both" else name


def _about(question: Question, test: Test | None, catalogue: Catalogue) -> str:
    group, _dot, rest = question.id.partition(".")
    if group == "pain":
        return catalogue.signs[rest].name
    return test.name if test is not None and group == "tests" else ""


def words_of(question: Question, draft: Draft) -> Words:
    """An answer as it is shown again."""
    answer = draft.answers[question.id]
    if not question.choices:
        return answer.replace("_", " ")
    return _choice(answer, _words_for(question), answer).word if answer else ""


def _words_for(question: Question) -> Mapping[str, Words]:
    return SIDED if "left" in question.choices and "no" in question.choices else CHOICES


def _asked(
    question: Question, answer: str | None, catalogue: Catalogue
) -> tuple[str, tuple[Choice, ...], tuple[str, ...]]:
    given = answer or ""
    if question.choices:
        words = _words_for(question)
        return "choice", tuple(_choice(each, words, given) for each in question.choices), ()
    if question.number == (0, 10):
        return "scale", tuple(_choice(str(n), {}, given) for n in range(ENOUGH_FOR_SCALE)), ()
    if question.number:
        numbers = given.split()
        count = max(1, question.trials)
        return "numbers", (), tuple((numbers + [""] * count)[:count])
    listed = [part.strip() for part in given.split(",")]
    if question.id == "equipment":
        items = [item for item in catalogue.equipment.values() if not item.household]
        return "several", tuple(Choice(item.id, item.name, item.id in listed) for item in items), ()
    if question.id == "cannot":
        return "several", tuple(Choice(each.value, POSITIONS[each], each in listed) for each in Position), ()
    return "words", (), (given,)


def _choice(value: str, words: Mapping[str, Words], given: str) -> Choice:
    return Choice(value, words.get(value, value.replace("_", " ").capitalize()), value == given)


def _test_of(question: Question, catalogue: Catalogue) -> Test | None:
    group, _dot, rest = question.id.partition(".")
    return catalogue.tests[rest.split(".")[0]] if group in {"offer", "tests"} else None
