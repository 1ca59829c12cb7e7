"""The report: one document in plain words that a page and a printed file are made of."""

from kilter.exchange.report.build import build_report
from kilter.exchange.report.document import Letter, ReportDocument
from kilter.exchange.report.letter import letter_lines
from kilter.exchange.report.referral import letter_document
from kilter.exchange.report.told import ToldDecision, TrainingTold

__all__ = [
    "Letter",
    "ReportDocument",
    "ToldDecision",
    "TrainingTold",
    "build_report",
    "letter_document",
    "letter_lines",
]
