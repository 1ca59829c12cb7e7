"""A recording of markers: where each one was, frame by frame, in metres, with Z up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from kilter.body.sides import PerSide, Side
from kilter.errors import Problem, ShapeError, UsageError
from kilter.motion.filters import Array
from kilter.motion.markers import Spot, find_marker

_EMPTY: Mapping[str, Array] = MappingProxyType({})
_UPRIGHT_SHARE = 0.8
# rows of a proper rotation (no mirroring) that carries the named axis to Z
_TO_Z_UP = MappingProxyType(
    {
        "+X": ((1, 1), (2, 1), (0, 1)),
        "-X": ((2, 1), (1, 1), (0, -1)),
        "+Y": ((2, 1), (0, 1), (1, 1)),
        "-Y": ((0, 1), (2, 1), (1, -1)),
        "+Z": ((0, 1), (1, 1), (2, 1)),
        "-Z": ((1, 1), (0, 1), (2, -1)),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class MarkerRecording:
    """Marker trajectories of one trial.

    Args:
        markers: name, without the subject's prefix, to (T, 3) positions in metres, world frame; NaN where not seen.
        rate_hz: frames a second.
        vertical: the axis of the file that points up (``+Y`` in most TRC files, ``+Z`` in most C3D files). The
            positions here are already turned so that Z is up; None where no pelvis and feet were found to tell by,
            in which case they are as in the file.
        lab_angles: model outputs stored beside the markers, name to (T, 3) degrees in the laboratory's own order
            and signs.
        knee_width_m: the knees' widths as the laboratory measured them, where the file holds them.
        ankle_width_m: the same of the ankles.
        notes: what was odd about the file and how it was read, in sentences for the person.

    Raises:
        ShapeError: a trajectory is not (T, 3), or the trajectories differ in length.
        UsageError: the rate is not a positive number.
    """

    markers: Mapping[str, Array]
    rate_hz: float
    vertical: str | None = "+Z"
    lab_angles: Mapping[str, Array] = field(default_factory=lambda: _EMPTY)
    knee_width_m: PerSide[float] | None = None
    ankle_width_m: PerSide[float] | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        trajectories = {**self.markers, **self.lab_angles}
        lengths = {len(points) for points in trajectories.values()}
        if len(lengths) > 1 or any(points.shape[1:] != (3,) for points in trajectories.values()):
            raise ShapeError(
                Problem(
                    "recording",
                    "The trajectories do not share one shape (frames, 3).",
                    "Give each marker as many frames as the others, three coordinates each.",
                )
            )
        if not (np.isfinite(self.rate_hz) and self.rate_hz > 0):
            raise UsageError(
                Problem("recording: rate_hz", f"{self.rate_hz} is no rate.", "Give frames a second above 0.")
            )

    @property
    def frames(self) -> int:
        """How many frames were recorded."""
        return next((len(points) for points in self.markers.values()), 0)

    @property
    def duration_s(self) -> float:
        """How long the recording lasts."""
        return self.frames / self.rate_hz


def find_vertical(markers: Mapping[str, Array]) -> str | None:
    """The axis of the file that points up, told from the body: the pelvis is above the feet.

    Args:
        markers: name to (T, 3) positions, any unit, any axes.

    Returns:
        ``+X`` to ``-Z``, or None where pelvis or feet are not marked, or lie along no axis (a tilted
        laboratory, someone lying down at an angle).
    """
    pelvis = _typical_place(markers, (Spot.ASIS, Spot.PSIS, Spot.SACRUM))
    feet = _typical_place(markers, (Spot.HEEL, Spot.TOE))
    if pelvis is None or feet is None:
        return None
    upwards = pelvis - feet
    axis = int(np.argmax(np.abs(upwards)))
    if not abs(upwards[axis]) > _UPRIGHT_SHARE * float(np.linalg.norm(upwards)):
        return None
    return f"{'+' if upwards[axis] > 0 else '-'}{'XYZ'[axis]}"


def turn_upright(points: Array, vertical: str) -> Array:
    """Turn positions so that the named axis becomes Z; left stays left.

    Args:
        points: (T, 3) positions.
        vertical: ``+X``, ``-X``, ``+Y``, ``-Y``, ``+Z`` or ``-Z``.

    Returns:
        (T, 3) the same positions in axes with Z up.
    """
    return np.stack([sign * points[:, axis] for axis, sign in _TO_Z_UP[vertical]], axis=1)


def _typical_place(markers: Mapping[str, Array], spots: tuple[Spot, ...]) -> Array | None:
    """Median place of the named spots of both sides, or None when one side or all of them are missing."""
    names = {find_marker(markers, spot, side) for spot in spots for side in Side} - {None}
    seen = [markers[name] for name in sorted(filter(None, names))]
    places = np.concatenate(seen) if seen else np.empty((0, 3))
    places = places[np.isfinite(places).all(axis=1)]
    return np.median(places, axis=0) if len(places) else None
