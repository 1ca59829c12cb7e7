"""How each exercise, level and test is shown that is done standing or sitting on a chair."""

from collections.abc import Mapping
from typing import Final

from tools.demonstrations import arms, holds, kit, setting
from tools.demonstrations import corrections as put
from tools.demonstrations.corrections import BOTH, OTHER, WORKING, way
from tools.demonstrations.shown_as import Own
from tools.demonstrations.staging import View

_WALK: Final[Own] = {"hands": (arms.swing(),), "more": ()}
_BESIDE: Final[Own] = {"hands": holds.HOLDS_BESIDE, "standing": (holds.BESIDE_CHAIR[0],)}
_BEFORE: Final[Own] = {"hands": holds.HOLDS_BEFORE, "standing": (holds.BEFORE_CHAIR[0],)}
_STEP: Final = setting.box_under(width_m=0.62, depth_m=0.36)
_EDGE: Final = setting.box_under(width_m=0.30, depth_m=0.42, aside_m=0.06)
_STEP_VIEW: Final = View(60.0, 11.0)
_STEP_AT_WALL: Final[Own] = {
    "standing": (_STEP, holds.WALL_SIDE[0]),
    "hands": (holds.on_side_wall(holds.WALL_SIDE[1], OTHER),),
    "view": _STEP_VIEW,
}
_SAT: Final = (setting.sat_on,)
_STRAP: Final[Own] = {
    "hands": (arms.hands_on_thighs(0.36),),
    "standing": _SAT,
    "moving": (kit.strap_round_thighs,),
    "view": View(36.0, 20.0),
}

UPRIGHT: Final[Mapping[str, Own]] = {
    "ball_squeeze": {
        "hands": (arms.hands_on_thighs(0.40),),
        "standing": _SAT,
        "moving": (kit.ball_between_knees,),
    },
    "banded_lateral_walk": {"hands": holds.CLASPED},
    "banded_lateral_walk@standing_side_lift": _BESIDE,
    "banded_lateral_walk@side_steps_free": {
        "hands": holds.CLASPED,
        "standing": (setting.wall_behind(0.25, width_m=1.5),),
    },
    "banded_lateral_walk@band_tall": {"hands": holds.HIPS, "standing": (setting.wall_behind(0.25, width_m=1.5),)},
    "banded_march": {
        "hands": (holds.on_side_wall(holds.WALL_SIDE[1], "right"), arms.hands_on_hips("left")),
        "standing": (holds.WALL_SIDE[0],),
    },
    "bird_dog@at_chair": {
        "hands": (arms.hands(BOTH, holds.WALL_CHAIR[1], arms.elbows_out, way(out=-1, front=0.2)),),
        "standing": (holds.WALL_CHAIR[0],),
        "view": View(100.0, 9.0),
    },
    "calf_raise": _BEFORE,
    "calf_stretch": {
        "hands": (holds.on_wall(holds.WALL_FRONT[1]),),
        "standing": (holds.WALL_FRONT[0],),
        "view": View(99.0, 8.0),
        "more": (put.plant(), put.stand_other()),
    },
    "clamshell@seated_press_out": _STRAP,
    "copenhagen_plank@towel_squeeze": {
        "hands": (arms.hands_on_thighs(0.40),),
        "standing": _SAT,
        "moving": (kit.pillow_between_knees,),
    },
    "cossack_squat": {"hands": holds.CLASPED},
    "cossack_squat@side_shift_at_chair": {**_BEFORE, "view": View(148.0, 10.0)},
    "cossack_squat@to_chair": {"hands": holds.CLASPED, "standing": (setting.sat_down_on(0.15),)},
    "cossack_squat@toes_up": {"hands": holds.CLASPED, "more": (put.plant(), put.toes_up())},
    "cossack_squat@goblet": {"hands": (arms.hands_clasped(0.20, 0.16),), "moving": (kit.dumbbell,)},
    "dead_bug@wall_march": {"standing": (setting.wall_behind(),)},
    "easy_walk": _WALK,
    "figure_four_stretch": {
        "hands": (
            arms.hands(WORKING, holds.on_crossed_knee, arms.elbows_out, way(rise=-1, front=1)),
            arms.hands(OTHER, holds.on_crossed_shin, arms.elbows_out, way(front=1)),
        ),
        "standing": _SAT,
    },
    "hamstring_stretch": {"hands": (arms.hands_on_thighs(0.72, OTHER),), "standing": _SAT},
    "hip_circles": _BESIDE,
    "isometric_hip_abduction": _STRAP,
    "knee_to_wall_rocks": {
        "hands": (holds.on_wall(holds.WALL_NEAR[1]),),
        "standing": (holds.WALL_NEAR[0],),
        "view": View(99.0, 8.0),
        "more": (put.plant(), put.stand_other()),
    },
    "kneeling_hip_flexor_stretch@split_stance_tuck": _BESIDE,
    "lateral_step_down_drill": {"hands": holds.HIPS, "standing": (_EDGE,)},
    "leg_swings_forward": {
        "hands": (holds.on_side_wall(holds.WALL_SIDE[1], OTHER), arms.hands_on_hips(WORKING)),
        "standing": (holds.WALL_SIDE[0],),
        "view": View(60.0, 8.0),
    },
    "leg_swings_sideways": {
        "hands": (holds.on_wall(holds.WALL_SWING[1]),),
        "standing": (holds.WALL_SWING[0],),
        "view": View(152.0, 9.0),
    },
    "march_in_place": {"hands": (arms.swing(12.0, 0.45),)},
    "running_drill": {"hands": (arms.swing(85.0, 0.7),), "more": ()},
    "seated_hip_rotation": {
        "hands": (arms.hands(BOTH, holds.beside_seat, way(out=1, front=-1), way(rise=-1, front=0.6), way(out=-1)),),
        "standing": _SAT,
        "more": (),
    },
    "side_lying_leg_raise@standing_side_lift": _BESIDE,
    "single_leg_glute_bridge@standing_push_back": _BEFORE,
    "single_leg_romanian_deadlift": {"head": (put.look_ahead(0.35),)},
    "single_leg_romanian_deadlift@wall_hinge": {
        "hands": (arms.hands_on_thighs(0.55),),
        "standing": (setting.wall_behind(),),
    },
    "single_leg_romanian_deadlift@kickstand": {
        "hands": holds.HOLDS_BESIDE_LOW,
        "standing": (holds.BESIDE_CHAIR_LOW[0],),
    },
    "single_leg_squat_to_box": {"hands": (arms.forward(1.0, 0.9),), "standing": (setting.sat_down_on(),)},
    "single_leg_stance_balance": {"hands": holds.HIPS, "shoes": False},
    "split_squat": {"hands": holds.HIPS, "view": View(48.0, 9.0)},
    "squat": {"hands": (arms.forward(1.0, 0.9),), "view": View(32.0, 9.0)},
    "squat_to_stand": {"hands": holds.HOLDS_BEFORE_DEEP, "standing": (holds.BEFORE_CHAIR_DEEP[0],)},
    "standing_hip_abduction": _BESIDE,
    "standing_hip_flexor_stretch": _BESIDE,
    "standing_trunk_press": {
        "standing": (setting.wall_at_forearm,),
        "hands": (arms.hands_on_hips(OTHER),),
        "view": View(-18.0, 8.0),
    },
    "step_up": {"standing": (_STEP,), "view": _STEP_VIEW},
    "step_up@step_tap": _STEP_AT_WALL,
    "step_up@low_step_with_hand": _STEP_AT_WALL,
    "step_up@slow_side_lowering": {
        "standing": (_EDGE,),
        "hands": (arms.forward(0.7, 0.0),),
        "view": View(24.0, 10.0),
    },
    "walking_drill": _WALK,
    "test_gait": _WALK,
    "test_chair_stand": {"hands": holds.CROSSED, "standing": (setting.sat_down_on(),)},
    "test_lateral_step_down": {"hands": holds.HIPS, "standing": (_EDGE,)},
    "test_single_leg_squat": {"hands": holds.CROSSED},
    "test_single_leg_stance": {"hands": holds.CROSSED, "shoes": False},
    "test_trendelenburg": {"hands": holds.HIPS, "shoes": False},
}
