"""Builds what the camera page runs in the browser, with npm; `make` calls it on set-up and for its tests.

Run: .venv/bin/python -m tools.build_frontend [build | types | test]
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FRONTEND = ROOT / "frontend"
LOCK = FRONTEND / "package-lock.json"
INSTALLED = FRONTEND / "node_modules" / ".kilter-lock"
"""Tells which lock the packages that are there came from."""
LEAST_NODE = (20, 19)
NPM = ("npm", "npm.cmd")


def main(arguments: list[str]) -> int:
    """Install the locked packages where they changed, then do what was asked; exit code 1 with the reason if not."""
    wanted = arguments or ["build"]
    try:
        folder = find_node()
        environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
        npm = next(folder / name for name in NPM if (folder / name).exists())
        install(npm, environment)
        for each in wanted:
            run([str(npm), "run", "--silent", each], environment)
    except (OSError, subprocess.CalledProcessError, ValueError) as error:
        print(f"frontend: {error}", file=sys.stderr)
        return 1
    return 0


def find_node() -> Path:
    """The folder of a Node that is new enough, with its npm: the machine's, else the development packages' own.

    Raises:
        ValueError: there is none.
    """
    found = shutil.which("node")
    own = Path(sys.executable).parent
    for folder in (Path(found).parent if found else own, own):
        if any((folder / name).exists() for name in NPM) and node_version(folder) >= LEAST_NODE:
            return folder
    least = ".".join(map(str, LEAST_NODE))
    raise ValueError(f"Node {least} or newer with npm was not found; install it, or run make again.")


def node_version(folder: Path) -> tuple[int, ...]:
    """The version of the Node in a folder; (0,) where it does not run."""
    node = shutil.which("node", path=str(folder))
    if node is None:
        return (0,)
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - found above
    numbers = re.match(r"v(\d+)\.(\d+)", told.stdout)
    return tuple(map(int, numbers.groups())) if numbers else (0,)


def install(npm: Path, environment: dict[str, str]) -> None:
    """Install the packages of the lock, each checked by its hash, and run none of their scripts."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if INSTALLED.is_file() and INSTALLED.read_text(encoding="ascii") == lock:
        return
    print("frontend: installing the packages of frontend/package-lock.json")
    run([str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], environment)
    INSTALLED.write_text(lock, encoding="ascii")


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run a command in the folder of the frontend."""
    subprocess.run(command, check=True, cwd=FRONTEND, env=environment)  # noqa: S603 - all words are ours


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
