"""KERAAL's laboratory recordings: rigid targets on the body's segments, and the joint centres about which they turn."""

from pathlib import Path

import numpy as np
from scipy.spatial.transform import Rotation

from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.skeleton import POINTS, Point

RATE_HZ = 60.0
"""Not told in the data; these files have twice the frames of the videos of 30 a second."""
_TARGETS = (
    "forearm_right",
    "forearm_left",
    "arm_right",
    "arm_left",
    "chest",
    "thigh_right",
    "thigh_left",
    "shoulder_right",
    "shoulder_left",
    "hand_right",
    "hand_left",
    "foot_right",
    "foot_left",
    "hips",
    "head",
    "shank_right",
    "shank_left",
)


def read_targets(path: Path) -> dict[str, tuple[Array, Array]]:
    """Each target's (T, 3) metres and (T, 3, 3) turns, room axes with Z up.

    In two of the three files the left arm's target bears the forearm's name; the one nearer to the shoulder is the arm.
    """
    rows = np.loadtxt(path).reshape(-1, len(_TARGETS), 7)
    found = {
        name: (rows[:, k, :3] / 1000, Rotation.from_quat(rows[:, k, 3:]).as_matrix()) for k, name in enumerate(_TARGETS)
    }
    for side in Side:
        arm, forearm, shoulder = (found[f"{part}_{side}"][0] for part in ("arm", "forearm", "shoulder"))
        if np.linalg.norm(arm - shoulder, axis=1).mean() > np.linalg.norm(forearm - shoulder, axis=1).mean():
            found[f"arm_{side}"], found[f"forearm_{side}"] = found[f"forearm_{side}"], found[f"arm_{side}"]
    return found


def points_of_targets(targets: dict[str, tuple[Array, Array]]) -> Array:
    """(T, 18, 3) metres: shoulders, elbows, wrists and the neck; the legs, which stand still, stay NaN.

    Shoulder and elbow are the points about which the targets on both sides turn (least squares, as far as
    the movement tells); the wrist lies in the forearm's typical direction to the hand's target.
    """
    frames = len(targets["hips"][0])
    points = np.full((frames, len(POINTS), 3), np.nan)
    for side in Side:
        shoulder = _centre(targets[f"shoulder_{side}"], targets[f"arm_{side}"])
        elbow = _centre(targets[f"arm_{side}"], targets[f"forearm_{side}"])
        place, turn = targets[f"forearm_{side}"]
        hand = targets[f"hand_{side}"][0]
        inside = np.einsum("tji,tj->ti", turn, hand - place)
        wrist = place + turn @ np.median(inside, axis=0)
        for name, at in (("shoulder", shoulder), ("elbow", elbow), ("wrist", wrist)):
            points[:, Point.of(name, side).index] = at
    points[:, Point.NECK.index] = points[:, [Point.SHOULDER_LEFT.index, Point.SHOULDER_RIGHT.index]].mean(axis=1)
    points[:, Point.LUMBAR.index] = targets["hips"][0]
    return points


def _centre(one: tuple[Array, Array], other: tuple[Array, Array]) -> Array:
    """(T, 3) the point that both targets carry along: R1 c1 + t1 = R2 c2 + t2 in all frames."""
    (place_1, turn_1), (place_2, turn_2) = one, other
    # about the targets' own middle, so that what the movement does not tell stays near it
    system = np.concatenate([turn_1, -turn_2], axis=2).reshape(-1, 6)
    wanted = (place_2 - place_1).reshape(-1)
    arms = np.linalg.lstsq(system, wanted, rcond=0.05)[0]
    return np.asarray((place_1 + turn_1 @ arms[:3] + place_2 + turn_2 @ arms[3:]) / 2)


def turn_about_up_deg(targets: dict[str, tuple[Array, Array]], name: str) -> Array:
    """(T,) degrees that a target has turned about the vertical since the first frame."""
    _, turn = targets[name]
    since = turn @ turn[0].T
    turned = np.arctan2(since[:, 1, 0] - since[:, 0, 1], since[:, 0, 0] + since[:, 1, 1])
    return np.asarray(np.degrees(np.unwrap(turned)))


def rest_bends_deg(targets: dict[str, tuple[Array, Array]]) -> dict[str, float]:
    """Standard deviation of the turn between the targets above and below knee and hip, mean of both sides."""
    found = {}
    for joint, above, below in (("knee", "thigh_{}", "shank_{}"), ("hip", "hips", "thigh_{}")):
        spread = []
        for side in Side:
            (_, upper), (_, lower) = targets[above.format(side)], targets[below.format(side)]
            between = np.swapaxes(upper, 1, 2) @ lower
            typical = Rotation.from_matrix(between).mean().as_matrix()
            turned = Rotation.from_matrix(between @ typical.T).magnitude()
            spread.append(np.degrees(np.sqrt((turned * turned).mean())))
        found[joint] = float(np.mean(spread))
    return found
