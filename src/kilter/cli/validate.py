"""``kilter validate``: hold the shipped knowledge, or a folder of one's own over it, against every rule."""

from pathlib import Path
from typing import Annotated

import typer

from kilter.cli.options import Json


def validate(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="A folder of your own knowledge; the shipped one if left out."),
    ] = None,
    schemas: Annotated[
        Path | None, typer.Option("--schemas", metavar="DIR", help="Write JSON Schemas for editors into this folder.")
    ] = None,
    json: Json = False,
) -> None:
    """Check knowledge files: shape, ids, references, citations; every fault at once, with file, line and mend."""
    from kilter.adapters.files import make_folder, write_atomically
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.exchange.as_json import to_json
    from kilter.knowledge.catalogue import KINDS
    from kilter.services.schemas import json_schemas

    catalogue = load_catalogue(folder)
    counts = {kind: len(getattr(catalogue, kind)) for kind in KINDS}
    if schemas is not None:
        target = make_folder(schemas)
        for name, schema in json_schemas().items():
            write_atomically(target / f"{name}.schema.json", to_json(schema).encode())
    if json:
        typer.echo(to_json({"valid": True, "entries": counts}), nl=False)
        return
    typer.echo("Everything holds: " + ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in counts.items()))
    if schemas is not None:
        typer.echo(f"Schemas written: {schemas}")
