"""The language in which something is said to a person; what stands in the code and in the knowledge is English.

Whoever opens the door (a page, a socket) says in which language the work below is to speak, with ``speaking``. All
below asks with ``say`` and never names a language. What is kept is English: it is translated when it is shown.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from gettext import NullTranslations
from string import Formatter
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its translations and how it writes numbers and days."""

    code: str
    """As browsers and HTML name it, for example ``de``."""
    translations: NullTranslations = field(default_factory=NullTranslations)
    decimal_sign: str = "."
    day_pattern: str = "%Y-%m-%d"
    capital_nouns: bool = False
    """Whether nouns keep their capital in the middle of a sentence."""


ENGLISH = Language("en")
_SPOKEN: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


def spoken() -> Language:
    """The language that is spoken now."""
    return _SPOKEN.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language until the end of the block."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def mark(text: str) -> str:
    """Name a text of a table as one to be translated; it is said later, with ``say``."""
    return text


def say(text: str, /, **values: object) -> str:
    """A sentence in the language that is spoken; English where that has no translation of it.

    Args:
        text: the English sentence, with ``{name}`` for what is put in.
        values: what is put in; numbers and days are written as the language writes them.

    >>> say("A set of {seconds:g} s", seconds=30.0)
    'A set of 30 s'
    """
    told = _SPOKEN.get().translations.gettext(text) if text else text
    return _FILL.vformat(told, (), values) if values else told


class Spoken(Mapping[K, V]):
    """A table of words, each said in the language that is spoken when it is looked up; ``mark`` its words."""

    def __init__(self, words: Mapping[K, V]) -> None:
        self._words = words

    def __getitem__(self, key: K) -> V:
        value: V = _in_language(self._words[key])
        return value

    def __iter__(self) -> Iterator[K]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def _in_language(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_in_language, value))
    return say(value) if type(value) is str else value


def say_as(context: str, text: str, /) -> str:
    """A word that means several things in English, as one of them: “right” as a side."""
    return _SPOKEN.get().translations.pgettext(context, text)


def say_many(one: str, many: str, number: int, /, **values: object) -> str:
    """The same for a number of things, in the form that the language wants for it; ``{n}`` is the number."""
    told = _SPOKEN.get().translations.ngettext(one, many, number)
    return _FILL.vformat(told, (), {"n": number, **values})


def written(value: float, form: str = "g") -> str:
    """A number as the language writes it.

    >>> written(2.5)
    '2.5'
    """
    return in_figures(format(value, form))


def in_figures(number: str) -> str:
    """A number written the English way, as the language writes it."""
    return number.replace(".", _SPOKEN.get().decimal_sign)


class _Fill(Formatter):
    def format_field(self, value: Any, format_spec: str) -> Any:
        if isinstance(value, date) and not format_spec:
            return value.strftime(_SPOKEN.get().day_pattern)
        told = super().format_field(value, format_spec)
        return in_figures(told) if isinstance(value, float) else told


_FILL = _Fill()
