"""A person's record in the database of the web app, to which events are only ever added."""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import QuerySet

from kilter.errors import AlreadyKeptError, IdTakenError, Problem, RecordChangedError, RecordError
from kilter.services.ports import NewEvent, StoredEvent
from kilter.web.records.models import Event

_COLUMNS = ("position", "event_id", "at", "kind", "body")


class DjangoEventStore:
    """An event store over the rows of one person.

    Args:
        person_id: whose record it is; no other is ever looked at.
    """

    def __init__(self, person_id: UUID) -> None:
        self._person_id = person_id

    def read(self, after: int = 0) -> tuple[StoredEvent, ...]:
        """Read the events behind a position, in their order.

        Raises:
            RecordError: the record cannot be read, or is damaged.
        """
        with _explained():
            rows = list(self._rows().filter(position__gt=after).order_by("position").values_list(*_COLUMNS))
        events = tuple(_event(row) for row in rows)
        first = max(after, 0) + 1
        if [event.position for event in events] != list(range(first, first + len(events))):
            raise _damaged()
        return events

    def append(self, events: Sequence[NewEvent], after: int) -> tuple[StoredEvent, ...]:
        """Add events: all of them or none.

        Args:
            events: in their order.
            after: the last position that the writer has read; 0 for an empty record.

        Returns:
            the events as kept.

        Raises:
            AlreadyKeptError: exactly these are kept already, wherever they stand.
            IdTakenError: an id stands for another event, or twice among these, or only some of these are kept.
            RecordChangedError: the record does not end at ``after``.
            RecordError: the record cannot be written.
        """
        if not events:
            return ()
        rows = [
            Event(
                person_id=self._person_id,
                position=position,
                event_id=event.id,
                at=event.at.isoformat(),
                kind=event.kind,
                body=event.body,
            )
            for position, event in enumerate(events, start=after + 1)
        ]
        with _explained():
            try:
                with transaction.atomic():
                    self._check_ids(events)
                    self._check_end(after)
                    Event.objects.bulk_create(rows)
            except IntegrityError:
                # Another writer was faster between the checks and the writing, or the person has just been erased.
                self._check_ids(events)
                self._check_end(after)
                raise
        return tuple(_event((row.position, row.event_id, row.at, row.kind, row.body)) for row in rows)

    def _rows(self) -> "QuerySet[Event]":
        return Event.objects.filter(person_id=self._person_id)

    def _check_ids(self, events: Sequence[NewEvent]) -> None:
        """Refuse ids that are taken, and tell an event that is kept already from another of its id."""
        ids = [event.id for event in events]
        found = {id_: content for id_, *content in self._kept(ids)}
        for event in events:
            if event.id in found and found[event.id] != [event.at.isoformat(), event.kind, event.body]:
                raise _taken(event.id, "The id stands for another event already.")
        if len(set(ids)) < len(ids):
            raise _taken(max(ids, key=ids.count), "The id stands for two of the events to keep.")
        if len(found) == len(events):
            what = "The events are kept already."
            raise AlreadyKeptError(Problem("record", what, "There is nothing left to do."))
        if found:
            raise _taken(next(iter(found)), "The event is kept already, and others beside it are not.")

    def _kept(self, ids: Sequence[str], chunk: int = 500) -> Iterator[tuple[str, str, str, str]]:
        for start in range(0, len(ids), chunk):
            named = self._rows().filter(event_id__in=ids[start : start + chunk])
            yield from named.values_list("event_id", "at", "kind", "body")

    def _check_end(self, after: int) -> None:
        end = self._rows().order_by("-position").values_list("position", flat=True).first() or 0
        if end != after:
            what = f"The record ends at event {end}, not at {after}: another program has changed it."
            raise RecordChangedError(Problem("record", what, "Read it again, then try again."))


def _event(row: tuple[int, str, str, str, str]) -> StoredEvent:
    position, id_, at, kind, body = row
    try:
        return StoredEvent(position, id_, datetime.fromisoformat(at), kind, body)
    except ValueError:
        raise _damaged() from None


def _damaged() -> RecordError:
    return RecordError(Problem("record", "The record is damaged.", "Bring your last export into a new record."))


def _taken(id_: str, what: str) -> IdTakenError:
    return IdTakenError(Problem(f"event {id_!r}", what, "Give each event an id of its own."))


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Say in plain words what the database says in its own."""
    try:
        yield
    except DatabaseError:
        what = "The database cannot be read or written just now."
        raise RecordError(Problem("record", what, "Try again in a moment.")) from None
