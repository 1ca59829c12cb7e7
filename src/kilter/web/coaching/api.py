"""What other apps may ask of coached sets: which there are, what was seen, and taking them along."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kilter.adapters import clock
from kilter.errors import DataError, Problem
from kilter.web.coaching.keeping import keep_recording
from kilter.web.coaching.models import CoachedSet, Recording
from kilter.web.coaching.posted import MOST_BYTES, SentSet, read_posted
from kilter.web.coaching.recordings import MOST_BYTES as MOST_RECORDING_BYTES
from kilter.web.coaching.recordings import SkeletonRecording, unpack
from kilter.web.people.models import Person

__all__ = [
    "CoachedSetShown",
    "SkeletonRecording",
    "TakenAlong",
    "bring_in",
    "coached_sets",
    "recording_of",
    "take_along",
]


@dataclass(frozen=True, slots=True)
class CoachedSetShown:
    """A coached set, and whether its recording is kept."""

    id: UUID
    on: date
    exercise: str
    seen: SentSet
    is_recorded: bool


def coached_sets(person: Person) -> tuple[CoachedSetShown, ...]:
    """The coached sets of a person, the latest first."""
    rows = CoachedSet.objects.filter(person=person).order_by("-on", "-kept_at", "-pk")
    recorded = set(Recording.objects.filter(of__person=person).values_list("pk", flat=True))
    return tuple(
        CoachedSetShown(row.set_id, row.on, row.exercise, read_posted(row.body), row.pk in recorded) for row in rows
    )


def recording_of(person: Person, set_id: UUID) -> SkeletonRecording | None:
    """What the camera saw of a set of a person; None where no such set, or nothing of it, is kept."""
    row = Recording.objects.filter(of__person=person, of__set_id=set_id).first()
    return None if row is None else unpack(bytes(row.content))


class TakenAlong(BaseModel):
    """A coached set in the file of all that is kept of a person."""

    model_config = ConfigDict(strict=True, extra="forbid")

    seen: str = Field(max_length=MOST_BYTES)
    """The set as JSON."""
    recording: str | None = Field(None, max_length=2 * MOST_RECORDING_BYTES)
    """Its recording as it is kept, in base 64."""


def take_along(person: Person) -> list[TakenAlong]:
    """All coached sets of a person for a file, the first one first."""
    rows = CoachedSet.objects.filter(person=person).select_related("recording").order_by("pk")
    return [TakenAlong(seen=row.body, recording=_as_text(row)) for row in rows]


def _as_text(row: CoachedSet) -> str | None:
    content = row.recording.content if hasattr(row, "recording") else None
    return None if content is None else base64.b64encode(bytes(content)).decode()


def bring_in(person: Person, taken: Sequence[TakenAlong]) -> int:
    """Bring in the coached sets of a file, beside the record that goes with them; how many were new.

    Raises:
        DataError: one of them is none.
    """
    new = 0
    for one in taken:
        seen = read_posted(one.seen)
        known = {"on": seen.on, "exercise": seen.exercise, "body": one.seen, "kept_at": clock.now()}
        _, is_new = CoachedSet.objects.get_or_create(person=person, set_id=seen.set, defaults=known)
        new += is_new
        if one.recording is not None:
            keep_recording(person, seen.set, unpack(_as_bytes(one.recording)))
    return new


def _as_bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise DataError(Problem("file", "A recording in it is damaged.", "Choose the file unchanged.")) from None
