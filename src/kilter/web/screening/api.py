"""What other apps may ask of the screening: the draft, question by question, and the profile that it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from kilter.errors import Problem, UsageError
from kilter.screening.form import Screening
from kilter.screening.interview import (
    Question,
    accept,
    all_questions,
    restore,
    to_document,
    to_screening,
)
from kilter.screening.profile import Profile
from kilter.services.record.record import Record
from kilter.services.record.retest import story_of
from kilter.web.people.models import Person
from kilter.web.screening.models import Answer
from kilter.web.site.knowledge import catalogue, screener


@dataclass(frozen=True, slots=True)
class Draft:
    """A screening as far as it was answered, with the questions that these answers lead to."""

    answers: Mapping[str, str]
    questions: tuple[Question, ...]

    @property
    def next(self) -> Question | None:
        """The first question that is open; None when all is asked."""
        return next((question for question in self.questions if question.id not in self.answers), None)

    @property
    def complete(self) -> bool:
        """Whether it is enough for a profile; tests may still be offered."""
        return to_document(self.answers, catalogue()) is not None and _all_but_tests(self)

    def find(self, question_id: str) -> Question | None:
        """A question, if the answers lead to it."""
        return next((question for question in self.questions if question.id == question_id), None)

    def before(self, question: Question) -> Question | None:
        """The question that is asked before another."""
        place = self.questions.index(question)
        return self.questions[place - 1] if place else None


def _all_but_tests(draft: Draft) -> bool:
    return all(question.section == "Tests" or question.id in draft.answers for question in draft.questions)


def draft_of(person: Person) -> Draft:
    """What a person has answered so far; answers that no question asks for any more are passed over."""
    known = screener()
    kept = dict(Answer.objects.filter(person=person).values_list("question", "text"))
    answers = restore(kept, known.catalogue, known.model) if kept else {}
    return Draft(answers, tuple(all_questions(answers, known.catalogue, known.model)))


def take_answer(person: Person, draft: Draft, question: Question, text: str) -> None:
    """Keep an answer.

    Raises:
        UsageError: it does not fit the question.
    """
    before = {key: value for key, value in draft.answers.items() if key != question.id}
    answer = accept(question, text, before, catalogue())
    Answer.objects.update_or_create(person=person, question=question.id, defaults={"text": answer})


def discard_draft(person: Person) -> None:
    """Forget all answers, once they stand in the record or are not wanted."""
    Answer.objects.filter(person=person).delete()


@transaction.atomic
def bring_in_answers(person: Person, answers: Mapping[str, str]) -> None:
    """Take in answers from an export; those that fit no question are passed over.

    Raises:
        UsageError: there are answers already.
    """
    if Answer.objects.filter(person=person).exists():
        what = "There are answers here already."
        raise UsageError(Problem("answers", what, "Erase them first, then import."))
    known = screener()
    for question, text in restore(answers, known.catalogue, known.model).items():
        Answer.objects.create(person=person, question=question, text=text)


def screening_of(draft: Draft) -> Screening:
    """The screening that the answers make.

    Raises:
        UsageError: an answer that is needed is missing.
        DataError: the answers do not go together.
    """
    return to_screening(draft.answers, catalogue())


def profile_of(person: Person, record: Record) -> Profile | None:
    """What is known of a person: of the record with all its tests, else of the answers; None where it is too little."""
    if record.begun:
        return story_of(record, screener()).now
    draft = draft_of(person)
    return screener().profile(screening_of(draft)) if draft.complete else None


__all__ = [
    "Draft",
    "Question",
    "bring_in_answers",
    "discard_draft",
    "draft_of",
    "profile_of",
    "screening_of",
    "take_answer",
]
