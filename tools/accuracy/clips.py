"""Real clips without a truth: a held bridge, the mirror, and two people of whom one is followed."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from tools.accuracy.against_cameras import CLIP, MODELS, slope_deg
from tools.accuracy.figures import bends, flat, jitter, mean_off
from tools.accuracy.seeing import Seen, Watcher
from tools.accuracy.ways import raw
from tools.markdown import table

from kilter.adapters.pose_model.lifters import Lifters
from kilter.adapters.pose_model.models import PoseModel
from kilter.body.landmarks import Landmark
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.skeleton import POINTS, Point
from kilter.motion.following import box_sizes
from kilter.motion.landmarks import LandmarkRecording, mirror
from kilter.motion.pelvis_line import pelvis_line_deg
from kilter.motion.pose.batch import Pose, pose_of
from kilter.motion.swaps import find_swaps, mend_swaps

BRIDGE, TWO_PEOPLE = "physioplus_bridge", "sports2d_demo"
_MIDDLES = [Landmark(f"{side}_{name}").position for side in Side for name in ("shoulder", "hip")]
_SHOWN_S = 0.25


def bridge_tables(watcher: Watcher, lifters: Lifters) -> Iterator[str]:
    """Angles of the side towards the camera over time; then where they lie at rest and at the top."""
    rows, ends = [], []
    for model in MODELS:
        found = watcher.see(BRIDGE, model).recording
        recording = mend_swaps(found)
        near = _near_side(recording)
        pose = pose_of(recording, *lifters)
        ways = {
            "picture": _in_picture(recording),
            "raw": raw(recording),
            "Kilter": pose.points,
            "Kilter 2D": pose_of(flat(recording), *lifters).points,
        }
        angles = {name: _side_angles(points, near) for name, points in ways.items()}
        line = angles["picture"]["line"]
        low, high = np.nanpercentile(line, [15, 75])
        top, rest = line >= high, line <= low
        for name, signals in angles.items():
            other = _side_angles(ways[name], near.other)
            ends.append(
                [
                    model,
                    name,
                    *(_from_to(signals[key], rest, top) for key in ("line", "knee", "trunk")),
                    _from_to(other["line"], rest, top),
                    f"{100 * np.isfinite(signals['line']).mean():.0f}",
                    " / ".join(f"{mean_off(signals[key], angles['picture'][key]):.1f}" for key in ("line", "knee")),
                    f"{jitter(signals['line']):.2f}",
                    str(_swapped(found)),
                ]
            )
        if model is PoseModel.FULL:
            times = np.arange(recording.t_s[0], recording.t_s[-1], _SHOWN_S)
            for at in np.searchsorted(recording.t_s, times):
                rows.append(
                    [
                        f"{recording.t_s[at]:.2f}",
                        *(f"{angles[name][key][at]:.0f}" for key in ("line", "knee", "trunk") for name in ways),
                    ]
                )
    yield table(["t, s", *(f"{key}, {name}" for key in ("line", "knee", "trunk") for name in ways)], rows)
    yield table(
        [
            "model",
            "way",
            "line: rest → top",
            "knee bend: rest → top",
            "trunk to the floor: rest → top",
            "line of the far side",
            "frames read, %",
            "off the picture: line / knee",
            "jitter of the line",
            "frames swapped",
        ],
        ends,
    )


def _from_to(values: Array, rest: Array, top: Array) -> str:
    ends = [values[part & np.isfinite(values)] for part in (rest, top)]
    return " → ".join(f"{np.median(end):.0f}" if len(end) else "not read" for end in ends)


def _near_side(recording: LandmarkRecording) -> Side:
    """The side that the model is surer of."""
    sure = {
        side: recording.visibility[:, [Landmark(f"{side}_{name}").position for name in ("hip", "knee", "elbow")]].mean()
        for side in Side
    }
    return max(Side, key=lambda side: sure[side])


def _in_picture(recording: LandmarkRecording) -> Array:
    """(T, 18, 3) the landmarks in the picture, without depth: from the side, very nearly the angles themselves."""
    points = np.full((recording.frames, len(POINTS), 3), np.nan)
    for point in POINTS[:16]:
        name, _, side = point.partition("_")
        place = recording.image_px[:, Landmark(f"{side}_{'foot_index' if name == 'toe' else name}").position]
        points[:, point.index] = np.column_stack([place[:, 0], np.zeros(recording.frames), -place[:, 1]])
    return points


def _side_angles(points: Array, side: Side) -> dict[str, Array]:
    """Degrees: the line from shoulder over hip to knee (180 is straight), knee bend, slope of the trunk."""
    row = list(Side).index(side)
    trunk = points[:, Point.of("hip", side).index] - points[:, Point.of("shoulder", side).index]
    return {
        "line": 180.0 - bends(points, "hip")[row],
        "knee": bends(points, "knee")[row],
        "trunk": np.degrees(np.arctan2(trunk[:, 2], np.hypot(trunk[:, 0], trunk[:, 1]))),
    }


def _swapped(recording: LandmarkRecording) -> int:
    swaps = find_swaps(recording.t_s, recording.image_px)
    return int((swaps.mended | swaps.doubtful).sum())


def mirror_table(watcher: Watcher, lifters: Lifters) -> str:
    """How much the answers differ when the pose model is shown the clip mirrored."""
    rows = []
    for clip in (*(CLIP.format(name) for name in ("cam01", "cam02", "cam04")), TWO_PEOPLE):
        for model in MODELS:
            recording = mend_swaps(watcher.see(clip, model).recording)
            turned = mirror(mend_swaps(watcher.see(clip, model, mirrored=True).recording))
            same = _same_person(recording, turned)
            pose, posed = pose_of(recording, *lifters), pose_of(turned, *lifters)
            as_seen, as_turned = raw(recording), raw(turned)
            line, turned_line = (_line(r, p) for r, p in ((recording, pose), (turned, posed)))
            rows.append(
                [
                    clip.removeprefix("pose2sim_single_"),
                    model,
                    *(
                        f"{mean_off(bends(a, joint)[:, same], bends(b, joint)[:, same]):.1f}"
                        for joint in ("knee", "hip")
                        for a, b in ((as_seen, as_turned), (pose.points, posed.points))
                    ),
                    *(
                        _apart(a[same], b[same])
                        for a, b in (
                            (line, turned_line),
                            (slope_deg(as_seen), slope_deg(as_turned)),
                            (slope_deg(pose.points), slope_deg(posed.points)),
                        )
                    ),
                    f"{jitter(line):.2f} / {jitter(slope_deg(pose.points)):.2f}",
                    f"{100 * same.mean():.0f}",
                ]
            )
    return table(
        [
            "clip",
            "model",
            "knee, raw",
            "knee, Kilter",
            "hip, raw",
            "hip, Kilter",
            "hip line in the picture",
            "hip line, raw",
            "hip line, Kilter",
            "jitter: line / Kilter",
            "frames, %",
        ],
        rows,
    )


def _line(recording: LandmarkRecording, pose: Pose) -> Array:
    """The hip line's slope in the picture, whichever way the person faces."""
    square = np.zeros_like(pose.points)
    square[:, [Point.HIP_LEFT.index, Point.SHOULDER_LEFT.index], 0] = 1.0
    return pelvis_line_deg(recording, square, 0.0)


def _apart(one: Array, other: Array) -> str:
    """Median and, in brackets, mean absolute difference of two lines, modulo half a turn."""
    off = (one - other + 90.0) % 180.0 - 90.0
    return f"{np.nanmedian(off):+.2f} ({np.nanmean(np.abs(off)):.1f})"


def _same_person(one: LandmarkRecording, other: LandmarkRecording) -> Array:
    """(T,) frames in which both show the same person."""
    apart = np.linalg.norm(_middle(one) - _middle(other), axis=1)
    with np.errstate(invalid="ignore"):
        return np.asarray(apart < 0.2 * box_sizes(one.image_px))


def _middle(recording: LandmarkRecording) -> Array:
    return np.asarray(recording.image_px[:, _MIDDLES].mean(axis=1))


def people_table(watcher: Watcher) -> str:
    """Whether the followed person stays the same, and swapped legs before and after mending."""
    rows = []
    for model in PoseModel:
        seen = watcher.see(TWO_PEOPLE, model)
        before = seen.recording
        after = mend_swaps(before)
        swaps, left = (find_swaps(r.t_s, r.image_px) for r in (before, after))
        rows.append(
            [
                model,
                f"{100 * before.present.mean():.0f}",
                f"{100 * np.mean([len(bodies) > 1 for bodies in seen.bodies]):.0f}",
                str(_jumps(seen)),
                f"{_flips(before)} → {_flips(after)}",
                f"{int((swaps.mended | swaps.doubtful).sum())} → {int((left.mended | left.doubtful).sum())}",
                str(int(swaps.mended.sum())),
                str(int(swaps.doubtful.sum())),
            ]
        )
    return table(
        [
            "model",
            "frames with the person, %",
            "frames with others, %",
            "jumps to another person",
            "times the legs change places",
            "frames found swapped",
            "of them mended",
            "left out",
        ],
        rows,
    )


def _jumps(seen: Seen) -> int:
    """How often the followed body is not the nearest to where the person was in the frame before that shows them."""
    recording = seen.recording
    size_px = np.array([recording.width_px, recording.height_px])
    middle, sizes = _middle(recording), box_sizes(recording.image_px)
    shown = np.flatnonzero(recording.present)
    jumps = 0
    for before, now in pairwise(shown):
        step = np.linalg.norm(middle[now] - middle[before])
        others = [
            np.linalg.norm(body[_MIDDLES, :2].mean(axis=0) * size_px - middle[before]) for body in seen.bodies[now]
        ]
        jumps += step > 0.25 * sizes[before] or step > min(others) + 0.1 * sizes[before]
    return jumps


def _flips(recording: LandmarkRecording) -> int:
    """How often both knees and ankles jump to about where those of the other side were."""
    pairs = [[Landmark(f"{side}_{name}").position for name in ("knee", "ankle")] for side in Side]
    left, right = (recording.image_px[:, pair] for pair in pairs)
    limb = np.nanmedian(box_sizes(recording.image_px))
    straight = np.linalg.norm(np.diff(left, axis=0), axis=2) + np.linalg.norm(np.diff(right, axis=0), axis=2)
    crossed = np.linalg.norm(left[1:] - right[:-1], axis=2) + np.linalg.norm(right[1:] - left[:-1], axis=2)
    with np.errstate(invalid="ignore"):
        return int(((crossed.sum(axis=1) < 0.5 * straight.sum(axis=1)) & (straight.sum(axis=1) > 0.05 * limb)).sum())
