"""What is read from each stride: hip angles, pelvic drop, step length and timing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

import numpy as np

from kilter.body.sides import PerSide, Side
from kilter.body.units import Unit
from kilter.motion.filters import Array
from kilter.motion.gait.events import Stride
from kilter.motion.gait.hip import contralateral_pelvic_drop
from kilter.motion.gait.walk import POINTS, Walk


class Scale(Enum):
    """Whether none of a quantity is zero (ratio scale), so that ratios of the sides mean something.

    Angles against a neutral that hangs on where the markers sit have no such zero (interval scale).
    """

    RATIO = auto()
    INTERVAL = auto()


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """A measure of gait.

    Args:
        id: its name in data.
        name: its name for people.
        unit: of its values.
        scale: whether ratios of the sides mean something.
        of_stride: reads the value from one stride; NaN where it was not seen.
    """

    id: str
    name: str
    unit: Unit
    scale: Scale
    of_stride: Callable[[Walk, Stride], float]


def hip_flexion_peak_deg(walk: Walk, stride: Stride) -> float:
    """Largest hip flexion of the cycle."""
    return float(np.max(cycle(walk, stride, _flexion(walk, stride.side))))


def hip_extension_peak_deg(walk: Walk, stride: Stride) -> float:
    """Largest hip extension of the cycle, positive behind neutral."""
    return float(-np.min(cycle(walk, stride, _flexion(walk, stride.side))))


def hip_abduction_stance_mean_deg(walk: Walk, stride: Stride) -> float:
    """Mean hip abduction while the foot is down; negative is adduction."""
    return float(np.mean(_stance(walk, stride, _abduction(walk, stride.side))))


def hip_abduction_stance_range_deg(walk: Walk, stride: Stride) -> float:
    """Largest minus smallest hip abduction while the foot is down."""
    return float(np.ptp(_stance(walk, stride, _abduction(walk, stride.side))))


def pelvic_drop_peak_deg(walk: Walk, stride: Stride) -> float:
    """Largest contralateral pelvic drop while this leg alone bears weight."""
    drop = signals(walk)["pelvic_drop"][stride.side]
    times_s = np.linspace(stride.other_off_s, stride.other_strike_s, POINTS)
    return float(np.max(walk.at(drop, times_s)))


def pelvic_drop_from_strike_deg(walk: Walk, stride: Stride) -> float:
    """How much further the pelvis drops than it was when the foot struck; free of unevenly placed markers."""
    drop = signals(walk)["pelvic_drop"][stride.side]
    return pelvic_drop_peak_deg(walk, stride) - float(walk.at(drop, stride.strike_s))


def step_length_m(walk: Walk, stride: Stride) -> float:
    """How far this heel stands ahead of where the other heel stood; the step that begins the stride.

    Each heel is placed by the time its foot is flat, and the belt's way in between is added. NaN where the step was not
    seen from its beginning.
    """
    before_s = stride.other_flat_before_s
    if before_s is None:
        return float("nan")
    heel = walk.body.heel.map(lambda points: points @ walk.along)
    own_m, other_m = (
        float(np.mean(walk.at(heel[side], np.linspace(*window_s, POINTS))))
        for side, window_s in ((stride.side, stride.flat_s), (stride.side.other, before_s))
    )
    between_s = float(np.mean(stride.flat_s) - np.mean(before_s))
    return own_m - other_m + walk.belt_m_per_s(stride) * between_s


def stride_length_m(walk: Walk, stride: Stride) -> float:
    """The way made good over ground or belt from strike to strike."""
    return walk.speed_m_per_s(stride) * stride.duration_s


def step_time_s(_walk: Walk, stride: Stride) -> float:
    """From the other foot's strike to this foot's next strike."""
    return stride.next_strike_s - stride.other_strike_s


def stance_share_percent(_walk: Walk, stride: Stride) -> float:
    """The part of the cycle in which the foot is down."""
    return 100.0 * stride.stance_share


def swing_share_percent(_walk: Walk, stride: Stride) -> float:
    """The part of the cycle in which the foot is up."""
    return 100.0 * (1.0 - stride.stance_share)


def stride_time_s(_walk: Walk, stride: Stride) -> float:
    """From strike to strike of the same foot."""
    return stride.duration_s


HIP_KINDS = (
    MeasureKind("hip_flexion_peak", "peak hip flexion", Unit.DEG, Scale.INTERVAL, hip_flexion_peak_deg),
    MeasureKind("hip_extension_peak", "peak hip extension", Unit.DEG, Scale.INTERVAL, hip_extension_peak_deg),
    MeasureKind(
        "hip_abduction_stance_mean",
        "mean hip abduction in stance",
        Unit.DEG,
        Scale.INTERVAL,
        hip_abduction_stance_mean_deg,
    ),
    MeasureKind(
        "hip_abduction_stance_range",
        "range of hip abduction in stance",
        Unit.DEG,
        Scale.RATIO,
        hip_abduction_stance_range_deg,
    ),
)
KINDS = (
    *HIP_KINDS,
    MeasureKind("pelvic_drop_peak", "peak contralateral pelvic drop", Unit.DEG, Scale.INTERVAL, pelvic_drop_peak_deg),
    MeasureKind(
        "pelvic_drop_from_strike",
        "pelvic drop from foot strike",
        Unit.DEG,
        Scale.INTERVAL,
        pelvic_drop_from_strike_deg,
    ),
    MeasureKind("step_length", "step length", Unit.M, Scale.RATIO, step_length_m),
    MeasureKind("stride_length", "stride length", Unit.M, Scale.RATIO, stride_length_m),
    MeasureKind("step_time", "step time", Unit.S, Scale.RATIO, step_time_s),
    MeasureKind("stride_time", "stride time", Unit.S, Scale.RATIO, stride_time_s),
    MeasureKind("stance_share", "stance share of the cycle", Unit.PERCENT, Scale.RATIO, stance_share_percent),
    MeasureKind("swing_share", "swing share of the cycle", Unit.PERCENT, Scale.RATIO, swing_share_percent),
)


def signals(walk: Walk) -> Mapping[str, PerSide[Array]]:
    """The angles that are shown over the cycle, per side; (T,) degrees."""
    found = {"pelvic_drop": PerSide.build(lambda side: contralateral_pelvic_drop(walk.obliquity_deg, side))}
    if walk.hips is not None:
        found |= {"hip_flexion": walk.hips.flexion_deg, "hip_abduction": walk.hips.abduction_deg}
    return MappingProxyType(found)


def cycle(walk: Walk, stride: Stride, signal: Array) -> Array:
    """A signal (T,) over one cycle, brought to 101 points from 0 to 100 %."""
    return walk.at(signal, np.linspace(stride.strike_s, stride.next_strike_s, POINTS))


def _stance(walk: Walk, stride: Stride, signal: Array) -> Array:
    return walk.at(signal, np.linspace(stride.strike_s, stride.off_s, POINTS))


def _flexion(walk: Walk, side: Side) -> Array:
    return signals(walk)["hip_flexion"][side]


def _abduction(walk: Walk, side: Side) -> Array:
    return signals(walk)["hip_abduction"][side]
