"""``kilter backup`` and ``kilter restore``: all that is kept, in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from kilter.cli.options import Json, RecordFile


def backup(
    file: Annotated[
        Path | None, typer.Argument(help="The archive to write; without it one with today's date, in this folder.")
    ] = None,
    record: RecordFile = None,
    json: Json = False,
) -> None:
    """Back up all that is kept, the record and the web app's database, into one file; both may be in use."""
    from kilter.adapters.backup import Places, back_up
    from kilter.adapters.clock import now
    from kilter.cli.keeping import record_path
    from kilter.exchange.as_json import to_json

    at = now()
    into = file if file is not None else Path(f"kilter-backup-{at:%Y-%m-%d-%H%M%S}.zip")
    manifest = back_up(into, Places.here(record_path(record)), at)
    if json:
        typer.echo(to_json({"file": str(into), **manifest.model_dump(mode="json")}), nl=False)
        return
    held = ", ".join(part.name for part in manifest.parts)
    typer.echo(f"Written: {into} ({held}). It holds personal data, unencrypted: keep it where only you can read it.")


def restore(
    file: Annotated[Path, typer.Argument(help="The archive that “kilter backup” wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of what is kept now, which is backed up first.")
    ] = False,
    record: RecordFile = None,
    json: Json = False,
) -> None:
    """Put a backup back, once all of it was found whole; everyone who was signed in signs in again."""
    from kilter.adapters import backup as backups
    from kilter.adapters.clock import now
    from kilter.cli.keeping import record_path
    from kilter.exchange.as_json import to_json

    manifest, kept = backups.restore(file, backups.Places.here(record_path(record)), now(), replace=replace)
    if json:
        said = {"file": str(file), "before": [str(each) for each in kept], **manifest.model_dump(mode="json")}
        typer.echo(to_json(said), nl=False)
        return
    typer.echo(
        f"Restored from {file}, as of {manifest.at:%Y-%m-%d %H:%M}: {', '.join(p.name for p in manifest.parts)}."
    )
    if kept:
        typer.echo(f"What was there before is in {' and '.join(map(str, kept))}.")
