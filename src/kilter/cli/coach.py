"""``kilter coach``: watch a recorded set as the live coach would."""

from pathlib import Path
from typing import Annotated

import typer

from kilter.adapters.pose_model.models import PoseModel
from kilter.body.sides import Side
from kilter.cli.options import Json, Knowledge, Model, Picture, RateHz, Workers


def coach(
    exercise: Annotated[str, typer.Argument(help="The id of an exercise, or of a test that is done before a camera.")],
    video: Annotated[
        Path,
        typer.Argument(help="A video, or keypoints of another program: whatever “kilter measure” takes but markers."),
    ],
    side: Annotated[
        Side | None, typer.Option("--side", help="The working side; told from the movement if not given.")
    ] = None,
    level: Annotated[
        str | None, typer.Option("--level", metavar="ID", help="The level that is done; the usual one if not given.")
    ] = None,
    model: Model = PoseModel.FULL,
    workers: Workers = 2,
    rate_hz: RateHz = None,
    picture: Picture = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Count and correct a recorded set: repetitions, holds, faults, and what was not assessed."""
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.adapters.pose_model.lifters import load_lifters
    from kilter.cli.loading import load_landmarks
    from kilter.cli.show.screen import console
    from kilter.cli.show.set import show_set
    from kilter.errors import CaptureError, Problem
    from kilter.exchange.as_json import to_json
    from kilter.services.coaching import check_side, coach_recording, coachable

    what = coachable(load_catalogue(knowledge), exercise, level)
    check_side(what, side)
    # the coach knows which leg works and reads mixed-up legs by that
    recording = load_landmarks(video, model=model, workers=workers, rate_hz=rate_hz, picture=picture, mend=False)
    done = coach_recording(recording, what, load_lifters(), side)
    try:
        done.check()
    except CaptureError as error:
        raise CaptureError(*(Problem(str(video), each.what, each.mend) for each in error.problems)) from None
    if json:
        typer.echo(to_json(done.summary.as_json()), nl=False)
    else:
        show_set(console(), done, what, recording.notes)
