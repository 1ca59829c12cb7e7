"""From a plan to a body before a camera: where every joint is in each frame, and the pictures."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from tools.clips.plans import ClipPlan, Performable, Person, View, base_azimuth_deg, head_turn, with_habit
from tools.rendering.arrays import Picture
from tools.rendering.bodies import BodyModel, BodyShape, person
from tools.rendering.look import Look
from tools.rendering.posing import PosedBody, pose_body
from tools.rendering.props import Prop
from tools.rendering.scene import Scene, render

from kilter.body.cameras import Camera
from kilter.body.kinematics import Posture, Segment
from kilter.body.movements import Performance, carry, embody, perform
from kilter.body.rotations import Array, about_x, about_y, about_z
from kilter.body.sides import Side
from kilter.body.skeleton import POINTS, Point, Proportions

_SHARES = Proportions.of_height(1.0)
_LONGER_PX, _SHORTER_PX = 640, 480
_HEAD_M = 0.22
_SETTLE = 6


@dataclass(frozen=True, slots=True, eq=False)
class Acted:
    """A plan carried out.

    Args:
        plan: what was drawn.
        performance: angles and repetitions over time.
        bodies: T posed bodies in the world (Z up), the camera in front of them (at -Y).
        points: (T, 18, 3) where the points of the skeleton truly are, world metres.
        camera: who looks.
    """

    plan: ClipPlan
    performance: Performance
    bodies: tuple[PosedBody, ...]
    points: Array
    camera: Camera

    @property
    def stature_m(self) -> float:
        """How tall the person is."""
        return self.bodies[0].model.stature_m

    def points_before_camera(self) -> Array:
        """(T, 18, 3) metres from the middle of the hips: to the right of the picture, away, and up in it."""
        hips = self.points[:, [Point.HIP_LEFT.index, Point.HIP_RIGHT.index]].mean(axis=1, keepdims=True)
        return np.asarray((self.points - hips) @ self.camera.axes.T)

    def up_before_camera(self) -> Array:
        """(3,) the upward direction in the same axes."""
        return self.camera.axes[:, 2]

    def pictures(self, look: Look, props: tuple[Prop, ...] = ()) -> Iterator[Picture]:
        """The frames, one after the other."""
        for number, body in enumerate(self.bodies):
            yield render(Scene(self.camera, body, look, props, noise_seed=self.plan.seed * 10_000 + number))


def shape_of(who: Person) -> BodyShape:
    """The body of a person."""
    return person(
        female=who.female, age_years=who.age_years, stature_m=who.stature_m, fatness=who.fatness, muscle=who.muscle
    )


def act(plan: ClipPlan, shown: Performable, rate_hz: float, model: BodyModel) -> Acted:
    """Let a body do what the plan says, and set the camera up.

    Args:
        plan: the plan.
        shown: the exercise or test that it names.
        rate_hz: frames a second.
        model: the body.
    """
    movement = with_habit(shown.movement, plan.habit)
    performance = perform(movement, plan.goings, rate_hz, before_s=plan.before_s, after_s=min(1.0, plan.before_s))
    posture = embody(movement, performance, Proportions.of_height(model.stature_m)).posture
    posture = _before_camera(posture, shown, plan)
    rotations = _rotations(posture, np.random.default_rng(plan.seed + 1))
    still = [pose_body(model, turns, pelvis, np.zeros(3)) for turns, pelvis in rotations]
    points = _points(still, posture, model.stature_m)
    shift = carry(movement, performance, points)
    if max(movement.contacts.values()) == 0.0:
        shift[:, 2] = _on_the_floor(still, shift[:, 2])
    bodies = tuple(
        pose_body(model, turns, pelvis, place) for (turns, pelvis), place in zip(rotations, shift, strict=True)
    )
    points = points + shift[:, None]
    return Acted(plan, performance, bodies, points, _camera(points, plan.view))


def _before_camera(posture: Posture, shown: Performable, plan: ClipPlan) -> Posture:
    """The body turned so that the camera that the view asks for stands at -Y."""
    azimuth = base_azimuth_deg(shown.performed.camera, plan.side) + plan.view.azimuth_deg
    return posture.turned(about_z(np.full(len(posture.pelvis), -azimuth)))


def _rotations(posture: Posture, random: np.random.Generator) -> list[tuple[dict[str, Array], Array]]:
    x, y, z = head_turn(random)
    head = about_x(x) @ about_y(y) @ about_z(z)
    local = {segment.value: turns for segment, turns in posture.local.items()}
    local[Segment.HEAD.value] = local[Segment.HEAD.value] @ head
    return [
        ({name: turns[frame] for name, turns in local.items()}, posture.pelvis[frame])
        for frame in range(len(posture.pelvis))
    ]


def _points(bodies: list[PosedBody], posture: Posture, stature_m: float) -> Array:
    """(T, 18, 3) the body's own joints; lumbar joint and neck are put where the segments' turns have them."""
    points = np.zeros((len(bodies), len(POINTS), 3))
    for frame, body in enumerate(bodies):
        for point in POINTS[:16]:
            points[frame, point.index] = body.joints[point.value]
    hips = points[:, [Point.of("hip", side).index for side in Side]].mean(axis=1)
    trunk = posture.pelvis @ posture.local[Segment.TRUNK]
    lumbar = hips + stature_m * (posture.pelvis @ np.array([0.0, _SHARES.lumbar_back_m, _SHARES.lumbar_up_m]))
    points[:, Point.LUMBAR.index] = lumbar
    points[:, Point.NECK.index] = lumbar + stature_m * (trunk @ np.array([0.0, 0.0, _SHARES.neck_up_m]))
    return points


def _on_the_floor(bodies: list[PosedBody], guess: Array) -> Array:
    """(T,) heights at which the lowest part of the skin lies on the floor, smoothed over a few frames."""
    lowest = np.array([-float(body.vertices[:, 2].min()) for body in bodies])
    off = lowest - guess
    kernel = np.ones(_SETTLE) / _SETTLE
    padded = np.concatenate([np.full(_SETTLE, off[0]), off, np.full(_SETTLE, off[-1])])
    return np.asarray(guess + np.convolve(padded, kernel, mode="same")[_SETTLE : _SETTLE + len(off)])


def _camera(points: Array, view: View) -> Camera:
    width, height = (_SHORTER_PX, _LONGER_PX) if view.upright else (_LONGER_PX, _SHORTER_PX)
    low, high = points.min(axis=(0, 1)) - _HEAD_M / 2, points.max(axis=(0, 1)) + _HEAD_M / 2
    corners = np.array([[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])])
    middle, extent = (low + high) / 2, high - low
    aim = middle + np.array([view.aim_off[0] * extent[0], 0.0, view.aim_off[1] * extent[2]])
    distance = 3.0
    for _ in range(8):
        camera = Camera.looking_at(
            (float(middle[0]), float(middle[1]) - distance, view.height_m),
            (float(aim[0]), float(aim[1]), float(aim[2])),
            roll_deg=view.roll_deg,
            vertical_fov_deg=view.field_deg,
            size_px=(width, height),
        )
        placed = camera.project(corners)
        filled = max(np.nanmax(np.ptp(placed[:, 0])) / width, np.nanmax(np.ptp(placed[:, 1])) / height)
        distance = float(np.clip(distance * (filled / view.closeness) ** 0.8, extent[1] / 2 + 0.6, 12.0))
    return camera


def model_of(plan: ClipPlan) -> BodyModel:
    """The body model of a plan's person, read from the cache where it was made before."""
    return BodyModel.load(shape_of(plan.person))
