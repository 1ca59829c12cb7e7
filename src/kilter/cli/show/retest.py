"""Re-tests on a terminal: what is due, and what has changed."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.markup import escape

from kilter.cli.show.screen import table
from kilter.knowledge.catalogue import Catalogue
from kilter.screening.retest import DueStatus, RetestPlan
from kilter.screening.trend import Change, Course, MeasureTrend

_STATUS = {
    DueStatus.DUE: "[bold]due[/]",
    DueStatus.OVERDUE: "[bold]overdue[/]",
    DueStatus.LATER: "later",
    DueStatus.DONE: "done",
}
_NOW = frozenset({DueStatus.DUE, DueStatus.OVERDUE})
_COURSE = {
    Course.BETTER: "better",
    Course.WORSE: "worse",
    Course.NO_CHANGE: "no change",
    Course.CANNOT_TELL: "cannot tell",
}


def show_due(console: Console, plan: RetestPlan, catalogue: Catalogue, today: date) -> None:
    """Show which tests are due and why, and what no test can show."""
    if not plan.due:
        console.print("No test is planned: nothing that was found can be followed by a test at hand.")
    else:
        rows = table("When", "Test", "Minutes", "Why")
        for due in plan.due:
            when = f"{due.due}\n{_STATUS[due.status]}"
            why = escape(due.why) if due.status in _NOW else ""
            rows.add_row(when, escape(catalogue.tests[due.test].name), f"{due.minutes:g}", why)
        console.print(rows)
        if any(due.status in _NOW for due in plan.due):
            console.print("Enter what they give with “kilter retest --ask”, or from a file: “kilter retest FILE”.")
        else:
            console.print(f"Nothing is due on {today}.")
    for untold in plan.untold:
        sides = " and ".join(side.value for side in untold.sides)
        name = catalogue.impairments[untold.impairment].name + (f", {sides}" if sides else "")
        console.print(f"[dim]{escape(name)}: {escape(untold.why)}[/]")


def show_trends(console: Console, trends: Sequence[MeasureTrend], catalogue: Catalogue) -> None:
    """Show what became of each measure: each side, and the difference between them."""
    rows = table("Measure", "Left", "Right", "Since the first time", "The sides")
    for trend in trends:
        measure = catalogue.tests[trend.test].measure(trend.measure)
        left, right = (f"{points[-1].value:g} {trend.unit.sign}" if points else "not tested" for points in trend.sides)
        changes = trend.change
        since = f"left {_word(changes.left)}, right {_word(changes.right)}" if trend.sided else _word(changes.left)
        apart = trend.asymmetry_change
        sides = (
            ""
            if apart is None
            else {Course.BETTER: "closer", Course.WORSE: "further apart"}.get(apart.course, _COURSE[apart.course])
        )
        rows.add_row(escape(measure.name), left, right if trend.sided else "", since, sides)
    console.print(rows)
    for trend in trends:
        console.print(f"[dim]{escape(trend.reason)}[/]")


def _word(change: Change | None) -> str:
    return "first time" if change is None else _COURSE[change.course]
