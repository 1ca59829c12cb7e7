"""``kilter coach``: watch a recorded set as the live coach would."""

from pathlib import Path
from typing import Annotated

import typer

from kilter.adapters.pose_model.models import PoseModel
from kilter.body.sides import Side
from kilter.cli.options import Json, Knowledge, Model, Picture, RateHz, RecordFile, Workers
from kilter.errors import Problem, UsageError


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
    log: Annotated[
        bool, typer.Option("--log", help="Also log the set in the record, at the level that is asked for today.")
    ] = False,
    reserve: Annotated[
        int | None, typer.Option("--reserve", min=0, max=20, help="With --log: repetitions that were left.")
    ] = None,
    pain: Annotated[int | None, typer.Option("--pain", min=0, max=10, help="With --log: pain during the set.")] = None,
    record: RecordFile = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Count and correct a recorded set: repetitions, holds, faults, and what was not assessed."""
    from kilter.adapters.clock import today
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.adapters.pose_model.lifters import load_lifters
    from kilter.cli.keeping import open_record
    from kilter.cli.loading import load_landmarks
    from kilter.cli.show.screen import console
    from kilter.cli.show.set import show_set
    from kilter.cli.telling import as_plain, keep_coached, tell
    from kilter.errors import CaptureError
    from kilter.exchange.as_json import to_json
    from kilter.services.coaching import check_side, coach_recording, coachable
    from kilter.services.record.camera import Told, coached_set
    from kilter.services.record.log_file import asked_level

    if not log and (reserve, pain, record) != (None, None, None):
        raise UsageError(Problem("--reserve, --pain, --record", "These go with --log.", "Add it, or leave them out."))
    catalogue = load_catalogue(knowledge)
    kept = open_record(record, catalogue) if log else None
    if kept is not None and level is None and exercise in kept.state.start.ladders:
        sides = kept.state.start.ladders[exercise].sides
        level = asked_level(kept.state, today(), exercise, side or sides[0], kept.book)
    what = coachable(catalogue, exercise, level)
    check_side(what, side)
    # the coach knows which leg works and reads mixed-up legs by that
    recording = load_landmarks(video, model=model, workers=workers, rate_hz=rate_hz, picture=picture, mend=False)
    done = coach_recording(recording, what, load_lifters(), side)
    try:
        done.check()
    except CaptureError as error:
        raise CaptureError(*(Problem(str(video), each.what, each.mend) for each in error.problems)) from None
    if not json:
        show_set(console(), done, what, recording.notes)
    summary = done.summary.as_json()
    if kept is not None:
        sets, decided = keep_coached(coached_set(done.summary), Told(reserve, pain or 0), today(), kept)
        summary |= as_plain(sets, decided, kept)
        if not json:
            tell(sets, decided, kept, as_json=False)
    if json:
        typer.echo(to_json(summary), nl=False)
