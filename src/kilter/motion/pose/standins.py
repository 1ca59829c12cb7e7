"""Landmarks that a source lacks or did not see, stood in for so that the rest can still be lifted.

Many pose models know no feet, and leave out an arm that the body hides. The lifting network wants every landmark; what
was not seen is put where it usually is, and the points that rest on it are taken away again afterwards.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from kilter.body.landmarks import Landmark
from kilter.body.sides import Side
from kilter.body.skeleton import Point
from kilter.motion.filters import Array, Mask
from kilter.motion.landmarks import LandmarkRecording

HEEL_SHARE, TOE_SHARE = 0.10, 0.18
"""How far beyond the ankle they are put, as a share of the shank in the picture."""
SURE_FROM = 0.5
"""The score from which other programs are sure; the network learned from one that says nearly 1 then."""
_HEAD_SHARE = 0.35
_RESTS_ON = {"elbow": "elbow", "wrist": "wrist", "heel": "heel", "foot_index": "toe"}


def with_stand_ins(recording: LandmarkRecording) -> LandmarkRecording:
    """The recording with limbs' ends and head put where they usually are, in frames that lack them.

    Args:
        recording: landmarks of a picture, NaN where not seen.

    Returns:
        the same with fewer NaN, and with visibilities as the lifting network knows them; shoulders, hips, knees and
        ankles are never stood in for.
    """
    seen = recording.image_px
    filled = seen.copy()

    def at(name: str) -> Array:
        return filled[:, Landmark(name).position]

    def fill(name: str, place: Callable[[], Array]) -> None:
        missing = ~np.isfinite(at(name)).all(axis=1)
        if missing.any():
            filled[missing, Landmark(name).position] = place()[missing]

    for side in Side:
        _fill_limbs(side, at, fill)
    _fill_head(at, fill)
    return replace(recording, image_px=filled, visibility=_visibility(recording))


def without_stand_ins(points: Array, recording: LandmarkRecording) -> Array:
    """Points without those whose landmark was not seen.

    Args:
        points: (T, 18, 3) as lifted from the recording with its stand-ins.
        recording: the recording as it was.

    Returns:
        (T, 18, 3) with NaN for ends of limbs that were not seen.
    """
    kept = points.copy()
    for side in Side:
        for landmark, point in _RESTS_ON.items():
            kept[_missing(recording, Landmark(f"{side}_{landmark}")), Point.of(point, side).index] = np.nan
    return kept


def _visibility(recording: LandmarkRecording) -> Array:
    """(T, 33) as the network knows it: sure from one half on, and for what was not seen the mean of the others."""
    unseen = ~np.isfinite(recording.image_px).all(axis=2)
    sure = np.where(unseen, 0.0, np.minimum(recording.visibility / SURE_FROM, 1.0))
    return np.where(unseen, (sure.sum(axis=1) / np.maximum((~unseen).sum(axis=1), 1))[:, None], sure)


def _missing(recording: LandmarkRecording, landmark: Landmark) -> Mask:
    return np.asarray(~np.isfinite(recording.image_px[:, landmark.position]).all(axis=1))


_At = Callable[[str], Array]
_Fill = Callable[[str, Callable[[], Array]], None]


def _fill_limbs(side: Side, at: _At, fill: _Fill) -> None:
    knee, ankle, shoulder, hip, elbow = (f"{side}_{name}" for name in ("knee", "ankle", "shoulder", "hip", "elbow"))
    fill(f"{side}_heel", lambda: at(ankle) + HEEL_SHARE * (at(ankle) - at(knee)))
    fill(f"{side}_foot_index", lambda: at(ankle) + TOE_SHARE * (at(ankle) - at(knee)))
    fill(elbow, lambda: at(shoulder) + 0.5 * (at(hip) - at(shoulder)))
    fill(f"{side}_wrist", lambda: at(elbow) + 0.8 * (at(elbow) - at(shoulder)))


def _fill_head(at: _At, fill: _Fill) -> None:
    def above() -> Array:
        shoulders = (at("left_shoulder") + at("right_shoulder")) / 2
        return shoulders + _HEAD_SHARE * (shoulders - (at("left_hip") + at("right_hip")) / 2)

    fill("nose", lambda: (at("left_ear") + at("right_ear")) / 2)
    fill("nose", above)
    fill("left_ear", lambda: at("nose"))
    fill("right_ear", lambda: at("nose"))
