"""The knowledge in another language: every text that is told to people, found by its mark and said anew."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel

from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.citing import Told

Say = Callable[[str], str]


def translated(catalogue: Catalogue, say: Say) -> Catalogue:
    """The same knowledge, told in another language.

    Args:
        catalogue: as it was written.
        say: gives each text in the other language; English where there is no translation.
    """
    values = {each.name: _said(getattr(catalogue, each.name), say, told=False) for each in _tables(catalogue)}
    return replace(catalogue, **values, written=catalogue)


def prose_of(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every text that is told to people, with the entry that it stands in, such as ``exercises/clamshell``."""
    for each in _tables(catalogue):
        value = getattr(catalogue, each.name)
        entries = value.items() if isinstance(value, Mapping) else [("", value)]
        for entry_id, entry in entries:
            found: list[str] = []
            _said(entry, lambda text, found=found: found.append(text) or text, told=False)  # type: ignore[misc]
            yield from ((f"{each.name}/{entry_id}".rstrip("/"), text) for text in found)


def _tables(catalogue: Catalogue) -> Iterator[Any]:
    return (each for each in fields(catalogue) if each.name != "written")


def _said(value: Any, say: Say, *, told: bool) -> Any:
    if isinstance(value, BaseModel):
        marks = _marks(type(value))
        changed = {name: _said(getattr(value, name), say, told=mark) for name, mark in marks.items()}
        return value.model_copy(update=changed)
    if type(value) is str:
        return say(value) if told and value else value
    if isinstance(value, tuple):
        return tuple(_said(each, say, told=told) for each in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: _said(each, say, told=told) for key, each in value.items()})
    return value


@cache
def _marks(model: type[BaseModel]) -> dict[str, bool]:
    """For each field, whether the texts in it are told to people."""
    return {
        name: any(isinstance(mark, Told) for mark in field.metadata) or _marked(field.annotation)
        for name, field in model.model_fields.items()
    }


def _marked(annotation: Any) -> bool:
    marks = getattr(annotation, "__metadata__", ())
    return any(isinstance(mark, Told) for mark in marks) or any(_marked(part) for part in get_args(annotation))
