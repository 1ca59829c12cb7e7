"""The knowledge, read once for as long as the server lives."""

from functools import cache

from kilter.adapters.knowledge_files import load_catalogue
from kilter.knowledge.catalogue import Catalogue
from kilter.services.screen import Screener


@cache
def screener() -> Screener:
    """The shipped knowledge with its compiled evidence model."""
    return Screener.of(load_catalogue())


def catalogue() -> Catalogue:
    """The shipped knowledge."""
    return screener().catalogue
