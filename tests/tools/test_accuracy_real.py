"""The checks on real recordings measure what they say: shown on made-up cameras and joints whose truth is known."""

from dataclasses import replace

import numpy as np
from scipy.spatial.transform import Rotation
from tools.accuracy.cameras import Camera, agreeing, triangulate
from tools.accuracy.figures import jitter
from tools.accuracy.vicon import points_of_targets

from kilter.body.landmarks import LANDMARKS
from kilter.body.rotations import Array
from kilter.body.skeleton import Point
from kilter.motion.landmarks import LandmarkRecording

FRAMES = 20


def cameras() -> dict[str, Camera]:
    """Four cameras about the middle of a room, 4 m away and 2 m high."""
    found = {}
    for number in range(4):
        round_deg = 90 * number + 10
        place = np.array([4 * np.cos(np.radians(round_deg)), 4 * np.sin(np.radians(round_deg)), 2.0])
        away = np.array([0.0, 0.0, 1.0]) - place
        away /= np.linalg.norm(away)
        right = np.cross(away, [0.0, 0.0, 1.0])
        right /= np.linalg.norm(right)
        turn = np.stack([right, np.cross(away, right), away])
        found[f"cam{number}"] = Camera(
            turn, place, np.array([1600.0, 1600.0]), np.array([540.0, 960.0]), np.array([-0.05, 0.1, 0.0, 0.0])
        )
    return found


def seen_by(camera: Camera, places: Array, off_px: Array) -> LandmarkRecording:
    """What a camera without distortion would see, shifted."""
    image = camera.project(places) * camera.focal_px + camera.centre_px + off_px
    return LandmarkRecording(
        np.arange(FRAMES) / 60, image, None, np.ones((FRAMES, LANDMARKS)), 1080, 1920, np.ones(FRAMES, dtype=bool), ""
    )


def a_person() -> Array:
    """(FRAMES, 33, 3) places within a metre of the middle."""
    return np.asarray(np.random.default_rng(3).uniform(-0.8, 0.8, (FRAMES, LANDMARKS, 3)) + np.array([0.0, 0.0, 1.0]))


def test_places_come_back_from_four_cameras_though_one_is_wrong_about_a_landmark() -> None:
    """One camera that mistakes a landmark is outvoted; the others place it to a millimetre."""
    straight = {name: replace(camera, distortion=np.zeros(4)) for name, camera in cameras().items()}
    truth = a_person()
    seen = {name: seen_by(camera, truth, np.zeros(2)) for name, camera in straight.items()}
    seen["cam2"].image_px[:, 5] += 150.0

    places = triangulate(straight, seen)

    assert np.abs(places - truth).max() < 1e-3


def test_a_camera_whose_centre_is_off_is_found() -> None:
    """Cameras that do not agree are moved until they do: what is left is a tenth of it."""
    straight = {name: replace(camera, distortion=np.zeros(4)) for name, camera in cameras().items()}
    truth = a_person()
    off = {name: np.array([25.0, -10.0]) if name == "cam1" else np.zeros(2) for name in straight}
    seen = {name: seen_by(camera, truth, off[name]) for name, camera in straight.items()}

    agreed, _ = agreeing(straight, seen)

    places = triangulate(agreed, seen)
    for name, camera in agreed.items():
        left = (camera.rays(seen[name].image_px) - camera.project(places)) * camera.focal_px
        assert np.abs(left).max() < 2.5


def test_rays_undo_the_distortion() -> None:
    """A ray distorted as the lens does it gives the pixel that it came from."""
    camera = cameras()["cam0"]
    image = np.array([[100.0, 200.0], [900.0, 1700.0]])

    ray = camera.rays(image)

    r2 = (ray * ray).sum(axis=1, keepdims=True)
    again = ray * (1 + camera.distortion[0] * r2 + camera.distortion[1] * r2 * r2) * camera.focal_px + camera.centre_px
    assert np.abs(again - image).max() < 0.01


def test_joint_centres_come_from_how_the_targets_turn() -> None:
    """Targets off the bones still give the elbow that they turn about."""
    bent = np.radians(np.linspace(0, 100, 60))
    raised = np.radians(30 * np.sin(np.linspace(0, 5, 60)))
    arm = Rotation.from_euler("xyz", np.column_stack([raised, raised / 2, 0 * raised])).as_matrix()
    forearm = arm @ Rotation.from_euler("x", bent[:, None]).as_matrix()
    still = (np.zeros((60, 3)), np.repeat(np.eye(3)[None], 60, axis=0))
    elbow = arm @ [0.0, 0.0, -0.3]
    one_arm = {
        "arm": (arm @ [0.04, 0.0, -0.2], arm),
        "forearm": (elbow + forearm @ [0.03, 0.0, -0.12], forearm),
        "hand": (elbow + forearm @ [0.0, 0.0, -0.3], forearm),
        "shoulder": (np.full((60, 3), [0.0, 0.02, 0.05]), still[1]),
    }
    targets = {f"{name}_{side}": found for name, found in one_arm.items() for side in ("left", "right")}

    points = points_of_targets({**targets, "hips": still})

    off = np.linalg.norm(points[:, Point.ELBOW_LEFT.index] - elbow, axis=1)
    assert off.max() < 0.05
    # the hinge leaves its own direction open; across it the elbow is exact
    assert np.abs((points[:, Point.ELBOW_LEFT.index] - elbow)[:, 1:]).max() < 0.02


def test_jitter_is_that_of_one_value() -> None:
    """White noise of one degree reads as one degree, whatever slow movement lies beneath."""
    noise = np.random.default_rng(1).normal(0, 1, 20_000)

    assert abs(jitter(noise + 30 * np.sin(np.arange(20_000) / 300)) - 1) < 0.05
