"""What there is to know, by call: exercises, tests and topics; the same for everyone."""

from typing import Annotated

from ninja import Router, Schema

from kilter.body.positions import Position
from kilter.knowledge.schema.citing import Grade
from kilter.knowledge.schema.exercises import Section
from kilter.knowledge.schema.teaching import Cause, Topic, Verdict
from kilter.web.calls.needs import READ, Call, answers
from kilter.web.calls.problems import not_there
from kilter.web.calls.shapes import plain
from kilter.web.site.knowledge import catalogue

router = Router(tags=["learning"])


class Named(Schema):
    """Something by its id and its name."""

    id: str
    name: str


class LevelShape(Schema):
    """An easier or harder form."""

    id: str
    name: str
    step: int
    how: str
    equipment: list[str]


class Cue(Schema):
    """What to mind."""

    id: str
    say: str


class Caution(Schema):
    """What a condition does to the exercise."""

    when: str
    do: str
    why: str


class Exercise(Schema):
    """How an exercise is done."""

    id: str
    name: str
    section: Section
    position: Position
    how_to: list[str]
    focus: list[Cue]
    levels: list[LevelShape]
    cautions: list[Caution]
    treats: list[str]
    sources: list[str]
    """As they are cited."""


class MeasureShape(Schema):
    """One thing that a test measures."""

    id: str
    name: str
    unit: str
    plausible: tuple[float, float]
    trials: int
    sided: bool
    derived: bool
    """Whether it is worked out from the others, and so not told."""


class TestShape(Schema):
    """How a test is done."""

    id: str
    name: str
    why: str
    position: Position
    equipment: list[str]
    helper: bool
    minutes: float
    procedure: list[str]
    measures: list[MeasureShape]


class ClaimShape(Schema):
    """A claim, and what the literature makes of it."""

    claim: str
    verdict: Annotated[Verdict, plain(Verdict)]
    finding: str


class TopicShape(Schema):
    """Something worth knowing."""

    id: str
    title: str
    text: str
    grade: Grade
    claims: list[ClaimShape]
    sources: list[str]
    """As they are cited."""


@router.get("/exercises", response=answers(list[Named]), **READ)
def exercises(request: Call) -> object:  # noqa: ARG001 - ninja's signature
    """All exercises."""
    return list(catalogue().exercises.values())


@router.get("/exercises/{exercise_id}", response=answers(Exercise, 404), **READ)
def exercise(request: Call, exercise_id: str) -> object:  # noqa: ARG001 - ninja's signature
    """How an exercise is done, what to mind, and its levels."""
    found = catalogue().exercises.get(exercise_id)
    if found is None:
        raise not_there("exercise", "There is no such exercise.", "See GET /api/v1/exercises.")
    names = Exercise.model_fields.keys() - {"sources"}
    return {name: getattr(found, name) for name in names} | {"sources": _cited(found.sources)}


@router.get("/tests", response=answers(list[Named]), **READ)
def tests(request: Call) -> object:  # noqa: ARG001 - ninja's signature
    """All tests."""
    return list(catalogue().tests.values())


@router.get("/tests/{test_id}", response=answers(TestShape, 404), **READ)
def test(request: Call, test_id: str) -> object:  # noqa: ARG001 - ninja's signature
    """How a test is done, and what it measures."""
    found = catalogue().tests.get(test_id)
    if found is None:
        raise not_there("test", "There is no such test.", "See GET /api/v1/tests.")
    names = TestShape.model_fields.keys() - {"minutes", "measures"}
    measures = [
        {
            "id": each.id,
            "name": each.name,
            "unit": each.unit.sign,
            "plausible": each.plausible,
            "trials": each.trials,
            "sided": each.sided,
            "derived": each.derived is not None,
        }
        for each in found.measures
    ]
    return {name: getattr(found, name) for name in names} | {"minutes": found.effort.minutes, "measures": measures}


@router.get("/topics", response=answers(list[Named]), **READ)
def topics(request: Call) -> object:  # noqa: ARG001 - ninja's signature
    """All topics and causes."""
    known = catalogue()
    told = sorted(known.education.values(), key=lambda topic: topic.order)
    return [{"id": each.id, "name": each.title} for each in told] + [
        {"id": each.id, "name": each.name} for each in known.causes.values()
    ]


@router.get("/topics/{topic_id}", response=answers(TopicShape, 404), **READ)
def topic(request: Call, topic_id: str) -> object:  # noqa: ARG001 - ninja's signature
    """One topic or cause, with the claims that it rests on and its sources."""
    known = catalogue()
    found: Topic | Cause | None = known.education.get(topic_id) or known.causes.get(topic_id)
    if found is None:
        raise not_there("topic", "There is no such topic.", "See GET /api/v1/topics.")
    title, text = (found.title, found.text) if isinstance(found, Topic) else (found.name, found.about)
    claims = [known.claims[claim] for claim in found.claims] if isinstance(found, Topic) else []
    return {
        "id": found.id,
        "title": title,
        "text": text,
        "grade": found.grade,
        "claims": claims,
        "sources": _cited(found.sources),
    }


def _cited(sources: tuple[str, ...]) -> list[str]:
    return [catalogue().sources[source].citation for source in sources]
