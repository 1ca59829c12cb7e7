"""Draws a contact sheet of poses and bodies: python -m tools.rendering.preview OUT.png."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image
from tools.rendering.arrays import Floats, Picture
from tools.rendering.bodies import BodyModel, BodyShape, person
from tools.rendering.look import Light, Look, Mat, Outfit, Panel, Room, Sensor
from tools.rendering.posing import PosedBody, pose_body
from tools.rendering.scene import Scene, render

from kilter.body.cameras import Camera


def about_x(angle_deg: float) -> Floats:
    """Rotation about the body's left."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def about_y(angle_deg: float) -> Floats:
    """Rotation about the body's back."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def about_z(angle_deg: float) -> Floats:
    """Rotation about the way up."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


@dataclass(frozen=True, slots=True)
class Pose:
    """Local rotations and the pelvis's own, and from where to look."""

    rotations: dict[str, Floats] = field(default_factory=dict)
    root: Floats = field(default_factory=lambda: np.eye(3))
    azimuth_deg: float = 0.0
    elevation_deg: float = 8.0


def _arms_apart(angle_deg: float = 10.0) -> dict[str, Floats]:
    return {"upper_arm_left": about_y(-angle_deg), "upper_arm_right": about_y(angle_deg)}


def _both(part: str, rotation: Floats) -> dict[str, Floats]:
    return {f"{part}_left": rotation, f"{part}_right": rotation}


def _squat() -> dict[str, Floats]:
    return {
        "thigh_left": about_z(12) @ about_x(-95),
        "thigh_right": about_z(-12) @ about_x(-95),
        **_both("shank", about_x(105)),
        **_both("foot", about_x(-28)),
        "trunk": about_x(12),
        **_both("upper_arm", about_x(-70)),
    }


POSES: dict[str, Pose] = {
    "front": Pose(_arms_apart()),
    "side": Pose(_arms_apart(), azimuth_deg=90),
    "back": Pose(_arms_apart(), azimuth_deg=180),
    "squat": Pose(_squat(), about_x(18), azimuth_deg=40),
    "side-lying": Pose(
        {
            "thigh_left": about_y(-28),
            "thigh_right": about_x(-35),
            "shank_right": about_x(60),
            "upper_arm_right": about_x(-150),
            "upper_arm_left": about_y(-8) @ about_x(-25),
            "forearm_left": about_x(-60),
        },
        about_y(-90),
        azimuth_deg=0,
        elevation_deg=25,
    ),
    "supine": Pose(
        {
            **_both("thigh", about_x(-45)),
            **_both("shank", about_x(95)),
            **_both("foot", about_x(-5)),
            **_arms_apart(20),
        },
        about_x(-90),
        azimuth_deg=90,
        elevation_deg=22,
    ),
    "all fours": Pose(
        {
            **_both("thigh", about_x(-90)),
            **_both("shank", about_x(90)),
            **_both("foot", about_x(60)),
            **_both("upper_arm", about_x(-90)),
            **_both("hand", about_x(-80)),
            "head": about_x(-25),
        },
        about_x(90),
        azimuth_deg=70,
        elevation_deg=15,
    ),
    "kneeling lunge": Pose(
        {
            "thigh_left": about_x(-95),
            "shank_left": about_x(90),
            "thigh_right": about_x(12),
            "shank_right": about_x(80),
            "foot_right": about_x(45),
            **_arms_apart(12),
        },
        azimuth_deg=60,
    ),
    "one leg": Pose(
        {"thigh_right": about_x(-60), "shank_right": about_x(75), **_arms_apart(35), "trunk": about_y(-3)},
        azimuth_deg=15,
    ),
}  # fmt: skip


def bodies() -> list[tuple[BodyShape, Outfit]]:
    """Six people and their clothes."""
    return [
        (
            person(female=True, age_years=30, stature_m=1.66, fatness=0.45, name="young woman"),
            Outfit(hair_style="ponytail", sleeve=0.35, hem_m=0.0, shirt=(0.55, 0.25, 0.35), trousers_loose_m=0.005),
        ),
        (
            person(female=False, age_years=35, stature_m=1.80, muscle=0.65, name="young man"),
            Outfit(beard=True, leg=0.85),
        ),
        (
            person(female=True, age_years=68, stature_m=1.58, fatness=0.7, muscle=0.35, name="older woman"),
            Outfit(
                hair=(0.72, 0.71, 0.70), hair_style="short", sleeve=1.0, hem_m=-0.08, shirt=(0.75, 0.72, 0.62),
                trousers=(0.25, 0.30, 0.42), skin=(0.87, 0.69, 0.60),
            ),
        ),
        (
            person(female=False, age_years=62, stature_m=1.74, fatness=1.4, muscle=0.45, name="heavy man"),
            Outfit(
                skin=(0.36, 0.23, 0.16), hair=(0.10, 0.09, 0.09), hair_style="cropped", shirt=(0.83, 0.83, 0.80),
                trousers=(0.35, 0.36, 0.38), shoes=(0.15, 0.15, 0.17), leg=1.85,
            ),
        ),
        (
            person(female=True, age_years=24, stature_m=1.74, fatness=0.2, muscle=0.6, name="tall slim woman"),
            Outfit(
                skin=(0.55, 0.37, 0.26), hair=(0.07, 0.05, 0.05), hair_style="bun", sleeve=0.05, hem_m=0.02,
                shirt=(0.15, 0.55, 0.50), trousers=(0.12, 0.12, 0.14), leg=1.3, trousers_loose_m=0.004, shoes=None,
                socks=None, tucked=True,
            ),
        ),
        (
            person(female=False, age_years=45, stature_m=1.70, fatness=0.3, muscle=0.4, name="slim man"),
            Outfit(
                skin=(0.78, 0.58, 0.42), hair_style="bald", sleeve=1.9, shirt=(0.30, 0.32, 0.30), shirt_loose_m=0.012,
                trousers=(0.55, 0.50, 0.42), trousers_loose_m=0.012, shoes=None,
            ),
        ),
    ]  # fmt: skip


def put_on_floor(body: BodyModel, pose: Pose) -> PosedBody:
    """The pose with its lowest skin on the floor."""
    lifted = pose_body(body, pose.rotations, pose.root, np.array([0.0, 0.0, 1.0]))
    lowest = float(lifted.vertices[:, 2].min())
    return pose_body(body, pose.rotations, pose.root, np.array([0.0, 0.0, 1.0 - lowest]))


def camera_on(body: PosedBody, pose: Pose, width_px: int = 480, height_px: int = 640) -> Camera:
    """A camera that has all of a body in its picture."""
    vertices = body.vertices
    middle = (vertices.min(axis=0) + vertices.max(axis=0)) / 2
    radius = float(np.linalg.norm(vertices - middle, axis=1).max())
    fov_deg = 42.0
    half = np.radians(fov_deg / 2)
    narrow = np.arctan(np.tan(half) * min(width_px / height_px, 1.0))
    spread = np.ptp(vertices @ _level(pose.azimuth_deg)) / 2
    distance = max(radius / np.tan(half), spread / np.tan(narrow)) * 1.12 + 0.3
    azimuth, elevation = np.radians([pose.azimuth_deg, pose.elevation_deg])
    way = np.array([np.sin(azimuth) * np.cos(elevation), -np.cos(azimuth) * np.cos(elevation), np.sin(elevation)])
    x, y, z = middle + distance * way
    return Camera.looking_at(
        (float(x), float(y), float(z)),
        (float(middle[0]), float(middle[1]), float(middle[2])),
        vertical_fov_deg=fov_deg,
        size_px=(width_px, height_px),
    )


def _level(azimuth_deg: float) -> Floats:
    azimuth = np.radians(azimuth_deg)
    return np.array([np.cos(azimuth), np.sin(azimuth), 0.0])


def studio(outfit: Outfit) -> Look:
    """A plain bright room with a mat."""
    picture = Panel("back", 0.9, 1.2, 0.7, 0.9, (0.45, 0.55, 0.60), (0.25, 0.22, 0.20))
    door = Panel("left", -1.5, 0.0, 0.9, 2.05, (0.88, 0.86, 0.82), (0.75, 0.73, 0.70))
    room = Room(left_m=3.2, right_m=-3.2, back_m=3.0, front_m=-6.0, panels=(picture, door), mat=Mat())
    return Look(outfit, room, Light(), Sensor())


def contact_sheet(shown: Callable[[str, Picture], Picture] = lambda _, picture: picture) -> Picture:
    """All poses of all bodies, a row for each body."""
    rows = []
    for shape, outfit in bodies():
        model, row = BodyModel.load(shape), []
        for name, pose in POSES.items():
            body = put_on_floor(model, pose)
            row.append(shown(name, render(Scene(camera_on(body, pose), body, studio(outfit)))))
        rows.append(np.concatenate(row, axis=1))
    return np.concatenate(rows, axis=0)


def main() -> None:
    """Write the sheet."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tools.rendering.preview OUT.png")
    sheet = contact_sheet()
    Image.fromarray(sheet).save(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
