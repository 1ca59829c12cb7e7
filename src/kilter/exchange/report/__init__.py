"""The report: one document in plain words that a page and a printed file are made of."""

from kilter.exchange.report.build import build_report
from kilter.exchange.report.document import Letter, ReportDocument
from kilter.exchange.report.letter import letter_lines

__all__ = ["Letter", "ReportDocument", "build_report", "letter_lines"]
