"""How fast commands start and end, each as a fresh process, beside the floor of a bare interpreter.

Run: .venv/bin/python bench/commands.py
"""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe, share

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


def main() -> None:
    """Run every command in turn, several rounds, so that all meet the same moods of the machine."""
    times_s: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(RUNS + 1):
        for name, command in COMMANDS.items():
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
