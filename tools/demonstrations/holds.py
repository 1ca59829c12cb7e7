"""Where hands hold or lie in one exercise and another, and the sets of corrections that several share."""

from typing import Final

import numpy as np
from tools.demonstrations import arms, setting
from tools.demonstrations import corrections as put
from tools.demonstrations.acting import Correction, Moment
from tools.demonstrations.corrections import BOTH, OTHER, WORKING, Place, ahead, flat_way, level, outward, way
from tools.demonstrations.figure import UP
from tools.rendering.arrays import Floats

from kilter.body.sides import Side


def _leg_place(moment: Moment, side: Side, start: str, end: str, share: float) -> Floats:
    first, second = moment.figure.joint(start, side), moment.figure.joint(end, side)
    return np.asarray(first + share * (second - first))


def outside_knee(moment: Moment, _: Side) -> Floats:
    """On the outside of the upper knee of a body on its side."""
    return _leg_place(moment, moment.side, "knee", "hip", 0.16) + 0.075 * UP


def behind_thigh(moment: Moment, side: Side) -> Floats:
    """Behind the working thigh, close to the knee."""
    back = moment.figure.turns[f"thigh_{moment.side}"][:, 1]
    place = _leg_place(moment, moment.side, "hip", "knee", 0.72)
    return np.asarray(place + 0.045 * back + 0.075 * outward(moment.figure, side, "pelvis"))


def before_shin(moment: Moment, side: Side) -> Floats:
    """On the shin of the leg that does not work, just below the knee."""
    far = moment.side.other
    back = moment.figure.turns[f"shank_{far}"][:, 1]
    place = _leg_place(moment, far, "knee", "ankle", 0.17)
    return np.asarray(place - 0.055 * back + 0.07 * outward(moment.figure, side, "pelvis"))


def into_shin(moment: Moment, _: Side) -> Floats:
    """The direction from the front of that shin into it."""
    return moment.figure.turns[f"shank_{moment.side.other}"][:, 1]


def into_thigh(moment: Moment, _: Side) -> Floats:
    """The direction from the back of the working thigh into it."""
    return -moment.figure.turns[f"thigh_{moment.side}"][:, 1]


def round_ankle(moment: Moment, _: Side) -> Floats:
    """Round the working ankle."""
    return _leg_place(moment, moment.side, "ankle", "knee", 0.10) + 0.03 * UP


def on_crossed_shin(moment: Moment, _: Side) -> Floats:
    """On the shin that lies across the other thigh, near the ankle."""
    return _leg_place(moment, moment.side, "ankle", "knee", 0.14) + 0.06 * UP


def on_crossed_knee(moment: Moment, _: Side) -> Floats:
    """On the knee of the leg that lies across the other thigh."""
    return _leg_place(moment, moment.side, "knee", "ankle", 0.14) + 0.075 * UP


def beside_seat(moment: Moment, side: Side) -> Floats:
    """On the edge of the seat."""
    figure = moment.figure
    top = float(figure.skin("pelvis")[:, 2].min())
    place = figure.place + 0.225 * outward(figure, side, "pelvis") + 0.05 * ahead(figure, "pelvis")
    return np.array([place[0], place[1], top + 0.04])


def behind_on_floor(moment: Moment, side: Side) -> Floats:
    """On the floor behind a person who sits there."""
    figure = moment.first
    place = figure.joint("shoulder", side) - 0.02 * level(ahead(figure)) + 0.02 * outward(figure, side, "pelvis")
    return np.array([place[0], place[1], 0.0])


def beneath_forehead(moment: Moment, side: Side) -> Floats:
    """On the floor beneath the forehead of a person who lies face down."""
    figure = moment.first
    place = figure.joint("neck") + 0.17 * level(figure.turns["trunk"][:, 2]) + 0.115 * level(outward(figure, side))
    return np.array([place[0], place[1], 0.03 if side is Side.LEFT else 0.045])


def on_chest(moment: Moment, side: Side) -> Floats:
    """Arms crossed: each wrist before the opposite side of the chest."""
    figure = moment.figure
    middle = (figure.joint("shoulder", Side.LEFT) + figure.joint("shoulder", Side.RIGHT)) / 2
    depth = 0.150 if side is Side.LEFT else 0.175
    across = depth * ahead(figure) - 0.075 * outward(figure, side)
    return np.asarray(middle + across - 0.085 * figure.turns["trunk"][:, 2])


def on_belly(moment: Moment, side: Side) -> Floats:
    """On the belly."""
    figure = moment.figure
    place = figure.joint("lumbar") + 0.225 * ahead(figure) + 0.075 * outward(figure, side)
    return np.asarray(place + 0.08 * figure.turns["trunk"][:, 2])


def on_wall(place: Place, which: str = BOTH) -> Correction:
    """Palms against a wall in front."""
    return arms.hands(which, place, arms.elbows_down, way(rise=1, out=0.15), flat_way(front=1))


def on_side_wall(place: Place, which: str) -> Correction:
    """A palm against a wall at one's side."""
    return arms.hands(which, place, arms.elbows_down, way(rise=1, front=0.6), way(out=1))


BESIDE_CHAIR: Final = setting.chair_beside()
BESIDE_CHAIR_LOW: Final = setting.chair_beside(0.46, 0.10)
BEFORE_CHAIR: Final = setting.chair_before()
BEFORE_CHAIR_DEEP: Final = setting.chair_before(0.50)
WALL_CHAIR: Final = setting.chair_against_wall(0.62)
SEAT: Final = setting.seat_beside()
WALL_FRONT: Final = setting.wall_before(0.42)
WALL_SWING: Final = setting.wall_before(0.62)
WALL_NEAR: Final = setting.wall_before(0.14)
WALL_SIDE: Final = setting.wall_beside(0.52)

_CROSS: Final = (way(out=1, along=-1.1, front=0.2), way(along=0.8, out=-0.8), way(front=-1))
CROSSED: Final = (arms.hands(BOTH, on_chest, *_CROSS),)
BELLY: Final = (arms.hands(BOTH, on_belly, flat_way(out=1, rise=-0.4), way(out=-1, along=-0.2), way(front=-1)),)
HIPS: Final = (arms.hands_on_hips(),)
CLASPED: Final = (arms.hands_clasped(),)
ON_FRONT_THIGH: Final = (arms.hands_on_thighs(0.74, OTHER),)
HOLDS_BESIDE: Final = (
    arms.hands_at_point(OTHER, BESIDE_CHAIR[1], bend=arms.elbows_back),
    arms.hands_on_hips(WORKING),
)
HOLDS_BESIDE_LOW: Final = (
    arms.hands_at_point(OTHER, BESIDE_CHAIR_LOW[1], bend=arms.elbows_back),
    arms.hands_on_hips(WORKING),
)
HOLDS_BEFORE: Final = (arms.hands_at_point(BOTH, BEFORE_CHAIR[1], bend=arms.elbows_out),)
HOLDS_BEFORE_DEEP: Final = (arms.hands_at_point(BOTH, BEFORE_CHAIR_DEEP[1], bend=arms.elbows_down),)
HOLDS_SEAT: Final = (arms.hands_at_point(OTHER, SEAT[1], bend=arms.elbows_back), arms.hands_on_hips(WORKING))
SIDE_LYING: Final = (arms.lower_arm_pillow(OTHER), arms.hand_before_chest(WORKING))
SIDE_LYING_TURNED: Final = (arms.lower_arm_pillow(WORKING), arms.hand_before_chest(OTHER))
HOLDS_ANKLE: Final = (
    arms.lower_arm_pillow(OTHER),
    arms.hands(WORKING, round_ankle, way(rise=1, front=-1)),
)
HEAD_ON_ARM: Final = (put.head_lies(0.085, sideways=True),)
HEAD_ON_FLOOR: Final = (put.head_lies(0.02),)
PROPPED: Final = (arms.forearms_flat(OTHER), arms.hands_on_hips(WORKING))
PROPPED_TURNED: Final = (arms.forearms_flat(WORKING), arms.hands_on_hips(OTHER))
ALL_FOURS: Final = (arms.floor_hands(BOTH),)
ARMS_BESIDE: Final = (arms.beside_body(),)
