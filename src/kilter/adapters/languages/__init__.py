"""The languages that Kilter speaks beside English: their translations, read from the files that stand here.

A folder holds one language: ``knowledge.po`` what the knowledge says, ``sentences.po`` what the code says. People and
their tools write these; ``.mo`` files beside them are made of them when the package is built, and read here.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from kilter.language import ENGLISH, Language

FOLDER = Path(__file__).parent
DOMAINS = ("sentences", "knowledge")
_WAYS = {"de": (",", "%d.%m.%Y", True)}
"""Decimal sign, pattern of a day, and whether nouns have capitals."""

CODES = ("en", *_WAYS)


@cache
def language(code: str) -> Language:
    """A language by its code; English where it is not known, or its files were not made."""
    if code not in _WAYS:
        return ENGLISH
    translations: NullTranslations = NullTranslations()
    for domain in DOMAINS:
        path = FOLDER / code / f"{domain}.mo"
        if path.is_file():
            with path.open("rb") as file:
                read = GNUTranslations(file)
            read.add_fallback(translations)
            translations = read
    return Language(code, translations, *_WAYS[code])
