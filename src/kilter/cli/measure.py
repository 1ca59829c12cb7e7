"""``kilter measure``: from a recorded walk to gait findings on both sides."""

from pathlib import Path
from typing import Annotated

import typer

from kilter.cli.options import Json, Output


def measure(
    recording: Annotated[Path, typer.Argument(help="A recorded walk: C3D or TRC with markers.")],
    output: Output = None,
    json: Json = False,
) -> None:
    """Measure a recorded walk: steps, hip and pelvis angles per side, with stride-to-stride error."""
    from kilter.adapters.files import write_atomically
    from kilter.adapters.recordings import read_recording
    from kilter.cli.show import console, show_walk
    from kilter.exchange.as_json import walk_to_json
    from kilter.motion.gait import assess_gait

    walk = assess_gait(read_recording(recording))
    if output is not None:
        write_atomically(output, walk_to_json(walk).encode())
    if json:
        typer.echo(walk_to_json(walk), nl=False)
    else:
        show_walk(console(), walk)
        if output is not None:
            typer.echo(f"Written: {output}")
