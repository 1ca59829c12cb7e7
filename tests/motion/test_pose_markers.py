"""Joint centres from laboratory markers: where they must be, and nothing where no marker tells."""

from pathlib import Path

import numpy as np
import pytest

from kilter.adapters.recordings import read_recording
from kilter.body.sides import PerSide, Side
from kilter.body.skeleton import POINTS, Point
from kilter.errors import CaptureError
from kilter.motion.filters import Array
from kilter.motion.markers import Spot, find_marker
from kilter.motion.pose.batch import Pose
from kilter.motion.pose.markers import pose_of_markers
from kilter.motion.pose.placing import bone_lengths
from kilter.motion.recording import MarkerRecording

from .walkers import Walker, record

RECORDINGS = Path(__file__).parents[2] / "examples" / "recordings"


def at(pose: Pose, name: str, side: Side = Side.LEFT) -> Array:
    """(T, 3) of one point."""
    return pose.points[:, Point.of(name, side).index]


def seen(pose: Pose) -> set[str]:
    """The points that are seen in most frames."""
    return {point for point in POINTS if np.isfinite(pose.points[:, point.index]).all(axis=1).mean() > 0.9}


@pytest.mark.parametrize("name", ["gaitalytics_treadmill.c3d", "pycgm_movement.c3d", "opensim_walking2.trc"])
def test_bones_of_real_people_keep_a_human_length(name: str) -> None:
    """Thigh and shank of real recordings are as long as an adult's, and vary little from frame to frame."""
    pose = pose_of_markers(read_recording(RECORDINGS / name))

    lengths = bone_lengths(pose.points)
    assert 0.36 < lengths["hip", "knee"] < 0.52
    assert 0.30 < lengths["knee", "ankle"] < 0.48
    for side in Side:
        thigh = np.linalg.norm(at(pose, "knee", side) - at(pose, "hip", side), axis=1)
        assert np.nanstd(thigh) < 0.02


def test_a_full_set_gives_every_point() -> None:
    """Plug-in Gait's full set with the widths of the joints gives all eighteen points in every frame."""
    pose = pose_of_markers(read_recording(RECORDINGS / "pycgm_movement.c3d"))

    assert seen(pose) == set(POINTS)
    assert (pose.quality == 1).all()


def test_what_is_not_marked_is_not_seen() -> None:
    """A set without shoulders, or without knees, gives none, and says so in its quality."""
    legs_only = pose_of_markers(read_recording(RECORDINGS / "gaitalytics_treadmill.c3d"))
    no_knees = pose_of_markers(read_recording(RECORDINGS / "opensim_walk_free_01.trc"))

    assert not any(point.startswith(("shoulder", "elbow", "wrist")) for point in seen(legs_only))
    assert not any(point.startswith(("knee", "ankle")) for point in seen(no_knees))
    assert {"hip_left", "hip_right", "shoulder_left"} <= seen(no_knees)
    assert no_knees.quality.max() == pytest.approx(4 / 8)


def test_joints_lie_between_their_markers() -> None:
    """With both sides of a joint marked, its centre is midway, in the world's own place."""
    walk = read_recording(RECORDINGS / "gaitalytics_treadmill.c3d")

    pose = pose_of_markers(walk)

    outer, inner = (
        walk.markers[name]
        for spot in (Spot.ANKLE_LATERAL, Spot.ANKLE_MEDIAL)
        if (name := find_marker(walk.markers, spot, Side.RIGHT)) is not None
    )
    np.testing.assert_allclose(at(pose, "ankle", Side.RIGHT)[100:-100], ((outer + inner) / 2)[100:-100], atol=0.02)


def test_moving_the_room_moves_the_pose() -> None:
    """World positions are kept: markers shifted by a vector give joint centres shifted by the same."""
    walk = record(Walker(duration_s=3.0))
    away = np.array([3.0, -2.0, 0.5])
    shifted = MarkerRecording(
        {name: points + away for name, points in walk.markers.items()}, walk.rate_hz, knee_width_m=walk.knee_width_m
    )

    here, there = pose_of_markers(walk), pose_of_markers(shifted)

    np.testing.assert_allclose(there.points - away, here.points, atol=1e-9)


def test_knees_need_their_width_or_their_inner_side() -> None:
    """With the outer knee marker alone the knee's centre is not guessed."""
    walk = record(Walker(duration_s=3.0))

    inner = {find_marker(walk.markers, Spot.KNEE_MEDIAL, side) for side in Side}
    outer_only = {name: points for name, points in walk.markers.items() if name not in inner}

    pose = pose_of_markers(MarkerRecording(outer_only, walk.rate_hz))

    assert np.isnan(at(pose, "knee")).all()
    assert np.isfinite(at(pose, "hip")).all()


@pytest.mark.parametrize("kept", [(), ("LHEE",), ("LASI", "RASI"), ("LKNE", "LTHI"), ("LASI", "RASI", "LPSI", "RPSI")])
def test_parts_of_a_set_do_no_harm(kept: tuple[str, ...]) -> None:
    """Whatever few markers there are, the pose has its shape, and nothing is made up."""
    walk = record(Walker(duration_s=2.0))
    markers = {name: points for name, points in walk.markers.items() if name in kept} or {"X": walk.markers["LASI"]}

    pose = pose_of_markers(MarkerRecording(markers, walk.rate_hz, None, knee_width_m=PerSide(0.1, 0.1)))

    assert pose.points.shape == (walk.frames, len(POINTS), 3)
    assert len(seen(pose)) <= 3


def test_markers_that_are_never_seen_together_give_no_pelvis() -> None:
    """A pelvis whose front is seen only while its back is hidden has no hips."""
    walk = record(Walker(duration_s=2.0))
    half = walk.frames // 2
    markers = {name: points.copy() for name, points in walk.markers.items()}
    for name, points in markers.items():
        if name.endswith("ASI"):
            points[half:] = np.nan
        elif name.endswith("PSI") or name == "SACR":
            points[: half + 30] = np.nan

    pose = pose_of_markers(MarkerRecording(markers, walk.rate_hz, knee_width_m=walk.knee_width_m))

    assert np.isnan(at(pose, "hip")).all()


def test_a_pelvis_of_a_giant_is_refused() -> None:
    """Positions in the wrong unit are refused with what to check."""
    walk = record(Walker(duration_s=2.0))

    with pytest.raises(CaptureError, match="unit of the file"):
        pose_of_markers(MarkerRecording({name: 10 * points for name, points in walk.markers.items()}, walk.rate_hz))


def test_one_frame_is_enough() -> None:
    """A single frame, and a slow recording, are read as they are."""
    walk = record(Walker(duration_s=1.0))
    one = {name: points[:1] for name, points in walk.markers.items()}
    slow = {name: points[::10] for name, points in walk.markers.items()}

    single = pose_of_markers(MarkerRecording(one, 100.0, knee_width_m=walk.knee_width_m))
    sparse = pose_of_markers(MarkerRecording(slow, 10.0, knee_width_m=walk.knee_width_m))

    assert np.isfinite(at(single, "knee")).all()
    assert np.isfinite(at(sparse, "knee")).all()


@pytest.mark.parametrize(
    ("recorded", "spot"),
    [
        ("LANK", Spot.ANKLE_LATERAL),
        ("L_ankle_study", Spot.ANKLE_LATERAL),
        ("l_mankle_study", Spot.ANKLE_MEDIAL),
        ("LLMAL", Spot.ANKLE_LATERAL),
        ("L.Acromium", Spot.SHOULDER),
        ("l_shoulder_study", Spot.SHOULDER),
        ("LELB", Spot.ELBOW_LATERAL),
        ("l_melbow_study", Spot.ELBOW_MEDIAL),
        ("LWRA", Spot.WRIST_THUMB),
        ("l_mwrist_study", Spot.WRIST_SMALL),
        ("LTIB", Spot.SHANK),
        ("C7_study", Spot.C7),
        ("CLAV", Spot.JUGULAR),
    ],
)
def test_names_of_the_usual_sets_are_known(recorded: str, spot: Spot) -> None:
    """Plug-in Gait, OpenSim's examples and OpenCap's augmented markers are understood."""
    assert find_marker(["T10", recorded], spot, Side.LEFT) == recorded
