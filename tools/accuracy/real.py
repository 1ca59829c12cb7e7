"""Kilter's pose on real recordings: ``python -m tools.accuracy.real FOLDER`` prints the tables as Markdown.

FOLDER holds ``video/`` (pose2sim_single_cam0*.mp4 with pose2sim_calibration.qca.txt, physioplus_bridge.mp4,
sports2d_demo.mp4) and ``keraal/`` (G3-BP-*.json, G3-Vicon-*.txt).
"""

import argparse
from pathlib import Path

from tools.accuracy.against_cameras import angle_tables, obliquity_table, reference_of
from tools.accuracy.against_vicon import vicon_tables
from tools.accuracy.cameras import read_calibration
from tools.accuracy.clips import bridge_tables, mirror_table, people_table
from tools.accuracy.seeing import Watcher

from kilter.adapters.pose_model.lifters import load_lifters


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lifters", type=Path, help="folder of other lifting networks")
    parser.add_argument("--keep", type=Path, help="folder in which found landmarks are kept for the next run")
    options = parser.parse_args()
    lifters = load_lifters(options.lifters) if options.lifters else load_lifters()
    watcher = Watcher(options.folder / "video", options.keep)

    print("### One camera against four\n")
    reference = reference_of(watcher, read_calibration(options.folder / "video" / "pose2sim_calibration.qca.txt"))
    for shown in angle_tables(watcher, reference, lifters):
        print(shown, "\n")
    print("### Pelvic obliquity against four cameras\n")
    print(obliquity_table(watcher, reference, lifters), "\n")
    print("### Against a marker laboratory\n")
    for shown in vicon_tables(options.folder / "keraal", lifters):
        print(shown, "\n")
    print("### A held bridge\n")
    for shown in bridge_tables(watcher, lifters):
        print(shown, "\n")
    print("### The mirror\n")
    print(mirror_table(watcher, lifters), "\n")
    print("### Two people\n")
    print(people_table(watcher))


if __name__ == "__main__":
    main()
