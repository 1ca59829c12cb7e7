"""Render what the lifter learns from: ``python -m tools.lifter.render --clips 2000 -o build/lifter/0.npz``.

Every clip is drawn from its own seed, and the pose model looks at a few moments of it, each for itself: another moment
of the same clip teaches less than another exercise in another room. A person does a few clips one after the other, and
bodies come from a pool, as making and dressing one costs more than a clip. What is written are landmarks' features and
truth, not pictures.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from mediapipe import Image, ImageFormat
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode
from numpy.typing import NDArray
from tools.clips.acting import act, shape_of
from tools.clips.looks import random_look
from tools.clips.plans import Performable, draw_person, draw_training_plan, performables
from tools.rendering.arrays import Picture
from tools.rendering.bodies import BodyModel

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.pose_model.models import PoseModel, find_bundle
from kilter.motion.pose.features import FULL, features
from kilter.motion.pose.lifting import NORMAL_HEIGHT_M

MOMENTS_HZ = 2.5
BODIES = 240
CLIPS_A_PERSON = 6
_POOL_SEED = 77_000_000
_SAVED_EVERY = 100
Part = dict[str, NDArray[np.generic]]


def landmarker(model: PoseModel) -> PoseLandmarker:
    """The pose model for single pictures."""
    return PoseLandmarker.create_from_options(
        PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(find_bundle(model)), delegate=BaseOptions.Delegate.CPU),
            running_mode=RunningMode.IMAGE,
            num_poses=1,
        )
    )


def clip_of(seed: int, choices: Sequence[Performable], looking: PoseLandmarker) -> Part:
    """Landmarks' features and truth of one training clip.

    Returns:
        ``features`` (T, F), ``points`` (T, 18, 3) metres of a body 1.7 m tall before the camera, ``up`` (T, 3),
        ``seen`` (T,), ``shown`` (T,), ``side`` (T,) that works first.
    """
    plan = draw_training_plan(seed, choices)
    whose = seed // CLIPS_A_PERSON
    shown = next(choice for choice in choices if choice.id == plan.shown)
    acted = act(plan, shown, MOMENTS_HZ, _body(whose % BODIES))
    look = random_look(np.random.default_rng(seed + 5))
    pictures = acted.pictures(replace(look, outfit=random_look(np.random.default_rng(whose)).outfit))
    described = [_described(looking, picture) for picture in pictures]
    frames = len(described)
    return {
        "features": np.array([np.zeros(FULL) if row is None else row for row in described], dtype=np.float32),
        "points": (acted.points_before_camera() * (NORMAL_HEIGHT_M / acted.stature_m)).astype(np.float32),
        "up": np.tile(acted.up_before_camera(), (frames, 1)).astype(np.float32),
        "seen": np.array([row is not None for row in described]),
        "shown": np.full(frames, plan.shown),
        "side": np.full(frames, str(plan.side)),
    }


@lru_cache(maxsize=8)
def _body(number: int) -> BodyModel:
    """One body of the pool."""
    return BodyModel.load(shape_of(draw_person(np.random.default_rng(_POOL_SEED + number))))


def _described(looking: PoseLandmarker, picture: Picture) -> NDArray[np.float64] | None:
    found = looking.detect(Image(image_format=ImageFormat.SRGB, data=np.ascontiguousarray(picture)))
    if not found.pose_landmarks:
        return None
    height, width = picture.shape[:2]
    flat = np.array([(point.x * width, point.y * height) for point in found.pose_landmarks[0]])
    world = np.array([(point.x, point.y, point.z) for point in found.pose_world_landmarks[0]])
    visibility = np.array([point.visibility for point in found.pose_landmarks[0]])
    described: NDArray[np.float64] = features(flat[None], world[None], visibility[None], width, height)[0]
    return described


def main() -> None:
    """Render and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=int, required=True)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--model", type=PoseModel, default=PoseModel.FULL)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    choices = performables(load_catalogue(None))
    parts: list[Part] = []
    with landmarker(options.model) as looking:
        for number in range(options.clips):
            part = clip_of(options.first_seed + number, choices, looking)
            parts.append({**part, "clip": np.full(len(part["seen"]), number)})
            if number % _SAVED_EVERY == _SAVED_EVERY - 1 or number == options.clips - 1:
                print(f"{number + 1} of {options.clips} clips", flush=True)
                _write(parts, options.output)


def _write(parts: list[Part], output: Path) -> None:
    output.parent.mkdir(parents=True, exist_ok=True)
    aside = output.with_suffix(".part.npz")
    joined: dict[str, Any] = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    np.savez_compressed(aside, **joined)
    aside.replace(output)


if __name__ == "__main__":
    main()
