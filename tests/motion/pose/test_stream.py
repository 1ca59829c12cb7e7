"""Poses one after the other."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.motion.people import frames_of, honest_lifter, see, some_lifter, squatting

from kilter.body.appearance import Noise
from kilter.motion.frames import LandmarkFrame
from kilter.motion.observation import Unseen
from kilter.motion.pose.expected import EXPECTED, MOMENTS, Expected
from kilter.motion.pose.features import FLAT, FULL
from kilter.motion.pose.stream import PoseFrame, PoseStream

NOISE = Noise(jitter_px=2.0, jitter_m=0.01, dropout_share=0.002)
FRAMES = frames_of(see(squatting(), noise=NOISE).recording)
CLEAN = frames_of(see(squatting()).recording)


def stream() -> PoseStream:
    """A stream with networks that pass on what the pose model says."""
    return PoseStream(honest_lifter(), honest_lifter(FLAT))


def watch(frames: list[LandmarkFrame], over: PoseStream | None = None) -> list[PoseFrame]:
    """The pose of each frame."""
    watching = over or stream()
    return [watching.receive(frame) for frame in frames]


def test_the_same_frames_give_the_same_poses() -> None:
    """Replayed, a stream says the same to the last bit, whatever its network has learnt."""
    first, again = (watch(FRAMES, PoseStream(some_lifter(), some_lifter(FLAT))) for _ in range(2))

    assert first == again


def test_a_frame_from_the_past_moves_no_memory() -> None:
    """Frames that come late or twice change nothing that follows."""
    undisturbed = watch(CLEAN)
    watching = stream()

    disturbed = []
    for number, frame in enumerate(CLEAN):
        disturbed.append(watching.receive(frame))
        watching.receive(replace(FRAMES[max(number - 5, 0)], t_s=frame.t_s - 0.2))
        watching.receive(replace(FRAMES[number], t_s=frame.t_s))

    assert disturbed == undisturbed


def test_a_frame_without_a_time_moves_no_memory() -> None:
    """NaN for a time is read like a frame from the past, also as the first."""
    undisturbed = watch(CLEAN)
    watching = stream()
    watching.receive(replace(CLEAN[0], t_s=float("nan")))

    disturbed = [watching.receive(frame) for frame in CLEAN for _ in (watching.receive(replace(frame, t_s=np.nan)),)]

    assert [pose.t_s for pose in disturbed] == [pose.t_s for pose in undisturbed]
    late, as_ever = (np.array([pose.points for pose in poses[-20:]]) for poses in (disturbed, undisturbed))
    np.testing.assert_allclose(late, as_ever, atol=0.02)


def test_after_a_gap_nothing_is_remembered() -> None:
    """Somebody who comes back after half a second is seen where they are, not where they were."""
    begun = watch(CLEAN[:1])[0]
    deep = CLEAN[len(CLEAN) // 2]
    after_a_gap, soon = (watch([CLEAN[0], replace(deep, t_s=later_s)])[1].points for later_s in (0.6, 0.05))

    alone = watch([replace(deep, t_s=0.0)])[0].points

    np.testing.assert_allclose(np.array(after_a_gap), np.array(alone), atol=1e-6)
    assert np.abs(np.array(soon) - np.array(alone)).max() > 0.02
    assert begun.points is not None


def test_smoothing_lags_little_and_takes_noise_off() -> None:
    """Against the clean movement, smoothed noisy poses err less than single noisy frames do."""
    clean = np.array([watch([frame])[0].points for frame in CLEAN])
    noisy_frames = frames_of(see(squatting(), noise=Noise(jitter_m=0.02), seed=4).recording)

    smooth = np.array([pose.points for pose in watch(noisy_frames)])
    alone = np.array([watch([frame])[0].points for frame in noisy_frames])

    assert np.abs(smooth - clean).mean() < 0.75 * np.abs(alone - clean).mean()


def test_what_cannot_be_read_has_no_points_and_a_reason() -> None:
    """Nobody, a hidden landmark, infinite numbers: no pose, no exception, and the next frame is read again."""
    good = CLEAN[0]
    assert good.image_px is not None
    assert good.world_m is not None
    broken, endless = good.image_px.copy(), good.world_m.copy()
    broken[25] = np.nan
    endless[23] = np.inf

    found = watch(
        [
            replace(good, image_px=None, world_m=None, visibility=None),
            replace(good, image_px=broken),
            replace(good, world_m=endless),
            good,
        ]
    )

    assert [pose.points is None for pose in found] == [True, True, True, False]
    assert [pose.trouble for pose in found] == [Unseen.NO_PERSON, Unseen.HIDDEN, Unseen.HIDDEN, None]


def test_a_source_without_depth_is_read_by_its_own_network() -> None:
    """Two dimensions give a pose too: what is across and up in the picture is kept."""
    flat = [replace(frame, world_m=None) for frame in CLEAN[:3]]

    found = watch(flat)

    assert all(pose.points is not None and pose.trouble is None for pose in found)


def test_a_body_that_cannot_be_is_doubtful() -> None:
    """A network that has learnt nothing gives bodies that do not fit their landmarks, and that is said."""
    found = watch(CLEAN[:3], PoseStream(some_lifter(), some_lifter(FLAT)))

    assert {pose.trouble for pose in found} == {Unseen.IMPLAUSIBLE}


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=8), st.integers(0, 32))
def test_no_number_brings_a_stream_down(numbers: list[float], landmark: int) -> None:
    """Whatever stands for times and landmarks, each frame gets an answer, and points are finite."""
    watching = stream()
    for number in numbers:
        frame = CLEAN[0]
        assert frame.image_px is not None
        moved = frame.image_px.copy()
        moved[landmark, 0] = number
        for odd in (replace(frame, t_s=number), replace(frame, image_px=moved)):
            pose = watching.receive(odd)
            assert pose.points is None or np.isfinite(pose.points).all()

    assert watching.receive(replace(CLEAN[1], t_s=1e3)).points is not None


def test_a_tilted_camera_is_straightened() -> None:
    """With the room's up known, a squat filmed from below stands upright; the honest network knows no tilt."""
    pose = watch(frames_of(see(squatting(), height_m=0.8).recording)[:1])[0]

    assert pose.points is not None
    trunk = np.array(pose.points[17]) - np.array(pose.points[16])
    assert trunk[2] / np.linalg.norm(trunk) == pytest.approx(1.0, abs=0.1)


def test_where_it_is_known_what_is_done_a_slip_of_the_pose_model_is_told_and_forgiven_for_a_moment() -> None:
    """Half a second of pictures that fit no body is a slip; longer, or without knowing what is done, is no body."""
    odd = [_scattered(frame) for frame in CLEAN[20:60]]
    guided = replace(some_lifter(FULL), guided=some_lifter(FULL + EXPECTED))
    watching, unguided = PoseStream(guided, honest_lifter(FLAT)), stream()
    watching.expect(Expected(*np.zeros((2, MOMENTS, 18, 3))))
    watching._fitted_s = odd[0].t_s - 0.01

    told = watch(odd, watching)

    assert told[0].slip
    assert told[0].trouble is None
    assert told[-1].trouble is Unseen.IMPLAUSIBLE
    assert not told[-1].slip
    watch(CLEAN[:20], unguided)
    assert watch(odd, unguided)[0].trouble is Unseen.IMPLAUSIBLE


def _scattered(frame: LandmarkFrame) -> LandmarkFrame:
    """A frame whose landmarks are no body's."""
    assert frame.image_px is not None
    turned = frame.image_px.copy()
    turned[::2] = turned[::2][::-1]
    return replace(frame, image_px=turned)
