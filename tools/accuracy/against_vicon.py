"""KERAAL's BlazePose landmarks against the laboratory's targets on the same seated people."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tools.accuracy.figures import bends, mean_off, points_of_places, random_off
from tools.accuracy.vicon import RATE_HZ, points_of_targets, read_targets, rest_bends_deg, turn_about_up_deg
from tools.markdown import table

from kilter.adapters.keypoints import read_keypoints
from kilter.adapters.pose_model.lifters import Lifters
from kilter.body.landmarks import LANDMARKS, Landmark
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.skeleton import POINTS, Point
from kilter.motion.landmarks import LandmarkRecording, mirror
from kilter.motion.pose.batch import pose_of

TRIALS = ("CTK", "ELK", "RTK")
SIZE_PX = (1920, 1080)
"""The data do not tell it; the wrists' paths fit 16 to 9."""
VIDEO_HZ = 30.0
_LATEST_S = 1.0
_NOTHING_DEG = 1e-6


def vicon_tables(folder: Path, lifters: Lifters) -> Iterator[str]:
    """Arms and trunk of each trial, raw and lifted; then how still the legs, which did not move, are held."""
    rows, still = [], []
    for trial in TRIALS:
        (seen,) = sorted(folder.glob(f"G3-BP-{trial}-*.json"))
        (laboratory,) = sorted(folder.glob(f"G3-Vicon-{trial}-*.txt"))
        targets = read_targets(laboratory)
        truth = _towards_camera(points_of_targets(targets))
        recording, places = _read(seen)
        mirrored = _runs_against(recording, truth)
        if mirrored:
            recording, places = mirror(recording), _mirrored(places)
        lag = _lag(recording, truth)
        there = 2 * np.arange(recording.frames) + lag
        inside = (there >= 0) & (there < len(truth))
        ways = (
            points_of_places(places * (1.0, 0.0, 1.0), VIDEO_HZ),
            points_of_places(places, VIDEO_HZ),
            pose_of(recording, *lifters).points,
        )
        truths = _angles(truth, np.radians(turn_about_up_deg(targets, "hips")))
        for name, true in truths.items():
            known = np.atleast_2d(true)[:, there[inside]]
            found = [np.atleast_2d(_angles(points)[name])[:, inside] for points in ways]
            rows.append(
                [
                    trial,
                    name,
                    f"{np.nanmean(np.ptp(known, axis=1)):.0f}",
                    *(_off(way, known) for way in found),
                    *(_correlation(way, known) for way in found),
                ]
            )
        notes = f"{lag / RATE_HZ:+.2f} s" + (", picture mirrored" if mirrored else "")
        moved = rest_bends_deg(targets)
        still.append(
            [
                trial,
                notes,
                *(
                    f"{cell:.1f}"
                    for joint in ("knee", "hip")
                    for cell in (
                        moved[joint],
                        *(float(np.nanstd(bends(points, joint), axis=1).mean()) for points in ways),
                    )
                ),
            ]
        )
    names = ("picture", "raw", "Kilter")
    head = ["trial", "angle", "range", *(f"off, {name}" for name in names), *(f"r, {name}" for name in names)]
    yield table(head, rows)
    head = [
        "trial",
        "laboratory ahead by",
        *(f"{joint} SD, {name}" for joint in ("knee", "hip") for name in ("Vicon", *names)),
    ]
    yield table(head, still)


def _read(path: Path) -> tuple[LandmarkRecording, Array]:
    """The recording in two dimensions, and (T, 33, 3) BlazePose's own three: shares of the picture's width, Z up."""
    recording = read_keypoints(path, rate_hz=VIDEO_HZ, width_px=SIZE_PX[0], height_px=SIZE_PX[1])
    positions = json.loads(path.read_text())["positions"]
    places = np.full((len(positions), LANDMARKS, 3), np.nan)
    for frame, points in enumerate(positions.values()):
        for name, (x, y, z) in points.items():
            places[frame, Landmark(name.lower()).position] = (x, z, -y * SIZE_PX[1] / SIZE_PX[0])
    return recording, places


def _mirrored(places: Array) -> Array:
    order = [landmark.mirrored.position for landmark in Landmark]
    return np.asarray(places[:, order] * (-1.0, 1.0, 1.0))


def _towards_camera(points: Array) -> Array:
    """From the laboratory's axes, in which the person faces along x, to those of a pose with the camera at -Y."""
    return np.stack([points[..., 1], -points[..., 0], points[..., 2]], axis=-1)


_WRISTS = (
    (Landmark.LEFT_WRIST.position, Point.WRIST_LEFT.index),
    (Landmark.RIGHT_WRIST.position, Point.WRIST_RIGHT.index),
)


def _runs_against(recording: LandmarkRecording, truth: Array) -> bool:
    """Whether the picture's shoulders go left where the laboratory's go right: Kinect stores its pictures mirrored."""
    seen = recording.image_px[:, [Landmark.LEFT_SHOULDER.position, Landmark.RIGHT_SHOULDER.position], 0].mean(axis=1)
    true = truth[:, [Point.SHOULDER_LEFT.index, Point.SHOULDER_RIGHT.index], 0].mean(axis=1)
    frames = min(len(seen), len(true) // 2)
    return bool(np.corrcoef(seen[:frames], true[: 2 * frames : 2])[0, 1] < -0.5)


def _lag(recording: LandmarkRecording, truth: Array) -> int:
    """Frames of the laboratory by which it is ahead, so that the wrists' heights agree best."""
    most = round(_LATEST_S * RATE_HZ)
    agreement = {}
    for lag in range(-most, most + 1):
        there = 2 * np.arange(recording.frames) + lag
        inside = (there >= 0) & (there < len(truth))
        agreement[lag] = sum(
            np.corrcoef(-recording.image_px[inside, seen, 1], truth[there[inside], true, 2])[0, 1]
            for seen, true in _WRISTS
        )
    return max(agreement, key=lambda lag: agreement[lag])


def _angles(points: Array, hips_turned_rad: Array | None = None) -> dict[str, Array]:
    """Degrees by name: of each arm (2, T), of the trunk (T,)."""
    at = {point: points[:, point.index] for point in POINTS}
    trunk = at[Point.NECK] - at[Point.LUMBAR]
    raised = []
    for side in Side:
        arm = at[Point.of("elbow", side)] - at[Point.of("shoulder", side)]
        raised.append(np.arctan2(np.linalg.norm(np.cross(arm, -trunk), axis=1), -(arm * trunk).sum(axis=1)))
    if hips_turned_rad is None:
        hips_turned_rad = _yaw(at[Point.HIP_LEFT] - at[Point.HIP_RIGHT])
    turned = np.unwrap(_yaw(at[Point.SHOULDER_LEFT] - at[Point.SHOULDER_RIGHT])) - np.unwrap(hips_turned_rad)
    return {
        "elbow bend": bends(points, "elbow"),
        "arm from trunk": np.degrees(np.stack(raised)),
        "trunk to the side": np.degrees(np.arctan2(trunk[:, 0], trunk[:, 2])),
        "trunk forward": np.degrees(np.arctan2(-trunk[:, 1], np.hypot(trunk[:, 0], trunk[:, 2]))),
        "trunk turned": np.degrees(turned),
    }


def _yaw(across: Array) -> Array:
    return np.asarray(np.arctan2(across[:, 1], across[:, 0]))


def _off(found: Array, true: Array) -> str:
    """Mean absolute difference, and in brackets without the mean difference; a dash for what a picture cannot show."""
    if np.nanmax(found) - np.nanmin(found) < _NOTHING_DEG:
        return "–"
    return f"{mean_off(found, true):.1f} ({random_off(found, true):.1f})"


def _correlation(found: Array, true: Array) -> str:
    values = []
    for one, other in zip(found, true, strict=True):
        sound = np.isfinite(one) & np.isfinite(other)
        if np.ptp(one[sound]) < _NOTHING_DEG:
            return "–"
        values.append(np.corrcoef(one[sound], other[sound])[0, 1])
    return f"{np.mean(values):.2f}"
