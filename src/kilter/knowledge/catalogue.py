"""The immutable catalogue of everything Kilter knows, built from documents and checked as a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from kilter.errors import DataError, Problem
from kilter.knowledge.documents import Document
from kilter.knowledge.references import Entries, check_references
from kilter.knowledge.schema.citing import Source
from kilter.knowledge.schema.deciding import DecisionRule
from kilter.knowledge.schema.exercises import Exercise
from kilter.knowledge.schema.impairments import Impairment
from kilter.knowledge.schema.progress import ProgressionRules
from kilter.knowledge.schema.rules import CameraRules, DoseRules, EvidenceRules, RetestRules
from kilter.knowledge.schema.safety import Precaution, RedFlag, StopRule, TriageRule, UrgencyText
from kilter.knowledge.schema.teaching import Cause, Claim, Equipment, MuscleGroup, Sign, Topic
from kilter.knowledge.schema.tests import Test
from kilter.knowledge.validation import validate

KINDS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        "sources": Source,
        "claims": Claim,
        "causes": Cause,
        "signs": Sign,
        "muscle_groups": MuscleGroup,
        "education": Topic,
        "equipment": Equipment,
        "impairments": Impairment,
        "tests": Test,
        "exercises": Exercise,
        "red_flags": RedFlag,
        "triage_rules": TriageRule,
        "urgencies": UrgencyText,
        "precautions": Precaution,
        "stop_rules": StopRule,
        "decision_rules": DecisionRule,
    }
)
"""Folder name and the shape of the entries in it."""

RULES: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        "evidence": EvidenceRules,
        "dose": DoseRules,
        "progression": ProgressionRules,
        "retest": RetestRules,
        "camera": CameraRules,
    }
)
"""File name in the folder ``rules`` and its shape."""

ONE_FILE_EACH = frozenset({"tests", "exercises", "impairments"})

Entry = TypeVar("Entry", bound=BaseModel)
Table = Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All knowledge by id; every reference in it leads somewhere."""

    sources: Table[Source]
    claims: Table[Claim]
    causes: Table[Cause]
    signs: Table[Sign]
    muscle_groups: Table[MuscleGroup]
    education: Table[Topic]
    equipment: Table[Equipment]
    impairments: Table[Impairment]
    tests: Table[Test]
    exercises: Table[Exercise]
    red_flags: Table[RedFlag]
    triage_rules: Table[TriageRule]
    urgencies: Table[UrgencyText]
    precautions: Table[Precaution]
    stop_rules: Table[StopRule]
    decision_rules: Table[DecisionRule]
    evidence_rules: EvidenceRules
    dose_rules: DoseRules
    progression_rules: ProgressionRules
    retest_rules: RetestRules
    camera_rules: CameraRules
    written: "Catalogue | None" = None
    """As it was written, where this is a translation; what is kept is said in its words."""

    def find(self, entry_id: str) -> tuple[tuple[str, BaseModel], ...]:
        """The kind and the entry of an id, for every kind that has it; a sign and a red flag may share one."""
        tables: dict[str, Table[Any]] = {kind: getattr(self, kind) for kind in KINDS}
        return tuple((kind, table[entry_id]) for kind, table in tables.items() if entry_id in table)

    def ids(self) -> tuple[str, ...]:
        """Every id of every kind, for suggestions."""
        return tuple(entry_id for kind in KINDS for entry_id in getattr(self, kind))


@dataclass(frozen=True, slots=True)
class KnowledgeFile:
    """One knowledge file: its kind is the folder, its text the content."""

    folder: str
    name: str
    document: Document


def build_catalogue(
    files: Iterable[KnowledgeFile], overrides: Iterable[KnowledgeFile] = (), *, checked: bool = False
) -> Catalogue:
    """Validate all files and every reference between them.

    Args:
        files: the base knowledge.
        overrides: files whose entries are added to the base, or replace the entry of the same id.
        checked: whether the references between these very files were found to hold before.

    Raises:
        DataError: with every fault of every file: shape, ids, references, uncited numbers, unused sources.
    """
    overrides = tuple(overrides)
    problems: list[Problem] = []
    entries: Entries = {kind: {} for kind in KINDS}
    rules: dict[str, tuple[BaseModel, Document]] = {}
    for layer in (files, overrides):
        seen: dict[tuple[str, str], Document] = {}
        for file in layer:
            try:
                _take_file(file, entries, rules, seen)
            except DataError as error:
                problems.extend(error.problems)
    problems.extend(
        Problem(f"rules/{name}.yaml", "The file is missing.", "Add it.") for name in RULES if name not in rules
    )
    # Whoever overrides an entry cannot mend a shipped one that it leaves without use.
    own = frozenset(file.document.file for file in overrides)
    if not checked:
        problems.extend(check_references(entries, rules, own or None))
    if problems:
        raise DataError(*problems)
    tables = {
        kind: MappingProxyType({key: entry for key, (entry, _) in table.items()}) for kind, table in entries.items()
    }
    values: dict[str, Any] = {**tables, **{f"{name}_rules": rules[name][0] for name in RULES}}
    return Catalogue(**values)


def _take_file(
    file: KnowledgeFile,
    entries: Entries,
    rules: dict[str, tuple[BaseModel, Document]],
    seen: dict[tuple[str, str], Document],
) -> None:
    if file.folder == "rules":
        if file.name not in RULES:
            known = ", ".join(RULES)
            raise DataError(Problem(file.document.file, "There is no such file of rules.", f"Use one of: {known}."))
        rules[file.name] = (validate(RULES[file.name], file.document), file.document)
        return
    if file.folder not in KINDS:
        known = ", ".join([*KINDS, "rules"])
        raise DataError(
            Problem(file.document.file, f"The folder “{file.folder}” is not known.", f"Use one of: {known}.")
        )
    problems: list[Problem] = []
    for document in file.document.entries():
        try:
            entry = validate(KINDS[file.folder], document)
        except DataError as error:
            problems.extend(error.problems)
            _keep_place(entries[file.folder], document)
            continue
        entry_id: str = getattr(entry, "id")  # noqa: B009 - every kind has an id; BaseModel does not say so
        if file.folder in ONE_FILE_EACH and entry_id != file.name:
            problems.append(
                Problem(document.place(("id",)), f"The id is “{entry_id}”.", f"Name the file {entry_id}.yaml.")
            )
        if (file.folder, entry_id) in seen:
            first = seen[file.folder, entry_id].place(("id",))
            problems.append(
                Problem(document.place(("id",)), f"The id “{entry_id}” stands twice.", f"See {first}; rename one.")
            )
        seen[file.folder, entry_id] = document
        entries[file.folder][entry_id] = (entry, document)
    if problems:
        raise DataError(*problems)


def _keep_place(table: dict[str, tuple[BaseModel | None, Document]], document: Document) -> None:
    """Know a faulty entry by its id, so that references to it are not called wrong as well."""
    entry_id = document.data.get("id") if isinstance(document.data, dict) else None
    if isinstance(entry_id, str):
        table[entry_id] = (None, document)
