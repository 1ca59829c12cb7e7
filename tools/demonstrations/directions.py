"""How each exercise, level and test is shown: the view, the hands and the head, the props."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from tools.clips.plans import Performable, base_azimuth_deg
from tools.demonstrations import corrections as put
from tools.demonstrations import setting
from tools.demonstrations.acting import Correction, Moment
from tools.demonstrations.corrections import BOTH, OTHER, WORKING
from tools.demonstrations.figure import DOWN, UP
from tools.demonstrations.setting import Moving, Standing
from tools.demonstrations.staging import View
from tools.rendering.arrays import Floats

from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.knowledge.schema.movements import Laterality, Prop

SIDE: Final = Side.LEFT
"""The side that is shown working."""


@dataclass(frozen=True, slots=True)
class Direction:
    """How one loop is shown.

    Attributes:
        view: from where; by position and camera when None.
        hands: what puts the hands where they belong.
        head: what puts the head there.
        more: further corrections, before those of hands and head.
        standing, moving: props that stay where they are, and those that go with the body.
        mat: which way the mat lies, or none.
        shoes: worn or not.
        upright: whether the picture is; whichever fits when None.
    """

    view: View | None = None
    hands: tuple[Correction, ...] = ()
    head: tuple[Correction, ...] = ()
    more: tuple[Correction, ...] = ()
    standing: tuple[Standing, ...] = ()
    moving: tuple[Moving, ...] = ()
    mat: Literal["along", "across"] | None = None
    shoes: bool = True
    upright: bool | None = None


def direction(shown: Performable) -> Direction:
    """How an exercise, level or test is shown: its own direction, else its exercise's, over that of its position."""
    exercise = shown.id.partition("@")[0]
    own = _OWN.get(shown.id, _OWN.get(exercise, {}))
    return replace(_by_position(shown), **own)  # type: ignore[arg-type]


def working_sides(shown: Performable) -> frozenset[Side]:
    """Whose legs are marked: both where both work, in turn or at once."""
    return frozenset({SIDE} if shown.performed.laterality is Laterality.ONE_SIDE else Side)


def _by_position(shown: Performable) -> Direction:
    performed, position = shown.performed, shown.performed.position
    base = base_azimuth_deg(performed.camera, SIDE)
    has_mat = Prop.MAT in performed.props
    facing = performed.camera.facing
    turn = {"front": 20.0, "side": -24.0, "back": -22.0}[facing]
    head = (put.look_ahead(),) if position.upright else ()
    elevation = {
        Position.STANDING: 8.0,
        Position.SITTING: 14.0,
        Position.KNEELING: 11.0,
        Position.SUPINE: 17.0,
        Position.PRONE: 20.0,
        Position.SIDE_LYING: 20.0,
        Position.ALL_FOURS: 13.0,
        Position.SIDE_SUPPORT: 11.0,
    }[position]
    if position.on_the_side:
        turn = 14.0 if facing == "front" else -14.0
    mat: Literal["along", "across"] | None = None
    if has_mat:
        mat = "across" if position.on_the_side or position is Position.SITTING else "along"
    moving = tuple(
        setting.band(prop.removeprefix("band_")) for prop in performed.props if prop.value.startswith("band_")
    )
    on_floor = not position.upright or position is Position.KNEELING or has_mat
    return Direction(
        view=View(base + turn, elevation),
        head=head,
        more=() if position.on_the_side else (put.plant(),),
        moving=moving,
        mat=mat,
        shoes=not on_floor,
    )


def _working_knee(moment: Moment, _: Side) -> Floats:
    """On the outside of the upper knee."""
    figure = moment.figure
    knee, hip = figure.joint("knee", moment.side), figure.joint("hip", moment.side)
    return np.asarray(knee + 0.16 * (hip - knee) + 0.075 * UP)


def _behind_thigh(moment: Moment, side: Side) -> Floats:
    figure = moment.figure
    hip, knee = figure.joint("hip", moment.side), figure.joint("knee", moment.side)
    aside = put.outward(figure, side, "pelvis") * 0.075
    return np.asarray(hip + 0.72 * (knee - hip) + 0.045 * figure.turns[f"thigh_{moment.side}"][:, 1] + aside)


def _far_shin(moment: Moment, side: Side) -> Floats:
    figure = moment.figure
    far = moment.side.other
    knee, ankle = figure.joint("knee", far), figure.joint("ankle", far)
    aside = put.outward(figure, side, "pelvis") * 0.07
    return np.asarray(knee + 0.20 * (ankle - knee) - 0.06 * figure.turns[f"shank_{far}"][:, 1] + aside)


def _working_ankle(moment: Moment, _: Side) -> Floats:
    figure = moment.figure
    ankle, knee = figure.joint("ankle", moment.side), figure.joint("knee", moment.side)
    return np.asarray(ankle + 0.10 * (knee - ankle) + 0.03 * UP)


def _on_working_shin(moment: Moment, _: Side) -> Floats:
    figure = moment.figure
    ankle, knee = figure.joint("ankle", moment.side), figure.joint("knee", moment.side)
    return np.asarray(ankle + 0.14 * (knee - ankle) + 0.06 * UP)


def _on_working_knee(moment: Moment, _: Side) -> Floats:
    figure = moment.figure
    ankle, knee = figure.joint("ankle", moment.side), figure.joint("knee", moment.side)
    return np.asarray(knee + 0.14 * (ankle - knee) + 0.075 * UP)


def _beside_seat(moment: Moment, side: Side) -> Floats:
    figure = moment.figure
    top = float(figure.skin("pelvis")[:, 2].min())
    place = figure.place + 0.225 * put.outward(figure, side, "pelvis") + 0.05 * put.ahead(figure, "pelvis")
    return np.array([place[0], place[1], top + 0.04])


def _behind_on_floor(moment: Moment, side: Side) -> Floats:
    figure = moment.first
    place = figure.place - 0.42 * put.level(put.ahead(figure)) + 0.16 * put.outward(figure, side, "pelvis")
    return np.array([place[0], place[1], 0.0])


def _beside_on_floor(moment: Moment, side: Side) -> Floats:
    figure = moment.first
    place = figure.place - 0.06 * put.level(put.ahead(figure)) + 0.30 * put.outward(figure, side, "pelvis")
    return np.array([place[0], place[1], 0.0])


def _beneath_forehead(moment: Moment, side: Side) -> Floats:
    figure = moment.first
    place = figure.joint("neck") + 0.19 * put.level(figure.turns["trunk"][:, 2]) + 0.05 * put.outward(figure, side)
    return np.array([place[0], place[1], 0.035])


def _on_chest(moment: Moment, side: Side) -> Floats:
    """Arms crossed: each wrist before the opposite shoulder."""
    figure = moment.figure
    middle = (figure.joint("shoulder", Side.LEFT) + figure.joint("shoulder", Side.RIGHT)) / 2
    up = figure.turns["trunk"][:, 2]
    cross = -put.outward(figure, side) * 0.075
    depth = 0.150 if side is Side.LEFT else 0.175
    return np.asarray(middle + depth * put.ahead(figure) + cross - 0.085 * up)


def _on_belly(moment: Moment, side: Side) -> Floats:
    figure = moment.figure
    up = figure.turns["trunk"][:, 2]
    return np.asarray(figure.joint("lumbar") + 0.225 * put.ahead(figure) + 0.08 * up + 0.075 * put.outward(figure, side))


def _overhead_held(moment: Moment, side: Side) -> Floats:
    """The lifted arms' place at first."""
    return moment.first.joint("wrist", side)


_crossed: Final = put.hands(
    BOTH,
    _on_chest,
    lambda m, s: put.outward(m.figure, s) - 1.1 * m.figure.turns["trunk"][:, 2] + 0.2 * put.ahead(m.figure),
    lambda m, s: 0.8 * m.figure.turns["trunk"][:, 2] - 0.8 * put.outward(m.figure, s),
    lambda m, s: -put.ahead(m.figure),
)
_belly: Final = put.hands(
    BOTH,
    _on_belly,
    lambda m, s: put.level(put.outward(m.figure, s)) - 0.4 * UP,
    lambda m, s: -put.outward(m.figure, s) - 0.2 * m.figure.turns["trunk"][:, 2],
    lambda m, s: -put.ahead(m.figure),
)
_beside_chair: Final = setting.chair_beside()
_beside_chair_far: Final = setting.chair_beside(0.46, 0.10)
_before_chair: Final = setting.chair_before()
_wall_chair: Final = setting.chair_against_wall(0.62)
_seat: Final = setting.seat_beside()
_hips: Final = put.hands_on_hips()
_one_hip: Final = put.hands_on_hips(WORKING)


def _on_wall(place: put.Place, which: str = BOTH) -> Correction:
    return put.hands(
        which,
        place,
        put.elbows_down,
        lambda m, s: UP + 0.15 * put.outward(m.figure, s),
        lambda m, s: put.level(put.ahead(m.figure, "pelvis")),
    )


def _on_side_wall(place: put.Place, which: str) -> Correction:
    return put.hands(
        which, place, put.elbows_down, lambda m, s: UP + 0.6 * put.ahead(m.figure), lambda m, s: put.outward(m.figure, s)
    )


_holds_beside: Final = (put.hands_at_point(OTHER, _beside_chair[1], bend=put.elbows_back), _one_hip)
_holds_before: Final = (put.hands_at_point(BOTH, _before_chair[1], bend=put.elbows_out),)
_side_lying: Final = (put.lower_arm_pillow(OTHER), put.hand_before_chest(WORKING))
_head_on_arm: Final = (put.head_lies(0.085, sideways=True),)
_side_lying_turned: Final = (put.lower_arm_pillow(WORKING), put.hand_before_chest(OTHER))
_propped: Final = (put.forearms_flat(OTHER), put.hands_on_hips(WORKING))
_supine_head: Final = (put.head_lies(0.02),)
_wall_front: Final = setting.wall_before(0.42)
_wall_swing: Final = setting.wall_before(0.62)
_wall_near: Final = setting.wall_before(0.06)
_wall_side: Final = setting.wall_beside(0.52)
_wall_press: Final = setting.wall_beside(0.60, Side.LEFT)
_all_fours: Final = put.floor_hands(BOTH)
_on_front_thigh: Final = put.hands_on_thighs(0.74, OTHER)
_supine: Final[dict[str, object]] = {"hands": (put.arms_beside(),), "head": _supine_head}
_chair_sat: Final = (setting.sat_on,)
_walk: Final[dict[str, object]] = {"hands": (put.arms_swing(),), "more": ()}
_frog_view: Final = View(38.0, 20.0)
_step: Final = setting.box_under(width_m=0.62, depth_m=0.36)
_lateral_box: Final = setting.box_under(width_m=0.30, depth_m=0.42, aside_m=0.06)
_knee_bench: Final = setting.bench_under_leg(0.42, "knee", -0.06)
_ankle_bench: Final = setting.bench_under_leg(0.42, "ankle", -0.14)

_OWN: Final[Mapping[str, Mapping[str, object]]] = {
    "ball_squeeze": {
        "hands": (put.hands_on_thighs(0.40),), "standing": _chair_sat, "moving": (setting.ball_between_knees,),
    },
    "banded_lateral_walk": {"hands": (put.hands_clasped(),)},
    "banded_lateral_walk@standing_side_lift": {"hands": _holds_beside, "standing": (_beside_chair[0],)},
    "banded_lateral_walk@side_steps_free": {"hands": (put.hands_clasped(),), "standing": (setting.wall_behind(0.25, width_m=2.0),)},
    "banded_lateral_walk@band_tall": {"hands": (_hips,), "standing": (setting.wall_behind(0.25, width_m=2.0),)},
    "banded_march": {
        "hands": (_on_side_wall(_wall_side[1], "right"), put.hands_on_hips("left")), "standing": (_wall_side[0],),
    },
    "bird_dog": {"hands": (put.floor_hands(WORKING), put.reaching_hand(OTHER))},
    "bird_dog@leg_slide": {"hands": (_all_fours,)},
    "bird_dog@leg_only": {"hands": (_all_fours,)},
    "bird_dog@elbow_to_knee": {"hands": (put.floor_hands(WORKING), put.straight_hand(OTHER))},
    "bird_dog@at_chair": {
        "hands": (put.hands_at_point(BOTH, _wall_chair[1], bend=put.elbows_out),), "standing": (_wall_chair[0],),
    },
    "butterfly_stretch": {"hands": (put.on_ankles(),), "view": View(14.0, 16.0)},
    "butterfly_stretch@propped_fall_out": {
        "hands": (put.hands_on_thighs(0.40),), "view": View(24.0, 18.0), "shoes": False,
        "standing": (setting.sofa_at_back, setting.pillows_under_knees),
    },
    "butterfly_stretch@back_to_wall": {
        "hands": (put.on_ankles(),), "standing": (setting.wall_behind(height_m=1.25),), "view": View(20.0, 16.0), "shoes": False,
    },
    "butterfly_stretch@on_cushion": {
        "hands": (put.on_ankles(),), "standing": (setting.pillow_under_hips,), "view": View(24.0, 14.0),
    },
    "frog_stretch@butterfly_instead": {
        "hands": (put.on_ankles(),), "standing": (setting.wall_behind(height_m=1.25),), "view": View(20.0, 16.0), "shoes": False,
    },
    "calf_raise": {"hands": _holds_before, "standing": (_before_chair[0],)},
    "calf_stretch": {
        "hands": (_on_wall(_wall_front[1]),), "standing": (_wall_front[0],), "view": View(74.0, 8.0),
        "more": (put.plant(), put.stand_other()),
    },
    "clamshell": {"hands": _side_lying, "head": _head_on_arm},
    "clamshell@seated_press_out": {
        "hands": (put.hands_on_thighs(0.36),), "standing": _chair_sat, "moving": (setting.strap_round_thighs,),
    },
    "clamshell@press_into_hand": {
        "hands": (
            put.lower_arm_pillow(OTHER),
            put.hands(WORKING, _working_knee, lambda m, s: UP - put.ahead(m.figure), lambda m, s: -m.figure.turns["trunk"][:, 2], lambda *_: DOWN),
        ),
        "head": _head_on_arm,
    },
    "clamshell@half_lift": {"hands": _side_lying, "head": _head_on_arm, "standing": (setting.pillow_lies_between,)},
    "clamshell@side_plank_clam": {"hands": _propped},
    "copenhagen_plank": {"hands": _propped, "standing": (_knee_bench,)},
    "copenhagen_plank@long_lever_brief": {"hands": _propped, "standing": (_ankle_bench,)},
    "copenhagen_plank@long_lever": {"hands": _propped, "standing": (_ankle_bench,)},
    "copenhagen_plank@long_lever_lift": {"hands": _propped, "standing": (_ankle_bench,)},
    "copenhagen_plank@knee_down_support": {
        "hands": (put.forearms_flat(OTHER), put.hand_before_chest(WORKING)), "standing": (_knee_bench,),
    },
    "copenhagen_plank@towel_squeeze": {
        "hands": (put.hands_on_thighs(0.40),), "standing": _chair_sat, "moving": (setting.pillow_between_knees(),),
    },
    "copenhagen_plank@lower_leg_lift": {"hands": _side_lying_turned, "head": _head_on_arm},
    "cossack_squat": {"hands": (put.hands_clasped(),)},
    "cossack_squat@side_shift_at_chair": {
        "hands": _holds_before, "standing": (_before_chair[0],), "view": View(148.0, 10.0),
    },
    "cossack_squat@to_chair": {"hands": (put.hands_clasped(),), "standing": (setting.stool_beneath,)},
    "cossack_squat@goblet": {"hands": (put.hands_clasped(0.20, 0.16),), "moving": (setting.dumbbell,)},
    "couch_stretch": {
        "hands": (_on_front_thigh,), "more": (put.stand_other(),),
        "standing": (setting.sofa_behind(), setting.pad_under("knee")),
    },
    "couch_stretch@side_lying_pull": {
        "hands": (put.lower_arm_pillow(OTHER), put.hands(WORKING, _working_ankle, lambda m, s: UP - put.ahead(m.figure))),
        "head": _head_on_arm, "view": View(158.0, 22.0),
    },
    "couch_stretch@kneeling_first": {
        "hands": (put.hands_at_point(OTHER, _seat[1], bend=put.elbows_back), put.hands_on_hips(WORKING)), "more": (put.stand_other(),),
        "standing": (_seat[0],),
    },
    "couch_stretch@foot_on_cushion": {
        "hands": (put.hands_at_point(OTHER, _seat[1], bend=put.elbows_back), put.hands_on_hips(WORKING)), "more": (put.stand_other(),),
        "standing": (_seat[0], setting.pad_under("toes", size_m=(0.34, 0.30, 0.12)), setting.pad_under("knee")),
    },
    "couch_stretch@front_foot_raised": {
        "hands": (_on_front_thigh,),
        "standing": (setting.sofa_behind(), setting.pad_under("knee"), setting.box_under(other=True, width_m=0.36)),
    },
    "dead_bug": {"head": _supine_head},
    "dead_bug@heel_slide": _supine,
    "dead_bug@foot_tap": _supine,
    "dead_bug@wall_march": {"standing": (setting.wall_behind(),)},
    "dead_bug@band_press": {"head": _supine_head, "moving": (setting.band_from_behind_head,)},
    "easy_walk": _walk,
    "figure_four_stretch": {
        "hands": (
            put.hands(WORKING, _on_working_knee, put.elbows_out, lambda m, s: DOWN + put.ahead(m.figure), lambda *_: DOWN),
            put.hands(OTHER, _on_working_shin, put.elbows_out, lambda m, s: put.ahead(m.figure), lambda *_: DOWN),
        ),
        "standing": _chair_sat,
    },
    "foam_roll_buttock": {
        "hands": (
            put.hands(WORKING, _behind_on_floor, lambda m, s: -put.ahead(m.figure) + 0.5 * put.outward(m.figure, s), lambda m, s: -put.level(put.ahead(m.figure)) + 0.4 * put.outward(m.figure, s), on=True),
            put.hands_on_thighs(0.70, which=OTHER),
        ),
        "moving": (setting.roller("pelvis", (1.0, 0.0, 0.0), None, 0.075),), "shoes": False, "mat": "across", "view": View(40.0, 14.0),
    },
    "foam_roll_front_thigh": {
        "hands": (put.forearms_flat(BOTH),), "moving": (setting.roller("thigh", (1.0, 0.0, 0.0), WORKING, 0.07),), "mat": "along",
    },
    "foam_roll_inner_thigh": {
        "hands": (put.forearms_flat(BOTH),), "moving": (setting.roller("thigh", (0.0, 1.0, 0.0), WORKING, 0.07),), "mat": "along",
        "view": View(132.0, 24.0),
    },
    "frog_stretch": {"hands": (_all_fours,), "view": _frog_view, "mat": "across"},
    "frog_stretch@narrow_frog": {"hands": (put.forearms_flat(BOTH),), "view": View(62.0, 16.0), "mat": "along", "standing": (setting.pad_under_forearms,)},
    "frog_stretch@one_side_frog": {"hands": (_all_fours,), "view": View(40.0, 18.0), "mat": "along"},
    "glute_bridge": _supine,
    "hamstring_stretch": {"hands": (put.hands_on_thighs(0.72, OTHER),), "standing": _chair_sat},
    "heel_slide_march": _supine,
    "hip_circles": {"hands": _holds_beside, "standing": (_beside_chair[0],)},
    "isometric_hip_abduction": {
        "hands": (put.hands_on_thighs(0.36),), "standing": _chair_sat, "moving": (setting.strap_round_thighs,),
    },
    "knee_to_chest": {
        "hands": (put.hands(BOTH, _behind_thigh, lambda m, s: put.outward(m.figure, s) + 0.2 * DOWN),), "head": _supine_head,
    },
    "knee_to_wall_rocks": {
        "hands": (_on_wall(_wall_near[1]),), "standing": (_wall_near[0],), "view": View(74.0, 8.0), "more": (put.plant(), put.stand_other()),
    },
    "kneeling_hip_flexor_stretch": {"hands": (_on_front_thigh,), "more": (put.stand_other(),)},
    "kneeling_hip_flexor_stretch@split_stance_tuck": {
        "hands": _holds_beside, "standing": (_beside_chair[0],),
    },
    "kneeling_hip_flexor_stretch@edge_of_couch": {
        "hands": (put.hands(BOTH, _far_shin, lambda m, s: put.outward(m.figure, s)),),
        "head": (put.head_lies(0.47),), "standing": (setting.couch_under_body,), "view": View(58.0, 16.0),
    },
    "kneeling_hip_flexor_stretch@padded_supported": {
        "hands": (put.hands_at_point(OTHER, _seat[1], bend=put.elbows_back), put.hands_on_hips(WORKING)), "more": (put.stand_other(),),
        "standing": (_seat[0], setting.pad_under("knee")),
    },
    "kneeling_hip_flexor_stretch@arm_up_bend": {"hands": (put.hands_on_hips(OTHER),), "more": (put.stand_other(),)},
    "kneeling_hip_flexor_stretch@rear_foot_lifted": {
        "hands": (_on_front_thigh,), "more": (put.stand_other(),),
        "standing": (setting.sofa_behind(low=True), setting.pad_under("knee")),
    },
    "lateral_step_down_drill": {"hands": (_hips,), "standing": (_lateral_box,)},
    "leg_swings_forward": {
        "hands": (_on_side_wall(_wall_side[1], OTHER), _one_hip), "standing": (_wall_side[0],), "view": View(60.0, 8.0),
    },
    "leg_swings_sideways": {"hands": (_on_wall(_wall_swing[1]),), "standing": (_wall_swing[0],), "view": View(152.0, 9.0)},
    "march_in_place": {"hands": (put.arms_swing(12.0, 0.45),)},
    "prone_hip_extension": {
        "hands": (put.hands(BOTH, _beneath_forehead, lambda m, s: put.outward(m.figure, s) + 0.25 * m.figure.turns["trunk"][:, 2], lambda m, s: -put.outward(m.figure, s) + 0.2 * put.level(m.figure.turns["trunk"][:, 2])),),
        "head": (put.head_lies(0.055),), "standing": (setting.pillow_under_belly,),
    },
    "rock_back": {"hands": (_all_fours,)},
    "running_drill": {"hands": (put.arms_swing(85.0, 0.7),), "more": ()},
    "seated_hip_rotation": {
        "hands": (put.hands(BOTH, _beside_seat, lambda m, s: put.outward(m.figure, s) - put.ahead(m.figure), lambda m, s: DOWN + 0.6 * put.ahead(m.figure), lambda m, s: -put.outward(m.figure, s)),),
        "standing": _chair_sat, "more": (),
    },
    "side_lying_adduction": {"hands": _side_lying_turned, "head": _head_on_arm},
    "side_lying_leg_raise": {"hands": _side_lying, "head": _head_on_arm},
    "side_lying_leg_raise@short_lever": {"hands": _side_lying, "head": _head_on_arm, "standing": (setting.pillow_lies_between,)},
    "side_lying_leg_raise@belt_press": {
        "hands": (put.hands_on_thighs(0.30),), "standing": (setting.wall_behind(height_m=1.25),), "moving": (setting.strap_round_thighs,),
        "view": View(52.0, 16.0), "shoes": False,
    },
    "side_lying_leg_raise@standing_side_lift": {"hands": _holds_beside, "standing": (_beside_chair[0],)},
    "side_lying_leg_raise@side_plank_lift": {"hands": _propped},
    "side_lying_quad_stretch": {
        "hands": (put.lower_arm_pillow(OTHER), put.hands(WORKING, _working_ankle, lambda m, s: UP - put.ahead(m.figure))),
        "head": _head_on_arm, "view": View(158.0, 22.0),
    },
    "side_plank": {"hands": (put.forearms_flat(WORKING), put.hands_on_hips(OTHER))},
    "test_side_plank_hold": {"hands": (put.forearms_flat(WORKING), put.hands_on_hips(OTHER))},
    "single_leg_glute_bridge": _supine,
    "single_leg_glute_bridge@standing_push_back": {"hands": _holds_before, "standing": (_before_chair[0],)},
    "single_leg_glute_bridge@foot_on_step": {
        **_supine, "standing": (setting.box_under(width_m=0.40, depth_m=0.36),),
    },
    "single_leg_glute_bridge@hip_thrust": {"hands": (_hips,), "head": (put.look_level(),), "standing": (setting.bench_under_back,)},
    "single_leg_romanian_deadlift@wall_hinge": {"hands": (put.hands_on_thighs(0.55),), "standing": (setting.wall_behind(),)},
    "single_leg_romanian_deadlift@kickstand": {
        "hands": (put.hands_at_point(OTHER, _beside_chair_far[1], bend=put.elbows_back), put.hands_on_hips(WORKING)), "standing": (_beside_chair_far[0],),
    },
    "single_leg_romanian_deadlift": {"head": (put.look_ahead(0.35),)},
    "single_leg_squat_to_box": {"hands": (put.arms_forward(1.0, 0.9),), "standing": (setting.sat_down_on,)},
    "single_leg_stance_balance": {"hands": (_hips,), "shoes": False},
    "split_squat": {"hands": (_hips,), "view": View(48.0, 9.0)},
    "squat": {"hands": (put.arms_forward(1.0, 0.9),), "view": View(32.0, 9.0)},
    "squat_to_stand": {"hands": _holds_before, "standing": (_before_chair[0],)},
    "standing_hip_abduction": {"hands": _holds_beside, "standing": (_beside_chair[0],)},
    "standing_hip_flexor_stretch": {"hands": _holds_beside, "standing": (_beside_chair[0],)},
    "standing_trunk_press": {"standing": (setting.wall_at_forearm,), "hands": (put.hands_on_hips(OTHER),)},
    "step_up": {"standing": (_step,), "view": View(38.0, 10.0)},
    "step_up@step_tap": {"standing": (_step, _wall_side[0]), "hands": (_on_side_wall(_wall_side[1], OTHER),), "view": View(38.0, 10.0)},
    "step_up@low_step_with_hand": {"standing": (_step, _wall_side[0]), "hands": (_on_side_wall(_wall_side[1], OTHER),), "view": View(38.0, 10.0)},
    "step_up@slow_side_lowering": {"standing": (_lateral_box,), "hands": (put.arms_forward(0.7, 0.0),), "view": View(24.0, 10.0)},
    "supine_breathing": {"hands": (_belly,), "head": _supine_head},
    "walking_drill": _walk,
    "test_gait": _walk,
    "windshield_wipers": {"hands": (put.arms_spread(),), "head": _supine_head, "view": View(34.0, 30.0)},
    "test_chair_stand": {"hands": (_crossed,), "standing": (setting.sat_down_on,)},
    "test_lateral_step_down": {"hands": (_hips,), "standing": (_lateral_box,)},
    "test_single_leg_bridge_hold": {"hands": (_crossed,), "head": _supine_head},
    "test_single_leg_squat": {"hands": (_crossed,)},
    "test_single_leg_stance": {"hands": (_crossed,), "shoes": False},
    "test_trendelenburg": {"hands": (_hips,), "shoes": False},
}  # fmt: skip
