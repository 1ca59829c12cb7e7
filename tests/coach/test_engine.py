"""A whole set, from the first frame to the summary."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf, nan
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coach.bridging import (
    ARCH,
    BRIDGE,
    LEGS_LONG,
    LYING,
    PLANK,
    SAG,
    STANDING,
    Bridging,
    bridging,
    one_after_the_other,
    staying,
)
from tests.coach.scripted import Script, ScriptedObserver, coach_of, frame, frames, received
from tests.motion.moving import Way

from kilter.body.landmarks import Landmark
from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.coach import events as ev
from kilter.coach.commands import Finish, Pause, ReportPain, Resume, SkipSide, StartSet
from kilter.coach.engine import Coach
from kilter.coach.events import CueKind, Event
from kilter.coach.exercise import CoachedExercise
from kilter.coach.table import State
from kilter.errors import UsageError
from kilter.knowledge.schema.movements import Laterality
from kilter.motion.observation import Unseen

E = TypeVar("E")
THREE = [Way(down_s=2.5)] * 3
LYING_STRAIGHT = dict.fromkeys(LYING, 0.0)
LEFT = StartSet(Side.LEFT, then_other=False)


def watched(
    script: Script, exercise: CoachedExercise = BRIDGE, start: StartSet = LEFT, observer: ScriptedObserver | None = None
) -> tuple[Coach, list[Event]]:
    """A coach who has seen a whole script, and all it told."""
    coach = coach_of(exercise, observer or ScriptedObserver(script))
    told = list(coach.command(start))
    return coach, told + received(coach, frames(script))


def of_kind(events: Sequence[Event], kind: type[E]) -> list[E]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]


def test_a_set_is_told_from_the_first_frame_to_the_last_repetition() -> None:
    """Found, in position, each repetition with its number, in this order."""
    _, told = watched(bridging(Bridging(THREE)))

    kinds = [type(event).__name__ for event in told if not isinstance(event, ev.CueSpoken)]
    assert kinds == ["SetStarted", "PersonFound", "PositionReached", *["RepetitionCounted"] * 3]
    assert [event.number for event in of_kind(told, ev.RepetitionCounted)] == [1, 2, 3]
    assert [cue.text for cue in of_kind(told, ev.CueSpoken)] == ["1", "2", "3"]


@given(
    ways=st.lists(
        st.builds(Way, st.floats(0.9, 1.1), st.floats(0.8, 3), st.floats(0, 2), st.floats(2.4, 4), st.floats(0.3, 2)),
        min_size=1,
        max_size=4,
    ),
    bias=st.floats(-9.0, 9.0),
    seed=st.integers(0, 999),
)
@settings(max_examples=15)
def test_the_same_counts_at_any_rate_with_jitter_and_missing_frames(ways: list[Way], bias: float, seed: int) -> None:
    """30 frames a second or 12, late or missing: the count is that of what was done."""
    for rate_hz, dropped, late in ((60.0, 0.0, 0.0), (30.0, 0.1, 0.4), (12.0, 0.1, 0.4)):
        how = Bridging(ways, noise=1.5, bias=bias, rate_hz=rate_hz, dropped=dropped, late=late, seed=seed)

        coach, _ = watched(bridging(how))

        assert coach.summary.counted == len(coach.summary.repetitions) == len(ways)
        assert coach.summary.faults == {}


@given(seed=st.integers(0, 999))
@settings(max_examples=10)
def test_the_same_frames_give_the_same_events(seed: int) -> None:
    """Nothing but frames and commands decides what is told."""
    script = bridging(Bridging(THREE, [{}, {Signal.LUMBAR_EXTENSION: 25.0}], noise=2.0, dropped=0.1, seed=seed))

    assert watched(script)[1] == watched(script)[1]


@pytest.mark.parametrize("size", [17.0, 25.0, 40.0])
def test_a_fault_is_seen_said_and_praised_when_mended(size: float) -> None:
    """Told while it happens, spoken in positive words, and praised in a repetition without it."""
    script = bridging(Bridging(THREE, [{}, {Signal.LUMBAR_EXTENSION: size}], noise=1.0))

    coach, told = watched(script)

    [seen] = of_kind(told, ev.FaultSeen)
    counted = of_kind(told, ev.RepetitionCounted)
    spoken = [(cue.kind, cue.text) for cue in of_kind(told, ev.CueSpoken) if cue.kind is not CueKind.COUNT]
    assert (seen.id, seen.side) == ("back_arches", Side.LEFT)
    assert seen.t_s < counted[1].t_s
    assert [one.faults for one in counted] == [(), ("back_arches",), ()]
    assert [event.id for event in of_kind(told, ev.FaultMended)] == ["back_arches"]
    assert spoken == [(CueKind.CORRECTION, ARCH.say), (CueKind.PRAISE, "That is it.")]
    assert coach.summary.faults["back_arches"].count == 1
    assert coach.summary.faults["back_arches"].worst == pytest.approx(size, abs=3.0)


def test_a_constant_error_of_the_camera_is_no_fault() -> None:
    """The back counts from its own rest, so a bias of ten degrees flags nobody."""
    coach, _ = watched(bridging(Bridging(THREE, bias=10.0, noise=1.0)))

    assert coach.summary.faults == {}
    assert coach.summary.counted == 3


def test_letting_down_too_fast_is_told_with_the_repetition() -> None:
    """The time of lowering is measured from the repetition."""
    coach, told = watched(bridging(Bridging([Way(down_s=0.9), Way(down_s=3.0)])))

    assert [one.faults for one in of_kind(told, ev.RepetitionCounted)] == [("lowers_too_fast",), ()]
    assert coach.summary.faults["lowers_too_fast"].worst == pytest.approx(0.9, abs=0.15)


def test_a_partial_repetition_is_told_as_partial() -> None:
    """It has no number, and nothing is counted aloud."""
    coach, told = watched(bridging(Bridging([Way(down_s=2.5), Way(share=0.5, down_s=2.5), Way(down_s=2.5)])))

    assert len(of_kind(told, ev.PartialRepetition)) == 1
    assert [event.number for event in of_kind(told, ev.RepetitionCounted)] == [1, 2]
    assert [done["complete"] for done in coach.summary.as_json()["repetitions"]] == [True, False, True]


def test_a_check_that_the_view_hides_is_not_assessed_instead_of_praised() -> None:
    """Told once, with what to change, and named in the summary."""
    script = bridging(Bridging(THREE))
    observer = ScriptedObserver(script, unseen={Signal.LUMBAR_EXTENSION: Unseen.WRONG_VIEW})

    coach, told = watched(script, observer=observer)

    [missing] = of_kind(told, ev.NotAssessed)
    assert (missing.what, missing.reason) == ("back_arches", Unseen.WRONG_VIEW)
    assert missing.advice == "Turn your left side to the camera."
    assert of_kind(told, ev.FaultMended) == []
    assert coach.summary.as_json()["not_assessed"] == [
        {"what": "back_arches", "reason": "wrong_view", "advice": "Turn your left side to the camera."}
    ]


def test_getting_down_resting_and_getting_up_are_no_repetitions() -> None:
    """Standing, lying down, stretching the legs, bridging, and getting up again: only the bridges count."""
    script = one_after_the_other(
        staying(STANDING, 3.0),
        bridging(Bridging([], before_s=1.0)),
        staying(LEGS_LONG, 3.0),
        bridging(Bridging(THREE)),
        staying(LEGS_LONG, 4.0),
        bridging(Bridging([], before_s=2.0)),
        staying(STANDING, 3.0),
    )

    coach, told = watched(script)

    assert len(coach.summary.repetitions) == 3
    assert coach.summary.counted == 3
    assert len(of_kind(told, ev.PositionLeft)) >= 2


def test_one_leg_alone_is_no_bridge() -> None:
    """The counted joint moves as in a bridge, the rest of the body does not: it was something else."""
    script = bridging(Bridging(THREE))
    still = {**script.sides[Side.LEFT], **{s: 0 * script.t_s + BRIDGE.reference[s][0] for s in (
        Signal.OTHER_HIP_FLEXION, Signal.OTHER_KNEE_FLEXION)}, Signal.KNEE_FLEXION: 110 - 1.6 * (
            55 - script.sides[Side.LEFT][Signal.HIP_FLEXION])}  # fmt: skip

    coach, _ = watched(Script(script.t_s, dict.fromkeys(Side, still), ()))

    assert coach.summary.repetitions == ()


def test_a_person_who_is_lost_and_found_again_goes_on() -> None:
    """Being out of sight is told once, ends what had begun, and costs nothing else."""
    script = bridging(Bridging(THREE))
    gone = frozenset(index for index, t_s in enumerate(script.t_s) if 8.0 < t_s < 10.5)

    coach, told = watched(script, observer=ScriptedObserver(script, absent=gone))

    assert len(of_kind(told, ev.PersonLost)) == 1
    assert len(of_kind(told, ev.PersonFound)) == 2
    assert coach.summary.counted == 2


def test_nobody_there_is_told_with_what_to_do() -> None:
    """An empty picture is not assessed, counts nothing, and says so in the summary."""
    script = staying(STANDING, 5.0)

    coach, told = watched(script, observer=ScriptedObserver(script, absent=frozenset(range(200))))

    assert [event.reason for event in of_kind(told, ev.NotAssessed)] == [Unseen.NO_PERSON]
    coach.command(Finish())
    first, *checks = [one.reason for one in coach.summary.not_assessed]
    assert first is Unseen.NO_PERSON
    assert set(checks) == {Unseen.NOT_REACHED}
    assert coach.summary.repetitions == ()


def test_a_set_on_both_sides_rests_and_switches() -> None:
    """Target met, rest, the other side, target met, finished."""
    script = one_after_the_other(bridging(Bridging(THREE)), staying(STANDING, 4.0), bridging(Bridging(THREE)))

    coach, told = watched(script, start=StartSet(Side.LEFT, reps=3))

    turns = (ev.SetStarted, ev.RestStarted, ev.RestEnded, ev.SideSwitched, ev.SetFinished)
    flow = [type(event).__name__ for event in told if isinstance(event, turns)]
    assert flow == ["SetStarted", "RestStarted", "RestEnded", "SideSwitched", "SetFinished"]
    assert [(one.side, one.number) for one in of_kind(told, ev.RepetitionCounted)] == [
        (side, number) for side in (Side.LEFT, Side.RIGHT) for number in (1, 2, 3)
    ]
    assert coach.state is State.FINISHED
    assert coach.summary.side == "both"


def test_free_counting_never_ends_by_itself() -> None:
    """Without a target only the command ends the set."""
    coach, told = watched(bridging(Bridging(THREE * 3)))

    assert of_kind(told, ev.SetFinished) == []
    [finished] = coach.command(Finish())
    assert isinstance(finished, ev.SetFinished)
    assert finished.summary.counted == 9


def test_nothing_counts_while_paused() -> None:
    """A pause forgets what had begun, and the set goes on from the next whole repetition."""
    script = bridging(Bridging(THREE))
    coach = coach_of(BRIDGE, ScriptedObserver(script))
    coach.command(LEFT)

    told: list[Event] = []
    for one in frames(script):
        if 4.0 < one.t_s < 4.05:
            told += coach.command(Pause())
        if 6.5 < one.t_s < 6.55:
            told += coach.command(Resume())
        told += coach.receive(one)

    assert len(of_kind(told, ev.SetPaused)) == len(of_kind(told, ev.SetResumed)) == 1
    assert coach.summary.counted == 2


@pytest.mark.parametrize(
    ("pain", "stops"),
    [(ReportPain(3, "hip"), False), (ReportPain(5, "hip"), True), (ReportPain(2, "groin", sharp=True), True)],
)
def test_pain_stops_a_set_by_rule(pain: ReportPain, *, stops: bool) -> None:
    """From the given score on, or when it is sharp, the set ends."""
    coach, _ = watched(bridging(Bridging(THREE)))

    told = coach.command(pain)

    assert of_kind(told, ev.PainReported)[0].stops is stops
    assert (coach.state is State.FINISHED) is stops
    assert len(of_kind(told, ev.SetFinished)) == stops


def test_a_side_can_be_skipped() -> None:
    """The first skip goes to the other side, the second ends the set."""
    coach, _ = watched(bridging(Bridging(THREE)), start=StartSet(Side.RIGHT, reps=10))

    first = coach.command(SkipSide())
    second = coach.command(SkipSide())

    assert [event.side for event in of_kind(first, ev.SideSwitched)] == [Side.LEFT]
    assert len(of_kind(second, ev.SetFinished)) == 1


def test_a_hold_ticks_second_by_second() -> None:
    """Time runs while the position is held, and the summary has it."""
    script = bridging(Bridging([Way(1.0, 1.5, 6.0, 1.5)]), PLANK.reference)

    coach, told = watched(script, PLANK)

    assert [tick.seconds for tick in of_kind(told, ev.HoldTicked)] == [1, 2, 3, 4, 5, 6, 7]
    assert coach.summary.held_s == pytest.approx(7.2, abs=0.3)
    assert coach.summary.faults == {}


def test_a_hold_that_is_not_reached_is_told_as_its_fault() -> None:
    """Hips that sag below the bound stop the clock and are corrected all the same."""
    sagging = Bridging([Way(1.0, 1.5, 6.0, 1.5)], [{Signal.BODY_LINE: -24.0}], noise=0.5)

    coach, told = watched(bridging(sagging, PLANK.reference), PLANK)

    assert coach.summary.held_s == 0.0
    assert [fault.id for fault in of_kind(told, ev.FaultSeen)] == ["hips_sag"]


def test_lying_there_before_and_after_a_hold_is_no_fault() -> None:
    """Getting ready and letting down are not judged."""
    script = bridging(Bridging([Way(1.0, 2.5, 4.0, 2.5, 3.0)], before_s=4.0, noise=1.0), PLANK.reference)

    coach, _ = watched(script, PLANK)

    assert coach.summary.faults == {}


def test_a_hold_target_ends_a_side() -> None:
    """Five seconds asked for, five seconds held."""
    script = bridging(Bridging([Way(1.0, 1.5, 9.0, 1.5)]), PLANK.reference)

    coach, told = watched(script, PLANK, StartSet(Side.LEFT, hold_s=5.0, then_other=False))

    assert coach.state is State.FINISHED
    assert of_kind(told, ev.SetFinished)[0].summary.held_s == pytest.approx(5.0, abs=0.2)


@pytest.mark.parametrize("bad", [nan, inf, -inf, -5.0, 3.0])
def test_times_that_go_wrong_are_passed_over(bad: float) -> None:
    """A frame of no time, or of a time before the last, brings one note and nothing else."""
    script = bridging(Bridging(THREE))
    coach = coach_of(BRIDGE, ScriptedObserver(script))
    coach.command(LEFT)

    told: list[Event] = []
    for index, one in enumerate(frames(script)):
        told += coach.receive(one)
        if 150 < index < 160:
            told += coach.receive(frame(bad))
            told += coach.receive(frame(bad))

    assert [event.what for event in of_kind(told, ev.NotAssessed)] == ["time"] * 9
    assert coach.summary.counted == 3


def test_the_first_time_may_be_anything() -> None:
    """A recording may begin before zero, and what is told never goes back in time."""
    script = bridging(Bridging(THREE))
    early = Script(script.t_s - 4.0, script.sides, ())

    coach, told = watched(early)

    assert coach.summary.counted == 3
    assert [event.t_s for event in told] == sorted(event.t_s for event in told)


def test_a_form_that_no_camera_can_count_says_so() -> None:
    """Neither counted nor held: the person is told to count."""
    unseen = replace(BRIDGE, counted=None, checks=())

    coach, told = watched(bridging(Bridging(THREE)), unseen)

    assert [event.what for event in of_kind(told, ev.NotAssessed)] == ["repetition"]
    assert coach.summary.repetitions == ()


def test_a_set_of_another_level_is_refused() -> None:
    """The coach was made for one level."""
    coach = coach_of(BRIDGE, ScriptedObserver(bridging(Bridging())))

    with pytest.raises(UsageError, match="half_lift"):
        coach.command(StartSet(Side.LEFT, level="half_lift"))


def test_one_side_at_a_time_needs_a_side() -> None:
    """Which side works must be told."""
    coach = coach_of(BRIDGE, ScriptedObserver(bridging(Bridging())))

    with pytest.raises(UsageError, match="no side was told"):
        coach.command(StartSet())


@pytest.mark.parametrize("command", [Pause(), Resume(), SkipSide()])
def test_what_means_nothing_before_a_set_changes_nothing(command: Pause | Resume | SkipSide) -> None:
    """There is nothing to pause, to go on with or to skip."""
    coach = coach_of(BRIDGE, ScriptedObserver(bridging(Bridging())))

    told = coach.command(command)

    assert told == ()
    assert coach.state is State.READY


@pytest.mark.parametrize("command", [Pause(), Resume(), SkipSide(), Finish()])
def test_what_is_said_after_a_set_changes_nothing(command: Pause | Resume | SkipSide | Finish) -> None:
    """A set that is over stays over, and its summary as it was."""
    coach, _ = watched(bridging(Bridging(THREE)))
    coach.command(Finish())
    before = coach.summary

    told = coach.command(command)

    assert told == ()
    assert coach.state is State.FINISHED
    assert coach.summary == before


def test_of_both_legs_the_one_that_is_seen_better_is_watched() -> None:
    """Where both sides work at once, the first picture decides whose repetitions are told."""
    both = replace(BRIDGE, laterality=Laterality.BOTH_SIDES)
    script = bridging(Bridging(THREE))
    visibility = np.array([0.9 if landmark.startswith(Side.RIGHT) else 0.2 for landmark in Landmark])
    pixels = np.zeros((len(Landmark), 2))
    coach = coach_of(both, ScriptedObserver(script))
    coach.command(StartSet())

    told = received(coach, [replace(one, image_px=pixels, visibility=visibility) for one in frames(script)])

    assert {event.side for event in of_kind(told, ev.RepetitionCounted)} == {Side.RIGHT}
    assert coach.summary.side == "both"


def test_hips_lifted_again_within_a_hold_are_praised() -> None:
    """A fault of a hold is mended when it has not been seen for two seconds, and that is told once."""
    up, sagging = {**LYING_STRAIGHT, Signal.BODY_LINE: 176.0}, {**LYING_STRAIGHT, Signal.BODY_LINE: 163.0}
    script = one_after_the_other(
        staying({**LYING_STRAIGHT, Signal.BODY_LINE: 140.0}, 2.0),
        staying(up, 3.0),
        staying(sagging, 3.0),
        staying(up, 6.0),
    )

    _, told = watched(script, PLANK)

    assert [fault.id for fault in of_kind(told, ev.FaultSeen)] == ["hips_sag"]
    assert [mended.id for mended in of_kind(told, ev.FaultMended)] == ["hips_sag"]
    assert [cue.kind for cue in of_kind(told, ev.CueSpoken)] == [CueKind.CORRECTION, CueKind.PRAISE]


def test_after_the_first_of_two_sides_is_ended_there_is_none_to_skip() -> None:
    """Ending a set ends both of its sides."""
    coach, _ = watched(bridging(Bridging(THREE)), start=StartSet(Side.LEFT))
    coach.command(Finish())

    assert coach.command(SkipSide()) == ()


def test_a_repetition_whose_signal_is_hidden_is_not_counted() -> None:
    """Where the hip is not seen, nothing is guessed, and the person is told what to change."""
    script = bridging(Bridging(THREE))
    observer = ScriptedObserver(script, unseen={Signal.HIP_FLEXION: Unseen.HIDDEN})

    coach, told = watched(script, observer=observer)

    assert coach.summary.repetitions == ()
    assert Unseen.HIDDEN in {event.reason for event in of_kind(told, ev.NotAssessed)}


def test_what_was_hidden_throughout_a_hold_is_told_when_it_ends() -> None:
    """A check of a hold that saw nothing is not assessed; the time held counts all the same."""
    plank = replace(PLANK, checks=(SAG, ARCH), reference={**PLANK.reference, Signal.LUMBAR_EXTENSION: (0.0, 0.0)})
    script = bridging(Bridging([Way(1.0, 1.5, 6.0, 1.5)]), plank.reference)
    observer = ScriptedObserver(script, unseen={Signal.LUMBAR_EXTENSION: Unseen.HIDDEN})
    coach, _ = watched(script, plank, observer=observer)

    told = coach.command(Finish())

    assert [(event.what, event.reason) for event in of_kind(told, ev.NotAssessed)] == [("back_arches", Unseen.HIDDEN)]
    assert coach.summary.held_s == pytest.approx(7.2, abs=0.3)
    assert [one.what for one in coach.summary.not_assessed] == ["back_arches"]


def test_two_hidden_checks_are_told_and_one_advice_is_spoken() -> None:
    """Each check that the view hides is not assessed, but what to change is not said twice in one breath."""
    script = bridging(Bridging([Way(down_s=2.5)]))
    hidden = dict.fromkeys((Signal.LUMBAR_EXTENSION, Signal.HIP_ABDUCTION), Unseen.HIDDEN)

    _, told = watched(script, observer=ScriptedObserver(script, unseen=hidden))

    assert {event.what for event in of_kind(told, ev.NotAssessed)} == {"back_arches", "knees_open"}
    assert len([cue for cue in of_kind(told, ev.CueSpoken) if cue.kind is CueKind.ADVICE]) == 1
