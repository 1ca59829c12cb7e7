"""The one file in which a record travels.

It is JSON, laid out like this and not otherwise, so that what is read is written again byte for byte:

    {"kilter_record": 1, "events": [
    {"id": "…", "at": "2026-01-31T18:30:00+01:00", "kind": "…", "body": {…}},
    {"id": "…", "at": "2026-01-31T18:31:00+01:00", "kind": "…", "body": {…}}
    ], "sha256": "…"}

The events stand in their order. ``body`` is each event's own text, character for character, and ``sha256`` is that of
the events as they stand in the file, from ``[`` to ``]``, in UTF-8.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kilter.adapters.files import read_text, write_atomically
from kilter.errors import DataError, Problem, UsageError
from kilter.services.json_text import SHAPE_READER, end_of_value
from kilter.services.ports import EventStore, NewEvent, StoredEvent

VERSION = 1
LARGEST_BYTES = 2**30
_OPENING = f'{{"kilter_record": {VERSION}, "events": '
_SHOWN = 5
_AGAIN = "Export the record again, and copy the file whole."


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", defer_build=True)


class _Event(_Shape):
    id: str
    at: str
    kind: str
    body: Any


class _Export(_Shape):
    kilter_record: int
    events: list[_Event]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


def export_record(path: Path, store: EventStore) -> int:
    """Write all that a record holds into one file, which only its owner may read.

    Args:
        path: the file; one that is there is replaced once the new one is whole.
        store: the record.

    Returns:
        how many events were written.

    Raises:
        RecordError: the record cannot be read.
        UsageError: the file cannot be written.
    """
    events = store.read()
    text = _events_text(events)
    write_atomically(path, _document(text, _hash(text)).encode(), private=True)
    return len(events)


def import_record(path: Path, store: EventStore) -> tuple[StoredEvent, ...]:
    """Bring an exported record into an empty one, or into one that holds its beginning.

    Args:
        path: the exported file.
        store: the record to add to.

    Returns:
        the events that were added; none if all were there already.

    Raises:
        DataError: the file is no export, is cut short or changed, or comes from a newer Kilter.
        UsageError: the record holds something else, or more.
        RecordError: the record cannot be read or written.
    """
    events = read_export(path)
    kept = store.read()
    if len(kept) > len(events) or any(_content(new) != _content(old) for new, old in zip(events, kept, strict=False)):
        what = f"The record holds {len(kept)} events that are not the beginning of those in the file."
        mend = "Bring the file into a new record; two records are never mixed."
        raise UsageError(Problem(str(path), what, mend))
    return store.append(events[len(kept) :], after=len(kept))


def read_export(path: Path) -> tuple[NewEvent, ...]:
    """Read the events of an exported record, and prove that they are as they were exported.

    Raises:
        DataError: the file is no export, is cut short or changed, or comes from a newer Kilter.
    """
    text = read_text(path, largest_bytes=LARGEST_BYTES)
    export = _parsed(path, text)
    _check_ids(path, export.events)
    events = _events(path, text, export.events)
    rewritten = _events_text(events)
    if _document(rewritten, export.sha256) != text:
        raise _changed(path)
    if _hash(rewritten) != export.sha256:
        what = "The events do not fit the checksum: something in them was changed or damaged."
        raise DataError(Problem(f"{path}: sha256", what, _AGAIN))
    return events


def _parsed(path: Path, text: str) -> _Export:
    try:
        data = SHAPE_READER.decode(text)
    except RecursionError:
        raise DataError(Problem(str(path), "The file is nested too deeply.", "Is it the right file?")) from None
    except ValueError as error:
        place = f"{path}:{getattr(error, 'lineno', 1)}"
        raise DataError(Problem(place, f"This is not JSON, or is cut short ({error}).", _AGAIN)) from None
    if not isinstance(data, dict) or "kilter_record" not in data:
        mend = "Name a file that “export” wrote."
        raise DataError(Problem(str(path), "This is no exported record of Kilter.", mend))
    version = data["kilter_record"]
    if isinstance(version, int) and version > VERSION:
        what = f"The file was written by a newer Kilter (version {version}; this one knows {VERSION})."
        raise DataError(Problem(f"{path}: kilter_record", what, "Update Kilter."))
    try:
        return _Export.model_validate(data)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        raise DataError(
            *(
                Problem(f"{path}: {'.'.join(str(step) for step in fault['loc'])}", f"{fault['msg']}.", _AGAIN)
                for fault in faults[:_SHOWN]
            )
        ) from None


def _check_ids(path: Path, events: Sequence[_Event]) -> None:
    twice = [id_ for id_, count in Counter(event.id for event in events).items() if count > 1]
    if twice:
        raise DataError(
            *(Problem(f"{path}: id {id_!r}", "Several events have this id.", _AGAIN) for id_ in twice[:_SHOWN])
        )


def _events(path: Path, text: str, read: Iterable[_Event]) -> tuple[NewEvent, ...]:
    """The events, with their bodies as they stand in the text."""
    events = []
    place = len(_OPENING) + len("[")
    for event in read:
        head = _head(event.id, event.at, event.kind)
        if not text.startswith(head, place):
            raise _changed(path)
        start = place + len(head)
        end = end_of_value(text, start)
        try:
            events.append(NewEvent(event.id, datetime.fromisoformat(event.at), event.kind, text[start:end]))
        except (ValueError, UsageError):
            what = "No record holds an event with such an id, time, kind or body."
            raise DataError(Problem(f"{path}: event {event.id!r}", what, _AGAIN)) from None
        place = end + len("},")
    return tuple(events)


def _changed(path: Path) -> DataError:
    what = "The file is not as it was exported: it was changed, or saved by a program that lays it out anew."
    return DataError(Problem(str(path), what, _AGAIN))


def _document(events: str, checksum: str) -> str:
    return f'{_OPENING}{events}, "sha256": "{checksum}"}}\n'


def _events_text(events: Iterable[NewEvent | StoredEvent]) -> str:
    lines = (_head(event.id, event.at.isoformat(), event.kind) + event.body + "}" for event in events)
    return "[" + ",".join(lines) + "\n]"


def _head(id_: str, at: str, kind: str) -> str:
    """The line of an event up to its body."""
    known = json.dumps({"id": id_, "at": at, "kind": kind}, ensure_ascii=False)
    return f'\n{known[:-1]}, "body": '


def _hash(events: str) -> str:
    return hashlib.sha256(events.encode()).hexdigest()


def _content(event: NewEvent | StoredEvent) -> tuple[str, str, str, str]:
    """What makes two events the same; times as text, since times of different zones may differ while being equal."""
    return event.id, event.at.isoformat(), event.kind, event.body
