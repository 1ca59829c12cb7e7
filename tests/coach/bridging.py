"""A bridge and a plank written by hand, and people who do them: what a coach is tested on without a skeleton."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from random import Random

import numpy as np
from tests.coach.scripted import Script
from tests.motion.moving import Way, share_at, truths

from kilter.body.sides import Side
from kilter.body.signals import Signal
from kilter.coach.exercise import CoachedExercise, Held
from kilter.knowledge.schema.movements import Laterality
from kilter.motion.faults import Check, Path
from kilter.motion.holds import Bound
from kilter.motion.repetitions import Counting


def check(
    key: str,
    say: str,
    signal: Signal,
    limit: float,
    for_s: float,
    path: Path,
    *,
    above: bool = True,
    major: bool = False,
    unit: str = "deg",
) -> Check:
    """A focus cue as a file would state it."""
    return Check(key, say, signal, unit, limit, above, for_s, major, path)


LEVEL = (0.0, 0.0)
ARCH = check("back_arches", "Ribs down", Signal.LUMBAR_EXTENSION, 12.0, 0.3, LEVEL, major=True)
OPEN = check("knees_open", "Knees over the feet", Signal.HIP_ABDUCTION, 25.0, 0.3, (5.0, 5.0))
FAST = check("lowers_too_fast", "Lower slowly", Signal.LOWERING_TIME, 2.0, 0.0, LEVEL, above=False, unit="s")
SAG = check(
    "hips_sag", "Lift the hips into line", Signal.BODY_LINE, 168.0, 0.5, (140.0, 178.0), above=False, major=True
)

REFERENCE: Mapping[Signal, Path] = {
    Signal.TRUNK_FLEXION: (0.0, 0.0),
    Signal.HIP_FLEXION: (55.0, 0.0),
    Signal.KNEE_FLEXION: (110.0, 95.0),
    Signal.OTHER_HIP_FLEXION: (55.0, 0.0),
    Signal.OTHER_KNEE_FLEXION: (110.0, 95.0),
    Signal.LUMBAR_EXTENSION: (0.0, 0.0),
    Signal.HIP_ABDUCTION: (5.0, 5.0),
}
POSE = {signal: path for signal, path in REFERENCE.items() if signal.endswith(("trunk_flexion", "hip_flexion"))}
POSE |= {signal: path for signal, path in REFERENCE.items() if signal.endswith("knee_flexion")}

BRIDGE = CoachedExercise(
    id="bridge",
    name="Bridge",
    level="full_lift",
    laterality=Laterality.ONE_SIDE,
    facing="side",
    counted=(Signal.HIP_FLEXION, Counting(rest=55.0, peak=0.0, begin=18.0, end=34.0)),
    held=None,
    checks=(ARCH, OPEN, FAST),
    too_coarse=(),
    pose=POSE,
    reference=REFERENCE,
    lowers_on_the_way_out=False,
    rest_s=5.0,
)
LYING = dict.fromkeys(POSE, (0.0, 0.0))
PLANK = replace(
    BRIDGE,
    id="plank",
    name="Plank",
    counted=None,
    held=Held(Signal.BODY_LINE, Bound(160.0, inf), (140.0, 178.0)),
    checks=(SAG,),
    pose=LYING,
    reference={**LYING, Signal.BODY_LINE: (140.0, 178.0)},
)
STANDING = {Signal.TRUNK_FLEXION: 85.0, Signal.HIP_FLEXION: 0.0, Signal.KNEE_FLEXION: 0.0,
            Signal.OTHER_HIP_FLEXION: 0.0, Signal.OTHER_KNEE_FLEXION: 0.0, Signal.LUMBAR_EXTENSION: 0.0,
            Signal.HIP_ABDUCTION: 5.0}  # fmt: skip
LEGS_LONG = {**STANDING, Signal.TRUNK_FLEXION: 0.0}


@dataclass(frozen=True, slots=True)
class Bridging:
    """How somebody does bridges.

    Args:
        ways: each repetition.
        faults: by how much a signal is off at the top of each repetition, degrees.
        noise: standard deviation of every reading, degrees.
        bias: what every reading is off by, degrees.
        rate_hz: frames a second.
        dropped: share of the frames that are missing.
        late: jitter of the times, as a share of the time between two frames.
        before_s: rest before the first repetition.
    """

    ways: Sequence[Way] = (Way(down_s=2.5),)
    faults: Sequence[Mapping[Signal, float]] = ()
    noise: float = 0.0
    bias: float = 0.0
    rate_hz: float = 30.0
    dropped: float = 0.0
    late: float = 0.0
    before_s: float = 2.0
    seed: int = 0


def times_of(how: Bridging, last_s: float) -> list[float]:
    """When frames come (s)."""
    random = Random(how.seed)  # noqa: S311 - seeded jitter, not secret
    steps = range(int(last_s * how.rate_hz))
    kept = [step for step in steps if random.random() >= how.dropped]
    return [max((step + how.late * random.uniform(-0.5, 0.5)) / how.rate_hz, 0.0) for step in kept]


def bridging(how: Bridging, reference: Mapping[Signal, Path] = REFERENCE) -> Script:
    """What an observer reads of somebody who does a movement of straight paths."""
    done = truths(how.ways, how.before_s)
    last_s = (done[-1].end_s if done else how.before_s) + 1.5
    times = times_of(how, last_s)
    random = np.random.default_rng(how.seed)
    shares = np.array([share_at(t_s, how.ways, how.before_s) for t_s in times])
    which = [sum(t_s >= truth.end_s for truth in done) for t_s in times]
    readings = {}
    for signal, path in reference.items():
        faults = [fault.get(signal, 0.0) for fault in how.faults]
        off = np.array([faults[index] if index < len(faults) else 0.0 for index in which])
        truth = path[0] + shares * (path[-1] - path[0] + off)
        readings[signal] = truth + how.bias + random.normal(0.0, how.noise, len(times))
    return Script(np.array(times), dict.fromkeys(Side, readings), ())


def staying(pose: Mapping[Signal, float], seconds: float, *, rate_hz: float = 30.0, noise: float = 0.0) -> Script:
    """Somebody who stays in a pose."""
    random = np.random.default_rng(1)
    times = np.arange(0.0, seconds, 1.0 / rate_hz)
    readings = {signal: value + random.normal(0.0, noise, len(times)) for signal, value in pose.items()}
    return Script(times, dict.fromkeys(Side, readings), ())


def one_after_the_other(*scripts: Script) -> Script:
    """Scripts joined, with half a second from pose to pose in a straight line."""
    times, readings = list(scripts[0].t_s), {s: list(v) for s, v in scripts[0].sides[Side.LEFT].items()}
    for script in scripts[1:]:
        begun_s = times[-1] + 1 / 30
        moving = [begun_s + step / 30 for step in range(15)]
        after = script.sides[Side.LEFT]
        shared = [signal for signal in readings if signal in after]
        joined = {}
        for signal in shared:
            way = np.linspace(readings[signal][-1], float(after[signal][0]), 15)
            joined[signal] = [*readings[signal], *way, *after[signal]]
        readings = joined
        times += [*moving, *(moving[-1] + 1 / 30 + script.t_s)]
    done = {signal: np.array(values) for signal, values in readings.items()}
    return Script(np.array(times), dict.fromkeys(Side, done), ())
