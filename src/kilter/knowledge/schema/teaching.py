"""What people are told: causes, signs, muscle groups, principles, education, and the audit of its claims."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from kilter.body.muscles import Muscle
from kilter.knowledge.schema.citing import Cited, Id, Prose, Told
from kilter.knowledge.validation import Closed


class Weight(StrEnum):
    """How strongly a cause or a sign points to an impairment."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


class Link(Cited):
    """From a cause or a sign to an impairment that it may point to."""

    impairment: Id
    weight: Weight
    why: Annotated[str, Told()] = ""


class Cause(Cited):
    """Something in a person's life that may have led to an imbalance."""

    id: Id
    name: Prose
    ask: Prose
    about: Prose
    sided: bool = False
    """Whether the history can belong to one side, as an injury does."""
    links: Annotated[tuple[Link, ...], Field(min_length=1)]


class SignKind(StrEnum):
    """What sort of sign it is."""

    PAIN = "pain"
    MOVEMENT = "movement"
    INSTABILITY = "instability"
    RANGE = "range"
    DIFFICULTY = "difficulty"
    FEELING = "feeling"


class Sign(Cited):
    """Something a person feels or sees."""

    id: Id
    name: Prose
    ask: Prose
    kind: SignKind
    links: Annotated[tuple[Link, ...], Field(min_length=1)]


class MuscleGroup(Cited):
    """A muscle group of the article and what it does."""

    id: Id
    name: Prose
    muscles: Annotated[tuple[Muscle, ...], Field(min_length=1)]
    role: Prose
    when_out_of_balance: Prose


class Verdict(StrEnum):
    """What the literature makes of a claim."""

    SUPPORTED = "supported"
    COMPATIBLE = "compatible"
    WEAK = "weak"
    NOT_SHOWN = "not_shown"
    CONTRADICTED = "contradicted"
    DO_NOT_CLAIM = "do_not_claim"


class Claim(Cited):
    """A claim of the source article and what an audit of the literature found."""

    id: Id
    claim: Prose
    verdict: Verdict
    finding: Prose


class TopicKind(StrEnum):
    """What a piece of education is."""

    DEFINITION = "definition"
    PRINCIPLE = "principle"
    CONSIDERATION = "consideration"
    SEE_A_PROFESSIONAL = "see_a_professional"
    QUESTION = "question"
    TAKEAWAY = "takeaway"


class Topic(Cited):
    """A piece of education in plain words, tied to the audited claims it rests on."""

    id: Id
    kind: TopicKind
    order: Annotated[int, Field(ge=1)]
    title: Prose
    text: Prose
    claims: tuple[Id, ...] = ()


class Equipment(Closed):
    """A thing an exercise or a test needs."""

    id: Id
    name: Prose
    instead: Annotated[str, Told()] = ""
    """What does as well at home."""
    household: bool = False
    """Whether a home can be assumed to have it unless the person says otherwise."""
    load: Literal["band", "weight"] | None = None
    """Whether it loads an exercise, and how that is graded: by colour, or in kilograms."""
