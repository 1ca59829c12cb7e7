"""Records in the memory of the process: always as the database has them, each to its own, and gone with the person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kilter.programme.progression.logs import Morning
from kilter.services.ports import NewEvent, StoredEvent
from kilter.services.record.record import Moment, Record, Snapshot
from kilter.web.people.models import Person
from kilter.web.records.api import REMEMBERED, record_of, store_of
from kilter.web.records.remembering import Remembered
from kilter.web.site.knowledge import catalogue


class Restored:
    """A store that holds these events and takes no more."""

    def __init__(self, events: Sequence[StoredEvent]) -> None:
        self._events = events

    def read(self, after: int = 0) -> tuple[StoredEvent, ...]:
        """The events behind a position."""
        return tuple(one for one in self._events if one.position > after)

    def append(self, events: Sequence[NewEvent], after: int) -> tuple[StoredEvent, ...]:
        """Nothing is written here."""
        raise NotImplementedError


def test_a_record_that_is_open_already_is_not_read_from_its_beginning(trained: Client, person: Person) -> None:
    """The second time only the last event is looked at."""
    first = record_of(person)
    last = first.history[-1][0].position

    with CaptureQueriesContext(connection) as queries:
        second = record_of(person)

    assert all(f'"position" > {last - 1}' in one["sql"] or f'"position" > {last}' in one["sql"] for one in queries)
    assert second.state == first.state
    assert second.history == first.history


def test_what_is_logged_is_there_at_once(trained: Client, person: Person, today: datetime) -> None:
    """Through the same record, through another process's, and taken back: pages show what the database has."""
    record = record_of(person)
    record.log(Morning(today.date(), pain=2), Moment(today, "own"))
    assert record_of(person).state.mornings[-1].pain == 2

    elsewhere = Record(store_of(person), catalogue())
    elsewhere.undo(Moment(today, "undone"))
    assert record_of(person).state == elsewhere.state
    assert record_of(person).history == elsewhere.history

    elsewhere.log(Morning(today.date(), pain=5), Moment(today, "again"))
    assert record_of(person).state.mornings[-1].pain == 5


def test_a_record_that_was_put_back_is_read_anew(trained: Client, person: Person, today: datetime) -> None:
    """Where the database no longer holds what was remembered, nothing of it is shown."""
    record_of(person).log(Morning(today.date(), pain=7), Moment(today, "lost"))
    known = record_of(person).snapshot
    cause = next(stored for stored, _ in known.events if stored.id == "lost")
    shorter = [stored for stored, _ in known.events if stored.position < cause.position]
    other = replace(cause, id="another", body=cause.body.replace("7", "1"))

    for events in (shorter, [*shorter, other], []):
        put_back = Record(Restored(events), catalogue(), known)
        assert put_back.snapshot == Record(Restored(events), catalogue()).snapshot


def test_people_are_kept_apart(trained: Client, other: Client, person: Person) -> None:
    """Another person's record is empty, however often the first was opened."""
    record_of(person)
    (stranger,) = Person.objects.exclude(pk=person.pk)

    assert not record_of(stranger).begun
    assert record_of(person).begun


def test_nothing_of_an_erased_person_stays_in_memory(trained: Client, person: Person) -> None:
    """Erasing the person forgets the record too."""
    record_of(person)
    key = person.pk
    assert REMEMBERED.of(key) is not None

    trained.post("/data/erase/", {"word": "erase"})

    assert REMEMBERED.of(key) is None


def test_who_was_not_asked_for_the_longest_goes_first(trained: Client, person: Person) -> None:
    """Memory has its limit; the latest is kept even if it alone is more."""
    snapshot = record_of(person).snapshot
    kept = Remembered(most_events=2 * len(snapshot.events))
    first, second, third = uuid4(), uuid4(), uuid4()
    kept.keep(first, snapshot)
    kept.keep(second, snapshot)
    assert kept.of(first) is not None
    kept.keep(third, snapshot)

    assert [kept.of(one) is not None for one in (first, second, third)] == [True, False, True]
    small = Remembered(most_events=1)
    small.keep(first, snapshot)
    assert small.of(first) == snapshot
    assert isinstance(small.of(first), Snapshot)
