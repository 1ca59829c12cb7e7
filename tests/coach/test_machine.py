"""Whatever is seen and said in whatever order, the coach keeps its word."""

from math import inf, nan

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.coach.bridging import BRIDGE, REFERENCE
from tests.coach.scripted import STOP_FROM_PAIN, frame
from tests.motion.moving import least_jerk

from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.coach import events as ev
from kilter.coach.commands import Command, Finish, Pause, ReportPain, Resume, SkipSide, StartSet
from kilter.coach.engine import Coach
from kilter.coach.events import Event
from kilter.coach.table import TABLE, State
from kilter.motion.faults import along
from kilter.motion.frames import LandmarkFrame
from kilter.motion.observation import Observation, Unseen

ODD = st.sampled_from([nan, inf, -inf, 0.0, 1e9, -1e9, 45.0])


class Told:
    """An observer that says what it was told to say."""

    def __init__(self) -> None:
        self.values: dict[Signal, float] = {}
        self.present = True
        self.trouble: Unseen | None = None

    def observe(self, frame: LandmarkFrame, working: Side) -> Observation:  # noqa: ARG002 - as observers are asked
        return Observation(frame.t_s, self.present, dict(self.values), {}, self.trouble)


class Session(RuleBasedStateMachine):
    """Somebody bridges, leaves, comes back, speaks, and the camera fails now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.observer = Told()
        self.coach = Coach(BRIDGE, self.observer, stop_from_pain=STOP_FROM_PAIN)
        self.t_s = 0.0
        self.told: list[Event] = []
        self.counts = 0

    @initialize(reps=st.one_of(st.none(), st.integers(1, 3)), side=st.sampled_from(Side))
    def begin(self, reps: int | None, side: Side) -> None:
        self._say(StartSet(side, reps=reps))

    @rule(seconds=st.floats(0.2, 3.0))
    def rest(self, seconds: float) -> None:
        """Lie there."""
        self._play([0.0] * int(seconds * 12))

    @rule(up_s=st.floats(0.8, 2.0), down_s=st.floats(0.8, 3.0), share=st.floats(0.3, 1.1))
    def bridge(self, up_s: float, down_s: float, share: float) -> None:
        """One bridge."""
        up = [share * least_jerk(k / (12 * up_s)) for k in range(int(12 * up_s))]
        down = [share * (1 - least_jerk(k / (12 * down_s))) for k in range(int(12 * down_s))]
        self._play([*up, share, share, *down, 0.0, 0.0])

    @rule(frames=st.integers(1, 20))
    def vanish(self, frames: int) -> None:
        """Be out of the picture."""
        self.observer.present = False
        self._play([0.0] * frames)
        self.observer.present = True

    @rule(values=st.dictionaries(st.sampled_from(Signal), ODD, max_size=6), frames=st.integers(1, 8))
    def see_nonsense(self, values: dict[Signal, float], frames: int) -> None:
        """Readings that make no sense."""
        for _ in range(frames):
            self.observer.values = dict(values)
            self._step()

    @rule(t_s=st.one_of(ODD, st.floats(-10.0, 10.0)))
    def jump_in_time(self, t_s: float) -> None:
        """A frame of another time, not far ahead."""
        if not t_s > self.t_s + 5.0:
            self._hear(self.coach.receive(frame(t_s)))
            self.t_s = max(self.t_s, t_s) if np.isfinite(t_s) else self.t_s

    @rule(trouble=st.one_of(st.none(), st.sampled_from(Unseen)))
    def trouble(self, trouble: Unseen | None) -> None:
        """Something is wrong with the picture, or no longer."""
        self.observer.trouble = trouble

    @rule(
        command=st.one_of(
            st.sampled_from([Pause(), Resume(), SkipSide(), StartSet(Side.LEFT)]),
            st.builds(ReportPain, st.integers(0, 6), st.just("hip")),
        )
    )
    def speak(self, command: Command) -> None:
        """Say something."""
        self._say(command)

    @rule(sure=st.integers(0, 9))
    def finish(self, sure: int) -> None:
        """End the set, now and then."""
        if sure == 0:
            self._say(Finish())

    @invariant()
    def summary_and_events_agree(self) -> None:
        """Counts never fall, and every count in the summary was told."""
        told = sum(isinstance(event, ev.RepetitionCounted) for event in self.told)
        assert self.coach.summary.counted == told >= self.counts
        self.counts = told

    @invariant()
    def time_never_goes_back(self) -> None:
        """Events come in the order of their times."""
        times = [event.t_s for event in self.told]
        assert times == sorted(times)

    @invariant()
    def nothing_follows_the_end(self) -> None:
        """After the set is finished nothing is told but pain."""
        ends = [index for index, event in enumerate(self.told) if isinstance(event, ev.SetFinished)]
        assert len(ends) <= 1
        if ends:
            assert self.coach.state is State.FINISHED
            assert all(isinstance(event, ev.PainReported) for event in self.told[ends[0] + 1 :])

    def _play(self, shares: list[float]) -> None:
        for share in shares:
            self.observer.values = {signal: along(path, share) for signal, path in REFERENCE.items()}
            self._step()

    def _step(self) -> None:
        self.t_s += 1 / 12
        self._hear(self.coach.receive(frame(self.t_s)))

    def _say(self, command: Command) -> None:
        before = self.coach.state
        self._hear(self.coach.command(command), before)

    def _hear(self, events: tuple[Event, ...], before: State | None = None) -> None:
        self.told += events
        counted = any(isinstance(event, ev.RepetitionCounted | ev.PartialRepetition) for event in events)
        ended = any(isinstance(event, ev.SetFinished | ev.RestStarted) for event in events)
        assert not counted or self.coach.state is State.WORKING or ended
        if before is not None:
            assert self.coach.state is before or self.coach.state in TABLE[before].values()


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=25, stateful_step_count=25)
