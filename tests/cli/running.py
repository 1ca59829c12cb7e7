"""Runs the command line: inside this process, which is quick, or as a process of its own, which is real."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kilter.cli.main import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
COMMAND = [sys.executable, "-m", "kilter.cli.main"]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to."""

    code: int
    out: str
    err: str


def kilter(*words: str | Path) -> Ran:
    """Run a command in this process, through the same door as a real one."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(sys, "argv", ["kilter", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
    return Ran(int(ended.value.code or 0), _text(out), _text(err))


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def process(
    *words: str | Path, stdin: str = "", folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Ran:
    """Run a command as a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, *map(str, words)],
        input=stdin.encode(),
        capture_output=True,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
