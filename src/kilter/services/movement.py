"""Measure a recorded movement: joint centres, named angles, and what was not assessed and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kilter.body.skeleton import JOINT_CENTRES
from kilter.errors import CaptureError, Problem, UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.motion.filters import Array, Mask
from kilter.motion.gait import GaitAssessment, assess_gait
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pelvis_line import pelvis_line_deg
from kilter.motion.pose.batch import pose_of
from kilter.motion.pose.lifting import NORMAL_HEIGHT_M, Lifter
from kilter.motion.pose.markers import pose_of_markers
from kilter.motion.pose.standins import with_stand_ins, without_stand_ins
from kilter.motion.recording import MarkerRecording
from kilter.services.measure import WalkComparison, compare_walk
from kilter.services.movement_columns import OBLIQUITY, pose_columns, signal_columns
from kilter.services.not_assessed import NotAssessed, troubles, unmarked, unseen, unsquare, why_nobody

HEIGHTS_M = (0.5, 2.5)
ALL_DOUBTFUL = "No frame is free of doubt, so the figures are taken from doubtful ones."
AXES_OF_A_CAMERA = "origin midway between the hips, Z up, X to the right of the picture, the camera at -Y"
AXES_OF_A_LABORATORY = "the laboratory's own place and heading, Z up"
AXES_UNKNOWN = "as in the file: which way is up could not be told"


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
        raise CaptureError(*why_nobody(pose.trouble))
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
            *troubles(pose.trouble, points, rate_hz),
            *unsquare(signals, points, rate_hz),
            *unseen(signals, told=(OBLIQUITY,)),
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
        not_assessed=(*unmarked(pose.points), *unseen(signals), *refused),
        notes=(*recording.notes, *_about_up(recording)),
        walk=walk,
        comparisons=() if walk is None else compare_walk(walk, catalogue),
    )


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
