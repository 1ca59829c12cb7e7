"""Make a set of truth clips: ``python -m tools.clips.make --first-seed 900000 -o build/clips/final``.

For each exercise and each test with a movement: good clips, and for those of the article one clip for each fault.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from tools.clips.acting import act, model_of
from tools.clips.looks import random_look
from tools.clips.plans import Performable, draw_plan, performables
from tools.clips.truth import write_clip
from tools.clips.watching import watched
from tools.rendering.arrays import Picture

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.pose_model.models import PoseModel
from kilter.knowledge.schema.movements import Focus

RATE_HZ = 15.0
WALKING_HZ = 30.0
"""Half of a step is over in a quarter of a second; an ordinary camera sees it at 30 pictures a second."""


def wanted(
    choices: tuple[Performable, ...], article: set[str], good: int
) -> Iterator[tuple[Performable, Focus | None]]:
    """What is shown, one after the other: the good ones first."""
    for number in range(good):
        for shown in choices:
            if number == 0 or shown.id in article:
                yield shown, None
    for shown in choices:
        if shown.id in article or shown.id.startswith("test_"):
            for focus in shown.performed.focus:
                if focus.fault or focus.signal == "lowering_time":
                    yield shown, focus


def filmed(pictures: Iterator[Picture], path: Path) -> Iterator[Picture]:
    """Pass pictures on, and write them into a film."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=int(RATE_HZ), options={"crf": "30", "preset": "slow"})
        stream.pix_fmt = "yuv420p"
        for picture in pictures:
            if not stream.codec_context.is_open:
                stream.height, stream.width = picture.shape[:2]
            film.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            yield picture
        film.mux(stream.encode(None))


def main() -> None:
    """Make those of the set that fall to this part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first-seed", type=int, required=True)
    parser.add_argument("--good", type=int, default=3)
    parser.add_argument("--part", type=int, default=0)
    parser.add_argument("--parts", type=int, default=1)
    parser.add_argument("--model", type=PoseModel, default=PoseModel.FULL)
    parser.add_argument("--only", help="ids, separated by commas")
    parser.add_argument("--video", action="store_true", help="keep the pictures too, as an MP4 beside each truth")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    catalogue = load_catalogue(None)
    choices = performables(catalogue)
    if options.only:
        choices = tuple(shown for shown in choices if shown.id in options.only.split(","))
    article = {exercise.id for exercise in catalogue.exercises.values() if exercise.from_article}
    for number, (shown, fault) in enumerate(wanted(choices, article, options.good)):
        path = options.output / f"{number:04d}_{shown.id}_{fault.id if fault else 'good'}.npz"
        if number % options.parts != options.part or path.exists():
            continue
        seed = options.first_seed + number
        plan = draw_plan(
            seed,
            shown,
            repetitions=3 if fault is None and not shown.holds else (2 if fault and not shown.holds else 1),
            fault=fault,
        )
        rate_hz = WALKING_HZ if shown.id == "test_gait" else RATE_HZ
        acted = act(plan, shown, rate_hz, model_of(plan))
        look = random_look(np.random.default_rng(seed + 7))
        pictures = acted.pictures(look)
        if options.video:
            pictures = filmed(pictures, path.with_suffix(".mp4"))
        write_clip(watched(acted, pictures, options.model), path)
        print(path.name, flush=True)


if __name__ == "__main__":
    main()
