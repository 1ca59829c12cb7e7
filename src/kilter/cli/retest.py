"""``kilter retest``: which tests to repeat and when, and taking in what they gave."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kilter.cli.options import Json, Knowledge, RecordFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kilter.knowledge.documents import Document
    from kilter.services.record.retest import Story
    from kilter.services.screen import Screener


def retest(
    file: Annotated[Path | None, typer.Argument(help="A file of tests done again; without it, what is due.")] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask for the results of the tests that are due, one by one.")
    ] = False,
    test: Annotated[list[str] | None, typer.Option("--test", metavar="ID", help="With --ask: these tests.")] = None,
    record: RecordFile = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Show which tests are due; take in their results, and tell what changed beyond the error."""
    from kilter.adapters.clock import today as today_here
    from kilter.cli.keeping import new_moment, open_record
    from kilter.cli.loading import load_screener, movement_test_reader, walk_reader
    from kilter.cli.show.retest import show_due, show_trends
    from kilter.cli.show.screen import console
    from kilter.exchange.as_json import to_json
    from kilter.services.record.retest import due_tests, read_retest, retested, story_of, trends_in

    screener = load_screener(knowledge)
    kept = open_record(record, screener.catalogue)
    today = today_here()
    story = story_of(kept, screener)
    document = _read(file) if file is not None else _asked(story, screener, test) if ask else None
    if document is None:
        plan = due_tests(story, screener.catalogue, today)
        if json:
            typer.echo(to_json({"due": plan.due, "untold": plan.untold}), nl=False)
        else:
            show_due(console(), plan, screener.catalogue, today)
        return
    folder = file.parent if file is not None else Path()
    entries = read_retest(
        document, kept, screener, today, walk_reader(folder), movement_test_reader(folder, screener.catalogue)
    )
    log = retested(kept, screener, entries, today, document)
    decided = kept.log(log, new_moment())
    story = story_of(kept, screener)
    tested = {entry.test for entry in entries}
    trends = [trend for trend in trends_in(story, screener.catalogue) if trend.test in tested]
    if json:
        said = [{"rule": one.decision.rule, "say": one.say} for one in decided]
        typer.echo(to_json({"trends": trends, "decisions": said}), nl=False)
        return
    show_trends(console(), trends, screener.catalogue)
    for one in decided:
        console().print(one.say)


def _read(file: Path) -> "Document":
    from kilter.adapters.files import read_text
    from kilter.knowledge.documents import read_document

    return read_document(read_text(file), str(file))


def _asked(story: "Story", screener: "Screener", wanted: "Iterable[str] | None") -> "Document":
    """Ask for the results of the tests that are due, or of those named.

    Raises:
        UsageError: none is due, or a named test is not known.
    """
    from kilter.adapters.clock import today as today_here
    from kilter.cli.asking import ask_tests
    from kilter.errors import Problem, UsageError
    from kilter.knowledge.documents import Document
    from kilter.knowledge.references import suggest
    from kilter.screening.retest import DueStatus
    from kilter.services.record.retest import due_tests

    tests = screener.catalogue.tests
    unknown = [name for name in wanted or () if name not in tests]
    if unknown:
        raise UsageError(*(Problem("--test", f"There is no test “{name}”.", suggest(name, tests)) for name in unknown))
    plan = due_tests(story, screener.catalogue, today_here())
    now = [due.test for due in plan.due if due.status in {DueStatus.DUE, DueStatus.OVERDUE}]
    chosen = list(dict.fromkeys(wanted or now))
    if not chosen:
        raise UsageError(Problem("retest", "No test is due.", "Name one with --test ID."))
    return Document("your answers", {"kilter_retest": 1, "tests": ask_tests(chosen, screener)}, {})
