"""Pose2Sim's part of the comparison, run in its own environment: its vectorised angles of 3D points."""

import sys
import time
from pathlib import Path

import numpy as np
from Pose2Sim.common import angle_dict, fixed_angles  # type: ignore[import-not-found]


def main(read_from: Path, write_to: Path) -> None:
    """Measure and keep the angles."""
    given = np.load(read_from)
    keypoints, points = given["keypoints"].tolist(), given["keypoints_m"]
    at = {name: np.ascontiguousarray(points[:, index]) for index, name in enumerate(keypoints)}
    names = given["angles"].tolist()
    ends = [angle_dict[name][0] for name in names]
    times_s = []
    for _ in range(int(given["runs"]) + 1):
        begun = time.process_time()
        angles = [fixed_angles([at[end] for end in chain], name) for name, chain in zip(names, ends, strict=True)]
        times_s.append(time.process_time() - begun)
    np.savez(
        write_to,
        angles=np.stack(angles, axis=1),
        times_s=times_s[1:],
        chains=[" ".join(chain) for chain in ends],
        terms=[angle_dict[name][2:] for name in names],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
