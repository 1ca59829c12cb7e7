"""Draws the demonstrations into the package: python -m tools.demonstrations.make [ID ...]."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.clips.plans import performables
from tools.demonstrations.making import Demonstration, demonstrators, packed_loop, packed_still
from tools.demonstrations.studio import DARK, LIGHT

from kilter.adapters.knowledge_files import load_catalogue

FOLDER: Final = Path(__file__).parents[2] / "src" / "kilter" / "adapters" / "demonstrations"


def every_demonstration(*, sparse: bool = False) -> list[Demonstration]:
    """All exercises, their levels that have a movement of their own, and the tests that have one."""
    shown = performables(load_catalogue())
    who = demonstrators([each.id.partition("@")[0] for each in shown])
    return [Demonstration(each, who[each.id.partition("@")[0]], sparse) for each in shown]


def write(shown: Demonstration, folder: Path) -> int:
    """Write the four files of one demonstration; returns their bytes."""
    total = 0
    themes = (LIGHT, DARK)
    drawn = [shown.pictures(moment, themes) for moment in shown.moments]
    stills = shown.still(themes)
    times = [moment.ms for moment in shown.moments]
    for number, place in enumerate((folder, folder / "dark")):
        place.mkdir(parents=True, exist_ok=True)
        files = {
            f"{shown.shown.id}.webp": packed_loop([each[number] for each in drawn], times),
            f"{shown.shown.id}_still.webp": packed_still(stills[number]),
        }
        for name, data in files.items():
            (place / name).write_bytes(data)
            total += len(data)
    return total


def main(arguments: Sequence[str] | None = None) -> None:
    """Write all demonstrations, or those whose ids are given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", help="exercise, exercise@level or test_ and the id of a test; all when none")
    parser.add_argument("-o", "--output", type=Path, default=FOLDER)
    parser.add_argument("--part", default="1/1", help="such as 1/2: the first half, for two processes")
    told = parser.parse_args(arguments)
    every = every_demonstration()
    unknown = set(told.ids) - {each.shown.id for each in every}
    if unknown:
        sys.exit(f"no such demonstration: {', '.join(sorted(unknown))}")
    chosen = [each for each in every if not told.ids or each.shown.id in told.ids]
    part, parts = (int(number) for number in told.part.split("/"))
    for each in chosen[part - 1 :: parts]:
        print(f"{each.shown.id}: {write(each, told.output) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
