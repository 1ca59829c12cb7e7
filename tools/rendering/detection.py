"""Does MediaPipe find the rendered person, and how far are its landmarks from the true joint centres?

python -m tools.rendering.detection BUNDLE.task
"""

import sys
from pathlib import Path
from typing import Any, Final

import mediapipe
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision
from tools.rendering.arrays import Picture
from tools.rendering.bodies import BodyModel
from tools.rendering.preview import POSES, bodies, camera_on, put_on_floor, studio
from tools.rendering.scene import Scene, render

LANDMARKS: Final = {
    "nose": 0, "ear_left": 7, "ear_right": 8, "shoulder_left": 11, "shoulder_right": 12, "elbow_left": 13,
    "elbow_right": 14, "wrist_left": 15, "wrist_right": 16, "hip_left": 23, "hip_right": 24, "knee_left": 25,
    "knee_right": 26, "ankle_left": 27, "ankle_right": 28, "heel_left": 29, "heel_right": 30, "toe_left": 31,
    "toe_right": 32,
}  # fmt: skip
_SHOWN: Final = ("shoulder", "hip", "knee", "ankle")


def detector(bundle: Path) -> Any:
    """A landmarker for single pictures."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(bundle)), running_mode=vision.RunningMode.IMAGE
    )
    return vision.PoseLandmarker.create_from_options(options)


def found(landmarker: Any, picture: Picture) -> dict[str, np.ndarray[Any, np.dtype[np.float64]]] | None:
    """Where the landmarks are, each (2,) pixels; None where nobody was seen."""
    image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)
    result = landmarker.detect(image)
    if not result.pose_landmarks:
        return None
    size = np.array([picture.shape[1], picture.shape[0]])
    points = result.pose_landmarks[0]
    return {name: np.array([points[index].x, points[index].y]) * size for name, index in LANDMARKS.items()}


def main() -> None:
    """Print a table: pose, how often it was found, and errors in per cent of the stature in pixels."""
    landmarker = detector(Path(sys.argv[1]))
    models = [(BodyModel.load(shape), outfit) for shape, outfit in bodies()]
    print(f"{'pose':16s} found  " + " ".join(f"{joint:>9s}" for joint in _SHOWN) + "   median px")
    for name, pose in POSES.items():
        errors: list[list[float]] = []
        for model, outfit in models:
            body = put_on_floor(model, pose)
            camera = camera_on(body, pose)
            seen = found(landmarker, render(Scene(camera, body, studio(outfit))))
            if seen is None:
                continue
            true = {joint: camera.project(point[None])[0] for joint, point in body.joints.items()}
            errors.append(
                [
                    float(np.mean([np.linalg.norm(seen[f"{j}_{s}"] - true[f"{j}_{s}"]) for s in ("left", "right")]))
                    for j in _SHOWN
                ]
            )
        medians = np.median(errors, axis=0) if errors else np.full(len(_SHOWN), np.nan)
        print(f"{name:16s} {len(errors)} of {len(models)} " + " ".join(f"{value:9.1f}" for value in medians))


if __name__ == "__main__":
    main()
