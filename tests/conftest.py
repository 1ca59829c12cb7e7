"""What holds for every test."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from kilter.adapters.knowledge_files import load_catalogue
from kilter.knowledge.catalogue import Catalogue
from kilter.services.screen import Screener

# What tests keep to start faster lies with the other caches of testing, not in the home of whoever runs them.
os.environ["KILTER_CACHE"] = str(Path(__file__).parents[1] / ".pytest_cache" / "kilter")

# Where workers share the cores, any deadline is a matter of luck. In CI the runs are repeatable as well.
settings.register_profile("local", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped knowledge, loaded once."""
    return load_catalogue()


@pytest.fixture(scope="session")
def screener(catalogue: Catalogue) -> Screener:
    """The shipped knowledge with its compiled evidence model."""
    return Screener.of(catalogue)
