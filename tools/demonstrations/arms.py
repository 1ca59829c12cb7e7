"""What joint angles alone do not say of arms and hands: where they hold, lie, prop and swing."""

import numpy as np
from tools.demonstrations.acting import Correction, Moment
from tools.demonstrations.corrections import (
    BOTH,
    OTHER,
    WORKING,
    Place,
    ahead,
    flat_way,
    level,
    outward,
    sides,
    way,
)
from tools.demonstrations.figure import DOWN, UP, hand_turn, turned
from tools.rendering.arrays import Floats
from tools.rendering.turns import share as part_of_turn

from kilter.body.sides import Side


def hands(
    which: str, place: Place, bend: Place, fingers: Place | None = None, palm: Place | None = None, *, on: bool = False
) -> Correction:
    """Lead hands to a place.

    Args:
        which: which arms.
        place: where the wrists go.
        bend: where the elbows point.
        fingers: where these point; the hand follows the forearm when None.
        palm: where this points; down when None.
        on: whether the place is a surface that the hand lies on, facing up.
    """

    def correct(moment: Moment) -> None:
        figure = moment.figure
        for side in sides(moment, which):
            target = place(moment, side)
            turn = None
            if fingers is not None:
                turn = hand_turn(side, fingers(moment, side), DOWN if palm is None else palm(moment, side))
            figure.reach("arm", side, target, bend(moment, side), turn)
            if on:
                low = float(figure.skin("hand", side)[:, 2].min())
                figure.reach("arm", side, target + UP * (target[2] - low), bend(moment, side), turn)

    return correct


def elbows_out(moment: Moment, side: Side) -> Floats:
    """Elbows point outward and a little back."""
    return outward(moment.figure, side) - 0.5 * ahead(moment.figure)


def elbows_back(moment: Moment, side: Side) -> Floats:
    """Elbows point back."""
    return 0.25 * outward(moment.figure, side) - ahead(moment.figure)


def elbows_down(moment: Moment, side: Side) -> Floats:
    """Elbows point to the floor and a little outward."""
    return DOWN + 0.35 * outward(moment.figure, side)


def floor_hands(which: str = BOTH) -> Correction:
    """On all fours: palms flat where the hands were at first, fingers to the front."""

    def place(moment: Moment, side: Side) -> Floats:
        return moment.first.joint("wrist", side) * [1.0, 1.0, 0.0]

    def fingers(moment: Moment, side: Side) -> Floats:
        return level(moment.figure.turns["trunk"][:, 2]) + 0.12 * outward(moment.figure, side)

    def bend(moment: Moment, side: Side) -> Floats:
        return 0.4 * outward(moment.figure, side) - moment.figure.turns["trunk"][:, 2]

    return hands(which, place, bend, fingers, on=True)


def reaching_hand(which: str) -> Correction:
    """A hand that leaves the floor comes into line with its forearm."""

    def correct(moment: Moment) -> None:
        figure = moment.figure
        for side in sides(moment, which):
            forearm = figure.turns[f"forearm_{side}"]
            bent = forearm.T @ figure.turns[f"hand_{side}"]
            figure.set(f"hand_{side}", forearm @ part_of_turn(bent, max(0.0, 1.0 - 1.6 * moment.share)))

    return correct


def forearms_flat(which: str) -> Correction:
    """Forearms that carry lie on the floor, pointing ahead, palms down."""

    def correct(moment: Moment) -> None:
        figure = moment.figure
        for side in sides(moment, which):
            elbow = figure.joint("elbow", side)
            forearm = figure.turns[f"forearm_{side}"]
            way = level(-forearm[:, 2])
            length = float(np.linalg.norm(figure.joint("wrist", side) - elbow))
            wrist = elbow + way * length
            wrist[2] = max(elbow[2] - 0.015, 0.025)
            upper = elbow - figure.joint("shoulder", side)
            figure.reach("arm", side, wrist, upper - way * (upper @ way), hand_turn(side, way, DOWN))

    return correct


def beside_body(spread_m: float = 0.17, top_m: float = 0.0) -> Correction:
    """Lying on the back: arms on the floor beside the body."""

    def place(moment: Moment, side: Side) -> Floats:
        figure = moment.first
        shoulder, down = figure.joint("shoulder", side), level(-figure.turns["trunk"][:, 2])
        target = shoulder + 0.47 * down + spread_m * level(outward(figure, side))
        return np.array([target[0], target[1], top_m])

    def fingers(moment: Moment, side: Side) -> Floats:
        return level(-moment.first.turns["trunk"][:, 2]) + 0.15 * level(outward(moment.first, side))

    return hands(BOTH, place, flat_way(out=1, rise=0.3), fingers, on=True)


def spread(top_m: float = 0.0) -> Correction:
    """Lying on the back: arms out to the sides."""

    def place(moment: Moment, side: Side) -> Floats:
        figure = moment.first
        target = figure.joint("shoulder", side) + 0.46 * level(outward(figure, side))
        target = target - 0.16 * level(figure.turns["trunk"][:, 2])
        return np.array([target[0], target[1], top_m])

    return hands(BOTH, place, flat_way(along=1), flat_way(out=1), on=True)


def lower_arm_pillow(which: str = OTHER) -> Correction:
    """Side-lying: the lower arm lies stretched out beneath the head."""

    def place(moment: Moment, side: Side) -> Floats:
        figure = moment.figure
        target = (
            figure.joint("shoulder", side) + 0.50 * level(figure.turns["trunk"][:, 2]) + 0.10 * level(ahead(figure))
        )
        return np.array([target[0], target[1], 0.045])

    return hands(which, place, flat_way(front=1, rise=-0.2), flat_way(along=1), way(rise=1))


def hand_before_chest(which: str = WORKING) -> Correction:
    """Side-lying: the upper hand props the body on the floor in front of the chest."""

    def place(moment: Moment, _: Side) -> Floats:
        figure = moment.first
        chest = (figure.joint("shoulder", Side.LEFT) + figure.joint("shoulder", Side.RIGHT)) / 2
        target = chest + 0.30 * level(ahead(figure)) - 0.16 * level(figure.turns["trunk"][:, 2])
        return np.array([target[0], target[1], 0.0])

    def fingers(moment: Moment, _: Side) -> Floats:
        return level(moment.first.turns["trunk"][:, 2]) + 0.5 * level(ahead(moment.first))

    def bend(moment: Moment, _: Side) -> Floats:
        return UP + 0.4 * ahead(moment.figure) - 0.4 * moment.figure.turns["trunk"][:, 2]

    return hands(which, place, bend, fingers, on=True)


def fingertips_before_chest(which: str = WORKING) -> Correction:
    """Propped on the side: the fingertips of the upper hand help from the floor in front of the chest."""

    def place(moment: Moment, side: Side) -> Floats:
        shoulder = moment.first.joint("shoulder", side)
        target = shoulder + 0.16 * level(ahead(moment.first)) + 0.06 * level(moment.first.turns["trunk"][:, 2])
        return np.array([target[0], target[1], 0.0])

    bend, fingers = flat_way(front=1, along=-1, rise=0.5), flat_way(front=0.35, rise=-1)
    return hands(which, place, bend, fingers, way(along=-1), on=True)


def on_thigh(along: float = 0.72, above_m: float = 0.085, leg: str = "own") -> Place:
    """A place on top of a thigh: one's own, or that of the working or the other leg."""

    def place(moment: Moment, side: Side) -> Floats:
        figure = moment.figure
        whose = {"own": side, WORKING: moment.side, OTHER: moment.side.other}[leg]
        hip, knee = figure.joint("hip", whose), figure.joint("knee", whose)
        shift = 0.0 if leg == "own" else 0.045 if whose is side else -0.035
        aside = outward(figure, whose, "pelvis") * shift
        inner = 0.0 if leg == "own" or whose is side else 0.05
        return np.asarray(
            hip + (along + inner) * (knee - hip) + above_m * -figure.turns[f"thigh_{whose}"][:, 1] + aside
        )

    return place


def hands_on_thighs(along: float = 0.66, leg: str = "own", which: str = BOTH) -> Correction:
    """Palms on the thighs."""

    def whose(moment: Moment, side: Side) -> Side:
        return {"own": side, WORKING: moment.side, OTHER: moment.side.other}[leg]

    def fingers(moment: Moment, side: Side) -> Floats:
        thigh = moment.figure.turns[f"thigh_{whose(moment, side)}"]
        inwards = 0.25 if leg == "own" else 0.6
        return np.asarray(-thigh[:, 2] - inwards * outward(moment.figure, side))

    def palm(moment: Moment, side: Side) -> Floats:
        return np.asarray(moment.figure.turns[f"thigh_{whose(moment, side)}"][:, 1])

    return hands(which, on_thigh(along, 0.075, leg), elbows_out, fingers, palm)


def hands_on_hips(which: str = BOTH) -> Correction:
    """Hands on the iliac crests, elbows out."""

    def place(moment: Moment, side: Side) -> Floats:
        figure = moment.figure
        up, out = figure.turns["pelvis"][:, 2], outward(figure, side, "pelvis")
        return np.asarray(figure.joint("hip", side) + 0.145 * up + 0.105 * out - 0.045 * ahead(figure, "pelvis"))

    def fingers(moment: Moment, side: Side) -> Floats:
        pelvis = moment.figure.turns["pelvis"]
        return np.asarray(ahead(moment.figure, "pelvis") - 0.35 * pelvis[:, 2] - 0.5 * outward(moment.figure, side))

    def palm(moment: Moment, side: Side) -> Floats:
        return -outward(moment.figure, side, "pelvis") - 0.3 * UP

    return hands(which, place, way(out=1, front=-0.35), fingers, palm)


def hands_clasped(forward_m: float = 0.27, below_m: float = 0.14, apart_m: float = 0.10) -> Correction:
    """Hands together in front of the chest."""

    def place(moment: Moment, side: Side) -> Floats:
        figure = moment.figure
        chest = (figure.joint("shoulder", Side.LEFT) + figure.joint("shoulder", Side.RIGHT)) / 2
        up = figure.turns["trunk"][:, 2]
        return np.asarray(chest + forward_m * ahead(figure) - below_m * up + apart_m * outward(figure, side))

    def fingers(moment: Moment, side: Side) -> Floats:
        figure = moment.figure
        return np.asarray(0.5 * figure.turns["trunk"][:, 2] + 0.5 * ahead(figure) - 0.55 * outward(figure, side))

    def palm(moment: Moment, side: Side) -> Floats:
        return -outward(moment.figure, side)

    def bend(moment: Moment, side: Side) -> Floats:
        return outward(moment.figure, side) - 0.9 * moment.figure.turns["trunk"][:, 2]

    return hands(BOTH, place, bend, fingers, palm)


def forward(most: float = 1.0, at_rest: float = 0.0) -> Correction:
    """Arms rise forward as the body goes down."""

    def correct(moment: Moment) -> None:
        figure = moment.figure
        share = at_rest + (most - at_rest) * moment.share
        for side in Side:
            shoulder = figure.joint("shoulder", side)
            way = (1 - share) * (DOWN + 0.18 * outward(figure, side)) + share * (
                level(ahead(figure, "pelvis")) + 0.05 * UP - 0.06 * outward(figure, side)
            )
            target = shoulder + 0.53 * way / np.linalg.norm(way)
            figure.reach(
                "arm",
                side,
                target,
                DOWN * share + elbows_back(moment, side) * (1 - share) + 0.3 * outward(figure, side),
            )

    return correct


def _to_the_front(moment: Moment, _: Side) -> Floats:
    return level(ahead(moment.figure, "pelvis"))


def hands_at_point(which: str, place: Place, *, bend: Place = elbows_down, palm: Place | None = None) -> Correction:
    """Hands on a thing such as the back of a chair: fingers ahead, palms down."""
    return hands(which, place, bend, _to_the_front, palm)


def on_ankles(side_share: float = 1.0) -> Correction:
    """Sitting with the soles together: hands round the ankles."""

    def place(moment: Moment, side: Side) -> Floats:
        figure = moment.figure
        ankle, knee = figure.joint("ankle", side), figure.joint("knee", side)
        return np.asarray(ankle + 0.16 * (knee - ankle) + 0.05 * UP * side_share + 0.02 * outward(figure, side))

    def fingers(moment: Moment, side: Side) -> Floats:
        return ahead(moment.figure, "pelvis") * 0.8 - 0.6 * outward(moment.figure, side) - 0.3 * UP

    return hands(BOTH, place, elbows_out, fingers)


def swing(bent_deg: float = 15.0, much: float = 0.75) -> Correction:
    """Arms swing against the legs in walking and running."""

    def correct(moment: Moment) -> None:
        figure = moment.figure
        for side in Side:
            thigh = figure.turns["pelvis"].T @ figure.turns[f"thigh_{side.other}"]
            flexion = float(np.degrees(np.arctan2(thigh[1, 2], thigh[2, 2])))
            trunk = figure.turns["trunk"]
            left = trunk[:, 0]
            aside = turned(trunk[:, 1], -9.0 if side is Side.LEFT else 9.0)
            upper = turned(left, -much * (flexion - 8.0)) @ aside @ trunk
            fore = turned(left, -bent_deg - 0.25 * max(flexion, 0.0)) @ upper
            for name, turn in (("upper_arm", upper), ("forearm", fore), ("hand", fore)):
                figure.set(f"{name}_{side}", turn)

    return correct


def straight_hand(which: str) -> Correction:
    """A hand off the floor in line with its forearm."""

    def correct(moment: Moment) -> None:
        for side in sides(moment, which):
            moment.figure.set(f"hand_{side}", moment.figure.turns[f"forearm_{side}"])

    return correct
