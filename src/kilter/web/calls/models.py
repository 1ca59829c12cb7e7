"""Tokens, of which only the fingerprint is kept."""

import uuid
from typing import ClassVar

from django.db import models

from kilter.web.calls.scopes import Scope
from kilter.web.people.models import Person
from kilter.web.site.privacy import Erasure, PersonalData


class Token(models.Model):
    """A key to one person's data; whoever holds it may do what its scopes say, until it ends."""

    personal_data: ClassVar = PersonalData("that programs may reach the data, and when one last did", Erasure.WITH_USER)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64, unique=True)
    """SHA-256 of the token, in hexadecimal digits; the token itself is random enough to need no salt."""
    scopes = models.CharField(max_length=60)
    """Set apart by spaces."""
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def allowed(self) -> frozenset[Scope]:
        """What it is for."""
        return frozenset(Scope(scope) for scope in self.scopes.split())
