"""The knowledge, read once for as long as the server lives, and told in the language that is spoken."""

from functools import cache

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.languages import language
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.translation import translated
from kilter.language import ENGLISH, spoken
from kilter.services.screen import Screener


@cache
def _in_language(code: str) -> Screener:
    if code == ENGLISH.code:
        return Screener.of(load_catalogue())
    written = _in_language(ENGLISH.code).catalogue
    return Screener.of(translated(written, language(code).translations.gettext))


def screener() -> Screener:
    """The shipped knowledge with its compiled evidence model, in the language that is spoken."""
    return _in_language(spoken().code)


def catalogue() -> Catalogue:
    """The shipped knowledge, in the language that is spoken."""
    return screener().catalogue
