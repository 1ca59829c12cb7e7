"""The shipped rules, and an office worker's record that has just begun."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kilter.adapters.files import read_text
from kilter.adapters.knowledge_files import load_catalogue
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.documents import read_document
from kilter.programme.progression.deciding import begin
from kilter.programme.progression.limits import Limits
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import Start, TrainingState
from kilter.screening.form import read_screening
from kilter.services.record.starting import start_of
from kilter.services.screen import Screener

EXAMPLE = Path(__file__).parents[3] / "examples" / "office_worker.yaml"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped knowledge."""
    return load_catalogue()


@pytest.fixture(scope="session")
def book(catalogue: Catalogue) -> Rulebook:
    """The shipped rules."""
    return Rulebook.of(catalogue)


@pytest.fixture(scope="session")
def limits(book: Rulebook) -> Limits:
    """The numbers of the shipped rules."""
    return book.limits


@pytest.fixture(scope="session")
def start(catalogue: Catalogue) -> Start:
    """What the office worker's record begins with, on a Monday, as if nothing had been measured."""
    screening = read_screening(read_document(read_text(EXAMPLE), EXAMPLE.name), catalogue)
    profile = Screener.of(catalogue).profile(screening)
    begun, _ = start_of(profile, catalogue, date(2026, 3, 2), usual_pain=1)
    return replace(begun, results=())


@pytest.fixture
def state(start: Start) -> TrainingState:
    """The office worker's record on its first day."""
    return begin(start)
