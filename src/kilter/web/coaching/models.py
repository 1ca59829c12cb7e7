"""Coached sets, repetition by repetition, and what the camera saw of them as a moving skeleton. No picture is kept."""

from typing import ClassVar

from django.db import models

from kilter.web.people.models import Person
from kilter.web.site.privacy import Erasure, PersonalData


class CoachedSet(models.Model):
    """A finished set as the page sent it; what training made of it stands in the record."""

    personal_data: ClassVar = PersonalData(
        "sets before the camera: each repetition with its range, tempo and faults, pain, effort", Erasure.WITH_USER
    )

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="coached_sets")
    set_id = models.UUIDField()
    on = models.DateField()
    exercise = models.CharField(max_length=100)
    body = models.TextField()
    """What was sent, checked, as JSON."""
    kept_at = models.DateTimeField()

    class Meta:
        """What is sent twice is kept once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=("person", "set_id"), name="one_set_of_an_id")]

    def __str__(self) -> str:
        return str(self.set_id)


class Recording(models.Model):
    """The landmarks of a coached set, frame by frame; kept where the person wanted it."""

    personal_data: ClassVar = PersonalData("how the person moved in a set, as points of a skeleton", Erasure.WITH_USER)

    of = models.OneToOneField(CoachedSet, on_delete=models.CASCADE, related_name="recording", primary_key=True)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    """Bytes of the content."""

    def __str__(self) -> str:
        return f"recording of {self.of_id}"
