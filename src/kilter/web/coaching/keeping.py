"""Keeping finished sets: what was seen, as it was sent, and what the record has of it; both or neither."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kilter.body.sides import Side
from kilter.errors import IdTakenError, Problem, UsageError
from kilter.programme.progression.logs import SetDone
from kilter.services.record.camera import CoachedSet as Seen
from kilter.services.record.camera import Told, sets_of
from kilter.services.record.events import Decided
from kilter.services.record.loads import load_of
from kilter.services.record.record import Moment, Record
from kilter.services.record.words import words_of_log
from kilter.web.coaching.models import CoachedSet, Recording
from kilter.web.coaching.posted import SentFault, SentSet, SentSide
from kilter.web.coaching.recordings import SkeletonRecording, pack
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.training.api import log_set

MOST_RECORDED_BYTES = 30_000_000
"""Of one person: some years of training; beyond that the oldest recordings go."""


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """A set of the record, and how it is said."""

    done: SetDone
    words: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a set.

    Args:
        is_new: whether it was kept now, and not before.
        logged: what the record has of it.
        decided: what followed from it.
        is_recorded: whether its recording is kept.
    """

    is_new: bool
    logged: tuple[LoggedSet, ...]
    decided: tuple[Decided, ...]
    is_recorded: bool


@transaction.atomic
def keep_set(person: Person, sent: SentSet, at: datetime) -> Kept:
    """Keep a set; one that is kept already is not taken in twice.

    Raises:
        UsageError: it does not fit the record; nothing was kept.
        IdTakenError: its id stands for another set.
        RecordError: the record cannot be written.
    """
    body = sent.model_dump_json()
    row, is_new = CoachedSet.objects.get_or_create(
        person=person,
        set_id=sent.set,
        defaults={"on": sent.on, "exercise": sent.exercise, "body": body, "kept_at": at},
    )
    if not is_new and row.body != body:
        raise IdTakenError(Problem("set", "This id stands for another set.", "Give each set an id of its own."))
    record = record_of(person)
    if is_new and sent.log:
        _log(sent, record, at)
    return Kept(is_new, *_found(sent.set, record), Recording.objects.filter(of=row).exists())


def _log(sent: SentSet, record: Record, at: datetime) -> None:
    if not record.begun:
        what, mend = "There is no programme yet.", "Plan one first, or keep the set without logging it."
        raise UsageError(Problem("log", what, mend))
    ladder = record.state.start.ladders.get(sent.exercise)
    sides = sent.sides if ladder is None or ladder.sides != (None,) else (_together(sent.sides),)
    told = Told(sent.reserve, sent.pain, sent.pain_kind, load_of(sent.load) if sent.load else None)
    for number, one in enumerate(sides):
        [done] = sets_of(_seen(sent, one), told, record.state, sent.on, record.book)
        done = replace(done, pain_place=sent.pain_place)
        if not sent.watched:
            done = replace(done, seen=False, clean_reps=None)
        log_set(record, done, Moment(at, _event_id(sent.set, number)))


def _event_id(set_id: UUID, number: int) -> str:
    return str(set_id) if number == 0 else f"{set_id}/{number + 1}"


def _seen(sent: SentSet, one: SentSide) -> Seen:
    """One side of a set as a record needs it."""
    seen = {
        "exercise": sent.exercise,
        "level": sent.level,
        "side": "both" if one.side is None else one.side.value,
        "repetitions": [
            {"complete": each.complete, "side": one.side and one.side.value, "faults": list(each.faults)}
            for each in one.repetitions
        ],
        "held_s": one.seconds or 0.0,
        "faults": {key: {"count": fault.count} for key, fault in one.faults.items()},
        "not_assessed": [{"what": each.what} for each in sent.not_assessed],
    }
    return Seen.model_validate_json(json.dumps(seen))


def _together(sides: Sequence[SentSide]) -> SentSide:
    """Both sides of an exercise that the record does not tell apart."""
    counts: Counter[str] = Counter()
    for one in sides:
        counts.update({key: fault.count for key, fault in one.faults.items()})
    seconds = [one.seconds for one in sides if one.seconds is not None]
    return SentSide(
        side=None,
        seconds=sum(seconds) if seconds else None,
        repetitions=tuple(each for one in sides for each in one.repetitions),
        faults={key: SentFault(count=count) for key, count in counts.items()},
    )


def _found(set_id: UUID, record: Record) -> tuple[tuple[LoggedSet, ...], tuple[Decided, ...]]:
    """What is in force in the record of a set, and what followed from it."""
    if not record.begun:
        return (), ()
    ids = {_event_id(set_id, number) for number, _ in enumerate(Side)}
    logged = tuple(
        LoggedSet(body, words_of_log(body, record.state, record.catalogue))
        for stored, body in record.history
        if stored.id in ids and isinstance(body, SetDone)
    )
    decided = tuple(body for _, body in record.history if isinstance(body, Decided) and body.cause in ids)
    return logged, decided


@transaction.atomic
def keep_recording(person: Person, set_id: UUID, recording: SkeletonRecording) -> bool | None:
    """Keep what the camera saw of a set; whether it was not kept before, None where there is no such set."""
    row = CoachedSet.objects.filter(person=person, set_id=set_id).first()
    if row is None:
        return None
    content = pack(recording)
    _, is_new = Recording.objects.get_or_create(of=row, defaults={"content": content, "size": len(content)})
    if is_new:
        _make_room(person)
    return is_new


def _make_room(person: Person) -> None:
    """Let the oldest recordings go where there are too many; their sets stay."""
    kept = Recording.objects.filter(of__person=person).order_by("-of__on", "-of__kept_at")
    total = 0
    too_many = []
    for key, size in kept.values_list("pk", "size"):
        total += size
        if total > MOST_RECORDED_BYTES:
            too_many.append(key)
    Recording.objects.filter(pk__in=too_many).delete()
