"""How fast commands start and end, each as a fresh process, beside the floor of a bare interpreter.

Run: .venv/bin/python bench/commands.py
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe, share
from bench.trained import begun, train

ROOT = Path(__file__).parents[1]
RUNS = 7
FLOOR = "python -c pass"
COMMANDS = {
    FLOOR: (sys.executable, "-c", "pass"),
    "kilter --help": (sys.executable, "-m", "kilter.cli.main", "--help"),
    "kilter screen office_worker.yaml": (
        *(sys.executable, "-m", "kilter.cli.main", "screen"),
        str(ROOT / "examples/office_worker.yaml"),
    ),
    "kilter screen runner.yaml (with a recorded walk)": (
        *(sys.executable, "-m", "kilter.cli.main", "screen"),
        str(ROOT / "examples/runner.yaml"),
    ),
    "kilter plan office_worker.yaml": (
        *(sys.executable, "-m", "kilter.cli.main", "plan"),
        str(ROOT / "examples/office_worker.yaml"),
    ),
}


TODAY = "kilter today (a year of history)"


def main() -> None:
    """Run every command in turn, several rounds, so that all meet the same moods of the machine."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite"
        on = train(begun(path))
        today = (sys.executable, "-m", "kilter.cli.main", "today", "--record", str(path), "--on", str(on))
        _measure({**COMMANDS, TODAY: today})


def _measure(commands: Mapping[str, Sequence[str]]) -> None:
    times_s: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(RUNS + 1):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - the commands stand above
            if number:  # the first round fills the disk cache
                times_s[name].append(time.perf_counter() - begun)
    print(describe())
    floor = np.median(times_s[FLOOR])
    for name, own in times_s.items():
        print(f"{name}: {share(own, 1, 's')}; {np.median(own) / floor:.1f} times the floor")


if __name__ == "__main__":
    main()
