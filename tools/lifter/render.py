"""Render clips and run the pose model over them: ``python -m tools.lifter.render --clips 500 -o build/lifter/0.npz``.

Every clip is drawn from its own seed. Bodies come from a pool, so that making them costs little. What is written are
landmarks and truth, not pictures.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.pose_model.estimator import PoseEstimator
from kilter.adapters.pose_model.models import PoseModel
from kilter.motion.pose.features import FULL, features
from kilter.motion.pose.lifting import NORMAL_HEIGHT_M
from tools.clips.acting import act, model_of
from tools.clips.plans import draw_person, draw_training_plan, performables
from tools.clips.looks import random_look

RATE_HZ = 8.0
BODIES = 240
_POOL_SEED = 77_000_000


def rendered_clip(seed: int, choices, model: PoseModel) -> dict[str, np.ndarray]:  # type: ignore[no-untyped-def, type-arg]
    """Landmarks' features and truth of one training clip.

    Returns:
        ``features`` (T, F), ``points`` (T, 18, 3) metres of a body 1.7 m tall before the camera, ``up`` (T, 3),
        ``seen`` (T,).
    """
    plan = draw_training_plan(seed, choices)
    plan = replace(plan, person=draw_person(np.random.default_rng(_POOL_SEED + seed % BODIES)))
    shown = next(choice for choice in choices if choice.id == plan.shown)
    acted = act(plan, shown, RATE_HZ, model_of(plan))
    width, height = acted.camera.width_px, acted.camera.height_px
    described, seen = [], []
    with PoseEstimator(model) as estimator:
        for number, picture in enumerate(acted.pictures(random_look(np.random.default_rng(seed + 5)))):
            found = estimator.find(picture, number / RATE_HZ)
            seen.append(len(found) > 0)
            body = found[0].astype(np.float64) if len(found) else np.zeros((33, 6))
            described.append(
                features((body[:, :2] * (width, height))[None], body[None, :, 2:5], body[None, :, 5], width, height)[0]
            )
    frames = len(seen)
    return {
        "features": np.array(described, dtype=np.float32).reshape(frames, FULL),
        "points": (acted.points_before_camera() * (NORMAL_HEIGHT_M / acted.stature_m)).astype(np.float32),
        "up": np.tile(acted.up_before_camera(), (frames, 1)).astype(np.float32),
        "seen": np.array(seen),
    }


def main() -> None:
    """Render and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=int, required=True)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--model", type=PoseModel, default=PoseModel.FULL)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    choices = performables(load_catalogue(None))
    parts: list[dict[str, np.ndarray]] = []  # type: ignore[type-arg]
    for number in range(options.clips):
        seed = options.first_seed + number
        part = rendered_clip(seed, choices, options.model)
        part["clip"] = np.full(len(part["seen"]), number)
        part["shown"] = np.full(len(part["seen"]), draw_training_plan(seed, choices).shown)
        parts.append(part)
        if number % 100 == 99:
            print(f"{number + 1} of {options.clips} clips", flush=True)
            _write(parts, options.output)
    _write(parts, options.output)


def _write(parts, output: Path) -> None:  # type: ignore[no-untyped-def]
    output.parent.mkdir(parents=True, exist_ok=True)
    aside = output.with_suffix(".part.npz")
    np.savez_compressed(aside, **{name: np.concatenate([part[name] for part in parts]) for name in parts[0]})
    aside.replace(output)


if __name__ == "__main__":
    main()
