"""Tables of the keys that a file may hold, read from the models that check it."""

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any, get_args

from pydantic import BaseModel
from tools.markdown import code, table

from kilter.knowledge.references import REFERENCES
from kilter.knowledge.schema.citing import Cited

FEW = 6
"""So many choices still stand in the table itself."""

ID = "lower_case_with_underscores"
FURTHER_REFERENCES = {
    "cause": "causes",
    "conditions": "precautions",
    "when": "precautions",
    "without": "equipment or exercises",
}
LISTED = {
    "causes": "screening-file.md#causes",
    "equipment": "screening-file.md#equipment",
    "impairments": "impairments.md",
    "precautions": "screening-file.md#conditions",
    "signs": "screening-file.md#signs",
    "sources": "sources.md",
    "tests": "tests.md",
}
"""The page that lists the ids of a kind."""

Shape = type[BaseModel] | type[StrEnum]


def shapes_in(model: type[BaseModel]) -> dict[str, Shape]:
    """A model and every model and list of choices inside it, by name, the outermost first."""
    found: dict[str, Shape] = {}

    def walk(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel | StrEnum):
            if annotation.__name__ in found:
                return
            found[annotation.__name__] = annotation
            if issubclass(annotation, BaseModel):
                for field in annotation.model_fields.values():
                    walk(field.annotation)
        for inner in get_args(annotation):
            walk(inner)

    walk(model)
    return found


def about(shape: Shape) -> str:
    """The first paragraph of its docstring."""
    return _as_markdown((inspect.getdoc(shape) or "").split("\n\n", maxsplit=1)[0])


def heading(name: str) -> str:
    """A class name as words: ``MeasureReaches`` is “Measure reaches”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def keys_of(model: type[BaseModel]) -> str:
    """A table of the keys of one model, without those that everything cited has."""
    schema = model.model_json_schema()
    shapes, definitions = shapes_in(model), schema.get("$defs", {})
    required, notes = schema.get("required", ()), _notes_in(model)
    rows = []
    shared = Cited.model_fields if is_cited(model) else {}
    for key, part in schema.get("properties", {}).items():
        if key in shared:
            continue
        value = _id_of(key, part) or _value(part, definitions)
        needed = "**needed**" if key in required else _default(part)
        rows.append((code(key), value, needed, notes.get(key) or _about_value(part, shapes)))
    return table(("Key", "Value", "If left out", "What it is"), rows)


def is_cited(shape: Shape) -> bool:
    """Whether it carries a grade and sources, being more than just that."""
    return issubclass(shape, Cited) and shape is not Cited


def choices_of(choices: type[StrEnum]) -> str:
    """What may be chosen, with what each means where that is written down."""
    notes = _notes_in(choices)
    if not notes:
        return ", ".join(code(each.value) for each in choices) + "."
    return table(("Value", "What it means"), [(code(each.value), notes.get(each.name, "")) for each in choices])


@cache
def _notes_in(shape: Shape) -> dict[str, str]:
    """The docstrings below the attributes of a class and of the classes it builds on."""
    notes: dict[str, str] = {}
    for each in reversed(shape.__mro__):
        if not (issubclass(each, BaseModel | StrEnum) and each.__module__.startswith("kilter.")):
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(each))).body[0]
        notes |= dict(_documented(body.body if isinstance(body, ast.ClassDef) else []))
    return notes


def _documented(body: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement, below in pairwise(body):
        target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        note = getattr(getattr(below, "value", None), "value", None) if isinstance(below, ast.Expr) else None
        if isinstance(target, ast.Name) and isinstance(note, str):
            yield target.id, _as_markdown(note)


def _as_markdown(docstring: str) -> str:
    return " ".join(docstring.replace("``", "`").split())


def _default(part: Mapping[str, Any]) -> str:
    default = part.get("default")
    return "" if default in (None, "", [], {}) or isinstance(default, dict) else code(_written(default))


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _about_value(part: Mapping[str, Any], shapes: Mapping[str, Shape]) -> str:
    """What the value is, where the key itself says no more."""
    named = re.findall(r"#/\$defs/(\w+)", json.dumps(part))
    return about(shapes[named[0]]) if len(set(named)) == 1 else ""


def _id_of(key: str, part: Mapping[str, Any]) -> str:
    """“ids of sources”, where a key holds ids of another kind; empty where it does not."""
    each = part.get("items", next((one for one in part.get("anyOf", ()) if one.get("type") != "null"), part))
    kind = {**REFERENCES, **FURTHER_REFERENCES}.get(key, "")
    if not kind or each.get("description") != ID:
        return ""
    words = kind.replace("_", " ")
    listed = f"[{words}]({LISTED[kind]})" if kind in LISTED else words
    return f"list of: ids of {listed}" if "items" in part else f"an id of {listed}"


def _value(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    if "$ref" in part:
        return _named(part["$ref"].rpartition("/")[2], definitions)
    for several in ("anyOf", "oneOf"):
        if several in part:
            return " or ".join(_value(each, definitions) for each in part[several] if each.get("type") != "null")
    if "const" in part:
        return code(_written(part["const"]))
    if "enum" in part:
        return ", ".join(code(each) for each in part["enum"])
    kinds = {"array": _list, "object": _map, "number": _number, "integer": _number, "string": _text}
    describe = kinds.get(part.get("type", ""))
    return describe(part, definitions) if describe else "`true` or `false`"


def _named(name: str, definitions: Mapping[str, Any]) -> str:
    choices = definitions.get(name, {}).get("enum", ())
    if 0 < len(choices) <= FEW:
        return ", ".join(code(each) for each in choices)
    return f"[{heading(name).lower()}](#{heading(name).lower().replace(' ', '-')})"


def _list(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    if "prefixItems" in part:
        return f"[{', '.join(_value(each, definitions) for each in part['prefixItems'])}]".replace("] (", "](")
    least, most = part.get("minItems", 0), part.get("maxItems")
    bounds = [f"at least {least}"] * (least > 0) + [f"at most {most}"] * (most is not None)
    return f"list of: {_value(part.get('items', {}), definitions)}" + (f" ({', '.join(bounds)})" if bounds else "")


def _map(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    patterns = list(part.get("patternProperties", {}).values())
    inner = patterns[0] if patterns else part.get("additionalProperties")
    names = part.get("propertyNames", {})
    key = _value(names, definitions) if "$ref" in names else "id"
    return f"by {key}: {_value(inner, definitions)}" if isinstance(inner, dict) else "keys and values"


def _number(part: Mapping[str, Any], _: Mapping[str, Any]) -> str:
    kind = "whole number" if part["type"] == "integer" else "number"
    limits = (("from", "minimum"), ("above", "exclusiveMinimum"), ("to", "maximum"))
    bounds = [f"{word} {part[limit]:g}" for word, limit in limits if limit in part]
    return " ".join([kind, *bounds])


def _text(part: Mapping[str, Any], _: Mapping[str, Any]) -> str:
    if part.get("format") == "date":
        return "a date, such as `2026-01-31`"
    if part.get("description") == ID:
        return "an id"
    return f"text like {code(part['pattern'])}" if "pattern" in part else "text"
