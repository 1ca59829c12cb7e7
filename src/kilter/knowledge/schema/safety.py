"""Safety as data: triage levels, red flags, triage rules, precautions and stop rules."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from kilter.body.positions import Position
from kilter.knowledge.schema.citing import Cited, Id, Prose
from kilter.knowledge.schema.people import Answer, Pregnancy
from kilter.knowledge.validation import Closed


class Triage(StrEnum):
    """What may happen next, from the most to the least urgent."""

    EMERGENCY = "emergency"
    SEE_PROFESSIONAL = "see_professional"
    GO_WITH_CARE = "go_with_care"
    GO = "go"

    @property
    def stops(self) -> bool:
        """Whether the road ends here, with a letter instead of a programme."""
        return self in {Triage.EMERGENCY, Triage.SEE_PROFESSIONAL}

    @property
    def urgency(self) -> int:
        """3 for an emergency down to 0 for go."""
        return len(Triage) - 1 - list(Triage).index(self)


class Urgency(StrEnum):
    """How soon a professional should see the person."""

    NOW = "now"
    SAME_DAY = "same_day"
    WITHIN_2_WEEKS = "within_2_weeks"
    ROUTINE = "routine"
    NONE = "none"

    @property
    def triage(self) -> Triage:
        """The triage level that this urgency means."""
        return {
            Urgency.NOW: Triage.EMERGENCY,
            Urgency.SAME_DAY: Triage.SEE_PROFESSIONAL,
            Urgency.WITHIN_2_WEEKS: Triage.SEE_PROFESSIONAL,
            Urgency.ROUTINE: Triage.GO_WITH_CARE,
            Urgency.NONE: Triage.GO,
        }[self]


class UrgencyText(Cited):
    """What to tell a person whose answers have this urgency."""

    id: Urgency
    headline: Prose
    advice: Prose


class RedFlag(Cited):
    """A question whose answer can end the road, whatever else is true."""

    id: Id
    name: Prose
    ask: Prose
    urgency: Urgency
    if_unsure: Urgency
    clinic_only: bool = False
    tell_professional: Prose

    def urgency_of(self, answer: Answer) -> Urgency | None:
        """How urgent an answer is; None when it raises nothing."""
        return {Answer.YES: self.urgency, Answer.UNSURE: self.if_unsure}.get(answer)


class AgeBelow(Closed):
    """The person is younger than this."""

    kind: Literal["age_below"]
    years: float


class AgeAtLeast(Closed):
    """The person is this old or older."""

    kind: Literal["age_at_least"]
    years: float


class PainAtLeast(Closed):
    """Some symptom hurts this much or more (0-10)."""

    kind: Literal["pain_at_least"]
    points: float
    signs: tuple[Id, ...] = ()
    """Only these signs; any sign when empty."""


class SignPresent(Closed):
    """The person reports this sign on either side."""

    kind: Literal["sign_present"]
    sign: Id


class Reported(Closed):
    """The person reports the condition that the precaution itself asks about."""

    kind: Literal["reported"]


class PregnancyIs(Closed):
    """The person is in one of these stages."""

    kind: Literal["pregnancy_is"]
    stages: tuple[Pregnancy, ...]


class MeasureReaches(Closed):
    """A measured value on either side is at or beyond the limit; exactly one of the limits is given."""

    kind: Literal["measure_reaches"]
    test: Id
    measure: Id
    at_least: float | None = None
    at_most: float | None = None
    with_signs: tuple[Id, ...] = ()
    """Only when one of these signs is reported too; always when empty."""


Condition = Annotated[
    AgeBelow | AgeAtLeast | PainAtLeast | SignPresent | Reported | PregnancyIs | MeasureReaches,
    Field(discriminator="kind"),
]


class TriageRule(Cited):
    """A rule over the whole screening that raises the triage level."""

    id: Id
    name: Prose
    when: Condition
    urgency: Urgency
    say: Prose


class Precaution(Cited):
    """A circumstance that changes what is offered, without ending the road unless its urgency says so."""

    id: Id
    name: Prose
    ask: Prose | None = None
    """The question a person answers; none when it follows from other answers only."""
    applies_when: Annotated[tuple[Condition, ...], Field(min_length=1)]
    """Any one of these is enough."""
    urgency: Urgency = Urgency.NONE
    avoid_positions: tuple[Position, ...] = ()
    gentle_only: bool = False
    """Only the easier levels are offered."""
    advice: Annotated[tuple[Prose, ...], Field(min_length=1)]


class StopRule(Cited):
    """When to stop a set, a session, or the programme."""

    id: Id
    when: Prose
    do: Prose
