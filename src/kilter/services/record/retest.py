"""Tests done again: what they change in the profile, and what the record keeps of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import Field, TypeAdapter

from kilter.body.sides import Side
from kilter.errors import DataError, Problem
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.documents import Document, Path
from kilter.knowledge.validation import Closed, validate
from kilter.programme.progression.logs import Retested
from kilter.screening.form import RecordingEntry, Screening, TestEntry
from kilter.screening.new_entries import with_retest
from kilter.screening.profile import Profile
from kilter.screening.retest import RetestPlan, schedule_retests
from kilter.screening.trend import MeasureTrend, trends_of
from kilter.services.ports import MovementTestReader, WalkReader
from kilter.services.record.record import Record
from kilter.services.record.results import result_of
from kilter.services.screen import Screener, with_recordings


class RetestFile(Closed):
    """Tests done again, as a person writes them down."""

    kilter_retest: Literal[1]
    tests: tuple[TestEntry, ...] = ()
    recordings: Annotated[tuple[RecordingEntry, ...], Field(max_length=50)] = ()


Entry = TypeVar("Entry", TestEntry, RecordingEntry)
_ENTRIES = TypeAdapter(tuple[TestEntry, ...])


@dataclass(frozen=True, slots=True)
class Story:
    """A record with its screening: as it began, and as it is known today."""

    first: Profile
    now: Profile
    started_on: date
    repeated: tuple[TestEntry, ...]
    """What was tested since, in the order in which it was logged."""


def story_of(record: Record, screener: Screener) -> Story:
    """The profile that the record began with, and the one that all its tests give; the old one is kept."""
    first = Screening.model_validate_json(record.screening)
    on = record.state.start.on
    repeated = tuple(
        entry
        for _, body in record.history
        if isinstance(body, Retested)
        for entry in _ENTRIES.validate_json(body.entries)
    )
    now = with_retest(first, repeated, screener.catalogue, screened_on=_screened_on(first, on), today=date.max)
    return Story(screener.profile(first), screener.profile(now), on, repeated)


def _screened_on(screening: Screening, start: date) -> date:
    """The day that undated tests of the first screening take: the earliest known, at the latest the first day."""
    return min([start, *(entry.date for entry in screening.tests if entry.date is not None)])


def trends_in(story: Story, catalogue: Catalogue) -> tuple[MeasureTrend, ...]:
    """What became of each measure since the first screening."""
    screened_on = _screened_on(story.first.screening, story.started_on)
    return trends_of(story.now.screening, catalogue, screened_on=screened_on)


def due_tests(story: Story, catalogue: Catalogue, today: date) -> RetestPlan:
    """Which tests to repeat, and when."""
    return schedule_retests(story.first, catalogue, start=story.started_on, today=today, repeated=story.repeated)


def read_retest(
    document: Document,
    record: Record,
    screener: Screener,
    today: date,
    read_walk: WalkReader,
    read_test: MovementTestReader,
) -> tuple[TestEntry, ...]:
    """Read a file of repeated tests, its recordings measured; entries without a day take today.

    Raises:
        DataError: the document, or a recording that it names, is wrong; every fault at once.
    """
    file = validate(RetestFile, document)
    if not file.tests and not file.recordings:
        raise DataError(Problem(document.place(()), "There is no test in it.", "Add tests: or recordings:."))
    screening = Screening.model_validate_json(record.screening)
    asked = screening.model_copy(
        update={
            "tests": tuple(_on(entry, today) for entry in file.tests),
            "recordings": tuple(_on(entry, today) for entry in file.recordings),
        }
    )
    return with_recordings(asked, document, screener.catalogue, read_walk, read_test).tests


def _on(entry: Entry, today: date) -> Entry:
    return entry if entry.date else entry.model_copy(update={"date": today})


def retested(
    record: Record,
    screener: Screener,
    entries: Sequence[TestEntry],
    today: date,
    place: Document | None = None,
) -> Retested:
    """What the record is to keep of repeated tests: the entries, what they come to, and what they point to.

    Args:
        record: with the tests before.
        screener: makes the profile.
        entries: the tests done again, each with its day.
        today: the day on which they are logged.
        place: where they stand, for the problems.

    Raises:
        DataError: they do not fit the screening; every fault at once.
    """
    before = story_of(record, screener)
    screened_on = _screened_on(before.first.screening, before.started_on)

    def place_of(path: Path) -> str:
        return place.place(path) if place is not None else ".".join(str(part) for part in path)

    screening = with_retest(
        before.now.screening, entries, screener.catalogue, screened_on=screened_on, today=today, place=place_of
    )
    after = screener.profile(screening)
    tested = {entry.test for entry in entries}
    trends = {
        (trend.test, trend.measure): trend
        for trend in trends_of(screening, screener.catalogue, screened_on=screened_on)
    }
    return Retested(
        on=max(entry.date or today for entry in entries),
        entries=json.dumps([entry.model_dump(mode="json", exclude_none=True) for entry in entries]),
        results=tuple(
            result_of(finding, trends.get((finding.test, finding.measure)))
            for finding in after.findings
            if finding.test in tested
        ),
        outside=_outside(before.now, after, screener.catalogue),
        stops=after.triage.stops,
    )


def _outside(before: Profile, after: Profile, catalogue: Catalogue) -> tuple[str, ...]:
    """What is new and belongs to a professional: impairments that exercise does not treat, and triage that turned."""
    known = {(view.impairment, side) for view in before.treated for side in Side if view.sides[side].worth_treating}
    found = [
        catalogue.impairments[view.impairment].name
        for view in after.treated
        if catalogue.impairments[view.impairment].refer
        and any(view.sides[side].worth_treating and (view.impairment, side) not in known for side in Side)
    ]
    if after.triage.stops and not before.triage.stops:
        found.append(after.triage.headline)
    return tuple(found)
