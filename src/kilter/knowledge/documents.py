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
    _refuse_control_characters(text, file)
    text = _join_surrogates(_tabs_to_spaces(text))
    builder = _Builder(file)
    try:
        # Event by event, so that a hostile document is refused before anything grows.
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise DataError(*builder.problems, _syntax_problem(error, text, file)) from None
    except yaml.YAMLError as error:
        raise DataError(Problem(file, f"This is not YAML or JSON ({error}).", "Check the file.")) from None
    return builder.document()


def _tabs_to_spaces(text: str) -> str:
    """Replace leading tabs, which JSON allows as indentation and YAML does not."""
    if "\t" not in text:
        return text
    return re.sub(r"(?m)^[ \t]+", lambda lead: lead.group().replace("\t", "  "), text)


_SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def _join_surrogates(text: str) -> str:
    """Replace the two escapes by which JSON writes one character beyond the first 65,536; YAML refuses them."""

    def joined(pair: re.Match[str]) -> str:
        high, low = int(pair[2], 16), int(pair[3], 16)
        return pair[1] + chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))

    return _SURROGATES.sub(joined, text)


# In a terminal or a report these would act instead of being read, and YAML would end a line at some of them.
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def _refuse_control_characters(text: str, file: str) -> None:
    found = NOT_TEXT.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        what = f"There is a control character here (U+{ord(found[0]):04X})."
        raise DataError(Problem(f"{file}:{line}", what, "Remove it, and save the file as plain text (UTF-8)."))


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being filled."""

    container: list[Plain] | dict[str, Plain]
    path: Path
    key: str | None = None
    """The key whose value comes next."""
    skip: bool = False
    """Whether the value that comes next belongs to a key that was refused."""


class _Builder:
    """Builds plain data from the events of a YAML parser."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self.root: list[Plain] = []
        self.open: list[_Open] = [_Open(self.root, ())]
        self.nodes = 0

    def document(self) -> Document:
        """What was built.

        Raises:
            DataError: the document was empty, or had faults.
        """
        if self.problems:
            raise DataError(*self.problems)
        if self.root in ([], [None]):
            mend = "Write at least the required keys into it."
            raise DataError(Problem(self.file, "The file is empty.", mend))
        lines = {path[1:]: line for path, line in self.lines.items()}
        return Document(self.file, self.root[0], lines)

    def take(self, event: yaml.Event) -> None:
        """Take the next event.

        Raises:
            DataError: the document uses what is not accepted, or is too deep or too long.
        """
        if isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            return
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent) and self.root:
            raise self._refused(line, "A second document begins here.", "Use one file each.")
        if not isinstance(event, yaml.NodeEvent):
            return
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._refused(line, "Anchors and aliases (& and *) are not accepted.", "Write the value out.")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            raise self._refused(line, "Tags (!) are not accepted.", "Write the plain value.")
        if isinstance(event, yaml.ScalarEvent) and (hidden := NOT_TEXT.search(event.value)):
            what = f"An escape here stands for a control character (U+{ord(hidden[0]):04X})."
            raise self._refused(line, what, "Leave it out.")
        self.nodes += 1
        if len(self.open) > DEEPEST_NESTING or self.nodes > LARGEST_NODE_COUNT:
            raise self._refused(line, "The document is nested too deeply or too long.", "Is this the right file?")
        self._place(event, line)

    def _refused(self, line: int, what: str, mend: str) -> DataError:
        return DataError(*self.problems, Problem(f"{self.file}:{line}", what, mend))

    def _place(self, event: yaml.NodeEvent, line: int) -> None:
        """Put a value where it belongs, or take it as the key of the next one."""
        top = self.open[-1]
        if isinstance(top.container, dict) and top.key is None:
            self._take_key(top, event, line)
            return
        value: Plain
        if isinstance(event, yaml.ScalarEvent):
            value = _to_scalar(event.value, quoted=bool(event.style))
        else:
            value = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        path: Path
        if isinstance(top.container, dict):
            path = (*top.path, top.key or "")
            if not top.skip:
                top.container[top.key or ""] = value
            top.key = None
        else:
            path = (*top.path, len(top.container))
            top.container.append(value)
        self.lines.setdefault(path, line)
        if isinstance(value, list | dict):
            self.open.append(_Open(value, path))

    def _take_key(self, top: _Open, event: yaml.NodeEvent, line: int) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refused(line, "A key must be a word.", "Write key: value.")
        path = (*top.path, event.value)
        top.key, top.skip = event.value, event.value in top.container
        if top.skip:
            what = f"This key stands twice (first on line {self.lines[path]})."
            place = f"{self.file}:{line}: {show_path(path[1:])}"
            self.problems.append(Problem(place, what, "Keep one of the two."))
        else:
            self.lines[path] = line


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    line = min(line, text.rstrip().count("\n") + 1)  # an end that comes too early is told on the last line
    why = error.problem or "it cannot be read"
    return Problem(
        f"{file}:{line}",
        f"This is not valid YAML or JSON: {why}.",
        "Check indentation, quotes and brackets on this line and the one above.",
    )


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
    if _NUMBER.fullmatch(text):
        return float(text)
    return text
