"""How each exercise, level and test is shown that is done on the floor: lying, kneeling, sitting, on all fours."""

from collections.abc import Mapping
from typing import Final

from tools.demonstrations import arms, holds, kit, setting
from tools.demonstrations import corrections as put
from tools.demonstrations.corrections import BOTH, OTHER, WORKING, flat_way, way
from tools.demonstrations.shown_as import Own
from tools.demonstrations.staging import View

_SUPINE: Final[Own] = {"hands": holds.ARMS_BESIDE, "head": holds.HEAD_ON_FLOOR}
_ON_SIDE: Final[Own] = {"hands": holds.SIDE_LYING, "head": holds.HEAD_ON_ARM}
_ON_SIDE_TURNED: Final[Own] = {"hands": holds.SIDE_LYING_TURNED, "head": holds.HEAD_ON_ARM}
_PULLS: Final[Own] = {"hands": holds.HOLDS_ANKLE, "head": holds.HEAD_ON_ARM, "view": View(158.0, 22.0)}
_KNEE_BENCH: Final = setting.bench_under_leg(0.42, "knee", -0.06)
_ANKLE_BENCH: Final = setting.bench_under_leg(0.42, "ankle", -0.14)
_LONG_LEVER: Final[Own] = {"hands": holds.PROPPED, "standing": (_ANKLE_BENCH,)}
_KNEELS_AT_CHAIR: Final[Own] = {
    "hands": holds.HOLDS_SEAT,
    "more": (put.stand_other(),),
    "standing": (holds.SEAT[0],),
}
_BUTTERFLY_AT_WALL: Final[Own] = {
    "hands": (arms.on_ankles(),),
    "standing": (setting.wall_behind(),),
    "view": View(20.0, 16.0),
    "shoes": False,
}

FLOOR: Final[Mapping[str, Own]] = {
    "bird_dog": {"hands": (arms.floor_hands(WORKING), arms.reaching_hand(OTHER))},
    "bird_dog@leg_slide": {"hands": holds.ALL_FOURS},
    "bird_dog@leg_only": {"hands": holds.ALL_FOURS},
    "bird_dog@elbow_to_knee": {"hands": (arms.floor_hands(WORKING), arms.straight_hand(OTHER))},
    "butterfly_stretch": {"hands": (arms.on_ankles(),), "view": View(14.0, 16.0)},
    "butterfly_stretch@propped_fall_out": {
        "hands": (arms.hands_on_thighs(0.40),),
        "view": View(24.0, 18.0),
        "shoes": False,
        "standing": (setting.sofa_at_back, kit.pillows_under_knees),
    },
    "butterfly_stretch@back_to_wall": _BUTTERFLY_AT_WALL,
    "butterfly_stretch@on_cushion": {
        "hands": (arms.on_ankles(),),
        "standing": (kit.pillow_under_hips,),
        "view": View(24.0, 14.0),
    },
    "clamshell": _ON_SIDE,
    "clamshell@press_into_hand": {
        "hands": (
            arms.lower_arm_pillow(OTHER),
            arms.hands(WORKING, holds.outside_knee, way(rise=1, front=-1), way(along=-1)),
        ),
        "head": holds.HEAD_ON_ARM,
    },
    "clamshell@half_lift": {**_ON_SIDE, "standing": (kit.pillow_lies_between,)},
    "clamshell@side_plank_clam": {"hands": holds.PROPPED},
    "copenhagen_plank": {"hands": holds.PROPPED, "standing": (_KNEE_BENCH,)},
    "copenhagen_plank@knee_down_support": {
        "hands": (arms.forearms_flat(OTHER), arms.fingertips_before_chest(WORKING)),
        "standing": (_KNEE_BENCH,),
        "view": View(24.0, 14.0),
    },
    "copenhagen_plank@long_lever_brief": _LONG_LEVER,
    "copenhagen_plank@long_lever": _LONG_LEVER,
    "copenhagen_plank@long_lever_lift": _LONG_LEVER,
    "copenhagen_plank@lower_leg_lift": _ON_SIDE_TURNED,
    "couch_stretch": {
        "hands": holds.ON_FRONT_THIGH,
        "more": (put.stand_other(),),
        "standing": (setting.sofa_behind(), kit.pad_under("knee")),
    },
    "couch_stretch@side_lying_pull": _PULLS,
    "couch_stretch@kneeling_first": _KNEELS_AT_CHAIR,
    "couch_stretch@foot_on_cushion": {
        **_KNEELS_AT_CHAIR,
        "standing": (
            holds.SEAT[0],
            kit.pad_under("toes", size_m=(0.34, 0.30, 0.12)),
            kit.pad_under("knee"),
        ),
    },
    "couch_stretch@front_foot_raised": {
        "hands": holds.ON_FRONT_THIGH,
        "standing": (
            setting.sofa_behind(),
            kit.pad_under("knee"),
            setting.box_under(other=True, width_m=0.36),
        ),
    },
    "dead_bug": {"head": holds.HEAD_ON_FLOOR},
    "dead_bug@heel_slide": _SUPINE,
    "dead_bug@foot_tap": _SUPINE,
    "dead_bug@band_press": {"head": holds.HEAD_ON_FLOOR, "moving": (kit.band_from_behind_head,)},
    "foam_roll_buttock": {
        "hands": (
            arms.hands(WORKING, holds.behind_on_floor, way(front=-1, out=0.5), flat_way(front=-1, out=0.4), on=True),
            arms.hands_on_thighs(0.70, which=OTHER),
        ),
        "moving": (kit.roller("pelvis", (1.0, 0.0, 0.0), None, 0.075),),
        "shoes": False,
        "mat": "across",
        "view": View(40.0, 14.0),
    },
    "foam_roll_front_thigh": {
        "hands": (arms.forearms_flat(BOTH),),
        "moving": (kit.roller("thigh", (1.0, 0.0, 0.0), WORKING, 0.07),),
        "mat": "along",
    },
    "foam_roll_inner_thigh": {
        "hands": (arms.forearms_flat(BOTH),),
        "moving": (kit.roller("thigh", (0.0, 1.0, 0.0), WORKING, 0.07),),
        "mat": "along",
        "view": View(132.0, 24.0),
    },
    "frog_stretch": {"hands": holds.ALL_FOURS, "view": View(58.0, 20.0), "mat": "across"},
    "frog_stretch@butterfly_instead": _BUTTERFLY_AT_WALL,
    "frog_stretch@narrow_frog": {
        "hands": (arms.forearms_flat(BOTH),),
        "view": View(62.0, 16.0),
        "mat": "along",
        "standing": (kit.pad_under_forearms,),
    },
    "frog_stretch@one_side_frog": {"hands": holds.ALL_FOURS, "view": View(52.0, 18.0), "mat": "along"},
    "glute_bridge": _SUPINE,
    "heel_slide_march": _SUPINE,
    "knee_to_chest": {
        "hands": (
            arms.hands(BOTH, holds.behind_thigh, way(out=1, rise=-0.2), way(out=-1, rise=0.2), holds.into_thigh),
        ),
        "head": holds.HEAD_ON_FLOOR,
    },
    "kneeling_hip_flexor_stretch": {"hands": holds.ON_FRONT_THIGH, "more": (put.stand_other(),)},
    "kneeling_hip_flexor_stretch@edge_of_couch": {
        "hands": (arms.hands(BOTH, holds.before_shin, way(out=1), way(out=-1, rise=0.2), holds.into_shin),),
        "head": (put.head_lies(0.47),),
        "standing": (setting.couch_under_body,),
        "view": View(58.0, 16.0),
    },
    "kneeling_hip_flexor_stretch@padded_supported": {
        **_KNEELS_AT_CHAIR,
        "standing": (holds.SEAT[0], kit.pad_under("knee")),
    },
    "kneeling_hip_flexor_stretch@arm_up_bend": {
        "hands": (arms.hands_on_hips(OTHER),),
        "more": (put.stand_other(),),
    },
    "kneeling_hip_flexor_stretch@rear_foot_lifted": {
        "hands": holds.ON_FRONT_THIGH,
        "more": (put.stand_other(),),
        "standing": (setting.sofa_behind(low=True), kit.pad_under("knee")),
    },
    "prone_hip_extension": {
        "hands": (arms.hands(BOTH, holds.beneath_forehead, way(out=1, along=0.25), flat_way(out=-1, along=0.2)),),
        "head": (put.head_lies(0.055),),
        "standing": (kit.pillow_under_belly,),
    },
    "rock_back": {"hands": holds.ALL_FOURS},
    "side_lying_adduction": _ON_SIDE_TURNED,
    "side_lying_leg_raise": _ON_SIDE,
    "side_lying_leg_raise@short_lever": {**_ON_SIDE, "standing": (kit.pillow_lies_between,)},
    "side_lying_leg_raise@belt_press": {
        "hands": (arms.hands_on_thighs(0.30),),
        "standing": (setting.wall_behind(),),
        "moving": (kit.strap_round_thighs,),
        "view": View(52.0, 16.0),
        "shoes": False,
    },
    "side_lying_leg_raise@side_plank_lift": {"hands": holds.PROPPED},
    "side_lying_quad_stretch": _PULLS,
    "side_plank": {"hands": holds.PROPPED_TURNED},
    "single_leg_glute_bridge": _SUPINE,
    "single_leg_glute_bridge@foot_on_step": {
        **_SUPINE,
        "standing": (setting.box_under(width_m=0.40, depth_m=0.36),),
    },
    "single_leg_glute_bridge@hip_thrust": {
        "hands": holds.HIPS,
        "head": (put.look_level(),),
        "standing": (setting.bench_under_back,),
    },
    "supine_breathing": {"hands": holds.BELLY, "head": holds.HEAD_ON_FLOOR},
    "windshield_wipers": {
        "hands": (arms.spread(),),
        "head": holds.HEAD_ON_FLOOR,
        "view": View(34.0, 30.0),
    },
    "test_side_plank_hold": {"hands": holds.PROPPED_TURNED},
    "test_single_leg_bridge_hold": {"hands": holds.CROSSED, "head": holds.HEAD_ON_FLOOR},
}
