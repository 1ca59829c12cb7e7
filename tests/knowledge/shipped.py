"""The shipped knowledge, folder by folder, for tests that are told apart by entry before fixtures exist."""

from typing import Any, TypeVar

from pydantic import BaseModel

from kilter.adapters.knowledge_files import SHIPPED, read_folder
from kilter.knowledge.validation import validate

Entry = TypeVar("Entry", bound=BaseModel)

FILES = read_folder(SHIPPED, shown_as="")


def load(folder: str, model: type[Entry]) -> dict[str, Entry]:
    """The entries of a folder by id, each checked by itself only."""
    entries: dict[str, Entry] = {}
    for file in FILES:
        for document in file.document.entries() if file.folder == folder else ():
            entry: Any = validate(model, document)
            entries[entry.id] = entry
    return entries


def rules(name: str, model: type[Entry]) -> Entry:
    """One of the files of rules."""
    return next(validate(model, file.document) for file in FILES if (file.folder, file.name) == ("rules", name))
