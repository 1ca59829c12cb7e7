"""The report as one HTML page: style and drawings inside, no script, nothing fetched."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from kilter.adapters.files import write_atomically
from kilter.exchange.report import ReportDocument

FOLDER = Path(__file__).parent


def render_html(document: ReportDocument) -> str:
    """Write the page; the same document gives the same text."""
    return _template().render(report=document)


def write_html(document: ReportDocument, path: Path) -> None:
    """Write the page to a file, whole or not at all.

    Raises:
        UsageError: the folder is missing, may not be written to or is full.
    """
    write_atomically(path, render_html(document).encode())


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")
