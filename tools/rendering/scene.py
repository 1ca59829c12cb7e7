"""A scene and its picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.rendering.backdrop import backdrop
from tools.rendering.camera import Camera
from tools.rendering.dressing import dressed
from tools.rendering.look import Look, Outfit
from tools.rendering.meshes import Floats32, Mesh, linear
from tools.rendering.posing import PosedBody, skin
from tools.rendering.props import Prop
from tools.rendering.rasteriser import project, rasterise, vertex_normals
from tools.rendering.shading import contact_heights, develop, light_vertices, resolve, shadow_backdrop
from tools.rendering.shadows import LightView

Picture = NDArray[np.uint8]

_SAMPLES: Final = 2
_SHADOW_PX: Final = 384
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
class _Stage:
    """Several meshes as one; layers holds a row for each of them, and owner says which row a face has."""

    mesh: Mesh
    layers: NDArray[np.int32]
    owner: NDArray[np.int32]


def render(scene: Scene) -> Picture:
    """The picture of a scene.

    Returns:
        (H, W, 3) sRGB bytes in the order red, green, blue.
    """
    placed = [_worn(scene.body, scene.look.outfit)]
    placed += [_worn(body, outfit) for body, outfit in scene.others]
    placed += [_standing(prop) for prop in scene.props]
    stage = _stage(tuple(mesh for mesh, _ in placed))
    vertices = np.concatenate([positions for _, positions in placed])
    light, faces = scene.look.light, stage.mesh.faces
    view = LightView.over(vertices, np.array(light.towards(), np.float32), _SHADOW_PX)
    in_light = view.points(vertices)
    nearness = np.zeros((_SHADOW_PX, _SHADOW_PX), np.float32)
    rasterise(in_light, faces, nearness, np.empty((_SHADOW_PX, _SHADOW_PX), np.int32))
    picture = _shaded_backdrop(scene, vertices, view, nearness)
    lit = _lit(scene, stage, vertices, view, in_light, nearness)
    _draw(scene.camera, stage, vertices, lit, picture)
    return _developed(scene, picture)


def _worn(body: PosedBody, outfit: Outfit) -> tuple[Mesh, Floats32]:
    clothes = dressed(body.model, outfit)
    bones = (clothes.weight_starts, clothes.weight_bones, clothes.weights)
    return clothes.mesh, skin(clothes.mesh.vertices, *bones, body.transforms)


@lru_cache(maxsize=256)
def _standing(prop: Prop) -> tuple[Mesh, Floats32]:
    mesh = prop.mesh()
    return mesh, mesh.vertices


@lru_cache(maxsize=8)
def _stage(meshes: tuple[Mesh, ...]) -> _Stage:
    most = max(len(mesh.layers) for mesh in meshes)
    first_vertex = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes)])
    first_material = np.cumsum([0, *(len(mesh.palette) for mesh in meshes)])
    layers = np.full((len(meshes), most), -1, np.int32)
    fields = []
    for index, mesh in enumerate(meshes):
        layers[index, : len(mesh.layers)] = mesh.layers + first_material[index]
        fields.append(np.pad(mesh.fields, ((0, 0), (0, most - len(mesh.layers)))))
    starts = list(zip(meshes, first_material, strict=False))
    whole = Mesh(
        vertices=np.concatenate([mesh.vertices for mesh in meshes]),
        faces=np.concatenate([mesh.faces + start for mesh, start in zip(meshes, first_vertex, strict=False)]).astype(
            np.int32
        ),
        tint=np.concatenate([mesh.tint for mesh in meshes]),
        fields=np.concatenate(fields),
        layers=np.zeros(0, np.int32),
        base=np.concatenate([mesh.base + start for mesh, start in starts]).astype(np.int32),
        plain=np.concatenate([np.where(m.plain >= 0, m.plain + start, -1) for m, start in starts]).astype(np.int32),
        palette=np.concatenate([mesh.palette for mesh in meshes]),
        gloss=np.concatenate([mesh.gloss for mesh in meshes]),
    )
    counts = [len(mesh.faces) for mesh in meshes]
    return _Stage(whole, layers, np.repeat(np.arange(len(meshes), dtype=np.int32), counts))


def _shaded_backdrop(scene: Scene, vertices: Floats32, view: LightView, nearness: Floats32) -> Floats32:
    behind, light = backdrop(scene.camera, scene.look.room, scene.look.light), scene.look.light
    shadow = (nearness > 0).astype(np.float32)
    shadow = cv2.GaussianBlur(shadow, (0, 0), max(light.softness_m * view.scale_px, 0.3))
    corner = vertices[:, :2].mean(axis=0) - _CONTACT_PX / _CONTACT_PER_M / 2
    lowest = contact_heights(vertices, corner[0], corner[1], _CONTACT_PER_M, _CONTACT_PX)
    contact = cv2.GaussianBlur(np.exp(-lowest / 0.06).astype(np.float32), (0, 0), 2.0)
    rows = np.empty((2, 4), np.float64)
    rows[:, :3] = view.axes[:2] * view.scale_px
    rows[:, 3] = -view.corner * view.scale_px
    key, ambient = light.key * max(light.towards()[2], 0.0), light.ambient
    grid = np.array([corner[0], corner[1], _CONTACT_PER_M], np.float64)
    strength = key / (key + ambient)
    shaded: Floats32 = shadow_backdrop(
        behind.colour, behind.position, behind.is_floor, rows, shadow, strength, contact, grid
    )
    return shaded


def _lit(
    scene: Scene, stage: _Stage, vertices: Floats32, view: LightView, in_light: Floats32, nearness: Floats32
) -> Floats32:
    light = scene.look.light
    warm = np.array([1.0 + 0.10 * light.warmth, 1.0, 1.0 - 0.14 * light.warmth])
    floor = linear(scene.look.room.floor) / max(float(linear(scene.look.room.floor).max()), 0.05)
    lit: Floats32 = light_vertices(
        vertices,
        vertex_normals(vertices, stage.mesh.faces),
        stage.mesh.tint,
        np.array(scene.camera.position_m),
        np.array(light.towards()),
        light.key * warm,
        light.ambient * np.array([1.0, 1.0, 1.03]),
        light.ambient * 0.62 * (0.6 + 0.4 * floor),
        in_light,
        nearness,
        view.scale_px,
    )
    return lit


def _draw(camera: Camera, stage: _Stage, vertices: Floats32, lit: Floats32, picture: Floats32) -> None:
    """Draw the meshes over the backdrop."""
    height, width = camera.height_px * _SAMPLES, camera.width_px * _SAMPLES
    points = project(
        vertices,
        camera.rotation,
        np.array(camera.position_m),
        camera.focal_px * _SAMPLES,
        width / 2,
        height / 2,
    )
    nearness, owners = np.zeros((height, width), np.float32), np.full((height, width), -1, np.int32)
    rasterise(points, stage.mesh.faces, nearness, owners)
    mesh = stage.mesh
    resolve(
        points, mesh.faces, owners, _SAMPLES, lit, mesh.base, mesh.plain, stage.owner, mesh.fields, stage.layers,
        mesh.palette, mesh.gloss, picture,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _noise() -> Floats32:
    """(N, N, 3) noise that is a little alike in neighbouring pixels, as a camera's is."""
    noise = np.random.default_rng(0).standard_normal((_NOISE_PX, _NOISE_PX, 3)).astype(np.float32)
    soft = cv2.GaussianBlur(np.tile(noise, (2, 2, 1)), (0, 0), 0.5)[_NOISE_PX // 2 :][:_NOISE_PX, :_NOISE_PX]
    scaled: Floats32 = soft / soft.std()
    return scaled


@lru_cache(maxsize=1)
def _table() -> Floats32:
    value = np.linspace(0.0, 1.0, _TABLE_SIZE)
    encoded = np.where(value <= 0.0031308, 12.92 * value, 1.055 * value ** (1 / 2.4) - 0.055)
    return (255.0 * encoded).astype(np.float32)


def _developed(scene: Scene, picture: Floats32) -> Picture:
    sensor = scene.look.sensor
    if sensor.blur_px > 0:
        picture = cv2.GaussianBlur(picture, (0, 0), sensor.blur_px)
    row, column = np.random.default_rng(scene.noise_seed).integers(0, _NOISE_PX, 2)
    developed: Picture = develop(picture, sensor.brightness, _table(), _noise(), row, column, sensor.noise)
    if sensor.jpeg_quality is None:
        return developed
    _, packed = cv2.imencode(".jpg", developed[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, sensor.jpeg_quality])
    unpacked: Picture = cv2.imdecode(packed, cv2.IMREAD_COLOR)[:, :, ::-1]
    return np.ascontiguousarray(unpacked)
