"""The whole way from a film to a coached set, on films of rendered people whose every joint is known."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from tools.accuracy.ways import bend_deg, raw
from tools.clips.truth import TruthClip, read_clip

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.pose_model.lifters import load_lifters
from kilter.adapters.video import read_video
from kilter.body.positions import Position
from kilter.body.signals import Signal
from kilter.coach.summary import SetSummary
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.pose.batch import pose_of
from kilter.motion.signals import signals_of_points
from kilter.services.coaching import coach_recording, coachable

CLIPS = Path(__file__).parents[1] / "clips"
NAMES = ("clamshell", "squat", "single_leg_stance")


@lru_cache
def film(name: str) -> tuple[TruthClip, LandmarkRecording]:
    """The truth of a film, and what the pose model sees in it."""
    return read_clip(CLIPS / f"{name}.npz"), read_video(CLIPS / f"{name}.mp4", workers=1)


def coached(name: str) -> tuple[TruthClip, SetSummary]:
    """The truth of a film, and the set that the coach sees in it."""
    clip, recording = film(name)
    what = coachable(load_catalogue(None), clip.shown)
    side = None if name == "squat" else clip.side
    return clip, coach_recording(recording, what, load_lifters(), side).summary


@pytest.mark.parametrize("name", ["clamshell", "squat"])
def test_each_repetition_is_counted_when_it_turns(name: str) -> None:
    """As many repetitions as there were, each at its top to within half a second."""
    clip, summary = coached(name)

    assert summary.counted == len(clip.repetitions)
    for done, true in zip(summary.repetitions, clip.repetitions, strict=True):
        assert done.repetition.peak_s == pytest.approx(true.peak_s, abs=0.5)


def test_a_good_set_is_not_faulted() -> None:
    """Nobody who does it well is told otherwise."""
    assert not coached("clamshell")[1].faults
    assert not coached("squat")[1].faults


def test_standing_on_one_leg_is_timed() -> None:
    """The stance counts while the other foot is off the floor, to within half a second."""
    clip, summary = coached("single_leg_stance")
    free = signals_of_points(clip.points, clip.side, Position.STANDING)[Signal.FREE_FOOT_HEIGHT]
    performed = load_catalogue(None).tests["single_leg_stance"].performed
    assert performed is not None
    assert performed.hold is not None
    off_floor = np.diff(clip.recording.t_s)[free[1:] >= float(performed.hold.at_least or 0.0)].sum()

    assert summary.held_s == pytest.approx(off_floor, abs=0.5)


@pytest.mark.parametrize("name", NAMES)
def test_the_pose_is_much_nearer_to_the_joints_than_the_landmarks(name: str) -> None:
    """Knees and hips are off by at most two thirds of what the pose model's own landmarks are."""
    clip, recording = film(name)

    kilter, plain = pose_of(recording, *load_lifters()).points, raw(recording)

    for parts in (("hip", "knee", "ankle"), ("shoulder", "hip", "knee")):
        off = [
            np.mean(
                [
                    np.nanmean(np.abs(bend_deg(points, *at) - bend_deg(clip.points, *at)))
                    for side in ("left", "right")
                    for at in [[f"{part}_{side}" for part in parts]]
                ]
            )
            for points in (kilter, plain)
        ]
        assert off[0] < 0.67 * off[1]
