"""What commands say about something that was logged; a coached set is kept here, for the two commands that do."""

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import partial

import typer

from kilter.cli.keeping import new_moment
from kilter.cli.show.record import show_decided
from kilter.cli.show.screen import console
from kilter.exchange.as_json import to_json
from kilter.programme.progression.logs import Log, SetDone
from kilter.programme.progression.state import TrainingState
from kilter.services.record.camera import CoachedSet, Told, sets_of
from kilter.services.record.events import Decided, plain
from kilter.services.record.record import Entry, Record
from kilter.services.record.telling import told_of
from kilter.services.record.words import words_of_log


def tell(logs: Sequence[Log], decided: Sequence[Decided], kept: Record, *, as_json: bool) -> None:
    """Say what was kept and what followed from it."""
    if as_json:
        typer.echo(to_json(as_plain(logs, decided, kept)), nl=False)
        return
    if not logs:
        typer.echo("This set is logged already; nothing was added.")
    for one in logs:
        typer.echo(f"Logged: {words_of_log(one, kept.state, kept.catalogue)}")
    show_decided(console(), decided, kept.catalogue)


def as_plain(logs: Sequence[Log], decided: Sequence[Decided], kept: Record) -> dict[str, object]:
    """What was kept and what followed from it, for JSON."""
    return {"logged": [plain(one) for one in logs], "decided": [told_of(one, kept.catalogue) for one in decided]}


def keep_coached(
    coached: CoachedSet, told: Told, day: date, kept: Record
) -> tuple[tuple[SetDone, ...], tuple[Decided, ...]]:
    """Log a coached set, both sides together where both worked; the same one of the same day is taken in once.

    Returns:
        the sets that were kept, none if they were there already, and what followed from them.
    """
    sets = sets_of(coached, told, kept.state, day, kept.book)
    content = hashlib.sha256(f"{day} {coached.model_dump_json()}".encode()).hexdigest()[:32]
    entries = [Entry(f"coach-{content}-{n}", "set", partial(_as_is, one)) for n, one in enumerate(sets)]
    new, decided = kept.log_together(entries, new_moment().at)
    return sets if new else (), decided


def _as_is(log: Log, _: TrainingState) -> Log:
    return log
