"""Events as rows."""

from typing import Any, ClassVar, NoReturn

from django.db import models

from kilter.web.people.models import Person
from kilter.web.site.privacy import Erasure, PersonalData


class Event(models.Model):
    """One event of a person's record; the database itself refuses to change one."""

    personal_data: ClassVar = PersonalData(
        "answers, test results, training, pain, and what was decided from them", Erasure.WITH_USER
    )

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="events")
    position = models.PositiveIntegerField()
    event_id = models.TextField()
    at = models.TextField()
    """ISO 8601 with its offset from UTC, which a column for times would lose."""
    kind = models.TextField()
    body = models.TextField()

    class Meta:
        """Two writers cannot take the same place, nor an id stand for two events."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=("person", "position"), name="one_event_at_a_position"),
            models.UniqueConstraint(fields=("person", "event_id"), name="one_event_of_an_id"),
            models.CheckConstraint(condition=models.Q(position__gte=1), name="positions_from_one"),
        ]

    def __str__(self) -> str:
        return f"event {self.position}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - Django's signature
        """Refuse: events are added by the store alone."""
        raise TypeError("events are appended through DjangoEventStore")
