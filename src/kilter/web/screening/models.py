"""The answers of a screening that is under way."""

from typing import ClassVar

from django.db import models

from kilter.web.people.models import Person
from kilter.web.site.privacy import Erasure, PersonalData


class Answer(models.Model):
    """One accepted answer; the empty text is a skipped question."""

    personal_data: ClassVar = PersonalData("an answer about one's body, life or goals", Erasure.WITH_USER)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One answer a question, in the order of the first answering."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=("person", "question"), name="one_answer_a_question")]

    def __str__(self) -> str:
        return f"answer to {self.question}"
