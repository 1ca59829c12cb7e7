"""The furniture of a loop, put where the body that uses it is: chairs, walls, steps, benches, couches."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from tools.demonstrations.acting import Moment
from tools.demonstrations.corrections import Place
from tools.demonstrations.things import CLOTH, PALE, STEEL, WOOD, Cushion, Panel
from tools.rendering.arrays import Floats
from tools.rendering.props import Cuboid, Prop, bench, chair

from kilter.body.sides import Side

Standing = Callable[[Sequence[Moment]], Sequence[Prop]]
Moving = Callable[[Moment], Sequence[Prop]]

BACKREST_M: Final = 0.95
"""How high the back of a chair is."""
_SEAT_M: Final = BACKREST_M - 0.48


def peak(moments: Sequence[Moment]) -> Moment:
    """The moment at the peak."""
    return max(moments, key=lambda moment: moment.share)


def _between(figure_moment: Moment) -> Floats:
    """(3,) the middle between the ankles at first, on the floor."""
    first = figure_moment.first
    middle = (first.joint("ankle", Side.LEFT) + first.joint("ankle", Side.RIGHT)) / 2
    return np.asarray(middle * [1.0, 1.0, 0.0])


def sat_on(moments: Sequence[Moment]) -> Sequence[Prop]:
    """A chair under a person who sits."""
    figure = moments[0].figure
    hips = figure.place
    top = float(figure.skin("pelvis")[:, 2].min()) + 0.012
    return chair((float(hips[0]), float(hips[1]) + 0.03, top), 0.0, WOOD)


def sat_down_on(back_m: float = 0.05) -> Standing:
    """A chair under a person who sinks to it, its middle so far behind the hips."""

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        figure = min(moments, key=lambda moment: moment.figure.place[2]).figure
        top = float(figure.skin("pelvis")[:, 2].min()) + 0.005
        return chair((float(figure.place[0]), float(figure.place[1]) + back_m, top), 0.0, WOOD)

    return stands


def chair_beside(off_m: float = 0.40, forward_m: float = 0.06, side: Side = Side.RIGHT) -> tuple[Standing, Place]:
    """A chair on one side, its back towards the person; and where its back is held."""
    way = 1.0 if side is Side.LEFT else -1.0

    def hold(moment: Moment, _: Side) -> Floats:
        return np.asarray(_between(moment) + np.array([way * off_m, -forward_m, BACKREST_M + 0.035]))

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        x, y, _ = hold(moments[0], side)
        return chair((float(x) + way * 0.20, float(y), _SEAT_M), 90.0 * way, WOOD)

    return stands, hold


def chair_before(ahead_m: float = 0.42, apart_m: float = 0.15) -> tuple[Standing, Place]:
    """A chair in front, its back towards the person; and where its back is held."""

    def hold(moment: Moment, side: Side) -> Floats:
        aside = apart_m if side is Side.LEFT else -apart_m
        return np.asarray(_between(moment) + np.array([aside, -ahead_m, BACKREST_M + 0.035]))

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        x, y, _ = _between(moments[0])
        return chair((float(x), float(y) - ahead_m - 0.20, _SEAT_M), 0.0, WOOD)

    return stands, hold


def chair_against_wall(ahead_m: float) -> tuple[Standing, Place]:
    """A chair in front whose back touches a wall; and where the forearms lie on its back."""

    def hold(moment: Moment, side: Side) -> Floats:
        aside = 0.11 if side is Side.LEFT else -0.11
        return np.asarray(_between(moment) + np.array([aside, -ahead_m + 0.04, BACKREST_M + 0.035]))

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        x, y, _ = _between(moments[0])
        back = float(y) - ahead_m
        wall = Panel((0.80, 0.05, 1.45), (float(x), back - 0.06, 0.725))
        return (*chair((float(x), back + 0.20, _SEAT_M), 180.0, WOOD), wall)

    return stands, hold


def seat_beside(off_m: float = 0.42, forward_m: float = 0.25) -> tuple[Standing, Place]:
    """Kneeling: a chair on the right, its seat towards the person; and where the seat is held."""

    def hold(moment: Moment, _: Side) -> Floats:
        return np.asarray(moment.first.place * [1.0, 1.0, 0.0] + np.array([-off_m + 0.02, -forward_m, 0.48]))

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        x, y, _ = moments[0].first.place
        return chair((float(x) - off_m - 0.06, float(y) - forward_m, 0.45), 90.0, WOOD)

    return stands, hold


def _top(moments: Sequence[Moment]) -> float:
    """A little above whatever is highest."""
    return max(float(moment.figure.posed().vertices[:, 2].max()) for moment in moments) + 0.10


def wall_behind(off_m: float = 0.0, width_m: float = 0.95) -> Standing:
    """A wall at the person's back."""

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        back = max(float(moment.figure.posed().vertices[:, 1].max()) for moment in moments)
        x = float(np.mean([moment.figure.place[0] for moment in moments]))
        height = _top(moments)
        return (Panel((width_m, 0.05, height), (x, back + off_m + 0.025, height / 2)),)

    return stands


def wall_before(distance_m: float) -> tuple[Standing, Place]:
    """A wall in front of the feet; and where hands lie on it."""

    def hold(moment: Moment, side: Side) -> Floats:
        first = moment.first
        front = min(float(first.joint("toe", each)[1]) for each in Side)
        aside = 0.17 if side is Side.LEFT else -0.17
        return np.array([first.place[0] + aside, front - distance_m + 0.05, first.joint("shoulder", side)[2] - 0.12])

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        x, y, _ = hold(moments[0], Side.LEFT)
        height = _top(moments)
        return (Panel((0.80, 0.05, height), (float(x) - 0.17, float(y) - 0.05 - 0.025, height / 2)),)

    return stands, hold


def wall_beside(off_m: float, side: Side = Side.RIGHT) -> tuple[Standing, Place]:
    """A wall on one side; and where a hand lies on it."""
    way = 1.0 if side is Side.LEFT else -1.0

    def hold(moment: Moment, whose: Side) -> Floats:
        shoulder = moment.first.joint("shoulder", whose)
        return np.array([moment.first.place[0] + way * (off_m - 0.035), shoulder[1] - 0.16, shoulder[2] - 0.22])

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        place, height = moments[0].figure.place, _top(moments)
        size = (0.05, 0.70, height)
        return (Panel(size, (float(place[0]) + way * (off_m + 0.025), float(place[1]) - 0.16, height / 2)),)

    return stands, hold


def wall_at_forearm(moments: Sequence[Moment]) -> Sequence[Prop]:
    """A wall that the working forearm leans on."""
    moment = peak(moments)
    arm = [moment.figure.joint("elbow", moment.side), moment.figure.joint("wrist", moment.side)]
    x, height = max(float(place[0]) for place in arm) + 0.045, _top(moments)
    return (Panel((0.05, 0.70, height), (x + 0.025, float(arm[0][1]) - 0.10, height / 2)),)


def box_under(
    *, width_m: float = 0.50, depth_m: float = 0.36, aside_m: float = 0.0, back_m: float = 0.0, other: bool = False
) -> Standing:
    """A step under the working foot at the height of its contact, or under the other foot where that stands."""

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        moment = peak(moments)
        side = moment.side.other if other else moment.side
        sole = moment.figure.skin("foot", side)
        top = float(sole[:, 2].min())
        middle = (sole.min(axis=0) + sole.max(axis=0)) / 2
        place = (float(middle[0]) + aside_m, float(middle[1]) + back_m, top / 2)
        return (Cuboid((width_m, depth_m, top), place, 0.0, WOOD),)

    return stands


def bench_under_leg(top_m: float, start: str, beyond_m: float = 0.0) -> Standing:
    """A bench across under the upper leg, from a joint on."""

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        moment = peak(moments)
        joint = moment.figure.joint(start, moment.side)
        way = float(np.sign(joint[0] - moment.figure.place[0]))
        place = (float(joint[0]) + way * (0.175 + beyond_m), float(joint[1]) + 0.05, top_m)
        return bench(place, 90.0, STEEL)

    return stands


def bench_under_back(moments: Sequence[Moment]) -> Sequence[Prop]:
    """A bench across under the shoulder blades."""
    moment = peak(moments)
    shoulder = moment.figure.joint("shoulder", Side.LEFT)
    top = float(moment.figure.skin("shoulders")[:, 2].min()) + 0.01
    return bench((float(moment.figure.place[0]), float(shoulder[1]) - 0.02, top), 0.0, STEEL)


def couch_under_body(moments: Sequence[Moment]) -> Sequence[Prop]:
    """A couch along whose edge the body lies, the working leg over the edge."""
    figure = moments[0].figure
    top = float(figure.skin("pelvis")[:, 2].min()) + 0.012
    x, y = float(figure.place[0]), float(figure.place[1])
    return (
        Cushion((0.74, 1.75, 0.22), (x + 0.03 - 0.37, y + 0.50, top - 0.11), 9.0, CLOTH),
        Cuboid((0.62, 1.55, top - 0.22), (x + 0.03 - 0.39, y + 0.52, (top - 0.22) / 2), 0.0, WOOD),
    )


def sofa_behind(*, low: bool = False) -> Standing:
    """A couch behind a kneeling person, its seat under the rear foot."""

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        moment = peak(moments)
        figure, side = moment.figure, moment.side
        foot = figure.skin("foot", side)
        shin = (figure.joint("knee", side) + figure.joint("ankle", side)) / 2
        ankle = figure.joint("ankle", side)
        top = float(foot[:, 2].min()) + 0.01
        front = float(min(ankle[1] - 0.05, shin[1] + 0.16))
        x = float(ankle[0])
        seat = Cushion((0.95, 0.62, 0.16), (x - 0.12, front + 0.31, top - 0.08), 9.0, CLOTH)
        base = Cuboid(
            (0.93, 0.58, max(top - 0.16, 0.02)), (x - 0.12, front + 0.32, max(top - 0.16, 0.02) / 2), 0.0, PALE
        )
        rest = Cushion((0.95, 0.18, 0.52), (x - 0.12, front + 0.62, top + 0.20), 9.0, CLOTH)
        return (seat, base) if low else (seat, base, rest)

    return stands


def sofa_at_back(moments: Sequence[Moment]) -> Sequence[Prop]:
    """Sitting on the floor: the front of a couch to lean on."""
    figure = moments[0].figure
    back = float(figure.skin("shoulders")[:, 1].max())
    x = float(figure.place[0])
    return (
        Cushion((1.25, 0.60, 0.20), (x, back + 0.24, 0.36), 9.0, CLOTH),
        Cuboid((1.22, 0.56, 0.26), (x, back + 0.26, 0.13), 0.0, PALE),
    )
