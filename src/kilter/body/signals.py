"""Names of the angles and distances that movements are described, counted and corrected by."""

from enum import StrEnum


class Joint(StrEnum):
    """A joint angle of a reference movement, degrees; of the working side unless it begins with ``other_``.

    Flexion, abduction and internal rotation are positive, as ISB has it. The working side is the upper leg when
    lying on the side, the leg that reaches out in bird dog and dead bug, the bending leg in the Cossack squat, the
    rear leg in stretches, and the standing leg in everything on one leg. Trunk angles count from upright, or from the
    line of the body when lying; ``trunk_lean`` is positive towards the working side; ``pelvis_tilt`` counts from the
    trunk, forward positive; ``pelvis_roll`` is positive backward; ``pelvis_rotation`` is positive when the working
    side comes forward.
    """

    HIP_FLEXION = "hip_flexion"
    HIP_ABDUCTION = "hip_abduction"
    HIP_ROTATION = "hip_rotation"
    HIP_OPENING = "hip_opening"
    KNEE_FLEXION = "knee_flexion"
    ANKLE_DORSIFLEXION = "ankle_dorsiflexion"
    OTHER_HIP_FLEXION = "other_hip_flexion"
    OTHER_HIP_ABDUCTION = "other_hip_abduction"
    OTHER_HIP_ROTATION = "other_hip_rotation"
    OTHER_HIP_OPENING = "other_hip_opening"
    OTHER_KNEE_FLEXION = "other_knee_flexion"
    OTHER_ANKLE_DORSIFLEXION = "other_ankle_dorsiflexion"
    PELVIS_TILT = "pelvis_tilt"
    PELVIS_OBLIQUITY = "pelvis_obliquity"
    PELVIS_ROLL = "pelvis_roll"
    PELVIS_ROTATION = "pelvis_rotation"
    TRUNK_FLEXION = "trunk_flexion"
    TRUNK_LEAN = "trunk_lean"
    TRUNK_ROTATION = "trunk_rotation"
    SHOULDER_FLEXION = "shoulder_flexion"
    SHOULDER_ABDUCTION = "shoulder_abduction"
    OTHER_SHOULDER_FLEXION = "other_shoulder_flexion"
    OTHER_SHOULDER_ABDUCTION = "other_shoulder_abduction"
    ELBOW_FLEXION = "elbow_flexion"
    OTHER_ELBOW_FLEXION = "other_elbow_flexion"


class Signal(StrEnum):
    """A quantity over time that repetitions, holds and faults are read from.

    Angles have the signs of :class:`Joint`. ``pelvis_obliquity`` is the slope of the hip line against the floor,
    positive when the side that does not work is lower, in one-leg stance when the standing side is higher.
    ``step_width`` is in per cent of the distance between the shoulders.

    Heights and distances are in centimetres: ``hip_height`` of the middle of the hips above the working ankle;
    ``heel_height`` of the working heel above its toes; ``free_foot_height`` upright of the other ankle above the
    working one, on all fours of the working ankle above its knee, lying of the working heel above the shoulders;
    ``ankle_separation`` from ankle to ankle; ``foot_ahead`` of the other ankle in front of the working one, the way the
    body faces; ``knee_height_difference`` without sign.
    """

    HIP_FLEXION = "hip_flexion"
    HIP_EXTENSION = "hip_extension"
    HIP_ABDUCTION = "hip_abduction"
    HIP_ROTATION = "hip_rotation"
    HIP_OPENING = "hip_opening"
    KNEE_FLEXION = "knee_flexion"
    OTHER_KNEE_FLEXION = "other_knee_flexion"
    OTHER_HIP_FLEXION = "other_hip_flexion"
    OTHER_HIP_ABDUCTION = "other_hip_abduction"
    ANKLE_DORSIFLEXION = "ankle_dorsiflexion"
    PELVIS_OBLIQUITY = "pelvis_obliquity"
    PELVIS_ROLL = "pelvis_roll"
    PELVIS_ROTATION = "pelvis_rotation"
    PELVIS_TILT = "pelvis_tilt"
    TRUNK_FLEXION = "trunk_flexion"
    TRUNK_LEAN = "trunk_lean"
    TRUNK_ROTATION = "trunk_rotation"
    TRUNK_INCLINATION = "trunk_inclination"
    """Angle of the trunk from the vertical, whichever way it leans: 0 upright, 90 lying."""
    LUMBAR_EXTENSION = "lumbar_extension"
    BODY_LINE = "body_line"
    """Angle shoulder-hip-ankle (or -knee), degrees; 180 is a straight body."""
    FRONTAL_PLANE_KNEE_ANGLE = "frontal_plane_knee_angle"
    """Projection of hip-knee-ankle in the frontal plane, degrees; positive when the knee falls inward."""
    SHIN_ANGLE = "shin_angle"
    THIGH_ANGLE = "thigh_angle"
    FOOT_PROGRESSION = "foot_progression"
    SHOULDER_FLEXION = "shoulder_flexion"
    ELBOW_FLEXION = "elbow_flexion"
    HIP_HEIGHT = "hip_height"
    HEEL_HEIGHT = "heel_height"
    FREE_FOOT_HEIGHT = "free_foot_height"
    ANKLE_SEPARATION = "ankle_separation"
    STEP_WIDTH = "step_width"
    FOOT_AHEAD = "foot_ahead"
    KNEE_HEIGHT_DIFFERENCE = "knee_height_difference"
    LOWERING_TIME = "lowering_time"
