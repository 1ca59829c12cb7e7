"""The screening by call: questions, answers, and what they come to."""

from http import HTTPStatus
from typing import Annotated, Any

from ninja import Router, Schema
from pydantic import StringConstraints

from kilter.adapters import clock
from kilter.web.calls.hips import Hips, hips_of
from kilter.web.calls.needs import READ, WRITE, Call, answers, person_of
from kilter.web.calls.problems import RefusedError, not_there
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.screening.api import Draft, Question, discard_draft, draft_of, profile_of, take_answer
from kilter.web.site.knowledge import catalogue

router = Router(tags=["screening"])


class QuestionShape(Schema):
    """One question, with the answer so far."""

    id: str
    section: str
    text: str
    hint: str
    choices: list[str]
    number: tuple[float, float] | None
    """The least and the most that can be."""
    trials: int
    required: bool
    answer: str | None
    """None where it was not asked yet; empty where it was skipped."""


class ScreeningStanding(Schema):
    """How far the screening is."""

    begun: bool
    """Whether the programme has begun; the answers then stand in the record and are asked for no more."""
    complete: bool
    answered: int
    next: QuestionShape | None


class Answer(Schema):
    """An answer, as it would be typed; empty to skip the question."""

    answer: Annotated[str, StringConstraints(max_length=2000)]


@router.get("/screening", response=answers(ScreeningStanding), **READ)
def screening(request: Call) -> dict[str, Any]:
    """How far the screening is, and what to answer next."""
    person = person_of(request)
    if record_of(person).begun:
        return {"begun": True, "complete": True, "answered": 0, "next": None}
    return _standing(draft_of(person))


@router.get("/screening/questions", response=answers(list[QuestionShape], 409), **READ)
def questions(request: Call) -> list[dict[str, Any]]:
    """All questions that the answers so far lead to."""
    draft = _draft(person_of(request))
    return [_shown(question, draft) for question in draft.questions]


@router.get("/screening/questions/{question_id}", response=answers(QuestionShape, 404, 409), **READ)
def question(request: Call, question_id: str) -> dict[str, Any]:
    """One question."""
    draft = _draft(person_of(request))
    return _shown(_found(draft, question_id), draft)


@router.put("/screening/questions/{question_id}", response=answers(ScreeningStanding, 404, 409), **WRITE)
def answer_question(request: Call, question_id: str, told: Answer) -> dict[str, Any]:
    """Answer a question, or answer it anew."""
    person = person_of(request)
    draft = _draft(person)
    take_answer(person, draft, _found(draft, question_id), told.answer)
    return _standing(draft_of(person))


@router.delete("/screening", response=answers(ScreeningStanding, 409), **WRITE)
def begin_anew(request: Call) -> dict[str, Any]:
    """Forget the answers, and begin anew."""
    person = person_of(request)
    _draft(person)
    discard_draft(person)
    return _standing(draft_of(person))


@router.get("/hips", response=answers(Hips, 409), **READ)
def hips(request: Call) -> Hips:
    """What is known about both hips, how sure, and why; where triage stops, the letter."""
    person = person_of(request)
    profile = profile_of(person, record_of(person))
    if profile is None:
        what = "There are not enough answers yet to say anything."
        raise RefusedError(HTTPStatus.CONFLICT, "screening", what, "Go on with GET /api/v1/screening.")
    return hips_of(profile, catalogue(), clock.today())


def _draft(person: Person) -> Draft:
    if record_of(person).begun:
        what = "The programme has begun; the answers stand in the record."
        raise RefusedError(HTTPStatus.CONFLICT, "screening", what, "See GET /api/v1/hips, or test again.")
    return draft_of(person)


def _found(draft: Draft, question_id: str) -> Question:
    found = draft.find(question_id)
    if found is None:
        raise not_there("question", "This question is not asked.", "See GET /api/v1/screening/questions.")
    return found


def _standing(draft: Draft) -> dict[str, Any]:
    following = draft.next
    return {
        "begun": False,
        "complete": draft.complete,
        "answered": len(draft.answers),
        "next": None if following is None else _shown(following, draft),
    }


def _shown(question: Question, draft: Draft) -> dict[str, Any]:
    return {
        "id": question.id,
        "section": question.section,
        "text": question.text,
        "hint": question.hint,
        "choices": list(question.choices),
        "number": question.number,
        "trials": question.trials,
        "required": question.required,
        "answer": draft.answers.get(question.id),
    }
