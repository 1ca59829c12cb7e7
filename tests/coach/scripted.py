"""People before a camera, as an observer would read them: performances of the shipped exercises, with its errors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kilter.body.movements import Going, PerformedRepetition, ReferenceMovement, embody, perform
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.body.skeleton import Proportions
from kilter.coach.engine import Coach
from kilter.coach.events import Event
from kilter.coach.exercise import CoachedExercise
from kilter.motion.frames import LandmarkFrame
from kilter.motion.observation import Observation, Unseen
from kilter.motion.signals import signals_of_points

RATE_HZ = 60.0
STOP_FROM_PAIN = 5


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """What an observer reads of a performance for either working side, at its frames, and what was truly done."""

    t_s: Array
    sides: Mapping[Side, Mapping[Signal, Array]]
    repetitions: tuple[PerformedRepetition, ...]

    def observation(self, index: int, side: Side) -> Observation:
        """One frame of it."""
        values = {signal: float(series[index]) for signal, series in self.sides[side].items()}
        return Observation(float(self.t_s[index]), present=True, values=values, unseen={})

    def only(self, frames: Sequence[int] | Array) -> "Script":
        """Some of its frames."""
        chosen = np.asarray(frames, dtype=int)
        sides = {side: {s: series[chosen] for s, series in signals.items()} for side, signals in self.sides.items()}
        return replace(self, t_s=self.t_s[chosen], sides=sides)


def script(
    movement: ReferenceMovement,
    goings: Sequence[Going],
    *,
    before_s: float = 1.0,
    after_s: float = 1.0,
    wanted: Iterable[Signal] | None = None,
) -> Script:
    """A body of middle size does a movement, read without any error at 60 frames a second."""
    performance = perform(movement, goings, RATE_HZ, before_s=before_s, after_s=after_s)
    points = embody(movement, performance, Proportions.of_height(1.7)).points
    signals = list(wanted) if wanted is not None else None
    sides = {side: signals_of_points(points, side, movement.position, signals) for side in Side}
    return Script(performance.t_s, sides, performance.repetitions)


def seen_by_camera(
    truth: Script,
    random: np.random.Generator,
    *,
    rate_hz: float = 30.0,
    noise: float = 1.5,
    bias: float = 4.0,
    gain: float = 0.1,
    dropped: float = 0.05,
) -> Script:
    """The same at another rate, late by a little, with frames missing, every signal off and noisy by itself."""
    last_s = truth.t_s[-1]
    steps = np.arange(0.0, last_s, 1.0 / rate_hz)
    times = np.sort(np.clip(steps + random.uniform(-0.2, 0.2, len(steps)) / rate_hz, 0.0, last_s))
    times = np.unique(times[random.random(len(times)) >= dropped])
    sides: dict[Side, dict[Signal, Array]] = {}
    for side, signals in truth.sides.items():
        sides[side] = {}
        for signal, series in signals.items():
            middle = float(np.nanmedian(series))
            read = middle + (np.interp(times, truth.t_s, series) - middle) * (1.0 + random.uniform(-gain, gain))
            sides[side][signal] = read + random.uniform(-bias, bias) + random.normal(0.0, noise, len(times))
    return replace(truth, t_s=times, sides=sides)


@dataclass(slots=True)
class ScriptedObserver:
    """Reads a script instead of landmarks: each frame's time finds its place in it."""

    script: Script
    absent: frozenset[int] = frozenset()
    unseen: Mapping[Signal, Unseen] = field(default_factory=dict)
    _places: dict[float, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = {float(time): index for index, time in enumerate(self.script.t_s)}

    def observe(self, frame: LandmarkFrame, working: Side) -> Observation:
        """What the script has at the time of the frame."""
        index = self._places.get(frame.t_s)
        if index is None or index in self.absent:
            return Observation(frame.t_s, present=False, values={}, unseen={}, trouble=Unseen.NO_PERSON)
        seen = self.script.observation(index, working)
        return replace(seen, unseen=self.unseen) if self.unseen else seen


def frame(t_s: float) -> LandmarkFrame:
    """A frame that carries nothing but its time."""
    return LandmarkFrame(t_s, None, None, None, 640, 480)


def frames(told: Script) -> list[LandmarkFrame]:
    """The frames of a script."""
    return [frame(float(time)) for time in told.t_s]


def coach_of(exercise: CoachedExercise, observer: ScriptedObserver) -> Coach:
    """A coach who watches a script."""
    return Coach(exercise, observer, stop_from_pain=STOP_FROM_PAIN)


def received(coach: Coach, seen: Iterable[LandmarkFrame]) -> list[Event]:
    """All that some frames bring."""
    return [event for one in seen for event in coach.receive(one)]
