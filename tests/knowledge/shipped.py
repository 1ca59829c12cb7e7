"""The shipped knowledge, folder by folder, for tests that are told apart by entry before fixtures exist."""

from collections.abc import Iterable
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel

from kilter.adapters.knowledge_files import SHIPPED, read_folder
from kilter.knowledge.schema.exercises import Caution, Exercise
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


def for_each(exercises: Iterable[Exercise]) -> pytest.MarkDecorator:
    """Run a test once for each of these exercises."""
    return pytest.mark.parametrize("exercise", [pytest.param(exercise, id=exercise.id) for exercise in exercises])


def cautions(exercise: Exercise) -> dict[str, Caution]:
    """The cautions of an exercise by precaution."""
    return {caution.when: caution for caution in exercise.cautions}
