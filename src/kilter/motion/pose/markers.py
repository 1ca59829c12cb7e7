"""Pose from laboratory markers: joint centres where the markers tell them, NaN where they do not."""

import numpy as np

from kilter.body.sides import PerSide, Side
from kilter.body.skeleton import POINTS, Point, Proportions
from kilter.motion.filters import CUTOFF_HZ, SLOWEST_RATE_HZ, Array, fill_short_gaps, low_pass
from kilter.motion.gait.body import check_pelvis_width
from kilter.motion.gait.hip import knee_from_epicondyles, knee_from_width
from kilter.motion.gait.pelvis import hip_centres, pelvis_axes
from kilter.motion.markers import Spot, find_marker
from kilter.motion.pose.batch import Pose
from kilter.motion.recording import MarkerRecording

SHOULDER_BELOW_SHARE = 0.17
"""How far the shoulder's centre lies below the marker on top of it, as a share of the distance between both."""
_NORMAL = Proportions.of_height(1.0)
_LUMBAR_UP = _NORMAL.lumbar_up_m / (2 * _NORMAL.hip_half_width_m)
_LUMBAR_BACK = _NORMAL.lumbar_back_m / (2 * _NORMAL.hip_half_width_m)


def pose_of_markers(recording: MarkerRecording) -> Pose:
    """Joint centres of a recording of markers.

    Hips come from the size of the pelvis; knees and ankles from the markers on both sides of the joint, or from the
    outer one with the joint's width; the lumbar joint from the hips and the plane of the iliac spines, so that hip
    angles count from that plane as in gait laboratories. Shoulders lie below the markers on top of them; elbows and
    wrists midway between two markers, or where the one marker is; heels and toes are the markers; the base of the neck
    is midway between the seventh vertebra and the jugular notch, or else between the shoulders' markers.

    Args:
        recording: markers in metres; Z up where its ``vertical`` is known.

    Returns:
        the pose in the recording's own world positions; NaN where a marker that is needed is missing or not seen.
        Quality is the share of the legs' six joint centres and of the trunk's two ends that are seen.

    Raises:
        CaptureError: the pelvis is as wide as no person's.

    Source: harrington2007 (hips), wu2002 (knees, ankles), davis1991 (joints by their width), winter2009 (smoothing)
    """
    markers = _Markers(recording)
    places: dict[Point, Array] = {}
    with np.errstate(invalid="ignore", divide="ignore"):
        _add_pelvis(places, markers)
        for side in Side:
            _add_leg(places, markers, recording, side)
        _add_trunk(places, markers)
        for side in Side:
            _add_arm(places, markers, side)
    points = np.full((recording.frames, len(POINTS), 3), np.nan)
    for point, place in places.items():
        points[:, point.index] = place
    seen = np.isfinite(points).all(axis=2)
    quality = seen[:, [point.index for point in _COUNTED]].mean(axis=1)
    t_s = np.arange(recording.frames) / recording.rate_hz
    return Pose(t_s, points, quality, (None,) * recording.frames, 0.0)


_COUNTED = (
    *(Point.of(name, side) for name in ("hip", "knee", "ankle") for side in Side),
    Point.LUMBAR,
    Point.NECK,
)


class _Markers:
    """The markers of a recording by their place on the body, smoothed."""

    def __init__(self, recording: MarkerRecording) -> None:
        self._recording = recording

    def at(self, spot: Spot, side: Side = Side.LEFT) -> Array | None:
        """(T, 3) metres, or None where there is no such marker."""
        name = find_marker(self._recording.markers, spot, side)
        if name is None:
            return None
        points, rate_hz = self._recording.markers[name], self._recording.rate_hz
        filled = fill_short_gaps(points, rate_hz)
        if rate_hz < SLOWEST_RATE_HZ:
            return filled
        smooth = low_pass(filled, rate_hz, CUTOFF_HZ)
        return np.where(np.isfinite(smooth), smooth, filled)

    def pair(self, spot: Spot) -> PerSide[Array] | None:
        """Both sides, or None where one is missing."""
        left, right = (self.at(spot, side) for side in Side)
        return None if left is None or right is None else PerSide(left, right)

    def sacrum(self) -> Array | None:
        """The sacrum, or the middle of the posterior iliac spines."""
        spines = self.pair(Spot.PSIS)
        return self.at(Spot.SACRUM) if spines is None else np.asarray((spines.left + spines.right) / 2)


def _add_pelvis(places: dict[Point, Array], markers: _Markers) -> None:
    spines, sacrum = markers.pair(Spot.ASIS), markers.sacrum()
    if spines is None or sacrum is None or not np.isfinite(spines.left + spines.right + sacrum).all(axis=1).any():
        return
    check_pelvis_width(spines)
    hips = hip_centres(spines, sacrum)
    axes = pelvis_axes(spines, sacrum)
    apart = np.linalg.norm(hips.left - hips.right, axis=1, keepdims=True)
    places[Point.HIP_LEFT], places[Point.HIP_RIGHT] = hips.left, hips.right
    middle = (hips.left + hips.right) / 2
    places[Point.LUMBAR] = middle + apart * (_LUMBAR_UP * axes[:, 2] + _LUMBAR_BACK * axes[:, 1])


def _add_leg(places: dict[Point, Array], markers: _Markers, recording: MarkerRecording, side: Side) -> None:
    """Each joint by the markers on both its sides, or by the outer one, the next marker up and the joint's width."""
    knee_m, ankle_m = recording.knee_width_m, recording.ankle_width_m
    hip = places.get(Point.of("hip", side))
    knee = _joint(
        markers, side, hip, (Spot.KNEE_LATERAL, Spot.KNEE_MEDIAL, Spot.THIGH), None if knee_m is None else knee_m[side]
    )
    ankle = _joint(
        markers,
        side,
        knee,
        (Spot.ANKLE_LATERAL, Spot.ANKLE_MEDIAL, Spot.SHANK),
        None if ankle_m is None else ankle_m[side],
    )
    found = {"knee": knee, "ankle": ankle, "heel": markers.at(Spot.HEEL, side), "toe": markers.at(Spot.TOE, side)}
    places.update({Point.of(name, side): place for name, place in found.items() if place is not None})


def _joint(
    markers: _Markers, side: Side, above: Array | None, spots: tuple[Spot, Spot, Spot], width_m: float | None
) -> Array | None:
    outer, inner, beside = (markers.at(spot, side) for spot in spots)
    if outer is not None and inner is not None:
        return knee_from_epicondyles(outer, inner)
    if outer is None or beside is None or above is None or width_m is None:
        return None
    return knee_from_width(above, outer, beside, width_m)


def _add_trunk(places: dict[Point, Array], markers: _Markers) -> None:
    tops = markers.pair(Spot.SHOULDER)
    vertebra, notch = markers.at(Spot.C7), markers.at(Spot.JUGULAR)
    if vertebra is not None and notch is not None:
        places[Point.NECK] = (vertebra + notch) / 2
    elif tops is not None:
        places[Point.NECK] = (tops.left + tops.right) / 2
    if tops is None or Point.NECK not in places or Point.LUMBAR not in places:
        return
    down = places[Point.LUMBAR] - places[Point.NECK]
    down = down / np.linalg.norm(down, axis=1, keepdims=True)
    below = SHOULDER_BELOW_SHARE * np.linalg.norm(tops.left - tops.right, axis=1, keepdims=True) * down
    places[Point.SHOULDER_LEFT], places[Point.SHOULDER_RIGHT] = tops.left + below, tops.right + below


def _add_arm(places: dict[Point, Array], markers: _Markers, side: Side) -> None:
    spots = {"elbow": (Spot.ELBOW_LATERAL, Spot.ELBOW_MEDIAL), "wrist": (Spot.WRIST_THUMB, Spot.WRIST_SMALL)}
    for name, (one, other) in spots.items():
        found = [place for place in (markers.at(one, side), markers.at(other, side)) if place is not None]
        if found:
            places[Point.of(name, side)] = np.asarray(sum(found) / len(found))
