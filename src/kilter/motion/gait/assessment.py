"""The findings of a recorded walk, per side, with their stride-to-stride error."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from kilter.body.sides import PerSide, Side
from kilter.body.units import Unit
from kilter.motion.filters import Array
from kilter.motion.gait.events import Stride
from kilter.motion.gait.measures import HIP_KINDS, KINDS, MeasureKind, Scale, cycle, signals
from kilter.motion.gait.summary import Summary, Symmetry, compare_sides, difference_margin_95, summarise
from kilter.motion.gait.walk import POINTS, Surface, Walk, find_walk
from kilter.motion.recording import MarkerRecording

FEW_STRIDES = 5


@dataclass(frozen=True, slots=True)
class GaitMeasure:
    """One measure of both sides.

    Args:
        id: its name in data, such as ``hip_extension_peak``.
        name: its name for people.
        unit: of every value.
        sides: values of single strides, their mean and error, per side.
        difference: mean of the left minus mean of the right; None where a side has no stride.
        difference_margin_95: half the width of its 95 % confidence interval; None with fewer than two strides a side.
        symmetry: indices; None for angles, which have no true zero, and where a side has no stride.
    """

    id: str
    name: str
    unit: Unit
    sides: PerSide[Summary]
    difference: float | None
    difference_margin_95: float | None
    symmetry: Symmetry | None


@dataclass(frozen=True, slots=True, eq=False)
class CycleCurve:
    """An angle over the cycle, from strike (0 %) to the next strike (100 %) of that side's foot.

    Args:
        mean_deg, sd_deg: (101,) over the strides; the SD is NaN with fewer than two.
        n: how many strides.
    """

    mean_deg: Array
    sd_deg: Array
    n: int


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """A measure that the recording does not give, on one side or (side None) on both, and why."""

    measure: str
    side: Side | None
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class GaitAssessment:
    """What a recorded walk shows.

    Args:
        measures: those that could be read from at least one stride.
        curves: ``pelvic_drop`` (pelvic obliquity seen from that side's leg: positive when the other side is lower),
            ``hip_flexion``, ``hip_abduction`` over the cycle, where seen.
        strides: whole strides, per side.
        surface: ground or treadmill.
        cadence_steps_per_min: over the strides of both sides.
        speed_m_per_s: over the strides of both sides; over ground that of the pelvis, on a treadmill that of the belt
            as the standing feet show it, and of the pelvis upon it.
        not_assessed: what the recording does not give.
        notes: what to bear in mind, in sentences for the person.
    """

    measures: tuple[GaitMeasure, ...]
    curves: Mapping[str, PerSide[CycleCurve]]
    strides: PerSide[tuple[Stride, ...]]
    surface: Surface
    cadence_steps_per_min: Summary
    speed_m_per_s: Summary
    not_assessed: tuple[NotAssessed, ...]
    notes: tuple[str, ...]

    def measure(self, measure_id: str) -> GaitMeasure | None:
        """The measure of that id, or None where it was not assessed."""
        return next((measure for measure in self.measures if measure.id == measure_id), None)


def assess_gait(recording: MarkerRecording) -> GaitAssessment:
    """Find the steps of a recorded walk and measure both sides over its strides.

    Swapping the left and right markers and mirroring the room swaps the results; where in the room the person walks,
    and which way, changes nothing.

    Args:
        recording: markers in metres, Z up.

    Returns:
        measures per side with stride-to-stride error, cycle curves, and what could not be assessed.

    Raises:
        CaptureError: no walk can be found: markers missing, too few steps, a turn, stairs, running.

    Source: zeni2008 (steps), harrington2007 (hip centres), baker2001 (pelvic obliquity), grood1983 (hip angles),
        robinson1987, zifchock2008 (symmetry), winter2009 (smoothing)
    """
    walk = find_walk(recording)
    unknown = () if walk.hips else HIP_KINDS
    measured = [_measure(walk, kind) for kind in KINDS if kind not in unknown]
    return GaitAssessment(
        measures=tuple(measure for measure in measured if any(side.n for side in measure.sides)),
        curves=_curves(walk),
        strides=walk.strides,
        surface=walk.surface,
        cadence_steps_per_min=_pooled(walk, lambda stride: 120.0 / stride.duration_s),
        speed_m_per_s=_pooled(walk, walk.speed_m_per_s),
        not_assessed=(*(NotAssessed(kind.id, None, walk.body.no_knee) for kind in unknown), *_unseen(walk, measured)),
        notes=(*recording.notes, *_notes(walk)),
    )


def _measure(walk: Walk, kind: MeasureKind) -> GaitMeasure:
    found = walk.strides.map(
        lambda own: [(stride, value) for stride in own if np.isfinite(value := kind.of_stride(walk, stride))]
    )
    sides = found.map(lambda own: summarise(tuple(value for _, value in own)))
    left, right = sides.left.mean, sides.right.mean
    return GaitMeasure(
        id=kind.id,
        name=kind.name,
        unit=kind.unit,
        sides=sides,
        difference=None if left is None or right is None else left - right,
        difference_margin_95=difference_margin_95(sides),
        symmetry=compare_sides(sides, _neighbours(found)) if kind.scale is Scale.RATIO else None,
    )


def _unseen(walk: Walk, measured: list[GaitMeasure]) -> Iterator[NotAssessed]:
    """The measures that no stride of a side gives."""
    for measure in measured:
        for side in Side:
            if not measure.sides[side].n:
                hidden = "it is not seen in any stride" if walk.strides[side] else "there is no whole stride"
                yield NotAssessed(measure.id, side, f"{hidden} on the {side}")


def _neighbours(found: PerSide[list[tuple[Stride, float]]]) -> tuple[PerSide[float], ...]:
    """Values of strides of the two sides of which the later begins within the earlier."""
    return tuple(
        PerSide(left, right)
        for left_stride, left in found.left
        for right_stride, right in found.right
        if left_stride.strike_s < right_stride.next_strike_s and right_stride.strike_s < left_stride.next_strike_s
    )


def _pooled(walk: Walk, of_stride: Callable[[Stride], float]) -> Summary:
    """One quantity over the strides of both sides, in order of time."""
    together = sorted((*walk.strides.left, *walk.strides.right), key=lambda stride: stride.strike_s)
    return summarise(tuple(value for stride in together if np.isfinite(value := of_stride(stride))))


def _curves(walk: Walk) -> Mapping[str, PerSide[CycleCurve]]:
    curves = {}
    for name, angle in signals(walk).items():
        left, right = (_curve(walk, angle[side], walk.strides[side]) for side in Side)
        curves[name] = PerSide(left, right)
    return MappingProxyType(curves)


def _curve(walk: Walk, signal: Array, strides: tuple[Stride, ...]) -> CycleCurve:
    cycles = [curve for stride in strides if np.isfinite(curve := cycle(walk, stride, signal)).all()]
    unknown = np.full(POINTS, np.nan)
    return CycleCurve(
        mean_deg=np.mean(cycles, axis=0) if cycles else unknown,
        sd_deg=np.std(cycles, axis=0, ddof=1) if len(cycles) > 1 else unknown,
        n=len(cycles),
    )


def _notes(walk: Walk) -> list[str]:
    return [
        f"{_counted(len(walk.strides[side]))} on the {side}: "
        + ("too few to give an error." if len(walk.strides[side]) < 2 else "few, so the error is wide.")
        for side in Side
        if len(walk.strides[side]) < FEW_STRIDES
    ]


def _counted(strides: int) -> str:
    return f"{strides or 'No'} whole stride{'' if strides == 1 else 's'}"
