"""Tests done again: new entries join a screening, so that its profile is of the latest day and its trends of all."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from kilter.errors import DataError, Problem
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.documents import Path, show_path
from kilter.knowledge.references import suggest
from kilter.screening.form import Fault, Screening, TestEntry, bad_trials


def with_retest(
    screening: Screening,
    entries: Sequence[TestEntry],
    catalogue: Catalogue,
    *,
    screened_on: date,
    today: date,
    place: Callable[[Path], str] = show_path,
) -> Screening:
    """Add the entries of later days to a screening.

    Args:
        screening: as it stands.
        entries: tests done again, or for the first time, each with its day.
        catalogue: the knowledge.
        screened_on: the day of the first screening; its entries without a date take it, for the days to be told apart.
        today: the latest day that an entry may have.
        place: how a path such as ``("tests", 0, "date")``, into the new entries, is named in an error.

    Returns:
        the screening with all entries, each with its day.

    Raises:
        DataError: an unknown test or measure, a value that cannot be, a day that is missing, before the first
            screening or still to come, or a test that stands twice for one day; every fault at once.
    """
    known = tuple(_dated(entry, screened_on) for entry in screening.tests)
    faults = [
        *_unknown_tests(entries, catalogue),
        *bad_trials(entries, catalogue),
        *_bad_days(known, entries, screened_on, today),
    ]
    if faults:
        raise DataError(*(Problem(place(path), what, mend) for path, what, mend in faults))
    return screening.model_copy(update={"tests": (*known, *entries)})


def _dated(entry: TestEntry, screened_on: date) -> TestEntry:
    return entry if entry.date else entry.model_copy(update={"date": screened_on})


def _unknown_tests(entries: Sequence[TestEntry], catalogue: Catalogue) -> Iterator[Fault]:
    for number, entry in enumerate(entries):
        if entry.test not in catalogue.tests:
            what = f"There is no test “{entry.test}”."
            yield ("tests", number, "test"), what, suggest(entry.test, catalogue.tests)


def _bad_days(
    known: Sequence[TestEntry], entries: Sequence[TestEntry], screened_on: date, today: date
) -> Iterator[Fault]:
    taken = {(entry.test, entry.date) for entry in known}
    for number, entry in enumerate(entries):
        path: Path = ("tests", number, "date")
        if entry.date is None:
            yield path, f"The day of “{entry.test}” is missing.", f"Add date: {today}, or the day it was done."
            continue
        if entry.date < screened_on:
            what = f"“{entry.test}” is dated {entry.date}, before the first screening on {screened_on}."
            yield path, what, "Check the date; what was measured earlier belongs into the screening itself."
        elif entry.date > today:
            yield path, f"“{entry.test}” is dated {entry.date}, which is still to come.", "Check the date."
        if (entry.test, entry.date) in taken:
            mend = "Put the trials of one day into one entry."
            yield path, f"“{entry.test}” stands twice for {entry.date}.", mend
        taken.add((entry.test, entry.date))
