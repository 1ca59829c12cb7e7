"""A record in the database of the web app does what every store of events has to do, and belongs to one person."""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing

import pytest
from django.db import DatabaseError, connection, transaction
from tests.adapters.event_store import EventStoreCases, OpenStore
from tests.adapters.recorded import event, events, ids

from kilter.errors import RecordChangedError, RecordError
from kilter.services.ports import EventStore
from kilter.web.people.api import agree
from kilter.web.people.models import Person, User
from kilter.web.records.models import Event
from kilter.web.records.store import DjangoEventStore


@pytest.fixture
def open_store(person: Person) -> OpenStore:
    """Opens the record of the owner."""

    def opened() -> AbstractContextManager[EventStore]:
        return contextlib.nullcontext(DjangoEventStore(person.pk))

    return opened


@pytest.fixture
def store(open_store: OpenStore) -> Iterator[EventStore]:
    """A new record."""
    with open_store() as opened:
        yield opened


class TestDjangoEventStore(EventStoreCases):
    """What every store of events has to do."""


def test_records_of_two_people_never_meet(store: EventStore, stranger: User) -> None:
    """The same ids and positions may stand in both, and neither reads the other's."""
    others = DjangoEventStore(agree(stranger).pk)
    store.append(events(1, 2), after=0)

    others.append([event(1)], after=0)

    assert ids(store.read()) == ["id-1", "id-2"]
    assert ids(others.read()) == ["id-1"]


@pytest.mark.parametrize("change", [{"body": "{}"}, {"position": 9}, {"event_id": "other"}])
def test_the_database_refuses_to_change_an_event(store: EventStore, change: dict[str, object]) -> None:
    """Not even a bulk update past every method of the model changes what is kept."""
    before = store.append(events(1, 2), after=0)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Event.objects.filter(position=2).update(**change)

    assert store.read() == before


def test_an_event_is_not_saved_past_the_store(store: EventStore) -> None:
    """The model itself writes nothing."""
    store.append([event(1)], after=0)

    with pytest.raises(TypeError):
        Event.objects.get().save()


def test_a_gap_is_damage(store: EventStore) -> None:
    """A missing event is told when it is read, not passed over."""
    store.append(events(1, 3), after=0)
    Event.objects.filter(position=2).delete()

    with pytest.raises(RecordError, match="damaged"):
        store.read()


@pytest.mark.django_db(transaction=True)
def test_of_an_erased_person_nothing_is_kept(store: EventStore, person: Person) -> None:
    """Who writes for somebody who has just been erased is told so, and nothing comes back."""
    person.delete()

    with pytest.raises(RecordError):
        store.append([event(1)], after=0)

    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_lose_nothing(person: Person) -> None:
    """Threads that write at the same time each get a place of their own, or are told to read again."""
    writers = 4
    begin = threading.Barrier(writers)

    def write(number: int) -> None:
        own = DjangoEventStore(person.pk)
        begin.wait()
        with closing(connection):
            while True:
                try:
                    own.append([event(number)], after=len(own.read()))
                    break
                except RecordChangedError:
                    continue

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ids(DjangoEventStore(person.pk).read())) == [f"id-{number}" for number in range(writers)]
