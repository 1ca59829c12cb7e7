"""A command runs beside a PostgreSQL of its own, and nothing of it is left."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tools.with_postgresql import find_programs

LOOK = """
import os, sys
from urllib.parse import unquote, urlsplit
import psycopg
address = os.environ["DATABASE_URL"]
with psycopg.connect(address) as connection:
    told = connection.execute("SELECT current_database(), current_user").fetchone()
print(*told, unquote(urlsplit(address).netloc.partition("@")[2]))
sys.exit(7)
"""


def installed(folder: Path, *versions: str) -> None:
    """Lay out what Debian's package does."""
    for version in versions:
        (folder / version / "bin").mkdir(parents=True)
        (folder / version / "bin" / "initdb").touch()


def test_the_newest_that_is_installed_is_taken(tmp_path: Path) -> None:
    """By number, not by the letters of it."""
    installed(tmp_path, "9.6", "15", "17")

    assert find_programs(tmp_path) == tmp_path / "17" / "bin"


def test_where_none_is_installed_it_is_told_how_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the package."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(FileNotFoundError, match="apt-get install postgresql"):
        find_programs(tmp_path)


def test_a_command_reaches_a_database_of_its_own_and_nothing_is_left() -> None:
    """Its exit code is handed on, and the folder of the server is gone."""
    done = subprocess.run(  # noqa: S603 - own words
        [sys.executable, "-m", "tools.with_postgresql", sys.executable, "-c", LOOK],
        capture_output=True,
        text=True,
        check=False,
    )

    database, user, folder = done.stdout.split()[-3:]
    assert done.returncode == 7, done.stderr
    assert (database, user) == ("kilter", "kilter")
    assert Path(folder).is_relative_to(tempfile.gettempdir())
    assert not Path(folder).exists()


def test_without_a_command_it_tells_how_it_is_run() -> None:
    """And starts nothing."""
    done = subprocess.run([sys.executable, "-m", "tools.with_postgresql"], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "COMMAND" in done.stderr
