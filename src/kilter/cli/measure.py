"""``kilter measure``: from a recorded movement to joint centres, angles, and the findings of a walk."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kilter.adapters.pose_model.models import PoseModel
from kilter.cli.options import Json, Knowledge, Model, Picture, RateHz, Workers
from kilter.errors import Problem, UsageError

if TYPE_CHECKING:
    from kilter.adapters.movement_files import Kind


def measure(
    recording: Annotated[
        Path,
        typer.Argument(
            help="A video; C3D or TRC with markers; or keypoints: COCO-17, Halpe-26 or OpenPose JSON, OpenPose's "
            "folder, a CSV of MediaPipe landmarks, a landmarks.parquet. Told apart by what they hold."
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="Write the columns into this folder.")
    ] = None,
    overlay: Annotated[bool, typer.Option("--overlay", help="Also write the video with the skeleton on it.")] = False,
    model: Model = PoseModel.FULL,
    workers: Workers = 2,
    height_m: Annotated[
        float | None,
        typer.Option("--height-m", help="How tall the person is, for a video or keypoints; 1.7 if not given."),
    ] = None,
    rate_hz: RateHz = None,
    picture: Picture = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Measure a recorded movement: joint centres, named angles, what was not assessed; of a walk also its steps."""
    from kilter import __version__
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.adapters.movement_files import Kind, kind_of, write_movement
    from kilter.adapters.pose_model.lifters import load_lifters
    from kilter.adapters.recordings import read_recording
    from kilter.cli.loading import load_landmarks
    from kilter.cli.show.movement import show_movement
    from kilter.cli.show.progress import counting
    from kilter.cli.show.screen import console
    from kilter.exchange.as_json import to_json
    from kilter.services.movement import measure_landmarks, measure_markers
    from kilter.services.movement_summary import summary

    kind = kind_of(recording)
    _check_options(kind, output, overlay=overlay, height_m=height_m, counts=(rate_hz, picture))
    if kind is Kind.MARKERS:
        markers = read_recording(recording)
        measured = measure_markers(markers, load_catalogue(knowledge))
    else:
        lifters = load_lifters()
        landmarks = load_landmarks(recording, model=model, workers=workers, rate_hz=rate_hz, picture=picture)
        measured = measure_landmarks(landmarks, lifters.deep, lifters.flat, height_m)
    used = model.value if kind is Kind.VIDEO else None
    told = to_json(summary(measured, file=recording.name, kind=kind.value, version=__version__, model=used))
    written: tuple[Path, ...] = ()
    if output is not None:
        recorded = markers if kind is Kind.MARKERS else landmarks
        with counting("Drawing", wanted=overlay) as progress:
            written = write_movement(output, measured, recorded, told, recording if overlay else None, progress)
    if json:
        typer.echo(told, nl=False)
        return
    show_movement(console(), measured, recording.name)
    for path in written:
        typer.echo(f"Written: {path}")


def _check_options(
    kind: "Kind",
    output: Path | None,
    *,
    overlay: bool,
    height_m: float | None,
    counts: tuple[float | None, str | None],
) -> None:
    """Refuse options that would be passed over in silence, all of them at once."""
    from kilter.adapters.movement_files import Kind

    wrong = []
    if overlay and kind is not Kind.VIDEO:
        wrong.append(Problem("--overlay", "There is no picture to draw on.", "Leave it out, or name the video."))
    if overlay and output is None:
        wrong.append(Problem("--overlay", "It is not said where to write it.", "Name a folder with -o."))
    if height_m is not None and kind is Kind.MARKERS:
        wrong.append(Problem("--height-m", "Markers are in metres already.", "Leave it out."))
    if counts != (None, None) and kind is not Kind.KEYPOINTS:
        what = "The recording itself says what these are."
        wrong.append(Problem("--rate-hz, --picture", what, "Leave them out; they are for keypoints."))
    if wrong:
        raise UsageError(*wrong)
