"""The report as files: a page and a PDF."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pypdf import PdfReader
from tests.people import random_screening
from tests.services.record.kept import Kept, day

from kilter.adapters.report import render_html, render_pdf, write_html, write_pdf
from kilter.adapters.report.page import FOLDER
from kilter.body.sides import Side
from kilter.errors import UsageError
from kilter.exchange.charts import COLOURS
from kilter.exchange.report import ReportDocument, TrainingTold, build_report, letter_document
from kilter.exchange.report.document import GoalRow
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.people import Answer
from kilter.programme.progression.logs import Morning, SetDone
from kilter.screening.form import NotRead
from kilter.services.plan import make_programme
from kilter.services.record.reporting import told_of_record
from kilter.services.record.retest import retested, story_of
from kilter.services.screen import Screener

VOID = {"meta", "br", "col", "link", "img", "input", "hr"}


class _Page(HTMLParser):
    """A page taken apart; balanced tags are checked on the way."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(attribute))]


@pytest.fixture(scope="module")
def document(screener: Screener, catalogue: Catalogue) -> ReportDocument:
    """The report of someone with findings, a programme and precautions."""
    screening = random_screening(np.random.default_rng(3), catalogue, healthy_share=1)
    person = screening.person.model_copy(update={"conditions": ("low_back_pain",), "age_years": 40.0})
    dark = NotRead(test="trendelenburg", side=Side.LEFT, file="dark.mp4", say="It was dark.", advice="Turn on a light.")
    told = {"person": person, "symptoms": screening.symptoms[:2], "not_read": (dark,)}
    profile = screener.profile(screening.model_copy(update=told))
    return build_report(profile, make_programme(profile, catalogue), catalogue, made_on=date(2026, 5, 4))


@pytest.fixture(scope="module")
def letter(screener: Screener, catalogue: Catalogue) -> ReportDocument:
    """The report of someone whom triage stops."""
    screening = random_screening(np.random.default_rng(3), catalogue, healthy_share=1)
    flags = {**screening.red_flags, "cauda_equina": Answer.YES}
    stopped = screener.profile(screening.model_copy(update={"red_flags": flags}))
    return build_report(stopped, None, catalogue, made_on=date(2026, 5, 4))


@pytest.fixture(scope="module")
def told(screener: Screener, tmp_path_factory: pytest.TempPathFactory) -> TrainingTold:
    """What is told of a record that strong pain has paused, after tests were done again."""
    kept = Kept(tmp_path_factory.mktemp("kept") / "record.sqlite", screener)
    for number in (0, 2, 4):
        kept.session(number, beyond=6)
        kept.log(Morning(day(number + 1), 2))
    first = story_of(kept.record, screener).first.screening
    again = {entry.test: entry.model_copy(update={"date": day(6)}) for entry in first.tests}
    kept.log(retested(kept.record, screener, list(again.values()), day(6)))
    asked = kept.work(7)[0]
    target = asked.asks[0].target
    kept.log(SetDone(day(7), asked.exercise, target.level, target.side, 1, seconds=9, pain=8, pain_place="z" * 400))
    return told_of_record(kept.record, screener, day(8))


@pytest.fixture(scope="module")
def story(told: TrainingTold, catalogue: Catalogue) -> ReportDocument:
    """The report of that record."""
    return build_report(told.now, told.state.start.programme, catalogue, made_on=told.on, told=told)


@pytest.fixture(scope="module")
def referral(story: ReportDocument, told: TrainingTold, catalogue: Catalogue) -> ReportDocument:
    """Its letter by itself."""
    made = letter_document(story, told, catalogue)
    assert made is not None
    return made


@pytest.fixture(scope="module", params=["document", "letter", "story", "referral"])
def each(request: pytest.FixtureRequest) -> ReportDocument:
    """The full report, the letter of a screening, the report of a record, and its letter."""
    chosen: ReportDocument = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture(scope="module")
def page(each: ReportDocument) -> _Page:
    """Each of them as a page."""
    return _Page(render_html(each))


@pytest.fixture(scope="module")
def pdf(each: ReportDocument) -> PdfReader:
    """Each of them as a PDF."""
    return PdfReader(io.BytesIO(render_pdf(each)))


def test_the_page_is_whole(page: _Page) -> None:
    """Every tag that opens closes, and no two things share an id."""
    repeated = [name for name, count in Counter(page.values("id")).items() if count > 1]

    assert not page.open
    assert not repeated


def test_the_page_runs_and_fetches_nothing(page: _Page) -> None:
    """No script, no frame, no picture from outside; the only way out is a link to a publication."""
    tags = {tag for tag, _ in page.tags}
    handlers = [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    outside = [link for link in [*page.values("href"), *page.values("src")] if not link.startswith("#")]

    assert not tags & {"script", "link", "iframe", "object", "embed", "img", "form", "base"}
    assert not handlers
    assert all(link.startswith("https://doi.org/10.") for link in outside)


def test_the_style_fetches_nothing(each: ReportDocument) -> None:
    """Style sheet and drawings refer only to what is in the page."""
    text = render_html(each)

    assert "@import" not in text
    assert all(target.startswith("#") for target in re.findall(r"url\([\"']?([^)\"']*)", text))
    assert "default-src 'none'" in text


def test_every_link_inside_the_page_leads_somewhere(page: _Page) -> None:
    """Contents, sources and exercises are where their links say."""
    targets = {link[1:] for link in page.values("href") if link.startswith("#")}

    assert targets
    assert targets <= set(page.values("id"))


def test_headings_come_in_order(page: _Page) -> None:
    """There is one main heading, and no level is skipped on the way down."""
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_drawing_has_words(page: _Page) -> None:
    """Each drawing is named for those who do not see it, itself or by what holds it."""
    names = [attributes.get("aria-label") or attributes.get("aria-labelledby") for tag, attributes in page.tags
             if attributes.get("role") == "img"]  # fmt: skip
    drawings = [tag for tag, _ in page.tags if tag == "svg"]

    assert len(names) == len(drawings)
    assert all(names)


def test_the_page_says_its_language_and_scale(page: _Page) -> None:
    """Screen readers know the language; phones keep the width."""
    assert ("html", {"lang": "en"}) in page.tags
    assert any(attributes.get("name") == "viewport" for _, attributes in page.tags)


def test_what_a_person_writes_is_text_and_nothing_else(document: ReportDocument) -> None:
    """Markup in a goal is shown, not obeyed, in the page and in the PDF."""
    hostile = '<script>alert(1)</script> #panic() $x$ "quoted" \\'
    with_goal = replace(document, goals=(GoalRow(hostile, "3"),))

    page = _Page(render_html(with_goal))
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(render_pdf(with_goal))).pages)

    assert not any(tag == "script" for tag, _ in page.tags)
    assert "<script>alert(1)</script>" in text
    assert "#panic()" in text


def test_every_colour_of_a_chart_turns_for_a_dark_page() -> None:
    """The style sheet knows each colour that a chart uses."""
    style = (FOLDER / "report.css").read_text(encoding="utf-8")

    assert all(f'="{colour}"]' in style for colour in COLOURS.values())


def test_the_pdf_says_that_it_is_accessible(pdf: PdfReader) -> None:
    """It declares PDF/UA-1, and has the tags, the title and the language that this asks for."""
    root: Any = pdf.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()

    assert re.search(r"pdfuaid:part\D{1,3}1\b", metadata)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title


def test_every_figure_of_the_pdf_has_words(document: ReportDocument) -> None:
    """Each chart and the body map carry their text alternative."""
    reader = PdfReader(io.BytesIO(render_pdf(document)))
    pictures = [measure.picture for test in document.results for measure in test.measures if measure.picture]
    expected = {picture.alternative for picture in [document.body_map, *pictures] if picture}

    figures = [node for node in _structure(reader.trailer["/Root"]) if node.get("/S") == "/Figure"]  # type: ignore[arg-type]

    assert {str(node["/Alt"]) for node in figures} == expected


def test_the_charts_of_a_story_have_words(story: ReportDocument) -> None:
    """Sessions, pain, trends and differences are told to those who do not see them."""
    assert story.story is not None
    trends = [picture for trend in story.story.trends for picture in (trend.picture, trend.difference)]
    expected = {each.alternative for each in (story.story.sessions, story.story.pain, *trends) if each}

    reader = PdfReader(io.BytesIO(render_pdf(story)))
    figures = [node for node in _structure(reader.trailer["/Root"]) if node.get("/S") == "/Figure"]  # type: ignore[arg-type]

    assert len(expected) > 4
    assert expected <= {str(node["/Alt"]) for node in figures}


def test_a_letter_by_itself_is_two_pages(referral: ReportDocument) -> None:
    """A person hands over two pages, whatever was typed about the pain."""
    reader = PdfReader(io.BytesIO(render_pdf(referral)))

    text = "".join(sheet.extract_text() for sheet in reader.pages)

    assert len(reader.pages) <= 2
    assert "kilter log --cleared NAME" in text


def _structure(root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every element of the structure tree."""
    waiting: list[Any] = [root["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            if "/K" in node:
                waiting.append(node["/K"])


def test_the_pdf_needs_no_font_of_the_machine(pdf: PdfReader) -> None:
    """All text is set in typefaces that come along, and they are embedded; the second one only helps out with √."""
    names: set[str] = set()
    for sheet in pdf.pages:
        resources: Any = sheet["/Resources"]
        for font in resources.get("/Font", {}).values():
            names.add(font.get_object()["/BaseFont"])

    assert names
    assert all(re.match(r"/[A-Z]{6}\+(Inter|LibertinusSerif)", name) for name in names)


def test_letters_that_no_font_has_do_not_stop_the_pdf(document: ReportDocument) -> None:
    """Where a goal holds letters that cannot be printed, the PDF is made and is still tagged."""
    with_goal = replace(document, goals=(GoalRow("\U000f1234 run", "3"),))

    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(render_pdf(with_goal))).pages)

    assert "cannot be printed here" in text
    assert "□ run" in text


def test_the_same_document_gives_the_same_bytes(each: ReportDocument) -> None:
    """Nothing in the files depends on the moment they are made."""
    assert render_html(each) == render_html(each)
    assert render_pdf(each) == render_pdf(each)


def test_files_are_written_whole(letter: ReportDocument, tmp_path: Path) -> None:
    """Both files stand in the folder, and nothing beside them."""
    write_html(letter, tmp_path / "letter.html")
    write_pdf(letter, tmp_path / "letter.pdf")

    assert {path.name for path in tmp_path.iterdir()} == {"letter.html", "letter.pdf"}
    assert (tmp_path / "letter.html").read_text(encoding="utf-8") == render_html(letter)
    assert (tmp_path / "letter.pdf").read_bytes() == render_pdf(letter)


@pytest.mark.parametrize("write", [write_html, write_pdf])
def test_a_failed_write_leaves_nothing_behind(write: Any, letter: ReportDocument, tmp_path: Path) -> None:
    """Where the place is taken by a folder, the error says so and no half-written file stays."""
    target = tmp_path / "report"
    target.mkdir()
    (target / "kept.txt").write_text("kept", encoding="utf-8")

    with pytest.raises(UsageError):
        write(letter, target)

    assert [path.name for path in tmp_path.iterdir()] == ["report"]
    assert [path.name for path in target.iterdir()] == ["kept.txt"]


def test_a_missing_folder_is_told(letter: ReportDocument, tmp_path: Path) -> None:
    """Writing into a folder that is not there names the place."""
    with pytest.raises(UsageError, match=r"nowhere.letter\.html"):
        write_html(letter, tmp_path / "nowhere" / "letter.html")
