"""A measured movement in figures."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from kilter.exchange.as_json import plain_walk
from kilter.motion.filters import Array, Mask
from kilter.services.movement import Measured
from kilter.services.movement_columns import UNITS


def summary(measured: Measured, *, file: str, kind: str, version: str, model: str | None = None) -> dict[str, Any]:
    """What ``summary.json`` holds: plain keys and values, without NaN.

    Args:
        measured: the movement.
        file: the name of the recording.
        kind: ``video``, ``keypoints`` or ``markers``.
        version: Kilter's own.
        model: size of the pose model, for a video.
    """
    walk = None if measured.walk is None else plain_walk(measured.walk, measured.comparisons)
    whole = {
        "kilter_movement": 1,
        "kilter_version": version,
        "source": {
            "file": file,
            "kind": kind,
            "landmarks": measured.source,
            **({} if model is None else {"model": model}),
        },
        "frames": measured.frames,
        "duration_s": round(measured.duration_s, 3),
        "rate_hz": None if measured.rate_hz is None else round(measured.rate_hz, 3),
        "person_share": round(measured.person_share, 4),
        "height_m": measured.height_m,
        "axes": measured.axes,
        "units": dict(UNITS),
        "signals": signal_summaries(measured.signals, measured.sound),
        "not_assessed": measured.not_assessed,
        "notes": measured.notes,
        "walk": walk,
    }
    return {name: value for name, value in whole.items() if value is not None}


def signal_summaries(signals: Mapping[str, Array], sound: Mask) -> dict[str, dict[str, float]]:
    """Smallest, largest, range and median over the sound frames, and the share of all frames in which it is seen.

    >>> knee = np.array([10.0, 30.0, np.nan, 20.0])
    >>> signal_summaries({"knee_flexion_left_deg": knee}, np.ones(4, dtype=bool))
    {'knee_flexion_left_deg': {'min': 10.0, 'max': 30.0, 'range': 20.0, 'median': 20.0, 'seen_share': 0.75}}
    """
    found = {}
    for name, values in signals.items():
        seen = values[np.isfinite(values) & sound]
        if name == "t_s" or not len(seen):
            continue
        least, most, middle = float(seen.min()), float(seen.max()), float(np.median(seen))
        figures = {"min": least, "max": most, "range": most - least, "median": middle}
        shares = {"seen_share": float(np.isfinite(values).mean())}
        found[name] = {key: round(value, 3) for key, value in {**figures, **shares}.items()}
    return found
