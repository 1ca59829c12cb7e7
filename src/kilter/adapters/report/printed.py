"""The report as a tagged PDF (PDF/UA-1), set by Typst in the typeface that comes with Kilter."""

import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from kilter.adapters.files import write_atomically
from kilter.exchange.report import ReportDocument

FOLDER = Path(__file__).parent

_GENERIC_FONT, _OUR_FONT = r"font-family=\"sans-serif\"", r"font-family=\"Inter\""

# Latin, Greek, Cyrillic, punctuation, arrows and shapes: what the fonts at hand can write for certain.
_HARD_TO_WRITE = re.compile(
    "[^\x00-\u017f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    "\u2010-\u2027\u2030-\u203a\u20ac\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u25a1]"
)
_STAND_IN = "□"


def render_pdf(document: ReportDocument) -> bytes:
    """Set the document; the same document gives the same bytes.

    What a person wrote may need letters that no carried font has. Then the fonts of the machine help out; where
    they have none either, a square stands for the letter, and the first page says so.
    """
    data = json.dumps(asdict(document), ensure_ascii=False).replace(_GENERIC_FONT, _OUR_FONT)
    attempts = (
        ({"report": data}, False),
        ({"report": data}, True),
        ({"report": _HARD_TO_WRITE.sub(_STAND_IN, data), "unwritable": _STAND_IN}, False),
    )
    for inputs, with_fonts_of_machine in attempts:
        try:
            return _compile(inputs, with_fonts_of_machine=with_fonts_of_machine)
        except typst.TypstError as error:
            if "could not be displayed" not in error.message or "unwritable" in inputs:
                raise
    raise AssertionError("the last attempt returns or raises")


def write_pdf(document: ReportDocument, path: Path) -> None:
    """Write the PDF to a file, whole or not at all.

    Raises:
        UsageError: the folder is missing, may not be written to or is full.
    """
    write_atomically(path, render_pdf(document))


def _compile(inputs: dict[str, str], *, with_fonts_of_machine: bool) -> bytes:
    return typst.compile(
        (FOLDER / "report.typ").read_bytes(),
        format="pdf",
        sys_inputs=inputs,
        font_paths=_fonts(with_fonts_of_machine=with_fonts_of_machine),
        pdf_standards="ua-1",
        timestamp=0,
    )


@cache
def _fonts(*, with_fonts_of_machine: bool) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=with_fonts_of_machine, include_embedded_fonts=True, font_paths=[FOLDER / "fonts"]
    )
