"""The 33 landmarks of a body that a picture shows, in BlazePose's order."""

from enum import StrEnum

from kilter.body.sides import Side


class Landmark(StrEnum):
    """One landmark; its place in this list is its place in every array of landmarks.

    >>> Landmark.LEFT_HIP.position, Landmark.LEFT_HIP.mirrored, Landmark.LEFT_HIP.side
    (23, <Landmark.RIGHT_HIP: 'right_hip'>, <Side.LEFT: 'left'>)
    """

    NOSE = "nose"
    LEFT_EYE_INNER = "left_eye_inner"
    LEFT_EYE = "left_eye"
    LEFT_EYE_OUTER = "left_eye_outer"
    RIGHT_EYE_INNER = "right_eye_inner"
    RIGHT_EYE = "right_eye"
    RIGHT_EYE_OUTER = "right_eye_outer"
    LEFT_EAR = "left_ear"
    RIGHT_EAR = "right_ear"
    MOUTH_LEFT = "mouth_left"
    MOUTH_RIGHT = "mouth_right"
    LEFT_SHOULDER = "left_shoulder"
    RIGHT_SHOULDER = "right_shoulder"
    LEFT_ELBOW = "left_elbow"
    RIGHT_ELBOW = "right_elbow"
    LEFT_WRIST = "left_wrist"
    RIGHT_WRIST = "right_wrist"
    LEFT_PINKY = "left_pinky"
    RIGHT_PINKY = "right_pinky"
    LEFT_INDEX = "left_index"
    RIGHT_INDEX = "right_index"
    LEFT_THUMB = "left_thumb"
    RIGHT_THUMB = "right_thumb"
    LEFT_HIP = "left_hip"
    RIGHT_HIP = "right_hip"
    LEFT_KNEE = "left_knee"
    RIGHT_KNEE = "right_knee"
    LEFT_ANKLE = "left_ankle"
    RIGHT_ANKLE = "right_ankle"
    LEFT_HEEL = "left_heel"
    RIGHT_HEEL = "right_heel"
    LEFT_FOOT_INDEX = "left_foot_index"
    RIGHT_FOOT_INDEX = "right_foot_index"

    @property
    def position(self) -> int:
        """Where it stands in an array of landmarks, from 0 to 32."""
        return _POSITIONS[self]

    @property
    def side(self) -> Side | None:
        """The side it is on; None for the nose."""
        words = self.value.split("_")
        return next((side for side in Side if side.value in words), None)

    @property
    def mirrored(self) -> "Landmark":
        """The same landmark on the other side; the nose is its own."""
        if self.side is None:
            return self
        return Landmark(self.value.replace(self.side.value, self.side.other.value))


_POSITIONS = {landmark: position for position, landmark in enumerate(Landmark)}
LANDMARKS = len(_POSITIONS)
# position of each landmark's counterpart: points[:, MIRRORED] swaps left and right
MIRRORED = tuple(landmark.mirrored.position for landmark in Landmark)
LEGS = tuple(
    landmark.position
    for landmark in Landmark
    if landmark.value.split("_", 1)[-1] in {"hip", "knee", "ankle", "heel", "foot_index"}
)
# the lines that draw a body
BONES: tuple[tuple[Landmark, Landmark], ...] = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    *(
        (Landmark(f"{side}_{upper}"), Landmark(f"{side}_{lower}"))
        for side in Side
        for upper, lower in (
            ("shoulder", "elbow"),
            ("elbow", "wrist"),
            ("shoulder", "hip"),
            ("hip", "knee"),
            ("knee", "ankle"),
            ("ankle", "heel"),
            ("heel", "foot_index"),
            ("ankle", "foot_index"),
        )
    ),
)
