"""A made-up walker whose foot strikes, toe-offs and angles are known, dressed with Plug-in Gait markers.

The walker is not a person: legs are straight lines that swing like cosines, and feet stay level. What matters is that
every truth a test asks for can be computed here without the code under test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from kilter.body.sides import PerSide, Side
from kilter.motion.recording import MarkerRecording

Array = npt.NDArray[np.float64]

PELVIS_WIDTH_M = 0.24
PELVIS_DEPTH_M = 0.16
THIGH_M = 0.42
KNEE_WIDTH_M = 0.10


@dataclass(frozen=True, slots=True)
class Walker:
    """How the made-up walker walks; lengths in metres, angles in degrees.

    Args:
        duration_s, rate_hz: of the recording.
        stride_s: strike to strike.
        speed_m_per_s: of the pelvis over the ground, or of the belt.
        treadmill: whether the pelvis stays.
        flexion_deg: middle and amplitude of the hip's swing, per side.
        abduction_deg: constant abduction of the thigh, per side.
        obliquity_deg: amplitude of the pelvis' sway: so much does the right drop in left stance and the left in right.
        stance: share of the cycle in which a foot is down.
        lag: share of the cycle between left and right strike.
        climb_m_per_s: how fast everything rises.
        noise_m: scatter of each coordinate.
    """

    duration_s: float = 10.0
    rate_hz: float = 100.0
    stride_s: float = 1.1
    speed_m_per_s: float = 1.2
    treadmill: bool = False
    flexion_deg: PerSide[tuple[float, float]] = field(default_factory=lambda: PerSide((15.0, 20.0), (15.0, 20.0)))
    abduction_deg: PerSide[float] = field(default_factory=lambda: PerSide(2.0, 2.0))
    obliquity_deg: float = 4.0
    stance: float = 0.62
    lag: float = 0.5
    climb_m_per_s: float = 0.0
    noise_m: float = 0.0


def strike_times_s(walker: Walker, side: Side) -> Array:
    """When that foot lands."""
    first = 0.3 * walker.stride_s + (0.0 if side is Side.LEFT else walker.lag * walker.stride_s)
    return np.arange(first - walker.stride_s, walker.duration_s, walker.stride_s)


def off_times_s(walker: Walker, side: Side) -> Array:
    """When that foot leaves."""
    return strike_times_s(walker, side) + walker.stance * walker.stride_s


def record(walker: Walker) -> MarkerRecording:
    """The walker seen by a perfect laboratory, or one with noise; walking towards +X, Z up, left is +Y."""
    time_s = np.arange(round(walker.duration_s * walker.rate_hz)) / walker.rate_hz
    markers = _pelvis(walker, time_s)
    for side in Side:
        markers |= _leg(walker, side, time_s, markers)
    travel = np.zeros((len(time_s), 3))
    travel[:, 0] = 0.0 if walker.treadmill else walker.speed_m_per_s * time_s
    travel[:, 2] = walker.climb_m_per_s * time_s
    placed = {
        name: points + travel + walker.noise_m * scatter(points.shape, seed)
        for seed, (name, points) in enumerate(markers.items())
    }
    return MarkerRecording(placed, walker.rate_hz, knee_width_m=PerSide(KNEE_WIDTH_M, KNEE_WIDTH_M))


def scatter(shape: tuple[int, ...], seed: int) -> Array:
    """Numbers without pattern, the same on every run: mean 0, standard deviation 1."""
    place = np.arange(np.prod(shape)) + 10_000.0 * seed
    between_0_and_1 = np.modf(np.abs(np.sin(place * 12.9898)) * 43758.5453)[0]
    return np.asarray((between_0_and_1 - 0.5) * np.sqrt(12.0)).reshape(shape)


def obliquity_deg(walker: Walker, time_s: Array) -> Array:
    """The left hip is highest in the middle of left single support, lowest in the middle of right."""
    left = strike_times_s(walker, Side.LEFT)[0]
    middle_of_single_support = left + walker.stride_s * (walker.lag + walker.stance - 1 + walker.lag) / 2
    sway = np.cos(2 * np.pi * (time_s - middle_of_single_support) / walker.stride_s)
    return np.asarray(walker.obliquity_deg * sway)


def flexion_deg(walker: Walker, side: Side, time_s: Array) -> Array:
    """Most flexed when the foot lands."""
    middle, amplitude = walker.flexion_deg[side]
    first = strike_times_s(walker, side)[0]
    return np.asarray(middle + amplitude * np.cos(2 * np.pi * (time_s - first) / walker.stride_s))


def mirrored(recording: MarkerRecording) -> MarkerRecording:
    """The recording in a mirror along the walkway: left and right names swapped, the sideways axis flipped."""
    swap = str.maketrans("LR", "RL")
    flip = np.array([1.0, -1.0, 1.0])
    return replace(
        recording,
        markers={name[0].translate(swap) + name[1:]: points * flip for name, points in recording.markers.items()},
        knee_width_m=recording.knee_width_m.mirrored if recording.knee_width_m else None,
    )


def turned(recording: MarkerRecording, angle_deg: float, shift_m: tuple[float, float, float]) -> MarkerRecording:
    """The same walk elsewhere in the room, in another direction."""
    cos, sin = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    rotation = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    return replace(
        recording, markers={name: points @ rotation.T + shift_m for name, points in recording.markers.items()}
    )


def without(recording: MarkerRecording, *names: str) -> MarkerRecording:
    """The recording with some markers left off."""
    return replace(recording, markers={name: p for name, p in recording.markers.items() if name not in names})


def _pelvis(walker: Walker, time_s: Array) -> dict[str, Array]:
    lean = np.radians(obliquity_deg(walker, time_s))
    across = np.stack([np.zeros_like(lean), np.cos(lean), np.sin(lean)], axis=1) * PELVIS_WIDTH_M / 2
    forward = np.array([PELVIS_DEPTH_M / 2, 0.0, 0.95])
    back = np.array([-PELVIS_DEPTH_M / 2, 0.0, 0.95])
    return {
        "LASI": forward + across,
        "RASI": forward - across,
        "LPSI": back + across / 3,
        "RPSI": back - across / 3,
    }


def _leg(walker: Walker, side: Side, time_s: Array, pelvis: Mapping[str, Array]) -> dict[str, Array]:
    letter = "L" if side is Side.LEFT else "R"
    outwards = 1.0 if side is Side.LEFT else -1.0
    left = (pelvis["LASI"] - pelvis["RASI"]) / PELVIS_WIDTH_M
    forward = np.tile([1.0, 0.0, 0.0], (len(time_s), 1))
    up = np.cross(forward, left)
    flexion, abduction = np.radians(flexion_deg(walker, side, time_s)), np.radians(walker.abduction_deg[side])
    ahead, beside = np.sin(flexion) * np.cos(abduction), outwards * np.sin(abduction)
    below = np.cos(flexion) * np.cos(abduction)
    thigh = ahead[:, None] * forward + beside * left - below[:, None] * up
    knee = _hip(pelvis, outwards, left, up) + THIGH_M * thigh
    knee_axis = -outwards * np.cross(thigh, forward)
    knee_axis /= np.linalg.norm(knee_axis, axis=1, keepdims=True)
    foot = _foot(walker, side, time_s)
    return {
        f"{letter}KNE": knee + (KNEE_WIDTH_M / 2 + 0.007) * knee_axis,
        f"{letter}KNM": knee - (KNEE_WIDTH_M / 2 + 0.007) * knee_axis,
        f"{letter}THI": knee - 0.5 * THIGH_M * thigh + 0.09 * knee_axis,
        f"{letter}HEE": foot + np.array([0.0, outwards * 0.1, 0.05]),
        f"{letter}TOE": foot + np.array([0.18, outwards * 0.1, 0.03]),
    }


def _hip(pelvis: Mapping[str, Array], outwards: float, left: Array, up: Array) -> Array:
    """Written out apart from the code under test, with the regression's numbers for this pelvis."""
    middle = (pelvis["LASI"] + pelvis["RASI"]) / 2
    backward = np.array([-1.0, 0.0, 0.0])
    behind_m = 0.24 * PELVIS_DEPTH_M + 0.0099
    below_m = 0.30 * PELVIS_WIDTH_M + 0.0109
    beside_m = 0.33 * PELVIS_WIDTH_M + 0.0073
    return middle + behind_m * backward - below_m * up + outwards * beside_m * left


def _foot(walker: Walker, side: Side, time_s: Array) -> Array:
    """The heel seen from the pelvis: back with the ground in stance, forward in a smooth swing."""
    phase = (time_s - strike_times_s(walker, side)[0]) % walker.stride_s / walker.stride_s
    reach = walker.speed_m_per_s * walker.stance * walker.stride_s
    standing = phase < walker.stance
    swing = (phase - walker.stance) / (1 - walker.stance)
    forward = np.where(
        standing, reach * (0.5 - phase / walker.stance), -reach / 2 + reach * (3 * swing**2 - 2 * swing**3)
    )
    height = np.where(standing, 0.0, 0.10 * np.sin(np.pi * swing) ** 2)
    return np.stack([forward - 0.06, np.zeros_like(forward), height], axis=1)
