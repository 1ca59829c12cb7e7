"""Checks over the whole of knowledge: no reference leads nowhere, no source and no entry is dead."""

import difflib
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from kilter.errors import Problem
from kilter.knowledge.documents import Document, Path

Entries = dict[str, dict[str, tuple[BaseModel | None, Document]]]
"""By kind and id; an entry whose shape is wrong stands without its model, so that its references are checked too."""
Found = tuple[str, str, Path]
"""What is referred to (kind), its id, and where the reference stands."""

REFERENCES: Mapping[str, str] = {
    "sources": "sources",
    "claims": "claims",
    "impairment": "impairments",
    "treats": "impairments",
    "equipment": "equipment",
    "test": "tests",
    "sign": "signs",
    "signs": "signs",
    "with_sign": "signs",
    "with_signs": "signs",
}
"""Keys whose values are ids, and of which kind."""

MUST_BE_USED: Mapping[str, str] = {
    "sources": "Nothing cites this source.",
    "impairments": "No test, cause or sign points to this impairment.",
    "equipment": "No test and no exercise needs this equipment.",
    "claims": "No education names this audited claim.",
}
"""Kinds whose entries are dead when nothing refers to them."""


def check_references(
    entries: Entries, rules: Mapping[str, tuple[BaseModel, Document]], files: frozenset[str] | None = None
) -> Iterator[Problem]:
    """Find every reference to nothing and every entry that nothing refers to.

    Args:
        entries: all entries.
        rules: all files of rules.
        files: where unused entries are looked for; everywhere when None.
    """
    used: dict[str, set[str]] = {kind: set() for kind in entries}
    documents = [(kind, document) for kind, table in entries.items() for _, document in table.values()]
    documents += [("rules", document) for _, document in rules.values()]
    for kind, document in documents:
        for target, target_id, path in _references(document.data, kind, ()):
            used[target].add(target_id)
            if target_id not in entries[target]:
                yield Problem(
                    document.place(path),
                    f"There is no “{target_id}” in {target}.",
                    suggest(target_id, entries[target]),
                )
    for target, what in MUST_BE_USED.items():
        for entry_id, (entry, document) in entries[target].items():
            unused = entry is not None and entry_id not in used[target]
            if unused and (files is None or document.file in files):
                yield Problem(document.place(("id",)), what, "Refer to it, or remove it.")
    yield from _measures(entries)
    yield from _untreated(entries)


def _references(data: object, kind: str, path: Path) -> Iterator[Found]:
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from _references(item, kind, (*path, number))
    elif isinstance(data, dict):
        for key, value in data.items():
            target = _target(kind, path, key)
            if target is None:
                yield from _references(value, kind, (*path, key))
                continue
            for number, item in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(item, str):
                    place = (*path, key, number) if isinstance(value, list) else (*path, key)
                    yield target, item, place


def _target(kind: str, path: Path, key: str) -> str | None:
    if key == "when" and path[:1] == ("cautions",):
        return "precautions"
    if key == "id" or (kind == "claims" and key == "claim"):
        return None
    return REFERENCES.get(key)


MOST_LISTED = 30
"""As many choices are still read; more are not listed."""


def suggest(wrong: str, known: Mapping[str, object], otherwise: str = "") -> str:
    """Say what was probably meant; or else ``otherwise``, or what there is."""
    close = difflib.get_close_matches(wrong, known, n=1)
    if close:
        return f"Did you mean “{close[0]}”?"
    listed = f"Use one of: {', '.join(known)}." if 0 < len(known) <= MOST_LISTED else ""
    return otherwise or listed or "Add it, or refer to one that exists."


def _measures(entries: Entries) -> Iterator[Problem]:
    """Rules and gates that name a measure name one that its test has."""
    for kind in ("triage_rules", "precautions", "exercises"):
        for _, document in entries[kind].values():
            for owner, path in _owners_of_measures(document.data, ()):
                test = entries["tests"].get(owner["test"])
                ids = [measure.id for measure in getattr(test[0], "measures", ())] if test else []
                if test and test[0] is not None and owner["measure"] not in ids:
                    yield Problem(
                        document.place((*path, "measure")),
                        f"The test “{owner['test']}” has no measure “{owner['measure']}”.",
                        f"Use one of: {', '.join(ids)}.",
                    )


def _owners_of_measures(data: object, path: Path) -> Iterator[tuple[dict[str, str], Path]]:
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from _owners_of_measures(item, (*path, number))
    elif isinstance(data, dict):
        if isinstance(data.get("test"), str) and isinstance(data.get("measure"), str):
            yield data, path
        for key, value in data.items():
            yield from _owners_of_measures(value, (*path, key))


def _untreated(entries: Entries) -> Iterator[Problem]:
    """Each impairment is treated by an exercise, or says to whom it refers; a faulty exercise might treat any."""
    if any(exercise is None for exercise, _ in entries["exercises"].values()):
        return
    treated = {
        target_id
        for _, document in entries["exercises"].values()
        for target, target_id, _ in _references(document.data, "exercises", ())
        if target == "impairments"
    }
    for impairment_id, (impairment, document) in entries["impairments"].items():
        if impairment is not None and impairment_id not in treated and not getattr(impairment, "refer", ""):
            yield Problem(
                document.place(("id",)),
                "No exercise treats this impairment and it refers to nobody.",
                "Add an exercise that treats it, or say in “refer” what to do.",
            )
