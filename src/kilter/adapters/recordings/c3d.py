"""Marker trajectories and laboratory angles from C3D files."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from kilter.adapters.recordings.c3d_format import Content, Values, parse
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
        the recording in metres, Z up, with the laboratory's angles in degrees and the widths of knees and ankles
        where they are there.

    Raises:
        DataError: the file is cut short, damaged, or says nothing of its unit or rate.
    """
    content = parse(path.read_bytes(), str(path))
    point = content.parameters.get("POINT", {})
    rate_hz = _number(point.get("RATE", ()))
    if not (np.isfinite(rate_hz) and rate_hz > 0):
        raise DataError(Problem(f"{path}: POINT:RATE", "The frame rate is missing.", "Set it to frames a second."))
    labels = _labels(point)[: content.points.shape[1]]
    outputs = _model_outputs(point)
    kept = [k for k, label in enumerate(labels) if label and not label.startswith("*") and label not in outputs]
    names = plain_names((labels[k] for k in kept), f"{path}: POINT:LABELS")
    factor = metres_per_unit(_text(point.get("UNITS", ())), f"{path}: POINT:UNITS")
    markers, vertical = upright(
        {name: unseen_as_nan(content.points[:, k] * factor) for name, k in zip(names, kept, strict=True)}
    )
    return MarkerRecording(
        markers,
        rate_hz,
        vertical,
        lab_angles=_lab_angles(content, labels),
        knee_width_m=_width(content, "KNEE"),
        ankle_width_m=_width(content, "ANKLE"),
    )


def _labels(point: Mapping[str, Values]) -> list[str]:
    """The names of all points; more than 255 continue in LABELS2, LABELS3 and so on."""
    keys = sorted((key for key in point if key.rstrip("0123456789") == "LABELS"), key=lambda key: (len(key), key))
    return [str(label).strip() for key in keys for label in point[key]]


def _model_outputs(point: Mapping[str, Values]) -> set[str]:
    """Labels of points that are no places in the room."""
    told = {str(key).strip() for key in point.get("TYPE_GROUPS", ())[::2]}
    groups = {*told, *_MODEL_OUTPUTS} - set(_PLACES)
    return {str(label).strip() for key in groups for label in point.get(key, ())}


def _lab_angles(content: Content, labels: list[str]) -> dict[str, Array]:
    point = content.parameters["POINT"]
    in_radians = _text(point.get("ANGLE_UNITS", ())).lower().startswith("rad")
    factor = 180.0 / np.pi if in_radians else 1.0
    angles = {str(label).strip() for label in point.get("ANGLES", ())}
    return {
        label.rpartition(":")[2]: unseen_as_nan(content.points[:, k] * factor)
        for k, label in enumerate(labels)
        if label in angles
    }


def _width(content: Content, joint: str) -> PerSide[float] | None:
    """Plug-in Gait's widths of a joint; it writes them in millimetres."""
    measured = content.parameters.get("PROCESSING", {})
    left, right = (_number(measured.get(f"{letter}{joint}WIDTH", ())) / 1000.0 for letter in "LR")
    return PerSide(left, right) if min(left, right) > 0 else None


def _number(values: Values) -> float:
    """The first value where it is a number, else NaN."""
    return float("nan") if not values or isinstance(values[0], str) else float(values[0])


def _text(values: Values) -> str:
    """The first value where it is text, else nothing."""
    return values[0].strip() if values and isinstance(values[0], str) else ""
