"""The few pieces of Markdown that the generated pages are made of."""

from collections.abc import Iterable, Sequence


def generated_by(tool: str) -> str:
    """The note, unseen on the page, that keeps people from editing it by hand."""
    return f"<!-- Written by tools/{tool}.py; change what it reads, and run: python -m tools.{tool} -->"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_one_line(cell) for cell in line) + " |" for line in lines)


def code(text: str) -> str:
    """Text set as code."""
    return f"`{text}`"


def plain(text: str) -> str:
    """Text of ours on a page, with the signs that Markdown would take for its own made harmless."""
    for sign in "\\`*[]":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("<", "&lt;")


def _one_line(cell: str) -> str:
    return " ".join(cell.split()).replace("|", "\\|")
