"""From where a movement is watched, in words."""

from kilter.knowledge.schema.movements import Performed


def watching(performed: Performed) -> str:
    """From where it is watched, in a sentence.

    Args:
        performed: an exercise or a test before a camera.
    """
    camera = performed.camera
    return f"Watched from the {camera.facing}, the camera {camera.height_m:g} m above the floor."
