"""A body in a pose: local rotations in, skin and true joint centres out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from tools.rendering.arrays import Floats, Floats32, Ints
from tools.rendering.bodies import BodyModel
from tools.rendering.compiled import compiled
from tools.rendering.rasteriser import vertex_normals
from tools.rendering.skeleton import SEGMENTS, carriers, half_twisted, joint_bones
from tools.rendering.turns import share, without_half_twist


@dataclass(frozen=True, slots=True, eq=False)
class PosedBody:
    """A body in a pose.

    Attributes:
        model: whose body.
        transforms: (B, 3, 4) from the rest pose to the world, by bone.
        joints: true joint centres and landmarks by name, each (3,) world metres.
    """

    model: BodyModel
    transforms: Floats32
    joints: dict[str, Floats]

    @property
    def vertices(self) -> Floats32:
        """(V, 3) the bare skin, world metres."""
        rig = self.model.rig
        return skin(self.model.rest_vertices, rig.weight_starts, rig.weight_bones, rig.weights, self.transforms)

    @property
    def normals(self) -> Floats32:
        """(V, 3) unit vectors out of the bare skin."""
        normals: Floats32 = vertex_normals(self.vertices, self.model.rig.faces)
        return normals


def pose_body(
    model: BodyModel, rotations: Mapping[str, Floats], root_rotation: Floats, root_position: Floats
) -> PosedBody:
    """Put a body into a pose.

    The rotations are relative to the neutral stance: upright, legs vertical and parallel, feet forward and flat, arms
    straight down, palms to the thighs. There all segments' axes are X to the body's left, Y backward, Z up.

    Args:
        model: whose body.
        rotations: (3, 3) by segment, relative to the parent segment; a segment that is missing stays neutral. The
            pelvis's place is taken by root_rotation.
        root_rotation: (3, 3) of the pelvis in the world.
        root_position: (3,) where the midpoint of the hip joint centres goes, world metres.

    Raises:
        KeyError: a segment is not one of `skeleton.SEGMENTS`, or is the pelvis.
    """
    unknown = set(rotations) - (set(SEGMENTS) - {"pelvis"})
    if unknown:
        raise KeyError(f"no such segment: {', '.join(sorted(unknown))}")
    local, skinned = _bone_rotations(model, rotations, root_rotation)
    transforms, heads = _chain(model.rig.bone_parents, model.anchors, model.offsets, model.neutral, local, skinned)
    hips = (heads[model.rig.bone("upperleg01.L")] + heads[model.rig.bone("upperleg01.R")]) / 2
    moved = np.asarray(root_position, np.float64) - hips
    heads += moved
    transforms[:, :, 3] = heads - np.einsum("bij,bj->bi", transforms[:, :, :3], model.bone_heads)
    joints = {name: heads[model.rig.bone(bone)] for name, bone in joint_bones().items()}
    for name, (bone, point) in model.landmarks.items():
        joints[name] = transforms[bone, :, :3] @ point + transforms[bone, :, 3]
    return PosedBody(model, transforms.astype(np.float32), joints)


def _bone_rotations(model: BodyModel, rotations: Mapping[str, Floats], root_rotation: Floats) -> tuple[Floats, Floats]:
    """(B, 3, 3) local rotations of the bones, and those that their skin follows."""
    local = np.tile(np.eye(3), (len(model.rig.bone_names), 1, 1))
    shares = carriers()
    for segment, rotation in {**rotations, "pelvis": root_rotation}.items():
        bones = shares[segment]
        part = np.asarray(rotation, np.float64)
        part = part if len(bones) == 1 else share(part, 1 / len(bones))
        for bone in bones:
            local[model.rig.bone(bone)] = part
    skinned = local.copy()
    for bone in half_twisted():
        index = model.rig.bone(bone)
        skinned[index] = without_half_twist(local[index])
    return local, skinned


@compiled
def _chain(
    parents: Ints, anchors: Ints, offsets: Floats, neutral: Floats, local: Floats, skinned: Floats
) -> tuple[Floats, Floats]:
    count = len(parents)
    world = np.empty((count, 3, 3))
    heads = np.zeros((count, 3))
    transforms = np.zeros((count, 3, 4))
    for bone in range(count):
        parent = parents[bone]
        if parent < 0:
            world[bone] = local[bone]
            turned = skinned[bone]
        else:
            world[bone] = world[parent] @ local[bone]
            turned = world[parent] @ skinned[bone]
            heads[bone] = heads[anchors[bone]] + world[parent] @ offsets[bone]
        transforms[bone, :, :3] = turned @ neutral[bone]
    return transforms, heads


@compiled
def skin(vertices: Floats32, starts: Ints, bones: Ints, weights: Floats32, transforms: Floats32) -> Floats32:
    """Linear blend skinning.

    Args:
        vertices: (V, 3) rest pose, metres.
        starts: (V + 1,) where the shares of each vertex begin.
        bones: (S,) the bones that the vertices follow, one vertex after the other.
        weights: (S,) their shares.
        transforms: (B, 3, 4) from the rest pose to the world.

    Returns:
        (V, 3) world metres.
    """
    posed = np.empty_like(vertices)
    for vertex in range(len(vertices)):
        x, y, z = vertices[vertex, 0], vertices[vertex, 1], vertices[vertex, 2]
        u = v = w = np.float32(0.0)
        for index in range(starts[vertex], starts[vertex + 1]):
            b, part = bones[index], weights[index]
            u += part * (
                transforms[b, 0, 0] * x + transforms[b, 0, 1] * y + transforms[b, 0, 2] * z + transforms[b, 0, 3]
            )
            v += part * (
                transforms[b, 1, 0] * x + transforms[b, 1, 1] * y + transforms[b, 1, 2] * z + transforms[b, 1, 3]
            )
            w += part * (
                transforms[b, 2, 0] * x + transforms[b, 2, 1] * y + transforms[b, 2, 2] * z + transforms[b, 2, 3]
            )
        posed[vertex, 0], posed[vertex, 1], posed[vertex, 2] = u, v, w
    return posed
