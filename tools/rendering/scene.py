"""A scene and its picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from tools.rendering.arrays import Floats32, Picture
from tools.rendering.backdrop import backdrop
from tools.rendering.dressing import dressed
from tools.rendering.look import Look, Outfit
from tools.rendering.meshes import Mesh, linear
from tools.rendering.posing import PosedBody, skin
from tools.rendering.props import Prop
from tools.rendering.rasteriser import project, rasterise, vertex_normals
from tools.rendering.shading import (
    Contact,
    Lamp,
    SeenByLight,
    Shadow,
    Surfaces,
    contact_heights,
    develop,
    light_vertices,
    resolve,
    shadow_backdrop,
)
from tools.rendering.shadows import LightView

from kilter.body.cameras import Camera

_SAMPLES: Final = 2
_SHADOW_PX: Final = 480
# What stands further than this from all people throws no shadow.
_SHADOW_MARGIN_M: Final = 0.7
_CONTACT_PX: Final = 192
_CONTACT_PER_M: Final = 50.0
_TABLE_SIZE: Final = 4096
_NOISE_PX: Final = 256


@dataclass(frozen=True, slots=True)
class Scene:
    """What is before the camera.

    Attributes:
        camera: who looks.
        body: the person.
        look: clothes, room, light and sensor.
        props: things that stand about.
        others: further people with their clothes.
        noise_seed: which sensor noise; another one for each frame.
    """

    camera: Camera
    body: PosedBody
    look: Look = field(default_factory=Look)
    props: Sequence[Prop] = ()
    others: Sequence[tuple[PosedBody, Outfit]] = ()
    noise_seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """Several meshes as one.

    Attributes:
        surfaces: what is drawn.
        tint: (V,) factor on the colour of each vertex.
    """

    surfaces: Surfaces
    tint: Floats32


def render(scene: Scene) -> Picture:
    """The picture of a scene.

    Returns:
        (H, W, 3) sRGB bytes in the order red, green, blue.
    """
    placed = [_worn(scene.body, scene.look.outfit)]
    placed += [_worn(body, outfit) for body, outfit in scene.others]
    people = np.concatenate([positions for _, positions in placed])
    placed += [standing(prop) for prop in scene.props]
    stage = as_one(tuple(mesh for mesh, _ in placed))
    vertices = np.concatenate([positions for _, positions in placed])
    light, faces = scene.look.light, stage.surfaces.faces
    view = LightView.over(people, np.array(light.towards(), np.float32), _SHADOW_PX, margin_m=_SHADOW_MARGIN_M)
    in_light = view.points(vertices)
    nearness = np.zeros((_SHADOW_PX, _SHADOW_PX), np.float32)
    rasterise(in_light, faces, nearness, np.empty((_SHADOW_PX, _SHADOW_PX), np.int32))
    picture = _shaded_backdrop(scene, people.mean(axis=0), vertices, view, nearness)
    lit = _lit(scene, stage, vertices, view, in_light, nearness)
    _draw(scene.camera, stage, vertices, lit, picture)
    return _developed(scene, picture)


def _worn(body: PosedBody, outfit: Outfit) -> tuple[Mesh, Floats32]:
    clothes = dressed(body.model, outfit)
    bones = (clothes.weight_starts, clothes.weight_bones, clothes.weights)
    return clothes.mesh, skin(clothes.mesh.vertices, *bones, body.transforms)


@lru_cache(maxsize=256)
def standing(prop: Prop) -> tuple[Mesh, Floats32]:
    """The mesh of a prop, and where its vertices are."""
    mesh = prop.mesh()
    return mesh, mesh.vertices


@lru_cache(maxsize=8)
def as_one(meshes: tuple[Mesh, ...]) -> Stage:
    """Several meshes as one, to be drawn together."""
    most = max(len(mesh.layers) for mesh in meshes)
    first_vertex = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes)])
    first_material = np.cumsum([0, *(len(mesh.palette) for mesh in meshes)])
    layers = np.full((len(meshes), most), -1, np.int32)
    fields = []
    for index, mesh in enumerate(meshes):
        layers[index, : len(mesh.layers)] = mesh.layers + first_material[index]
        fields.append(np.pad(mesh.fields, ((0, 0), (0, most - len(mesh.layers)))))
    materials, corners = list(zip(meshes, first_material, strict=False)), zip(meshes, first_vertex, strict=False)
    counts = [len(mesh.faces) for mesh in meshes]
    surfaces = Surfaces(
        faces=np.concatenate([mesh.faces + start for mesh, start in corners]).astype(np.int32),
        base=np.concatenate([mesh.base + start for mesh, start in materials]).astype(np.int32),
        plain=np.concatenate([np.where(m.plain >= 0, m.plain + start, -1) for m, start in materials]).astype(np.int32),
        owner=np.repeat(np.arange(len(meshes), dtype=np.int32), counts),
        fields=np.concatenate(fields),
        layers=layers,
        palette=np.concatenate([mesh.palette for mesh in meshes]),
        gloss=np.concatenate([mesh.gloss for mesh in meshes]),
    )
    return Stage(surfaces, np.concatenate([mesh.tint for mesh in meshes]))


def _shaded_backdrop(
    scene: Scene, middle: Floats32, vertices: Floats32, view: LightView, nearness: Floats32
) -> Floats32:
    behind, light = backdrop(scene.camera, scene.look.room, scene.look.light), scene.look.light
    half = cv2.resize((nearness > 0).astype(np.float32), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    half[[0, -1]], half[:, [0, -1]] = 0.0, 0.0
    shadow = np.asarray(cv2.GaussianBlur(half, (0, 0), max(light.softness_m * view.scale_px / 2, 0.3)), np.float32)
    corner = middle[:2] - _CONTACT_PX / _CONTACT_PER_M / 2
    lowest = contact_heights(vertices, corner[0], corner[1], _CONTACT_PER_M, _CONTACT_PX)
    contact = np.asarray(cv2.GaussianBlur(np.exp(-lowest / 0.06).astype(np.float32), (0, 0), 2.0), np.float32)
    rows = np.empty((3, 4), np.float64)
    rows[:2, :3], rows[:2, 3] = view.axes[:2] * view.scale_px / 2, -view.corner * view.scale_px / 2
    rows[2, :3], rows[2, 3] = view.axes[2], -view.nearest_m - float(nearness.max())
    key, ambient = light.key * max(light.towards()[2], 0.0), light.ambient
    return shadow_backdrop(
        behind.colour,
        behind.position,
        behind.is_floor,
        Shadow(rows, shadow, key / (key + ambient)),
        Contact(contact, float(corner[0]), float(corner[1]), _CONTACT_PER_M),
    )


def _lit(
    scene: Scene, stage: Stage, vertices: Floats32, view: LightView, in_light: Floats32, nearness: Floats32
) -> Floats32:
    light = scene.look.light
    warm = np.array([1.0 + 0.10 * light.warmth, 1.0, 1.0 - 0.14 * light.warmth])
    floor = linear(scene.look.room.floor) / max(float(linear(scene.look.room.floor).max()), 0.05)
    lamp = Lamp(
        towards=np.array(light.towards()),
        key=light.key * warm,
        sky=light.ambient * np.array([1.0, 1.0, 1.03]),
        ground=light.ambient * 0.62 * (0.6 + 0.4 * floor.astype(np.float64)),
    )
    normals = vertex_normals(vertices, stage.surfaces.faces)
    eye, seen = np.array(scene.camera.position_m), SeenByLight(in_light, nearness, view.scale_px)
    return light_vertices(vertices, normals, stage.tint, eye, lamp, seen)


def _draw(camera: Camera, stage: Stage, vertices: Floats32, lit: Floats32, picture: Floats32) -> None:
    """Draw the meshes over the backdrop."""
    height, width = camera.height_px * _SAMPLES, camera.width_px * _SAMPLES
    lens = (camera.focal_px * _SAMPLES, width / 2, height / 2)
    points = project(vertices, camera.rotation, np.array(camera.position_m), lens)
    nearness, owners = np.zeros((height, width), np.float32), np.full((height, width), -1, np.int32)
    rasterise(points, stage.surfaces.faces, nearness, owners)
    resolve(points, owners, _SAMPLES, lit, stage.surfaces, picture)


@lru_cache(maxsize=1)
def _noise() -> Floats32:
    """(N, N, 3) noise that is a little alike in neighbouring pixels, as a camera's is."""
    shape = (_NOISE_PX, _NOISE_PX, 3)
    noise = np.random.default_rng(0).standard_normal(shape, np.float32)
    margin = 8
    padded = np.pad(noise, ((margin, margin), (margin, margin), (0, 0)), mode="wrap")
    soft = np.asarray(cv2.GaussianBlur(padded, (0, 0), 0.5), np.float32)[margin:-margin, margin:-margin]
    scaled: Floats32 = soft / soft.std()
    return scaled


@lru_cache(maxsize=1)
def srgb_bytes() -> Floats32:
    """(N,) the byte, not yet rounded, of each of so many brightnesses from 0 to 1."""
    value = np.linspace(0.0, 1.0, _TABLE_SIZE)
    encoded = np.where(value <= 0.0031308, 12.92 * value, 1.055 * value ** (1 / 2.4) - 0.055)
    return (255.0 * encoded).astype(np.float32)


def _developed(scene: Scene, picture: Floats32) -> Picture:
    sensor = scene.look.sensor
    if sensor.blur_px > 0:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), sensor.blur_px), np.float32)
    start = (scene.noise_seed * 7919) % _NOISE_PX, (scene.noise_seed * 104729) % _NOISE_PX
    developed = develop(picture, sensor.brightness, srgb_bytes(), _noise(), start, sensor.noise)
    if sensor.jpeg_quality is None:
        return developed
    backwards = cv2.cvtColor(developed, cv2.COLOR_RGB2BGR)
    _, packed = cv2.imencode(".jpg", backwards, [cv2.IMWRITE_JPEG_QUALITY, sensor.jpeg_quality])
    return np.ascontiguousarray(np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR_RGB), np.uint8))
