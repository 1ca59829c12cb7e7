"""JSON Schemas of everything people write, for completion and checks in their editors."""

from typing import Any

from kilter.knowledge.catalogue import KINDS, ONE_FILE_EACH, RULES
from kilter.screening.form import Screening
from kilter.services.record.log_file import LogFile


def json_schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by name; files that hold lists get the schema of the list."""
    schemas: dict[str, dict[str, Any]] = {
        "screening": _titled(Screening.model_json_schema(), "A screening"),
        "log": _titled(LogFile.model_json_schema(), "A log file"),
    }
    for kind, model in KINDS.items():
        one = model.model_json_schema()
        if kind in ONE_FILE_EACH:
            schemas[kind] = _titled(one, f"One of {kind}")
        else:
            definitions = one.pop("$defs", {})
            schemas[kind] = _titled({"type": "array", "items": one, "$defs": definitions}, f"A list of {kind}")
    for name, model in RULES.items():
        schemas[f"rules_{name}"] = _titled(model.model_json_schema(), f"Rules: {name}")
    return schemas


def _titled(schema: dict[str, Any], title: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
