"""Draws two pages of an example person's report, for the README; run: python -m tools.draw_picture."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from kilter.adapters.knowledge_files import load_catalogue
from kilter.adapters.report import render_pdf
from kilter.cli.loading import load_profile
from kilter.exchange.report import build_report
from kilter.services.plan import make_programme
from kilter.services.screen import Screener

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "assets" / "report.png"
PERSON = ROOT / "examples" / "runner.yaml"
MADE_ON = date(2026, 11, 5)

SHEET = """
#set page(width: 444pt, height: 256pt, margin: 12pt, fill: rgb("#c3ccd1"))
#let sheet(n) = box(fill: white, clip: true, radius: 3pt, width: 204pt, height: 232pt, {
  place(top, image("report.pdf", page: n, width: 204pt, height: 288.6pt))
})
#grid(columns: 2, gutter: 12pt, ..range(2, 4).map(sheet))
"""


def draw_picture() -> bytes:
    """The picture as PNG: two pages side by side."""
    catalogue = load_catalogue()
    profile = load_profile(PERSON, Screener.of(catalogue))
    document = build_report(profile, make_programme(profile, catalogue), catalogue, made_on=MADE_ON)
    with TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.typ"
        sheet.write_text(SHEET, encoding="utf-8")
        sheet.with_name("report.pdf").write_bytes(render_pdf(document))
        return typst.compile(sheet, format="png", ppi=165)


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(draw_picture())
    print(f"Written: {PICTURE}")
