"""Strict YAML and JSON documents that remember on which line each key stands.

Only plain data passes: no aliases (so no document can grow when it is expanded), no tags, no duplicate
keys. Scalars follow the JSON rules, so ``no`` and ``2026-01-01`` stay text and ``010`` is not eight.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from kilter.errors import DataError, Problem

Path = tuple[str | int, ...]
Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

DEEPEST_NESTING = 40
LARGEST_NODE_COUNT = 200_000


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data with the place of every key.

    Args:
        file: the name to show in messages.
        data: what the document says.
        lines: the 1-based line of each path of keys and list positions.
    """

    file: str
    data: Plain
    lines: dict[Path, int]

    def place(self, path: Path) -> str:
        """Name file, line and key of a path, or of its nearest parent that is in the document."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        key = show_path(path)
        return f"{self.file}:{self.lines.get(known, 1)}" + (f": {key}" if key else "")

    def entries(self) -> Iterator["Document"]:
        """The members of a list of entries as documents of their own; the document itself otherwise."""
        if not isinstance(self.data, list):
            yield self
            return
        lines: list[dict[Path, int]] = [{} for _ in self.data]
        for path, line in self.lines.items():
            if path and isinstance(path[0], int):
                lines[path[0]][path[1:]] = line
        for item, own_lines in zip(self.data, lines, strict=True):
            yield Document(self.file, item, own_lines)


def show_path(path: Path) -> str:
    """Write a path of keys as people read it: ``levels[2].equipment``."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_document(text: str, file: str) -> Document:
    """Read YAML or JSON text into plain data with line numbers.

    Raises:
        DataError: the text is not YAML, or uses aliases, tags, duplicate keys or keys that are not text;
            every duplicate key is reported.
    """
    text = _tabs_to_spaces(text)
    _refuse_control_characters(text, file)
    try:
        _refuse_expansion(text, file)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, file) from None
    except yaml.YAMLError as error:
        raise DataError(Problem(file, f"This is not YAML or JSON ({error}).", "Check the file.")) from None
    if root is None:
        raise DataError(Problem(file, "The file is empty.", "Write at least the required keys into it."))
    lines: dict[Path, int] = {}
    problems: list[Problem] = []
    data = _to_plain(root, (), lines, problems, file)
    if problems:
        raise DataError(*problems)
    return Document(file, data, lines)


def _tabs_to_spaces(text: str) -> str:
    """Replace leading tabs, which JSON allows as indentation and YAML does not."""
    if "\t" not in text:
        return text
    return re.sub(r"(?m)^[ \t]+", lambda lead: lead.group().replace("\t", "  "), text)


def _refuse_control_characters(text: str, file: str) -> None:
    found = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise DataError(
            Problem(f"{file}:{line}", "There is a control character here.", "Save the file as plain text (UTF-8).")
        )


def _refuse_expansion(text: str, file: str) -> None:
    """Walk the events once, before anything is built, so that a hostile document costs nothing."""
    depth = count = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise DataError(
                Problem(f"{file}:{line}", "Anchors and aliases (& and *) are not accepted.", "Write the value out.")
            )
        if getattr(event, "tag", None) is not None:
            raise DataError(Problem(f"{file}:{line}", "Tags (!) are not accepted.", "Write the plain value."))
        if isinstance(event, yaml.DocumentStartEvent) and count:
            raise DataError(Problem(f"{file}:{line}", "A second document begins here.", "Use one file each."))
        count += isinstance(event, yaml.NodeEvent)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST_NESTING or count > LARGEST_NODE_COUNT:
            raise DataError(
                Problem(f"{file}:{line}", "The document is nested too deeply or too long.", "Is this the right file?")
            )


def _syntax_error(error: yaml.MarkedYAMLError, file: str) -> DataError:
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    why = error.problem or "it cannot be read"
    return DataError(
        Problem(
            f"{file}:{line}",
            f"This is not valid YAML or JSON: {why}.",
            "Check indentation, quotes and brackets on this line and the one above.",
        )
    )


def _to_plain(node: yaml.Node, path: Path, lines: dict[Path, int], problems: list[Problem], file: str) -> Plain:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_to_plain(child, (*path, number), lines, problems, file) for number, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            line = key_node.start_mark.line + 1
            if key is None:
                problems.append(Problem(f"{file}:{line}", "A key must be a word.", "Write key: value."))
                continue
            if key in mapping:
                first = lines[(*path, key)]
                problems.append(
                    Problem(
                        f"{file}:{line}: {show_path((*path, key))}",
                        f"This key stands twice (first on line {first}).",
                        "Keep one of the two.",
                    )
                )
                continue
            mapping[key] = _to_plain(value_node, (*path, key), lines, problems, file)
            lines[(*path, key)] = line
        return mapping
    return _to_scalar(node.value, quoted=bool(node.style)) if isinstance(node, yaml.ScalarNode) else None


_NULL = re.compile(r"|~|null")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")


def _to_scalar(text: str, *, quoted: bool) -> Plain:
    if quoted:
        return text
    if _NULL.fullmatch(text):
        return None
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text) and len(text) < 18:
        return int(text)
    if _NUMBER.fullmatch(text) and len(text) < 40:
        return float(text)
    return text
