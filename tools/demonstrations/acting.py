"""From a reference movement to the figures of one loop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from tools.clips.plans import Performable
from tools.demonstrations.figure import BACK, LEFT, UP, Figure, foot_turn, turned
from tools.rendering.arrays import Floats
from tools.rendering.bodies import BodyModel

from kilter.body.contacts import Contact
from kilter.body.kinematics import Segment
from kilter.body.movements import Going, embody, perform
from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.body.skeleton import Proportions
from kilter.knowledge.schema.movements import Laterality

RATE_HZ: Final = 12.0
_FRAME_MS: Final = 83
_OUT, _BACK, _STEP = 12, 14, 9
"""Frames to the peak, back, and of a step in walking."""
_TURNS: Final = 4
_KNEELING_M: Final = 0.2
"""A knee that rests lower than this is knelt on."""
_SOLE_DOWN: Final = 0.7
"""A foot whose back points up by this share stands."""
_MORE_POINTED_DEG: Final = 37


@dataclass(slots=True, eq=False)
class Moment:
    """One picture of a loop.

    Attributes:
        figure: the body.
        share: 0 at rest, 1 at the peak.
        side: the working side.
        ms: for how long it is shown.
        supports: what touches, and the height (m) of what carries it.
        first: the figure of the first moment, where hands and feet that stay have their place.
    """

    figure: Figure
    share: float
    side: Side
    ms: int
    supports: dict[Contact, float]
    first: Figure


Correction = Callable[[Moment], None]


def loop(
    shown: Performable, side: Side, model: BodyModel, put_right: Sequence[Correction], *, sparse: bool = False
) -> list[Moment]:
    """The moments of one loop, the last of which leads to the first.

    Args:
        shown: the exercise or test.
        side: the working side, that of the first repetition where sides change.
        model: the body.
        put_right: what the joint angles alone do not say.
        sparse: a few of the moments only, with the peak among them, to look at quickly.
    """
    movement = shown.movement
    swaps = movement.one_way or shown.performed.laterality is Laterality.ALTERNATING or bool(movement.contacts_back)
    sides = (side, side.other) if swaps else (side,)
    out, back, hold_ms, pause_ms = _tempo(shown, len(sides))
    goings = [Going(each, up_s=out / RATE_HZ, hold_s=0.0, down_s=max(back, 1) / RATE_HZ, pause_s=0.0) for each in sides]
    performance = perform(movement, goings, RATE_HZ, before_s=0.0, after_s=0.0)
    each_way = out if movement.one_way else out + back
    proportions = Proportions.of_height(model.stature_m)
    posture = embody(movement, performance, proportions).posture
    count = each_way * len(sides)
    moments: list[Moment] = []
    back_at: list[bool] = []
    for frame in range(count):
        within = frame % each_way
        if sparse and within not in {0, out // 2, out, count - 1}:
            continue
        turns = {"pelvis": np.array(posture.pelvis[frame])}
        turns |= _in_the_world({s.value: local[frame] for s, local in posture.local.items()}, turns["pelvis"])
        ms = _FRAME_MS
        if not movement.one_way:
            ms = hold_ms if within == out else pause_ms if within == 0 else _FRAME_MS
        share = _smooth(within / out) if within <= out else 1.0 - _smooth((within - out) / back)
        figure = Figure(model, turns, np.zeros(3))
        supports = dict(movement.carrying(returning=performance.returning[frame]))
        moment = Moment(
            figure, share, performance.working[frame], ms, supports, moments[0].first if moments else figure
        )
        _settle(moment, movement.position)
        moments.append(moment)
        back_at.append(performance.returning[frame])
    _carry(moments, back_at, one_way=movement.one_way and not sparse, prone=movement.position is Position.PRONE)
    for moment in moments:
        for correct in put_right:
            correct(moment)
    return moments


def _tempo(shown: Performable, repetitions: int) -> tuple[int, int, int, int]:
    """Frames out and back, and milliseconds at the peak and at rest."""
    if shown.movement.one_way:
        return _STEP, 0, _FRAME_MS, _FRAME_MS
    if repetitions > 1:
        return _OUT - 2, _BACK - 4, 500, 330
    if shown.holds:
        return _OUT, _BACK, 2400, 750
    return _OUT, _BACK, 850, 650


def _smooth(share: float) -> float:
    return share**3 * (10 - 15 * share + 6 * share**2)


def _in_the_world(local: dict[str, Floats], pelvis: Floats) -> dict[str, Floats]:
    world: dict[str, Floats] = {"pelvis": pelvis}
    for segment in Segment:
        if segment is Segment.PELVIS:
            continue
        name = segment.value
        part, _, side = name.rpartition("_")
        on = {"thigh": "pelvis", "shank": f"thigh_{side}", "foot": f"shank_{side}", "upper_arm": "trunk"}
        on |= {"forearm": f"upper_arm_{side}", "hand": f"forearm_{side}"}
        world[name] = world[on.get(part, "pelvis" if name == "trunk" else "trunk")] @ local[name]
    return world


def part_of(contact: Contact, side: Side) -> tuple[str, Side | None]:
    """The part of the body that a contact is, and its side."""
    if contact in {Contact.PELVIS, Contact.SHOULDERS}:
        return contact.value, None
    whose = side.other if contact.startswith("other_") else side
    return contact.removeprefix("other_"), whose


def _lowest(figure: Figure, contact: Contact, side: Side) -> float:
    return float(figure.skin(*part_of(contact, side))[:, 2].min())


def _settle(moment: Moment, position: Position) -> None:
    """Tip a body that lies or leans until its skin, not only its skeleton, touches at all supports."""
    figure, side = moment.figure, moment.side
    for contact in moment.supports:
        part, whose = part_of(contact, side)
        if part == "foot" and whose is not None and not position.on_the_side:
            figure.set(f"foot_{whose}", foot_turn(-figure.turns[f"foot_{whose}"][:, 1]))
    contacts = list(moment.supports)
    if position.upright or len(contacts) < 2:
        return
    axis = BACK if position.on_the_side else LEFT
    for _ in range(_TURNS):
        now = np.array([_lowest(figure, each, side) - moment.supports[each] for each in contacts])
        figure.turn_all(turned(axis, 1.0))
        then = np.array([_lowest(figure, each, side) - moment.supports[each] for each in contacts])
        figure.turn_all(turned(axis, -1.0))
        slope = (then - now) - (then - now).mean()
        miss = now - now.mean()
        step = float(np.clip(-(miss @ slope) / (slope @ slope + 1e-9), -12.0, 12.0))
        figure.turn_all(turned(axis, step))
        if abs(step) < 0.1:
            break


def _carry(moments: Sequence[Moment], returning: Sequence[bool], *, one_way: bool, prone: bool) -> None:
    """Lay the body on its supports, and keep the first of them where it is."""
    stays, key = np.zeros(2), None
    for index, moment in enumerate(moments):
        figure, side = moment.figure, moment.side
        # Legs give way where the seat is carried: their feet are led to the floor afterwards.
        seated = Contact.PELVIS in moment.supports
        if _kneels(moment):
            for each in Side:
                _lay_foot(moment, each)
        for hip in moment.supports.keys() & {Contact.HIP, Contact.OTHER_HIP}:
            for each in Side:
                _lift_leg(figure, each, _lowest(figure, hip, side))
        carrying = {each: top for each, top in moment.supports.items() if not seated or each.leg(side) is None}
        height = max(top - _lowest(figure, each, side) for each, top in carrying.items())
        if not seated:
            height = max(height, -float(figure.skin(_carried(moment))[:, 2].min()))
        anchor = next(iter(moment.supports))
        now = (side, returning[index], anchor)
        if key is not None and now != key:
            stays = _where(moments[index - 1].figure, anchor, side)
        elif key is None:
            stays = _where(figure, anchor, side)
        key = now
        level = stays - _where(figure, anchor, side)
        figure.move(np.array([level[0], level[1], height]))
        if seated:
            _lift_legs(figure, together=prone)
    if one_way:
        drift = (moments[-1].figure.place - moments[0].figure.place) * len(moments) / (len(moments) - 1)
        for index, moment in enumerate(moments):
            moment.figure.move(-drift * [1, 1, 0] * index / len(moments))


def _kneels(moment: Moment) -> bool:
    return any(part_of(each, moment.side)[0] == "knee" and top < _KNEELING_M for each, top in moment.supports.items())


def _carried(moment: Moment) -> str:
    if _kneels(moment):
        return "carried but feet"
    return "carried but head" if Contact.SHOULDERS in moment.supports else "carried"


def _lay_foot(moment: Moment, side: Side) -> None:
    """The foot of a leg that kneels points until its back lies on the floor; what then still sinks in is lifted."""
    figure = moment.figure
    knees = {each: top for each, top in moment.supports.items() if part_of(each, moment.side)[0] == "knee"}
    floor = min(_lowest(figure, each, moment.side) - top for each, top in knees.items() if top < _KNEELING_M)
    foot = f"foot_{side}"
    if figure.turns[foot][2, 2] > _SOLE_DOWN:
        return

    def sinks(turn: Floats) -> float:
        figure.set(foot, turn)
        return floor - float(figure.skin("foot", side)[:, 2].min())

    first = figure.turns[foot]
    pointed = [turned(first[:, 0], angle) @ first for angle in range(0, _MORE_POINTED_DEG, 3)]
    best = next((turn for turn in pointed if sinks(turn) <= 0.0), min(pointed, key=sinks))
    low = sinks(best)
    if low > 0.0:
        kneels = float(figure.skin("knee", side)[:, 2].min()) < floor + 0.05
        about = figure.joint("knee" if kneels else "hip", side)
        leg = figure.joint("toe", side) - about
        angle = float(np.degrees(np.arctan2(low, np.hypot(leg[0], leg[1]))))
        segments = (f"shank_{side}", foot) if kneels else (f"thigh_{side}", f"shank_{side}", foot)
        figure.turn(segments, turned(np.cross(leg, UP), angle))


def _lift_leg(figure: Figure, side: Side, floor: float) -> None:
    """On the side: a leg does not reach through the floor that the hip lies on."""
    low = floor - min(float(figure.skin(part, side)[:, 2].min()) for part in ("foot", "knee"))
    leg = figure.joint("ankle", side) - figure.joint("hip", side)
    if low > 0.0:
        angle = float(np.degrees(np.arctan2(low, np.hypot(leg[0], leg[1]))))
        figure.turn((f"thigh_{side}", f"shank_{side}", f"foot_{side}"), turned(np.cross(leg, UP), angle))


def _lift_legs(figure: Figure, *, together: bool) -> None:
    """Legs that would reach through the floor lie on it; both turn alike where the whole body's tilt is to blame."""
    angles = dict.fromkeys(Side, 0.0)
    for side in Side:
        low = min(float(figure.skin(part, side)[:, 2].min()) for part in ("foot", "knee"))
        leg = figure.joint("ankle", side) - figure.joint("hip", side)
        angles[side] = max(float(np.degrees(np.arctan2(-low, np.hypot(leg[0], leg[1])))), 0.0)
    for side in Side:
        angle = max(angles.values()) if together else angles[side]
        if angle > 0.0:
            leg = figure.joint("ankle", side) - figure.joint("hip", side)
            figure.turn((f"thigh_{side}", f"shank_{side}", f"foot_{side}"), turned(np.cross(leg, UP), angle))


def _where(figure: Figure, contact: Contact, side: Side) -> Floats:
    joints = figure.posed().joints
    place: Floats = np.mean([joints[point.value] for point in contact.points(side)], axis=0)[:2]
    return place
