"""A finished set as a page sends it, checked field by field."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kilter.body.sides import Side
from kilter.errors import DataError, Problem
from kilter.motion.observation import Unseen
from kilter.programme.progression.logs import PainKind
from kilter.web.coaching.asked import Name

MOST_BYTES = 256_000
MOST_REPETITIONS = 500
MOST_PROBLEMS = 20
Seconds = Annotated[float, Field(ge=0, le=1e9)]
Length = Annotated[float, Field(ge=0, le=36_000)]
Value = Annotated[float, Field(ge=-1e6, le=1e6)]
Words = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f]*$")]


class _Sent(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)


class SentRepetition(_Sent):
    """One repetition; times in seconds on the page's clock, the range in the unit of its signal."""

    start_s: Seconds
    peak_s: Seconds
    end_s: Seconds
    range: Value
    up_s: Length
    hold_s: Length
    down_s: Length
    complete: bool
    side: Side | None = None
    faults: tuple[Name, ...] = Field((), max_length=50)

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not self.start_s <= self.peak_s <= self.end_s:
            raise ValueError("start_s, peak_s and end_s rise")
        return self


class SentFault(_Sent):
    """How often a fault was seen, and the value furthest beyond its limit."""

    count: int = Field(ge=1, le=10_000)
    worst: Value | None = None


class SentUnjudged(_Sent):
    """What could not be judged, and why."""

    what: Name
    reason: Unseen


class SentSide(_Sent):
    """What was done on a side; without one where both work at once or in turn."""

    side: Side | None = None
    seconds: Length | None = None
    repetitions: tuple[SentRepetition, ...] = Field((), max_length=MOST_REPETITIONS)
    faults: dict[Name, SentFault] = Field(default_factory=dict, max_length=50)


class SentSet(_Sent):
    """A finished set."""

    set: UUID
    exercise: Name
    level: Name | None = None
    on: date
    log: bool = True
    """Whether the training record is to have it."""
    watched: bool = True
    """Whether a camera or a film watched; else it was tapped and timed, and nobody judged the form."""
    sides: tuple[SentSide, ...] = Field(min_length=1, max_length=2)
    not_assessed: tuple[SentUnjudged, ...] = Field((), max_length=100)
    reserve: int | None = Field(None, ge=0, le=20)
    load: Words | None = None
    pain: int = Field(0, ge=0, le=10)
    pain_kind: PainKind = PainKind.ACHE
    pain_place: Words = ""
    took_s: Length | None = None

    @model_validator(mode="after")
    def _sides_differ(self) -> Self:
        sides = [one.side for one in self.sides]
        if len(set(sides)) < len(sides) or (len(sides) > 1 and None in sides):
            raise ValueError("two sides are the left and the right one")
        return self


def read_posted(body: bytes | str) -> SentSet:
    """Read a set.

    Raises:
        DataError: with everything that is wrong with it.
    """
    try:
        return SentSet.model_validate_json(body)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)[:MOST_PROBLEMS]
        raise DataError(*(_problem(one["loc"], one["msg"]) for one in found)) from None


def _problem(where: tuple[int | str, ...], what: str) -> Problem:
    return Problem(".".join(str(part) for part in where) or "set", f"{what}.", "Send it as it is described.")
