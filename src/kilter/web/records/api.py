"""What other apps may ask of records."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max

from kilter.adapters import clock
from kilter.services.record.record import Moment, Record
from kilter.web.people.models import Person
from kilter.web.records.models import Event
from kilter.web.records.remembering import Remembered
from kilter.web.records.store import DjangoEventStore
from kilter.web.site.knowledge import catalogue

REMEMBERED = Remembered()


def store_of(person: Person) -> DjangoEventStore:
    """Where a person's events are kept."""
    return DjangoEventStore(person.pk)


def record_of(person: Person) -> Record:
    """A person's record, as it stands now."""
    record = Record(store_of(person), catalogue(), REMEMBERED.of(person.pk))
    REMEMBERED.keep(person.pk, record.snapshot)
    return record


def ends_of(people: Sequence[Person]) -> Mapping[UUID, int]:
    """The last position in the record of each person who has one; it moves with whatever is added."""
    ends = Event.objects.filter(person__in=people).values("person").annotate(end=Max("position"))
    return dict(ends.values_list("person", "end"))


def moment(event_id: str) -> Moment:
    """Now, for an event of a given id, so that what is sent twice is kept once."""
    return Moment(clock.now(), event_id)


def forget_erased(instance: Person, **_: Any) -> None:
    """Let nothing of an erased person stay in the memory of this process."""
    REMEMBERED.forget(instance.pk)
