"""The report: one document in plain words that a page and a printed file are made of."""

from kilter.exchange.report.build import build_report
from kilter.exchange.report.document import ReportDocument

__all__ = ["ReportDocument", "build_report"]
