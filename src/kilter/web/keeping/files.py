"""All that is kept of a person in one file: when they agreed, answers under way, the record, and coached sets.

The record stands in it as the text that “kilter record export” writes, so that its checksum holds; a file of
that command alone is taken as well.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kilter.adapters import clock
from kilter.adapters.record import export_record, import_record
from kilter.errors import DataError, Problem
from kilter.knowledge.documents import NOT_TEXT
from kilter.web.coaching.api import TakenAlong, bring_in, take_along
from kilter.web.people.models import Person
from kilter.web.records.api import record_of, store_of
from kilter.web.screening.api import bring_in_answers, draft_of

_AGAIN = "Choose the file that “Export” gave you, unchanged."
MOST_ANSWERS = 2000
MOST_SETS = 50_000


class _Everything(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    kilter_data: Literal[1, 2]
    """The first version had no coached sets."""
    exported_at: str
    agreed_at: str
    answers: dict[Annotated[str, Field(max_length=200)], Annotated[str, Field(max_length=2000)]] = Field(
        max_length=MOST_ANSWERS
    )
    record: str
    coached: list[TakenAlong] = Field(default_factory=list, max_length=MOST_SETS)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in."""

    events: int
    answers: int
    sets: int


def export_everything(person: Person) -> str:
    """All that is kept of a person, as one file.

    Raises:
        RecordError: the record cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.json"
        export_record(path, store_of(person))
        record = path.read_text(encoding="utf-8")
    everything = _Everything(
        kilter_data=2,
        exported_at=clock.now().isoformat(),
        agreed_at=person.consented_at.isoformat(),
        answers=dict(draft_of(person).answers),
        record=record,
        coached=take_along(person),
    )
    return json.dumps(everything.model_dump(), ensure_ascii=False, indent=1) + "\n"


def import_everything(person: Person, content: bytes) -> Brought:
    """Bring in what was exported, here or with ``kilter record export``; all of it or nothing.

    Raises:
        DataError: the file is no export, is cut short or changed.
        UsageError: there is something else here already.
        RecordError: the record cannot be written.
    """
    text = _text(content)
    everything = None if text.startswith('{"kilter_record"') else _read(text)
    record = text if everything is None else everything.record
    answers = {} if everything is None else everything.answers
    coached = [] if everything is None else everything.coached
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.json"
        path.write_text(record, encoding="utf-8", newline="")
        events = import_record(path, store_of(person))
        sets = bring_in(person, coached)
        if answers:
            bring_in_answers(person, answers)
        record_of(person)  # what no Kilter can read is not taken in; last, since it is remembered
    return Brought(len(events), len(answers), sets)


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise DataError(Problem("file", "This is no text, and so no export of Kilter.", _AGAIN)) from None


def _read(text: str) -> _Everything:
    try:
        everything = _Everything.model_validate_json(text)
    except (ValidationError, RecursionError):
        raise DataError(Problem("file", "This is no export of Kilter, or it was changed.", _AGAIN)) from None
    if any(NOT_TEXT.search(answer) for answer in everything.answers.values()):
        raise DataError(Problem("file", "There are control characters in the answers.", _AGAIN))
    return everything
