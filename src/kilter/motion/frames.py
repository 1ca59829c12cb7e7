"""One frame of landmarks, as a camera delivers it: what a coach receives, live or replayed."""

from dataclasses import dataclass

from kilter.motion.filters import Array


@dataclass(frozen=True, slots=True, eq=False)
class LandmarkFrame:
    """The landmarks of one picture.

    Args:
        t_s: seconds; need not be regular, and may arrive late or twice.
        image_px: (33, 2) pixels, x right and y down in the upright picture, in BlazePose's order; None when no person
            was found.
        world_m: (33, 3) metres, x right in the picture, y down, z away from the camera, origin midway between the
            hips; None when no person was found or the source has no depth.
        visibility: (33,) from 0 to 1.
        width_px, height_px: size of the picture.
    """

    t_s: float
    image_px: Array | None
    world_m: Array | None
    visibility: Array | None
    width_px: int
    height_px: int
