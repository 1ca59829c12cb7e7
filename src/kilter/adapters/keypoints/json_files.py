"""Keypoints in JSON: COCO, AlphaPose, OpenPose, and frames of named points."""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kilter.adapters.files import read_text
from kilter.adapters.keypoints.building import Clock, Moment, build
from kilter.adapters.keypoints.layouts import BLAZEPOSE_33, BODY_25, COCO_17, COCO_18, HALPE_26, Layout, find_landmark
from kilter.body.landmarks import LANDMARKS
from kilter.errors import DataError, Problem
from kilter.motion.filters import Array
from kilter.motion.landmarks import LandmarkRecording

LARGEST_BYTES = 256 * 2**20
MOST_FILES = 200_000
_SHOWN = 5
_BY_COUNT = {17: COCO_17, 26: HALPE_26, 33: BLAZEPOSE_33}
_HALPE_136 = 136  # its first 26 are Halpe-26
_OPENPOSE = {25: BODY_25, 18: COCO_18}
_ANNOTATED_SEEN = 2

Finite = Annotated[float, Field(allow_inf_nan=False)]
Triples = list[Finite]


class _Shape(BaseModel):
    """What is read of an object; other programs add keys of their own, which are passed over."""

    model_config = ConfigDict(extra="ignore")


class _Found(_Shape):
    """One body of AlphaPose's results or of COCO's annotations."""

    image_id: int | str
    keypoints: Triples


class _Picture(_Shape):
    id: int | str
    width: int | None = Field(default=None, gt=0)
    height: int | None = Field(default=None, gt=0)


class _Annotations(_Shape):
    images: list[_Picture]
    annotations: list[_Found]


class _Person(_Shape):
    pose_keypoints_2d: Triples


class _OpenPose(_Shape):
    people: list[_Person]


class _Frame(_Shape):
    """One frame of a list, with its time where it is known."""

    keypoints: Triples | list[Annotated[list[Finite], Field(min_length=2, max_length=4)]]
    t_s: Finite | None = None
    time: Finite | None = None
    timestamp: Finite | None = None
    frame: int | None = None


class _Named(_Shape):
    """Frames by their number, each with points by their name."""

    positions: dict[str, dict[str, Annotated[list[Finite], Field(min_length=2, max_length=4)]]]


def read_json(path: Path, clock: Clock) -> LandmarkRecording:
    """Read one JSON file of keypoints.

    Args:
        path: the file.
        clock: rate and size as the caller gives them.

    Raises:
        DataError: it is no such file, or holds what no recording can.
        UsageError: the picture's size is needed and not known.
    """
    content = load(path)
    match content:
        case {"people": _}:
            moments = [_openpose(path, content, 0, "people")]
            return build(path, [moment for moment, _ in moments], moments[0][1], clock)
        case {"positions": _}:
            return build(path, _named(path, content), BLAZEPOSE_33, clock)
        case {"images": _, "annotations": _}:
            return _annotated(path, content, clock)
        case [{"image_id": _}, *_]:
            return _results(path, content, clock)
        case [_, *_]:
            return _frames(path, content, clock)
        case []:
            raise DataError(Problem(str(path), "The list is empty.", "Export the frames again."))
        case _:
            raise unknown(path)


def read_folder(path: Path, clock: Clock) -> LandmarkRecording:
    """Read a folder of OpenPose's files, one a frame.

    Args:
        path: a folder with files named ``..._keypoints.json``, in the order of their names.
        clock: rate and size as the caller gives them.

    Raises:
        DataError: there are none, too many, or one is no such file.
    """
    files = sorted(path.glob("*_keypoints.json"), key=lambda file: (_number(file.name, 0), file.name))
    if not files:
        what = "There are no files named ..._keypoints.json in the folder."
        raise DataError(Problem(str(path), what, "Name the folder that OpenPose wrote, or a file."))
    if len(files) > MOST_FILES:
        raise DataError(Problem(str(path), f"It holds {len(files):,} files.", f"Up to {MOST_FILES:,} are read."))
    numbers = [_number(file.name, place) for place, file in enumerate(files)]
    if len(set(numbers)) < len(numbers):
        numbers = list(range(len(files)))
    read = [_openpose(file, load(file), number, file.name) for file, number in zip(files, numbers, strict=True)]
    layouts = {layout.source: layout for moment, layout in read if moment.bodies}
    if len(layouts) > 1:
        raise DataError(Problem(str(path), "The files are of two kinds of skeleton.", "Keep those of one run only."))
    return build(path, [moment for moment, _ in read], next(iter(layouts.values()), BODY_25), clock)


def load(path: Path) -> Any:
    """What a JSON file holds.

    Raises:
        DataError: it cannot be read, or is no JSON.
    """
    try:
        return json.loads(read_text(path, largest_bytes=LARGEST_BYTES))
    except RecursionError:
        raise unknown(path) from None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise DataError(Problem(f"{path}:{line}", f"This is not JSON ({error}).", "Export it again.")) from None


def unknown(path: Path) -> DataError:
    """The error for a file that holds keypoints in no known way."""
    return DataError(
        Problem(
            str(path),
            "The contents are no keypoints that are known here, whatever the name says.",
            "Give COCO-17, AlphaPose or OpenPose JSON, a CSV of MediaPipe landmarks, or a landmarks.parquet.",
        )
    )


def _checked(path: Path, shape: Any, content: object) -> Any:
    """The contents in a shape, or all that does not fit it."""
    try:
        return TypeAdapter(shape).validate_python(content)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        problems = [
            Problem(
                f"{path}: {'.'.join(str(step) for step in fault['loc']) or 'contents'}",
                f"{fault['msg']}.",
                "Correct the value, or export the file again.",
            )
            for fault in faults[:_SHOWN]
        ]
        raise DataError(*problems) from None


def _body(path: Path, place: str, triples: Sequence[float], layouts: Mapping[int, Layout]) -> tuple[Array, Layout]:
    """(33, 3) of one body from x, y, score one after the other."""
    count, rest = divmod(len(triples), 3)
    if count == _HALPE_136 and not rest:
        count, triples = 26, triples[: 26 * 3]
    if rest or count not in layouts:
        expected = " or ".join(f"{3 * known}" for known in layouts)
        what = f"It has {len(triples)} numbers; a body has {expected}, x, y and score of each point."
        raise DataError(Problem(f"{path}: {place}", what, "Export it again, in two dimensions with scores."))
    layout = layouts[count]
    points: Array = np.array(triples, dtype=float).reshape(count, 3)
    points[points[:, 2] <= 0, :2] = np.nan
    body = np.full((LANDMARKS, 3), np.nan)
    for point, landmark in zip(points, layout.points, strict=True):
        if landmark is not None:
            body[landmark.position] = point
    return body, layout


def _openpose(path: Path, content: object, at: float, place: str) -> tuple[Moment, Layout]:
    read: _OpenPose = _checked(path, _OpenPose, content)
    found = [
        _body(path, f"people.{number}", person.pose_keypoints_2d, _OPENPOSE)
        for number, person in enumerate(read.people)
    ]
    return Moment(place, at, tuple(body for body, _ in found)), found[0][1] if found else BODY_25


def _named(path: Path, content: object) -> list[Moment]:
    """Frames of named points, as the KERAAL data set has them."""
    read: _Named = _checked(path, _Named, content)
    moments = []
    for key, points in read.positions.items():
        place = f"positions.{key}"
        try:
            at = float(key)
        except ValueError:
            at = math.nan
        if not math.isfinite(at):
            raise DataError(Problem(f"{path}: {place}", "This is no number of a frame.", "Number the frames."))
        body = np.full((LANDMARKS, 3), np.nan)
        for name, values in points.items():
            landmark = find_landmark(name)
            if landmark is not None:
                # the third is a depth of unknown scale; a fourth would be how sure the network was
                body[landmark.position] = (*values[:2], values[3] if len(values) > 3 else 1.0)
        moments.append(Moment(place, at, (body,) if np.isfinite(body[:, :2]).any() else ()))
    return moments


def _results(path: Path, content: object, clock: Clock, place: str = "") -> LandmarkRecording:
    """A list of bodies, each with the picture it is in."""
    found: list[_Found] = _checked(path, list[_Found], content)
    return _by_picture(path, found, clock, place)


def _annotated(path: Path, content: object, clock: Clock) -> LandmarkRecording:
    read: _Annotations = _checked(path, _Annotations, content)
    sizes = {(picture.width, picture.height) for picture in read.images if picture.width and picture.height}
    if len(sizes) == 1 and clock.width_px is None:
        ((width, height),) = sizes
        clock = Clock(clock.counts_frames, clock.rate_hz, width, height)
    # 0 stands for not labelled, 1 for hidden, 2 for seen
    for found in read.annotations:
        found.keypoints[2::3] = [score / _ANNOTATED_SEEN for score in found.keypoints[2::3]]
    return _by_picture(path, read.annotations, clock, "annotations.")


def _by_picture(path: Path, found: Iterable[_Found], clock: Clock, place: str) -> LandmarkRecording:
    """Bodies grouped by their picture, which stand one after the other."""
    layout: Layout | None = None
    moments: list[Moment] = []
    last: int | str | None = None
    for number, one in enumerate(found):
        body, this = _body(path, f"{place}{number}.keypoints", one.keypoints, _BY_COUNT)
        if layout is not None and this is not layout:
            what = f"It is of another skeleton ({this.source}) than those before ({layout.source})."
            raise DataError(Problem(f"{path}: {place}{number}", what, "Keep those of one run only."))
        layout = this
        if moments and one.image_id == last:
            moments[-1] = Moment(moments[-1].place, moments[-1].at, (*moments[-1].bodies, body))
            continue
        last = one.image_id
        at = _number(last, len(moments)) if isinstance(last, str) else last
        if abs(at) > 2**53:
            raise DataError(
                Problem(f"{path}: {place}{number}.image_id", "This is no number of a frame.", "Number the frames.")
            )
        moments.append(Moment(f"{place}{number}", float(at), (body,)))
    return build(path, moments, layout or COCO_17, clock)


def _frames(path: Path, content: list[object], clock: Clock) -> LandmarkRecording:
    """A list with one body a frame, with or without times."""
    listed = [frame if isinstance(frame, dict) else {"keypoints": frame} for frame in content]
    read: list[_Frame] = _checked(path, list[_Frame], listed)
    moments = []
    layout: Layout | None = None
    timed = all(_seconds(frame) is not None for frame in read)
    for number, frame in enumerate(read):
        triples = _flat(path, number, frame)
        if triples:
            body, this = _body(path, f"{number}.keypoints", triples, _BY_COUNT)
            if layout is not None and this is not layout:
                what = f"It is of another skeleton ({this.source}) than those before ({layout.source})."
                raise DataError(Problem(f"{path}: {number}", what, "Keep those of one run only."))
            layout = this
        at = _seconds(frame) if timed else (number if frame.frame is None else frame.frame)
        moments.append(Moment(str(number), float(at or 0), (body,) if triples else ()))
    return build(path, moments, layout or COCO_17, Clock(not timed, clock.rate_hz, clock.width_px, clock.height_px))


def _seconds(frame: _Frame) -> float | None:
    return next((time for time in (frame.t_s, frame.time, frame.timestamp) if time is not None), None)


def _flat(path: Path, number: int, frame: _Frame) -> list[float]:
    """x, y and score one after the other; without a score a point counts as seen."""
    flat: list[float] = []
    for point in frame.keypoints:
        if not isinstance(point, list):
            flat.append(point)
        elif len(point) > 3:
            what = "A point has four numbers; x, y and score are three."
            raise DataError(Problem(f"{path}: {number}.keypoints", what, "Export it in two dimensions with scores."))
        else:
            flat += point if len(point) == 3 else [*point, 1.0]
    return flat


def _number(name: str, otherwise: int) -> int:
    """The last number in a file's name, which counts the frames."""
    digits = re.findall(r"\d{1,15}", re.sub(r"(_keypoints)?\.\w+$", "", name))
    return int(digits[-1]) if digits else otherwise
