"""The small things of a loop, put where the body that uses them is: cushions, balls, rollers, bands, weights."""

from collections.abc import Sequence

import numpy as np
from tools.demonstrations.acting import Moment
from tools.demonstrations.corrections import ahead, level
from tools.demonstrations.figure import UP
from tools.demonstrations.setting import Moving, Standing, peak
from tools.demonstrations.things import RUBBER, STEEL, Cushion, Rod, point
from tools.rendering.arrays import Floats
from tools.rendering.props import Ball, Band, Prop

from kilter.body.sides import Side


def pad_under(part: str, which: str = "working", size_m: tuple[float, float, float] = (0.30, 0.34, 0.05)) -> Standing:
    """A pad on the floor under a knee, or a pile under a foot."""

    def stands(moments: Sequence[Moment]) -> Sequence[Prop]:
        moment = peak(moments)
        side = moment.side if which == "working" else moment.side.other
        skin = moment.figure.skin(part, side)
        middle = (skin.min(axis=0) + skin.max(axis=0)) / 2
        height = max(float(skin[:, 2].min()) + 0.015, size_m[2])
        place = (float(middle[0]), float(middle[1]), height / 2)
        return (Cushion((size_m[0], size_m[1], height), place, 7.0),)

    return stands


def pad_under_forearms(moments: Sequence[Moment]) -> Sequence[Prop]:
    """A flat cushion under both forearms."""
    figure = peak(moments).figure
    middle = np.mean([figure.joint(name, side) for name in ("elbow", "wrist") for side in Side], axis=0)
    return (Cushion((0.52, 0.36, 0.05), (float(middle[0]), float(middle[1]), 0.02), 7.0),)


def pillow_under_hips(moments: Sequence[Moment]) -> Sequence[Prop]:
    """A cushion to sit on."""
    figure = moments[0].figure
    height = max(float(figure.skin("pelvis")[:, 2].min()) + 0.03, 0.05)
    return (Cushion((0.46, 0.40, height), (float(figure.place[0]), float(figure.place[1]) + 0.04, height / 2), 4.0),)


def pillow_under_belly(moments: Sequence[Moment]) -> Sequence[Prop]:
    """A flat pillow under the belly."""
    figure = moments[0].figure
    return (Cushion((0.46, 0.30, 0.07), (float(figure.place[0]), float(figure.place[1]) - 0.12, 0.03), 5.0),)


def pillows_under_knees(moments: Sequence[Moment]) -> Sequence[Prop]:
    """A rolled towel under each knee of a person who sits on the floor."""
    figure = peak(moments).figure
    rolls = []
    for side in Side:
        skin = figure.skin("knee", side)
        middle, top = skin.mean(axis=0), max(float(skin[:, 2].min()) + 0.02, 0.05)
        rolls.append(Cushion((0.20, 0.26, top), (float(middle[0]), float(middle[1]), top / 2), 3.0))
    return rolls


def pillow_between_knees(moment: Moment) -> Sequence[Prop]:
    """A rolled towel or pillow between the knees of a person who sits."""
    left, right = (moment.figure.joint("knee", side) for side in Side)
    middle = (left + right) / 2 + 0.03 * level(ahead(moment.figure, "pelvis"))
    width = max(float(np.linalg.norm(left - right)) - 0.09, 0.06)
    return (Cushion((width, 0.24, 0.17), point(middle), 3.5),)


def pillow_lies_between(moments: Sequence[Moment]) -> Sequence[Prop]:
    """Side-lying: a pillow on the lower leg, on which the upper comes to rest."""
    moment = moments[0]
    lower = moment.figure.joint("knee", moment.side.other)
    upper = moment.figure.joint("knee", moment.side)
    height = float(np.clip(upper[2] - lower[2] - 0.08, 0.05, 0.16))
    middle = (lower + upper) / 2
    return (Cushion((0.28, 0.20, height), point(middle + np.array([0.04, 0.02, 0.0])), 3.0),)


def ball_between_knees(moment: Moment) -> Sequence[Prop]:
    """A soft ball that gives a little."""
    left, right = (moment.figure.joint("knee", side) for side in Side)
    radius = max(float(np.linalg.norm(left - right)) / 2 - 0.040, 0.06)
    middle = (left + right) / 2 - 0.02 * level(ahead(moment.figure, "pelvis")) + 0.03 * UP
    return (Ball(radius, point(middle), (0.36, 0.55, 0.60)),)


def roller(
    part: str, along: tuple[float, float, float], which: str | None, radius_m: float, off_m: float = 0.0
) -> Moving:
    """A foam roller under a part of the body."""

    def moves(moment: Moment) -> Sequence[Prop]:
        side = None if which is None else moment.side if which == "working" else moment.side.other
        figure = moment.figure
        if part == "thigh" and side is not None:
            knee, hip = figure.joint("knee", side), figure.joint("hip", side)
            middle = knee + 0.28 * (hip - knee)
        else:
            middle = figure.skin(part, side).mean(axis=0)
        middle = np.array([middle[0], middle[1] + off_m, radius_m])
        half = 0.23 * np.array(along)
        return (Rod(point(middle - half), point(middle + half), radius_m, (0.30, 0.42, 0.47)),)

    return moves


def _thickness(moment: Moment, place: Floats, along: Floats, most_m: float) -> float:
    """How far the skin is from the middle of a limb, at most."""
    off = moment.figure.posed().vertices - place
    along = along / np.linalg.norm(along)
    height = off @ along
    aside = np.linalg.norm(off - height[:, None] * along, axis=1)
    near = aside[(np.abs(height) < 0.03) & (aside < most_m)]
    return float(np.percentile(near, 97)) if len(near) else most_m


def _round_both(
    moment: Moment, start: str, end: str, share: float, most_m: float
) -> tuple[list[Floats], Floats, float]:
    """Where a loop round both legs lies, along which way, and how thick the legs are there."""
    figure = moment.figure
    places, ways, thick = [], [], []
    for side in Side:
        first, second = figure.joint(start, side), figure.joint(end, side)
        if start == "heel":
            first, second = first + 0.03 * UP, second + 0.03 * UP
        place, way = first + share * (second - first), second - first
        places.append(place)
        ways.append(way / np.linalg.norm(way))
        thick.append(_thickness(moment, place, way, most_m))
    return places, ways[0] + ways[1], max(thick)


def band(at: str) -> Moving:
    """An elastic band round the thighs, the ankles or the feet."""
    start, end, share, most_m = {
        "thighs": ("hip", "knee", 0.80, 0.10),
        "ankles": ("knee", "ankle", 0.80, 0.07),
        "feet": ("heel", "toe", 0.60, 0.075),
    }[at]

    def moves(moment: Moment) -> Sequence[Prop]:
        places, along, thick = _round_both(moment, start, end, share, most_m)
        cloth = 0.014 if at == "feet" else 0.009
        return (Band(point(places[0]), point(places[1]), point(along), thick + cloth, 0.045, RUBBER),)

    return moves


def strap_round_thighs(moment: Moment) -> Sequence[Prop]:
    """A towel or belt tied round both thighs above the knees."""
    places, along, thick = _round_both(moment, "hip", "knee", 0.80, 0.10)
    return (Band(point(places[0]), point(places[1]), point(along), thick + 0.010, 0.075, (0.85, 0.78, 0.66)),)


def band_from_behind_head(moment: Moment) -> Sequence[Prop]:
    """Lying: a long band from both hands to the floor behind the head."""
    figure = moment.figure
    left, right = (figure.joint("wrist", side) + 0.07 * UP for side in Side)
    anchor = moment.first.joint("neck") * [1.0, 1.0, 0.0] + 0.95 * level(figure.turns["trunk"][:, 2]) + 0.05 * UP
    return (
        Rod(point(left), point(right), 0.011, RUBBER),
        Rod(point(left), point(anchor), 0.008, RUBBER),
        Rod(point(right), point(anchor), 0.008, RUBBER),
    )


def dumbbell(moment: Moment) -> Sequence[Prop]:
    """A dumbbell held upright in front of the chest."""
    figure = moment.figure
    middle = (figure.joint("wrist", Side.LEFT) + figure.joint("wrist", Side.RIGHT)) / 2
    up = figure.turns["trunk"][:, 2]
    middle = middle + 0.05 * ahead(figure) + 0.075 * up
    ends = []
    for way in (-1.0, 1.0):
        start = middle + way * 0.055 * up
        ends.append(Rod(point(start), point(start + way * 0.075 * up), 0.062, STEEL))
    return (Rod(point(middle - 0.09 * up), point(middle + 0.09 * up), 0.018, (0.6, 0.6, 0.62)), *ends)
