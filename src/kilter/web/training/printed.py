"""Report and letter of a person as PDF."""

from kilter.adapters import clock
from kilter.adapters.report import render_pdf
from kilter.exchange.report import ReportDocument, build_report, letter_document
from kilter.services.record.reporting import told_of_record
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.screening.api import profile_of
from kilter.web.site.knowledge import catalogue, screener


def report_pdf(person: Person) -> bytes | None:
    """The report of a record, or of the answers where there is none; None where these are too few."""
    made = _documents(person)
    return None if made is None else render_pdf(made[0])


def letter_pdf(person: Person) -> bytes | None:
    """The letter for a professional; None where none is called for."""
    made = _documents(person)
    return None if made is None or made[1] is None else render_pdf(made[1])


def _documents(person: Person) -> tuple[ReportDocument, ReportDocument | None] | None:
    """Report and letter; where triage stops before a programme, the report is the letter."""
    record = record_of(person)
    if not record.begun:
        profile = profile_of(person, record)
        if profile is None:
            return None
        document = build_report(profile, None, catalogue(), made_on=clock.today())
        return document, document if profile.triage.stops else None
    told = told_of_record(record, screener(), clock.today())
    programme = None if told.now.triage.stops else told.state.start.programme
    document = build_report(told.now, programme, catalogue(), made_on=told.on, told=told)
    return document, letter_document(document, told, catalogue())
