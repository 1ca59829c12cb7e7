"""What joint angles alone do not say of feet and head, and the directions in which corrections are told."""

from collections.abc import Callable

import numpy as np
from tools.demonstrations.acting import Correction, Moment, part_of
from tools.demonstrations.figure import UP, Figure, foot_turn, turned
from tools.rendering.arrays import Floats
from tools.rendering.turns import share as part_of_turn

from kilter.body.sides import Side

WORKING, OTHER, BOTH = "working", "other", "both"
Place = Callable[[Moment, Side], Floats]


def sides(moment: Moment, which: str) -> tuple[Side, ...]:
    """The sides that a word means."""
    if which in set(Side):
        return (Side(which),)
    return {WORKING: (moment.side,), OTHER: (moment.side.other,), BOTH: (Side.LEFT, Side.RIGHT)}[which]


def outward(figure: Figure, side: Side, of: str = "trunk") -> Floats:
    """(3,) away from the middle of the body."""
    return figure.turns[of][:, 0] * (1.0 if side is Side.LEFT else -1.0)


def ahead(figure: Figure, of: str = "trunk") -> Floats:
    """(3,) to the front of the body."""
    return -figure.turns[of][:, 1]


def level(direction: Floats) -> Floats:
    """(3,) the same direction along the floor."""
    flat = direction * [1.0, 1.0, 0.0]
    return np.asarray(flat / (np.linalg.norm(flat) + 1e-9))


def way(*, front: float = 0.0, out: float = 0.0, along: float = 0.0, rise: float = 0.0) -> Place:
    """A direction told by parts of the trunk's own: to its front, out to the side, towards the head; and upward."""

    def direction(moment: Moment, side: Side) -> Floats:
        figure = moment.figure
        own = front * ahead(figure) + out * outward(figure, side) + along * figure.turns["trunk"][:, 2]
        return np.asarray(own + rise * UP)

    return direction


def flat_way(*, front: float = 0.0, out: float = 0.0, along: float = 0.0, rise: float = 0.0) -> Place:
    """The same with the trunk's own directions along the floor."""

    def direction(moment: Moment, side: Side) -> Floats:
        figure = moment.figure
        own = front * level(ahead(figure)) + out * level(outward(figure, side))
        return np.asarray(own + along * level(figure.turns["trunk"][:, 2]) + rise * UP)

    return direction


def plant(*, stay: bool = True) -> Correction:
    """Feet that carry stand flat on their supports, where they stood at first."""

    def correct(moment: Moment) -> None:
        for number, (contact, top) in enumerate(moment.supports.items()):
            part, side = part_of(contact, moment.side)
            if part == "foot" and side is not None:
                plant_foot(moment, side, top, stay=stay and number > 0)

    return correct


def plant_foot(moment: Moment, side: Side, top_m: float, *, stay: bool = True) -> None:
    """Stand a foot flat on a height."""
    figure = moment.figure
    figure.set(f"foot_{side}", foot_turn(level(ahead(figure, f"foot_{side}"))))
    bend = figure.joint("knee", side) - (figure.joint("hip", side) + figure.joint("ankle", side)) / 2
    bend = bend + 0.02 * ahead(figure, "pelvis")
    for _ in range(2):
        target = figure.joint("ankle", side).copy()
        if stay and moment.first is not figure:
            target[:2] = moment.first.joint("ankle", side)[:2]
        target[2] += top_m - float(figure.skin("foot", side)[:, 2].min())
        figure.reach("leg", side, target, bend)


def toes_up(which: str = OTHER) -> Correction:
    """A straight leg turns on its heel until the toes point to the ceiling."""

    def correct(moment: Moment) -> None:
        figure = moment.figure
        for side in sides(moment, which):
            flat = figure.turns[f"foot_{side}"]
            leg = figure.joint("knee", side) - figure.joint("ankle", side)
            leg = leg / np.linalg.norm(leg)
            raised = foot_turn(UP - leg * (UP @ leg), leg)
            figure.set(f"foot_{side}", flat @ part_of_turn(flat.T @ raised, min(1.0, 1.5 * moment.share)))
            bend = ahead(figure, "pelvis")
            stays = (moment.first.joint("heel", side) - figure.joint("heel", side)) * [1.0, 1.0, 0.0]
            target = figure.joint("ankle", side) + stays - UP * float(figure.skin("foot", side)[:, 2].min())
            figure.reach("leg", side, target, bend)

    return correct


def stand_other(which: str = OTHER, top_m: float = 0.0) -> Correction:
    """A foot that is no contact of the movement stands flat all the same."""

    def correct(moment: Moment) -> None:
        for side in sides(moment, which):
            plant_foot(moment, side, top_m)

    return correct


def look_ahead(share: float = 0.6) -> Correction:
    """The head is more upright than the trunk."""

    def correct(moment: Moment) -> None:
        figure = moment.figure
        up = figure.turns["trunk"][:, 2]
        axis = np.cross(up, UP)
        if np.linalg.norm(axis) > 1e-6:
            angle = float(np.degrees(np.arccos(np.clip(up @ UP, -1.0, 1.0))))
            figure.set("head", turned(axis, share * angle) @ figure.turns["trunk"])

    return correct


def look_level() -> Correction:
    """Lying high with a free head: the neck bends so that the eyes look along the body."""

    def correct(moment: Moment) -> None:
        trunk = moment.figure.turns["trunk"]
        moment.figure.set("head", turned(trunk[:, 0], 35.0) @ trunk)

    return correct


def head_lies(top_m: float = 0.0, *, sideways: bool = False, most_deg: float = 32.0) -> Correction:
    """The head lies level, and sinks or is lifted until it rests on something."""

    def correct(moment: Moment) -> None:
        figure = moment.figure
        trunk = figure.turns["trunk"]
        up, flat = trunk[:, 2], level(trunk[:, 2])
        axis, angle = np.cross(up, flat), float(np.degrees(np.arccos(np.clip(up @ flat, -1.0, 1.0))))
        lying = turned(axis, angle) @ trunk if angle > 0.1 else trunk
        hinge = lying[:, 1] if sideways else lying[:, 0]

        def height(angle_deg: float) -> float:
            figure.set("head", turned(hinge, angle_deg) @ lying)
            return float(figure.skin("head")[:, 2].min()) - top_m

        # The way in which the head sinks is found first; then the angle is halved in on.
        sinks = 1.0 if height(4.0) < height(-4.0) else -1.0
        low, high = -most_deg, most_deg
        for _ in range(8):
            middle = (low + high) / 2
            low, high = (middle, high) if height(sinks * middle) > 0 else (low, middle)
        figure.set("head", turned(hinge, sinks * (low + high) / 2) @ lying)

    return correct
