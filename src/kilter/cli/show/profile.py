"""The profile on a terminal: triage, findings, impairments with reasons, what to test next."""

import typer
from rich.console import Console
from rich.markup import escape

from kilter.body.sides import Side
from kilter.cli.exits import STOPPED_BY_TRIAGE
from kilter.cli.show.screen import table
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.safety import Triage
from kilter.screening.findings import Finding, Level, Value, Verdict
from kilter.screening.profile import Band, ImpairmentView, Judgement, Profile, Reason

TRIAGE_STYLES = {
    Triage.EMERGENCY: "bold white on red",
    Triage.SEE_PROFESSIONAL: "bold red",
    Triage.GO_WITH_CARE: "bold yellow",
    Triage.GO: "bold green",
}
BAND_STYLES = {Band.LIKELY: "bold red", Band.POSSIBLE: "yellow", Band.UNLIKELY: "cyan", Band.NOT_ASSESSED: "dim"}
MOST_REASONS = 3


def show_profile(console: Console, profile: Profile, catalogue: Catalogue) -> None:
    """Show a profile; where triage stops, only that and the letter."""
    if profile.triage.stops:
        show_stop(console, profile, catalogue)
        return
    _triage(console, profile)
    if profile.findings:
        _findings(console, profile, catalogue)
    _not_read(console, profile, catalogue)
    _impairments(console, profile, catalogue)
    _next_tests(console, profile, catalogue)


def show_stop(console: Console, profile: Profile, catalogue: Catalogue) -> None:
    """Show that the road ends here, and the letter to take along."""
    from kilter.adapters.clock import today
    from kilter.exchange.report import build_report, letter_lines

    _triage(console, profile)
    console.rule("Letter", align="left")
    letter = build_report(profile, None, catalogue, made_on=today()).letter
    for line in letter_lines(letter) if letter else ():
        console.print(escape(line))


def end_at_stop(profile: Profile, catalogue: Catalogue, *, as_json: bool) -> None:
    """Where triage stops, tell so and end the command; else do nothing.

    Raises:
        typer.Exit: triage stops.
    """
    from kilter.cli.show.screen import console
    from kilter.exchange.as_json import to_json

    if not profile.triage.stops:
        return
    if as_json:
        typer.echo(to_json({"triage": profile.triage}), nl=False)
    else:
        show_stop(console(), profile, catalogue)
    raise typer.Exit(STOPPED_BY_TRIAGE)


def _triage(console: Console, profile: Profile) -> None:
    result = profile.triage
    console.print(f"[{TRIAGE_STYLES[result.level]}]{escape(result.headline)}[/]")
    console.print(escape(result.advice))
    for reason in result.reasons:
        console.print(f"  • {escape(reason.say)}")
    console.print()


def _findings(console: Console, profile: Profile, catalogue: Catalogue) -> None:
    console.print("[bold]What was measured[/] (± half the 95 % error band)")
    rows = table("Test", "Left", "Right", "The two sides compared")
    for finding in profile.findings:
        test = catalogue.tests[finding.test]
        measure = test.measure(finding.measure)
        name = test.name if len(test.measures) == 1 else f"{test.name}: {measure.name}"
        left = _value(finding.sides.left, finding.levels.left, finding)
        right = _value(finding.sides.right, finding.levels.right, finding) if measure.sided else ""
        style = {Verdict.CANNOT_TELL: "dim", Verdict.NO_DIFFERENCE: "cyan"}.get(finding.verdict, "yellow")
        rows.add_row(escape(name), left, right, f"[{style}]{escape(finding.reason)}[/]")
    console.print(rows)


def _not_read(console: Console, profile: Profile, catalogue: Catalogue) -> None:
    """What the recordings did not give, and why."""
    for one in profile.screening.not_read:
        test = catalogue.tests[one.test]
        name = (
            test.name
            if one.measure is None or len(test.measures) == 1
            else f"{test.name}: {test.measure(one.measure).name}"
        )
        side = "" if one.side is None else f", {one.side}"
        console.print(escape(f"Not assessed from {one.file}: {name}{side}. {one.say} {one.advice}"))


def _value(value: Value | None, level: Level, finding: Finding) -> str:
    if value is None:
        return "not tested"
    mark = {Level.LOW: " (low)", Level.CANNOT_TELL: " (near the limit)"}.get(level, "")
    return f"{value.value:.3g} ± {value.half_band:.2g} {finding.unit.sign}{mark}"


def _impairments(console: Console, profile: Profile, catalogue: Catalogue) -> None:
    console.print("[bold]What it may mean[/]")
    rows = table("Impairment", "Left", "Right", "Why (+ for, - against)")
    for view in profile.impairments:
        if view.impairment in profile.not_assessed:
            continue
        impairment = catalogue.impairments[view.impairment]
        left, right = (_band(judgement) for judgement in view.sides)
        rows.add_row(
            escape(impairment.name), left, right if impairment.sided else "", escape(_reasons(view, catalogue))
        )
    console.print(rows)
    if profile.not_assessed:
        names = ", ".join(catalogue.impairments[name].name for name in profile.not_assessed)
        console.print(f"[dim]Not assessed: {escape(names)}.[/]\n")


def _band(judgement: Judgement) -> str:
    words = judgement.band.replace("_", " ")
    share = "" if judgement.band is Band.NOT_ASSESSED else f" {judgement.probability:.0%}"
    return f"[{BAND_STYLES[judgement.band]}]{words}{share}[/]"


def _reasons(view: ImpairmentView, catalogue: Catalogue) -> str:
    strongest: dict[str, None] = {}
    for side in Side:
        judgement = view.sides[side]
        for sign, reasons in (("+", judgement.evidence_for), ("-", judgement.evidence_against)):
            for reason in reasons[:MOST_REASONS]:
                strongest[f"{sign} {name_of(reason, catalogue)}"] = None
    return "\n".join(strongest)


def name_of(reason: Reason, catalogue: Catalogue) -> str:
    """What a reason rests on, by the name people know it by."""
    if reason.kind == "test":
        return catalogue.tests[reason.owner].name
    if reason.kind == "sign":
        return catalogue.signs[reason.owner].name
    return catalogue.causes[reason.owner].name


def _next_tests(console: Console, profile: Profile, catalogue: Catalogue) -> None:
    if not profile.next_tests:
        return
    console.print("[bold]What would settle most next[/]")
    for suggestion in profile.next_tests:
        settles = ", ".join(catalogue.impairments[name].name.lower() for name in suggestion.settles)
        again = " (again, on another day)" if suggestion.repeat else ""
        test = catalogue.tests[suggestion.test]
        console.print(f"  • {escape(test.name)}{again}, {suggestion.minutes:g} min: tells about {escape(settles)}")
