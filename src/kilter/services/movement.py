"""Measure a recorded movement: joint centres, named angles, and what was not assessed and why."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.body.skeleton import JOINT_CENTRES, Point
from kilter.errors import CaptureError, Problem, UsageError
from kilter.exchange.as_json import plain_walk
from kilter.knowledge.catalogue import Catalogue
from kilter.motion.filters import Array, Mask
from kilter.motion.gait import GaitAssessment, assess_gait
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.observation import Unseen
from kilter.motion.pelvis_line import pelvis_line_deg
from kilter.motion.pose.batch import pose_of
from kilter.motion.pose.lifting import NORMAL_HEIGHT_M, Lifter
from kilter.motion.pose.markers import pose_of_markers
from kilter.motion.pose.standins import with_stand_ins, without_stand_ins
from kilter.motion.recording import MarkerRecording
from kilter.motion.signals import signals_of_points
from kilter.services.measure import WalkComparison, compare_walk

HEIGHTS_M = (0.5, 2.5)
OF_EACH_SIDE: tuple[Signal, ...] = (
    Signal.HIP_FLEXION,
    Signal.HIP_ABDUCTION,
    Signal.HIP_ROTATION,
    Signal.KNEE_FLEXION,
    Signal.ANKLE_DORSIFLEXION,
    Signal.FRONTAL_PLANE_KNEE_ANGLE,
    Signal.FOOT_PROGRESSION,
    Signal.SHOULDER_FLEXION,
    Signal.ELBOW_FLEXION,
    Signal.THIGH_ANGLE,
    Signal.SHIN_ANGLE,
)
# those of the left side, so that lean is positive to the left and obliquity when the left hip is higher
OF_THE_MIDDLE: tuple[Signal, ...] = (
    Signal.TRUNK_FLEXION,
    Signal.TRUNK_LEAN,
    Signal.TRUNK_INCLINATION,
    Signal.PELVIS_TILT,
    Signal.PELVIS_OBLIQUITY,
    Signal.STEP_WIDTH,
)
ALL_DOUBTFUL = "No frame is free of doubt, so the figures are taken from doubtful ones."
OBLIQUITY = "pelvis_obliquity_deg"
QUALITY = "quality"
AGAINST_GRAVITY: frozenset[Signal] = frozenset(
    {
        Signal.FRONTAL_PLANE_KNEE_ANGLE,
        Signal.FOOT_PROGRESSION,
        Signal.THIGH_ANGLE,
        Signal.SHIN_ANGLE,
        Signal.TRUNK_FLEXION,
        Signal.TRUNK_LEAN,
        Signal.TRUNK_INCLINATION,
        Signal.PELVIS_OBLIQUITY,
        Signal.STEP_WIDTH,
    }
)
_NEED_SHOULDERS = (Signal.SHOULDER_FLEXION, Signal.ELBOW_FLEXION, Signal.STEP_WIDTH)
_HIPS = (Point.HIP_LEFT.index, Point.HIP_RIGHT.index)
_SHOULDERS = (Point.SHOULDER_LEFT.index, Point.SHOULDER_RIGHT.index)
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "_s": "seconds from the start",
        "_m": "metres",
        "_deg": "degrees",
        "_percent": "per cent of the distance between the shoulders",
        QUALITY: "from 0 (not to be used) to 1",
    }
)
AXES_OF_A_CAMERA = "origin midway between the hips, Z up, X to the right of the picture, the camera at -Y"
AXES_OF_A_LABORATORY = "the laboratory's own place and heading, Z up"
AXES_UNKNOWN = "as in the file: which way is up could not be told"

WORDS: Mapping[Unseen, tuple[str, str]] = MappingProxyType(
    {
        Unseen.NO_PERSON: ("Nobody was found.", "Step into the picture so that the whole body shows, in good light."),
        Unseen.TOO_SMALL: (
            "The person is too small in the picture.",
            "Step closer, until the body fills at least a third of the picture.",
        ),
        Unseen.CUT_OFF: ("Part of the body is outside the picture.", "Step back, or turn the camera until all shows."),
        Unseen.HIDDEN: (
            "The legs or the trunk are hidden.",
            "Clear the view between camera and body; avoid wide clothes and strong light from behind.",
        ),
        Unseen.WRONG_VIEW: (
            "The camera does not see this from where it stands.",
            "Face the camera squarely, or turn your back squarely to it.",
        ),
        Unseen.IMPLAUSIBLE: (
            "What was found cannot be one body.",
            "Be alone in the picture, in good light and in clothes that stand out from the background.",
        ),
        Unseen.TOO_COARSE: (
            "From this view the camera's error is larger than what is to be told apart.",
            "Place the camera as the instructions of the movement say.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Something that the recording does not give.

    Args:
        what: ``frames`` (without values), ``doubtful_frames`` (with values of low quality), ``joint_centres``,
            ``signals`` or ``walk``.
        reason: in one word, such as ``too_small``.
        say: why, in a sentence.
        advice: what to change.
        names: the columns or joint centres that are meant, where not all are.
        frames: in how many frames; None where in all.
        seconds: for how long.
    """

    what: str
    reason: str
    say: str
    advice: str
    names: tuple[str, ...] = ()
    frames: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A measured movement.

    Args:
        pose: ``t_s`` and ``{joint}_{side}_{x,y,z}_m``, name to (T,); NaN where not seen.
        signals: ``t_s``, the named angles, and ``quality``, name to (T,); NaN where not seen.
        sound: (T,) the frames that figures are taken from: those without trouble, or all where each has some.
        rate_hz: frames a second; None with fewer than two frames.
        person_share: share of the frames in which a person was found.
        source: what gave the landmarks, such as ``blazepose_full``, or ``markers``.
        height_m: how tall the body is taken to be; None where positions are measured.
        axes: of the positions, in words.
        not_assessed: what the recording does not give.
        notes: what to bear in mind, in sentences for the person.
        walk: what the recording shows of a walk, where it is one.
        comparisons: the two sides of the walk compared.
    """

    pose: Mapping[str, Array]
    signals: Mapping[str, Array]
    sound: Mask
    rate_hz: float | None
    person_share: float
    source: str
    height_m: float | None
    axes: str
    not_assessed: tuple[NotAssessed, ...]
    notes: tuple[str, ...] = ()
    walk: GaitAssessment | None = None
    comparisons: tuple[WalkComparison, ...] = ()

    @property
    def frames(self) -> int:
        """How many frames were recorded."""
        return len(self.pose["t_s"])

    @property
    def duration_s(self) -> float:
        """From the first frame to the last."""
        return float(self.pose["t_s"][-1] - self.pose["t_s"][0])


def measure_landmarks(
    recording: LandmarkRecording, lifter: Lifter, flat_lifter: Lifter, height_m: float | None = None
) -> Measured:
    """Measure what a camera saw.

    Args:
        recording: landmarks of one person.
        lifter: the network for landmarks with depth.
        flat_lifter: the network for landmarks of a picture only.
        height_m: how tall the person is; 1.7 m where it is not said.

    Returns:
        joint centres in metres of a body of that height, from the middle of the hips; angles; what was not seen.

    Raises:
        CaptureError: nobody can be read in any frame.
        UsageError: nobody is that tall.
    """
    if height_m is not None and not HEIGHTS_M[0] <= height_m <= HEIGHTS_M[1]:
        what = f"Nobody is {height_m:g} m tall."
        raise UsageError(Problem("height", what, f"Give metres from {HEIGHTS_M[0]:g} to {HEIGHTS_M[1]:g}."))
    flat = recording.world_m is None
    pose = pose_of(with_stand_ins(recording) if flat else recording, lifter, flat_lifter)
    points = without_stand_ins(pose.points, recording) if flat else pose.points
    points = points * ((height_m or NORMAL_HEIGHT_M) / NORMAL_HEIGHT_M)
    if not np.isfinite(points).any():
        raise CaptureError(*_why_nobody(pose.trouble))
    signals = signal_columns(pose.t_s, points, pose.quality)
    # one camera sees the line of the hips better in its picture than in depth
    signals[OBLIQUITY] = pelvis_line_deg(recording, points, pose.camera_roll_deg)
    rate_hz = recording.rate_hz if recording.frames > 1 else None
    sound: Mask = np.array([found is None for found in pose.trouble])
    notes = recording.notes if sound.any() else (*recording.notes, ALL_DOUBTFUL)
    return Measured(
        pose=pose_columns(pose.t_s, points),
        signals=signals,
        sound=sound if sound.any() else ~sound,
        rate_hz=rate_hz,
        person_share=float(recording.present.mean()),
        source=recording.source,
        height_m=height_m or NORMAL_HEIGHT_M,
        axes=AXES_OF_A_CAMERA,
        not_assessed=(
            *_troubles(pose.trouble, points, rate_hz),
            *_unsquare(signals, points, rate_hz),
            *_unseen(signals, told=(OBLIQUITY,)),
        ),
        notes=notes,
    )


def measure_markers(recording: MarkerRecording, catalogue: Catalogue) -> Measured:
    """Measure what a laboratory recorded, and the walk where it is one.

    Args:
        recording: markers in metres.
        catalogue: the knowledge, which says how exact the measures of a walk are.

    Returns:
        joint centres where they were, angles, the walk's findings, and what the markers do not tell.

    Raises:
        CaptureError: the markers tell not one joint centre.
    """
    pose = pose_of_markers(recording)
    if not np.isfinite(pose.points[:, : len(JOINT_CENTRES)]).any():
        raise CaptureError(
            Problem(
                "recording",
                "The markers tell not one joint centre.",
                "Name them as Plug-in Gait does (LASI, RASI, LPSI, RPSI, LKNE, LANK, LSHO and so on).",
            )
        )
    upright = recording.vertical is not None
    signals = signal_columns(pose.t_s, pose.points, pose.quality, upright=upright)
    walk, refused = _walk(recording)
    seen: Mask = np.asarray(np.isfinite(pose.points[:, :, 0]).any(axis=1))
    return Measured(
        pose=pose_columns(pose.t_s, pose.points),
        signals=signals,
        sound=np.ones(recording.frames, dtype=bool),
        rate_hz=recording.rate_hz,
        person_share=float(seen.mean()),
        source="markers",
        height_m=None,
        axes=AXES_OF_A_LABORATORY if upright else AXES_UNKNOWN,
        not_assessed=(*_unmarked(pose.points), *_unseen(signals), *refused),
        notes=(*recording.notes, *_about_up(recording)),
        walk=walk,
        comparisons=() if walk is None else compare_walk(walk, catalogue),
    )


def pose_columns(t_s: Array, points: Array) -> dict[str, Array]:
    """The columns of joint centres.

    Args:
        t_s: (T,) seconds.
        points: (T, 18, 3) metres.

    Returns:
        ``t_s`` and ``{joint}_{side}_{x,y,z}_m``, name to (T,).
    """
    columns = {"t_s": t_s}
    for point in JOINT_CENTRES:
        for axis, name in enumerate("xyz"):
            columns[f"{point}_{name}_m"] = points[:, point.index, axis]
    return columns


def signal_columns(t_s: Array, points: Array, quality: Array, *, upright: bool = True) -> dict[str, Array]:
    """The columns of named angles, counted as for somebody who stands: those of the trunk and the floor from gravity.

    Args:
        t_s: (T,) seconds.
        points: (T, 18, 3) metres, Z up.
        quality: (T,) from 0 to 1.
        upright: whether Z is known to be up; if not, what is counted from gravity is NaN.

    Returns:
        ``t_s``, ``{signal}_{side}_deg``, those of the middle of the body, and ``quality``, name to (T,).
    """
    stood_in, no_shoulders = _facing_as_the_hips(points)
    sides = {side: signals_of_points(stood_in, side, Position.STANDING) for side in Side}
    unknown = np.full(len(t_s), np.nan)

    def column(signal: Signal, side: Side) -> Array:
        if signal in AGAINST_GRAVITY and not upright:
            return unknown
        values = sides[side][signal]
        return np.where(no_shoulders, np.nan, values) if signal in _NEED_SHOULDERS else values

    columns = {"t_s": t_s}
    for signal in OF_EACH_SIDE:
        for side in Side:
            columns[f"{signal}_{side}_deg"] = column(signal, side)
    for signal in OF_THE_MIDDLE:
        unit = "percent" if signal is Signal.STEP_WIDTH else "deg"
        columns[f"{signal}_{unit}"] = column(signal, Side.LEFT)
    columns[QUALITY] = quality
    return columns


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


def _facing_as_the_hips(points: Array) -> tuple[Array, Mask]:
    """Points in which unseen shoulders stand above the hips, and (T,) where they do.

    Which way the body faces is read from hips and shoulders; without shoulders it is read from the hips alone.
    """
    missing: Mask = np.asarray(~np.isfinite(points[:, _SHOULDERS]).all(axis=(1, 2)))
    stood_in = points.copy()
    for shoulder, hip in zip(_SHOULDERS, _HIPS, strict=True):
        stood_in[missing, shoulder] = points[missing, hip]
    return stood_in, missing


def _why_nobody(trouble: Iterable[Unseen | None]) -> list[Problem]:
    """The commonest troubles of a recording in which no frame can be read."""
    counts = Counter(found or Unseen.HIDDEN for found in trouble)
    return [
        Problem("recording", f"No frame can be read. {WORDS[found][0]}", WORDS[found][1])
        for found, _ in (counts or Counter([Unseen.NO_PERSON])).most_common(2)
    ]


def _seconds(frames: int, rate_hz: float | None) -> float | None:
    return None if rate_hz is None else round(frames / rate_hz, 3)


def _troubles(trouble: Iterable[Unseen | None], points: Array, rate_hz: float | None) -> Iterator[NotAssessed]:
    """In how many frames each thing was wrong with the picture as a whole, without and with values."""
    given: Mask = np.asarray(np.isfinite(points[:, :, 0]).any(axis=1))
    for valued, what in ((False, "frames"), (True, "doubtful_frames")):
        counts = Counter(found for found, has in zip(trouble, given, strict=True) if found and bool(has) is valued)
        for found, frames in counts.most_common():
            say, advice = WORDS[found]
            yield NotAssessed(what, found.value, say, advice, frames=frames, seconds=_seconds(frames, rate_hz))


def _unsquare(signals: Mapping[str, Array], points: Array, rate_hz: float | None) -> Iterator[NotAssessed]:
    """In how many frames the person was seen too obliquely to tell how level the pelvis is."""
    hips_seen = np.isfinite(points[:, _HIPS]).all(axis=(1, 2))
    frames = int((hips_seen & np.isnan(signals[OBLIQUITY])).sum())
    if frames:
        say, advice = WORDS[Unseen.WRONG_VIEW]
        seconds = _seconds(frames, rate_hz)
        yield NotAssessed("signals", Unseen.WRONG_VIEW.value, say, advice, (OBLIQUITY,), frames, seconds)


def _unseen(signals: Mapping[str, Array], told: Collection[str] = ()) -> Iterator[NotAssessed]:
    """The signals that no frame gives, but for those that were told of already."""
    names = tuple(name for name, values in signals.items() if name not in told and np.isnan(values).all())
    if names:
        advice = "Record so that the joints that they are read from are seen."
        yield NotAssessed("signals", "not_seen", "No frame gives these signals.", advice, names)


def _unmarked(points: Array) -> Iterator[NotAssessed]:
    """The joint centres that the markers do not tell in any frame."""
    names = tuple(point.value for point in JOINT_CENTRES if not np.isfinite(points[:, point.index]).any())
    if names:
        say = "The markers do not tell these joint centres."
        advice = "Mark both sides of a joint, or give its width in the file, and mark the pelvis in front and behind."
        yield NotAssessed("joint_centres", "not_marked", say, advice, names)


def _walk(recording: MarkerRecording) -> tuple[GaitAssessment | None, tuple[NotAssessed, ...]]:
    """The walk, or why the recording is none."""
    try:
        return assess_gait(recording), ()
    except CaptureError as error:
        return None, tuple(NotAssessed("walk", "no_walk", each.what, each.mend) for each in error.problems)


def _about_up(recording: MarkerRecording) -> Iterator[str]:
    if recording.vertical is None:
        yield "Which way is up could not be told, as pelvis or feet are not marked: nothing is counted from gravity."
    elif recording.vertical not in {"+Z", "+Y"}:
        yield (
            f"The file's axis {recording.vertical} was taken to point up, as the pelvis lies that way from the feet; "
            "of somebody who lies down that is wrong, and what is counted from gravity with it."
        )
