"""Hold the pure rooms to their share of covered branches: python tools/branch_gate.py LEAST_PERCENT PATTERN..."""

import json
import sys
import tempfile
from pathlib import Path

from coverage import Coverage


def main() -> None:
    """Print the share of branches taken by the last test run; fail where it is below the least."""
    least, patterns = float(sys.argv[1]), sys.argv[2:]
    measured = Coverage()
    measured.load()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "coverage.json"
        measured.json_report(outfile=str(target), include=patterns)
        totals = json.loads(target.read_text())["totals"]
    share = 100 * totals["covered_branches"] / totals["num_branches"]
    count = totals["num_branches"]
    print(f"{share:.1f} % of {count} branches of the pure rooms are covered; {least:g} % are asked for")
    sys.exit(share < least)


if __name__ == "__main__":
    main()
