"""From a document to a typed value: every fault at once, each with its place and its mend."""

import difflib
import json
import math
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from kilter.errors import DataError, Problem
from kilter.knowledge.documents import Document, Path


class Closed(BaseModel):
    """A frozen model that takes exactly its own keys and never guesses a type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], document: Document) -> Model:
    """Build the model from the document.

    Raises:
        DataError: with one problem for every fault, naming file, line, key and mend.
    """
    try:
        return model.model_validate_json(json.dumps(_finite(document.data)))
    except ValidationError as error:
        raise DataError(*_problems(model, document, error)) from None


def _finite(data: Any) -> Any:
    """Turn numbers too large for a float into text, so that the model refuses them by name."""
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_finite(value) for value in data]
    return str(data) if isinstance(data, float) and not math.isfinite(data) else data


def _problems(model: type[BaseModel], document: Document, error: ValidationError) -> Iterable[Problem]:
    seen = set()
    for fault in error.errors(include_url=False):
        path = _path_in(document, fault["loc"])
        problem = Problem(document.place(path), *_words(model, fault, path))
        if problem not in seen:
            seen.add(problem)
            yield problem


def _path_in(document: Document, loc: tuple[int | str, ...]) -> Path:
    """Drop the parts of a pydantic location that name a branch of a union, not a key of the document."""
    path: Path = ()
    for number, part in enumerate(loc):
        if (*path, part) in document.lines or number == len(loc) - 1:
            path = (*path, part)
    return path


def _words(model: type[BaseModel], fault: ErrorDetails, path: Path) -> tuple[str, str]:
    kind, context = fault["type"], fault.get("ctx", {})
    key = str(path[-1]) if path else "the document"
    given = json.dumps(fault["input"], ensure_ascii=False, default=str)
    given = given if len(given) <= 60 else given[:57] + "..."
    if kind == "missing":
        return f"The key “{key}” is missing.", f"Add “{key}:” with its value."
    if kind == "extra_forbidden":
        close = difflib.get_close_matches(key, _known_keys(model), n=1)
        guess = f"Did you mean “{close[0]}”?" if close else "Remove it or check its spelling."
        return f"The key “{key}” is not known here.", guess
    if kind in {"enum", "literal_error", "union_tag_invalid"}:
        expected = context.get("expected") or context.get("expected_tags") or ""
        return f"{given} is not one of the choices.", _nearest(fault["input"], str(expected))
    if kind == "value_error":
        what, _, mend = str(context["error"]).partition(" | ")
        return what, mend or "Correct the value."
    if kind in {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}:
        return f"{given} cannot be: {fault['msg'][0].lower()}{fault['msg'][1:]}.", "Check the value and its unit."
    return f"{given} does not fit: {fault['msg'][0].lower()}{fault['msg'][1:]}.", _type_mend(kind)


def _nearest(given: object, expected: str) -> str:
    choices = [choice.strip(" '") for choice in expected.replace(" or ", ",").split(",")]
    close = difflib.get_close_matches(str(given), choices, n=1)
    return f"Did you mean “{close[0]}”?" if close else f"Use one of: {', '.join(choices)}."


_TYPE_MENDS = {
    ("float", "int", "decimal"): "Write a plain number without its unit.",
    ("bool",): "Write true or false.",
    ("string",): "Write text; put it in quotes if it looks like a number.",
    ("list", "tuple", "too_"): "Write a list of the right length, for example [1, 2].",
    ("dict", "model", "mapping"): "Write keys and values below it, indented.",
    ("date",): "Write the date as 2026-01-31.",
}


def _type_mend(kind: str) -> str:
    return next((mend for starts, mend in _TYPE_MENDS.items() if kind.startswith(starts)), "Correct the value.")


@cache
def _known_keys(model: type[BaseModel]) -> frozenset[str]:
    """All keys that the model and the models inside it accept."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(key for part in parts for key in part.get("properties", {}))
