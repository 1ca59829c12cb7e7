"""Where on a body each vertex lies: along the limbs, and about the face."""

from dataclasses import dataclass

import numpy as np
from tools.rendering.arrays import Flags, Floats, Floats32
from tools.rendering.bodies import BodyModel
from tools.rendering.skeleton import SIDES

FAR_M = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """Measures of the V vertices in the rest pose.

    Attributes:
        height_m: (V,) above the hip joints.
        is_arm, is_leg, is_foot, is_head: (V,) which follow these more than anything else.
        along_arm, along_leg: (V,) 0 at the shoulder or hip, 1 at the elbow or knee, 2 at the wrist or ankle; on the
            trunk below 0.
        neckline_m: (V,) below the edge of a round neckline.
    upper_arm_m, thigh_m: lengths.
    """

    height_m: Floats32
    is_arm: Flags
    is_leg: Flags
    is_foot: Flags
    is_head: Flags
    along_arm: Floats32
    along_leg: Floats32
    neckline_m: Floats32
    upper_arm_m: float
    thigh_m: float


def regions(model: BodyModel) -> Regions:
    """Where each vertex of a body lies."""
    weights, names = model.rig.dense_weights(), model.rig.bone_names

    def share(*starts: str) -> Floats32:
        chosen = [index for index, name in enumerate(names) if name.startswith(starts)]
        total: Floats32 = weights[:, chosen].sum(axis=1)
        return total

    hips = (model.bone_heads[model.rig.bone("upperleg01.L")] + model.bone_heads[model.rig.bone("upperleg01.R")]) / 2
    vertices = model.rest_vertices - hips.astype(np.float32)
    arm = share("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    leg, foot = share("upperleg", "lowerleg", "foot", "toe"), share("foot", "toe")
    return Regions(
        height_m=vertices[:, 2],
        is_arm=arm > 0.5,
        is_leg=leg > 0.5,
        is_foot=foot > 0.5,
        is_head=share("neck", "head", "eye") > 0.5,
        along_arm=np.where(arm > 0.3, _along(model, ("upperarm01", "lowerarm01", "wrist")), -1.0).astype(np.float32),
        along_leg=np.where(leg > 0.3, _along(model, ("upperleg01", "lowerleg01", "foot")), -1.0).astype(np.float32),
        neckline_m=_neckline(model),
        upper_arm_m=_length(model, "upperarm01.L", "lowerarm01.L"),
        thigh_m=_length(model, "upperleg01.L", "lowerleg01.L"),
    )


def _neckline(model: BodyModel) -> Floats32:
    """(V,) inside a shirt with a round neckline: off the neck, or below the notch of the breastbone."""
    neck = model.bone_heads[model.rig.bone("neck01")]
    notch = float(model.bone_heads[model.rig.bone("clavicle.L")][2])
    ear = model.landmarks["ear_left"][1]
    vertices = model.rest_vertices.astype(np.float64)
    # The neck is about as wide as the head is at three quarters of the ears.
    radius = 1.02 * abs(float(ear[0]))
    centre_y, tilt = float(neck[1]) - 0.012, 0.55
    off_neck = np.hypot(vertices[:, 0], vertices[:, 1] - centre_y) - radius
    edge = neck[2] + 0.004 + tilt * (vertices[:, 1] - centre_y)
    below = np.maximum(edge - vertices[:, 2], notch - 0.02 - vertices[:, 2])
    inside: Floats = np.minimum(np.maximum(off_neck, below), edge + 0.03 - vertices[:, 2])
    return inside.astype(np.float32)


def _length(model: BodyModel, start: str, end: str) -> float:
    return float(np.linalg.norm(model.bone_heads[model.rig.bone(end)] - model.bone_heads[model.rig.bone(start)]))


def _along(model: BodyModel, chain: tuple[str, str, str]) -> Floats32:
    """(V,) place along a limb, of the limb on the vertex's own side."""
    along = np.zeros(len(model.rest_vertices), np.float32)
    for letter in SIDES.values():
        first, second, third = (model.bone_heads[model.rig.bone(f"{bone}.{letter}")] for bone in chain)
        upper = _fraction(model.rest_vertices, first, second)
        lower = _fraction(model.rest_vertices, second, third)
        # Near the middle joint the two measures differ a little: pass from one to the other over it.
        blend = np.clip((upper + lower + 1.0 - 2.0) / 0.2 + 0.5, 0.0, 1.0)
        own = (model.rest_vertices[:, 0] > 0) == (letter == "L")
        along = np.where(own, (1 - blend) * upper + blend * (1.0 + lower), along).astype(np.float32)
    return along


def _fraction(vertices: Floats32, start: Floats, end: Floats) -> Floats32:
    way = end - start
    fraction: Floats32 = ((vertices - start) @ (way / (way @ way))).astype(np.float32)
    return fraction


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """Fields of the face, (V,) metres, above zero inside; and the size of the head.

    unit_m: 1 for pupils 62 mm apart; other heads in proportion.
    """

    hair: Floats32
    brows: Floats32
    lips: Floats32
    lashes: Floats32
    iris: Floats32
    pupil: Floats32
    beard: Floats32
    scalp_top: Floats
    scalp_back: Floats
    unit_m: float


def face(model: BodyModel, at: Regions) -> Face:
    """The parts of a face and the hairline."""
    vertices, nothing = model.rest_vertices.astype(np.float64), np.full(len(model.rest_vertices), -FAR_M)
    eye_vertices = np.unique(model.rig.faces[model.rig.face_is_eye])
    left, right = (eye_vertices[np.sign(vertices[eye_vertices, 0]) == sign] for sign in (1, -1))
    eyes = {1: vertices[left].mean(axis=0), -1: vertices[right].mean(axis=0)}
    unit = (eyes[1][0] - eyes[-1][0]) / 0.062
    height, apart = eyes[1][2], eyes[1][0]
    front = at.is_head & (vertices[:, 1] < eyes[1][1] + 0.02 * unit)
    brow = _ellipse(
        np.abs(vertices[:, 0]) - apart * 1.02, vertices[:, 2] - height - 0.021 * unit, 0.019 * unit, 0.0042 * unit
    )
    iris, pupil = nothing.copy(), nothing.copy()
    for group in (left, right):
        pole = vertices[group][vertices[group][:, 1].argmin()]
        distance = np.linalg.norm(vertices[group] - pole, axis=1)
        iris[group], pupil[group] = 0.0062 * unit - distance, 0.0028 * unit - distance
    mouth = vertices[model.rig.lips]
    # Full in the middle, thin at the corners.
    corner = np.clip(1.0 - (vertices[:, 0] / mouth[:, 0].max()) ** 2, 0.0, 1.0)
    lips = _nearest(vertices, mouth) - (0.0065 * np.sqrt(corner) - 0.001) * unit
    lashes = _nearest(vertices, vertices[model.rig.eye_rims])
    skin_only = at.is_head.copy()
    skin_only[eye_vertices] = False
    head = vertices[skin_only]
    return Face(
        hair=_field(_hairline(model, vertices, height, unit), skin_only),
        brows=_field(brow, front & skin_only),
        lips=_field(-lips, front & skin_only),
        lashes=_field(0.0022 * unit - lashes, front & skin_only),
        iris=iris.astype(np.float32),
        pupil=pupil.astype(np.float32),
        beard=_field(_beard(model, vertices, vertices[model.rig.lips].mean(axis=0), unit), skin_only),
        scalp_top=head[head[:, 2].argmax()],
        scalp_back=head[np.where(head[:, 2] > height - 0.02 * unit, head[:, 1], -1.0).argmax()],
        unit_m=unit,
    )


def _field(values: Floats, where: Flags) -> Floats32:
    return np.where(where, values, -FAR_M).astype(np.float32)


def _ellipse(x: Floats, z: Floats, a: float, b: float) -> Floats:
    field: Floats = (1.0 - np.hypot(x / a, z / b)) * b
    return field


def _nearest(vertices: Floats, points: Floats) -> Floats:
    near = np.full(len(vertices), FAR_M)
    close = np.linalg.norm(vertices - points.mean(axis=0), axis=1) < 0.15
    near[close] = np.linalg.norm(vertices[close, None] - points[None], axis=2).min(axis=1)
    return near


def _hairline(model: BodyModel, vertices: Floats, eye_height: float, unit: float) -> Floats:
    """Above the forehead, in front of the ears and down to the nape; not on the ears."""
    nose, ear = model.landmarks["nose"][1], model.landmarks["ear_left"][1]
    depth = (vertices[:, 1] - nose[1]) / (ear[1] - nose[1])
    line = np.interp(depth, [0.2, 0.55, 0.75, 0.85, 1.1, 1.3], [0.058, 0.045, 0.015, -0.012, -0.03, -0.075]) * unit
    field = vertices[:, 2] - eye_height - line
    ears = np.stack([model.landmarks["ear_left"][1], model.landmarks["ear_right"][1]])
    near = np.linalg.norm(vertices[:, None] - ears[None], axis=2).min(axis=1)
    outer = np.abs(vertices[:, 0]) > abs(ear[0]) - 0.008 * unit
    on_ear = outer & (near < 0.034 * unit)
    with_ears: Floats = np.where(on_ear, near - 0.034 * unit, field)
    return with_ears


def _beard(model: BodyModel, vertices: Floats, mouth: Floats, unit: float) -> Floats:
    nose, ear = model.landmarks["nose"][1], model.landmarks["ear_left"][1]
    depth = (vertices[:, 1] - nose[1]) / (ear[1] - nose[1])
    top = np.interp(depth, [0.1, 0.35, 0.8], [0.012, -0.005, 0.02]) * unit
    jaw = mouth[2] + top - vertices[:, 2]
    beard: Floats = np.minimum(np.minimum(jaw, (0.85 - depth) * 0.1 * unit), vertices[:, 2] - mouth[2] + 0.06 * unit)
    return beard
