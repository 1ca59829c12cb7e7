"""What a clip shows: drawn at random from a seed, so that the same seed always gives the same clip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kilter.body.movements import Going, ReferenceMovement
from kilter.body.positions import Position
from kilter.body.rotations import Array
from kilter.body.sides import Side
from kilter.body.signals import Joint
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.movements import Camera, Focus, Laterality, Performed
from kilter.motion.pose.view import Facing, asked_azimuth_deg

Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Performable:
    """An exercise, one of its levels that looks different, or a movement test.

    Args:
        id: of the exercise; ``exercise@level``; or ``test_`` and the id of the test.
        performed: how it is done, counted and watched.
    """

    id: str
    performed: Performed

    @property
    def movement(self) -> ReferenceMovement:
        """How it is done, in joint angles."""
        return self.performed.reference_movement

    @property
    def holds(self) -> bool:
        """Whether it is held, not counted."""
        return self.performed.hold is not None


def performables(catalogue: Catalogue) -> tuple[Performable, ...]:
    """All exercises, their levels that have a movement of their own, and the tests that have one."""
    exercises = [
        Performable(exercise.id if level is exercise.base_level else f"{exercise.id}@{level.id}", exercise.at(level))
        for exercise in catalogue.exercises.values()
        for level in exercise.levels
        if level is exercise.base_level or level.movement is not None
    ]
    tests = [Performable(f"test_{test.id}", test.performed) for test in catalogue.tests.values() if test.performed]
    return (*exercises, *tests)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is seen."""

    female: bool
    age_years: float
    stature_m: float
    fatness: float
    muscle: float


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera stands, as seen from the person.

    Args:
        azimuth_deg: 0 is the side that the exercise asks for, positive round to the person's left.
        height_m: above the floor.
        closeness: how large the person is: the share of the picture that the body's extent fills.
        roll_deg: of the camera about its axis.
        field_deg: vertical field of view.
        upright: whether the picture is taller than wide.
        aim_off: how far the middle of the picture is off the body, in shares of its extent.
    """

    azimuth_deg: float
    height_m: float
    closeness: float
    roll_deg: float
    field_deg: float
    upright: bool
    aim_off: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ClipPlan:
    """Everything a clip is made from.

    Args:
        seed: what it was drawn from; looks of person and room follow from it too.
        shown: id of the exercise or ``test_`` and the id of the test.
        side: the working side of the first repetition.
        person: who.
        view: from where.
        goings: how each repetition is done.
        before_s: seconds of rest before the first.
        fault: id of the focus cue whose fault is shown, or None.
        fault_share: its size, 1 as the data draws it.
        habit: how this person's joint angles (degrees) differ from the reference all the time.
    """

    seed: int
    shown: str
    side: Side
    person: Person
    view: View
    goings: tuple[Going, ...]
    before_s: float
    fault: str | None = None
    fault_share: float = 0.0
    habit: Mapping[Joint, float] = field(default_factory=dict)


# standard deviations of a person's habits, degrees
_HABITS: Mapping[Joint, float] = {
    Joint.HIP_FLEXION: 3.0,
    Joint.OTHER_HIP_FLEXION: 3.0,
    Joint.HIP_ABDUCTION: 2.0,
    Joint.OTHER_HIP_ABDUCTION: 2.0,
    Joint.HIP_ROTATION: 3.0,
    Joint.OTHER_HIP_ROTATION: 3.0,
    Joint.KNEE_FLEXION: 3.0,
    Joint.OTHER_KNEE_FLEXION: 3.0,
    Joint.ANKLE_DORSIFLEXION: 2.0,
    Joint.OTHER_ANKLE_DORSIFLEXION: 2.0,
    Joint.PELVIS_TILT: 2.0,
    Joint.TRUNK_FLEXION: 2.0,
    Joint.TRUNK_LEAN: 1.0,
    Joint.TRUNK_ROTATION: 2.0,
    Joint.SHOULDER_FLEXION: 8.0,
    Joint.OTHER_SHOULDER_FLEXION: 8.0,
    Joint.SHOULDER_ABDUCTION: 6.0,
    Joint.OTHER_SHOULDER_ABDUCTION: 6.0,
    Joint.ELBOW_FLEXION: 8.0,
    Joint.OTHER_ELBOW_FLEXION: 8.0,
}
_NEVER_NEGATIVE = {Joint.KNEE_FLEXION, Joint.OTHER_KNEE_FLEXION, Joint.ELBOW_FLEXION, Joint.OTHER_ELBOW_FLEXION}


def with_habit(movement: ReferenceMovement, habit: Mapping[Joint, float]) -> ReferenceMovement:
    """The movement as a person with these habits does it."""

    def shifted(keyframe: Mapping[Joint, float]) -> dict[Joint, float]:
        whole = movement.complete(keyframe)
        moved = {joint: angle + habit.get(joint, 0.0) for joint, angle in whole.items()}
        return {joint: max(angle, 0.0) if joint in _NEVER_NEGATIVE else angle for joint, angle in moved.items()}

    between = shifted(movement.between) if movement.between else movement.between
    return replace(movement, rest=shifted(movement.rest), between=between, peak=shifted(movement.peak))


def draw_person(random: Random) -> Person:
    """Any adult: both sexes, slim to heavy, young to old."""
    female = bool(random.random() < 0.5)
    stature = random.normal(1.65 if female else 1.77, 0.07)
    return Person(
        female,
        float(random.uniform(18, 80)),
        float(np.clip(stature, 1.48, 1.96)),
        float(np.clip(random.normal(0.5, 0.22), 0.05, 0.95)),
        float(np.clip(random.normal(0.5, 0.2), 0.05, 0.95)),
    )


def draw_habit(random: Random, size: float) -> dict[Joint, float]:
    """How a person's angles differ all the time; size 1 is what people do unasked."""
    return {joint: float(random.normal(0.0, spread * size)) for joint, spread in _HABITS.items()}


def draw_view(random: Random, camera: Camera, position: Position, *, within: float = 1.0) -> View:
    """A camera about where the exercise wants it.

    Args:
        random: the generator.
        camera: what the exercise asks for.
        position: how the body lies or stands.
        within: how much of the allowed turn is used; above 1 the camera may stand wrong.
    """
    lying = not position.upright
    return View(
        azimuth_deg=float(random.uniform(-1, 1) * camera.tolerance_deg * within),
        height_m=float(np.clip(camera.height_m + random.normal(0, 0.2), 0.15, 1.7)),
        closeness=float(random.uniform(0.5, 0.88)),
        roll_deg=float(np.clip(random.normal(0, 1.5), -4, 4)),
        field_deg=float(random.uniform(42, 68)),
        upright=bool(random.random() < (0.15 if lying else 0.75)),
        aim_off=(float(random.normal(0, 0.04)), float(random.normal(0, 0.04))),
    )


def draw_goings(
    random: Random, shown: Performable, side: Side, repetitions: int, *, share: tuple[float, float] = (0.9, 1.1)
) -> tuple[Going, ...]:
    """Repetitions at a tempo of the person's own, each a little different."""
    up, hold, down = random.uniform(0.9, 2.2), random.uniform(0.2, 1.2), random.uniform(2.1, 3.0)
    pause = random.uniform(0.3, 1.5)
    if any(focus.signal == "lowering_time" for focus in shown.performed.focus):
        # some are lowered on the way out, such as a squat; going slowly both ways is good form in either case
        up = random.uniform(2.4, 3.0)
        down = random.uniform(2.4, 3.0)
    if shown.movement.one_way:
        up, hold, pause = random.uniform(0.5, 0.9), 0.0, 0.0
    goings = []
    for number in range(repetitions):
        swaps = shown.performed.laterality is Laterality.ALTERNATING or shown.movement.one_way
        whose = side.other if swaps and number % 2 else side
        wobble = random.uniform(0.92, 1.08, 4)
        goings.append(
            Going(
                whose,
                float(random.uniform(*share)),
                float(up * wobble[0]),
                float(hold * wobble[1]),
                float(down * wobble[2]),
                float(pause * wobble[3]),
            )
        )
    return tuple(goings)


def draw_plan(
    seed: int, shown: Performable, *, repetitions: int | None = None, fault: Focus | None = None, hold_s: float = 8.0
) -> ClipPlan:
    """A clip as users might record it: a decent view, a few repetitions, one fault at most.

    Args:
        seed: decides everything.
        shown: what is done.
        repetitions: how many; 3 to 6 when None; holds are done once or twice.
        fault: a focus cue of the exercise to break, or None to do it well.
        hold_s: about how long holds are held.
    """
    random = np.random.default_rng(seed)
    side = Side.LEFT if random.random() < 0.5 else Side.RIGHT
    person, habit = draw_person(random), draw_habit(random, 0.5)
    view = draw_view(random, shown.performed.camera, shown.movement.position, within=0.6)
    if shown.holds:
        goings = tuple(
            Going(side, 1.0, float(random.uniform(1.2, 2)), float(hold_s * random.uniform(0.7, 1.3)), 1.5, 1.5)
            for _ in range(repetitions or 1)
        )
    else:
        goings = draw_goings(random, shown, side, repetitions or int(random.integers(3, 7)))
    size = 0.0
    if fault is not None:
        size = 1.0
        if fault.signal == "lowering_time":
            goings = tuple(replace(going, up_s=0.8, down_s=0.8) for going in goings)
        goings = tuple(replace(going, fault=fault.fault, fault_share=size) for going in goings)
    return ClipPlan(
        seed,
        shown.id,
        side,
        person,
        view,
        goings,
        float(random.uniform(0.8, 1.6)),
        None if fault is None else fault.id,
        size,
        habit,
    )


def draw_training_plan(seed: int, choices: Sequence[Performable]) -> ClipPlan:
    """A clip to learn from: anything goes, from anywhere, with faults, odd habits and short ranges."""
    random = np.random.default_rng(seed)
    shown = choices[int(random.integers(len(choices)))]
    side = Side.LEFT if random.random() < 0.5 else Side.RIGHT
    anywhere = random.random() < 0.25
    view = draw_view(random, shown.performed.camera, shown.movement.position, within=1.3)
    if anywhere:
        view = replace(view, azimuth_deg=float(random.uniform(-180, 180)), height_m=float(random.uniform(0.2, 1.7)))
    view = replace(view, closeness=float(random.uniform(0.35, 0.95)), upright=bool(random.random() < 0.5))
    goings = draw_goings(random, shown, side, 1, share=(0.3, 1.25))
    goings = tuple(replace(going, down_s=float(random.uniform(0.8, 2.0))) for going in goings)
    goings = (*goings, *(replace(going, side=side.other) for going in goings if shown.movement.one_way))
    faults = [focus for focus in shown.performed.focus if focus.fault]
    fault, size = None, 0.0
    if faults and random.random() < 0.5:
        fault, size = faults[int(random.integers(len(faults)))], float(random.uniform(0.3, 1.3))
        goings = tuple(replace(going, fault=fault.fault, fault_share=size) for going in goings)
    return ClipPlan(
        seed,
        shown.id,
        side,
        draw_person(random),
        view,
        goings,
        0.4,
        None if fault is None else fault.id,
        size,
        draw_habit(random, float(random.choice([0.6, 1.2, 2.5]))),
    )


def base_azimuth_deg(camera: Camera, side: Side) -> float:
    """The direction in which the camera should stand, degrees from the front (-Y) round to +X, for a working side."""
    return asked_azimuth_deg(Facing(camera.facing), side)


def head_turn(random: Random) -> Array:
    """(3,) degrees about X, Y and Z by which the head is turned."""
    return random.normal(0.0, (8.0, 6.0, 12.0))
