"""The direction of each exercise, level and test: that of its position, and what is its own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from tools.clips.plans import Performable, base_azimuth_deg
from tools.demonstrations import corrections as put
from tools.demonstrations import kit
from tools.demonstrations.floor import FLOOR
from tools.demonstrations.shown_as import Direction, Mat
from tools.demonstrations.staging import View
from tools.demonstrations.upright import UPRIGHT

from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.knowledge.schema.movements import Laterality, Prop

SIDE: Final = Side.LEFT
"""The side that is shown working."""
_OWN: Final = {**UPRIGHT, **FLOOR}
_TURN_DEG: Final[Mapping[str, float]] = {"front": 20.0, "side": -24.0, "back": -22.0}
_ELEVATION_DEG: Final[Mapping[Position, float]] = {
    Position.STANDING: 8.0,
    Position.SITTING: 14.0,
    Position.KNEELING: 11.0,
    Position.SUPINE: 17.0,
    Position.PRONE: 20.0,
    Position.SIDE_LYING: 20.0,
    Position.ALL_FOURS: 13.0,
    Position.SIDE_SUPPORT: 11.0,
}


def direction(shown: Performable) -> Direction:
    """How an exercise, level or test is shown: its own direction, else its exercise's, over that of its position."""
    exercise = shown.id.partition("@")[0]
    return replace(_by_position(shown), **_OWN.get(shown.id, _OWN.get(exercise, {})))


def working_sides(shown: Performable) -> frozenset[Side]:
    """Whose legs are marked: both where both work, in turn or at once."""
    return frozenset({SIDE} if shown.performed.laterality is Laterality.ONE_SIDE else Side)


def _by_position(shown: Performable) -> Direction:
    performed, position = shown.performed, shown.performed.position
    facing, has_mat = performed.camera.facing, Prop.MAT in performed.props
    turn = _TURN_DEG[facing]
    if position.on_the_side:
        turn = 14.0 if facing == "front" else -14.0
    mat: Mat | None = None
    if has_mat:
        mat = "across" if position.on_the_side or position is Position.SITTING else "along"
    bands = [prop.removeprefix("band_") for prop in performed.props if prop.startswith("band_")]
    return Direction(
        view=View(base_azimuth_deg(performed.camera, SIDE) + turn, _ELEVATION_DEG[position]),
        head=(put.look_ahead(),) if position.upright else (),
        more=() if position.on_the_side else (put.plant(),),
        moving=tuple(kit.band(at) for at in bands),
        mat=mat,
        shoes=position.upright and position is not Position.KNEELING and not has_mat,
    )
