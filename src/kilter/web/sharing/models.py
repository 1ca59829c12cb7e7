"""Invitations, what came of them, and each look and change by another: rows that are only ever added."""

from datetime import datetime
from typing import Any, ClassVar, NoReturn
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from kilter.web.people.models import Person, User
from kilter.web.site.privacy import Erasure, PersonalData


class Right(models.TextChoices):
    """What somebody else may do."""

    LOOK = "look", _("Look")
    DECIDE = "decide", _("Look and decide")


class Act(models.TextChoices):
    """What somebody else did."""

    READ = "read", _("looked at")
    CHANGED = "changed", _("changed")


class Invitation(models.Model):
    """One code that lets one clinician in, once; the code itself is not kept."""

    personal_data: ClassVar = PersonalData("that somebody was invited, and by which name", Erasure.WITH_USER)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    code_hash = models.CharField(max_length=64, unique=True)
    person_name = models.CharField(max_length=100)
    right = models.CharField(max_length=10, choices=Right)
    days = models.PositiveSmallIntegerField()
    """How long the share lasts from the day on which it is taken up."""
    made_at = models.DateTimeField()
    open_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Share(models.Model):
    """One clinician's access to one person, from a moment to a moment."""

    personal_data: ClassVar = PersonalData(
        "who may look at whose record, by which names, and until when", Erasure.WITH_USER
    )

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shares")
    clinician = models.ForeignKey(User, on_delete=models.CASCADE, related_name="caseload")
    person_name = models.CharField(max_length=100)
    clinician_name = models.CharField(max_length=100)
    right = models.CharField(max_length=10, choices=Right)
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """When the person ended it before its time, or another took its place."""

    class Meta:
        """A clinician has one share of a person at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("person", "clinician"),
                condition=models.Q(ended_at__isnull=True),
                name="one_share_of_a_person_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"

    def in_force(self, now: datetime) -> bool:
        """Whether it opens anything at a moment."""
        return self.ended_at is None and self.since <= now < self.until

    @property
    def may_decide(self) -> bool:
        """Whether it lets approve and edit."""
        return self.right == Right.DECIDE


class Access(models.Model):
    """One look or change by another; the database itself refuses to change one.

    Who it was stands in it as text: it has to outlast the account of who looked.
    """

    personal_data: ClassVar = PersonalData(
        "who looked at or changed what of a person's, and when; the clinician's name and address stay in it for as "
        "long as the person keeps their record",
        Erasure.WITH_USER,
    )

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="accesses")
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=100)
    by_email = models.EmailField()
    act = models.CharField(max_length=10, choices=Act)
    what = models.CharField(max_length=40)
    """Which of the things that can be opened, see ``sharing.told``."""
    about = models.CharField(max_length=200, blank=True)

    class Meta:
        """The latest first, which is how they are read."""

        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=("person", "-id"), name="accesses_of_a_person")]

    def __str__(self) -> str:
        return f"access {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; an entry that stands is not written again."""
        if not self._state.adding:
            raise TypeError("what was looked at is only ever added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - Django's signature
        """Refuse: entries go only with the person who erases everything."""
        raise TypeError("what was looked at goes only with the person")
