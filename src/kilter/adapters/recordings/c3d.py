"""Marker trajectories and laboratory angles from C3D files, by way of ezc3d."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kilter.adapters.recordings.c3d_layout import BLOCK, Layout, check_layout
from kilter.adapters.recordings.normalising import metres_per_unit, plain_names, unseen_as_nan, upright
from kilter.body.sides import PerSide
from kilter.errors import DataError, Problem
from kilter.motion.filters import Array
from kilter.motion.recording import MarkerRecording

# what Plug-in Gait writes beside the markers, where the file does not say which of its points are no places
_MODEL_OUTPUTS = ("ANGLES", "FORCES", "MOMENTS", "POWERS", "SCALARS")
_PLACES = ("MODELED_MARKERS",)


def read_c3d(path: Path) -> MarkerRecording:
    """Read a C3D file.

    Unlabelled trajectories and model outputs other than angles are left out. Negative residuals and (0, 0, 0) mean not
    seen.

    Args:
        path: the file, which begins as a C3D file does.

    Returns:
        the recording in metres, Z up, with the laboratory's angles in degrees and the knees' widths where they
        are there.

    Raises:
        DataError: the file is cut short, damaged, or says nothing of its unit or rate.
    """
    with path.open("rb") as file:
        raw = file.read(BLOCK)
        raw += file.read(max(0, int.from_bytes(raw[16:18], "little") * BLOCK))
    layout = check_layout(raw, path.stat().st_size, str(path))
    parameters, points = _parse(path, layout)
    point = parameters["POINT"]
    labels = _labels(point)
    rate_hz = float(_first(point, "RATE", 0.0))
    if not (np.isfinite(rate_hz) and rate_hz > 0):
        raise DataError(Problem(f"{path}: POINT:RATE", f"{rate_hz:g} is no frame rate.", "Set it to frames a second."))
    outputs = _model_outputs(point)
    kept = [k for k, label in enumerate(labels) if label and not label.startswith("*") and label not in outputs]
    names = plain_names((labels[k] for k in kept), f"{path}: POINT:LABELS")
    factor = metres_per_unit(str(_first(point, "UNITS", "")), f"{path}: POINT:UNITS")
    markers = {name: unseen_as_nan(points[:, k] * factor) for name, k in zip(names, kept, strict=True)}
    markers, vertical = upright(markers)
    return MarkerRecording(
        markers,
        rate_hz,
        vertical,
        lab_angles=_lab_angles(point, labels, points),
        knee_width_m=_knee_width(parameters),
    )


def _parse(path: Path, layout: Layout) -> tuple[Mapping[str, Any], Array]:
    """Parameters, and positions as (frames, points, 3)."""
    import ezc3d  # noqa: PLC0415 - reading a TRC file or asking for help need not pay for it

    try:
        content = ezc3d.c3d(str(path))
        parameters: Mapping[str, Any] = content["parameters"]
        points: Array = content["data"]["points"]
    except (OSError, RuntimeError, ValueError, IndexError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise DataError(
            Problem(str(path), f"The C3D file cannot be read ({error}).", "Export it again from where it was recorded.")
        ) from error
    promised = layout.frames or int(_first(parameters["POINT"], "FRAMES", 0))
    if points.shape[2] < promised:
        raise DataError(
            Problem(
                str(path),
                f"The file ends after frame {points.shape[2]:,} of {promised:,}.",
                "Copy or export it again; it was cut short.",
            )
        )
    return parameters, np.transpose(points[:3], (2, 1, 0))


def _labels(point: Mapping[str, Any]) -> list[str]:
    """The names of all points; more than 255 continue in LABELS2, LABELS3 and so on."""
    groups = ["LABELS", *sorted((key for key in point if key.startswith("LABELS") and key != "LABELS"), key=len)]
    return [str(label).strip() for key in groups if key in point for label in point[key]["value"]]


def _first(group: Mapping[str, Any], key: str, default: Any) -> Any:
    """The first value of a parameter, or the default where it is missing or empty."""
    values: Any = group[key]["value"] if key in group else ()
    return values[0] if len(values) else default


def _model_outputs(point: Mapping[str, Any]) -> set[str]:
    """Labels of points that are no places in the room."""
    told: Iterable[str] = point["TYPE_GROUPS"]["value"][::2] if "TYPE_GROUPS" in point else _MODEL_OUTPUTS
    groups = {*told, *_MODEL_OUTPUTS} - set(_PLACES)
    return {str(label).strip() for key in groups if key in point for label in point[key]["value"]}


def _lab_angles(point: Mapping[str, Any], labels: list[str], points: Array) -> dict[str, Array]:
    angles = [str(label).strip() for label in point["ANGLES"]["value"]] if "ANGLES" in point else []
    in_radians = str(_first(point, "ANGLE_UNITS", "deg")).strip().lower().startswith("rad")
    factor = 180.0 / np.pi if in_radians else 1.0
    return {
        label.rpartition(":")[2]: unseen_as_nan(points[:, labels.index(label)] * factor)
        for label in angles
        if label in labels
    }


def _knee_width(parameters: Mapping[str, Any]) -> PerSide[float] | None:
    """Plug-in Gait's knee widths; it writes them in millimetres."""
    measured = parameters.get("PROCESSING", {})
    left, right = (float(_first(measured, f"{letter}KneeWidth", 0.0)) / 1000.0 for letter in "LR")
    return PerSide(left, right) if min(left, right) > 0 else None
