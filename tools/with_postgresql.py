"""Runs a command beside a PostgreSQL of its own, which is gone when the command ends; DATABASE_URL says where it is.

Run: .venv/bin/python -m tools.with_postgresql COMMAND...

pytest-postgresql would do this, but does not run as root, as tests in containers do.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps the server's programs, a folder for each version."""
NAME = "kilter"
"""Of the database, and of the user who owns it and may make more."""
SETTINGS = {
    "listen_addresses": "''",  # only the socket in its own folder, which nobody else may enter
    "fsync": "off",  # what tests write need not survive a loss of power
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def main(command: list[str]) -> int:
    """Start the server, run the command, stop the server; the exit code is the command's."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        programs = find_programs()
    except FileNotFoundError as error:
        print(f"postgresql: {error}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then as well
    with served(programs) as url:
        path = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"
        environment = {**os.environ, "DATABASE_URL": url, "PATH": path}
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - what the caller wants


def find_programs(debian: Path = DEBIAN) -> Path:
    """The folder of the server's programs: Debian's newest, else wherever the path leads.

    Raises:
        FileNotFoundError: there is none.
    """
    versions = [each for each in debian.glob("*/bin") if (each / "initdb").exists()]
    if versions:
        return max(versions, key=lambda each: [int(number) for number in re.findall(r"\d+", each.parent.name)])
    found = shutil.which("initdb")
    if found is None:
        raise FileNotFoundError(
            "The server was not found; install it, then run this again."
            " Debian: apt-get install postgresql. macOS: brew install postgresql."
        )
    return Path(found).resolve().parent


@contextmanager
def served(programs: Path) -> Iterator[str]:
    """A new server on a socket of its own.

    Yields:
        the address of an empty database in it.
    """
    user = other_user()
    folder = Path(tempfile.mkdtemp(prefix="kilter-pg-"))
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), *arguments]
        # The server inherits what pg_ctl prints to, and a pipe would wait for its end.
        with (folder / "told").open("w+") as told:
            done = subprocess.run(command, user=user, cwd=folder, stdout=told, stderr=told, check=False)  # noqa: S603 - own
            if done.returncode:
                told.seek(0)
                raise SystemExit(f"postgresql: {program} failed.\n{told.read()}")

    try:
        if user is not None:
            shutil.chown(folder, user)
        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = "".join(f" -c {name}={value}" for name, value in SETTINGS.items())
        run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", f"-k {folder}{options}", "-w", "start")
        try:
            run("createuser", "-h", str(folder), "-U", "postgres", "--createdb", NAME)
            run("createdb", "-h", str(folder), "-U", "postgres", "-O", NAME, NAME)
            yield f"postgresql://{NAME}@{quote(str(folder), safe='')}/{NAME}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def other_user() -> str | None:
    """Whom to run the server as: root may not, so one whom the package made, or nobody."""
    if os.geteuid() != 0:
        return None
    names = {each.pw_name for each in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
