"""``kilter today``: what to do now, and why."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import typer

from kilter.cli.dates import OnDay
from kilter.cli.options import Json, Knowledge, RecordFile

if TYPE_CHECKING:
    from kilter.screening.retest import DueTest
    from kilter.services.record.record import Record


def today(on: OnDay = None, record: RecordFile = None, knowledge: Knowledge = None, json: Json = False) -> None:
    """Show what to do now: the session with its doses side by side, what changed, and why."""
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.cli.dates import day_of
    from kilter.cli.keeping import open_record
    from kilter.services.record.day import day_of as asked_on

    wanted = day_of(on)
    kept = open_record(record, load_catalogue(knowledge))
    day = asked_on(kept, wanted)
    tests = _due(kept, wanted)
    if json:
        from kilter.exchange.as_json import to_json

        typer.echo(to_json({"day": day, "tests": tests}), nl=False)
        return
    from kilter.cli.show.day import show_day
    from kilter.cli.show.screen import console

    show_day(console(), day, {one.test: kept.catalogue.tests[one.test].name for one in tests})


def _due(kept: "Record", on: date) -> "tuple[DueTest, ...]":
    """The tests that are due; nothing is loaded for them before the first may be."""
    rules = kept.catalogue.retest_rules
    first = kept.state.start.on + timedelta(weeks=rules.checkpoints[0].after.value)
    if on < first - timedelta(days=rules.window_days.value):
        return ()
    from kilter.screening.retest import DueStatus
    from kilter.services.record.retest import due_tests, story_of
    from kilter.services.screen import Screener

    plan = due_tests(story_of(kept, Screener.of(kept.catalogue)), kept.catalogue, on)
    return tuple(one for one in plan.due if one.status in {DueStatus.DUE, DueStatus.OVERDUE})
