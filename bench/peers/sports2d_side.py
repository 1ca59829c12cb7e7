"""Sports2D's part of the comparison, run in its own environment: its numeric path without the outlier filter.

The functions are Sports2D's own, called in the order and as often as its ``process_fun`` calls them when it is given a
file of keypoints: angles frame by frame, interpolation and filter of X and Y, angles frame by frame again, unwrapping,
interpolation and filter of the angles. What lies between (drawing, choosing persons, files) is left out.
"""

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
from Pose2Sim.common import angle_dict, interpolate_zeros_nans  # type: ignore[import-not-found]
from Pose2Sim.filtering import filter1d  # type: ignore[import-not-found]
from Sports2D.process import compute_angles_for_person  # type: ignore[import-not-found]

LONGEST_GAP = 100
FEET_KNOWN = True
TOES_AND_HEELS = ("LBigToe", "LHeel", "RBigToe", "RHeel")


def main(read_from: Path, write_to: Path) -> None:
    """Measure and keep the angles."""
    given = np.load(read_from)
    keypoints, names = given["keypoints"].tolist(), given["angles"].tolist()
    pixels, rate_hz = given["keypoints_px"], float(given["rate_hz"])
    config = {"filtering": {"butterworth": {"order": 4, "cut_off_frequency": float(given["cutoff_hz"])}}}
    times_s, first_s = [], []
    for _ in range(int(given["slow_runs"])):
        begun = time.process_time()
        in_each_frame(pixels[..., 0], pixels[..., 1], keypoints, names)
        first_s.append(time.process_time() - begun)
        angles = read(pixels, keypoints, names, config, rate_hz)
        times_s.append(time.process_time() - begun)
    np.savez(
        write_to,
        angles=angles,
        times_s=times_s,
        first_s=first_s,
        chains=[" ".join(angle_dict[name][0]) for name in names],
        terms=[angle_dict[name][2:] for name in names],
    )


def read(pixels: Any, keypoints: list[str], names: list[str], config: Any, rate_hz: float) -> Any:
    """(T, 26) degrees."""
    x, y = (smoothed(pd.DataFrame(pixels[..., axis], columns=keypoints), config, rate_hz).to_numpy() for axis in (0, 1))
    angles = in_each_frame(x, y, keypoints, names)
    for column in range(angles.shape[1]):
        valid = ~np.isnan(angles[:, column])
        unwrapped = np.unwrap(angles[valid, column], period=180)
        unwrapped = unwrapped - 360 if unwrapped.mean() > 180 else unwrapped
        unwrapped = unwrapped + 360 if unwrapped.mean() < -180 else unwrapped
        angles[valid, column] = unwrapped
    return smoothed(pd.DataFrame(angles, columns=names), config, rate_hz).to_numpy()


def smoothed(columns: Any, config: Any, rate_hz: float) -> Any:
    """Interpolated and filtered column by column."""
    whole = columns.apply(interpolate_zeros_nans, axis=0, args=[LONGEST_GAP, "linear"])
    return whole.apply(filter1d, axis=0, args=[config, "butterworth", rate_hz])


def in_each_frame(x: Any, y: Any, keypoints: list[str], names: list[str]) -> Any:
    """Angles of every frame, one after the other."""
    ids, feet = list(range(len(keypoints))), [keypoints.index(name) for name in TOES_AND_HEELS]
    angles = np.full((len(x), len(names)), np.nan)
    for frame in range(len(x)):
        if not np.isnan(x[frame]).all():
            _, angles[frame], _ = compute_angles_for_person(
                x[frame], y[frame], "auto", FEET_KNOWN, ids, keypoints, names, angle_dict, L_R_direction_idx=feet
            )
    return angles


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
