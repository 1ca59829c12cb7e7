"""``kilter report``: the whole road in one document, as HTML and PDF; of a record the story so far as well."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kilter.cli.exits import STOPPED_BY_TRIAGE
from kilter.cli.options import (
    CannotList,
    Days,
    EquipmentList,
    ExtraSet,
    Json,
    Knowledge,
    Minutes,
    RecordFile,
    WithoutList,
)

if TYPE_CHECKING:
    from kilter.exchange.report import ReportDocument
    from kilter.programme.programme import Programme
    from kilter.screening.profile import Profile
    from kilter.services.plan import Overrides
    from kilter.services.screen import Screener

PROGRAMME_FILE = "programme.json"
LETTER_PAGE, LETTER_PDF = "letter.html", "letter.pdf"


@dataclass(frozen=True, slots=True)
class _Made:
    """What there is to write."""

    profile: "Profile"
    programme: "Programme | None"
    report: "ReportDocument"
    letter: "ReportDocument | None" = None
    paused: bool = False


def report(
    file: Annotated[
        Path | None,
        typer.Argument(help="A screening file, or a profile written by screen; without it, the record."),
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write into.")] = Path(),
    record: RecordFile = None,
    minutes: Minutes = None,
    days: Days = None,
    equipment: EquipmentList = None,
    without: WithoutList = None,
    cannot: CannotList = None,
    extra_set: ExtraSet = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Write the report (report.html, report.pdf), the profile and the programme; a letter where one is called for."""
    from kilter.adapters.files import make_folder, remove, write_atomically
    from kilter.adapters.report import render_html, render_pdf
    from kilter.cli.loading import load_screener
    from kilter.cli.show.progress import progress
    from kilter.cli.wishes import wishes_of
    from kilter.exchange.as_json import profile_to_json, to_json

    wishes = wishes_of(days, minutes, equipment, without, cannot, extra_set)
    _check_call(file, record, wishes)
    with progress("Screening", "Planning", "Drawing", "Typesetting") as step:
        screener = load_screener(knowledge)
        made = _of_record(record, screener) if file is None else _of_screening(file, screener, wishes, step)
        folder = make_folder(output)
        step()
        files = {"report.html": render_html(made.report).encode(), "report.pdf": render_pdf(made.report)}
        if made.letter is not None:
            files |= {LETTER_PAGE: render_html(made.letter).encode(), LETTER_PDF: render_pdf(made.letter)}
        files["profile.json"] = profile_to_json(made.profile).encode()
        if made.programme is not None:
            files[PROGRAMME_FILE] = to_json({"kilter_programme": 1, "programme": made.programme}).encode()
        for name, content in files.items():
            write_atomically(folder / name, content)
        for name in _outdated(folder, made, of_record=file is None):
            remove(folder / name)
        step()
    stops = made.profile.triage.stops
    written = [str(folder / name) for name in files]
    if json:
        letter = str(folder / LETTER_PDF) if made.letter is not None else None
        told = {"written": written, "stopped_by_triage": stops, "paused": made.paused, "letter": letter}
        typer.echo(to_json(told), nl=False)
    else:
        typer.echo("\n".join(f"Written: {name}" for name in written))
        _tell_next(made)
    if stops:
        raise typer.Exit(STOPPED_BY_TRIAGE)


def _outdated(folder: Path, made: _Made, *, of_record: bool) -> list[str]:
    """What was made from earlier answers, and must not lie beside a report that knows of no such thing.

    A letter goes only where both of its files are: one alone may be the person's own.
    """
    outdated = [PROGRAMME_FILE] if made.programme is None else []
    letter = [LETTER_PAGE, LETTER_PDF]
    if of_record and made.letter is None and all((folder / name).is_file() for name in letter):
        outdated += letter
    return outdated


def _check_call(file: Path | None, record: Path | None, wishes: "Overrides") -> None:
    """A report is made of one thing, and wishes are for a programme that is yet to be planned.

    Raises:
        UsageError: both are named, or a record with wishes.
    """
    from kilter.errors import Problem, UsageError
    from kilter.services.plan import Overrides

    if file is not None and record is not None:
        what = "A report is made of a screening file or of a record."
        raise UsageError(Problem("FILE, --record", what, "Name one of them."))
    if file is None and wishes != Overrides():
        what = "The programme of a record is planned already."
        mend = "Leave out --minutes, --days and the like; they go with a screening file."
        raise UsageError(Problem("report", what, mend))


def _of_screening(file: Path, screener: "Screener", wishes: "Overrides", step: Callable[[], None]) -> _Made:
    from kilter.adapters.clock import today
    from kilter.cli.loading import load_profile
    from kilter.exchange.report import build_report
    from kilter.services.plan import make_programme

    profile = load_profile(file, screener)
    step()
    programme = None if profile.triage.stops else make_programme(profile, screener.catalogue, wishes)
    document = build_report(profile, programme, screener.catalogue, made_on=today(), source_file=file.name)
    step()
    return _Made(profile, programme, document)


def _of_record(named: Path | None, screener: "Screener") -> _Made:
    from kilter.adapters.clock import today
    from kilter.cli.keeping import open_record, record_path
    from kilter.errors import Problem, UsageError
    from kilter.exchange.report import build_report, letter_document
    from kilter.services.record.reporting import told_of_record

    path = record_path(named)
    if not path.exists():
        mend = "Name a screening file, or begin a record with “kilter start SCREENING”."
        raise UsageError(Problem(str(path), "There is no record here.", mend))
    told = told_of_record(open_record(named, screener.catalogue), screener, today())
    programme = None if told.now.triage.stops else told.state.start.programme
    document = build_report(told.now, programme, screener.catalogue, made_on=told.on, source_file=path.name, told=told)
    letter = letter_document(document, told, screener.catalogue)
    return _Made(told.now, programme, document, letter, paused=told.state.pause is not None)


def _tell_next(made: _Made) -> None:
    triage = made.profile.triage
    if triage.stops:
        made_of_it = "The report is a letter; no programme was made."
        typer.echo(f"{triage.headline}. {triage.advice} {made_of_it}")
    elif made.paused:
        typer.echo(f"The programme is paused. Take {LETTER_PDF} to a professional.")
    elif made.letter is not None:
        typer.echo(f"Ask a professional to have a look, with {LETTER_PDF}; the programme goes on meanwhile.")
