"""The translations say what the program says now, in every language that a page can be read in."""

import re

import pytest
from babel.messages.pofile import read_po
from tools.messages import brought_up_to_date, codes, path_of

FILLED_IN = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?\w+[^>]*>")


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("domain", ["django", "sentences", "knowledge"])
def test_the_files_are_current(domain: str, code: str) -> None:
    """Whoever changed a text has gathered it: `make messages`."""
    assert path_of(domain, code).read_text("utf-8") == brought_up_to_date(domain, code)


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("domain", ["django", "sentences", "knowledge"])
def test_every_text_is_translated(domain: str, code: str) -> None:
    """What pages, reports, the coach and the knowledge say is said in every language."""
    with path_of(domain, code).open("rb") as file:
        catalog = read_po(file, code)

    assert [one.id for one in catalog if one.id and (one.fuzzy or not all(_forms(one.string)))] == []


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("domain", ["django", "sentences", "knowledge"])
def test_what_is_filled_in_is_the_same_in_every_language(domain: str, code: str) -> None:
    """No value is lost, and none is asked for that is not there."""
    with path_of(domain, code).open("rb") as file:
        catalog = read_po(file, code)

    assert {
        text: string
        for one in catalog
        for text, string in zip(_forms(one.id), _forms(one.string), strict=False)
        if text and string and one.string and _filled(text) - {"%(n)s"} != _filled(string) - {"%(n)s"}
    } == {}


def _forms(text: object) -> tuple[str, ...]:
    """A text, or its singular and plural."""
    return tuple(text) if isinstance(text, tuple | list) else (str(text or ""),)


def _filled(text: str) -> set[str]:
    return set(FILLED_IN.findall(text))
