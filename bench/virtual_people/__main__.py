"""Let virtual people follow programmes, and say what came of it.

Run: .venv/bin/python -m bench.virtual_people [--people 10000] [--report docs/explanation]
"""

import argparse
import resource
import time
from pathlib import Path

from bench.machine import describe
from bench.virtual_people.cohort import cohort, world
from bench.virtual_people.outcome import Outcome
from bench.virtual_people.report import assumptions, charts, eased, table

BEGIN, END = "<!-- {} begins -->", "<!-- {} ends -->"


def main() -> None:
    """Simulate, print, and with ``--report`` write the page's tables and charts anew."""
    parser = argparse.ArgumentParser(prog="python -m bench.virtual_people")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--fewer", type=int, default=1_000, help="people for each loosened rule")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path, help="folder of virtual-people.md")
    given = parser.parse_args()

    of = world(given.seed)
    print(describe())
    found: dict[str, list[Outcome]] = {}
    spent = []
    for policies in (("kilter",), ("fixed", "more")):
        begun, worked = time.perf_counter(), _worked_s()
        found |= cohort(of, given.people, policies)
        spent.append(f"{time.perf_counter() - begun:.0f} s ({(_worked_s() - worked) / 2:.0f} s of either processor)")
    print(f"{given.people:,} people for 12 weeks, two workers: {spent[0]} under Kilter’s rules,")
    print(f"{spent[1]} more for the two plans that are compared", flush=True)
    results, loosened = table(found), eased(of, given.fewer)
    print("\n".join([*results, "", *loosened]))
    if given.report is not None:
        charts(found, given.report)
        page = given.report / "virtual-people.md"
        text = page.read_text(encoding="utf-8")
        for name, lines in (("results", results), ("loosened", loosened), ("assumptions", assumptions())):
            text = _put(text, name, lines)
        page.write_text(text, encoding="utf-8")


def _worked_s() -> float:
    """Processor seconds of the workers that have ended; other work on the machine disturbs them less."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _put(text: str, name: str, lines: list[str]) -> str:
    before, rest = text.split(BEGIN.format(name))
    _, after = rest.split(END.format(name))
    return f"{before}{BEGIN.format(name)}\n\n" + "\n".join(lines) + f"\n\n{END.format(name)}{after}"


if __name__ == "__main__":
    main()
