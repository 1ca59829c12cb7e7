"""``kilter measure``: from a recorded walk to gait findings on both sides."""

from pathlib import Path
from typing import Annotated

import typer

from kilter.cli.options import Json, Knowledge, Output


def measure(
    recording: Annotated[Path, typer.Argument(help="A recorded walk: C3D or TRC with markers.")],
    output: Output = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Measure a recorded walk: steps, hip and pelvis angles per side, with stride-to-stride error."""
    from kilter.adapters.files import write_atomically
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.adapters.recordings import read_recording
    from kilter.cli.show.screen import console
    from kilter.cli.show.walk import show_walk
    from kilter.exchange.as_json import walk_to_json
    from kilter.motion.gait import assess_gait
    from kilter.services.measure import compare_walk

    walk = assess_gait(read_recording(recording))
    comparisons = compare_walk(walk, load_catalogue(knowledge))
    if output is not None:
        write_atomically(output, walk_to_json(walk, comparisons).encode())
    if json:
        typer.echo(walk_to_json(walk, comparisons), nl=False)
    else:
        show_walk(console(), walk, comparisons)
        if output is not None:
            typer.echo(f"Written: {output}")
