"""Demonstrations from the command line: a path, a viewer where there is one, or words."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.running import COMMAND, kilter

from kilter.adapters.demonstrations import find_demonstration


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["clamshell"], "clamshell.webp"),
        (["clamshell", "--still"], "clamshell_still.webp"),
        (["clamshell", "--dark"], "dark/clamshell.webp"),
        (["bird_dog", "--level", "leg_only"], "bird_dog@leg_only.webp"),
        (["bird_dog", "--level", "long_hold"], "bird_dog.webp"),
        (["trendelenburg", "--still", "--dark"], "dark/test_trendelenburg_still.webp"),
    ],
)
def test_a_demonstration_is_told_by_its_path(words: list[str], found: str) -> None:
    """What is printed is the file, and nothing else."""
    ran = kilter("demo", *words)

    path = Path(ran.out.rstrip("\n"))
    assert (ran.code, ran.err) == (0, "")
    assert path.is_file()
    assert path.as_posix().endswith(f"demonstrations/{found}")


def test_a_demonstration_is_told_to_programs_too() -> None:
    """As JSON come the path of one, or the ids, names and levels of all."""
    one = json.loads(kilter("demo", "bird_dog", "--level", "leg_only", "--json").out)
    every = {each["id"]: each for each in json.loads(kilter("demo", "--json").out)}

    assert one == {"id": "bird_dog", "level": "leg_only", "path": str(find_demonstration("bird_dog", "leg_only"))}
    assert "leg_only" in every["bird_dog"]["levels"]
    assert every["trendelenburg"]["levels"] == []


def on_terminal(*words: str, programs: Path) -> str:
    """What a command prints on a terminal where only these programs are found."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PATH": str(programs), "COLUMNS": "400"}
    done = subprocess.run([*COMMAND, *words], stdout=theirs, stdin=theirs, env=environment, timeout=60, check=False)  # noqa: S603
    os.close(theirs)
    printed = os.read(ours, 10_000).decode()
    os.close(ours)
    assert done.returncode == 0
    return printed


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's viewer is no program on the path")
def test_on_a_terminal_the_viewer_opens(tmp_path: Path) -> None:
    """On a terminal the system's viewer is given the file whose path is printed."""
    opened, viewer = tmp_path / "opened", tmp_path / "xdg-open"
    viewer.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && /bin/mv {opened}.part {opened}\n')
    viewer.chmod(0o755)

    printed = on_terminal("demo", "clamshell", programs=tmp_path)

    for _ in range(100):
        if opened.exists():
            break
        time.sleep(0.1)
    assert opened.read_text().strip() == printed.strip() == str(find_demonstration("clamshell"))


def test_on_a_terminal_without_a_viewer_the_path_is_told(tmp_path: Path) -> None:
    """Where no viewer is found, the path is what there is, and that is no error."""
    printed = on_terminal("demo", "clamshell", programs=tmp_path)

    assert printed.strip() == str(find_demonstration("clamshell"))


def test_without_an_id_everything_is_listed() -> None:
    """Exercises, tests and the levels that look different are told by id."""
    ran = kilter("demo")

    assert (ran.code, ran.err) == (0, "")
    for word in ("clamshell", "side_plank_clam", "single_leg_stance"):
        assert word in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["clamshel"], "Did you mean “clamshell”?"),
        (["xyz"], "“kilter demo” lists"),
        (["../clamshell"], "no demonstration"),
        (["bird_dog", "--level", "leg_onli"], "Did you mean “leg_only”?"),
        (["bird_dog", "--level", "xyz"], "Its levels: at_chair"),
        (["trendelenburg", "--level", "easy"], "A test has no levels"),
    ],
)
def test_what_is_not_shown_is_refused_with_what_was_meant(words: list[str], told: str) -> None:
    """An unknown id or level ends with 2 and a mend."""
    ran = kilter("demo", *words)

    assert (ran.code, ran.out) == (2, "")
    assert told in " ".join(ran.err.split())
