"""The documentation does what it shows: its code is run, and its links lead somewhere."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sybil import Document, Example
from sybil.example import SybilFailure
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
KILTER = Path(sys.executable).with_name("kilter")


@dataclass(frozen=True, slots=True)
class Command:
    """One `$ kilter` line of a console block, with what the page says comes of it."""

    words: list[str]
    shown: str
    exit_code: int


def commands(block: str) -> Iterator[Command]:
    """Read the `$ kilter` lines of a console block; `$ echo $?` and a number below state the exit code."""
    steps = [step.partition("\n") for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    following = [*steps[1:], ("", "", "")]
    for (line, _, shown), (next_line, _, next_shown) in zip(steps, following, strict=True):
        if line.startswith("kilter "):
            expected = int(next_shown) if next_line == "echo $?" else 0
            yield Command(shlex.split(line)[1:], shown, expected)


def run_console(example: Example) -> str | None:
    """Run a console block where `examples/` is a copy, one folder a page; says what went wrong."""
    folder = example.namespace["folder"]
    for command in commands(example.parsed):
        if not (folder / "examples").exists():
            shutil.copytree(ROOT / "examples", folder / "examples")
        done = subprocess.run(  # noqa: S603 - the commands are those of our own pages
            [KILTER, *command.words],
            cwd=folder,
            env={**os.environ, "HOME": str(folder), "COLUMNS": "100"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        said = f"kilter {shlex.join(command.words)}\n{done.stdout}{done.stderr}"
        if done.returncode != command.exit_code:
            return f"exit code {done.returncode}, the page says {command.exit_code}: {said}"
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        if command.shown.strip() and not doctest.OutputChecker().check_output(command.shown, done.stdout, flags):
            return f"the page shows another output: {said}"
    return None


def run_page(text: str, path: Path, folder: Path) -> int:
    """Run every block of a page in order and count them."""
    document = Document(text, str(path))
    document.namespace["folder"] = folder
    for parser in (SkipParser(), PythonCodeBlockParser(), CodeBlockParser("console", run_console)):
        for region in parser(document):
            document.add(region)
    examples = list(document)
    for example in examples:
        example.evaluate()
    return len(examples)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_code_on_a_page_runs(page: Path, tmp_path: Path) -> None:
    """What a page shows, a reader who copies it gets."""
    run_page(page.read_text(encoding="utf-8"), page, tmp_path)


@pytest.mark.parametrize(
    "block",
    [
        "```python\nassert 1 + 1 == 3\n```\n",
        "```console\n$ kilter no-such-command\n```\n",
        "```console\n$ kilter --help\n$ echo $?\n3\n```\n",
        "```console\n$ kilter --help\nwords that no help holds\n```\n",
    ],
    ids=["python", "failing-command", "other-exit-code", "other-output"],
)
def test_a_page_that_shows_what_is_not_so_is_found_out(block: str, tmp_path: Path) -> None:
    """A wrong block never passes, so the pages that pass are right."""
    page = f"# A page\n\n{block}"

    with pytest.raises((SybilFailure, AssertionError)):
        run_page(page, tmp_path / "page.md", tmp_path)


def test_a_page_that_shows_what_is_so_passes(tmp_path: Path) -> None:
    """Commands run in order in one folder; a stated exit code and an output with gaps are understood."""
    page = (
        "```python\nx = 1\n```\n\n```python\nassert x == 1\n```\n\n"
        "```console\n$ make run\n$ kilter --help\n...report...\n$ kilter no-such-command\n$ echo $?\n2\n```\n"
    )

    ran = run_page(page, tmp_path / "page.md", tmp_path)

    assert ran == 3


@pytest.mark.parametrize("page", [*sorted(ROOT.glob("*.md")), *PAGES[1:]], ids=lambda page: str(page.relative_to(ROOT)))
def test_the_links_on_a_page_lead_somewhere(page: Path) -> None:
    """A link to another file of the project finds it."""
    targets = LINK.findall(page.read_text(encoding="utf-8"))

    lost = [target for target in targets if not (page.parent / target).exists()]

    assert lost == []
