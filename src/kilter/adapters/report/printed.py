"""The report as a tagged PDF (PDF/UA-1), set by Typst in the typeface that comes with Kilter."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from kilter.adapters.files import write_atomically
from kilter.exchange.report import ReportDocument

FOLDER = Path(__file__).parent
GENERIC_FONT, OUR_FONT = 'font-family="sans-serif"', 'font-family="Inter"'


def render_pdf(document: ReportDocument) -> bytes:
    """Set the document; the same document gives the same bytes."""
    data = json.dumps(asdict(document), ensure_ascii=False).replace(
        GENERIC_FONT.replace('"', '\\"'), OUR_FONT.replace('"', '\\"')
    )
    return typst.compile(
        (FOLDER / "report.typ").read_bytes(),
        format="pdf",
        sys_inputs={"report": data},
        font_paths=_fonts(),
        pdf_standards="ua-1",
        timestamp=0,
    )


def write_pdf(document: ReportDocument, path: Path) -> None:
    """Write the PDF to a file, whole or not at all.

    Raises:
        UsageError: the folder is missing, may not be written to or is full.
    """
    write_atomically(path, render_pdf(document))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FOLDER / "fonts"])
