"""Options and arguments that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from kilter.adapters.pose_model.models import PoseModel

MOST_WORKERS = 16

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Knowledge = Annotated[
    Path | None,
    typer.Option("--knowledge", metavar="DIR", help="A folder of your own knowledge, over the shipped one."),
]
RecordFile = Annotated[
    Path | None,
    typer.Option(
        "--record", metavar="FILE", help="The record; without it KILTER_RECORD, or the one in your data folder."
    ),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write JSON to this file too.")]
Minutes = Annotated[float | None, typer.Option("--minutes", help="Minutes a session.")]
Days = Annotated[int | None, typer.Option("--days", help="Sessions a week.")]
EquipmentList = Annotated[
    str | None,
    typer.Option("--equipment", metavar="A,B", help="What there is beyond a household, for example mini_band,box."),
]
WithoutList = Annotated[
    str | None, typer.Option("--without", metavar="A,B", help="Equipment or exercises to leave out.")
]
CannotList = Annotated[
    str | None, typer.Option("--cannot", metavar="A,B", help="Positions you cannot take, for example kneeling.")
]
ExtraSet = Annotated[
    bool | None, typer.Option("--extra-set/--no-extra-set", help="One more set on a clearly weaker side.")
]
Model = Annotated[PoseModel, typer.Option("--model", help="Size of the pose model, for a video.")]
Workers = Annotated[
    int, typer.Option("--workers", min=1, max=MOST_WORKERS, help="Processes that share a longer video.")
]
RateHz = Annotated[float | None, typer.Option("--rate-hz", help="Frames a second, for keypoints that count frames.")]
Picture = Annotated[
    str | None,
    typer.Option("--picture", metavar="WxH", help="Size of the picture, for keypoints that are shares of it."),
]


def split(text: str | None) -> tuple[str, ...] | None:
    """A comma-separated list as its parts; None stays None."""
    return None if text is None else tuple(part.strip() for part in text.split(",") if part.strip())
