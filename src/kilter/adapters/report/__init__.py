"""The report as files: a page that holds everything it needs, and a tagged PDF."""

from kilter.adapters.report.page import render_html, write_html
from kilter.adapters.report.printed import render_pdf, write_pdf

__all__ = ["render_html", "render_pdf", "write_html", "write_pdf"]
