"""People before a camera: movements of the plain skeleton as a pose model would see them."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kilter.body.appearance import Noise, Sighting, disturb, landmarks_of, sight
from kilter.body.cameras import Camera
from kilter.body.landmarks import Landmark
from kilter.body.movements import Going, ReferenceMovement, embody, perform
from kilter.body.positions import Position
from kilter.body.rotations import Array, about_z
from kilter.body.sides import Side
from kilter.body.signals import Joint
from kilter.body.skeleton import POINTS, Proportions
from kilter.motion.frames import LandmarkFrame
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pose.features import FLAT, FULL, USED
from kilter.motion.pose.lifting import Lifter

MIDDLE = Proportions.of_height(1.7)
SQUAT = ReferenceMovement(
    position=Position.STANDING,
    rest={},
    peak={
        Joint.HIP_FLEXION: 80,
        Joint.KNEE_FLEXION: 90,
        Joint.ANKLE_DORSIFLEXION: 25,
        Joint.TRUNK_FLEXION: 30,
        Joint.PELVIS_TILT: -5,
    },
    both_sides=True,
)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A person's movement and what a camera makes of it.

    Args:
        points: (T, 18, 3) metres, world axes, the camera at -Y.
        camera: who looks.
        recording: the landmarks.
    """

    points: Array
    camera: Camera
    recording: LandmarkRecording


def squatting(turned_deg: float = 0.0, rate_hz: float = 30.0) -> Array:
    """(T, 18, 3) one squat of somebody who stands with their front towards -Y, or turned to their left."""
    performance = perform(SQUAT, [Going(Side.LEFT)], rate_hz)
    points = embody(SQUAT, performance, MIDDLE).points
    return np.asarray(points @ about_z(turned_deg).T)


def see(
    points: Array,
    *,
    roll_deg: float = 0.0,
    height_m: float = 1.0,
    distance_m: float = 4.0,
    rate_hz: float = 30.0,
    noise: Noise | None = None,
    seed: int = 0,
) -> Seen:
    """Put a camera in front of a movement."""
    camera = Camera.looking_at((0.0, -distance_m, height_m), (0.0, 0.0, 0.8), roll_deg=roll_deg)
    sighting = sight(landmarks_of(points, MIDDLE), camera)
    if noise is not None:
        sighting = disturb(sighting, noise, np.random.default_rng(seed))
    return Seen(points, camera, record(sighting, camera, rate_hz))


def record(sighting: Sighting, camera: Camera, rate_hz: float = 30.0) -> LandmarkRecording:
    """A sighting as a recording."""
    frames = len(sighting.image_px)
    return LandmarkRecording(
        t_s=np.arange(frames) / rate_hz,
        image_px=sighting.image_px,
        world_m=sighting.world_m,
        visibility=sighting.visibility,
        width_px=camera.width_px,
        height_px=camera.height_px,
        present=np.ones(frames, dtype=bool),
        source="synthetic",
    )


def some_lifter(inputs: int = FULL, seed: int = 0, hidden: int = 8) -> Lifter:
    """A network of the right shape that has learnt nothing."""
    random = np.random.default_rng(seed)
    sizes = (inputs, hidden, hidden, 3 * len(POINTS) + 3)
    layers = tuple(
        (
            random.normal(0, into**-0.5, (out, into)).astype(np.float32),
            random.normal(0, 0.1, out).astype(np.float32),
        )
        for into, out in pairwise(sizes)
    )
    return Lifter(layers, random.normal(0, 0.05, (sizes[-1], inputs)).astype(np.float32))


def honest_lifter(inputs: int = FULL) -> Lifter:
    """A network that takes the landmarks' metres as they are, and up in the picture for up in the room."""
    straight = np.zeros((3 * len(POINTS) + 3, inputs), np.float32)
    bias = np.zeros(3 * len(POINTS) + 3, np.float32)
    bias[-1] = 1.0
    where = {landmark: place for place, landmark in enumerate(USED)}
    for point in POINTS:
        name, _, side = point.partition("_")
        if side:
            word = "foot_index" if name == "toe" else name
            shares = {Landmark(f"{side}_{word}"): 1.0}
        else:
            # the neck lies between the shoulders, the lumbar joint a little up from the hips
            share = 1.05 if name == "neck" else 0.15
            shares = {Landmark.LEFT_SHOULDER: share / 2, Landmark.RIGHT_SHOULDER: share / 2}
        for landmark, share in shares.items():
            for axis in range(3):
                if inputs == FULL:
                    straight[3 * point.index + axis, FLAT + 3 * where[landmark] + axis] = share
                elif axis != 1:
                    straight[3 * point.index + axis, 2 * where[landmark] + axis // 2] = share * (0.5 - axis / 2)
    still = np.zeros((len(bias), inputs), np.float32)
    return Lifter(((still, bias),), straight)


def frames_of(recording: LandmarkRecording) -> list[LandmarkFrame]:
    """The frames of a recording as a coach receives them."""
    return [
        LandmarkFrame(
            float(recording.t_s[i]),
            recording.image_px[i],
            None if recording.world_m is None else recording.world_m[i],
            recording.visibility[i],
            recording.width_px,
            recording.height_px,
        )
        for i in range(recording.frames)
    ]
