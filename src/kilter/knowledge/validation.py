"""From a document to a typed value: every fault at once, each with its place and its mend."""

import difflib
import json
import math
import re
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from kilter.errors import DataError, Problem
from kilter.knowledge.documents import Document, Path


class Closed(BaseModel):
    """A frozen model that takes exactly its own keys and never guesses a type."""

    # A shape is compiled when it is first used: those inside others never are by themselves.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False, defer_build=True)


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
    """One problem a fault; where a value fits none of several shapes, one for all of them."""
    faults = [
        (_path_in(document.data, fault), fault) for fault in error.errors(include_url=False) if not _follows(fault)
    ]
    deeper = {path[:length] for path, _ in faults for length in range(len(path))}
    told: dict[tuple[Path, str], tuple[str, list[str]]] = {}
    for path, fault in faults:
        one_of_several = path[-1:] != fault["loc"][-1:] != ("[key]",)
        if one_of_several and path in deeper:
            continue
        what, mend = _words(model, fault, path)
        told.setdefault((path, "" if one_of_several else what), (what, []))[1].append(mend)
    for (path, _), (what, mends) in told.items():
        guesses = [mend for mend in mends if mend.startswith(_GUESS)]
        yield Problem(document.place(path), what, guesses[0] if guesses else " Or: ".join(dict.fromkeys(mends)))


def _follows(fault: ErrorDetails) -> bool:
    """Whether a list is called short only because entries in it are wrong, which is told by itself."""
    return fault["type"] == "too_short" and len(fault["input"]) >= fault["ctx"]["min_length"]


def _path_in(data: object, fault: ErrorDetails) -> Path:
    """Drop the parts of a pydantic location that name a branch of a union, not a key of the document."""
    path: Path = ()
    here: Any = data
    last = len(fault["loc"]) - 1
    for number, part in enumerate(fault["loc"]):
        if part in here if isinstance(here, dict) else isinstance(here, list) and part in range(len(here)):
            path, here = (*path, part), here[part]
        elif number == last and fault["type"] == "missing":
            path = (*path, part)
    if fault["type"].startswith("union_tag_"):
        path = (*path, fault["ctx"]["discriminator"].strip("'"))
    return path


def _words(model: type[BaseModel], fault: ErrorDetails, path: Path) -> tuple[str, str]:
    """What is wrong and how to mend it."""
    kind, context = fault["type"], fault.get("ctx", {})
    key = path[-1] if path else "the document"
    if kind in {"missing", "union_tag_not_found"}:
        if isinstance(key, int):
            return "A value is missing here.", "Write a list of the right length."
        return f"The key “{key}” is missing.", f"Add “{key}:” with its value."
    if kind == "extra_forbidden":
        close = difflib.get_close_matches(str(key), _known_keys(model), n=1)
        guess = f"{_GUESS} “{close[0]}”?" if close else "Remove it or check its spelling."
        return f"The key “{key}” is not known here.", guess
    if kind == "union_tag_invalid":
        return f"“{context['tag']}” is not one of the choices.", _nearest(context["tag"], context["expected_tags"])
    if kind in {"enum", "literal_error"}:
        return f"{_given(fault['input'])} is not one of the choices.", _nearest(fault["input"], context["expected"])
    return _about_value(fault, str(key))


def _about_value(fault: ErrorDetails, key: str) -> tuple[str, str]:
    kind, context, given = fault["type"], fault.get("ctx", {}), _given(fault["input"])
    if kind == "value_error":
        what, _, mend = str(context["error"]).partition(" | ")
        return what, mend or "Correct the value."
    limit = next((words for name, words in _LIMITS.items() if name in context), None)
    if limit:
        bound = f"{next(iter(context.values())):g}"
        return f"{given} cannot be: it is {limit} {bound}.", f"Check the value{_unit_of(key)}."
    if kind.endswith(("too_short", "too_long")):
        return _length(kind, context, fault["input"])
    if kind == "string_pattern_mismatch":
        return f"{given} is not spelled as it must be.", _spelling(fault["input"], context["pattern"])
    wanted, mend = next((words for starts, words in _TYPES.items() if kind.startswith(starts)), ("", ""))
    why = f"{wanted} is wanted here" if wanted else f"{fault['msg'][0].lower()}{fault['msg'][1:]}"
    return f"{given} does not fit: {why}.", mend or "Correct the value."


_GUESS = "Did you mean"
_LIMITS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_UNITS = {"kg": "kilograms", "cm": "centimetres", "m": "metres", "s": "seconds", "deg": "degrees", "years": "years"}
_ID_PATTERN = "^[a-z]"


def _given(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


def _unit_of(key: str) -> str:
    unit = _UNITS.get(key.rpartition("_")[2])
    return f"; it is in {unit}" if unit else " and its unit"


def _length(kind: str, context: dict[str, Any], given: Any) -> tuple[str, str]:
    things = "characters" if isinstance(given, str) else "entries"
    if kind.endswith("too_long"):
        return f"There are {len(given)} {things}, more than {context['max_length']}.", "Shorten it."
    if not given:
        return "It is empty.", "Write something, or leave the key out if it is not needed."
    return f"There are {len(given)} {things}, fewer than {context['min_length']}.", "Add what is missing."


def _spelling(given: str, pattern: str) -> str:
    if not pattern.startswith(_ID_PATTERN):
        return f"It must match {pattern}."
    slug = re.sub(r"[^a-z0-9]+", "_", given.lower()).strip("_")
    example = f", for example {slug}" if re.fullmatch(pattern, slug) else ""
    return f"An id is two or more lower-case letters, digits and underscores{example}."


def _nearest(given: object, expected: str) -> str:
    choices = [choice.strip(" '") for choice in expected.replace(" or ", ",").split(",")]
    if str(given) in choices:
        return f"Write {given} without quotes."
    close = difflib.get_close_matches(given.lower(), choices, n=1) if isinstance(given, str) else []
    return f"{_GUESS} “{close[0]}”?" if close else f"Use one of: {', '.join(choices)}."


_TYPES = {
    "float": ("a number", "Write a plain number without its unit."),
    "int": ("a whole number", "Write a plain number without its unit."),
    "bool": ("true or false", "Write true or false."),
    "string": ("text", "Put it in quotes if it looks like a number."),
    "tuple": ("a list", "Write a list, for example [1, 2]."),
    "dict": ("a group of keys", "Write the keys below it, indented."),
    "model": ("a group of keys", "Write the keys below it, indented."),
    "date": ("a day of the calendar", "Write it as 2026-01-31."),
}
"""By how the name of a fault begins: what is wanted, and how to write it."""


@cache
def _known_keys(model: type[BaseModel]) -> frozenset[str]:
    """All keys that the model and the models inside it accept."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(key for part in parts for key in part.get("properties", {}))
