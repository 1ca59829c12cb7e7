"""Kinetics Toolkit's part of the comparison, run in its own environment: filter, 8 frames, 27 angles."""

import sys
import time
from pathlib import Path
from typing import Any

import kineticstoolkit as ktk  # type: ignore[import-not-found]
import numpy as np


def main(read_from: Path, write_to: Path) -> None:
    """Measure and keep the angles."""
    given = np.load(read_from)
    names, points, rate_hz = given["markers"].tolist(), given["points"], float(given["rate_hz"])
    times_s = []
    for _ in range(int(given["runs"]) + 1):
        begun = time.process_time()
        angles = read(names, points, rate_hz, float(given["cutoff_hz"]))
        times_s.append(time.process_time() - begun)
    np.savez(write_to, angles=angles, times_s=times_s[1:])


def read(names: list[str], points: Any, rate_hz: float, cutoff_hz: float) -> Any:
    """(T, 27) degrees."""
    series = ktk.TimeSeries(time=np.arange(len(points)) / rate_hz)
    for index, name in enumerate(names):
        series.data[name] = np.column_stack([points[:, index], np.ones(len(points))])
    at = ktk.filters.butter(series, cutoff_hz).data
    hip, neck = (at["hip_left"] + at["hip_right"]) / 2, (at["shoulder_left"] + at["shoulder_right"]) / 2
    across = at["hip_left"] - at["hip_right"]
    make = ktk.geometry.create_transform_series
    frames = {
        "pelvis": make(x=across, xz=neck - hip),
        "trunk": make(z=neck - hip, xz=at["shoulder_left"] - at["shoulder_right"]),
    }
    for side in ("left", "right"):
        frames[f"thigh_{side}"] = make(z=at[f"hip_{side}"] - at[f"knee_{side}"], xz=across)
        frames[f"shank_{side}"] = make(z=at[f"knee_{side}"] - at[f"ankle_{side}"], xz=across)
        frames[f"foot_{side}"] = make(y=at[f"heel_{side}"] - at[f"toe_{side}"], xy=across)
    found = [ktk.geometry.get_angles(frames[name], "XYZ", degrees=True) for name in ("pelvis", "trunk")]
    pairs = [("pelvis", "trunk")]
    for side in ("left", "right"):
        pairs += [("pelvis", f"thigh_{side}"), (f"thigh_{side}", f"shank_{side}"), (f"shank_{side}", f"foot_{side}")]
    for parent, child in pairs:
        relative = ktk.geometry.get_local_coordinates(frames[child], frames[parent])
        found.append(ktk.geometry.get_angles(relative, "XYZ", degrees=True))
    return np.concatenate(found, axis=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
