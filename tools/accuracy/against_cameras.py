"""One camera against what the other three of four make of the same person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from tools.accuracy.cameras import Camera, agreeing, scatter_px, triangulate
from tools.accuracy.figures import bends, flat, mean_off, points_of_places, random_off
from tools.accuracy.seeing import Watcher
from tools.accuracy.ways import raw
from tools.markdown import table

from kilter.adapters.pose_model.lifters import Lifters
from kilter.adapters.pose_model.models import PoseModel
from kilter.body.rotations import Array
from kilter.body.skeleton import POINTS, Point
from kilter.motion.filters import Mask
from kilter.motion.pelvis_line import pelvis_line_deg, two_leg_stance
from kilter.motion.pose.batch import pose_of
from kilter.motion.swaps import mend_swaps

CLIP = "pose2sim_single_{}"
MODELS = (PoseModel.FULL, PoseModel.HEAVY)


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """What the cameras together make of the person, for each camera from the other three.

    Args:
        cameras: by name, with the centres of their pictures moved so that they agree.
        moved_px: by how much.
        points: (T, 18, 3) metres, Z up, by the camera that was left out.
        scatter_px: how far the camera that was left out sees the joints from there, median.
    """

    cameras: Mapping[str, Camera]
    moved_px: Mapping[str, Array]
    points: Mapping[str, Array]
    scatter_px: Mapping[str, float]


def reference_of(watcher: Watcher, cameras: Mapping[str, Camera]) -> Reference:
    """The reference, from the largest model."""
    seen = {name: watcher.see(CLIP.format(name), PoseModel.HEAVY).recording for name in cameras}
    agreed, moved = agreeing(cameras, seen)
    points, scatter = {}, {}
    for name in cameras:
        places = triangulate(agreed, {other: seen[other] for other in seen if other != name})
        scatter[name] = scatter_px(agreed[name], seen[name], places)
        points[name] = points_of_places(places, seen[name].rate_hz)
    return Reference(agreed, moved, points, scatter)


def angle_tables(watcher: Watcher, reference: Reference, lifters: Lifters) -> Iterator[str]:
    """Knee and hip bends of each camera and model, and how sure the reference is."""
    rows, total = [], []
    for name, truth in reference.points.items():
        for model in MODELS:
            recording = mend_swaps(watcher.see(CLIP.format(name), model).recording)
            ways = (
                raw(recording),
                pose_of(recording, *lifters).points,
                pose_of(flat(recording), *lifters).points,
            )
            found = [
                (
                    mean_off(bends(points, joint), bends(truth, joint)),
                    random_off(bends(points, joint), bends(truth, joint)),
                )
                for joint in ("knee", "hip")
                for points in ways
            ]
            total.append(found)
            rows.append([name, model, *(f"{whole:.1f} ({part:.1f})" for whole, part in found)])
    rows.append(["mean", "", *(f"{whole:.1f} ({part:.1f})" for whole, part in np.mean(total, axis=0))])
    yield table(
        [
            "camera",
            "model",
            *(f"{joint}, {way}" for joint in ("knee", "hip") for way in ("raw", "Kilter", "Kilter 2D")),
        ],
        rows,
    )
    sure = [
        [
            name,
            " ".join(f"{part:+.0f}" for part in reference.moved_px[name]),
            f"{reference.scatter_px[name]:.1f}",
            *(_disagreement(reference, name, joint) for joint in ("knee", "hip")),
        ]
        for name in reference.points
    ]
    yield table(["camera left out", "centre moved, px", "sees joints off, px", "knee differs", "hip differs"], sure)


def _disagreement(reference: Reference, name: str, joint: str) -> str:
    """How far the reference without one camera is from those without each of the others."""
    mine = bends(reference.points[name], joint)
    others = [bends(points, joint) for other, points in reference.points.items() if other != name]
    return f"{np.mean([mean_off(mine, other) for other in others]):.1f}"


def slope_deg(points: Array) -> Array:
    """(T,) degrees of the line between the hips against the floor, positive when the left hip is higher."""
    across = points[:, Point.HIP_LEFT.index] - points[:, Point.HIP_RIGHT.index]
    return np.degrees(np.arctan2(across[:, 2], np.hypot(across[:, 0], across[:, 1])))


def obliquity_table(watcher: Watcher, reference: Reference, lifters: Lifters) -> str:
    """Pelvic obliquity of the two cameras in front of the person: bias and scatter of several ways."""
    square = np.zeros((1, len(POINTS), 3))
    square[:, [Point.HIP_LEFT.index, Point.SHOULDER_LEFT.index], 0] = 1.0
    rows = []
    for name in ("cam01", "cam02"):
        truth = slope_deg(reference.points[name])
        for model in MODELS:
            recording = mend_swaps(watcher.see(CLIP.format(name), model).recording)
            pose = pose_of(recording, *lifters)
            gated = pelvis_line_deg(recording, pose.points, pose.camera_roll_deg)
            whole = np.repeat(square, recording.frames, axis=0)
            line = pelvis_line_deg(recording, whole, pose.camera_roll_deg)
            rolled = pelvis_line_deg(recording, whole, reference.cameras[name].roll_deg)
            stood = two_leg_stance(recording)
            rows.append(
                [
                    name,
                    model,
                    f"{reference.cameras[name].roll_deg:+.1f} / {pose.camera_roll_deg:+.1f}",
                    f"{_yaw_deg(reference, name):.0f}",
                    f"{100 * np.isfinite(gated).mean():.0f}",
                    *(
                        _bias_and_scatter(way, truth)
                        for way in (line, rolled, slope_deg(pose.points), slope_deg(raw(recording)))
                    ),
                    _from_stance(line, truth, stood),
                ]
            )
    return table(
        [
            "camera",
            "model",
            "camera roll: true / Kilter's",
            "off square",
            "frames within 15°, %",
            "line in the picture",
            "line, true roll",
            "Kilter's hips",
            "raw hips",
            "line, from own stance",
        ],
        rows,
    )


def _yaw_deg(reference: Reference, name: str) -> float:
    """How far the person stands off square to a camera, median."""
    points, sight = reference.points[name], reference.cameras[name].turn[2]
    across = points[:, Point.HIP_LEFT.index] - points[:, Point.HIP_RIGHT.index]
    away = sight[:2] / np.linalg.norm(sight[:2])
    right = np.array([away[1], -away[0]])
    return float(np.nanmedian(np.degrees(np.arctan2(np.abs(across[:, :2] @ away), np.abs(across[:, :2] @ right)))))


def _bias_and_scatter(found: Array, truth: Array) -> str:
    off = found - truth
    return f"{np.nanmean(off):+.1f} ± {np.nanstd(off):.1f}"


def _from_stance(found: Array, truth: Array, stood: Mask) -> str:
    if stood.sum() < 3:
        return "no stance on both legs"
    return _bias_and_scatter(found - np.nanmedian(found[stood]), truth - np.nanmedian(truth[stood]))
