"""The documentation does what it shows: its code is run, and its links lead somewhere."""

import contextlib
import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sybil import Document, Example, Region
from sybil.example import SybilFailure
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from tools import draw_picture, write_cli_reference, write_reference

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
FILE = re.compile(r'^```\w+ title="(?P<path>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
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
    """Run a console block in the page's folder; says what went wrong."""
    folder = example.namespace["folder"]
    for command in commands(example.parsed):
        done = subprocess.run(  # noqa: S603 - the commands are those of our own pages
            [KILTER, *command.words],
            cwd=folder,
            env={**os.environ, "HOME": str(folder), "COLUMNS": "100"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        printed = done.stdout + done.stderr
        said = f"kilter {shlex.join(command.words)}\n{printed}"
        if done.returncode != command.exit_code:
            return f"exit code {done.returncode}, the page says {command.exit_code}: {said}"
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        if command.shown.strip() and not doctest.OutputChecker().check_output(command.shown, printed, flags):
            return f"the page shows another output: {said}"
    return None


def files(document: Document) -> Iterable[Region]:
    """The blocks that show a whole file: their title is its name."""
    for found in FILE.finditer(document.text):
        yield Region(found.start(), found.end(), found.group("path", "text"), write_file)


def write_file(example: Example) -> None:
    """Put the file where the page says, so that the commands below find it."""
    name, text = example.parsed
    path = example.namespace["folder"] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run_page(text: str, path: Path, folder: Path) -> int:
    """Run every block of a page in order, in one folder with a copy of `examples/`, and count them."""
    document = Document(text, str(path))
    document.namespace["folder"] = folder
    if "examples/" in text:
        shutil.copytree(ROOT / "examples", folder / "examples")
    for parser in (SkipParser(), PythonCodeBlockParser(), CodeBlockParser("console", run_console), files):
        for region in parser(document):
            document.add(region)
    examples = list(document)
    with contextlib.chdir(folder):
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


def test_a_file_that_a_page_shows_is_there_for_its_commands(tmp_path: Path) -> None:
    """A block with a title is a whole file; what is wrong with it the page's own command says."""
    page = (
        '```yaml title="people/nobody.yaml"\nkilter_screening: 1\n```\n\n'
        "```console\n$ kilter screen people/nobody.yaml\npeople/nobody.yaml:1: person: ...\n$ echo $?\n2\n```\n"
    )

    ran = run_page(page, tmp_path / "page.md", tmp_path)

    assert ran == 2


def test_the_reference_says_what_the_models_and_the_catalogue_say() -> None:
    """Generated pages are as their tool writes them; python -m tools.write_reference brings them up to date."""
    written = write_reference.write_pages()

    stale = [
        name for name, text in written.items() if (write_reference.FOLDER / name).read_text(encoding="utf-8") != text
    ]

    assert stale == []


def test_the_reference_of_the_commands_says_what_their_help_says() -> None:
    """A generated page is as its tool writes it; python -m tools.write_cli_reference brings it up to date."""
    page = write_cli_reference.PAGE

    written = write_cli_reference.write_page()

    assert page.read_text(encoding="utf-8") == written


def test_the_picture_can_be_drawn_anew() -> None:
    """The picture in the README comes from the report; python -m tools.draw_picture brings it up to date."""
    committed = draw_picture.PICTURE.read_bytes()

    drawn = draw_picture.draw_picture()

    assert drawn[:24] == committed[:24]  # the header: PNG, width and height; the rest follows the machine's arithmetic


@pytest.mark.parametrize("page", [*sorted(ROOT.glob("*.md")), *PAGES[1:]], ids=lambda page: str(page.relative_to(ROOT)))
def test_the_links_on_a_page_lead_somewhere(page: Path) -> None:
    """A link to another file of the project finds it."""
    targets = LINK.findall(page.read_text(encoding="utf-8"))

    lost = [target for target in targets if not (page.parent / target).exists()]

    assert lost == []
