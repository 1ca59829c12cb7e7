"""Tests done again join the screening: profiles are of the latest day, trends of all; what cannot be is refused."""

from datetime import timedelta

import pytest
from tests.screening.repeating import FIRST, entry, person, wall

from kilter.errors import DataError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.documents import read_document
from kilter.screening.form import Screening, TestEntry, Trials
from kilter.screening.new_entries import with_retest
from kilter.screening.trend import trends_of
from kilter.services.screen import Screener

TODAY = FIRST + timedelta(days=60)


def _add(screening: Screening, catalogue: Catalogue, *entries: TestEntry) -> Screening:
    return with_retest(screening, entries, catalogue, screened_on=FIRST, today=TODAY)


def _refusal(screening: Screening, catalogue: Catalogue, *entries: TestEntry) -> list[str]:
    with pytest.raises(DataError) as refused:
        _add(screening, catalogue, *entries)
    return [str(problem) for problem in refused.value.problems]


def test_the_profile_takes_the_latest_and_the_trend_sees_all(screener: Screener) -> None:
    """After a repeat the finding is of the new day, and both days are in the trend."""
    before = person(screener.catalogue, wall(6, 12))

    after = _add(before, screener.catalogue, wall(11, 12, days=28))

    (finding,) = screener.profile(after).findings
    (trend,) = trends_of(after, screener.catalogue, screened_on=FIRST)
    assert finding.sides.left
    assert finding.sides.left.value == 11
    assert [point.value for point in trend.sides.left] == [6, 11]


def test_the_first_entries_get_the_day_of_the_screening(catalogue: Catalogue) -> None:
    """Where a test stands twice each entry needs its day, so those without one take the first; the old one is kept."""
    before = person(catalogue, wall(6, 12))

    after = _add(before, catalogue, wall(11, 12, days=28))

    assert [each.date for each in after.tests] == [FIRST, FIRST + timedelta(days=28)]
    assert before.tests[0].date is None


def test_nothing_new_changes_nothing_but_the_days(catalogue: Catalogue) -> None:
    """Adding no entry leaves the values alone."""
    before = person(catalogue, wall(6, 12, days=0))

    assert _add(before, catalogue) == before


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (entry("knee_to_wal", "distance", 1, 2, days=9), "tests[1].test: There is no test “knee_to_wal”. Did you mean"),
        (entry("knee_to_wall", "distanz", 1, 2, days=9), "tests[1].measures.distanz: The test “knee_to_wall” has no"),
        (wall(300, 10, days=9), "tests[1].measures.distance.left[1]: 300 cm cannot be"),
        (wall(9, 10), "tests[1].date: The day of “knee_to_wall” is missing. Add date: 2026-03-06"),
        (wall(9, 10, days=-1), "tests[1].date: “knee_to_wall” is dated 2026-01-04, before the first screening"),
        (wall(9, 10, days=61), "tests[1].date: “knee_to_wall” is dated 2026-03-07, which is still to come."),
        (wall(9, 10, days=0), "tests[1].date: “knee_to_wall” stands twice for 2026-01-05. Put the trials"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place_and_mend(new: TestEntry, said: str, catalogue: Catalogue) -> None:
    """Unknown names, impossible values and impossible days are told with where they stand and what to do."""
    problems = _refusal(person(catalogue, wall(6, 12)), catalogue, new)

    assert len(problems) == 1
    assert problems[0].startswith(said)


def test_the_same_test_twice_among_the_new_is_refused(catalogue: Catalogue) -> None:
    """A day holds one entry of a test."""
    problems = _refusal(person(catalogue), catalogue, wall(9, 10, days=9), wall(9, 11, days=9))

    assert [problem.split(":")[0] for problem in problems] == ["tests[2].date"]


def test_all_faults_are_told_at_once_and_where_the_reader_finds_them(catalogue: Catalogue) -> None:
    """A caller that read a file has its lines named."""
    document = read_document("tests:\n  - test: nope\n    measures: {x1: {both: [1]}}\n", "again.yaml")
    nope = TestEntry(test="nope", measures={"x1": Trials(both=(1.0,))})

    with pytest.raises(DataError) as refused:
        with_retest(person(catalogue), [nope], catalogue, screened_on=FIRST, today=TODAY, place=document.place)

    assert [problem.place for problem in refused.value.problems] == [
        "again.yaml:2: tests[1].test",
        "again.yaml:2: tests[1].date",
    ]
