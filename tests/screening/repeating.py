"""A healthy adult whose tests are done again and again, for tests of trends and schedules."""

from datetime import date, timedelta
from typing import Literal

from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.people import Answer, Sex
from kilter.screening.form import Person, Screening, TestEntry, Trials, Wishes

FIRST = date(2026, 1, 5)


def person(catalogue: Catalogue, *entries: TestEntry, equipment: tuple[str, ...] = ()) -> Screening:
    """An adult of forty with no red flag and these tests."""
    flags = {flag.id: Answer.NO for flag in catalogue.red_flags.values() if not flag.clinic_only}
    return Screening(
        kilter_screening=1,
        person=Person(age_years=40, sex=Sex.MALE, height_cm=180, mass_kg=80),
        red_flags=flags,
        tests=entries,
        wishes=Wishes(equipment=equipment),
    )


def entry(
    test: str, measure: str, left: float | None, right: float | None, *, days: int | None = None, times: int = 1
) -> TestEntry:
    """A test so many days after the first; without a date when no days are given."""
    trials = Trials(left=_trials(left, times), right=_trials(right, times))
    return TestEntry(test=test, date=None if days is None else FIRST + timedelta(days=days), measures={measure: trials})


def wall(left: float | None, right: float | None, *, days: int | None = None) -> TestEntry:
    """The knee to the wall, in cm: higher is better, 1.8 can be told, and 2 between the sides matter."""
    return entry("knee_to_wall", "distance", left, right, days=days)


def _trials(value: float | None, times: int) -> tuple[float, ...] | Literal["not_tested"]:
    return "not_tested" if value is None else (value,) * times
