"""Four calibrated cameras about one person: where the landmarks are in the room, from those that two of them see."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from kilter.body.landmarks import Landmark
from kilter.body.rotations import Array
from kilter.errors import DataError, Problem
from kilter.motion.landmarks import LandmarkRecording

FARTHEST_PX = 25.0
"""A landmark that a camera sees further than this from where the others put it is left out for that camera."""
_FARTHEST_AT_FIRST_PX = 75.0
_ROUNDS = 40
_SUBPIXELS = 64
_MAIN = [
    Landmark(f"{side}_{name}").position for name in ("shoulder", "hip", "knee", "ankle") for side in ("left", "right")
]


@dataclass(frozen=True, slots=True, eq=False)
class Camera:
    """A camera as Qualisys calibrated it.

    Args:
        turn: (3, 3) from the room's axes (Z up) to the camera's (x right, y down, z away).
        place_m: (3,) where it stands in the room.
        focal_px: (2,) focal lengths.
        centre_px: (2,) where its line of sight meets the picture.
        distortion: two radial and two tangential terms.
    """

    turn: Array
    place_m: Array
    focal_px: Array
    centre_px: Array
    distortion: Array

    @property
    def roll_deg(self) -> float:
        """How far it is rolled about its line of sight, positive when the picture's right side is too low."""
        up = self.turn[:, 2]
        return float(np.degrees(np.arctan2(-up[0], -up[1])))

    def rays(self, image_px: Array) -> Array:
        """(..., 2) where a picture without distortion, one metre away, shows what is at (..., 2) pixels."""
        seen = (image_px - self.centre_px) / self.focal_px
        radial_1, radial_2, across_1, across_2 = self.distortion
        straight = seen
        for _ in range(8):
            x, y = straight[..., 0], straight[..., 1]
            r2 = x * x + y * y
            shift = np.stack(
                [
                    2 * across_1 * x * y + across_2 * (r2 + 2 * x * x),
                    across_1 * (r2 + 2 * y * y) + 2 * across_2 * x * y,
                ],
                axis=-1,
            )
            straight = (seen - shift) / (1 + radial_1 * r2 + radial_2 * r2 * r2)[..., None]
        return np.asarray(straight)

    def project(self, places_m: Array) -> Array:
        """(..., 2) rays to (..., 3) metres in the room."""
        inside = (places_m - self.place_m) @ self.turn.T
        return np.asarray(inside[..., :2] / inside[..., 2:])


def read_calibration(path: Path) -> dict[str, Camera]:
    """Cameras by their name, from Qualisys's ``.qca.txt``: lengths in millimetres, pixels in parts of 64.

    Its camera axes are x right, y up, z towards the viewer; they are turned about x.
    """
    cameras = {}
    for found in ElementTree.parse(path).getroot().iter("camera"):  # noqa: S314  # a file of our own
        place, lens = found.find("transform"), found.find("intrinsic")
        if place is None or lens is None:
            raise DataError(Problem(str(path), "A camera lacks its place or its lens.", "Export it again."))
        turn = np.array([[float(place.attrib[f"r{row}{column}"]) for column in (1, 2, 3)] for row in (1, 2, 3)])
        cameras[found.attrib["serial"]] = Camera(
            np.diag([1.0, -1.0, -1.0]) @ turn,
            np.array([float(place.attrib[axis]) for axis in "xyz"]) / 1000,
            np.array([float(lens.attrib[f"focalLength{axis}"]) for axis in "UV"]) / _SUBPIXELS,
            np.array([float(lens.attrib[f"centerPoint{axis}"]) for axis in "UV"]) / _SUBPIXELS,
            np.array([float(lens.attrib[f"{kind}Distortion{k}"]) for kind in ("radial", "tangental") for k in (1, 2)]),
        )
    return cameras


def triangulate(
    cameras: Mapping[str, Camera], seen: Mapping[str, LandmarkRecording], farthest_px: float = FARTHEST_PX
) -> Array:
    """Places of the landmarks in the room, each camera counted as sure as it is.

    Args:
        cameras: by name.
        seen: what each camera saw of the same frames, by name; two or more.
        farthest_px: how far a camera may see a landmark from where all put it.

    Returns:
        (T, 33, 3) metres, Z up; NaN where no two cameras agree.
    """
    names = list(seen)
    rays = np.stack([cameras[name].rays(seen[name].image_px) for name in names])
    weights = np.stack(
        [np.where(np.isfinite(seen[name].image_px[..., 0]), seen[name].visibility, 0.0) for name in names]
    )
    weights = np.maximum(weights, 1e-3) * (weights > 0)
    rays = np.nan_to_num(rays)
    while True:
        places = _meet([cameras[name] for name in names], rays, weights)
        off = np.stack(
            [
                np.linalg.norm((cameras[name].project(places) - ray) * cameras[name].focal_px, axis=-1)
                for name, ray in zip(names, rays, strict=True)
            ]
        )
        off = np.where(weights > 0, np.nan_to_num(off, nan=np.inf), 0.0)
        worst = off.argmax(axis=0)
        bad = off.max(axis=0) > farthest_px
        if not bad.any():
            return places
        frames, landmarks = np.nonzero(bad)
        weights[worst[bad], frames, landmarks] = 0.0


def _meet(cameras: list[Camera], rays: Array, weights: Array) -> Array:
    """(T, 33, 3) the least-squares meeting place of the rays; NaN with fewer than two."""
    rows = []
    for camera, ray, weight in zip(cameras, rays, weights, strict=True):
        matrix = np.column_stack([camera.turn, -camera.turn @ camera.place_m])
        for axis in (0, 1):
            rows.append(weight[..., None] * (ray[..., axis, None] * matrix[2] - matrix[axis]))
    system = np.stack(rows, axis=-2)
    *_, turned = np.linalg.svd(system)
    places = turned[..., -1, :]
    with np.errstate(invalid="ignore", divide="ignore"):
        met = places[..., :3] / places[..., 3:]
    return np.where(((weights > 0).sum(axis=0) >= 2)[..., None], met, np.nan)


def offset_px(camera: Camera, seen: LandmarkRecording, places_m: Array) -> Array:
    """(2,) how far a camera sees the joints from where others put them, median over all: a fault of its calibration."""
    off = (camera.rays(seen.image_px) - camera.project(places_m)) * camera.focal_px
    return np.asarray(np.nanmedian(off[:, _MAIN], axis=(0, 1)))


def scatter_px(camera: Camera, seen: LandmarkRecording, places_m: Array) -> float:
    """Median distance between where a camera sees the joints and where others put them."""
    off = (camera.rays(seen.image_px) - camera.project(places_m)) * camera.focal_px
    return float(np.nanmedian(np.linalg.norm(off[:, _MAIN], axis=-1)))


def agreeing(
    cameras: Mapping[str, Camera], seen: Mapping[str, LandmarkRecording]
) -> tuple[dict[str, Camera], dict[str, Array]]:
    """The cameras with the centres of their pictures moved so that on average they see the joints at one place.

    Returns:
        the cameras, and (2,) pixels for each by which its centre was moved: two numbers for the whole recording.
    """
    moved = {name: np.zeros(2) for name in cameras}
    agreed = dict(cameras)
    for count in range(_ROUNDS):
        places = triangulate(agreed, seen, _FARTHEST_AT_FIRST_PX if 4 * count < 3 * _ROUNDS else FARTHEST_PX)
        for name, camera in cameras.items():
            moved[name] = moved[name] + offset_px(agreed[name], seen[name], places)
            agreed[name] = replace(camera, centre_px=camera.centre_px + moved[name])
    return agreed, moved
