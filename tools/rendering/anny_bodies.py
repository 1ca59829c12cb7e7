"""Reads bodies out of anny; the only module that needs it, and torch."""

from functools import lru_cache
from typing import Any

import anny
import numpy as np
import torch
from anny.face_segmentation import get_face_segmentation_mask
from anny.keypoints import KeypointsRegressor
from tools.rendering.arrays import Flags, Floats32, Ints

_DROPPED_PARTS = ("tongue", "eye_back.L", "eye_back.R")
_EYE_PARTS = ("eye_front.L", "eye_front.R")
_DENSITY_KG_PER_M3 = 980.0


@lru_cache(maxsize=1)
def model() -> Any:
    """The model itself; it takes more than a minute the first time and seconds after that."""
    torch.set_num_threads(1)
    return anny.Anny(phenotypes="all", extrapolate_phenotypes=True).to(torch.float32)


def rest(phenotypes: dict[str, float]) -> dict[str, Any]:
    """A body in anny's rest pose.

    Returns:
        vertices (V, 3) of the visible skin and heads (B, 3) of the bones, metres; face_points (3, 3), the nose and the
        left and right ear; size (2,), stature in metres and mass in kilograms.
    """
    vertices, heads = _forward(phenotypes)
    regressor = KeypointsRegressor.coco(model(), ["nose", "left_ear", "right_ear"])
    points = regressor({"vertices": torch.from_numpy(vertices)[None]})[0]
    return {
        "vertices": vertices[kept_vertices()],
        "heads": heads,
        "face_points": points.numpy(),
        "size": np.array([_stature_m(vertices), _volume_m3(vertices) * _DENSITY_KG_PER_M3]),
    }


def height_for(phenotypes: dict[str, float], stature_m: float) -> Any:
    """The phenotype `height`, 0 to 1, that gives a stature."""
    low, high = 0.0, 1.0
    for _ in range(14):
        middle = (low + high) / 2
        vertices, _ = _forward({**phenotypes, "height": middle})
        if _stature_m(vertices) < stature_m:
            low = middle
        else:
            high = middle
    return np.array((low + high) / 2)


@lru_cache(maxsize=1)
def kept_vertices() -> Any:
    """Which of anny's own vertices are kept: those that can be seen from outside."""
    return np.unique(model().faces.numpy()[~_parts(_DROPPED_PARTS)])


def shared() -> dict[str, Any]:
    """The fields of `bodies.Rig`."""
    kept, dropped = kept_vertices(), _parts(_DROPPED_PARTS)
    every = model().faces.numpy()
    renumbered = np.full(len(model().template_vertices), -1, np.int32)
    renumbered[kept] = np.arange(len(kept), dtype=np.int32)
    weights, bones = model().vertex_bone_weights.numpy()[kept], model().vertex_bone_indices.numpy()[kept]
    used = weights > 0

    def edge(*parts: str) -> Ints:
        common = np.intersect1d(every[_parts(parts)], every[_parts(("head",))])
        seen: Ints = renumbered[common][renumbered[common] >= 0]
        return seen

    return {
        "bone_names": np.array(model().bone_labels),
        "bone_parents": np.array(model().bone_parents, np.int32),
        "faces": renumbered[every[~dropped]],
        "face_is_eye": _parts(_EYE_PARTS)[~dropped],
        "face_is_mouth": _parts(("mouth_cavity",))[~dropped],
        "lips": edge("mouth_cavity"),
        "eye_rims": edge("eye_cavity.L", "eye_cavity.R"),
        "weight_starts": np.concatenate([[0], np.cumsum(used.sum(axis=1))]).astype(np.int32),
        "weight_bones": bones[used].astype(np.int32),
        "weights": (weights / weights.sum(axis=1, keepdims=True))[used].astype(np.float32),
    }


def _forward(phenotypes: dict[str, float]) -> tuple[Floats32, Floats32]:
    with torch.no_grad():
        still = torch.eye(4)[None, None].repeat(1, model().bone_count, 1, 1)
        output = model()(pose_parameters=still, phenotype_kwargs=phenotypes)
    return output["rest_vertices"][0].numpy(), output["rest_bone_heads"][0].numpy()


def _stature_m(vertices: Floats32) -> float:
    return float(np.ptp(vertices[:, 2]))


def _volume_m3(vertices: Floats32) -> float:
    a, b, c = (vertices[model().faces[:, corner].numpy()] for corner in range(3))
    return abs(float(np.einsum("ij,ij->", np.cross(a, b), c))) / 6.0


def _parts(labels: tuple[str, ...]) -> Flags:
    mask: Flags = get_face_segmentation_mask(model(), labels).numpy()
    return mask
