"""The events of a record as they are written down and read again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeGuard

from pydantic import Field, TypeAdapter, ValidationError

from kilter.errors import Problem, RecordError
from kilter.programme.progression.decisions import Decision
from kilter.programme.progression.logs import Log
from kilter.programme.progression.state import Start
from kilter.services.ports import StoredEvent

VERSION = 1
"""Of what the bodies of events look like."""


@dataclass(frozen=True, slots=True)
class Started:
    """A record begins."""

    start: Start
    screening: str
    """The screening it begins from, as JSON."""
    version: int = VERSION
    kind: Literal["started"] = "started"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, with what it said and cited when it was made."""

    decision: Decision
    say: str
    sources: tuple[str, ...]
    grade: str
    cause: str
    """Id of the event that it follows from."""
    kind: Literal["decided"] = "decided"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The event last logged is taken back, with every decision that followed from it."""

    event: str
    kind: Literal["withdrawn"] = "withdrawn"


Body = Started | Decided | Withdrawn | Log
"""What an event may hold."""


@cache
def _adapter() -> TypeAdapter[Body]:
    return TypeAdapter(Annotated[Body, Field(discriminator="kind")])


def write_body(body: Body) -> str:
    """An event's body as JSON text."""
    return _adapter().dump_json(body).decode()


def read_body(event: StoredEvent) -> Body:
    """The body of a stored event.

    Raises:
        RecordError: this Kilter does not know such an event, or it is damaged.
    """
    try:
        return _adapter().validate_json(event.body)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        what = f"Event {event.position} ({event.kind}) cannot be read: {where}: {fault['msg']}."
        mend = "It may come from a newer Kilter: update, or take a copy of the record from before."
        raise RecordError(Problem("record", what, mend)) from None


def in_force(events: Iterable[tuple[StoredEvent, Body]]) -> Iterator[tuple[StoredEvent, Body]]:
    """The events that have not been taken back, in their order."""
    kept = list(events)
    gone = {body.event for _, body in kept if isinstance(body, Withdrawn)}
    for stored, body in kept:
        taken_back = stored.id in gone or (isinstance(body, Decided) and body.cause in gone)
        if not taken_back and not isinstance(body, Withdrawn):
            yield stored, body


def is_log(body: Body) -> TypeGuard[Log]:
    """Whether it was logged, and is neither a beginning nor a decision nor a withdrawal."""
    return not isinstance(body, Started | Decided | Withdrawn)


def plain(body: Body) -> Any:
    """An event's body as plain values, for JSON."""
    return _adapter().dump_python(body, mode="json")
