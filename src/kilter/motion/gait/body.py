"""From the markers of a recording to the parts of a walking body: pelvis, knees, heels, forefeet."""

from dataclasses import dataclass

import numpy as np

from kilter.body.sides import PerSide, Side
from kilter.errors import CaptureError, Problem
from kilter.motion.filters import SLOWEST_RATE_HZ, Array, fill_short_gaps, low_pass
from kilter.motion.gait.hip import knee_from_epicondyles, knee_from_width
from kilter.motion.gait.pelvis import hip_centres
from kilter.motion.markers import Spot, accepted_names, find_marker
from kilter.motion.recording import MarkerRecording

PELVIS_WIDTH_M = (0.10, 0.45)


@dataclass(frozen=True, slots=True, eq=False)
class WalkingBody:
    """Smoothed positions of the parts that gait is read from; (T, 3) metres, world frame, Z up.

    Args:
        rate_hz: frames a second.
        asis: anterior superior iliac spines.
        sacrum: the sacrum, or the middle of the posterior superior iliac spines.
        heel, toe: heel and forefoot.
        hip: hip joint centres.
        knee: knee joint centres, None where the markers do not give them.
        no_knee: why the knees are not given; empty where they are.
    """

    rate_hz: float
    asis: PerSide[Array]
    sacrum: Array
    heel: PerSide[Array]
    toe: PerSide[Array]
    hip: PerSide[Array]
    knee: PerSide[Array] | None
    no_knee: str = ""


def find_body(recording: MarkerRecording) -> WalkingBody:
    """Resolve the marker set, close short gaps, take out the noise.

    Args:
        recording: markers in metres, Z up.

    Returns:
        the parts of the body; the knees only where they can be told.

    Raises:
        CaptureError: the frame rate is too low, the pelvis or a foot is not marked, or their places cannot be
            those of a person (wrong units, left and right swapped).
    """
    if recording.rate_hz < SLOWEST_RATE_HZ:
        raise CaptureError(
            Problem(
                "recording",
                f"{recording.rate_hz:g} frames a second are too few to see steps.",
                f"Record with {SLOWEST_RATE_HZ:g} frames a second or more; 100 is usual.",
            )
        )
    asis, heel, toe = (_pair(recording, spot) for spot in (Spot.ASIS, Spot.HEEL, Spot.TOE))
    sacrum = _sacrum(recording)
    if asis is None or heel is None or toe is None or sacrum is None:
        raise CaptureError(*_missing(recording))
    _check_pelvis(asis, sacrum)
    hip = hip_centres(asis, sacrum)
    knee, no_knee = _knees(recording, hip)
    return WalkingBody(recording.rate_hz, asis, sacrum, heel, toe, hip, knee, no_knee)


def _smooth(recording: MarkerRecording, name: str) -> Array:
    rate_hz = recording.rate_hz
    return low_pass(fill_short_gaps(recording.markers[name], rate_hz), rate_hz)


def _pair(recording: MarkerRecording, spot: Spot) -> PerSide[Array] | None:
    left, right = (find_marker(recording.markers, spot, side) for side in Side)
    if left is None or right is None:
        return None
    return PerSide(_smooth(recording, left), _smooth(recording, right))


def _sacrum(recording: MarkerRecording) -> Array | None:
    spines = _pair(recording, Spot.PSIS)
    if spines is not None:
        return np.asarray((spines.left + spines.right) / 2)
    name = find_marker(recording.markers, Spot.SACRUM, Side.LEFT)
    return None if name is None else _smooth(recording, name)


def _missing(recording: MarkerRecording) -> list[Problem]:
    """One problem for each place that steps are read from and that has no marker."""
    has_sacrum = find_marker(recording.markers, Spot.SACRUM, Side.LEFT) is not None
    needed = (Spot.ASIS, Spot.HEEL, Spot.TOE, *(() if has_sacrum else (Spot.PSIS,)))
    return [
        Problem(
            "recording",
            f"No marker for the {spot} on the {side}.",
            f"Name it one of {', '.join(accepted_names(spot, side))}"
            + (", or mark the sacrum (SACR)." if spot is Spot.PSIS else "."),
        )
        for spot in needed
        for side in Side
        if find_marker(recording.markers, spot, side) is None
    ]


def _check_pelvis(asis: PerSide[Array], sacrum: Array) -> None:
    across = asis.left - asis.right
    forward = (asis.left + asis.right) / 2 - sacrum
    seen = np.isfinite(across).all(axis=1) & np.isfinite(forward).all(axis=1)
    if not seen.any():
        raise CaptureError(
            Problem(
                "recording",
                "The markers of the pelvis are never seen together.",
                "Place the cameras so that the front and the back of the pelvis are in view.",
            )
        )
    check_pelvis_width(PerSide(asis.left[seen], asis.right[seen]))
    if np.median(np.cross(forward[seen], across[seen])[:, 2]) < 0:
        raise CaptureError(
            Problem(
                "recording",
                "Seen from the pelvis, the left markers lie on the right.",
                "Swap the marker names, or export with right-handed axes.",
            )
        )


def check_pelvis_width(asis: PerSide[Array]) -> None:
    """Refuse a pelvis that cannot be a person's.

    Args:
        asis: (T, 3) anterior superior iliac spines, metres; seen together in a frame at least.

    Raises:
        CaptureError: it is as wide as no person's.
    """
    width_m = float(np.nanmedian(np.linalg.norm(asis.left - asis.right, axis=1)))
    least, most = PELVIS_WIDTH_M
    if not least < width_m < most:
        raise CaptureError(
            Problem(
                "recording",
                f"The front of the pelvis measures {width_m:.3g} m across, which no person's does.",
                "Check the unit of the file and the names of the pelvis markers.",
            )
        )


def _knees(recording: MarkerRecording, hip: PerSide[Array]) -> tuple[PerSide[Array] | None, str]:
    """Knee centres of both sides by one and the same method, or the reason why there are none."""
    lateral = _pair(recording, Spot.KNEE_LATERAL)
    medial = _pair(recording, Spot.KNEE_MEDIAL)
    thigh = _pair(recording, Spot.THIGH)
    width_m = recording.knee_width_m
    if lateral is None:
        return None, "the outer side of the knee is not marked on both sides"
    if medial is not None:
        return PerSide.build(lambda side: knee_from_epicondyles(lateral[side], medial[side])), ""
    if thigh is None or width_m is None:
        return None, (
            "the knee joint's centre cannot be told: the inner side of the knee is not marked, "
            "and the thigh marker or the knee's width is missing"
        )
    return (
        PerSide.build(lambda side: knee_from_width(hip[side], lateral[side], thigh[side], width_m[side])),
        "",
    )
