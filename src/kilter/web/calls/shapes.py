"""Shapes that several parts of the API share."""

import datetime
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from annotated_types import Ge, Le
from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.documents import NOT_TEXT
from kilter.services.record.events import Decided
from kilter.services.record.telling import Told, told_of

T = TypeVar("T")


def _is_text(text: str) -> str:
    if NOT_TEXT.search(text):
        raise ValueError("There is a control character in it; write it without")
    return text


Points = Annotated[int, Ge(0), Le(10)]
Words = Annotated[str, StringConstraints(max_length=500), AfterValidator(_is_text)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), AfterValidator(_is_text)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,60}$")]
"""The id of an exercise, a test, a measure."""


def plain(words: type[StrEnum]) -> WithJsonSchema:
    """Describes words where they stand, for a kind of words whose name another kind bears in the description."""
    return WithJsonSchema({"type": "string", "enum": [word.value for word in words]})


class Both(Schema, Generic[T]):
    """The same for the left and for the right."""

    left: T
    right: T


class Event(Schema):
    """Something to keep, under an id that the caller gives: sent again, it is kept once."""

    id: Annotated[UUID, Field(description="Given by the caller, for one event. Sent twice, it is kept once.")]


class Decision(Schema):
    """Something that was decided."""

    id: str
    rule: str
    about: str
    exercise: str | None
    side: Side | None
    say: str
    proposed: bool


class Kept(Schema):
    """What was told is kept; this was decided from it."""

    decided: list[Decision]


class Day(Schema):
    """What was done and decided on a day."""

    on: datetime.date
    done: list[str]
    decided: list[Decision]


def kept(decided: Iterable[Decided], catalogue: Catalogue) -> dict[str, list[Told]]:
    """What follows from what was kept."""
    return {"decided": [told_of(one, catalogue) for one in decided]}
